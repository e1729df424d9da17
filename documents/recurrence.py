"""How often, as documents write it: "hằng quý", "định kỳ 6 tháng", "02 lần/năm", "thường xuyên"."""

import re
from dataclasses import dataclass

_UNITS = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9}
_N = r"(?:\d{1,2}|một|hai|ba|bốn|sáu|chín)"
_UNIT = r"(?:tuần|tháng|quý|năm)"
_EACH = r"(?:hàng|hằng|mỗi|từng)"
_FORMS = re.compile(
    rf"\b(?P<times>{_N})\s*lần\s*(?:/|trong|một|mỗi|trên)\s*(?:1\s*)?(?P<per>{_UNIT})\b"
    rf"|\b{_EACH}\s+(?P<per2>{_UNIT})\s+(?P<times2>{_N})\s*lần\b"
    rf"|\b(?P<n>{_N})\s+(?P<of>{_UNIT})\s*(?:/\s*(?:1\s*)?lần|một lần|0?1 lần|/\s*kỳ)"
    rf"|\b(?:định kỳ|{_EACH})\s+(?:báo cáo\s+)?(?P<n2>{_N})\s+(?P<of2>{_UNIT})\b(?!\s*(?:đầu|cuối))"
    rf"|\b{_EACH}\s+(?P<each>{_UNIT})\b"
    rf"|\b(?:định kỳ(?: (?!hàng|hằng|theo)\w+){{0,3}}(?: theo)?|theo)\s+(?P<word>{_UNIT})\b(?!\s*(?:\d"
    rf"|[IVX]+\b|trước|sau|học))"
    rf"|(?P<day>\b{_EACH}\s+ngày\b)"
    rf"|(?P<always>\bthường xuyên|\bliên tục|\bthường kỳ|\blâu dài|\bthường niên)",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\s*(?:,|/|và|;)\s*(?:(?P<n>{_N})\s+(?P<of>tháng)|(?P<word>quý|năm|tháng))\b(?!\s*[\dIVX])", re.IGNORECASE
)
_BY_MONTHS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_LENGTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Recurrence:
    """How often something comes again: `every` a unit, else each `amount` of `unit`, else without an interval."""

    every: str | None
    amount: int | None
    unit: str | None
    start: int
    stop: int


def recurrences(text: str) -> list[Recurrence]:
    """Each interval a text names, left to right; in "hằng quý, 6 tháng và năm" there are three."""
    found: list[Recurrence] = []
    for match in _FORMS.finditer(text):
        found.append(Recurrence(*_interval(match), match.start(), match.end()))
        if match["word"] or match["each"] or match["n2"]:
            found += _listed(text, match.end())
    return found


def _listed(text: str, at: int) -> list[Recurrence]:
    found: list[Recurrence] = []
    while more := _MORE.match(text, at):
        amount = _number(more["n"]) if more["n"] else 1
        unit = _UNITS[(more["of"] or more["word"]).lower()]
        found.append(Recurrence(*_each(amount, unit), more.start(), more.end()))
        at = more.end()
    return found


Interval = tuple[str | None, int | None, str | None]


def _interval(match: re.Match[str]) -> Interval:
    if match["always"]:
        return ("year", None, None) if match["always"].lower() == "thường niên" else (None, None, None)
    if match["day"]:
        return None, 1, "day"
    if per := match["per"] or match["per2"]:
        return _times(_number(match["times"] or match["times2"]), _UNITS[per.lower()])
    if of := match["of"] or match["of2"]:
        return _each(_number(match["n"] or match["n2"]), _UNITS[of.lower()])
    return _UNITS[(match["each"] or match["word"]).lower()], None, None


def _each(amount: int, unit: str) -> Interval:
    """Every so many units: "6 tháng" is a half year."""
    months = amount * _LENGTHS[unit] if unit in _LENGTHS else None
    if months in _BY_MONTHS:
        return _BY_MONTHS[months], None, None
    return (unit, None, None) if amount == 1 else (None, amount, unit)


def _times(times: int, unit: str) -> Interval:
    """So many times in a unit: "2 lần/năm" is each half year."""
    if unit == "week":
        return ("week", None, None) if times == 1 else (None, None, None)
    months, rest = divmod(_LENGTHS[unit], times) if times else (0, 1)
    return _each(months, "month") if months and not rest else (None, None, None)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _COUNTS[text.lower()]
