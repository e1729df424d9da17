"""What a digest is compiled from: the plan's tasks, and a line for each obligation as it stood when it was frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from models.digest_reports import Answer, Standing
from models.digest_rules import QUOTED, standing_of
from models.lateness import Lateness


@dataclass(frozen=True)
class TaskLine:
    """One task as the tables have it: `due` is the deadline in force, or the last day of a continuing span.

    `completed_on` is the day it was completed according to an earlier digest.
    """

    code: str
    title: str
    section: str
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    time_text: str
    due: date | None
    continuing: bool
    head: str = ""
    due_was: date | None = None
    completed_on: date | None = None
    product: str = ""


class CollectiveHead(NamedTuple):
    """A collective as a digest names it, and what its members are called ("tỉnh, thành phố")."""

    collective_id: str
    name: str
    members_noun: str = ""


class Part(NamedTuple):
    """An assignment: a task and a role in it, of agencies named one by one or of a collective.

    `place` is where the plan names it among all its assignments.
    """

    task_code: str
    role: str
    collective: CollectiveHead | None = None
    place: int = 0


class Party(NamedTuple):
    """Who answers; `named` is whom the plan named, if another; `known_as` are the names that others write for it."""

    agency_id: str
    name: str
    short_name: str
    named: str | None = None
    known_as: tuple[str, ...] = ()


class Given(NamedTuple):
    """An answer as its row has it: what `Answer` is, as a tuple, for a large plan has hundreds of thousands."""

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


class ObligationLine(NamedTuple):
    """One obligation at the minute of freezing; `given` is the answer it stands by, `late` its days overdue."""

    obligation_id: int
    part: Part
    party: Party
    state: str
    standing: Standing
    given: Given | None = None
    due_on: date | None = None
    late: Lateness | None = None
    note: str = ""


def answer_of(given: Given) -> Answer:
    """The answer as a digest keeps it."""
    return Answer(*given)


def line_of(
    obligation_id: int,
    part: Part,
    party: Party,
    state: str,
    given: Given | None = None,
    due_on: date | None = None,
    late: Lateness | None = None,
    note: str = "",
) -> ObligationLine:
    """The line of an obligation in that state; an answer that does not count (returned, in review) is left out."""
    standing = standing_of(state, given.status if given else None)
    quoted = given if standing in QUOTED else None
    return ObligationLine(obligation_id, part, party, state, standing, quoted, due_on, late, note)
