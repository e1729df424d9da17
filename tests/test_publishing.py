"""Claims about compiling, approving and sending a digest."""

from datetime import date
from email import message_from_bytes

import pytest
from builders import AFTER, ASK_DAY, at
from digest_desk import FORMS, DigestDesk, digest_desk
from sqlalchemy import Engine

from casework.compiling import periods_to_compile
from casework.digest_forms import Form
from casework.publishing import NotADraftError
from mail.outbox import Parcel
from models.contact import Contact
from models.database import reading
from models.digest import Digest, DigestForm
from models.digest_canonical import from_canonical
from models.letter import DIGEST, Delivery, Letter
from models.response import Response

LATER = date(2023, 3, 24)


@pytest.fixture
def desk(engine: Engine) -> DigestDesk:
    return digest_desk(engine)


def overtaken(desk: DigestDesk, day: date = AFTER) -> bool:
    """Whether nothing leaves for the Committee and the digest is void, with a reason."""
    return desk.to_committee(day) == [] and desk.last().state == "void" and bool(desk.last().void_reason)


def parts(parcel: Parcel) -> dict[str, bytes]:
    """The parts of a letter by file name, or by kind where they have none."""
    letter = message_from_bytes(parcel.content)
    found = ((part.get_filename() or part.get_content_type(), part) for part in letter.walk())
    return {name: part.get_payload(decode=True) for name, part in found if not part.is_multipart()}


def test_a_period_is_due_for_compiling_once_its_due_day_is_over_and_not_twice(desk):
    def due(day: date) -> list[str]:
        with reading(desk.engine) as session:
            return [one.key for one in periods_to_compile(session, desk.docket(session, day))]

    assert (due(date(2023, 3, 20)), due(date(2023, 3, 21))) == ([], ["2023-Q1"])
    desk.compiled()
    assert due(AFTER) == []


def test_a_digest_is_a_draft_and_sends_nothing(desk):
    assert desk.compiled().state == "draft"
    assert desk.send(AFTER) == []


def test_it_says_what_is_answered_and_who_is_silent(desk):
    data = from_canonical(desk.compiled().content)
    assert (data.agencies.total, data.agencies.answered_some, data.agencies.answered_none) == (5, 1, 4)


def test_a_second_compiling_voids_the_first_draft(desk):
    desk.compiled()
    desk.compiled()
    assert [(one.version, one.state) for one in desk.rows(Digest)] == [(1, "void"), (2, "draft")]


def test_compiling_twice_from_the_same_rows_at_the_same_moment_gives_the_same_figures(desk):
    first, second = (from_canonical(desk.compiled().content) for _ in range(2))
    assert (first.table, first.sections, first.ledger_sha256) == (second.table, second.sections, second.ledger_sha256)


def test_approval_queues_exactly_one_letter_and_its_sending_marks_the_digest_sent(desk):
    desk.compiled()
    assert desk.approved() == ""
    [parcel] = desk.send(AFTER)
    assert parcel.envelope_to == "vanthu=bcd.example@trial.invalid"
    assert (desk.last().state, desk.last().letter_id) == ("sent", desk.one(Letter, kind=DIGEST).id)


def test_the_letter_carries_the_files_exactly_as_they_were_approved(desk):
    desk.compiled()
    desk.approved()
    [parcel] = desk.to_committee()
    found = parts(parcel)
    assert {name: found[name] for name in ("bao-cao.docx", "bao-cao.pdf")} == {f.filename: f.content for f in FORMS}


def test_the_letter_shows_its_picture_by_an_address_inside_itself(desk):
    desk.compiled()
    desk.approved()
    [parcel] = desk.to_committee()
    found = parts(parcel)
    assert found["so-lieu.png"].startswith(b"\x89PNG") and b"Content-ID: <so-lieu.png>" in parcel.content
    assert 'src="cid:so-lieu.png"' in found["text/html"].decode()


def test_what_is_no_draft_cannot_be_approved(desk):
    desk.compiled()
    desk.approved()
    with pytest.raises(NotADraftError, match="approved"):
        desk.approved()


def test_an_answer_from_somebody_named_silent_voids_the_draft_at_approval(desk):
    desk.compiled()
    desk.answer("I.1", "bo-b", AFTER)
    assert "bo-b (I.1)" in desk.approved()
    assert desk.last().state == "void" and not desk.rows(Letter, kind=DIGEST)


def test_an_answer_after_approval_voids_it_in_the_second_of_sending(desk):
    desk.compiled()
    desk.approved()
    desk.answer("I.1", "bo-b", AFTER)
    assert overtaken(desk)
    assert desk.one(Delivery, letter_id=desk.last().letter_id).state == "withdrawn"


def test_the_office_is_told_what_changed_after_its_approval(desk):
    desk.compiled()
    desk.approved()
    desk.answer("I.1", "bo-b", AFTER)
    [parcel] = [one for one in desk.send(AFTER) if "vp.example" in one.envelope_to]
    said = parts(parcel)["text/plain"].decode()
    assert "bo-b (I.1)" in said and "dondoc digest compile --period 2023-Q1" in said


def test_an_answer_between_draft_and_claim_voids_it_too(desk):
    desk.compiled()
    desk.approved()
    [draft] = desk.prepared(AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert desk.take(draft, AFTER) is None
    desk.send(AFTER)
    assert overtaken(desk)


def test_an_answer_between_two_attempts_voids_it_too(desk):
    desk.compiled()
    desk.approved()
    desk.end(desk.claim(AFTER), "temporary", AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert overtaken(desk, date(2023, 3, 24))


def test_the_return_of_an_answer_it_quotes_voids_it(desk):
    desk.compiled()
    desk.approved()
    desk.judge(desk.one(Response), moment=at(AFTER))
    assert overtaken(desk)


def test_another_version_of_an_answer_it_quotes_does_not_and_is_listed_apart(desk):
    desk.compiled()
    desk.approved()
    desk.answer("I.1", "bo-a", LATER, status="completed", result="thêm")
    [parcel] = desk.to_committee(LATER)
    said = parts(parcel)["text/plain"].decode()
    assert "Cơ quan bo-a, nhiệm vụ I.1: nhận lúc 09 giờ 00 phút, ngày 24 tháng 3 năm 2023." in said
    assert "thêm" not in said


def test_once_one_reader_has_it_the_others_get_the_same_whatever_comes(desk):
    desk.add(Contact(agency_id="bcd", role="answers", name="hai", address="hai@bcd.example"))
    desk.compiled()
    desk.approved()
    desk.end(desk.claim(AFTER), day=AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert len(desk.send(AFTER)) == 1 and desk.last().state == "sent"


def test_a_digest_that_nobody_is_there_to_read_stays_a_draft_and_says_so(desk):
    desk.change(desk.one(Contact, agency_id="bcd", role="answers"), valid_to=ASK_DAY)
    desk.compiled()
    assert "Chưa có địa chỉ" in desk.approved()
    assert desk.last().state == "draft"


def test_a_part_that_nobody_has_decided_about_holds_the_approval_up_and_is_named(desk):
    desk.compiled()
    assert "Đánh giá chung" in desk.approved(decide=False)
    assert desk.last().state == "draft" and desk.rows(DigestForm) == []


def test_approval_records_for_whom_and_what(desk):
    desk.compiled()
    desk.approved()
    digest = desk.last()
    assert [one["address"] for one in digest.recipients] == ["vanthu@bcd.example"]
    assert digest.approved_sha256 and {one.form for one in desk.rows(DigestForm)} == {"docx", "pdf"}


def test_other_files_or_other_readers_are_another_approval(engine):
    def hash_with(forms: tuple[Form, ...]) -> str | None:
        desk.compiled()
        desk.approved(forms=forms)
        return desk.last().approved_sha256

    desk = digest_desk(engine)
    assert hash_with(FORMS) != hash_with((*FORMS, Form("xlsx", "x.xlsx", b"PK")))


def test_a_file_too_large_for_a_letter_is_named_and_stays_on_the_page(desk):
    desk.compiled()
    desk.approved(forms=(*FORMS, Form("xlsx", "lon.xlsx", bytes(8_000_000))))
    [parcel] = desk.to_committee()
    found = parts(parcel)
    assert "lon.xlsx" not in found and "lon.xlsx" in found["text/plain"].decode()


def test_the_text_that_left_is_the_text_that_was_approved(desk):
    desk.compiled()
    desk.approved()
    digest = desk.last()
    desk.send(AFTER)
    assert (desk.last().content, desk.last().sha256) == (digest.content, digest.sha256)
