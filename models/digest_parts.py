"""What a digest is made of: counts, items for decision, corrections, changes, trends, how agencies report."""

from dataclasses import dataclass, field
from datetime import date, datetime

from models.digest_reports import Standing
from models.lateness import Cause


@dataclass(frozen=True)
class DigestRef:
    """A digest named by another; `number` and `numbered_on` are what the registry gave it, once that is known."""

    digest_id: int
    period_key: str
    period_name: str
    sha256: str
    number: str = ""
    numbered_on: date | None = None


@dataclass(frozen=True)
class AgencyCounts:
    """How many agencies owe a report, and answered all, some or none of what they owe."""

    total: int = 0
    answered_all: int = 0
    answered_some: int = 0
    answered_none: int = 0


@dataclass(frozen=True)
class TimelinessTable:
    """How many tasks fall in each cell; `continuing_reported` of the continuing have an answer of a lead."""

    completed_on_time: int = 0
    completed_late: int = 0
    within_time: int = 0
    overdue: int = 0
    continuing: int = 0
    continuing_reported: int = 0
    unsettled: int = 0

    @property
    def completed(self) -> int:
        """Completed, on time or late."""
        return self.completed_on_time + self.completed_late

    @property
    def not_completed(self) -> int:
        """Not completed, within time or overdue."""
        return self.within_time + self.overdue

    @property
    def dated(self) -> int:
        """Tasks with a settled deadline: the sum of the four cells."""
        return self.completed + self.not_completed

    @property
    def total(self) -> int:
        """Every task."""
        return self.dated + self.continuing + self.unsettled


@dataclass(frozen=True)
class WaitingAgency:
    """An agency with some of its obligations at one standing: the codes of the tasks, of how many it has."""

    agency_id: str
    name: str
    short_name: str
    collective_id: str | None
    task_codes: tuple[str, ...]
    owed: int


@dataclass(frozen=True)
class StandingGroup:
    """The agencies to be named for one standing."""

    standing: Standing
    obligations: int
    agencies: tuple[WaitingAgency, ...]


@dataclass(frozen=True)
class DecisionItem:
    """An item for the Committee as it was written, with everybody who wrote it and on which tasks.

    One that names nobody is the office's own.
    """

    number: int
    text: str
    agency_ids: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    task_codes: tuple[str, ...] = ()
    response_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A proposal that the office does not put to the Committee, and why."""

    item: DecisionItem
    reason: str


@dataclass(frozen=True)
class FollowedItem:
    """An item of an earlier digest and what became of it; `outcome` is empty while nothing has."""

    digest: DigestRef
    number: int
    text: str
    outcome: str = ""
    said: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field of an answer, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """An answer behind a digest that was sent, amended or withdrawn since; `after_id` is 0 when it was withdrawn."""

    digest: DigestRef
    obligation_id: int
    task_code: str
    agency_id: str
    agency_name: str
    before_id: int
    after_id: int
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Change:
    """One thing that differs from the digest before: a task's cell, or the standing of an agency."""

    kind: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True)
class TrendPoint:
    """What one digest counted, for the line over periods."""

    period_key: str
    period_name: str
    owed: int
    answered: int
    on_time: int
    dated: int
    completed: int
    overdue: int


@dataclass(frozen=True)
class Clashing:
    """Of a task's lead and a coordinating agency: one has completed its part, `quote` says that the other awaits it."""

    task_code: str
    done: str
    done_role: str
    waiting: str
    waiting_role: str
    quote: str
    obligation_ids: tuple[int, int]


@dataclass(frozen=True)
class DisciplineRow:
    """How one agency keeps to reporting; the days are working days overdue, whoever owes them."""

    agency_id: str
    name: str
    short_name: str
    collective_id: str | None
    owed: int
    answered: int
    late: int
    not_reached: int
    agency_days: int
    office_days: int

    @property
    def on_time(self) -> int:
        """Reports that came by their due date."""
        return self.answered - self.late


@dataclass(frozen=True)
class Discipline:
    """How all agencies keep to reporting; the office's days by cause."""

    on_time: int = 0
    late: int = 0
    agency_days: int = 0
    office_days: dict[Cause, int] = field(default_factory=dict)
    rows: tuple[DisciplineRow, ...] = ()

    @property
    def office_total(self) -> int:
        """The days the office owes."""
        return sum(self.office_days.values())


@dataclass(frozen=True)
class OfficeText:
    """What the office says in one place of the digest, and who wrote it; empty: it was decided to say nothing."""

    place: str
    text: str
    by: str


@dataclass(frozen=True)
class LateAnswer:
    """An answer recorded after the digest was frozen."""

    response_id: int
    agency_id: str
    agency_name: str
    task_code: str
    recorded_at: datetime
