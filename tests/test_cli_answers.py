"""`dondoc pen`, `answer`, `prove` and `audit`: what waits for a person, and what he decides."""

import hashlib
import json
from pathlib import Path

import pytest
from office import ANSWER_DAY, Office
from sqlalchemy import text
from sqlmodel import select

from flows.installation import installation
from models.contact import Contact
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
    assert code == 1 and "event:1" in said and "dòng bị sửa" in said


def test_the_record_is_whole_until_a_line_is_changed(office: Office) -> None:
    assert office.json("audit", "verify")["faults"] == []
    tamper(office)
    code, said = office.type("audit", "verify", "--json")
    assert code == 1 and [fault["line"] for fault in json.loads(said)["faults"]] == [1]


def test_an_exported_record_can_be_verified_by_anybody(office: Office, tmp_path: Path) -> None:
    office.type("audit", "export", str(tmp_path / "record"))
    for line in map(json.loads, (tmp_path / "record").read_text().splitlines()):
        assert hashlib.sha256((line["prev"] + line["body"]).encode()).hexdigest() == line["hash"]


# -- the pen, in parts


TWO = "Kính gửi Văn phòng,\nI.2.a: Đang thực hiện, đạt 40%.\nI.3: chắc là xong rồi?"


@pytest.fixture
def vague(office: Office) -> Office:
    """Someone unknown has written three lines, one of them certain."""
    office.at(ANSWER_DAY)
    office.receive("bo-yt", STRANGER, TWO)
    return office


def open_items(office: Office) -> list[dict]:
    return office.json("pen", "list")


def test_an_item_says_all_that_is_needed_to_decide_and_how(vague: Office) -> None:
    said = vague.type("pen", "show", "1")[1]
    for words in (STRANGER, "không có trong danh sách liên hệ", "Bộ Y tế, Quý I/2023", "Đang thực hiện", "40%"):
        assert words in said
    assert "dondoc pen file 1 --accept" in said and "1 Kính gửi Văn phòng," in said


def test_what_all_that_an_item_may_answer_have_in_common_is_said_once(office: Office) -> None:
    office.at(ANSWER_DAY)
    office.receive("bo-yt", STRANGER, "Mọi việc vẫn như kỳ trước.")
    number, said = len(office.json("pen", "show", "1")["candidates"]), office.type("pen", "show", "1")[1]
    why = "cơ quan được hỏi nhiệm vụ này"
    assert number > 1 and said.count(why) == 1


@pytest.fixture
def two_items(office: Office) -> Office:
    """Item 1 has a proposal, item 2 none."""
    office.at(ANSWER_DAY)
    office.receive("bo-yt", STRANGER, "I.2.a: Đang thực hiện, đạt 40%.")
    office.receive("bo-yt", STRANGER, "Mọi việc vẫn như kỳ trước.")
    return office


def test_the_list_says_what_would_be_recorded(two_items: Office) -> None:
    said = " ".join(two_items.type("pen", "list")[1].split())
    assert "I.2.a: Đang" in said and "40%" in said


def test_several_items_are_accepted_at_once_and_the_one_that_cannot_be_is_said(two_items: Office) -> None:
    code, said = two_items.type("pen", "file", "1", "2", "--accept")
    assert code == 1 and "Mục 2 không có đề xuất" in said
    assert [item["id"] for item in open_items(two_items)] == [2]


def test_several_items_are_dropped_at_once(two_items: Office) -> None:
    assert two_items.type("pen", "drop", "2", "1", "2", "--reason", "gửi nhầm")[0] == 0
    assert open_items(two_items) == []


@pytest.mark.parametrize("words", [["drop", "1", "99", "--reason", "x"], ["file", "1", "2", "--status", "completed"]])
def test_of_several_items_that_cannot_all_be_meant_none_is_decided(two_items: Office, words: list[str]) -> None:
    assert two_items.type("pen", *words)[0] == 2
    assert [item["id"] for item in open_items(two_items)] == [1, 2]


def test_an_item_is_cut_by_its_lines_and_nothing_is_lost(vague: Office) -> None:
    assert vague.type("pen", "split", "1", "--lines", "2", "--by", "Trần B")[0] == 0
    parts = [one for one in open_items(vague) if one["part_of"] == 1]
    assert [one["text"] for one in parts] == [
        "I.2.a: Đang thực hiện, đạt 40%.",
        "Kính gửi Văn phòng,\nI.3: chắc là xong rồi?",
    ]
    assert parts[0]["proposal"]["answers"][0]["percent"] == 40
    assert vague.json("pen", "show", "1")["state"] == "split"


def test_while_a_part_waits_its_obligation_is_in_review_and_the_message_open(vague: Office) -> None:
    number = candidate(vague)
    vague.type("pen", "split", "1", "--lines", "2")
    assert standing(vague, number)["state"] == "in_review" and outcome(vague) == "penned"
    for item in open_items(vague):
        vague.type("pen", "drop", str(item["id"]), "--reason", "gửi nhầm")
    assert standing(vague, number)["state"] != "in_review" and outcome(vague) == DROPPED


@pytest.mark.parametrize("lines", [["0"], ["9"], ["3-2"], ["1-3"], ["1-2", "2-3"], ["một"]])
def test_a_cut_that_cannot_be_is_wrong_usage(vague: Office, lines: list[str]) -> None:
    before = len(open_items(vague))
    assert vague.type("pen", "split", "1", *(word for one in lines for word in ("--lines", one)))[0] == 2
    assert len(open_items(vague)) == before


def test_one_item_is_filed_on_several_obligations_at_once(vague: Office) -> None:
    two = [str(one["obligation_id"]) for one in vague.json("answer", "show", "--agency", "bo-yt")][:2]
    words = [word for one in two for word in ("--obligation", one)]
    assert vague.type("pen", "file", "1", "--status", "nothing", *words)[0] == 0
    assert {standing(vague, int(one))["response"]["status"] for one in two} == {"nothing"}


def test_the_message_and_its_files_are_written_into_a_folder(vague: Office, tmp_path: Path) -> None:
    vague.type("pen", "show", "1", "--save", str(tmp_path / "mục"))
    [message] = (tmp_path / "mục").iterdir()
    assert TWO.splitlines()[1].encode() in message.read_bytes()


# -- what came by telephone, what is sent back, what is opened again


def test_an_answer_by_telephone_says_who_gave_it_and_is_read_back(office: Office) -> None:
    said = ["--channel", "phone", "--from", "Ông Nguyễn A", "--on", "2023-03-05"]
    assert office.type("answer", "record", "1", "--status", "completed", *said, "--by", "Trần B")[0] == 0
    [version] = office.json("answer", "show", "--obligation", "1")
    assert (version["channel"], version["given_by"], version["given_on"]) == ("phone", "Ông Nguyễn A", "2023-03-05")
    assert "receipt" in {one["kind"] for one in office.json("letters", "list")}


def test_a_way_that_is_none_is_wrong_usage(office: Office) -> None:
    assert office.type("answer", "record", "1", "--status", "completed", "--channel", "fax")[0] == 2


def test_a_returned_answer_is_a_letter_to_its_agency(office: Office) -> None:
    office.type("answer", "record", "1", "--status", "completed")
    office.type("answer", "return", "1", "--reason", "chưa nêu số văn bản")
    assert "returned_answer" in {one["kind"] for one in office.json("letters", "list")}


def test_what_is_not_locked_is_not_opened(office: Office) -> None:
    office.type("answer", "record", "1", "--status", "completed")
    code, said = office.type("answer", "reopen", "1", "--reason", "sửa số liệu")
    assert (code, "không bị khóa" in said) == (1, True)


def test_the_files_beside_an_answer_are_listed(office: Office) -> None:
    office.type("answer", "record", "1", "--status", "completed")
    assert office.json("answer", "files", "1") == []


# -- an agency that wants its head's consent


def test_a_mailbox_that_wants_a_head_it_does_not_have_is_named(office: Office) -> None:
    office.type("contact", "set", "bo-yt", "answers", CONTACT, "--consent")
    with office.session() as session:
        head = session.exec(select(Contact).where(Contact.agency_id == "bo-yt", Contact.role == "head")).one()
        head.bounced_at = installation().now()
    assert office.json("contact", "check")["headless"] == ["bo-yt"]
    office.type("contact", "set", "bo-yt", "head", "head@bo-yt.example")
    assert office.json("contact", "check")["headless"] == []
    [kept] = [one for one in office.json("contact", "list") if one["address"] == CONTACT]
    assert kept["consent"]
