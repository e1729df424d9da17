"""Claims about a reader's page of a digest, what is behind its figures, its files, and the page of a round."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from builders import AFTER, SENDER, at
from digest_desk import FORMS, DigestDesk
from fastapi.testclient import TestClient
from form_texts import html_text

from casework.correction_round import end_round, open_round
from casework.objecting import settle_objection
from models.contact import Contact
from models.database import writing
from models.objection import Objection
from models.response import Response
from web.app import create_app
from web.clock import REHEARSAL_CLOCK

pytest_plugins = ("digest_offices",)
LINK = re.compile(r'href="(/d/[^"#]+)"')
UNTIL = at(AFTER, 16)


@pytest.fixture
def desk(march: DigestDesk) -> DigestDesk:
    march.issued()
    return march


def set_clock(folder: Path, moment: datetime) -> None:
    (folder / REHEARSAL_CLOCK).write_text(moment.isoformat())


@pytest.fixture
def browser(march: DigestDesk, tmp_path: Path) -> Iterator[TestClient]:
    set_clock(tmp_path, at(AFTER, 12))
    with TestClient(create_app(march.engine, SENDER, tmp_path), follow_redirects=False) as client:
        yield client


def contact(desk: DigestDesk, agency_id: str) -> int:
    return next(one.id for one in desk.rows(Contact, agency_id=agency_id) if one.role == "answers")


def page_of(desk: DigestDesk) -> str:
    return f"/d/{SENDER.digest_key(desk.last().id, contact(desk, 'bcd'))}"


def test_every_link_of_the_page_leads_to_a_source_and_so_on_to_the_answers(browser, desk):
    start, seen = page_of(desk), set()
    waiting = {start}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        found = browser.get(address)
        assert found.status_code == 200, unquote(address)
        if found.headers["content-type"].startswith("text/html"):
            waiting |= set(LINK.findall(found.text)) - seen
    assert len(seen) > 30


def test_the_source_of_a_figure_names_the_rule_the_report_and_the_answer_behind_it(browser, desk):
    said = html_text(browser.get(f"{page_of(desk)}/source/reports.reported").text)
    assert "Đã báo cáo kết quả (lượt): 1" in said and "Có trả lời tính đến thời điểm chốt" in said
    assert "I.1. Cơ quan bo-a (chủ trì) Đã hoàn thành" in said and "Đã xong" in said


def test_a_figure_that_no_digest_has_is_not_found(browser, desk):
    assert browser.get(f"{page_of(desk)}/source/reports.nonsense").status_code == 404


def test_each_file_is_the_one_that_was_approved(browser, desk):
    for form in FORMS:
        found = browser.get(f"{page_of(desk)}/file/{form.form}")
        assert (found.content, found.headers["content-type"]) == (form.content, form.content_type)
        assert found.headers["content-disposition"] == f'attachment; filename="{form.filename}"'
    assert browser.get(f"{page_of(desk)}/file/exe").status_code == 404


def test_an_answer_between_freezing_and_sending_is_listed_apart(browser, march, tmp_path):
    march.compiled()
    assert march.approved() == "" and "Báo cáo nhận được sau" not in browser.get(page_of(march)).text
    march.answer("I.1", "bo-a", AFTER + timedelta(days=1))
    set_clock(tmp_path, at(AFTER + timedelta(days=2)))
    assert "Báo cáo nhận được sau thời điểm chốt số liệu" in browser.get(page_of(march)).text


def test_a_draft_is_shown_to_no_reader(browser, march):
    march.compiled()
    for address in (page_of(march), f"{page_of(march)}/source/reports.total", f"{page_of(march)}/file/docx"):
        assert browser.get(address).status_code == 410


def test_the_page_of_another_key_is_refused(browser, desk):
    for address in ("/d/x", "/d/x/source/reports.total", "/d/x/file/docx", "/c/x"):
        assert browser.get(address).status_code == 404


@pytest.fixture
def round_page(march: DigestDesk) -> str:
    """The address of bo-a's page in a round that is open until four o'clock."""
    march.compiled()
    with writing(march.engine) as session:
        open_round(session, march.docket(session, AFTER), SENDER, session.merge(march.last()), UNTIL, "officer")
    return f"/c/{SENDER.round_key(march.last().id, contact(march, 'bo-a'))}"


def test_an_agency_reads_its_lines_says_what_is_wrong_and_finds_it_there(browser, march, round_page):
    number = march.obligation("I.1", "bo-a")
    assert browser.post(round_page, data={f"objection-{number}": "Hoàn thành ngày 15"}).status_code == 303
    assert march.one(Objection).text == "Hoàn thành ngày 15"
    assert "Ý kiến đã ghi nhận: Hoàn thành ngày 15" in html_text(browser.get(round_page).text)


def test_what_the_office_replied_stands_on_the_page(browser, march, round_page):
    browser.post(round_page, data={f"objection-{march.obligation('I.1', 'bo-a')}": "Sai ngày"})
    with writing(march.engine) as session:
        one = session.merge(march.one(Objection))
        settle_objection(session, one, True, "Đã sửa", "officer", at(AFTER, 13))
    assert "Văn phòng trả lời: Đã sửa" in html_text(browser.get(round_page).text)


def test_looking_at_the_page_of_a_round_stores_nothing(browser, march, round_page):
    assert browser.get(round_page).status_code == browser.head(round_page).status_code == 200
    assert march.rows(Objection) == []


def test_after_its_hour_the_page_says_so_and_takes_nothing(browser, march, round_page, tmp_path):
    set_clock(tmp_path, UNTIL + timedelta(minutes=1))
    browser.post(round_page, data={f"objection-{march.obligation('I.1', 'bo-a')}": "muộn"})
    said = browser.get(round_page).text
    assert "Thời gian góp ý đã kết thúc" in said and "<textarea" not in said and march.rows(Objection) == []


def test_a_round_that_the_office_ended_takes_nothing(browser, march, round_page):
    with writing(march.engine) as session:
        end_round(session, march.docket(session, AFTER), session.merge(march.last()), "officer")
    browser.post(round_page, data={f"objection-{march.obligation('I.1', 'bo-a')}": "muộn"})
    assert march.rows(Objection) == [] and "<textarea" not in browser.get(round_page).text


def test_nobody_can_object_to_the_lines_of_another(browser, march, round_page):
    browser.post(round_page, data={f"objection-{march.obligation('II.1', 'tinh-x')}": "của người khác"})
    assert march.rows(Objection) == []


def test_an_objection_changes_no_answer(browser, march, round_page):
    before = march.rows(Response)
    browser.post(round_page, data={f"objection-{march.obligation('I.1', 'bo-a')}": "Sai"})
    assert march.rows(Response) == before
