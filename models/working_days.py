"""Working days: the public holidays of Viet Nam and the office's own orders in both directions, counted and named."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.days_off import (
    ONE_DAY,
    DayKind,
    DayOrder,
    SpecialDay,
    YearOfDays,
    days_between,
    is_weekend,
    weekday_name,
    year_of_days,
)
from models.holidays_decided import VIET_NAM, decisions


@dataclass(frozen=True)
class Count:
    """A walk over working days, from the day after `start` (or before it) to `lands_on`.

    `passed` holds every day off within the walk and every day of rest that was worked, in the order of the calendar.
    """

    start: date
    working_days: int
    lands_on: date
    passed: tuple[SpecialDay, ...]
    provisional_years: tuple[int, ...]


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked. `orders` go before the calendar; `decided` adds years settled, with their documents."""

    country: str = VIET_NAM
    orders: tuple[DayOrder, ...] = ()
    decided: tuple[tuple[int, str], ...] = ()

    def works(self, day: date) -> bool:
        """Whether `day` is worked."""
        special = self.year(day.year).special.get(day)
        return special.worked if special else not is_weekend(day)

    def special(self, day: date) -> SpecialDay | None:
        """Why `day` is off, or worked against the week; None for an ordinary working day."""
        special = self.year(day.year).special.get(day)
        if special is None and is_weekend(day):
            return SpecialDay(day, DayKind.WEEKEND, weekday_name(day))
        return special

    def year(self, year: int) -> YearOfDays:
        """The year's working days, holidays and swapped days."""
        if year not in self._years:
            self._years[year] = year_of_days(self.country, self.orders, year)
        return self._years[year]

    def roll_back(self, day: date) -> date:
        """`day`, or the last working day before it when it is off."""
        while not self.works(day):
            day -= ONE_DAY
        return day

    def roll_forward(self, day: date) -> date:
        """`day`, or the first working day after it when it is off."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and including `last`; 0 when `last` is not later."""
        if last <= first:
            return 0
        whole = sum(len(self.year(year).worked) for year in range(first.year, last.year))
        return (
            whole + bisect_right(self.year(last.year).worked, last) - bisect_right(self.year(first.year).worked, first)
        )

    def shift(self, day: date, working_days: int) -> date:
        """The working day `working_days` after `day` (before it when negative); 0 rolls back to a working day."""
        if working_days == 0:
            return self.roll_back(day)
        worked, year = self.year(day.year).worked, day.year
        place = bisect_right(worked, day) - 1 if working_days > 0 else bisect_left(worked, day)
        place += working_days
        while place >= len(worked):
            place, year = place - len(worked), year + 1
            worked = self.year(year).worked
        while place < 0:
            year -= 1
            worked = self.year(year).worked
            place += len(worked)
        return worked[place]

    def count(self, start: date, working_days: int) -> Count:
        """The same walk as `shift`, with all that it passed by name."""
        lands_on = self.shift(start, working_days)
        first, last = (start + ONE_DAY, lands_on) if lands_on > start else (lands_on, start - ONE_DAY)
        if working_days == 0:
            first, last = lands_on, start
        return Count(start, working_days, lands_on, self.passed(first, last), self.provisional_years(start, lands_on))

    def passed(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """Every day off, and every day of rest that is worked, from `first` to `last`, both included."""
        return tuple(found for day in days_between(first, last) if (found := self.special(day)) is not None)

    def documents(self, year: int) -> Sequence[str]:
        """The documents that settled the year's days off; () when none is on record."""
        return (*decisions(self.country, year), *(document for one, document in self.decided if one == year))

    def provisional(self, year: int) -> bool:
        """Whether no decision on the year's days off is on record: a date in it may still move."""
        return not self.documents(year)

    def provisional_years(self, *days: date) -> tuple[int, ...]:
        """The provisional years among those that the days span, in order."""
        years = range(min(days).year, max(days).year + 1)
        return tuple(year for year in years if self.provisional(year))

    @cached_property
    def _years(self) -> dict[int, YearOfDays]:
        """The years looked at so far; kept beside the fields, so that equality and hash are those of the fields."""
        return {}
