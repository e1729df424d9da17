"""Whose days a late report is late by: those the agency owes, and those the office owes for causes of its own.

Of the working days between the due date and the answer, the office owes as many as it asked too late or its mail was
held up, for the agency had that much less time, and those on which an answer waited for the office, or the office had
paused the matter. Every other day the agency owes. A day is owed once, whatever causes fall on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from models.working_days import WorkingDays

ONE_DAY = timedelta(days=1)


class Cause(StrEnum):
    """Why the office owes a day; of several causes on one day the first is named."""

    ASKED_LATE = "asked_late"
    MAIL = "mail"
    CLARIFICATION = "clarification"
    PAUSE = "pause"


@dataclass(frozen=True)
class Span:
    """The days after `begins`, up to and including `ends`: from an answer to what the office said of it."""

    begins: date
    ends: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.begins < day <= self.ends


@dataclass(frozen=True)
class LatenessFacts:
    """What happened on one obligation. `ends_on` is the day of the answer that stands, else the day it is looked at.

    `ask_on` is the day of the ladder on which to ask, `queued_on` when the asking was queued, `sent_on` when the first
    mailbox took it; None while that has not happened. `waited` is while an answer lay in the pen or at the office for
    confirmation and was then returned; `paused` is while the ladder was held.
    """

    due_on: date
    ends_on: date
    ask_on: date
    queued_on: date | None = None
    sent_on: date | None = None
    waited: tuple[Span, ...] = ()
    paused: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Lateness:
    """Working days late: the agency's, and the office's by cause."""

    agency: int = 0
    causes: dict[Cause, int] = field(default_factory=dict)

    @property
    def office(self) -> int:
        """The days the office owes."""
        return sum(self.causes.values())

    @property
    def total(self) -> int:
        """All working days between the due date and the answer."""
        return self.agency + self.office


def lateness(days: WorkingDays, facts: LatenessFacts) -> Lateness:
    """The split for one obligation; nothing for a report that came by its due date."""
    late = _late_days(days, facts)
    asked_late, held_up = _lost_before(days, facts)
    owed = [_cause(day, place, asked_late, held_up, facts) for place, day in enumerate(late)]
    causes = {cause: owed.count(cause) for cause in Cause if cause in owed}
    return Lateness(owed.count(None), causes)


def _late_days(days: WorkingDays, facts: LatenessFacts) -> list[date]:
    length = max((facts.ends_on - facts.due_on).days, 0)
    after = (facts.due_on + ONE_DAY * number for number in range(1, length + 1))
    return [day for day in after if days.works(day)]


def _lost_before(days: WorkingDays, facts: LatenessFacts) -> tuple[int, int]:
    """(working days lost by asking late, by mail held up) before the agency had its letter."""
    queued_on = facts.queued_on or facts.ends_on
    sent_on = facts.sent_on or facts.ends_on
    return days.between(facts.ask_on, queued_on), days.between(max(queued_on, facts.ask_on), sent_on)


def _cause(day: date, place: int, asked_late: int, held_up: int, facts: LatenessFacts) -> Cause | None:
    if place < asked_late:
        return Cause.ASKED_LATE
    if place < asked_late + held_up:
        return Cause.MAIL
    if _within(day, facts.waited):
        return Cause.CLARIFICATION
    return Cause.PAUSE if _within(day, facts.paused) else None


def _within(day: date, spans: Iterable[Span]) -> bool:
    return any(span.holds(day) for span in spans)
