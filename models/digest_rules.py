"""The rules of a digest as functions of plain values: how an obligation stands, which cell a task belongs in."""

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from language.order import SortKey, sort_key
from models.digest_reports import Standing, Timeliness
from models.response import NOT_OURS

COMPLETED = "completed"
NOTHING = "nothing"
QUOTED = (Standing.REPORTED, Standing.NOTHING_TO_REPORT)

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


class Dated(Protocol):
    """An answer, as far as the day of completion goes."""

    @property
    def status(self) -> str: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def completed_on(self) -> date | None: ...


@lru_cache(maxsize=10_000)
def name_key(name: str) -> SortKey:
    """The key by which names of agencies are put in alphabetical order; a large plan asks for each a hundred times."""
    return sort_key(name)


@lru_cache(maxsize=10_000)
def says_something(text: str) -> bool:
    """Whether a field holds more than a blank or a form of "no, none" (Không; Không có; nil; -)."""
    return bool(text) and " ".join(text.casefold().strip(" .;:-–—/!\n\t").split()) not in NIL_TEXTS


@cache
def standing_of(state: str, status: str | None) -> Standing:
    """How an obligation in that state stands; raises KeyError for a state that DESIGN does not name.

    `status` is that of its answer, None while there is none. An answer of "nothing in this period" is a report, with a
    word of its own. A closed obligation that was answered still stands as answered, unless the answer was that the task
    is another's.
    """
    if status not in (None, NOT_OURS) and state in ("answered", "closed"):
        return Standing.NOTHING_TO_REPORT if status == NOTHING else Standing.REPORTED
    return STANDING_OF_STATE[state]


def reported_completed_on(answer: Dated, zone: str) -> date | None:
    """The day the work was completed according to the answer, else None.

    Without a day of its own, completion dates from the day it was recorded, in the plan's zone.
    """
    if answer.status != COMPLETED:
        return None
    return answer.completed_on or answer.recorded_at.astimezone(ZoneInfo(zone)).date()


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
