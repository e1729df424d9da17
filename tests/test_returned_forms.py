"""Claims about a form that comes back by mail: recorded beside the text, or in the pen, and always read back."""

import io
from datetime import date

import openpyxl
import pytest
from builders import ASK_DAY, SENDER, Desk, address_of, at, email, letter_text, message_of, small_plan
from form_samples import saved, with_part
from returned_forms import filled, form_sent
from sqlalchemy import Engine

from mail.message import from_stored
from models.answer_file import ResponseFile
from models.letter import RECEIPT, Letter, LetterRaw
from models.official_report import OfficialReport
from models.pen import PenCandidate, PenItem
from models.request import Request
from models.response import Response
from models.standing import State

COVER = "Kính gửi Văn phòng, gửi kèm biểu trả lời.\nTrân trọng."


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def answered(desk: Desk, **cells: object) -> bytes:
    """Bo-a's form with I.1 completed, or as given."""
    said = {"status": "Đã hoàn thành", "evidence": "QĐ số 12/QĐ-BA"} | cells
    return filled(form_sent(desk, "bo-a"), {desk.obligation("I.1", "bo-a"): said})


def reply(desk: Desk, text: str, files: dict[str, bytes], agency_id: str = "bo-a", **headers: str) -> bytes:
    sender = headers.pop("sender", address_of(agency_id))
    return email(text, sender, SENDER.plus_address(desk.key(agency_id)), files=files, **headers)


def receipt(desk: Desk) -> str:
    """The text of the last receipt, once it has left."""
    desk.send()
    return letter_text(desk, desk.rows(Letter, kind=RECEIPT)[-1].id)


def test_every_asking_letter_carries_the_form_of_its_own_tasks(desk):
    mail = from_stored(desk.one(LetterRaw, letter_id=desk.one(Letter, agency_id="bo-a").id).content)
    assert mail.attachments[0].filename.isascii() and mail.attachments[0].filename in mail.text
    assert "một trong ba cách" in mail.text and "một trong ba cách" in mail.html


def test_a_returned_form_is_recorded_and_its_cover_note_is_no_answer(desk):
    assert desk.receive(reply(desk, COVER, {"bieu.xlsx": answered(desk)})) == ["recorded"]
    response = desk.one(Response)
    assert (response.status, response.evidence, response.source) == ("completed", "QĐ số 12/QĐ-BA", "form")
    assert desk.state("I.1", "bo-a") is State.ANSWERED and desk.state("I.2", "bo-a") is State.ASKED


def test_the_receipt_names_the_form_its_size_its_hash_and_what_was_read(desk):
    content = answered(desk)
    desk.receive(reply(desk, COVER, {"bieu.xlsx": content}))
    text = receipt(desk)
    assert "bieu.xlsx" in text and "đọc được 1 nhiệm vụ" in text
    assert desk.rows(Letter, kind=RECEIPT)[-1].subject_ids["files"][0]["sha256"] in text


def test_text_and_form_that_agree_are_one_answer(desk):
    text = "I.1: đã hoàn thành, ban hành Quyết định số 12/QĐ-BA."
    assert desk.receive(reply(desk, text, {"b.xlsx": answered(desk, result="Đã ban hành")})) == ["recorded"]
    response = desk.one(Response)
    assert (response.version, response.status) == (1, "completed")
    assert "Đã ban hành" in response.result


def test_text_and_form_that_disagree_go_to_the_pen_and_nothing_is_recorded(desk):
    text = "I.1: đang thực hiện, đạt 40%."
    assert desk.receive(reply(desk, text, {"b.xlsx": answered(desk)})) == ["penned"]
    item = desk.one(PenItem)
    assert not desk.rows(Response) and "nói khác nhau" in item.why
    assert "Đang thực hiện, 40%" in item.text and "Đã hoàn thành" in item.text


def test_what_only_the_text_says_and_what_only_the_form_says_are_both_recorded(desk):
    desk.receive(reply(desk, "I.2: đang thực hiện, đạt 40%.", {"b.xlsx": answered(desk)}))
    assert {(one.obligation_id, one.source) for one in desk.rows(Response)} == {
        (desk.obligation("I.1", "bo-a"), "form"),
        (desk.obligation("I.2", "bo-a"), "mail"),
    }


def test_a_doubtful_row_waits_with_its_proposal_and_the_certain_ones_are_recorded(desk):
    ids = [desk.obligation(code, "bo-a") for code in ("I.1", "I.2")]
    form = filled(
        form_sent(desk, "bo-a"),
        {ids[0]: {"status": "Đã hoàn thành"}, ids[1]: {"status": "Đang thực hiện", "percent": "khoảng 40"}},
    )
    assert desk.receive(reply(desk, COVER, {"b.xlsx": form})) == ["penned"]
    assert [one.obligation_id for one in desk.rows(Response)] == [ids[0]]
    assert desk.one(PenItem).proposal["answers"][0]["status"] == "in_progress"
    assert "khoảng 40" in receipt(desk)


def test_a_row_that_names_no_status_is_read_by_its_words_or_left_to_a_person(desk):
    said = answered(desk, status=None, result="Đã hoàn thành.")
    desk.receive(reply(desk, COVER, {"b.xlsx": said}))
    silent = answered(desk, status=None, result="Tổ chức 02 hội nghị.")
    assert desk.receive(reply(desk, COVER + "!", {"b.xlsx": silent})) == ["penned"]
    assert [one.status for one in desk.rows(Response)] == ["completed"]


def test_a_form_that_is_not_the_agencys_own_is_never_taken_for_its_answer(desk):
    other = filled(form_sent(desk, "bo-a"), {desk.obligation("I.1", "bo-a"): {"status": "Đã hoàn thành"}})
    assert desk.receive(reply(desk, COVER, {"b.xlsx": other}, "bo-b")) == ["penned"]
    assert not desk.rows(Response)
    assert [one.obligation_id for one in desk.rows(PenCandidate)] == [desk.obligation("I.1", "bo-b")]


def test_a_form_in_a_new_letter_of_the_agency_finds_its_own_case(desk):
    desk.add(Request(plan_id=1, agency_id="bo-a", period_key="2022-Q4", opened_at=at(ASK_DAY)))
    raw = email(COVER, address_of("bo-a"), subject="Báo cáo", files={"b.xlsx": answered(desk)})
    assert desk.receive(raw) == ["recorded"]
    assert desk.one(Response).status == "completed"


def test_a_form_from_a_stranger_opens_nobodys_case(desk):
    raw = email(COVER, "la@noi-khac.example", subject="Báo cáo", files={"b.xlsx": answered(desk)})
    assert desk.receive(raw) == ["penned"]
    assert message_of(desk).request_id is None and not desk.rows(Response)


def test_other_files_stand_beside_the_answers_and_the_form_does_not(desk):
    files = {"bieu.xlsx": answered(desk), "ban-ky.pdf": b"%PDF-1.4 scan", "image001.png": b"\x89PNG logo"}
    desk.receive(reply(desk, COVER, files))
    assert [(one.filename, one.size) for one in desk.rows(ResponseFile)] == [("ban-ky.pdf", 13)]
    assert "image001.png" not in receipt(desk)


def test_a_file_whose_type_is_no_text_is_kept(desk):
    raw = reply(desk, "I.1: đã hoàn thành.", {"a.pdf": b"x"})
    spoilt = raw.replace(b"application/octet-stream", b"application/\xff\xfe")
    assert spoilt != raw and desk.receive(spoilt) == ["recorded"]
    assert desk.one(ResponseFile).content_type.isascii()


def test_the_report_that_a_form_names_is_noted(desk):
    form = filled(form_sent(desk, "bo-a"), {desk.obligation("I.1", "bo-a"): {"status": "Đã hoàn thành"}})
    book = with_report(form)
    desk.receive(reply(desk, COVER, {"b.xlsx": book}))
    assert desk.one(OfficialReport).number == "12/BC-BA"
    assert "12/BC-BA" in receipt(desk)


def with_report(form: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form))
    book.active["D5"].value = "12/BC-BA"
    return saved(book)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda form: with_part(form, "xl/vbaProject.bin", b"x"), "có macro"),
        (lambda form: form[:3000], "bị hỏng"),
        (lambda form: b"PK\x03\x04" + b"\x00" * 10_000_001, "lớn quá"),
    ],
    ids=["macro", "damaged", "too large"],
)
def test_what_is_not_opened_is_kept_and_its_sender_is_told_why(desk, spoil, said):
    assert desk.receive(reply(desk, COVER, {"b.xlsx": spoil(answered(desk))})) == ["penned"]
    assert not desk.rows(Response)
    assert said in receipt(desk)


def test_a_blank_form_answers_nothing_and_says_so(desk):
    assert desk.receive(reply(desk, COVER, {"b.xlsx": form_sent(desk, "bo-a")})) == ["penned"]
    assert "chưa điền" in receipt(desk)


def test_not_ours_in_a_form_is_put_to_the_office(desk):
    desk.receive(reply(desk, COVER, {"b.xlsx": answered(desk, status="Không thuộc trách nhiệm", result="Bộ B")}))
    assert desk.state("I.1", "bo-a") is State.IN_REVIEW
    assert desk.one(Response).status == "not_ours"


SECOND_ASK = date(2023, 6, 6)


def test_the_next_letter_and_its_form_remember_what_the_agency_forecast(desk):
    desk.answer("I.1", "bo-a", percent=40, forecast=date(2023, 6, 30))
    desk.ask(SECOND_ASK)
    desk.send(SECOND_ASK)
    letter = desk.rows(Letter, agency_id="bo-a")[-1]
    assert "Lần trước Quý cơ quan dự kiến hoàn thành: 30/06/2023" in letter_text(desk, letter.id)
    sheet = openpyxl.load_workbook(io.BytesIO(form_sent(desk, "bo-a"))).active
    assert "Đang thực hiện, 40%, dự kiến xong 30/06/2023" in {cell.value for row in sheet.iter_rows() for cell in row}
