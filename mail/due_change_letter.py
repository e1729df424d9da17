"""The letter that tells an agency what the office decided about its due dates: moved, waived, paused or reopened."""

from dataclasses import dataclass
from datetime import date

from language.wording import SOURCE_LANGUAGE
from mail.letters import ThreadLetter, heading
from mail.render import RenderedLetter, render


@dataclass(frozen=True, kw_only=True)
class ChangedTask:
    """One obligation whose due date was decided about.

    `baseline_on` is the due date it began with, `from_on` the one before the decision, `due_on` the one in force now;
    `taken_over_from` names the agency of the plan whose duty passed to this one.
    """

    code: str
    title: str
    section: str
    role: str
    occasion_name: str
    period_name: str
    baseline_on: date
    from_on: date
    due_on: date
    taken_over_from: str | None = None

    @property
    def heading(self) -> str:
        """The same line as in the request."""
        return heading(self.code, self.title)

    @property
    def report_name(self) -> str:
        """What the report is for, with its period when that is not the same."""
        if self.occasion_name == self.period_name:
            return self.occasion_name
        return f"{self.occasion_name} ({self.period_name})"


@dataclass(frozen=True, kw_only=True)
class DueChangeLetter(ThreadLetter):
    """One decision as one agency is told of it; `kind` is a due change's, `to_on` the day it names."""

    kind: str
    to_on: date
    tasks: tuple[ChangedTask, ...]
    reason: str
    authority: str
    decided_on: date

    @property
    def one_due_day(self) -> bool:
        """Whether all tasks are due on one day now."""
        return len({task.due_on for task in self.tasks}) == 1


def due_change_letter(letter: DueChangeLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter, with the same facts in both parts."""
    return render("due_change", letter, locale)
