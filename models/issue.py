"""What a digest is compiled for: one reporting period, or several: a year, the mid-term and the final review."""

from dataclasses import dataclass
from enum import StrEnum

from language.wording import Wording, wording
from models.period import MONTHS, Period, PeriodKind, period_keyed, periods_between

SPAN = ".."


class IssueKind(StrEnum):
    """Which kind of report a digest is; the word before the colon of a review's key."""

    PERIOD = "period"
    YEAR = "year"
    MID_TERM = "mid_term"
    FINAL = "final"


@dataclass(frozen=True)
class Issue:
    """A kind of report and the periods it covers, from the first to the last."""

    kind: IssueKind
    periods: tuple[Period, ...]

    @property
    def key(self) -> str:
        """A short stable name: 2023-Q1, year:2023, mid_term:2022-Q4..2023-Q4."""
        if self.kind is IssueKind.PERIOD:
            return self.last.key
        if self.kind is IssueKind.YEAR:
            return f"{self.kind}:{self.last.year}"
        return f"{self.kind}:{self.first.key}{SPAN}{self.last.key}"

    @property
    def first(self) -> Period:
        """The first period."""
        return self.periods[0]

    @property
    def last(self) -> Period:
        """The last period."""
        return self.periods[-1]

    @property
    def wording(self) -> Wording:
        """What it covers, as offices write it."""
        if self.kind is IssueKind.PERIOD:
            return self.last.wording
        if self.kind is IssueKind.YEAR:
            return wording("năm {year}", year=self.last.year)
        return wording("từ {first} đến {last}", first=self.first.name, last=self.last.name)


def issue_of(period: Period) -> Issue:
    """The ordinary issue of one period."""
    return Issue(IssueKind.PERIOD, (period,))


def issue_keyed(key: str, kind: PeriodKind = PeriodKind.QUARTER) -> Issue:
    """The issue of a key; a year is made of periods of `kind`. Raises ValueError with the forms expected.

    A year that is a period of the plan's own is that period: 2023-Y1.
    """
    name, _, rest = key.strip().partition(":")
    if not rest:
        return issue_of(period_keyed(key))
    try:
        found = IssueKind(name)
    except ValueError:
        raise ValueError(f"{key!r} is no issue: write 2023-Q1, year:2023 or mid_term:2022-Q4..2023-Q4") from None
    return Issue(found, _year(rest, kind) if found is IssueKind.YEAR else _span(rest))


def _year(text: str, kind: PeriodKind) -> tuple[Period, ...]:
    if not text.isdigit() or len(text) != 4:
        raise ValueError(f"{text!r} is no year: write year:2023")
    return tuple(Period(int(text), number, kind) for number in range(1, 12 // MONTHS[kind] + 1))


def _span(text: str) -> tuple[Period, ...]:
    first, last = (period_keyed(part) for part in (text.split(SPAN) + [text])[:2])
    if first.kind is not last.kind or last < first:
        raise ValueError(f"{text!r} is no span: write 2022-Q4..2023-Q4, both of one kind, the earlier first")
    return tuple(periods_between(first.begins, last.begins, first.kind))


def issue_name(key: str) -> Wording:
    """What the issue of that key is called."""
    return issue_keyed(key).wording
