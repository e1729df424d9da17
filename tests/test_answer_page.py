"""Claims about the private pages, against the real plan in a real database."""

import re
from html.parser import HTMLParser

import pytest
from asked_pages import AGENCY, ASKED_AT, FORM, PLAN, SENDER, count, key_of
from sqlalchemy import Engine
from sqlmodel import col, select

from casework.answering import AnswerForm, read_form
from casework.compiling import compile_digest
from casework.docket import open_docket
from models.database import reading, writing
from models.digest import APPROVED, Digest
from models.event import Event
from models.letter import RECEIPT, Letter
from models.period import period_keyed
from models.plan import plan_named
from models.request import Request
from models.response import Response

pytest_plugins = ("asked_pages",)


def form_of(engine: Engine, key: str) -> AnswerForm:
    with reading(engine) as session:
        form = read_form(session, SENDER, key, ASKED_AT)
    assert isinstance(form, AnswerForm)
    return form


def lead_line(engine: Engine, key: str):
    return next(line for line in form_of(engine, key).lines if line.task.role == "lead")


class Fields(HTMLParser):
    """What a browser would post back for the page as it stands."""

    def __init__(self, page: str):
        super().__init__()
        self.values: dict[str, str] = {}
        self.area = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "input" and (has["type"] != "radio" or "checked" in has):
            self.values[has["name"]] = has.get("value", "")
        if tag == "textarea":
            self.area = has["name"]
            self.values[self.area] = ""

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data.removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag):
        self.area = ""


def test_the_page_shows_every_task_of_the_agency_once(browser, asked, key):
    page = browser.get(f"/b/{key}")
    lines = form_of(asked, key).lines
    assert page.status_code == 200
    assert len(lines) > 20
    assert [f'id="task-{line.obligation_id}"' in page.text for line in lines] == [True] * len(lines)


def test_looking_changes_nothing(browser, asked, key):
    before = count(asked, Event)
    for path in (f"/b/{key}", f"/b/{key}/recorded?n=3", "/", "/healthz"):
        assert browser.get(path).status_code == browser.head(path).status_code == 200
    assert (count(asked, Event), count(asked, Response)) == (before, 0)


def test_an_answer_is_recorded_and_read_back(browser, asked, key):
    line = lead_line(asked, key).obligation_id
    typed = {
        f"status-{line}": "in_progress",
        f"percent-{line}": "45 %",
        f"result-{line}": "Đã tổ chức 3 lớp\r\n<b>tại Huế</b>",
        f"forecast-{line}": "30/6/2023",
    }
    answer = browser.post(f"/b/{key}", data=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/b/{key}/recorded?n=1")
    page = browser.get(answer.headers["location"]).text
    for said in ("Đang thực hiện, 45%", "Đã tổ chức 3 lớp<br>&lt;b&gt;tại Huế&lt;/b&gt;", "30/06/2023"):
        assert said in page


def test_what_was_recorded_is_what_was_typed_and_a_receipt_is_queued(browser, asked, key):
    line = lead_line(asked, key).obligation_id
    browser.post(f"/b/{key}", data={f"status-{line}": "completed", f"evidence-{line}": " QĐ số 12 "})
    with reading(asked) as session:
        response = session.exec(select(Response)).one()
        receipts = session.exec(select(Letter).where(Letter.kind == RECEIPT)).all()
    assert (response.status, response.percent, response.evidence) == ("completed", None, "QĐ số 12")
    assert (response.source, response.version, response.recorded_at) == ("web", 1, ASKED_AT)
    assert len(receipts) == 1


def test_an_empty_form_changes_nothing(browser, asked, key):
    events = count(asked, Event)
    for fields in ({}, Fields(browser.get(f"/b/{key}").text).values):
        answer = browser.post(f"/b/{key}", data=fields, headers=FORM)
        assert answer.headers["location"].endswith("?n=0")
    assert (count(asked, Response), count(asked, Event)) == (0, events)


def test_the_form_sent_back_as_it_was_shown_repeats_nothing(browser, asked, key):
    line = lead_line(asked, key).obligation_id
    browser.post(f"/b/{key}", data={f"status-{line}": "in_progress", f"result-{line}": "một\r\nhai\r\n\r\nba"})
    again = browser.post(f"/b/{key}", data=Fields(browser.get(f"/b/{key}").text).values)
    assert again.headers["location"].endswith("?n=0")
    assert count(asked, Response) == 1


def test_a_form_older_than_the_record_does_not_undo_it(browser, asked, key):
    line = lead_line(asked, key).obligation_id
    browser.post(f"/b/{key}", data={f"status-{line}": "in_progress", f"result-{line}": "cũ"})
    stale = Fields(browser.get(f"/b/{key}").text).values
    browser.post(f"/b/{key}", data={f"status-{line}": "completed", f"result-{line}": "mới"})
    assert browser.post(f"/b/{key}", data=stale).headers["location"].endswith("?n=0")
    edited = browser.post(f"/b/{key}", data=stale | {f"result-{line}": "cũ, sửa"})
    assert edited.status_code == 422
    assert "đã được người khác cập nhật" in edited.text
    assert count(asked, Response) == 2


def test_a_faulty_form_comes_back_as_typed_with_a_link_to_each_fault(browser, asked, key):
    line = lead_line(asked, key).obligation_id
    typed = {f"percent-{line}": "150", f"result-{line}": "Đã làm & xong", f"forecast-{line}": "quý II"}
    page = browser.post(f"/b/{key}", data=typed)
    assert page.status_code == 422
    linked = re.findall(r'<li><a href="#([a-z]+-\d+)">', page.text.partition("<form")[0])
    faults = [f"{field}-{line}" for field in ("status", "percent", "forecast")]
    assert [name for name in linked if name in faults and f'id="{name}"' in page.text] == faults
    assert 'value="150"' in page.text and "Đã làm &amp; xong</textarea>" in page.text
    assert count(asked, Response) == 0


def test_a_key_gives_no_right_to_another_agencys_tasks(browser, asked, key):
    with reading(asked) as session:
        others = form_of(asked, key_of(session, "bo-khcn")).lines
    mine = {line.obligation_id for line in form_of(asked, key).lines}
    foreign = next(line.obligation_id for line in others if line.obligation_id not in mine)
    assert browser.post(f"/b/{key}", data={f"status-{foreign}": "nothing"}).headers["location"].endswith("?n=0")
    assert count(asked, Response) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_key_is_not_found_and_a_revoked_one_is_gone(browser, asked, key, method):
    form = {"headers": FORM} if method == "post" else {}
    wrong = getattr(browser, method)(f"/b/{key[:-1]}{'a' if key[-1] != 'a' else 'b'}", **form)
    with writing(asked) as session:
        session.exec(select(Request).where(col(Request.agency_id) == AGENCY)).one().key_version += 1
    revoked = getattr(browser, method)(f"/b/{key}", **form)
    assert (wrong.status_code, revoked.status_code) == (404, 410)
    assert "baocao@vpdp.example" in wrong.text and "baocao@vpdp.example" in revoked.text


@pytest.mark.parametrize(
    "path", ["/b/", "/b/x", "/b/%00", "/b/" + "a" * 5000, "/b/../etc", "/nowhere", "/static/../app.py", "/docs"]
)
def test_a_malformed_address_is_a_plain_not_found(browser, path):
    assert browser.get(path).status_code == 404


def test_a_page_needs_no_script_and_nothing_from_elsewhere(browser, key):
    page = browser.get(f"/b/{key}").text
    assert "<script" not in page and "style=" not in page
    assert all(one.startswith(("/", "#", "mailto:")) for one in re.findall(r'(?:href|src)="([^"]*)"', page))


def test_a_digest_is_shown_to_its_reader_once_it_is_approved(browser, asked, key):
    with writing(asked) as session:
        docket = open_docket(session, plan_named(session, PLAN.name), ASKED_AT)
        digest = compile_digest(session, docket, period_keyed("2023-Q1"), "test")
        reader = SENDER.digest_key(digest.id, 1)
    drafted = browser.get(f"/d/{reader}").status_code
    with writing(asked) as session:
        session.get_one(Digest, digest.id).state = APPROVED
    page = browser.get(f"/d/{reader}")
    assert (drafted, page.status_code, browser.get(f"/d/{key}").status_code) == (410, 200, 404)
    assert "Quý I/2023" in page.text and "<script" not in page.text
