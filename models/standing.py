"""The state of each obligation, derived from stored facts: the first that holds, in the order of `State`."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, not_, or_, select
from sqlmodel import Session

from models.obligation import CLOSED, WAIVED
from models.response import DISPUTED, RETURNED
from models.standing_facts import DAY, JUDGED, MODE, PENDING, REACHED, TOLD, standing_facts


class State(StrEnum):
    """What we know of an obligation; the order is the order of judgement, but that a pause holds what it finds open."""

    WAIVED = "waived"
    CLOSED = "closed"
    ANSWERED = "answered"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    NOT_REACHED = "not_reached"
    OVERDUE = "overdue"
    ASKED = "asked"
    HELD = "held"
    DUE_TO_ASK = "due_to_ask"
    PLANNED = "planned"


UNANSWERED = frozenset({State.RETURNED, State.NOT_REACHED, State.OVERDUE, State.ASKED})
SETTLED = frozenset({State.WAIVED, State.CLOSED, State.ANSWERED, State.IN_REVIEW})
STATE_NAMED = {state.value: state for state in State}


class Standing(NamedTuple):
    """One obligation with its current due date, due revision and state; `kind` is its occasion's."""

    obligation_id: int
    task_id: int
    task_code: str
    assignment_id: int
    role: str
    occasion_id: int
    period_key: str
    kind: str
    agency_id: str
    due_on: date
    baseline_due_on: date
    due_revision: int
    state: State


def standings(
    session: Session,
    plan_id: int,
    day: date,
    mode: str,
    *,
    period_key: str | None = None,
    task_id: int | None = None,
    obligation_ids: Collection[int] | None = None,
    named: Collection[str] | None = None,
) -> list[Standing]:
    """The obligations of a plan, or part of them, as they stand on `day` for letters of `mode`, in the plan's order.

    `named` are the agencies that the assignments name.
    """
    chosen = {"period_key": period_key, "task_id": task_id, "obligation_ids": obligation_ids, "named": named}
    given = {"plan_id": plan_id, **chosen}
    bound = {name: value for name, value in given.items() if value is not None}
    rows = session.execute(_in_plan_order(frozenset(bound)), {**bound, DAY.key: day, MODE.key: mode})
    return [Standing._make((*row[:-1], STATE_NAMED[row[-1]])) for row in rows]


def count_by_state(session: Session, plan_id: int, day: date, mode: str) -> Counter[State]:
    """How many obligations of the plan are in each state on `day`, counted by the database."""
    rows = session.execute(_by_state(), {"plan_id": plan_id, DAY.key: day, MODE.key: mode})
    return Counter({STATE_NAMED[state]: number for state, number in rows})


@cache
def _by_state() -> Select[Any]:
    judged = select(state_of(standing_facts(frozenset({"plan_id"}), JUDGED))).subquery()
    return select(judged.c.state, func.count()).group_by(judged.c.state)


@cache
def _in_plan_order(chosen_by: frozenset[str]) -> Select[Any]:
    names = Standing._fields[:-1]
    facts = standing_facts(chosen_by, JUDGED | {*names, "task_position", "assignment_position"})
    columns = [facts.c[name] for name in names]
    order = facts.c.task_position, facts.c.assignment_position, facts.c.obligation_id
    return select(*columns, state_of(facts)).order_by(*order)


def state_of(facts: CTE) -> ColumnElement[str]:
    """The state that the facts of a row make, JUDGED among them."""
    one = facts.c
    responded, in_review = one.verdict.is_not(None), or_(one.in_pen, _is(one.verdict, DISPUTED))
    told, reached, pending = (func.coalesce(one.reach, 0) >= far for far in (TOLD, REACHED, PENDING))
    judged: list[tuple[ColumnElement[bool], State]] = [
        (one.changed == WAIVED, State.WAIVED),
        (one.changed == CLOSED, State.CLOSED),
        (one.verdict.not_in([RETURNED, DISPUTED]), State.ANSWERED),
        (and_(not_(responded), not_(told), one.done_before), State.CLOSED),
        (and_(one.paused, not_(in_review)), State.HELD),
        (one.verdict == RETURNED, State.RETURNED),
        (in_review, State.IN_REVIEW),
        (and_(told, not_(pending)), State.NOT_REACHED),
        (and_(reached, one.due_on < DAY), State.OVERDUE),
        (reached, State.ASKED),
        (one.held, State.HELD),
        (pending, State.DUE_TO_ASK),
    ]
    state = case(*[(condition, literal(state.value)) for condition, state in judged], else_=State.PLANNED.value)
    return state.label("state")


def _is(value: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """Whether it is there and equal: never unknown."""
    return func.coalesce(value, "") == wanted
