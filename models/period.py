"""Reporting periods: a calendar name with its bounds, half-open: begins ≤ day < ends. Windows and dates are policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from language.roman import roman
from language.wording import Wording, wording


class PeriodKind(StrEnum):
    """How often a report is owed."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
LETTER = {
    PeriodKind.MONTH: "M",
    PeriodKind.QUARTER: "Q",
    PeriodKind.HALF_YEAR: "H",
    PeriodKind.NINE_MONTHS: "N",
    PeriodKind.YEAR: "Y",
}


def month_after(year: int, month: int, months: int) -> date:
    """The first day of the month `months` after (or before) the given one."""
    index = year * 12 + month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True, order=True)
class Period:
    """The `number`-th period of its kind in `year`, from 1."""

    year: int
    number: int
    kind: PeriodKind

    @property
    def key(self) -> str:
        """A short stable name that sorts within its kind: 2023-Q1, 2023-M03, 2023-Y1."""
        width = 2 if self.kind is PeriodKind.MONTH else 1
        return f"{self.year}-{LETTER[self.kind]}{self.number:0{width}d}"

    @property
    def wording(self) -> Wording:
        """The name as offices write it, to be said in any language."""
        number = f"{self.number:02d}" if self.kind is PeriodKind.MONTH else roman(self.number)
        return {
            PeriodKind.MONTH: wording("Tháng {number}/{year}", number=number, year=self.year),
            PeriodKind.QUARTER: wording("Quý {number}/{year}", number=number, year=self.year),
            PeriodKind.HALF_YEAR: (
                wording("6 tháng đầu năm {year}", year=self.year)
                if self.number == 1
                else wording("6 tháng cuối năm {year}", year=self.year)
            ),
            PeriodKind.NINE_MONTHS: wording("9 tháng năm {year}", year=self.year),
            PeriodKind.YEAR: wording("Năm {year}", year=self.year),
        }[self.kind]

    @property
    def name(self) -> str:
        """The name as offices write it."""
        return self.wording.say()

    @property
    def begins(self) -> date:
        """The first day of the calendar period."""
        return month_after(self.year, 1, (self.number - 1) * MONTHS[self.kind])

    @property
    def ends(self) -> date:
        """The day after the last of the calendar period."""
        return month_after(self.begins.year, self.begins.month, MONTHS[self.kind])

    @property
    def last_month(self) -> date:
        """The first day of the period's last month."""
        return month_after(self.ends.year, self.ends.month, -1)

    @property
    def next(self) -> "Period":
        """The period after this one."""
        if self.number < periods_in_year(self.kind):
            return Period(self.year, self.number + 1, self.kind)
        return Period(self.year + 1, 1, self.kind)


def periods_in_year(kind: PeriodKind) -> int:
    """How many periods of that kind begin in a year; nine months make one."""
    return 12 // MONTHS[kind]


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period whose calendar bounds hold `day`; for nine months, the last one that began by then."""
    number = min((day.month - 1) // MONTHS[kind] + 1, periods_in_year(kind))
    return Period(day.year, number, kind)


def period_keyed(key: str) -> Period:
    """The period of a key such as 2023-Q1; raises ValueError with the form expected."""
    kinds = {letter: kind for kind, letter in LETTER.items()}
    year, _, rest = key.upper().partition("-")
    try:
        kind = kinds[rest[:1]]
        period = Period(int(year), int(rest[1:]), kind)
    except (KeyError, ValueError):
        raise ValueError(f"{key!r} is not a period: write 2023-Q1, 2023-M03, 2023-H1, 2023-N1 or 2023-Y1") from None
    if not 1 <= period.number <= periods_in_year(kind):
        raise ValueError(f"{key!r} is not a period: {kind.value} has numbers 1 to {periods_in_year(kind)}")
    return period


def periods_between(first_day: date, last_day: date, kind: PeriodKind) -> Iterator[Period]:
    """Every period whose calendar bounds overlap first_day..last_day (both included), in order."""
    period = period_of(first_day, kind)
    while period.begins <= last_day:
        if period.ends > first_day:
            yield period
        period = period.next
