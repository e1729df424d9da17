"""Time expressions of assignment tables ("Quý III/2022; điều chỉnh hàng năm (nếu cần)") as milestones.

Every part of an expression is a milestone, or says that there is no date yet, or is a doubt: nothing that looks like a
time is passed over. Sources of the forms: the annexes of Resolutions 12/NQ-CP (2023) and 03/NQ-CP (2025), the plans of
Hanoi and Lào Cai of 2026, Decision 04/QĐ-BCĐTW-VPĐPNTM.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.calendar_words import Stretch, stretches, with_full_years, with_year
from documents.plan_document import MilestoneRead
from documents.recurrence import Recurrence, recurrences
from documents.time_doubts import MIXED, Doubt, doubts
from documents.time_parts import time_parts
from language.text import one_tone_placement, tidy
from models.working_days import WorkingDays

_RANGE = re.compile(r"\s*(?:-|–|—|đến|tới)\s*(?:(?:ngày|hết|cuối|trước|hết ngày)\s+)*", re.IGNORECASE)
_CONDITION = re.compile(
    r"nếu cần|nếu có|khi cần|khi có|khi phát sinh|có nhu cầu|theo nhu cầu|theo yêu cầu|trường hợp cần"
    r"|khi được yêu cầu|đột xuất",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<![\d/.,])(?<!định kỳ )(?<!mỗi )(?P<amount>\d{1,3})\s+(?P<unit>ngày làm việc|ngày|tuần|tháng|năm)\b"
    r"(?!\s*(?:đầu|cuối|năm|\d|/|một lần|0?1 lần))(?P<gap>[,\s(]*)(?P<anchor>(?:kể từ|tính từ|từ khi"
    r"|từ ngày|sau khi|sau|từ)\s+.+)?",
    re.IGNORECASE,
)
_UNITS = {"ngày làm việc": "working_day", "ngày": "day", "tuần": "week", "tháng": "month", "năm": "year"}
_ANCHOR_WORD = re.compile(r"^(?:kể từ khi|kể từ|tính từ|từ khi|từ|sau khi|sau)\s+", re.IGNORECASE)
_PARTED = re.compile(r"[,.]\s")
_ASIDE = re.compile(r"\s*\((?:phấn đấu|dự kiến)\)?\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"^(?:hoàn thành |ban hành |trình |thực hiện )?(?:ngay )?(?:sau khi|ngay khi|từ khi)\s+(?P<anchor>.+)",
    re.IGNORECASE,
)
_DOCUMENT = r"(?:kế hoạch|quyết định|nghị quyết|chỉ thị|văn bản|chương trình|đề án|thông báo|công văn)"
_SIGNING = re.compile(
    rf"ngày (?:ký|ban hành|có hiệu lực)(?: ban hành)?(?: {_DOCUMENT})?(?: này)?|{_DOCUMENT} này được (?:ký|ban hành)",
    re.IGNORECASE,
)
_FROM_SIGNING = re.compile(rf"\b(?:kể )?từ (?:khi |{_SIGNING.pattern})", re.IGNORECASE)
_ONWARD = re.compile(
    r"^\s*(?:,|và|đến)?\s*(?:những|các)? ?(?:năm (?:tiếp theo|sau|kế tiếp|tới)|trở đi|về sau|hàng năm tiếp theo)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:từ|bắt đầu|khởi động|khởi công|kể từ)(?:\s*:\s*|\s+)(?:(?:trong|vào|từ)\s+)?(?:ngày\s+|đầu\s+|tháng\s+)*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\btrước\s+(?:ngày\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:đến|tới)\s+(?:hết\s+|ngày\s+|cuối\s+)*$", re.IGNORECASE)


@dataclass(frozen=True)
class TimeHead:
    """What the head over a time cell says: what bare numbers count ("day", "working_day" …), a bare month's year."""

    unit: str | None = None
    year: int | None = None


NOTHING_SAID = TimeHead()


@dataclass(frozen=True)
class TimeRead:
    """The milestones of one expression, at least one; the parts that say there is no date yet; what is in doubt."""

    milestones: tuple[MilestoneRead, ...]
    unread: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_time(text: str, signed_on: date | None, head: TimeHead = NOTHING_SAID) -> TimeRead:
    """The milestones that a time cell states; an empty or unreadable one gives a single milestone of kind none.

    Under "Số ngày" a "7" is seven days, under "Thời gian (năm 2026)" a "tháng 3" is March 2026. A deadline before
    `signed_on` is marked.
    """
    parts = time_parts(text, lambda part: bool(_milestones(part, None, TimeHead(year=head.year))))
    read = [(part, _milestones(part, signed_on, head)) for part in parts]
    milestones = [_marked(milestone, signed_on) for _, found in read for milestone in found]
    doubtful = [
        doubt
        for part, found in read
        for doubt in (
            [Doubt(part, MIXED, "Tách các mốc bằng dấu chấm phẩy.")]
            if _mixed(_plain(part, head.year))
            else doubts(part, _plain(part, head.year), bool(found), len(parts) > 1, signed_on)
        )
    ]
    unsure = {doubt.text for doubt in doubtful}
    unread = tuple(part for part, found in read if not found and part not in unsure)
    return TimeRead(tuple(milestones) or (MilestoneRead("none", tidy(text)),), unread, tuple(doubtful))


def _mixed(plain: str) -> bool:
    """Whether a part says more than one milestone of several sorts holds: "Quý I/2026, 30 ngày kể từ ngày ký"."""
    counted, dated = _RELATIVE.search(plain), stretches(plain)
    again = bool(recurrences(plain))
    if counted and counted["anchor"]:
        parted = _PARTED.search(plain, counted.start("anchor"))
        after = parted.end() if parted else len(plain)
        apart = [stretch for stretch in dated if stretch.stop <= counted.start() or stretch.start >= after]
        return again or bool(apart) or _RELATIVE.search(plain, after) is not None
    found = _dated(plain, plain, None)
    if _CONDITION.search(plain):
        return len(found) > 1
    return again and sum(one.kind != "deadline" for one in found) > 1


def _plain(part: str, year: int | None) -> str:
    spelt = with_full_years(one_tone_placement(part).replace("quí", "quý").replace("Quí", "Quý"))
    bare = year is not None and not stretches(spelt) and not recurrences(spelt)
    return without_references(with_year(spelt, year) if bare and year is not None else spelt)


_OF_DAY = r"(?:,?\s+ngày\s+(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
_BY_DOCUMENT = re.compile(
    rf"^((?:\w+ \w+ )?theo )((?:các )?(?:mốc thời gian (?:tại|của) )?{_DOCUMENT}\b[^,;:(]*)", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"tầm nhìn(?: đến)?(?: năm)? \d{4}"
    rf"|(?:số\s*:?\s*)?\d+[a-z]?(?:/\d{{4}})?/[A-ZĐ][\w&Đ]*(?:-[\w&]+)*{_OF_DAY}"
)


def without_references(text: str) -> str:
    """The text with what is no time of the task blanked: "Kế hoạch số 38/KH-UBND ngày …", "tầm nhìn 2045".

    "Theo Kế hoạch rà soát năm 2026" names a document, whose dates are not here.
    """
    plain = _BY_DOCUMENT.sub(lambda found: found[1] + " " * len(found[2]), text)
    return _REFERENCE.sub(lambda found: " " * len(found[0]), plain)


def _milestones(part: str, signed_on: date | None, head: TimeHead) -> list[MilestoneRead]:
    plain = _plain(part, head.year)
    if head.unit and plain.isdigit():
        return [MilestoneRead("relative", part, amount=int(plain), unit=head.unit)]
    every, counted = recurrences(plain), _RELATIVE.search(plain)
    if counted and not every and (counted["anchor"] or not stretches(plain)):
        return [_relative(part, counted, signed_on)]
    if after := _AFTER.match(plain):
        return [MilestoneRead("relative", part, anchor=after["anchor"].strip(" ."))]
    dated = _dated(part, plain, signed_on)
    if _CONDITION.search(plain):
        return [_conditional(part, every, dated)]
    return _recurring(part, every, dated) if every else dated


def _relative(part: str, found: re.Match[str], signed_on: date | None) -> MilestoneRead:
    anchor = _ASIDE.sub("", _ANCHOR_WORD.sub("", found["anchor"] or "")).strip(" .,)") or None
    amount, unit = int(found["amount"]), _UNITS[found["unit"].lower()]
    from_signing = signed_on is not None and anchor is not None and _SIGNING.fullmatch(anchor) is not None
    due = _shifted(signed_on, amount, unit) if signed_on and from_signing else None
    return MilestoneRead("relative", part, due=due, amount=amount, unit=unit, anchor=anchor)


def _shifted(day: date, amount: int, unit: str) -> date:
    """The day so many units later; a month later is the same day of the month, or its last."""
    if unit == "working_day":
        return WorkingDays().shift(day, amount)
    if unit in ("month", "year"):
        months = day.month - 1 + amount * (12 if unit == "year" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(amount * (7 if unit == "week" else 1))


def _conditional(part: str, every: list[Recurrence], dated: list[MilestoneRead]) -> MilestoneRead:
    bounds = dated[0] if dated else MilestoneRead("none", part)
    return MilestoneRead("conditional", part, bounds.begins, bounds.due, every[0].every if every else None)


def _recurring(part: str, every: list[Recurrence], dated: list[MilestoneRead]) -> list[MilestoneRead]:
    """A recurrence within the bounds that stand beside it; a plain deadline beside it is a milestone of its own."""
    bounds = next((found for found in dated if found.kind != "deadline"), MilestoneRead("none", part))
    intervals = dict.fromkeys((one.every, one.amount, one.unit) for one in every)
    named = [interval for interval in intervals if interval != (None, None, None)] or [(None, None, None)]
    again = [
        MilestoneRead("recurring", part, bounds.begins, bounds.due, interval, amount, unit)
        for interval, amount, unit in named
    ]
    return [found for found in dated if found.kind == "deadline"] + again


def _dated(part: str, plain: str, signed_on: date | None) -> list[MilestoneRead]:
    found = stretches(plain)
    milestones: list[MilestoneRead] = []
    at = 0
    while at < len(found):
        pair = at + 1 < len(found) and _RANGE.fullmatch(plain[found[at].stop : found[at + 1].start])
        last = found[at + 1] if pair else None
        milestones.append(_bounded(part, plain, found[at], last))
        at += 2 if last else 1
    if not milestones and _FROM_SIGNING.search(plain):
        return [MilestoneRead("span", part, begins=signed_on)]
    return milestones


def _bounded(part: str, plain: str, first: Stretch, last: Stretch | None) -> MilestoneRead:
    before, after = plain[: first.start], plain[(last or first).stop :]
    if _ONWARD.match(after):
        return MilestoneRead("recurring", part, begins=first.begins, every="year" if first.unit == "year" else None)
    if last is not None and first.begins <= last.ends:
        return MilestoneRead("span", part, begins=first.begins, due=last.ends)
    if _FROM.search(before):
        return MilestoneRead("span", part, begins=first.begins)
    if _BEFORE.search(before) and first.unit != "day":
        return MilestoneRead("deadline", part, due=first.begins - timedelta(days=1))
    return MilestoneRead("until" if _UNTIL.search(before) else "deadline", part, due=first.ends)


def _marked(milestone: MilestoneRead, signed_on: date | None) -> MilestoneRead:
    kind = "deadline" if milestone.kind == "until" else milestone.kind
    ends = kind in ("deadline", "span", "relative") and milestone.due is not None
    past = ends and signed_on is not None and milestone.due is not None and milestone.due < signed_on
    return replace(milestone, kind=kind, past_at_signing=past)
