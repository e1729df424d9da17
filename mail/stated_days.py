"""Days as people state them in letters, Vietnamese and English: a day, month or quarter, with its year or without."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_PATTERN = re.compile(
    r"(?<![\d/.,-])(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4}|\d{2}(?!\d))"
    r"|(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s+năm\s+(?P<y3>\d{4})|\s?[/-]\s?(?P<y3b>\d{4}))?"
    rf"|(?P<d4>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?{_NAME.format('n4')}(?:,?\s+(?P<y4>\d{{4}}))?"
    rf"|{_NAME.format('n5')}\s+(?P<d5>\d{{1,2}}){_ORDINAL}(?!\d)(?:,?\s+(?P<y5>\d{{4}}))?"
    r"|(?P<quarter>quý|quarter|q)\s?(?P<q>IV|III|II|I|[1-4])\s?(?:[/-]|\s(?:năm|of)?\s?)\s?(?P<y6>\d{4})"
    r"|(?:tháng\s+)?(?P<m7>\d{1,2})\s?[/-]\s?(?P<y7>\d{4})(?![\d/])|tháng\s+(?P<m8>\d{1,2})\s+năm\s+(?P<y8>\d{4})"
    rf"|{_NAME.format('n9')}\s+(?P<y9>\d{{4}})"
    r"|(?P<d10>\d{1,2})\s?[/.-]\s?(?P<m10>\d{1,2})(?![\d/%-]|[.,]\d))",
    re.IGNORECASE,
)


def day_in(text: str, on: date | None = None) -> date | None:
    """The first day that `text` states; a month or a quarter means its last day; None when there is none.

    A day without a year is the first such day from `on` on, and none without `on`.
    """
    return next(days_in(text, on), None)


def days_in(text: str, on: date | None = None) -> Iterator[date]:
    """Every day that `text` states, as `day_in` reads them."""
    for found in _PATTERN.finditer(text):
        with suppress(ValueError):
            day = _read({name: value for name, value in found.groupdict().items() if value}, on)
            if day is not None:
                yield day


def _read(said: dict[str, str], on: date | None) -> date | None:
    number = {name.rstrip("0123456789b"): value for name, value in said.items() if name != "quarter"}
    year = _year(number.get("y"))
    if "q" in number:
        return _month_end(year or 0, _quarter(number["q"]) * 3)
    month = _MONTHS.index(number["n"][:3].lower()) + 1 if "n" in number else int(number["m"])
    if "d" not in number:
        return _month_end(year or 0, month)
    day = int(number["d"])
    return date(year, month, day) if year else _next(lambda one: date(one, month, day), on)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + 2000 if len(text) == 2 else int(text)


def _quarter(text: str) -> int:
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(text.lower()) or int(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else date(year, month, 1)


def _next(in_year: Callable[[int], date], on: date | None) -> date | None:
    if on is None:
        return None
    this_year = in_year(on.year)
    return this_year if this_year >= on else in_year(on.year + 1)
