"""Reading the posted form of a private page: what was typed, what is wrong with it, what is new in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256

from casework.answering import AnswerForm, AnswerLine
from casework.recording import Answer
from language.dates import day_meant, short_date
from language.numbers import whole_percent
from language.text import composed
from language.wording import Wording, wording
from models.response import STATUSES, Response

LONGEST = 4000
FULL = 100


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
    """One task of the page, what stands in its fields, and what is wrong with it, by field."""

    line: AnswerLine
    typed: Typed
    faults: Mapping[str, Wording]

    @property
    def on_record(self) -> Typed:
        """The fields as they show what is on record."""
        return typed_over(self.line.response)

    @property
    def found(self) -> str:
        """A mark of what the page showed: a form that comes back with another was filled in before the last answer."""
        return mark(self.on_record)

    @property
    def changed(self) -> bool:
        """Whether something is to be recorded that is not on record."""
        return not self.typed.empty and self.typed != self.on_record


def shown_entries(form: AnswerForm) -> tuple[Entry, ...]:
    """The form as it is first shown: filled with what is on record."""
    return tuple(Entry(line, typed_over(line.response), {}) for line in form.lines)


def read_entries(form: AnswerForm, posted: Mapping[str, str]) -> tuple[Entry, ...]:
    """Each task's entry as posted, in fields `<name>-<obligation id>`.

    What was left as it was found is no answer, even when somebody else has answered since.
    """
    return tuple(_entry(line, posted) for line in form.lines)


def _entry(line: AnswerLine, posted: Mapping[str, str]) -> Entry:
    typed = Typed(
        **{field.name: _plain(posted.get(f"{field.name}-{line.obligation_id}", "")) for field in fields(Typed)}
    )
    untouched = Entry(line, typed_over(line.response), {})
    found = posted.get(f"found-{line.obligation_id}", untouched.found)
    if typed.empty or mark(typed) in {found, untouched.found}:
        return untouched
    return Entry(line, typed, _faults(typed, overtaken=found != untouched.found))


def typed_over(answer: Response | None) -> Typed:
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
    if typed.status not in STATUSES:
        found["status"] = wording("Chọn tình hình thực hiện.")
    elif overtaken:
        found["status"] = wording("Nội dung này đã được người khác cập nhật; xem lại rồi gửi lần nữa nếu vẫn cần sửa.")
    if typed.percent and whole_percent(typed.percent) is None:
        found["percent"] = wording("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100, ví dụ 45.")
    elif typed.status == "completed" and whole_percent(typed.percent) not in (None, FULL):
        found["percent"] = wording("Đã chọn “Đã hoàn thành” thì tỷ lệ là 100 hoặc để trống.")
    if typed.forecast and day_meant(typed.forecast) is None:
        found["forecast"] = wording("Ghi ngày dự kiến theo dạng ngày/tháng/năm, ví dụ 30/06/2023.")
    for name in ("result", "evidence", "difficulty", "proposal"):
        if len(getattr(typed, name)) > LONGEST:
            found[name] = wording("Nội dung dài quá {most} ký tự; đề nghị ghi gọn hoặc gửi bằng thư.", most=LONGEST)
    return found


def new_answers(entries: tuple[Entry, ...]) -> list[Answer]:
    """The answers to record; none while anything is wrong, for a form is recorded whole or not at all."""
    if any(entry.faults for entry in entries):
        return []
    return [_answer(entry) for entry in entries if entry.changed]


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
    )
