"""What a returned form says of each task it asked about; what is not certain is told apart, never guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from documents.form_layout import FULL
from documents.form_reading import FilledRow
from documents.sheet import Cell
from language.dates import day_meant
from language.numbers import whole_percent
from language.text import phrase_key, tidy, unmarked
from language.wording import Wording, wording
from models.digest_labels import STATUSES

ALIKE = 0.8
LONGEST = 20_000

_STATUS_WORDS: dict[str, str] = {
    "hoan thanh": "completed",
    "da xong": "completed",
    "xong": "completed",
    "da thuc hien xong": "completed",
    "dang trien khai": "in_progress",
    "chua hoan thanh": "in_progress",
    "chua thuc hien": "not_started",
    "chua bat dau": "not_started",
    "tam ngung": "suspended",
    "tam hoan": "suspended",
    "khong co phat sinh": "nothing",
    "khong thuoc trach nhiem cua co quan": "not_ours",
}


@dataclass(frozen=True)
class AskedRow:
    """An obligation that the form may answer."""

    obligation_id: int
    code: str
    title: str
    role: str


@dataclass(frozen=True)
class FormAnswer:
    """What one row says of one obligation. `status` is None when the row gives none; its texts may tell it."""

    obligation_id: int
    status: str | None
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None


@dataclass(frozen=True)
class FormDoubt:
    """A row, or a cell of it, that is not certain: its words, why, whom it may concern and by what sign.

    `answer` is what would be recorded if the likeliest reading is right.
    """

    text: str
    why: Wording
    candidates: tuple[tuple[int, Wording], ...]
    answer: FormAnswer | None = None


@dataclass(frozen=True)
class FormAnswers:
    """All that a form says, each obligation answered at most once."""

    answers: tuple[FormAnswer, ...] = ()
    doubts: tuple[FormDoubt, ...] = ()


BY_ID = wording("dòng mang dấu riêng của nhiệm vụ")
BY_CODE = wording("cùng mã nhiệm vụ")
BY_TITLE = wording("tên nhiệm vụ giống")
ASKED = wording("cơ quan được hỏi nhiệm vụ này")

NO_TASK = wording("Dòng thêm trong biểu, không rõ của nhiệm vụ nào.")
OTHER_FORM = wording("Dòng mang dấu riêng của biểu khác: kỳ khác hoặc cơ quan khác.")
SIGNS_DISAGREE = wording("Mã, tên và dấu riêng của dòng không chỉ cùng một nhiệm vụ.")
SHARED_CELL = wording("Ô trả lời được gộp chung nhiều dòng, không rõ cho nhiệm vụ nào.")
TOO_LONG = wording("Nội dung dài quá {most} ký tự.", most=LONGEST)
TWICE = wording("Biểu trả lời hai lần khác nhau cho cùng một nhiệm vụ.")


def read_rows(rows: Iterable[FilledRow], asked: Sequence[AskedRow], *, ours: bool = True) -> FormAnswers:
    """The answers of the filled rows to the obligations `asked`.

    A row belongs to an obligation when more of its signs (own mark, code, title) speak for it than against it and for
    no other as many. In a table that is not `ours` a row that names no task by its title is no answer, and no doubt:
    reports are full of tables.
    """
    read = [one for row in rows for one in _read_row(row, asked, ours=ours)]
    return _once_each(read)


@dataclass(frozen=True)
class _Signs:
    """Which obligations each sign of a row points at; a sign that points at none speaks against all."""

    by_id: set[int] | None
    by_code: set[int] | None
    by_title: set[int] | None

    @property
    def foreign(self) -> bool:
        """Whether the row carries the mark of an obligation that was not asked about here."""
        return self.by_id is not None and not self.by_id

    def votes(self, obligation_id: int) -> int:
        """Signs for the obligation, less those against it."""
        given = [sign for sign in (self.by_id, self.by_code, self.by_title) if sign is not None]
        return sum(1 if obligation_id in sign else -1 for sign in given)

    def reason(self, obligation_id: int) -> Wording:
        """By which sign the obligation comes into question."""
        for sign, why in ((self.by_id, BY_ID), (self.by_code, BY_CODE), (self.by_title, BY_TITLE)):
            if sign and obligation_id in sign:
                return why
        return ASKED


def _signs(row: FilledRow, asked: Sequence[AskedRow]) -> _Signs:
    ids = {one.obligation_id for one in asked}
    by_id = None if row.obligation_id is None else {row.obligation_id} & ids
    code = _code(row.code)
    by_code = {one.obligation_id for one in asked if _code(one.code) == code} if code else None
    return _Signs(by_id, by_code, _alike(row.title, asked) if row.title else None)


def _code(text: str) -> str:
    return re.sub(r"\s+", "", unmarked(text))


def _alike(title: str, asked: Sequence[AskedRow]) -> set[int]:
    """The obligations whose titles are most like `title`, at least by ALIKE; the form adds a line to some titles."""
    key = phrase_key(title)
    likeness = {one.obligation_id: _likeness(key, phrase_key(one.title)) for one in asked}
    best = max(likeness.values(), default=0.0)
    return {number for number, like in likeness.items() if like >= ALIKE and like == best}


def _likeness(given: str, title: str) -> float:
    if given == title or (len(title) > 20 and given.startswith(title)):
        return 1.0
    return SequenceMatcher(None, given, title, autojunk=False).ratio()


def _read_row(row: FilledRow, asked: Sequence[AskedRow], *, ours: bool) -> list[FormAnswer | FormDoubt]:
    signs = _signs(row, asked)
    votes = {one.obligation_id: signs.votes(one.obligation_id) for one in asked}
    most = max(votes.values(), default=0)
    best = [number for number, count in votes.items() if count == most and count > 0]
    if not ours and (len(best) != 1 or best[0] not in (signs.by_title or ())):
        return []
    if len(best) != 1 or row.shared or signs.foreign:
        return [_misplaced(row, signs, votes)]
    read = _read_cells(row, best[0])
    return [_with_reasons(one, signs) if isinstance(one, FormDoubt) else one for one in read]


def _with_reasons(doubt: FormDoubt, signs: _Signs) -> FormDoubt:
    """The doubt with the sign by which each of its candidates was found."""
    named = tuple((number, signs.reason(number)) for number, _ in doubt.candidates)
    return FormDoubt(doubt.text, doubt.why, named, doubt.answer)


def _misplaced(row: FilledRow, signs: _Signs, votes: dict[int, int]) -> FormDoubt:
    pointed = set().union(*(sign for sign in (signs.by_id, signs.by_code, signs.by_title) if sign))
    named = tuple((number, signs.reason(number)) for number in votes if number in pointed)
    unplaced = SIGNS_DISAGREE if pointed else NO_TASK
    why = OTHER_FORM if signs.foreign else SHARED_CELL if row.shared else unplaced
    likeliest = max(pointed, key=lambda number: votes[number]) if pointed else None
    certain = [one for one in _read_cells(row, likeliest) if isinstance(one, FormAnswer)] if likeliest else []
    alone = certain[0] if certain and len(pointed) == 1 else None
    return FormDoubt(f"{row.place}\n{row.said()}", why, named, alone)


def _read_cells(row: FilledRow, obligation_id: int) -> list[FormAnswer | FormDoubt]:
    texts = {key: row.text(key) for key in ("result", "evidence", "difficulty", "proposal")}
    status = status_of(row.text("status"))
    if status is None and row.text("status"):
        texts["result"] = "\n".join(one for one in (row.text("status"), texts["result"]) if one)
    percent = _percent(row.cells.get("percent"))
    forecast = _day(row.cells.get("forecast"))
    known = percent if isinstance(percent, int) else None
    day = forecast if isinstance(forecast, date) else None
    answer = FormAnswer(obligation_id, status, known, **texts, forecast=day)
    why = _fault(answer)
    if why is not None:
        return [_doubt(row, obligation_id, why, None)]
    if isinstance(percent, Wording):
        # A wrong share of the work is worse than a late one: the row waits as a whole.
        return [_doubt(row, obligation_id, percent, answer)]
    if isinstance(forecast, Wording):
        return [answer, _doubt(row, obligation_id, forecast, answer)]
    return [answer]


def _doubt(row: FilledRow, obligation_id: int, why: Wording, answer: FormAnswer | None) -> FormDoubt:
    return FormDoubt(f"{row.place}\n{row.said()}", why, ((obligation_id, ASKED),), answer)


def _fault(answer: FormAnswer) -> Wording | None:
    if answer.status == "completed" and answer.percent not in (None, FULL):
        return wording("Chọn “Đã hoàn thành” nhưng tỷ lệ là {percent}%.", percent=answer.percent)
    if any(len(text) > LONGEST for text in (answer.result, answer.evidence, answer.difficulty, answer.proposal)):
        return TOO_LONG
    return None


def status_of(text: str) -> str | None:
    """The status that a cell names, in our words or the usual ones; None for anything else."""
    key = unmarked(tidy(text))
    return _statuses().get(key)


def _statuses() -> dict[str, str]:
    ours = {unmarked(name.say(locale)): status for status, name in STATUSES.items() for locale in ("vi", "en")}
    return _STATUS_WORDS | ours


def _percent(cell: Cell | None) -> int | Wording | None:
    """The whole percent in a cell; a number below 1, and 1 itself, only where the file tells how it is shown."""
    if cell is None:
        return None
    unclear = wording("Tỷ lệ ghi “{said}”, không rõ là bao nhiêu phần trăm.", said=cell.text)
    if cell.number is None:
        read = whole_percent(cell.text)
        return unclear if read is None else read
    if cell.percent is None and 0 < cell.number <= 1:
        return unclear
    value = cell.number * FULL if cell.percent else cell.number
    whole = round(value)
    return whole if abs(value - whole) < 1e-6 and 0 <= whole <= FULL else unclear


def _day(cell: Cell | None) -> date | Wording | None:
    if cell is None:
        return None
    read = cell.day or day_meant(cell.text) or day_meant("".join(cell.text.split()))
    unclear = wording("Dự kiến hoàn thành ghi “{said}”, không phải một ngày.", said=cell.text)
    return unclear if read is None else read


def _once_each(read: Sequence[FormAnswer | FormDoubt]) -> FormAnswers:
    """An obligation that two rows answer alike is answered once; unlike, it is in doubt."""
    said: dict[int, list[FormAnswer]] = {}
    for one in read:
        if isinstance(one, FormAnswer) and one not in said.setdefault(one.obligation_id, []):
            said[one.obligation_id].append(one)
    doubts = [one for one in read if isinstance(one, FormDoubt)]
    for number, versions in said.items():
        if len(versions) > 1:
            doubts.append(FormDoubt("\n---\n".join(map(_said, versions)), TWICE, ((number, ASKED),)))
    return FormAnswers(tuple(one[0] for one in said.values() if len(one) == 1), tuple(doubts))


def _said(answer: FormAnswer) -> str:
    status = STATUSES[answer.status].say() if answer.status else ""
    percent = "" if answer.percent is None else f"{answer.percent}%"
    parts = (status, percent, answer.result, answer.evidence, answer.difficulty, answer.proposal)
    return "\n".join(part for part in parts if part)
