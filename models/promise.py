"""What became of a promise: the day an agency forecast in the last digest, held against what it says in this one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kept(StrEnum):
    """How a promise ended or stands."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MOVED = "moved"
    DROPPED = "dropped"
    MISSED = "missed"
    STANDING = "standing"
    UNHEARD = "unheard"


TOLD = (Kept.MISSED, Kept.MOVED, Kept.DROPPED, Kept.KEPT_LATE, Kept.UNHEARD)


@dataclass(frozen=True)
class Promise:
    """One promise and what became of it; `new_day` is what is forecast now, `completed_on` when it was done."""

    task_code: str
    role: str
    agency_id: str
    agency_name: str
    promised: date
    kept: Kept
    obligation_id: int
    new_day: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True)
class PromiseCount:
    """How many promises ended so."""

    kept: Kept
    count: int


def judge_promise(
    promised: date, *, heard: bool, completed_on: date | None, forecast: date | None, frozen_on: date
) -> Kept:
    """What became of the promise to be done by `promised`, as of `frozen_on`.

    Done counts by its day. Otherwise another day now named moves it, none named drops it, and the same day is missed
    once it is over. `heard` says whether there is an answer at all.
    """
    if completed_on is not None:
        return Kept.KEPT if completed_on <= promised else Kept.KEPT_LATE
    if not heard:
        return Kept.MISSED if promised < frozen_on else Kept.UNHEARD
    if forecast is not None and forecast != promised:
        return Kept.MOVED
    if promised < frozen_on:
        return Kept.MISSED
    return Kept.STANDING if forecast is not None else Kept.DROPPED


def count_promises(judged: Iterable[Kept]) -> tuple[PromiseCount, ...]:
    """How many ended how, in the order of `Kept`; outcomes that none had are left out."""
    counts = Counter(judged)
    return tuple(PromiseCount(kept, counts[kept]) for kept in Kept if counts[kept])
