"""`dondoc pen`, `answer`, `prove` and `audit`: what waits for a person, and what he decides."""

import hashlib
import json
from pathlib import Path

import pytest
from office import ANSWER_DAY, Office
from sqlalchemy import text

from models.message import DROPPED, RECORDED, Message

pytest_plugins = ("office",)
STRANGER, CONTACT = "nguoila@la.example", "vanthu@bo-yt.example"
UPDATE_TRIGGER = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE ON event%'"
SAID = "I.2.a: Đang thực hiện, đạt 40%. Kết quả: đã góp ý dự thảo."


@pytest.fixture
def penned(office: Office) -> Office:
    """Somebody unknown has answered for the Ministry of Health."""
    office.send_next("sent")
    office.at(ANSWER_DAY)
    office.receive("bo-yt", STRANGER, SAID)
    return office


def candidate(office: Office) -> int:
    return int(office.json("pen", "show", "1")["candidates"][0]["obligation"])


def standing(office: Office, obligation: int) -> dict[str, object]:
    [found] = [one for one in office.json("answer", "show") if one["obligation_id"] == obligation]
    return found


def outcome(office: Office) -> str:
    with office.session() as session:
        return session.get_one(Message, 1).outcome


def test_an_empty_pen_ends_with_nought(office: Office) -> None:
    assert office.type("pen", "list") == (0, "0 mục đang chờ.")


def test_what_waits_in_the_pen_ends_with_one_and_says_why(penned: Office) -> None:
    code, said = penned.type("pen", "list")
    assert code == 1
    assert "người gửi không có trong danh sách liên hệ" in said


def test_an_item_shows_its_words_its_candidates_and_its_proposal(penned: Office) -> None:
    shown = penned.json("pen", "show", "1")
    assert shown["text"] == SAID
    assert [one["code"] for one in shown["candidates"]] == ["I.2.a"]
    assert shown["proposal"]["answers"][0]["percent"] == 40


def test_while_it_waits_its_obligation_is_in_review(penned: Office) -> None:
    assert standing(penned, candidate(penned))["state"] == "in_review"


def test_an_accepted_proposal_is_recorded_under_the_officer_s_name(penned: Office) -> None:
    assert penned.type("pen", "file", "1", "--accept", "--by", "Trần B")[0] == 0
    found = standing(penned, candidate(penned))
    assert (found["state"], found["response"]["percent"]) == ("answered", 40)
    assert (found["response"]["source"], found["response"]["by"]) == ("office", "Trần B")
    assert outcome(penned) == RECORDED


def test_what_was_filed_is_read_back_to_the_agency_not_to_the_stranger(penned: Office) -> None:
    penned.type("pen", "file", "1", "--accept")
    receipts = [one for one in penned.json("letters", "list") if one["kind"] == "receipt"]
    assert {one["address"] for one in receipts} == {CONTACT}


def test_an_item_is_decided_once(penned: Office) -> None:
    penned.type("pen", "drop", "1", "--reason", "không phải trả lời")
    assert penned.type("pen", "file", "1", "--accept")[0] == 1
    assert penned.type("pen", "drop", "1", "--reason", "lần nữa")[0] == 1
    assert standing(penned, candidate(penned))["response"] is None


def test_an_officer_s_own_reading_is_recorded_with_the_item_s_words(penned: Office) -> None:
    assert penned.type("pen", "file", "1", "--status", "completed")[0] == 0
    response = standing(penned, candidate(penned))["response"]
    assert (response["status"], response["result"]) == ("completed", SAID)


def test_a_dropped_item_frees_its_obligation_and_keeps_the_reason(penned: Office) -> None:
    penned.type("pen", "drop", "1", "--reason", "gửi nhầm", "--by", "Trần B")
    assert standing(penned, candidate(penned))["state"] != "in_review"
    shown = penned.json("pen", "show", "1")
    assert (shown["decided_by"], shown["decision"], outcome(penned)) == ("Trần B", "gửi nhầm", DROPPED)


@pytest.mark.parametrize(
    "words",
    [
        ["file", "1"],
        ["file", "1", "--accept", "--status", "completed"],
        ["file", "1", "--status", "done"],
        ["file", "1", "--status", "completed", "--obligation", "99999"],
        ["file", "7", "--accept"],
        ["drop", "1"],
    ],
)
def test_a_decision_that_cannot_be_meant_is_wrong_usage_and_changes_nothing(penned: Office, words: list[str]) -> None:
    assert penned.type("pen", *words)[0] == 2
    assert penned.json("pen", "show", "1")["state"] == "open"


def test_without_a_proposal_there_is_nothing_to_accept(office: Office) -> None:
    office.receive("bo-yt", CONTACT, "Chúng tôi sẽ báo cáo sau.")
    assert office.type("pen", "file", "1", "--accept")[0] == 1
    assert office.json("pen", "list")[0]["state"] == "open"


def test_an_answer_by_telephone_counts_like_any_other(office: Office) -> None:
    assert office.type("answer", "record", "1", "--status", "completed", "--result", "QĐ 12", "--by", "Trần B")[0] == 0
    found = standing(office, 1)
    assert (found["state"], found["response"]["source"], found["response"]["by"]) == ("answered", "office", "Trần B")


def test_the_same_answer_twice_is_one_version(office: Office) -> None:
    for _ in range(2):
        office.type("answer", "record", "1", "--status", "nothing")
    assert len(office.json("answer", "show", "--obligation", "1")) == 1


@pytest.mark.parametrize("words", [["1", "--status", "done"], ["99999", "--status", "nothing"], ["1"]])
def test_an_answer_that_cannot_be_is_wrong_usage(office: Office, words: list[str]) -> None:
    assert office.type("answer", "record", *words)[0] == 2


def test_a_returned_answer_waits_again_and_a_new_version_answers(office: Office) -> None:
    office.type("answer", "record", "1", "--status", "completed")
    office.type("answer", "return", "1", "--reason", "chưa nêu số văn bản")
    assert standing(office, 1)["state"] == "returned"
    office.type("answer", "record", "1", "--status", "completed", "--result", "QĐ 12")
    assert standing(office, 1)["state"] == "answered"


def test_only_the_last_version_is_judged(office: Office) -> None:
    office.type("answer", "record", "1", "--status", "in_progress")
    office.type("answer", "record", "1", "--status", "completed")
    assert office.type("answer", "return", "1", "--reason", "x")[0] == 1
    assert office.type("answer", "confirm", "2")[0] == 0
    [first, second] = office.json("answer", "show", "--obligation", "1")
    assert (first["decisions"], second["decisions"][0]["verdict"]) == ([], "confirmed")


def test_answers_are_found_by_task_and_by_agency(office: Office) -> None:
    assert {one["task_code"] for one in office.json("answer", "show", "--task", "I.2.a")} == {"I.2.a"}
    assert {one["agency_id"] for one in office.json("answer", "show", "--agency", "bo-yt")} == {"bo-yt"}


def test_the_proof_counts_every_obligation_in_a_state(office: Office) -> None:
    code, said = office.type("prove")
    assert code == 0
    assert "1.003 nghĩa vụ, 1.003 có trạng thái." in said


def tamper(office: Office) -> None:
    """Change a line of the record, as only somebody with the database in his hands can."""
    with office.session() as session:
        [name] = session.execute(text(UPDATE_TRIGGER))
        session.execute(text(f"DROP TRIGGER {name[0]}"))
        session.execute(text("UPDATE event SET hash = 'x' WHERE seq = 1"))


def test_a_hole_is_named_and_ends_with_one(office: Office) -> None:
    tamper(office)
    code, said = office.type("prove")
    assert (code, "nhật ký bị sửa" in said) == (1, True)


def test_the_record_is_whole_until_a_line_is_changed(office: Office) -> None:
    assert office.json("audit", "verify")["fault"] is None
    tamper(office)
    assert office.type("audit", "verify")[0] == 1


def test_an_exported_record_can_be_verified_by_anybody(office: Office, tmp_path: Path) -> None:
    office.type("audit", "export", str(tmp_path / "record"))
    for line in map(json.loads, (tmp_path / "record").read_text().splitlines()):
        assert hashlib.sha256((line["prev"] + line["body"]).encode()).hexdigest() == line["hash"]
