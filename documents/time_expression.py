"""Time expressions of assignment tables ("Quý III/2022; điều chỉnh hàng năm (nếu cần)") as milestones."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.calendar_words import Stretch, stretches, with_full_years
from documents.plan_document import MilestoneRead
from language.text import one_tone_placement, tidy

_RANGE = re.compile(r"\s*(?:-|–|—|đến(?: hết)?|tới)\s*(?:ngày\s+|hết\s+)?", re.IGNORECASE)
_CONDITION = re.compile(
    r"nếu cần|nếu có|khi cần|khi có|khi phát sinh|có nhu cầu|theo nhu cầu|theo yêu cầu|trường hợp cần", re.IGNORECASE
)
_RECURS = re.compile(
    r"\b(?:hàng|hằng|mỗi|định kỳ(?: \w+ \w+)?(?: theo)?|theo)\s+(?P<word>tuần|tháng|quý|năm)\b(?!\s*(?:19|20)?\d)"
    r"|\b(?:hàng|hằng|mỗi)\s+(?P<with>tuần|tháng|quý|năm)\b"
    r"|\b(?:định kỳ|mỗi)\s+(?:0?6|sáu) tháng\b|\b(?:0?6|sáu) tháng (?:một|/|1) ?lần"
    r"|(?P<always>\bthường xuyên|\bliên tục)",
    re.IGNORECASE,
)
_EVERY = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_RELATIVE = re.compile(
    r"(?<![\d/.])(?<!định kỳ )(?<!mỗi )(?P<amount>\d{1,3})\s+(?P<unit>ngày làm việc|ngày|tuần|tháng|năm)\b"
    r"(?!\s*(?:đầu|cuối|năm|\d))(?:[,\s]*(?P<anchor>(?:kể từ|tính từ|từ khi|từ ngày|sau khi|sau)\s+.+))?",
    re.IGNORECASE,
)
_UNITS = {"ngày làm việc": "working_day", "ngày": "day", "tuần": "week", "tháng": "month", "năm": "year"}
_ANCHOR_WORD = re.compile(r"^(?:kể từ|tính từ|từ khi|từ|sau khi|sau)\s+", re.IGNORECASE)
_SIGNING = re.compile(
    r"ngày (?:ký|ban hành)(?: ban hành)?(?: (?:kế hoạch|quyết định|nghị quyết|chỉ thị|văn bản))?(?: này)?",
    re.IGNORECASE,
)
_FROM_SIGNING = re.compile(rf"\b(?:kể )?từ (?:khi |{_SIGNING.pattern})", re.IGNORECASE)
_ONWARD = re.compile(r"^\s*(?:và|đến)?\s*(?:những|các)? ?(?:năm (?:tiếp theo|sau)|trở đi|về sau)", re.IGNORECASE)
_FROM = re.compile(r"\b(?:từ|bắt đầu|khởi động)\s+(?:ngày\s+|đầu\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\btrước\s+(?:ngày\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:đến|tới)\s+(?:hết\s+|ngày\s+|cuối\s+)*$", re.IGNORECASE)
_BOUNDARY = re.compile(r";|\n(?=\s*[-+•*]\s|\s*[A-ZÀ-ỸĐ\d])|\.\s+(?=[A-ZÀ-ỸĐ])")


@dataclass(frozen=True)
class TimeRead:
    """The milestones of one expression, at least one, and the parts of it that say no time."""

    milestones: tuple[MilestoneRead, ...]
    unread: tuple[str, ...] = ()


def read_time(text: str, signed_on: date | None, bare_days: bool = False) -> TimeRead:
    """The milestones that a time cell states; an empty or unreadable one gives a single milestone of kind none.

    `bare_days`: the column counts days, so that a bare "7" is seven days. A deadline before `signed_on` is marked.
    """
    parts = [part for part in (_part(raw) for raw in _BOUNDARY.split(text)) if part]
    read = [(part, _milestones(part, signed_on, bare_days)) for part in parts]
    milestones = [_marked(milestone, signed_on) for _, found in read for milestone in found]
    unread = tuple(part for part, found in read if not found)
    return TimeRead(tuple(milestones) or (MilestoneRead("none", tidy(text)),), unread)


def _part(raw: str) -> str:
    return re.sub(r"^[-+•*]\s*", "", tidy(raw)).strip(" .,:")


def _milestones(part: str, signed_on: date | None, bare_days: bool) -> list[MilestoneRead]:
    plain = with_full_years(one_tone_placement(part))
    if bare_days and plain.isdigit():
        return [MilestoneRead("relative", part, amount=int(plain), unit="day")]
    if found := _RELATIVE.search(plain):
        return [_relative(part, found, signed_on)]
    dated = _dated(part, plain, signed_on)
    if _CONDITION.search(plain):
        return [_conditional(part, plain, dated)]
    every = list(_RECURS.finditer(plain))
    return _recurring(part, every, dated) if every else dated


def _relative(part: str, found: re.Match[str], signed_on: date | None) -> MilestoneRead:
    anchor = _ANCHOR_WORD.sub("", found["anchor"] or "").strip(" .") or None
    amount, unit = int(found["amount"]), _UNITS[found["unit"].lower()]
    days = {"day": 1, "week": 7}.get(unit)
    from_signing = signed_on is not None and anchor is not None and _SIGNING.fullmatch(anchor) is not None
    due = signed_on + timedelta(amount * days) if signed_on and from_signing and days else None
    return MilestoneRead("relative", part, due=due, amount=amount, unit=unit, anchor=anchor)


def _conditional(part: str, plain: str, dated: list[MilestoneRead]) -> MilestoneRead:
    recurs = _RECURS.search(plain)
    bounds = dated[0] if dated else MilestoneRead("none", part)
    return MilestoneRead("conditional", part, bounds.begins, bounds.due, _every(recurs) if recurs else None)


def _recurring(part: str, every: list[re.Match[str]], dated: list[MilestoneRead]) -> list[MilestoneRead]:
    """A recurrence within the bounds that stand beside it; a plain deadline beside it is a milestone of its own."""
    bounds = next((found for found in dated if found.kind != "deadline"), MilestoneRead("none", part))
    intervals = dict.fromkeys(_every(found) for found in every)
    named: list[str | None] = [interval for interval in intervals if interval]
    again = [MilestoneRead("recurring", part, bounds.begins, bounds.due, interval) for interval in named or [None]]
    return [found for found in dated if found.kind == "deadline"] + again


def _every(found: re.Match[str]) -> str | None:
    word = (found["word"] or found["with"] or "").lower()
    return _EVERY.get(word) or (None if found["always"] else "half_year")


def _dated(part: str, plain: str, signed_on: date | None) -> list[MilestoneRead]:
    found = stretches(plain)
    milestones: list[MilestoneRead] = []
    at = 0
    while at < len(found):
        pair = at + 1 < len(found) and _RANGE.fullmatch(plain[found[at].stop : found[at + 1].start])
        last = found[at + 1] if pair else None
        milestones.append(_bounded(part, plain, found[at], last))
        at += 2 if last else 1
    if not milestones and signed_on and _FROM_SIGNING.search(plain):
        return [MilestoneRead("span", part, begins=signed_on)]
    return milestones


def _bounded(part: str, plain: str, first: Stretch, last: Stretch | None) -> MilestoneRead:
    before, after = plain[: first.start], plain[(last or first).stop :]
    if last is not None and first.begins <= last.ends:
        return MilestoneRead("span", part, begins=first.begins, due=last.ends)
    if _ONWARD.match(after):
        return MilestoneRead("recurring", part, begins=first.begins, every="year" if first.unit == "year" else None)
    if _FROM.search(before):
        return MilestoneRead("span", part, begins=first.begins)
    if _BEFORE.search(before) and first.unit != "day":
        return MilestoneRead("deadline", part, due=first.begins - timedelta(days=1))
    return MilestoneRead("until" if _UNTIL.search(before) else "deadline", part, due=first.ends)


def _marked(milestone: MilestoneRead, signed_on: date | None) -> MilestoneRead:
    kind = "deadline" if milestone.kind == "until" else milestone.kind
    past = kind == "deadline" and signed_on is not None and milestone.due is not None and milestone.due < signed_on
    return replace(milestone, kind=kind, past_at_signing=past)
