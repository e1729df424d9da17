"""Claims about files, drafts, the official report and last period's words on the private page."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from asked_pages import AGENCY, ASKED_AT, PLAN, SENDER, ask_everybody, count, key_of
from page_forms import as_shown
from sqlalchemy import Engine
from sqlmodel import select

from casework.answering import read_form
from casework.docket import open_docket
from casework.recording import Answer, Source, record_answers
from models.answer_file import FileContent, ResponseFile
from models.database import reading, writing
from models.digest import SENT, Digest
from models.draft import Draft
from models.letter import RECEIPT, Letter
from models.official_report import OfficialReport
from models.plan import plan_named
from models.question import OpenQuestion
from models.request import Request
from models.response import Decision, Response
from web.clock import REHEARSAL_CLOCK

pytest_plugins = ("asked_pages",)
SCAN = b"%PDF-1.4 signed"


@pytest.fixture
def line(asked: Engine, key: str) -> int:
    """An obligation that the ministry leads."""
    return next(one.obligation_id for one in shown(asked, key).lines if one.task.role == "lead")


def shown(engine: Engine, key: str, at=ASKED_AT):
    with reading(engine) as session:
        return read_form(session, SENDER, key, at)


def rows(engine: Engine, table: type) -> list:
    with reading(engine) as session:
        return list(session.exec(select(table)))


def file(name: str = "quyết định.pdf", content: bytes = SCAN) -> tuple[str, bytes, str]:
    return name, content, "application/pdf"


# -- files


def test_a_file_stands_beside_the_answer_under_its_hash_and_in_the_receipt(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"status-{line}": "completed"}, files={f"file-{line}": file()})
    [stored] = rows(asked, ResponseFile)
    assert (stored.filename, stored.size) == ("quyết định.pdf", len(SCAN))
    assert stored.sha256 == hashlib.sha256(SCAN).hexdigest() == rows(asked, FileContent)[0].sha256
    with reading(asked) as session:
        receipt = session.exec(select(Letter).where(Letter.kind == RECEIPT)).one()
    assert receipt.subject_ids["files"][0]["sha256"] == stored.sha256


def test_a_file_comes_back_to_be_saved_and_is_never_a_page(browser, asked, key, line):
    html = b"<script>alert(1)</script>"
    browser.post(f"/b/{key}", data={f"status-{line}": "completed"}, files={f"file-{line}": file("a.txt", html)})
    sent = browser.get(f"/b/{key}/files/{hashlib.sha256(html).hexdigest()}")
    assert sent.content == html and sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["content-security-policy"]


def test_a_file_of_another_agency_is_not_found(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"status-{line}": "completed"}, files={f"file-{line}": file()})
    with reading(asked) as session:
        other = key_of(session, "bo-khcn")
    assert browser.get(f"/b/{other}/files/{hashlib.sha256(SCAN).hexdigest()}").status_code == 404


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.js", "a.pdf.bat", "khong-duoi", "a.svg"])
def test_what_is_no_document_is_refused_and_the_words_stay(browser, asked, key, line, name):
    typed = {f"status-{line}": "completed", f"result-{line}": "Đã làm"}
    page = browser.post(f"/b/{key}", data=typed, files={f"file-{line}": file(name)})
    assert page.status_code == 422 and f'href="#file-{line}"' in page.text and "Đã làm" in page.text
    assert count(asked, Response) == 0


def test_a_file_over_ten_megabytes_is_a_fault_that_keeps_the_rest(browser, asked, key, line):
    large = file(content=b"\x00" * 10_000_001)
    page = browser.post(f"/b/{key}", data={f"status-{line}": "completed"}, files={f"file-{line}": large})
    assert page.status_code == 422 and "lớn quá" in page.text
    assert count(asked, FileContent) == 0


def test_more_than_the_limit_is_refused_whole(browser, asked, key, line):
    page = browser.post(f"/b/{key}", files={f"file-{line}": file(content=b"\x00" * 25_000_001)})
    assert page.status_code == 413 and "25 MB" in page.text and count(asked, Draft) == 0


def test_a_fault_keeps_the_file_so_that_it_is_chosen_once(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"percent-{line}": "150"}, files={f"file-{line}": file()})
    again = browser.post(f"/b/{key}", data={f"status-{line}": "in_progress", f"percent-{line}": "50"})
    assert again.status_code == 303
    assert [one.filename for one in rows(asked, ResponseFile)] == ["quyết định.pdf"]
    assert count(asked, Draft) == 0


def test_a_correction_keeps_the_files_and_drops_what_is_ticked(browser, asked, key, line):
    files = [(f"file-{line}", file("một.pdf", b"%PDF 1")), (f"file-{line}", file("hai.pdf", b"%PDF 2"))]
    browser.post(f"/b/{key}", data={f"status-{line}": "completed"}, files=files)
    page = as_shown(browser.get(f"/b/{key}").text)
    drop = {f"drop-{line}-{hashlib.sha256(b'%PDF 1').hexdigest()}": "1"}
    browser.post(f"/b/{key}", data=page | drop)
    assert [(one.response_id, one.filename) for one in rows(asked, ResponseFile)] == [
        (1, "một.pdf"),
        (1, "hai.pdf"),
        (2, "hai.pdf"),
    ]


def test_a_file_alone_is_a_new_version_with_the_same_words(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"status-{line}": "completed", f"result-{line}": "Đã làm"})
    browser.post(f"/b/{key}", files={f"file-{line}": file()})
    assert [(one.version, one.result) for one in rows(asked, Response)] == [(1, "Đã làm"), (2, "Đã làm")]


# -- drafts


def test_a_draft_is_kept_with_its_faults_and_is_nobodys_answer(browser, asked, key, line):
    typed = {f"result-{line}": "Đang soạn", f"percent-{line}": "chưa biết", "action": "draft"}
    assert browser.post(f"/b/{key}", data=typed, files={f"file-{line}": file()}).status_code == 303
    page = browser.get(f"/b/{key}").text
    assert "Đang soạn</textarea>" in page and "bản nháp" in page and "quyết định.pdf" in page
    assert 'role="alert"' not in page and count(asked, Response) == 0


def test_a_draft_that_is_sent_is_recorded_and_gone(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"result-{line}": "Đang soạn", "action": "draft"})
    fields = as_shown(browser.get(f"/b/{key}").text) | {f"status-{line}": "in_progress", "action": "send"}
    browser.post(f"/b/{key}", data=fields)
    assert [one.result for one in rows(asked, Response)] == ["Đang soạn"] and count(asked, Draft) == 0


def test_a_draft_that_says_no_more_than_the_record_is_dropped_with_its_file(browser, asked, key, line):
    browser.post(f"/b/{key}", data={"action": "draft"}, files={f"file-{line}": file()})
    assert count(asked, FileContent) == 1
    drop = {f"drop-{line}-{hashlib.sha256(SCAN).hexdigest()}": "1", "action": "draft"}
    browser.post(f"/b/{key}", data=drop)
    assert (count(asked, Draft), count(asked, FileContent)) == (0, 0)


def test_a_page_that_shows_a_draft_and_comes_back_as_it_was_sends_nothing(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"status-{line}": "completed", f"result-{line}": "a\r\nb", "action": "draft"})
    browser.post(f"/b/{key}", data=as_shown(browser.get(f"/b/{key}").text))
    assert (count(asked, Response), count(asked, Draft)) == (0, 1)


def test_what_no_page_sends_is_left_out_of_a_draft(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"result-{line}": "a\x00b", "report-number": "1\x00", "action": "draft"})
    assert rows(asked, Draft)[0].fields == {f"result-{line}": "ab", "report-number": "1"}


# -- the official report


def test_the_official_report_stands_beside_the_answers(browser, asked, key):
    fields = {"report-number": "123/BC-BNN", "report-date": "15/03/2023"}
    done = browser.post(f"/b/{key}", data=fields, files={"report-scan": file("bản ký.pdf")})
    assert done.headers["location"].endswith("&r=1")
    [report] = rows(asked, OfficialReport)
    assert (report.number, report.signed_on, report.filename) == ("123/BC-BNN", date(2023, 3, 15), "bản ký.pdf")
    page = browser.get(f"/b/{key}/recorded").text
    assert "123/BC-BNN" in page and report.sha256 in page


def test_a_form_without_the_reports_fields_leaves_it(browser, asked, key, line):
    browser.post(f"/b/{key}", data={"report-number": "123/BC-BNN"})
    browser.post(f"/b/{key}", data={f"status-{line}": "completed"})
    assert len(rows(asked, OfficialReport)) == 1


def test_a_date_that_is_none_leads_to_its_field(browser, asked, key):
    page = browser.post(f"/b/{key}", data={"report-number": "1", "report-date": "hôm qua"})
    assert page.status_code == 422 and 'href="#report-date"' in page.text and count(asked, OfficialReport) == 0


# -- not ours, locked, the time before


def test_not_ours_asks_whose_and_is_put_to_the_office(browser, asked, key, line):
    assert browser.post(f"/b/{key}", data={f"status-{line}": "not_ours"}).status_code == 422
    browser.post(f"/b/{key}", data={f"status-{line}": "not_ours", f"result-{line}": "Bộ Công Thương"})
    assert [one.verdict for one in rows(asked, Decision)] == ["disputed"]
    assert any("Bộ Công Thương" in one.text for one in rows(asked, OpenQuestion))


def test_a_locked_answer_is_shown_and_not_changed(browser, asked, key, line):
    browser.post(f"/b/{key}", data={f"status-{line}": "completed", f"result-{line}": "Đã ban hành"})
    lock(asked)
    page = browser.get(f"/b/{key}").text
    assert "đã khóa" in page and f'name="status-{line}"' not in page and "Đã ban hành" in page
    browser.post(f"/b/{key}", data={f"status-{line}": "suspended"})
    assert [one.status for one in rows(asked, Response)] == ["completed"]


def lock(engine: Engine) -> None:
    with writing(engine) as session:
        plan = plan_named(session, PLAN.name)
        given = {"plan_id": plan.id, "kind": "digest", "mode": "trial", "day": ASKED_AT.date(), "queued_at": ASKED_AT}
        letter = Letter(slot="digest/1", message_id="<d>", **given)
        session.add(letter)
        session.flush()
        about = {"plan_id": plan.id, "period_key": "2023-Q1", "version": 1, "frozen_at": ASKED_AT}
        session.add(Digest(**about, content=b"", sha256="", state=SENT, letter_id=letter.id))


SECOND = datetime(2023, 6, 12, 2, tzinfo=UTC)


@pytest.fixture
def second(asked: Engine, data, key: str, line: int) -> tuple[str, int]:
    """The ministry's key and a task of the second quarter, after it answered in the first."""
    with writing(asked) as session:
        docket = open_docket(session, plan_named(session, PLAN.name), ASKED_AT)
        request = session.exec(select(Request).where(Request.agency_id == AGENCY)).one()
        said = Answer(line, "in_progress", 40, "Đã mở 02 lớp", difficulty="Thiếu vốn", forecast=date(2023, 6, 30))
        record_answers(session, docket, request, [said], Source("mail", "contact:1"))
        later = open_docket(session, plan_named(session, PLAN.name), SECOND)
        ask_everybody(session, later)
        request = session.exec(
            select(Request).where(Request.agency_id == AGENCY, Request.period_key == "2023-Q2")
        ).one()
        second_key = SENDER.request_key(request.id, 1, request.key_version)
    (data / REHEARSAL_CLOCK).write_text(SECOND.isoformat())
    form = shown(asked, second_key, SECOND)
    found = next(one for one in form.lines if one.task.before is not None)
    return second_key, found.obligation_id


def test_the_agencys_own_last_forecast_is_shown(browser, second):
    page = browser.get(f"/b/{second[0]}").text
    assert "Lần trước cơ quan dự kiến hoàn thành: <b>30/06/2023</b>" in page and "Đã mở 02 lớp" in page


def test_last_times_words_are_taken_over_into_the_empty_fields_only(browser, asked, second):
    key, number = second
    browser.post(f"/b/{key}", data={f"result-{number}": "Lớp thứ ba", "carry": str(number)})
    page = as_shown(browser.get(f"/b/{key}").text)
    assert (page[f"result-{number}"], page[f"difficulty-{number}"]) == ("Lớp thứ ba", "Thiếu vốn")
    assert count(asked, Response) == 1
