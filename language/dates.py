"""Dates as Vietnamese official letters write them (Decree 30/2020/NĐ-CP, Annex I) and as they are read back."""

import re
from calendar import monthrange
from datetime import date

from language.text import tidy
from language.wording import SOURCE_LANGUAGE

_NUMERIC = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d{2})"
_LONG = r"ngày\s+(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})\s+năm\s+(?P<ly>(?:19|20)\d{2})"
DATE = re.compile(rf"(?<![\d/])(?:{_NUMERIC}|{_LONG})(?!\d)", re.IGNORECASE)

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_YEAR = r"(?:\s?[/.-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d{2})"
_LEAD_IN = r"(?:trước|trong|đến|hết|cuối)?\s*"
_MONTH = re.compile(rf"{_LEAD_IN}(?:tháng\s+)?(?P<m>\d{{1,2}}){_YEAR}", re.IGNORECASE)
_QUARTER = re.compile(rf"{_LEAD_IN}quý\s+(?P<q>I{{1,3}}|IV|[1-4]){_YEAR}", re.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4} | {str(number): number for number in range(1, 5)}
_ABOUT_A_DAY = re.compile(r"(?:trước|vào|đến|đến hết|hết|xong)?\s*(?:ngày)?\s*", re.IGNORECASE)


def date_of(found: re.Match[str]) -> date | None:
    """The day a match of `DATE` names, None when the calendar has no such day."""
    parts = found["y"] or found["ly"], found["m"] or found["lm"], found["d"] or found["ld"]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """The first day that the text names, as 05/01/2026 or "ngày 05 tháng 01 năm 2026"; None without one."""
    found = DATE.search(tidy(text))
    return date_of(found) if found else None


def day_meant(text: str) -> date | None:
    """The day that the text is: "trước 30/06/2023", or the last of a month or quarter, "Quý II/2023".

    None when it says more than that, another day, or none.
    """
    plain = tidy(text)
    found = DATE.search(plain)
    if found is None:
        return _last_day(plain)
    if not _ABOUT_A_DAY.fullmatch(plain[: found.start()]) or plain[found.end() :].strip(" ."):
        return None
    return date_of(found)


def _last_day(text: str) -> date | None:
    month = _MONTH.fullmatch(text)
    quarter = _QUARTER.fullmatch(text)
    if month:
        return _month_end(int(month["y"]), int(month["m"]))
    return _month_end(int(quarter["y"]), _QUARTERS[quarter["q"].upper()] * 3) if quarter else None


def _month_end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def short_date(day: date, locale: str = SOURCE_LANGUAGE) -> str:
    """05/01/2026; in English 5 Jan 2026, for 05/01 would be the first of May to half its readers."""
    if locale == SOURCE_LANGUAGE:
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_date(day: date, locale: str = SOURCE_LANGUAGE) -> str:
    """ "ngày 05 tháng 01 năm 2026": a leading 0 for days under 10 and for months 1 and 2 (Annex I, box 4).

    In English 5 January 2026.
    """
    if locale != SOURCE_LANGUAGE:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
