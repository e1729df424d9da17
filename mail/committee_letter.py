"""The letter that names to the Committee the agencies that have not reported though their heads were written to."""

from dataclasses import dataclass
from datetime import date

from language.wording import SOURCE_LANGUAGE
from mail.letters import PeriodHead, PlanHead, heading
from mail.render import RenderedLetter, render


@dataclass(frozen=True, kw_only=True)
class OverdueTask:
    """One report that is overdue; `overdue_days` since its due date."""

    code: str
    title: str
    due_on: date
    overdue_days: int

    @property
    def heading(self) -> str:
        """The same line as in the request."""
        return heading(self.code, self.title)


@dataclass(frozen=True, kw_only=True)
class SilentAgency:
    """An agency that has not reported, with the days on which it was asked, reminded, and its head written to."""

    name: str
    tasks: tuple[OverdueTask, ...]
    asked_on: date
    reminded_on: tuple[date, ...] = ()
    escalated_on: date | None = None

    @property
    def most_overdue_days(self) -> int:
        """Days since the due date of what is longest overdue."""
        return max(task.overdue_days for task in self.tasks)


@dataclass(frozen=True, kw_only=True)
class CommitteeEscalationLetter:
    """All agencies of one plan that are named to the Committee on one day."""

    plan: PlanHead
    period: PeriodHead
    committee_name: str
    office_name: str
    office_contact: str
    thread_tag: str
    trial: bool
    as_of: date
    agencies: tuple[SilentAgency, ...]

    @property
    def task_count(self) -> int:
        """How many reports are overdue in all."""
        return sum(len(agency.tasks) for agency in self.agencies)


def committee_escalation(letter: CommitteeEscalationLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter, with the same figures in both parts."""
    return render("committee_escalation", letter, locale)
