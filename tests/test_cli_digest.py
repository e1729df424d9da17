"""`dondoc digest`: compiling, wording, contesting, approving, following up, walking back, verifying."""

import json
from pathlib import Path

import pytest
from office import DIGEST_DAY, Office
from sqlalchemy import text
from sqlmodel import select

from flows.installation import installation
from models.contact import Contact
from models.objection import Objection
from models.obligation import Obligation

pytest_plugins = ("office",)
AFTER_THE_ROUND, DECIDED, NEXT_DIGEST_DAY = "2023-03-23T16:30", "2023-04-12T09:00", "2023-06-23T08:30"


@pytest.fixture
def asked_one(office: Office) -> int:
    """One letter has arrived and its first obligation is answered; the obligation's number."""
    delivery = office.send_next("sent")
    obligation = office.json("letters", "show", str(delivery))["notices"][0]["obligation_id"]
    said = ["--result", "Đã ban hành", "--proposal", "Đề nghị bố trí vốn"]
    office.type("answer", "record", str(obligation), "--status", "in_progress", *said)
    office.at(DIGEST_DAY)
    return obligation


@pytest.fixture
def draft(office: Office, asked_one: int) -> Office:
    """An office with a draft of Quarter I/2023, numbered 1."""
    office.type("digest", "compile")
    return office


def last(office: Office) -> dict[str, object]:
    return max(office.json("digest", "list"), key=lambda one: one["id"])


def sent(office: Office) -> None:
    """Everything that waits is sent, the digest with it."""
    office.type("digest", "approve", str(last(office)["id"]), "--nothing-more", "--by", "Lê C")
    while last(office)["state"] == "approved":
        office.send_next("sent")


def test_a_draft_waits_until_a_person_approves_exactly_it(draft: Office) -> None:
    assert (last(draft)["state"], draft.type("digest", "list")[0]) == ("draft", 1)
    assert draft.type("digest", "approve", "1", "--nothing-more", "--by", "Lê C")[0] == 0
    assert (last(draft)["state"], last(draft)["approved_by"]) == ("approved", "Lê C")
    assert draft.type("digest", "list")[0] == 0


def test_a_draft_with_parts_undecided_names_them_and_is_not_approved(draft: Office) -> None:
    code, said = draft.type("digest", "approve", "1")
    assert (code, last(draft)["state"]) == (1, "draft")
    assert "Đánh giá chung; " in said and "Kiến nghị, đề xuất của Văn phòng" in said


def test_what_answers_have_overtaken_is_not_approved(draft: Office, asked_one: int) -> None:
    draft.type("answer", "return", "1", "--reason", "thiếu số liệu")
    code, said = draft.type("digest", "approve", "1", "--nothing-more")
    assert (code, last(draft)["state"]) == (1, "void")
    assert "dondoc digest compile --period 2023-Q1" in said


def test_a_digest_is_approved_once(draft: Office) -> None:
    draft.type("digest", "approve", "1", "--nothing-more")
    assert draft.type("digest", "approve", "1")[0] == 1


def test_a_digest_is_shown_as_its_letter_says_it_and_as_data(draft: Office) -> None:
    assert "Quý I/2023" in draft.type("digest", "show", "1")[1]
    assert draft.json("digest", "show", "1")["head"]["period"]["key"] == "2023-Q1"


def test_every_form_of_a_draft_is_written_to_a_file(draft: Office, tmp_path: Path) -> None:
    begins = {"html": b"<!DOCTYPE html>", "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-1.7"}
    files = [word for form in begins for word in (f"--{form}", str(tmp_path / f"x.{form}"))]
    assert draft.type("digest", "show", "1", *files)[0] == 0
    assert all((tmp_path / f"x.{form}").read_bytes().startswith(begin) for form, begin in begins.items())


def test_what_the_office_writes_stands_in_the_next_version_and_survives_another_compiling(draft: Office) -> None:
    draft.type("digest", "edit", "1", "--place", "assessment", "--text", "Tiến độ bảo đảm.", "--by", "Lê C")
    assert "Tiến độ bảo đảm." in draft.type("digest", "show", "2")[1]
    draft.type("digest", "compile", "--period", "2023-Q1")
    [written] = [one for one in draft.json("digest", "show", "3")["texts"] if one["text"]]
    assert (written["text"], written["by"]) == ("Tiến độ bảo đảm.", "Lê C")


def test_the_parts_are_written_to_a_file_and_read_back(draft: Office, tmp_path: Path) -> None:
    words = tmp_path / "loi.txt"
    draft.type("digest", "edit", "1", "--write-to", str(words))
    words.write_text(words.read_text().replace("== assessment ==", "== assessment ==\nTiến độ bảo đảm."))
    assert draft.type("digest", "edit", "1", "--read-from", str(words))[0] == 0
    assert "Tiến độ bảo đảm." in draft.type("digest", "show", "2")[1]


def test_a_proposal_is_left_out_with_a_reason_and_is_still_told(draft: Office) -> None:
    draft.type("digest", "edit", "1", "--leave-out", "1", "--reason", "Đã có trong dự toán")
    [left] = draft.json("digest", "show", "2")["left_out"]
    assert (left["item"]["text"], left["reason"]) == ("Đề nghị bố trí vốn", "Đã có trong dự toán")


def test_a_round_holds_the_approval_until_its_hour(draft: Office) -> None:
    assert "đang chờ gửi" in draft.type("digest", "round", "1", "--until", "2023-03-23T16:00")[1]
    assert draft.type("digest", "approve", "1", "--nothing-more")[0] == 1
    draft.at(AFTER_THE_ROUND)
    assert draft.type("digest", "approve", "1", "--nothing-more")[0] == 0


def test_a_round_can_be_ended_early(draft: Office) -> None:
    draft.type("digest", "round", "1", "--until", "2023-03-23T16:00")
    assert draft.type("digest", "round", "1", "--end")[0] == 0
    assert draft.type("digest", "approve", "1", "--nothing-more")[0] == 0


def objected(office: Office, obligation: int) -> None:
    """An agency says in the round that its line is wrong."""
    office.type("digest", "round", "1", "--until", "2023-03-23T16:00")
    with office.session() as session:
        agency = session.get_one(Obligation, obligation).agency_id
        contact = session.exec(select(Contact.id).where(Contact.agency_id == agency)).first()
        said = {"obligation_id": obligation, "agency_id": agency, "contact_id": contact, "text": "Sai số liệu"}
        session.add(Objection(digest_id=1, at=installation().now(), **said))


def test_an_objection_waits_for_a_reply_and_holds_the_approval(draft: Office, asked_one: int) -> None:
    objected(draft, asked_one)
    code, said = draft.type("digest", "objections")
    assert code == 1 and "Sai số liệu" in said
    draft.at(AFTER_THE_ROUND)
    assert draft.type("digest", "approve", "1", "--nothing-more")[0] == 1
    assert draft.type("digest", "reply", "1", "--reject", "--answer", "Đúng theo văn bản đã gửi")[0] == 0
    assert draft.type("digest", "objections")[0] == 0
    assert draft.type("digest", "approve", "1", "--nothing-more")[0] == 0


def test_a_reply_says_whether_it_accepts(draft: Office, asked_one: int) -> None:
    objected(draft, asked_one)
    assert draft.type("digest", "reply", "1", "--answer", "x")[0] == 2


def test_the_registry_s_number_and_the_outcome_of_an_item_are_told_next_time(draft: Office) -> None:
    sent(draft)
    number = str(last(draft)["id"])
    assert draft.type("digest", "number", number, "05/BC-VPĐP", "--on", "2023-03-24")[0] == 0
    draft.at(DECIDED)
    outcome = ["--outcome", "accepted", "--said", "Thông báo số 112/TB-VPCP", "--on", "2023-04-12"]
    assert draft.type("digest", "decided", number, "1", *outcome)[0] == 0
    draft.at(NEXT_DIGEST_DAY)
    draft.type("digest", "compile", "--period", "2023-Q2")
    said = draft.type("digest", "show", str(last(draft)["id"]))[1]
    assert "Nội dung 1, Báo cáo số 05/BC-VPĐP ngày 24/03/2023 (Quý I/2023)" in said
    assert "Đã chấp thuận: Thông báo số 112/TB-VPCP (12/04/2023)" in said


def test_nothing_is_recorded_of_a_draft_s_number_or_items(draft: Office) -> None:
    assert draft.type("digest", "number", "1", "05/BC-VPĐP")[0] == 1
    assert draft.type("digest", "decided", "1", "1", "--outcome", "accepted")[0] == 1


def test_a_figure_is_walked_back_to_its_rule_and_answer(draft: Office, asked_one: int) -> None:
    said = draft.type("digest", "trace", "1", "reports.reported")[1]
    assert "reports.reported: 1" in said and "Quy tắc: Có trả lời" in said and "Đã ban hành" in said
    [row] = draft.json("digest", "trace", "1", "reports.reported")["rows"]
    assert (row["obligation_id"], row["response"]["result"]) == (asked_one, "Đã ban hành")


def test_a_figure_that_there_is_not_is_wrong_usage_and_names_those_there_are(draft: Office) -> None:
    code, said = draft.type("digest", "trace", "1", "reports.nonsense")
    assert code == 2 and "reports.no_answer" in said


def test_a_digest_verifies_until_its_content_is_changed(draft: Office) -> None:
    assert draft.type("digest", "verify")[0] == 0
    with draft.session() as session:
        session.execute(text("UPDATE digest SET content = CAST(replace(content, 'Đề nghị', 'Đề xuất') AS BLOB)"))
    code, said = draft.type("digest", "verify", "1")
    assert code == 1 and "không khớp với dấu kiểm" in said


def test_a_year_is_compiled_from_the_digests_sent_in_it(draft: Office) -> None:
    assert draft.type("digest", "compile", "--period", "year:2023")[0] == 1
    sent(draft)
    draft.type("digest", "compile", "--period", "year:2023")
    assert last(draft)["period_key"] == "year:2023"


@pytest.mark.parametrize(
    "words",
    [
        ["compile", "--period", "2023-5"],
        ["compile", "--period", "year:x"],
        ["show", "9"],
        ["approve", "9"],
        ["verify", "9"],
        ["round", "1"],
        ["edit", "1", "--place", "assessment"],
        ["edit", "1", "--place", "nowhere", "--text", "x"],
        ["edit", "1", "--leave-out", "7", "--reason", "x"],
        ["round", "1", "--until", "tomorrow"],
        ["decided", "1", "1", "--outcome", "perhaps"],
    ],
)
def test_what_there_is_not_is_wrong_usage(draft: Office, words: list[str]) -> None:
    assert draft.type("digest", *words)[0] == 2


def test_the_data_of_a_digest_is_printed_as_it_is_hashed(draft: Office) -> None:
    assert json.loads(draft.type("digest", "show", "1", "--json")[1]) == draft.json("digest", "show", "1")
