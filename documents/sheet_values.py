"""The value of a sheet's cell as the sheet shows it: a date that is shown as "6/2025" is a month, not its first day."""

import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DECIMALS = re.compile(r"0[.,](0+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNSURE = "?"


def shown(value: object, form: str | None, day_first_unsure: bool = False) -> str:
    """The text of a value under a number format.

    `day_first_unsure`: days typed in this sheet were partly kept as text, so that the sheet took others for month and
    day; a date with no day above 12 is then marked in doubt.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return _date(value, form or "", day_first_unsure)
    if isinstance(value, bool | time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, form or "")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "\n")


def _date(value: date, form: str, unsure: bool) -> str:
    marks = _QUOTED.sub("", form).lower()
    if "d" not in marks and "y" in marks:
        return f"{value.month:02}/{value.year}" if "m" in marks else str(value.year)
    if isinstance(value, datetime) and value.year < 1901:
        return str(value)
    return f"{value:%d/%m/%Y}" + (UNSURE if unsure and value.day <= 12 and value.day != value.month else "")


def _number(value: int | float, form: str) -> str:
    marks = _QUOTED.sub("", form)
    decimals = _DECIMALS.search(marks)
    if "%" in marks:
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if decimals:
        return f"{value:.{len(decimals[1])}f}"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
