"""Stretches of the calendar as documents write them ("Quý I/2023", "6/2025", "2025"), found in a text."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from language.dates import DATE, date_of
from language.roman import roman_value

_YEAR = r"(?:19|20)\d{2}"
_OF_YEAR = rf"\s*(?:/|-|,|\.|,?\s*\bnăm\b|\bcủa năm\b|/\s*năm|\s)\s*(?P<year>{_YEAR})(?![\d/])"
_DAY_IN_WORDS = re.compile(  # "trước 23 tháng 1 năm 2026", without the word "ngày"
    rf"(?<![\d/.,])(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:,?\s*năm\s*|\s*[/-]\s*)(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_QUARTER_WORD, _MONTH_WORD = r"\b(?:quý|q\.?)", r"\b(?:tháng|t\.?(?=\s?\d))"
_Q, _M = r"(?:IV|I{1,3}|0?[1-4])\b", r"\d{1,2}(?!\d)"
_QUARTER = re.compile(rf"{_QUARTER_WORD}\s*(?P<n>{_Q}){_OF_YEAR}", re.IGNORECASE)
_HALF = re.compile(
    rf"\b(?:0?6|sáu) tháng (?P<n>đầu|cuối)(?: của)?(?: năm)?\s*(?P<year>{_YEAR})(?!\d)"
    rf"|\bnửa (?P<half>đầu|cuối)(?: của)? năm\s*(?P<of>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_NINE = re.compile(rf"\b(?:0?9|chín) tháng(?: đầu)?(?: của)? năm\s*(?P<year>{_YEAR})(?!\d)", re.IGNORECASE)
_MONTH = re.compile(
    rf"{_MONTH_WORD}\s*(?P<n>\d{{1,2}}){_OF_YEAR}"
    rf"|(?<![\d/.-])(?P<m>\d{{1,2}})\s?[/.]\s?(?P<y>{_YEAR})(?![\d/])|(?<![\d/.-])(?P<mm>0[1-9]|1[0-2])-(?P<yy>{_YEAR})(?![\d/-])",
    re.IGNORECASE,
)
_PLAIN_YEAR = re.compile(rf"(?<![\d/.])(?:năm\s+)?(?P<year>{_YEAR})(?![\d]|[/.]\w)", re.IGNORECASE)

# Lists whose items lean on the year at the right: "Quý I-II/2023", "Tháng 3, 6 và 9/2026", "01/3 - 30/6/2023".
_JOIN = r"\s*(?:-|–|—|đến(?: hết)?|tới|và|,|;)\s*"
_LISTS = [
    ("quý", re.compile(rf"{_QUARTER_WORD}\s*({_Q}(?:{_JOIN}(?:quý\s*)?{_Q})+)({_OF_YEAR})", re.IGNORECASE), _Q),
    ("tháng", re.compile(rf"{_MONTH_WORD}\s*({_M}(?:{_JOIN}(?:tháng\s*)?{_M})+)({_OF_YEAR})", re.IGNORECASE), _M),
]
_DAYS = re.compile(
    rf"(?<![\d/])(\d{{1,2}}/\d{{1,2}})({_JOIN})((?:ngày\s*)?\d{{1,2}}/\d{{1,2}})/({_YEAR})", re.IGNORECASE
)
_DAYS_OF_MONTH = re.compile(rf"(?<![\d/.])(\d{{1,2}})(\s*[-–]\s*)(\d{{1,2}})/(\d{{1,2}})/({_YEAR})")
_BARE_MONTHS = re.compile(rf"(?<![\d/.])(\d{{1,2}})(\s*[-–]\s*)(\d{{1,2}}/)({_YEAR})(?![\d/])")
_NO_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<word>\d{{1,2}}\s+tháng\s+\d{{1,2}})|quý\s*{_Q}|tháng\s*{_M}"
    r"|(?<![\d/.])\d{1,2}/\d{1,2}(?!\s*(?:số|tổng|các|xã|huyện)\b))(?![\d/%])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of the calendar, both days inclusive, with where in the text it stands and how fine it is."""

    begins: date
    ends: date
    start: int
    stop: int
    unit: str


def with_full_years(text: str) -> str:
    """The text with the year written at the left of a list too: "Quý I-II/2023" as "quý I/2023-quý II/2023"."""
    for word, pattern, number in _LISTS:
        text = pattern.sub(lambda found, word=word, number=number: _spelt(found, word, number), text)  # type: ignore[misc]
    text = _DAYS.sub(r"\1/\4\2\3/\4", text)
    text = _DAYS_OF_MONTH.sub(r"\1/\4/\5\2\3/\4/\5", text)
    return _BARE_MONTHS.sub(r"\1/\4\2\3\4", text)


def with_year(text: str, year: int) -> str:
    """The text with this year behind each day, month or quarter in it that has none."""
    return _NO_YEAR.sub(lambda found: f"{found[0]}{' năm ' if found['word'] else '/'}{year}", text)


def _spelt(found: re.Match[str], word: str, number: str) -> str:
    item = re.compile(rf"(?:{word}\s*)?({number})", re.IGNORECASE)
    return item.sub(lambda one: f"{word} {one[1]}/{found['year']}", found[1])


def stretches(text: str) -> list[Stretch]:
    """The stretches a text names, left to right, none inside another; days the calendar lacks are left out."""
    found: list[Stretch] = []
    taken = [False] * (len(text) + 1)
    for pattern, unit, read in _FORMS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            bounds = read(match)
            if bounds:
                found.append(Stretch(*bounds, match.start(), match.end(), unit))
    return sorted(found, key=lambda stretch: stretch.start)


Bounds = tuple[date, date]


def months(year: int, first: int, last: int) -> Bounds | None:
    """The first day of one month and the last day of another, None when a month is none."""
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(match: re.Match[str]) -> Bounds | None:
    day = date_of(match)
    return (day, day) if day else None


def _day_in_words(match: re.Match[str]) -> Bounds | None:
    try:
        day = date(int(match["year"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return day, day


def _quarter(match: re.Match[str]) -> Bounds | None:
    number = roman_value(match["n"].upper()) or int(match["n"])
    return months(int(match["year"]), 3 * number - 2, 3 * number)


def _half(match: re.Match[str]) -> Bounds | None:
    year, half = int(match["year"] or match["of"]), (match["n"] or match["half"]).lower()
    return months(year, 1, 6) if half == "đầu" else months(year, 7, 12)


def _month(match: re.Match[str]) -> Bounds | None:
    number = int(match["n"] or match["m"] or match["mm"])
    return months(int(match["year"] or match["y"] or match["yy"]), number, number)


_FORMS: list[tuple[re.Pattern[str], str, Callable[[re.Match[str]], Bounds | None]]] = [
    (DATE, "day", _day),
    (_DAY_IN_WORDS, "day", _day_in_words),
    (_HALF, "half_year", _half),
    (_NINE, "month", lambda match: months(int(match["year"]), 1, 9)),
    (_QUARTER, "quarter", _quarter),
    (_MONTH, "month", _month),
    (_PLAIN_YEAR, "year", lambda match: months(int(match["year"]), 1, 12)),
]
