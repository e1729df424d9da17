"""Which steps were taken on obligations: told in a letter of some day, or dropped for good."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import CTE, Select, String, cast, func, select
from sqlmodel import Session

from models.obligation import AT_ONCE
from models.planner import Told
from models.policy import Purpose
from models.standing import STATE_NAMED, Standing, State, state_of
from models.standing_facts import DAY, JUDGED, MODE, reach_of, standing_facts, steps_told_on

Steps = tuple[Told, ...]
ALIKE_IN = ("agency_id", "role", "kind", "period_key", "due_on", "due_revision", "state", "told")


def told_steps(session: Session, obligation_ids: Iterable[int], day: date, mode: str) -> dict[int, Steps]:
    """The steps taken on each of the obligations for letters of `mode`, in order.

    A step that told nobody, for want of a mailbox, because it waits, or because its answer came first, is not taken:
    should the answer be taken back, or a mailbox named, it is still to be told.
    """
    steps: dict[int, Steps] = {}
    for ids in _chunks(obligation_ids):
        found = session.execute(_steps_by_id(), {"obligation_ids": ids, DAY.key: day, MODE.key: mode})
        steps.update((obligation_id, _steps(text)) for obligation_id, text in found if text)
    return steps


@cache
def _steps_by_id() -> Select[Any]:
    facts = standing_facts(frozenset({"obligation_ids"}), frozenset({"obligation_id", "steps_told"}))
    return select(facts.c.obligation_id, facts.c.steps_told)


class Alike(NamedTuple):
    """Obligations of one named agency that no step tells apart: their ids, and what each of them is."""

    agency_id: str
    role: str
    kind: str
    period_key: str
    due_on: date
    due_revision: int
    state: State
    told: Steps
    ids: tuple[int, ...]


def alike_to_look_at(
    session: Session, plan_id: int, day: date, mode: str, named: Collection[str], *, later: bool = False
) -> list[Alike]:
    """What is owed by these named agencies and to be looked at by `day`, or `later`; what is alike put together."""
    bound = {"of_plan": plan_id, "named": list(named), DAY.key: day, MODE.key: mode}
    return [
        Alike._make((*facts, STATE_NAMED[state], _steps(told), tuple(sorted(map(int, ids.split(","))))))
        for *facts, state, told, ids in session.execute(_alike(later), bound)
    ]


@cache
def _alike(later: bool) -> Select[Any]:
    judged = _judged(later)
    one, state = judged.c, state_of(judged)
    told_apart = (
        one.agency_id,
        one.role,
        one.kind,
        one.period_key,
        one.due_on,
        one.due_revision,
        state,
        one.steps_told,
    )
    columns = select(*told_apart, func.aggregate_strings(one.ids, ","))
    return columns.group_by(one.occasion_id, *told_apart).order_by(func.min(one.obligation_id))


def _judged(later: bool) -> CTE:
    """What is to be looked at, those alike in all that is stored put together: letters are looked up for the first."""
    chosen_by = frozenset({"of_plan", "named", "to_look_at_later" if later else "to_look_at"})
    stored = {*ALIKE_IN, *JUDGED, "occasion_id", "notices"} - {"reach", "state", "told"}
    facts = standing_facts(chosen_by, frozenset({*stored, "obligation_id"}))
    same = [facts.c[name] for name in sorted(stored)]
    first = func.min(facts.c.obligation_id).label("obligation_id")
    ids = func.aggregate_strings(cast(facts.c.obligation_id, String), ",").label("ids")
    alike = select(*same, first, ids).group_by(*same).cte("alike")
    letters = reach_of(alike.c.obligation_id).label("reach"), steps_told_on(alike.c.obligation_id).label("steps_told")
    return select(alike, *letters).cte("judged").prefix_with("MATERIALIZED")


def alike_to(standing: Standing, told: Steps) -> Alike:
    """One obligation by itself."""
    facts = (getattr(standing, name) for name in ALIKE_IN[:-1])
    return Alike._make((*facts, told, (standing.obligation_id,)))


@cache
def _steps(text: str | None) -> Steps:
    return tuple(_step(*one.split(" ")) for one in sorted(text.split(","), key=_in_order)) if text else ()


def _in_order(text: str) -> tuple[bool, str]:
    """Those dropped for good first, then by day."""
    when = text.rpartition(" ")[2]
    return when[:1].isdigit(), when


def _step(purpose: str, step: str, due_revision: str, when: str) -> Told:
    day = date.fromisoformat(when) if when[:1].isdigit() else None
    return Told(Purpose(purpose), int(step), int(due_revision), day)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in lists that a statement can hold."""
    left = iter(ids)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk
