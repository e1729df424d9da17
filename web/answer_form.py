"""Reading the posted form of a private page: what was typed, what is wrong with it, what is new in it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256

from casework.answering import AnswerForm, AnswerLine
from casework.recording import Answer
from language.dates import day_meant, short_date
from language.numbers import whole_percent
from language.text import composed
from language.wording import Wording, wording
from mail.letters import EarlierAnswer
from models.answer_file import FileRef
from models.response import NOT_OURS, SAYABLE, Response

LONGEST = 4000
FULL = 100
TEXTS = ("result", "evidence", "difficulty", "proposal")


@dataclass(frozen=True)
class Typed:
    """One task's fields as they stand in the form: text, exactly as a person sees it."""

    status: str = ""
    percent: str = ""
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was chosen or typed."""
        return not any(asdict(self).values())


@dataclass(frozen=True)
class Entry:
    """One task of the page, what stands in its fields, its files, and what is wrong with it, by field."""

    line: AnswerLine
    typed: Typed
    faults: Mapping[str, Wording] = field(default_factory=dict)
    files: tuple[FileRef, ...] = ()

    @property
    def on_record(self) -> Typed:
        """The fields as they show what was sent last: on record, or waiting for the agency's head."""
        return typed_over(self.line.waiting or self.line.response)

    @property
    def files_on_record(self) -> tuple[FileRef, ...]:
        """The files beside what was sent last."""
        return self.line.waiting.files if self.line.waiting else self.line.files

    @property
    def found(self) -> str:
        """A mark of what the page showed: a form that comes back with another was filled in before the last answer."""
        return mark(self.on_record)

    @property
    def changed(self) -> bool:
        """Whether something is to be recorded that is not on record."""
        new_files = set(self.files) != set(self.files_on_record)
        return not self.line.locked and (new_files or (not self.typed.empty and self.typed != self.on_record))


def shown_entries(form: AnswerForm) -> tuple[Entry, ...]:
    """The form as it is first shown: filled with what is on record."""
    return tuple(_untouched(line) for line in form.lines)


def _untouched(line: AnswerLine) -> Entry:
    """What the page shows at first: what was sent last, even if the agency's head sent it back."""
    if line.declined is not None:
        return Entry(line, typed_over(line.declined), files=line.declined.files)
    entry = Entry(line, typed_over(line.waiting or line.response))
    return replace(entry, files=entry.files_on_record)


def read_entries(
    form: AnswerForm, posted: Mapping[str, str], files: Mapping[int, tuple[FileRef, ...]] | None = None
) -> tuple[Entry, ...]:
    """Each task's entry as posted, in fields `<name>-<obligation id>`; `files` are those added to each.

    What was left as it was found is no answer, even when somebody else has answered since.
    """
    return tuple(_entry(line, posted, (files or {}).get(line.obligation_id, ())) for line in form.lines)


def _entry(line: AnswerLine, posted: Mapping[str, str], added: tuple[FileRef, ...]) -> Entry:
    untouched = _untouched(line)
    if line.locked:
        return untouched
    number = line.obligation_id
    typed = Typed(**{one.name: _plain(posted.get(f"{one.name}-{number}", "")) for one in fields(Typed)})
    dropped = {one.sha256 for one in untouched.files if f"drop-{number}-{one.sha256}" in posted}
    kept = tuple(one for one in untouched.files if one.sha256 not in dropped)
    files = tuple(dict.fromkeys((*kept, *added)))
    found = posted.get(f"found-{number}", untouched.found)
    same = typed.empty or mark(typed) in {found, untouched.found}
    if files == untouched.files and same and line.declined is None:
        return untouched
    if line.declined is not None and typed.empty:
        return Entry(line, untouched.on_record, files=untouched.files_on_record)
    if typed.empty and not untouched.typed.empty:
        # Only a file came or went: the words on record stand.
        typed = untouched.typed
    return Entry(line, typed, _faults(typed, overtaken=found != untouched.found), files)


def typed_over(answer: Response | Answer | None) -> Typed:
    """The fields that show `answer`."""
    if answer is None:
        return Typed()
    return Typed(
        status=answer.status,
        percent="" if answer.percent is None else str(answer.percent),
        result=_plain(answer.result),
        evidence=_plain(answer.evidence),
        difficulty=_plain(answer.difficulty),
        proposal=_plain(answer.proposal),
        forecast=short_date(answer.forecast) if answer.forecast else "",
    )


def mark(typed: Typed) -> str:
    """A short mark, the same for the same fields."""
    return sha256(repr(asdict(typed)).encode()).hexdigest()[:16]


def _plain(text: str) -> str:
    return composed(text).replace("\x00", "").strip()


def _faults(typed: Typed, *, overtaken: bool) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    if typed.status not in SAYABLE:
        found["status"] = wording("Chọn tình hình thực hiện.")
    elif overtaken:
        found["status"] = wording("Nội dung này đã được người khác cập nhật; xem lại rồi gửi lần nữa nếu vẫn cần sửa.")
    if typed.percent and whole_percent(typed.percent) is None:
        found["percent"] = wording("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100, ví dụ 45.")
    elif typed.status == "completed" and whole_percent(typed.percent) not in (None, FULL):
        found["percent"] = wording("Đã chọn “Đã hoàn thành” thì tỷ lệ là 100 hoặc để trống.")
    if typed.status == NOT_OURS and not typed.result:
        found["result"] = wording("Ghi nhiệm vụ này thuộc cơ quan nào; không rõ thì ghi “không rõ”.")
    if typed.forecast and day_meant(typed.forecast) is None:
        found["forecast"] = wording("Ghi ngày dự kiến theo dạng ngày/tháng/năm, ví dụ 30/06/2023.")
    for name in TEXTS:
        if len(getattr(typed, name)) > LONGEST:
            found[name] = wording("Nội dung dài quá {most} ký tự; đề nghị ghi gọn hoặc gửi bằng thư.", most=LONGEST)
    return found


def new_answers(entries: Iterable[Entry]) -> list[Answer]:
    """The answers to record; none while anything is wrong, for a form is recorded whole or not at all."""
    found = list(entries)
    if any(entry.faults for entry in found):
        return []
    return [_answer(entry) for entry in found if entry.changed]


def _answer(entry: Entry) -> Answer:
    typed = entry.typed
    return Answer(
        obligation_id=entry.line.obligation_id,
        status=typed.status,
        percent=whole_percent(typed.percent),
        result=typed.result,
        evidence=typed.evidence,
        difficulty=typed.difficulty,
        proposal=typed.proposal,
        forecast=day_meant(typed.forecast),
        files=entry.files,
    )


def carried_over(form: AnswerForm, posted: Mapping[str, str], which: str) -> dict[str, str]:
    """The posted fields with last period's words in the empty ones, of the task `which` or of "all"."""
    filled = dict(posted)
    for line in form.lines:
        if line.task.before is not None and not line.locked and which in ("all", str(line.obligation_id)):
            filled |= _from_before(line.task.before, line.obligation_id, posted)
    return filled


def _from_before(before: EarlierAnswer, number: int, posted: Mapping[str, str]) -> dict[str, str]:
    names = {name: f"{name}-{number}" for name in TEXTS}
    said = {key: getattr(before, name) for name, key in names.items()}
    return {key: text for key, text in said.items() if text and not posted.get(key, "").strip()}
