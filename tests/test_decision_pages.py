"""Claims about two decisions an agency takes itself: its head's consent, and whether a stranger wrote for it."""

from pathlib import Path

import pytest
from builders import ASK_DAY, REMIND_DAY, SENDER, Desk, address_of, at, email, letter_text, message_of, small_plan
from fastapi.testclient import TestClient
from page_forms import PageRead
from sqlalchemy import Engine

from casework.addressing import set_contact
from models.contact import Contact, without_head
from models.database import reading, writing
from models.event import Event
from models.letter import CONFIRM_SENDER, CONSENT, RECEIPT, REMINDER, RETURNED_ANSWER, Delivery, Letter
from models.pen import PenItem
from models.request import Request
from models.response import Response
from models.standing import State
from models.submission import Submission
from web.app import create_app
from web.clock import REHEARSAL_CLOCK

BOTH = "I.1: đã hoàn thành.\nI.2: có lẽ đã xong?"


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


@pytest.fixture
def browser(desk: Desk, tmp_path: Path):
    (tmp_path / REHEARSAL_CLOCK).write_text(at(ASK_DAY, 11).isoformat())
    with TestClient(create_app(desk.engine, SENDER, tmp_path), follow_redirects=False) as client:
        yield client


def said(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.status, one.by, one.consent_by) for one in desk.rows(Response)]


def contact(desk: Desk, role: str = "answers", agency_id: str = "bo-a") -> Contact:
    return desk.one(Contact, agency_id=agency_id, role=role)


# -- consent


@pytest.fixture
def headed(desk: Desk) -> Desk:
    """The desk, where bo-a wants its head's consent."""
    desk.change(contact(desk), consent=True)
    return desk


def submit(browser, desk: Desk, status: str = "completed", **fields: str):
    number = desk.obligation("I.1", "bo-a")
    typed = {f"{name}-{number}": value for name, value in fields.items()}
    return browser.post(f"/b/{desk.key('bo-a')}", data={f"status-{number}": status} | typed)


def head_key(desk: Desk) -> str:
    return SENDER.head_key(desk.one(Request, agency_id="bo-a").id, contact(desk, "head").id, 1)


def decide(browser, desk: Desk, decision: str, **more: str):
    form = PageRead(browser.get(f"/consent/{head_key(desk)}").text).forms[0]
    return browser.post(form.action, data=form.values | {"decision": decision} | more)


def test_what_waits_for_the_head_is_no_answer_yet_and_he_is_asked(browser, headed):
    assert "&w=1" in submit(browser, headed).headers["location"]
    assert said(headed) == [] and headed.state("I.1", "bo-a") is State.ASKED
    letter = headed.one(Letter, kind=CONSENT)
    assert headed.one(Delivery, letter_id=letter.id).address == "head@bo-a.example"
    headed.send()
    assert "/consent/%%KEY%%" in letter_text(headed, letter.id)


def test_the_head_consents_and_the_record_says_so(browser, headed):
    submit(browser, headed, result="Đã ban hành")
    page = decide(browser, headed, "consent")
    assert page.status_code == 200 and "đồng ý" in page.text
    clerk, head = contact(headed).id, contact(headed, "head").id
    assert said(headed) == [("completed", f"contact:{clerk}", f"contact:{head}")]
    assert headed.state("I.1", "bo-a") is State.ANSWERED
    assert len(headed.rows(Letter, kind=RECEIPT)) == 1


def test_the_head_declines_and_who_wrote_it_is_told_why(browser, headed):
    submit(browser, headed, result="Đã ban hành")
    decide(browser, headed, "decline", remark="Chưa có số văn bản")
    assert said(headed) == []
    headed.send()
    letter = headed.one(Letter, kind=RETURNED_ANSWER)
    assert "Chưa có số văn bản" in letter_text(headed, letter.id)
    assert headed.one(Delivery, letter_id=letter.id).address == address_of("bo-a")
    assert "Chưa có số văn bản" in browser.get(f"/b/{headed.key('bo-a')}").text


def test_what_the_head_sent_back_stands_in_the_form_to_be_mended(browser, headed):
    submit(browser, headed, result="Đã ban hành")
    decide(browser, headed, "decline")
    page = browser.get(f"/b/{headed.key('bo-a')}").text
    assert "Đã ban hành</textarea>" in page
    fields = PageRead(page).forms[0].values
    assert "&w=1" in browser.post(f"/b/{headed.key('bo-a')}", data=fields | {"action": "send"}).headers["location"]


def test_a_reminder_says_that_the_answer_lies_with_the_head(browser, headed):
    submit(browser, headed)
    headed.remind()
    headed.send(REMIND_DAY)
    letter = headed.rows(Letter, kind=REMINDER, agency_id="bo-a")[-1]
    assert "đang chờ Lãnh đạo Quý cơ quan đồng ý" in letter_text(headed, letter.id)


def test_a_second_submission_replaces_the_first_and_keeps_its_other_answers(browser, headed):
    submit(browser, headed)
    second = headed.obligation("I.2", "bo-a")
    browser.post(f"/b/{headed.key('bo-a')}", data={f"status-{second}": "suspended"})
    assert [one.state for one in headed.rows(Submission)] == ["replaced", "waiting"]
    decide(browser, headed, "consent")
    assert [one[0] for one in said(headed)] == ["completed", "suspended"]


def test_a_head_consents_only_to_what_he_saw(browser, headed):
    submit(browser, headed)
    seen = PageRead(browser.get(f"/consent/{head_key(headed)}").text).forms[0].values
    submit(browser, headed, "suspended")
    late = browser.post(f"/consent/{head_key(headed)}", data=seen | {"decision": "consent"})
    assert late.status_code == 410 and said(headed) == []


def test_what_is_decided_is_decided_once(browser, headed):
    submit(browser, headed)
    form = PageRead(browser.get(f"/consent/{head_key(headed)}").text).forms[0].values
    for expected in (200, 410):
        again = browser.post(f"/consent/{head_key(headed)}", data=form | {"decision": "consent"})
        assert again.status_code == expected
    assert len(said(headed)) == 1


def test_an_answer_by_mail_waits_for_the_head_too(browser, headed):
    headed.receive(email("I.1: đã hoàn thành.", address_of("bo-a"), SENDER.plus_address(headed.key("bo-a"))))
    assert said(headed) == []
    headed.send()
    assert "được tính là báo cáo khi Lãnh đạo" in letter_text(headed, headed.rows(Letter, kind=RECEIPT)[0].id)
    decide(browser, headed, "consent")
    assert [(one.source, one.message_id) for one in headed.rows(Response)] == [("mail", 1)]


def test_without_a_head_to_write_to_the_answer_counts_and_the_office_is_told(browser, headed):
    headed.change(contact(headed, "head"), bounced_at=at(ASK_DAY))
    submit(browser, headed)
    assert len(said(headed)) == 1
    with reading(headed.engine) as session:
        assert [one.agency_id for one in without_head(session, ASK_DAY)] == ["bo-a"]


@pytest.mark.parametrize("key", ["answers", "other"])
def test_a_key_of_another_kind_opens_no_consent(browser, headed, key):
    submit(browser, headed)
    given = headed.key("bo-a") if key == "answers" else head_key(headed).replace("h", "r", 1)
    assert browser.get(f"/consent/{given}").status_code == 404


def test_the_office_sets_whose_answers_wait(desk):
    with writing(desk.engine) as session:
        given = Contact(agency_id="bo-a", role="answers", name="", address=address_of("bo-a"))
        set_contact(session, given, "Trần B", at(ASK_DAY), ASK_DAY, consent=True)
    assert contact(desk).consent
    with writing(desk.engine) as session:
        again = Contact(agency_id="bo-a", role="answers", name="", address=address_of("bo-a"))
        set_contact(session, again, "Trần B", at(ASK_DAY), ASK_DAY)
    assert contact(desk).consent


# -- a stranger


@pytest.fixture
def strange(desk: Desk) -> Desk:
    """The desk, where a stranger has answered for bo-a: one task for certain, one not."""
    desk.receive(email(BOTH, "ca-nhan@gmail.example", SENDER.plus_address(desk.key("bo-a"))))
    return desk


def pen_key(desk: Desk) -> str:
    return SENDER.pen_key(desk.rows(PenItem)[0].id, contact(desk).id)


def vouch(browser, desk: Desk, decision: str):
    form = PageRead(browser.get(f"/sender/{pen_key(desk)}").text).forms[0]
    return browser.post(form.action, data=form.values | {"decision": decision})


def test_the_agency_is_asked_and_the_stranger_is_not_written_to(browser, strange):
    letter = strange.one(Letter, kind=CONFIRM_SENDER)
    assert [one.address for one in strange.rows(Delivery, letter_id=letter.id)] == [address_of("bo-a")]
    strange.send()
    said_to_agency = letter_text(strange, letter.id)
    assert "ca-nhan@gmail.example" in said_to_agency and "đã hoàn thành" in said_to_agency
    assert "đã hoàn thành" in browser.get(f"/sender/{pen_key(strange)}").text


def test_what_the_agency_owns_is_recorded_as_its_own_and_the_doubtful_waits(browser, strange):
    assert vouch(browser, strange, "ours").status_code == 200
    who = f"contact:{contact(strange).id}"
    assert said(strange) == [("completed", who, "")]
    waiting = [one for one in strange.rows(PenItem) if one.state == "open"]
    assert [one.confirmed_by for one in waiting] == [who]
    assert strange.state("I.2", "bo-a") is State.IN_REVIEW


def test_where_the_head_is_to_consent_a_confirmed_stranger_waits_for_him(browser, strange):
    strange.change(contact(strange), consent=True)
    vouch(browser, strange, "ours")
    assert said(strange) == [] and strange.one(Submission).state == "waiting"


def test_what_the_agency_disowns_leaves_the_pen_and_is_asked_again(browser, strange):
    vouch(browser, strange, "not_ours")
    assert said(strange) == [] and {one.state for one in strange.rows(PenItem)} == {"dropped"}
    assert strange.state("I.1", "bo-a") is State.ASKED and message_of(strange).outcome == "dropped"


def test_it_is_asked_once(browser, strange):
    vouch(browser, strange, "ours")
    assert browser.get(f"/sender/{pen_key(strange)}").status_code == 410


def test_what_the_office_placed_first_is_not_asked_any_more(browser, strange):
    for item in strange.rows(PenItem):
        strange.change(item, state="filed")
    assert browser.get(f"/sender/{pen_key(strange)}").status_code == 410
    assert [one.envelope_to for one in strange.send()] == []


# -- both pages


@pytest.mark.parametrize("path", ["consent", "sender"])
def test_a_form_without_a_choice_decides_nothing(browser, headed, path):
    submit(browser, headed)
    headed.receive(email(BOTH, "ca-nhan@gmail.example", SENDER.plus_address(headed.key("bo-a"))))
    key, before = (head_key if path == "consent" else pen_key)(headed), len(headed.rows(Event))
    form = PageRead(browser.get(f"/{path}/{key}").text).forms[0]
    for fields in ({}, form.values):
        page = browser.post(form.action, data=fields or {"x": ""})
        assert page.status_code == 422 and 'href="#decision"' in page.text
    assert len(headed.rows(Event)) == before and said(headed) == []


@pytest.mark.parametrize("path", ["consent", "sender"])
def test_a_wrong_key_is_not_found_and_says_how_to_reach_the_office(browser, path):
    address = f"/{path}/h1c1v1-{'a' * 26}"
    decisions = {"decision": "consent" if path == "consent" else "ours"}
    for page in (browser.get(address), browser.post(address, data=decisions)):
        assert page.status_code == 404 and "baocao@vpdp.example" in page.text
