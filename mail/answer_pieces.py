"""A reply cut into the pieces that speak of one task each: by place in our letter, code, title, or number in a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.wording import Wording, wording
from mail.all_tasks import Scope, Statement, split_off
from mail.offered_task import OfferedTask
from mail.progress import says_a_status
from mail.reply import Reply
from mail.status_words import statuses_in
from mail.task_codes import codes_named, split_by_code, up_to_what_is_general
from mail.task_titles import item_number, split_by_number, split_by_title
from mail.told_apart import Typed
from mail.what_is_said import only_addresses, what_is_said

LONGEST = 100_000  # characters in which answers are looked for
FEW_WORDS = 3  # that only lead to what follows
_WORD = re.compile(r"\w")
_ROLE = re.compile(
    r"\(?(?:(?P<lead>chủ trì|chu tri|lead)|phối hợp|phoi hop|coordinating)\)[ \t]*[:：–-]?[ \t]*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?](?:\s+|\Z)|\n")
_CORRECTS = re.compile(
    r"\b(?:bổ sung|đính chính|cải chính|sửa|ghi nhận|cập nhật|bo sung|dinh chinh|cai chinh|sua|ghi nhan|cap nhat)\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"\?|\b(?:gia hạn|lùi|không|chuyển|thay|gia han|lui|khong|chuyen|extend)\b", re.IGNORECASE)
_WHICH = wording("Không rõ mục này của thư nói về nhiệm vụ nào.")
_PROMPT = re.compile(r"^\W*(?:trả lời|answer|reply)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """Some text and the tasks it stands under: none when nothing says which, several when it is for one of them.

    `unknown` is a code that was not asked, `doubt` says why the task is a guess. With a `statement` it is said of each
    of the tasks: of all, of one role, or of those that the reply names nowhere. Under no task it may be `about` some:
    those that it names in passing, or leads to.
    """

    text: str
    tasks: tuple[OfferedTask, ...] = ()
    unknown: str = ""
    doubt: Wording | None = None
    statement: Statement | None = None
    about: tuple[OfferedTask, ...] = ()


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
    pieces = [piece for typed in own for piece in _pieces(typed, asked, reply.sender_name)]
    return (
        _swept(_about_the_rest(_without_mentions(pieces), offered), offered),
        _swept([piece for typed in relayed for piece in _pieces(typed, asked)], offered),
    )


def _without_mentions(pieces: Sequence[Piece]) -> list[Piece]:
    """Without those that only name tasks of which others say something: "Ba nội dung IV.2, IV.3, IV.5. Kết quả:"."""
    return [
        piece
        for at, piece in enumerate(pieces)
        if not _only_mentions(piece) or not _told_elsewhere(piece, [*pieces[:at], *pieces[at + 1 :]])
    ]


def _only_mentions(piece: Piece) -> bool:
    if not piece.tasks or piece.statement or says_a_status(piece.text):
        return False
    lines = [line for line in piece.text.split("\n") if line.strip()]
    return all(map(only_addresses, lines)) or (len(lines) == 1 and len(piece.text.split()) <= FEW_WORDS)


def _told_elsewhere(piece: Piece, others: Sequence[Piece]) -> bool:
    told = {task.obligation_id for one in others if not _only_mentions(one) for task in one.tasks}
    return {task.obligation_id for task in piece.tasks} <= told


def _about_the_rest(pieces: Sequence[Piece], offered: Sequence[OfferedTask]) -> list[Piece]:
    """An item of a list under no task is about one of those that no other piece is about."""
    told = {task.obligation_id for piece in pieces for task in piece.tasks}
    rest = tuple(task for task in offered if task.obligation_id not in told)
    return [replace(piece, about=rest) if piece.doubt is _WHICH and rest else piece for piece in pieces]


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
    text = what_is_said(typed.text[:LONGEST], author)
    block = asked.at(typed.place) if typed.place >= 0 else ()
    label = typed.under if typed.under.endswith(":") and not _PROMPT.match(typed.under) else ""
    passages = list(split_by_code(text, [task.code for task in asked.tasks]))
    if not block and len(passages) > 1:
        before, lead = _lead_of(passages[0][1])
        yield from _leading(lead, passages[1][0], asked.tasks)
        passages[0] = (), before
    for at, (codes, passage) in enumerate(passages):
        said, statements = split_off(passage, under_a_task=bool(codes or block))
        if codes:
            yield from _by_codes(codes, said, asked.tasks)
        elif at and item_number(said):
            yield Piece(said.strip(), doubt=_WHICH)
        elif block:
            yield Piece(f"{label} {said.strip()}".strip(), block)
        else:
            yield from (_about_those_named(one, asked.tasks) for one in _without_codes(said.strip(), asked))
        yield from (piece for one in statements for piece in _stated(one))
    if len(typed.text) > LONGEST:
        why = wording("Phần sau của thư quá dài, chưa được đọc.")
        yield Piece(typed.text[LONGEST:], doubt=why)


def _stated(statement: Statement) -> Iterator[Piece]:
    """What is said of many tasks, and apart from it a last paragraph on the difficulties of all."""
    for said, of in zip(up_to_what_is_general(statement.said), (statement, None), strict=True):
        if _WORD.search(said):
            yield Piece(said.strip(), statement=of)


def _lead_of(text: str) -> tuple[str, str]:
    """What stands before the first code up to its sentence, and the words that lead to it in one sentence with it.

    Words that say how things stand may be about more than that code.
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    at = ends[-1] if ends else 0
    return (text, "") if says_a_status(text[at:]) else (text[:at], text[at:].strip())


def _leading(lead: str, codes: Sequence[str], offered: Sequence[OfferedTask]) -> Iterator[Piece]:
    """Words that lead to codes are about these; that something be corrected is done by what follows."""
    if lead and (not _CORRECTS.search(lead) or _ASKS_MORE.search(lead)):
        yield Piece(lead, about=tuple(task for task in offered if task.code in codes))


def _about_those_named(piece: Piece, offered: Sequence[OfferedTask]) -> Piece:
    if piece.tasks or piece.unknown:
        return piece
    named = codes_named(piece.text, [task.code for task in offered])
    return replace(piece, about=tuple(task for task in offered if task.code in named))


def _by_codes(codes: Sequence[str], text: str, offered: Sequence[OfferedTask]) -> Iterator[Piece]:
    role, text = _role_before(text)
    for code in codes if _WORD.search(text) else ():
        named = tuple(task for task in offered if task.code.casefold() == code.casefold())
        named = tuple(task for task in named if task.role == role) or named
        yield Piece(text, named) if named else Piece(text, unknown=code)


def _role_before(text: str) -> tuple[str, str]:
    """The role that stands in brackets behind a code, "I.2.c (phối hợp): …", and what is said; empty when none does."""
    found = _ROLE.match(text)
    if found is None:
        return "", text
    return ("lead" if found["lead"] else "coordinating"), text[found.end() :].strip()


def _without_codes(text: str, asked: _Asked) -> Iterator[Piece]:
    """By titles; where none stands, by the numbers of a list as long as our letter's; else for no task we know."""
    titles = list(dict.fromkeys(task.title for task in asked.tasks))
    passages = split_by_title(text, titles)
    if len(passages) < 2:
        yield from _by_numbers(text, asked)
        return
    for one in passages:
        tasks = tuple(task for task in asked.tasks if one.number is not None and task.title == titles[one.number])
        alike = None if one.sure or not tasks else wording("Tên nhiệm vụ trong thư giống nhiều nhiệm vụ.")
        yield Piece(one.text, tasks, doubt=alike if tasks or not item_number(one.text) else _WHICH)


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
