"""The digest's one data object: everything its forms say, as plain frozen values in the plan's own order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.digest_parts import (
    AgencyCounts,
    Change,
    Clashing,
    Correction,
    DecisionItem,
    DigestRef,
    Discipline,
    FollowedItem,
    LeftOut,
    OfficeText,
    StandingGroup,
    TimelinessTable,
    TrendPoint,
)
from models.digest_reports import Section, Standing, StandingCounts, TaskEntry
from models.issue import IssueKind
from models.letterhead import Letterhead
from models.promise import Promise, PromiseCount

FORM = 2


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
    """What a digest covers: its data window `[window_begins, window_ends)` and the day the Committee is owed it."""

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
class DigestHead:
    """What a digest is about: plan, period, kind, the zone of its dates, the issue before, the record's head.

    `sources` are the digests that one over several periods is made of, `missing` the periods that have none.
    """

    plan: PlanHead
    period: PeriodHead
    kind: IssueKind = IssueKind.PERIOD
    zone: str = "Asia/Ho_Chi_Minh"
    previous: DigestRef | None = None
    sources: tuple[DigestRef, ...] = ()
    missing: tuple[str, ...] = ()
    letterhead: Letterhead = Letterhead()
    audit_head: str | None = None


@dataclass(frozen=True)
class DigestData:
    """One compiled digest, frozen at a minute (UTC); every count can be walked back to the lines of its ledger."""

    form: int
    head: DigestHead
    frozen_at: datetime
    ledger_sha256: str
    table: TimelinessTable
    obligations: StandingCounts
    agencies: AgencyCounts
    corrections: tuple[Correction, ...]
    changes: tuple[Change, ...]
    for_decision: tuple[DecisionItem, ...]
    left_out: tuple[LeftOut, ...]
    followed_up: tuple[FollowedItem, ...]
    standings: tuple[StandingGroup, ...]
    sections: tuple[Section, ...]
    promise_counts: tuple[PromiseCount, ...]
    promises: tuple[Promise, ...]
    clashes: tuple[Clashing, ...]
    trend: tuple[TrendPoint, ...]
    discipline: Discipline
    texts: tuple[OfficeText, ...]

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

    def said(self, place: str) -> OfficeText | None:
        """The office's own words in one place; None where nobody has decided anything."""
        return next((one for one in self.texts if one.place == place), None)
