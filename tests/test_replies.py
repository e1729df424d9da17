"""Replies to letters of ours: from every mail program, in every way of answering, with every trap; and by others."""

import json
import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from replies.cases import Case, all_cases
from replies.sent import Sent, sent
from replies.traps import Trap, all_traps

from mail.answers import AnswersRead, read_answers
from mail.boundaries import boundaries
from mail.reply import Reply, read

CASES, TRAPS = all_cases(), all_traps()
FOLDER = Path(__file__).parent / "replies"
WRITTEN = sorted([*(FOLDER / "by_programs").glob("*.json"), *(FOLDER / "by_others").glob("*.json")])
NOT_READ = {
    "roundcube-b04": "a hyphen alone on a line is not taken for an answer",
    "gmail-vi-d39": "the marks of a list that was made with a button stand in the plain part",
    "outlook-f29": "the marks of a list that was made with a button stand in the plain part",
}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", normalize("NFC", text))


def reading(raw: bytes, letter: Sent | None) -> Reply:
    return read(raw, [one.known for one in thread_of(letter)] if letter else [])


@cache
def thread_of(letter: Sent) -> list[Sent]:
    """The letter, and the others of its request: below a receipt stands what it was for."""
    others = [sent(path.stem) for path in sorted((FOLDER / "letters").glob("*.json"))]
    return [letter, *(one for one in others if one.key == letter.key and one != letter)]


def certain(said: AnswersRead, letter: Sent) -> dict[str, tuple[str, int | None]]:
    codes = {task.obligation_id: task.code for task in letter.tasks}
    return {codes[one.obligation_id]: (one.status, one.percent) for one in said.answers}


def waiting(said: AnswersRead, letter: Sent) -> set[str]:
    codes = {task.obligation_id: task.code for task in letter.tasks}
    return {codes[candidate] for one in said.unsure for candidate in one.candidates}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_typed_is_told_from_our_letter_and_reaches_its_tasks(case: Case):
    reply = reading(case.raw, case.letter)
    assert squeezed(reply.text) == squeezed(case.text)
    said = read_answers(reply, case.letter.tasks)
    assert certain(said, case.letter) == case.answers and said.unsure == ()


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_trap_catches_nothing(trap: Trap):
    reply = reading(trap.raw, trap.letter)
    assert reply.kind == trap.kind
    assert trap.text is None or squeezed(reply.text) == squeezed(trap.text)
    said = read_answers(reply, trap.letter.tasks)
    assert trap.answers is None or certain(said, trap.letter) == trap.answers
    assert trap.unsure is None or waiting(said, trap.letter) == trap.unsure


def claims(path: Path) -> object:
    missed = NOT_READ.get(path.stem)
    return pytest.param(path, id=path.stem, marks=pytest.mark.xfail(reason=missed, strict=True) if missed else ())


@pytest.mark.parametrize("path", list(map(claims, WRITTEN)))
def test_a_reply_that_others_made_is_read_as_they_say(path: Path):
    wanted = json.loads(path.read_text())
    letter = sent(wanted["letter"]) if wanted.get("letter") else None
    reply = reading(path.with_suffix(".eml").read_bytes(), letter)
    assert "text" not in wanted or squeezed(reply.text) == squeezed(wanted["text"])
    assert reply.kind == wanted.get("kind", reply.kind)
    if letter and "answers" in wanted:
        stated = {code: (one["status"], one.get("percent")) for code, one in wanted["answers"].items()}
        assert certain(read_answers(reply, letter.tasks), letter) == stated


def test_there_are_enough_of_them():
    assert len(CASES) + len(TRAPS) >= 300


@pytest.mark.parametrize("name", ["fourteen", "three", "single", "reminder"])
def test_nothing_in_our_own_letters_announces_an_older_message(name: str):
    letter = sent(name).known
    assert [one.text for part in letter.parts for one in boundaries(part.split("\n"))] == []


def test_a_line_of_ours_announces_nothing_whatever_it_says():
    lines = ["Vào ngày 10/3/2023, Sở Nông nghiệp đã viết:", "> Đề nghị lùi hạn."]
    assert [one.start for one in boundaries(lines)] == [0]
    assert list(boundaries(lines, {lines[0]})) == []


@pytest.mark.parametrize("name", ["fourteen", "three", "single", "reminder"])
def test_our_letter_alone_says_nothing_new(name: str):
    letter = sent(name)
    raw = f"In-Reply-To: {letter.message_id}\nContent-Type: text/plain; charset=utf-8\n\n{letter.text}".encode()
    assert reading(raw, letter).text == ""


def test_another_letter_of_ours_is_not_taken_for_answers():
    case = next(case for case in CASES if case.name == "outlook-vi-top-fourteen")
    said = read_answers(reading(case.raw, sent("single")), sent("single").tasks)
    assert said.answers == ()


def test_of_several_letters_of_a_thread_the_one_that_was_quoted_is_found():
    case = next(case for case in CASES if case.name == "roundcube-vi-behind-three")
    reply = read(case.raw, [sent("single").known, case.letter.known])
    assert squeezed(reply.text) == squeezed(case.text)


def test_of_two_letters_of_ours_in_one_thread_neither_is_taken_for_the_answer():
    receipt, request = sent("khcn-xacnhan"), sent("khcn")
    lines = [
        "Số đúng của II.3 là 97.",
        "",
        "Vào 09:40, 08/03/2023, Văn phòng <baocao@vpdp.example> đã viết:",
        *(f"> {line}" for line in receipt.text.split("\n")),
        "> Vào 09:30, 08/03/2023, Vân <van@most.gov.vn> đã viết:",
        ">> II.3: 142 lượt người.",
        ">> Vào 08:30, 06/03/2023, Văn phòng <baocao@vpdp.example> đã viết:",
        *(f">>> {line}" for line in request.text.split("\n")),
    ]
    head = f"In-Reply-To: {receipt.message_id}\nContent-Type: text/plain; charset=utf-8\n\n"
    reply = read((head + "\n".join(lines)).encode(), [request.known, receipt.known])
    assert reply.text == "Số đúng của II.3 là 97."
