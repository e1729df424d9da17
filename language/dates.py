"""Dates as Vietnamese official letters write them (Decree 30/2020/NĐ-CP, Annex I) and as they are read back."""

import re
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
