"""The digest's one data object: everything its forms say, as plain frozen values in the plan's own order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.digest_reports import Section, Standing, StandingCounts, TaskEntry

FORM = 1


@dataclass(frozen=True)
class PlanHead:
    """The plan a digest is about; `office` compiles it, `committee` reads it."""

    slug: str
    short_name: str
    name: str
    number: str
    signed_on: date
    office: str
    committee: str
    kind: str = "Quyết định"


@dataclass(frozen=True)
class PeriodHead:
    """The period, its data window `[window_begins, window_ends)` and the day the Committee is owed the digest."""

    key: str
    name: str
    window_begins: date
    window_ends: date
    due: date

    @property
    def window_last(self) -> date:
        """The last day whose results count."""
        return self.window_ends - timedelta(days=1)


@dataclass(frozen=True)
class DigestRef:
    """A digest named by another."""

    digest_id: int
    period_key: str
    period_name: str
    sha256: str


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
    """A proposal for the Committee as it was written, with everybody who wrote it and on which tasks."""

    number: int
    text: str
    agency_ids: tuple[str, ...]
    agencies: tuple[str, ...]
    task_codes: tuple[str, ...]
    response_ids: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """One thing that differs from the digest before: a task's cell, or the standing of an agency."""

    kind: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True)
class LateAnswer:
    """An answer recorded after the digest was frozen."""

    response_id: int
    agency_id: str
    agency_name: str
    task_code: str
    recorded_at: datetime


@dataclass(frozen=True)
class DigestHead:
    """What a digest is about: plan, period, the zone its dates are shown in, the issue before, the record's head."""

    plan: PlanHead
    period: PeriodHead
    zone: str = "Asia/Ho_Chi_Minh"
    previous: DigestRef | None = None
    audit_head: str | None = None


@dataclass(frozen=True)
class DigestData:
    """One compiled digest, frozen at a minute (UTC); every count can be walked back to the lines it was made of."""

    form: int
    head: DigestHead
    frozen_at: datetime
    table: TimelinessTable
    obligations: StandingCounts
    agencies: AgencyCounts
    changes: tuple[Change, ...]
    for_decision: tuple[DecisionItem, ...]
    standings: tuple[StandingGroup, ...]
    sections: tuple[Section, ...]
    received_after: tuple[LateAnswer, ...] = ()

    def __post_init__(self) -> None:
        if self.frozen_at.utcoffset() != timedelta(0):
            raise ValueError("a digest is frozen at a UTC time")

    @property
    def tasks(self) -> tuple[TaskEntry, ...]:
        """Every task, in the plan's order."""
        return tuple(task for section in self.sections for task in section.tasks)

    def group(self, standing: Standing) -> StandingGroup:
        """The agencies at one standing; an empty group if there are none."""
        return next((g for g in self.standings if g.standing is standing), StandingGroup(standing, 0, ()))
