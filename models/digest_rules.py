"""The rules of a digest as functions of plain values: how an obligation stands, which cell a task belongs in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from language.order import SortKey, sort_key
from models.digest_reports import Answer, Standing, Timeliness
from models.task import LEAD

COMPLETED = "completed"
NOTHING = "nothing"

NIL_TEXTS = frozenset(
    ("", "không", "không có", "không có gì", "không phát sinh", "không có kiến nghị", "không có đề xuất")
    + ("không có khó khăn", "không có vướng mắc", "không có khó khăn, vướng mắc", "không kiến nghị", "không đề xuất")
    + ("0", "x", "n/a", "nil", "none", "no")
)

STANDING_OF_STATE = {
    "answered": Standing.REPORTED,
    "in_review": Standing.IN_REVIEW,
    "returned": Standing.RETURNED,
    "asked": Standing.ASKED,
    "overdue": Standing.NO_ANSWER,
    "not_reached": Standing.NOT_REACHED,
    "held": Standing.NOT_ASKED,
    "due_to_ask": Standing.NOT_ASKED,
    "planned": Standing.NOT_ASKED,
    "waived": Standing.WAIVED,
    "closed": Standing.WAIVED,
}


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


@dataclass(frozen=True)
class ObligationLine:
    """One obligation as the tables have it at the minute of freezing; `response` is the current answer then."""

    obligation_id: int
    task_code: str
    role: str
    agency_id: str
    agency_name: str
    state: str
    response: Answer | None = None
    short_name: str = ""
    named_agency: str | None = None
    collective_id: str | None = None
    note: str = ""


@dataclass(frozen=True)
class CollectiveHead:
    """A collective as a digest names it, and what its members are called ("tỉnh, thành phố")."""

    collective_id: str
    name: str
    members_noun: str = ""


@lru_cache(maxsize=10_000)
def name_key(name: str) -> SortKey:
    """The key by which names of agencies are put in alphabetical order; a large plan asks for each a hundred times."""
    return sort_key(name)


def says_something(text: str) -> bool:
    """Whether a field holds more than a blank or a form of "no, none" (Không; Không có; nil; -)."""
    return bool(text) and " ".join(text.casefold().strip(" .;:-–—/!\n\t").split()) not in NIL_TEXTS


def standing_of(state: str, response: Answer | None) -> Standing:
    """How an obligation in that state stands; raises KeyError for a state that DESIGN does not name.

    An answer of "nothing in this period" is a report, with a word of its own. A closed obligation that was answered
    still stands as answered.
    """
    if response is not None and state in ("answered", "closed"):
        return Standing.NOTHING_TO_REPORT if response.status == NOTHING else Standing.REPORTED
    return STANDING_OF_STATE[state]


def reported_completed_on(answer: Answer, zone: str) -> date | None:
    """The day the work was completed according to the answer, else None.

    Without a day of its own, completion dates from the day it was recorded, in the plan's zone.
    """
    if answer.status != COMPLETED:
        return None
    return answer.completed_on or answer.recorded_at.astimezone(ZoneInfo(zone)).date()


def completed_on(task: TaskLine, lines: Iterable[ObligationLine], zone: str) -> date | None:
    """The day a task was completed: the last day on which one of its leads completed it, or None.

    A task is completed when every agency that leads it says so, each member of a leading collective included and
    the waived left out; coordinating agencies do not decide. When no lead owes a report, what was known before stands.
    """
    leads = [line for line in lines if line.role == LEAD]
    owed = [line for line in leads if standing_of(line.state, line.response) is not Standing.WAIVED]
    if not owed:
        return task.completed_on
    days = [_counted_day(line, zone) for line in owed]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _counted_day(line: ObligationLine, zone: str) -> date | None:
    if line.response is None or standing_of(line.state, line.response) is not Standing.REPORTED:
        return None
    return reported_completed_on(line.response, zone)


def classify(
    due: date | None, continuing: bool, completed: date | None, frozen_on: date, signed_on: date
) -> Timeliness:
    """The cell of one task: the Government Office's table of 2017 (completed on time, late; not, in time, overdue).

    A continuing task is counted apart until its last day is over, then as a task with that deadline. A deadline that
    was past when the plan was signed, or that is not known, is a question to the office and nobody's delay.
    """
    if continuing and (due is None or frozen_on <= due):
        return Timeliness.CONTINUING
    if due is None or due < signed_on:
        return Timeliness.UNSETTLED
    if completed is not None:
        return Timeliness.COMPLETED_ON_TIME if completed <= due else Timeliness.COMPLETED_LATE
    return Timeliness.WITHIN_TIME if frozen_on <= due else Timeliness.OVERDUE


def classify_task(
    task: TaskLine, lines: Sequence[ObligationLine], frozen_on: date, signed_on: date, zone: str
) -> tuple[Timeliness, date | None]:
    """A task's cell and the day it was completed."""
    done = completed_on(task, lines, zone)
    return classify(task.due, task.continuing, done, frozen_on, signed_on), done
