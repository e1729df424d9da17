"""How a due date is reached: the day a rule states, and each move away from it with its reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from models.period import Period, month_after
from models.strict import Strict
from models.window import LAST_DAY, day_of

LIMIT_DAY = 25


class MoveReason(StrEnum):
    """Why a due date is not the day its rule states."""

    DAY_OFF = "day_off"
    ARTICLE_8 = "article_8"
    AFTER_OFFICE = "after_office"


@dataclass(frozen=True)
class Move:
    """A due date put from one day to another."""

    from_on: date
    to_on: date
    reason: MoveReason


@dataclass(frozen=True)
class Due:
    """The day a rule states, and the moves that led from it to the due date."""

    stated_on: date
    moves: tuple[Move, ...] = ()

    @property
    def on(self) -> date:
        """The due date."""
        return self.moves[-1].to_on if self.moves else self.stated_on

    def moved(self, to_on: date, reason: MoveReason) -> "Due":
        """This due date moved to `to_on`; unchanged when it is there already."""
        return self if to_on == self.on else Due(self.stated_on, (*self.moves, Move(self.on, to_on, reason)))


class DueRule(Strict):
    """A day of the period's last month, or of a month after it; the 31st stands for a month's last day.

    `document` is what allows a day later than Decree 09/2019/NĐ-CP, Article 13 (the 25th of the last month).
    """

    day: int = Field(ge=1, le=LAST_DAY)
    months_after: int = Field(default=0, ge=0, le=12)
    document: str = ""

    def on(self, period: Period) -> date:
        """The day stated for the period, worked or not."""
        last = period.last_month
        return day_of(month_after(last.year, last.month, self.months_after), self.day)


def article_13_limit(period: Period) -> date:
    """The last day for a report to the Government: the 25th of the period's last month (Article 13)."""
    return period.last_month.replace(day=LIMIT_DAY)
