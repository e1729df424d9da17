"""What a digest holds of each task: the lines of its agencies, the counts of its collectives."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
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
class StatusCount:
    """How many members of a collective gave one status."""

    status: str
    count: int


@dataclass(frozen=True)
class ExceptionGroup:
    """Members of a collective to be named, and why: a standing, or the status `not_started` or `suspended`."""

    kind: str
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
    """What the members of a collective say on one task: counts, exceptions and excerpts, never an average.

    The members one by one are in the ledger.
    """

    collective_id: str
    name: str
    members_noun: str
    role: str
    counts: StandingCounts
    statuses: tuple[StatusCount, ...]
    exceptions: tuple[ExceptionGroup, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True)
class TaskEntry:
    """One task of the plan; `product` is the result asked for, `due_was` the plan's own date if it was moved."""

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
    product: str = ""
    continuing: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the plan and its tasks, in the plan's order."""

    title: str
    tasks: tuple[TaskEntry, ...]
