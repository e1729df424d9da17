"""A reply cut into the pieces that speak of one task each: by place in our letter, code, title, or number in a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.wording import Wording, wording
from mail.all_tasks import Scope, Statement, split_off
from mail.offered_task import OfferedTask
from mail.progress import says_a_status
from mail.reply import Reply
from mail.signature import closings
from mail.signature_lines import is_closing, is_salutation
from mail.signed_name import above_the_name
from mail.status_words import statuses_in
from mail.task_codes import split_by_code
from mail.task_titles import split_by_number, split_by_title
from mail.told_apart import Typed

LONGEST = 100_000  # characters in which answers are looked for
BROKEN_AT = 55  # characters of a line that a program may have broken
_GOES_ON = re.compile(r"^[ \t]*[a-zà-ỹđ(]")
_LAST_SENTENCE = re.compile(r"(?<=[.!;])[ \t]+([^.!;\n]{3,60}[.!;]*)\s*$")
_WORD = re.compile(r"\w")
_PROMPT = re.compile(r"^\W*(?:trả lời|answer|reply)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """Some text and the tasks it stands under: none when nothing says which, several when it is for one of them.

    `unknown` is a code that was not asked, `doubt` says why the task is a guess. With a `statement` it is said of each
    of the tasks: of all, of one role, or of those that the reply names nowhere.
    """

    text: str
    tasks: tuple[OfferedTask, ...] = ()
    unknown: str = ""
    doubt: Wording | None = None
    statement: Statement | None = None


@dataclass(frozen=True)
class _Asked:
    """The tasks offered, and where the letter that was quoted asks for each: (start, end, number of the heading)."""

    tasks: Sequence[OfferedTask]
    headings: Sequence[str]
    blocks: Sequence[tuple[int, int, int]]

    def at(self, place: int) -> tuple[OfferedTask, ...]:
        """The task in whose part of the letter that character stands; several when the letter asks for both roles of
        one and does not say which comes first."""
        found = next((one for one in self.blocks if one[0] < place <= one[1]), None)
        if found is None:
            return ()
        asked = [task for task in self.tasks if task.heading == self.headings[found[2]]]
        starts = [start for start, _, number in self.blocks if number == found[2]]
        if len(asked) < 2 or len(starts) % len(asked):
            return tuple(asked)
        ordered = sorted(asked, key=lambda task: task.role != "lead")  # our letters ask first for what an agency leads
        return (ordered[starts.index(found[0]) % len(ordered)],)

    def in_order(self) -> list[OfferedTask]:
        """The tasks as the letter lists them; as offered when no letter was quoted."""
        numbers = dict.fromkeys(number for _, _, number in self.blocks) or range(len(self.headings))
        return [task for number in numbers for task in self.tasks if task.heading == self.headings[number]]


def pieces_of(reply: Reply, offered: Sequence[OfferedTask]) -> tuple[list[Piece], list[Piece]]:
    """The pieces that the author wrote, and those that he passed on."""
    own, relayed = _own(reply), reply.relayed
    if reply.kind == "forward" and not own and not relayed and reply.text:
        relayed = (Typed(reply.text),)
    headings = list(dict.fromkeys(task.heading for task in offered))
    asked = _Asked(offered, headings, reply.letter.blocks(headings) if reply.letter else ())
    return (
        _swept([piece for typed in own for piece in _pieces(typed, asked, reply.sender_name)], offered),
        _swept([piece for typed in relayed for piece in _pieces(typed, asked)], offered),
    )


def _swept(pieces: list[Piece], offered: Sequence[OfferedTask]) -> list[Piece]:
    """What is said of all or of the rest stands under each task that no other piece is about and that has no answer.

    It is a guess which they are while another piece says something of a task and not clearly of which, when they are
    not as many as is said, and when they are the rest of nothing.
    """
    named = {task.obligation_id for piece in pieces for task in piece.tasks}
    rest = [task for task in offered if task.obligation_id not in named and not task.answered]
    unclear = any(_unclear(piece) for piece in pieces if not piece.statement)
    return [
        _standing_under(piece, one, rest, unclear or (one.scope == "rest" and len(rest) == len(offered)))
        if (one := piece.statement)
        else piece
        for piece in pieces
    ]


def _standing_under(piece: Piece, said: Statement, rest: Sequence[OfferedTask], unclear: bool) -> Piece:
    tasks = _within(said.scope, rest)
    sure = not unclear and said.number in (None, len(tasks))
    return replace(piece, tasks=tasks, doubt=None if sure else wording("Không rõ còn lại những nhiệm vụ nào."))


def _within(scope: Scope, rest: Sequence[OfferedTask]) -> tuple[OfferedTask, ...]:
    return tuple(task for task in rest if scope in ("all", "rest", task.role))


def _unclear(piece: Piece) -> bool:
    if piece.tasks:
        return piece.doubt is not None
    said = says_a_status(piece.text) and statuses_in(piece.text) != {"nothing"}
    return bool(piece.unknown or piece.doubt) or said


def _own(reply: Reply) -> list[Typed]:
    inside = "\n".join(one.text for one in reply.inline)
    above = reply.above or ("" if reply.kind == "forward" else reply.text.removesuffix(inside))
    return [one for one in (Typed(above), *reply.inline) if one.text.strip()]


def _pieces(typed: Typed, asked: _Asked, author: str = "") -> Iterator[Piece]:
    text = unwrapped(_what_is_said(typed.text[:LONGEST], author))
    block = asked.at(typed.place) if typed.place >= 0 else ()
    label = typed.under if typed.under.endswith(":") and not _PROMPT.match(typed.under) else ""
    for codes, passage in split_by_code(text, [task.code for task in asked.tasks]):
        said, statements = split_off(passage, under_a_task=bool(codes or block))
        if codes:
            yield from _by_codes(codes, said, asked.tasks)
        elif block:
            yield Piece(f"{label} {said}".strip(), block)
        else:
            yield from _without_codes(said, asked)
        yield from (Piece(one.said, statement=one) for one in statements if _WORD.search(one.said))
    if len(typed.text) > LONGEST:
        why = wording("Phần sau của thư quá dài, chưa được đọc.")
        yield Piece(typed.text[LONGEST:], doubt=why)


def _what_is_said(text: str, author: str) -> str:
    """The text between salutation and closing words or name; thanks with answers under them close nothing."""
    said = next((before for before, rest in closings(text) if not says_a_status(rest)), text.strip())
    lines = above_the_name(said.split("\n"), author)
    while lines and (not lines[0].strip() or _is_salutation(lines[0])):
        lines = lines[1:]
    return _without_closing_sentence("\n".join(lines))


def _without_closing_sentence(text: str) -> str:
    """Up to closing words on the last line of what is said: "Không phát sinh. Trân trọng, Hải Anh"."""
    while (end := _LAST_SENTENCE.search(text)) and is_closing(end[1]) and not says_a_status(end[1]):
        text = text[: end.start()]
    return text


def _is_salutation(line: str) -> bool:
    return len(line) <= BROKEN_AT * 2 and is_salutation(line) and not says_a_status(line)


def _by_codes(codes: Sequence[str], text: str, offered: Sequence[OfferedTask]) -> Iterator[Piece]:
    for code in codes if _WORD.search(text) else ():
        named = tuple(task for task in offered if task.code.casefold() == code.casefold())
        yield Piece(text, named) if named else Piece(text, unknown=code)


def _without_codes(text: str, asked: _Asked) -> Iterator[Piece]:
    """By titles; where none stands, by the numbers of a list as long as our letter's; else for no task we know."""
    titles = list(dict.fromkeys(task.title for task in asked.tasks))
    passages = split_by_title(text, titles)
    if len(passages) < 2:
        yield from _by_numbers(text, asked)
        return
    for one in passages:
        tasks = tuple(task for task in asked.tasks if one.number is not None and task.title == titles[one.number])
        doubt = None if one.sure or not tasks else wording("Tên nhiệm vụ trong thư giống nhiều nhiệm vụ.")
        yield Piece(one.text, tasks, doubt=doubt)


def _by_numbers(text: str, asked: _Asked) -> Iterator[Piece]:
    before, items = split_by_number(text)
    ordered = asked.in_order()
    if len(items) < 2 or len(items) > len(ordered) or not all(map(says_a_status, items)):
        yield Piece(text)
        return
    yield Piece(before)
    whole = bool(asked.blocks) and len(items) == len(ordered)
    doubt = None if whole else wording("Trả lời theo số thứ tự, không ghi mã nhiệm vụ.")
    for task, item in zip(ordered, items, strict=False):
        yield Piece(item, (task,), doubt=doubt)


def unwrapped(text: str) -> str:
    """The lines of each paragraph joined where a program broke them: a long line, and one that goes on small."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and len(lines[-1].rsplit("\n", 1)[-1]) >= BROKEN_AT and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(line: str, following: str) -> bool:
    return (
        bool(_GOES_ON.match(following))
        and line.rstrip()[-1:] not in ".:;!?"
        and not re.match(r"\s*[a-hđ][.)]", following)
    )
