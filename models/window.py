"""Data windows: which days' results a period's report covers, by Decree 09/2019/NĐ-CP or as the policy states."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import Field, model_validator

from models.period import Period, month_after
from models.strict import Strict

ONE_DAY = timedelta(days=1)
LAST_DAY = 31
DECREE = "decree-09-2019"
CALENDAR = "calendar"


@dataclass(frozen=True)
class Window:
    """The days whose results count: begins ≤ day < ends."""

    begins: date
    ends: date

    @property
    def last_day(self) -> date:
        """The cut-off: the last day that counts."""
        return self.ends - ONE_DAY


class WindowEdge(Strict):
    """A day of a month counted back from the period's first or last month; the 31st is a month's last day."""

    day: int = Field(ge=1, le=LAST_DAY)
    months_before: int = Field(default=0, ge=0, le=12)

    def on(self, month: date) -> date:
        """The day meant, counted from `month` (a first of the month)."""
        return day_of(month_after(month.year, month.month, -self.months_before), self.day)


class WindowRule(Strict):
    """The first and the last day that count, from the period's first and last month.

    By default Decree 09/2019/NĐ-CP, Article 12: the 15th of the month before to the 14th of the last month. A policy
    writes `window: calendar` for the calendar's own bounds, or both edges.
    """

    begins: WindowEdge = WindowEdge(day=15, months_before=1)
    ends: WindowEdge = WindowEdge(day=14)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if given == CALENDAR:
            return {"begins": {"day": 1}, "ends": {"day": LAST_DAY}}
        return {} if given == DECREE else given

    def of(self, period: Period) -> Window:
        """The window of a period; it is empty or turned round when the rule is not fit for the period's kind."""
        return Window(self.begins.on(period.begins), self.ends.on(period.last_month) + ONE_DAY)

    @property
    def name(self) -> str | None:
        """`decree-09-2019` or `calendar`, None for edges of the policy's own."""
        if self == WindowRule():
            return DECREE
        return CALENDAR if self == WindowRule.model_validate(CALENDAR) else None


def day_of(month: date, day: int) -> date:
    """That day of the month, or its last day when it is shorter."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
