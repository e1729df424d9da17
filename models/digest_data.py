"""The digest's one data object: everything its forms say, as plain frozen values in the plan's own order."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

FORM = 1


class Standing(StrEnum):
    """How an obligation stands in a digest; *not asked*, *not reached*, *no answer* and *nothing* never mix."""

    REPORTED = "reported"
    NOTHING_TO_REPORT = "nothing_to_report"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ASKED = "asked"
    NO_ANSWER = "no_answer"
    NOT_REACHED = "not_reached"
    NOT_ASKED = "not_asked"
    WAIVED = "waived"


class Timeliness(StrEnum):
    """A task's cell: the Government Office's 2×2, continuing tasks counted apart, and dates that are a question."""

    COMPLETED_ON_TIME = "completed_on_time"
    COMPLETED_LATE = "completed_late"
    WITHIN_TIME = "within_time"
    OVERDUE = "overdue"
    CONTINUING = "continuing"
    UNSETTLED = "unsettled"


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
class Answer:
    """One version of a response; without `completed_on`, work is completed the day it was recorded as completed."""

    response_id: int
    status: str
    recorded_at: datetime
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None
    source: str = ""
    completed_on: date | None = None


@dataclass(frozen=True)
class AgencyLine:
    """What one agency says, or does not say, on one task; `named_agency` is whom the plan named, if another."""

    obligation_id: int
    role: str
    agency_id: str
    agency_name: str
    short_name: str
    named_agency: str | None
    standing: Standing
    note: str
    answer: Answer | None


@dataclass(frozen=True)
class StandingCounts:
    """How many obligations stand how; the counts add up to `total`."""

    reported: int = 0
    nothing_to_report: int = 0
    in_review: int = 0
    returned: int = 0
    asked: int = 0
    no_answer: int = 0
    not_reached: int = 0
    not_asked: int = 0
    waived: int = 0

    def of(self, standing: Standing) -> int:
        """The count of one standing."""
        return int(getattr(self, standing.value))

    @property
    def total(self) -> int:
        """Every obligation."""
        return sum(int(getattr(self, field.name)) for field in fields(self))

    @property
    def owed(self) -> int:
        """Those from which a report is owed: all but the waived."""
        return self.total - self.waived

    @property
    def answered(self) -> int:
        """Those that reported, nothing to report included."""
        return self.reported + self.nothing_to_report


@dataclass(frozen=True)
class AgencyCounts:
    """How many agencies owe a report, and answered all, some or none of what they owe."""

    total: int = 0
    answered_all: int = 0
    answered_some: int = 0
    answered_none: int = 0


@dataclass(frozen=True)
class StatusCount:
    """How many members of a collective gave one status."""

    status: str
    count: int


@dataclass(frozen=True)
class ExceptionGroup:
    """Members of a collective to be named, and why: a standing, or the status `not_started` or `suspended`."""

    kind: str
    agency_ids: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Excerpt:
    """A telling passage from one member's answer; `kind` is the field it was written in."""

    agency_id: str
    agency_name: str
    kind: str
    text: str
    response_id: int


@dataclass(frozen=True)
class CollectiveReport:
    """What the members of a collective say on one task: counts, exceptions and excerpts, never an average."""

    collective_id: str
    name: str
    members_noun: str
    role: str
    counts: StandingCounts
    statuses: tuple[StatusCount, ...]
    exceptions: tuple[ExceptionGroup, ...]
    excerpts: tuple[Excerpt, ...]
    members: tuple[AgencyLine, ...]


@dataclass(frozen=True)
class TaskEntry:
    """One task of the plan; `due_was` is the plan's own date if it was moved."""

    code: str
    title: str
    head: str
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    time_text: str
    due: date | None
    due_was: date | None
    completed_on: date | None
    timeliness: Timeliness
    lines: tuple[AgencyLine, ...]
    collectives: tuple[CollectiveReport, ...]


@dataclass(frozen=True)
class Section:
    """A part of the plan and its tasks, in the plan's order."""

    title: str
    tasks: tuple[TaskEntry, ...]


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
