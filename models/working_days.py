"""Working days: the public holidays of Viet Nam and the office's own overrides in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def public_holidays(country: str) -> holidays.HolidayBase:
    """The country's public holidays; years are worked out when first asked for."""
    return holidays.country_holidays(country)


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked. `overrides` says True (worked) or False (off) for single days, by yearly decision."""

    country: str = "VN"
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether `day` is worked."""
        if day in self.overrides:
            return self.overrides[day]
        return public_holidays(self.country).is_working_day(day)

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
        days = (date.fromordinal(one) for one in range(first.toordinal() + 1, last.toordinal() + 1))
        return sum(map(self.works, days))

    def shift(self, day: date, working_days: int) -> date:
        """The working day `working_days` after `day` (before it when negative); 0 rolls back to a working day."""
        if working_days == 0:
            return self.roll_back(day)
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.works(day)
        return day
