"""The stored facts that decide how an obligation stands, each looked up once a row, as one named part of a query."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.completion import done_before
from models.letter import (
    DEFERRED,
    FOR_GOOD,
    NO_CONTACT,
    QUEUED,
    SENDING,
    SENT,
    UNCONFIRMED,
    Delivery,
    Letter,
    Notice,
)
from models.obligation import PAUSED, DueChange, Obligation
from models.occasion import Occasion
from models.pen import OPEN, PenCandidate, PenItem
from models.question import OpenQuestion
from models.response import Decision, Response
from models.task import Assignment, Task

DAY, MODE = bindparam("on_day", type_=Date), bindparam("in_mode", type_=String)

CHOSEN_BY: dict[str, Callable[[], ColumnElement[bool]]] = {
    "plan_id": lambda: col(Occasion.plan_id) == bindparam("plan_id"),
    "of_plan": lambda: col(Occasion.plan_id) + 0 == bindparam("of_plan"),  # not to be begun with: few rows of many
    "period_key": lambda: col(Occasion.period_key) == bindparam("period_key"),
    "task_id": lambda: col(Assignment.task_id) == bindparam("task_id"),
    "obligation_ids": lambda: col(Obligation.id).in_(bindparam("obligation_ids", expanding=True)),
    "named": lambda: col(Obligation.agency_id).in_(bindparam("named", expanding=True)),
    "to_look_at": lambda: col(Obligation.look_on) <= DAY,
    "to_look_at_later": lambda: col(Obligation.look_on) > DAY,
}
FEW = {"task_id", "obligation_ids"}
JUDGED = frozenset({"changed", "paused", "verdict", "in_pen", "reach", "held", "done_before", "due_on"})
TOLD, PENDING, REACHED = 1, 2, 3


@cache
def standing_facts(chosen_by: frozenset[str], wanted: frozenset[str]) -> CTE:
    """A row an obligation with the facts wanted, of those chosen by the conditions named; bound: DAY, MODE and theirs.

    Put together once: that takes longer than many of its answers. It is fenced off: what is written around it does not
    have a fact looked up again.
    """
    change = aliased(DueChange)
    columns = _columns(change, done_before(few=bool(chosen_by & FEW), named="named" in chosen_by))
    query = (
        select(*(columns[name].label(name) for name in columns if name in wanted))
        .select_from(Obligation)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Task, col(Task.id) == Assignment.task_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .outerjoin(change, col(change.id) == _last_change())
    )
    conditions = [CHOSEN_BY[name]() for name in sorted(chosen_by)]
    return query.where(*conditions).cte("facts").prefix_with("MATERIALIZED")


def _columns(change: type[DueChange], done: ColumnElement[bool]) -> dict[str, Any]:
    changed_to = case((col(change.kind) == PAUSED, col(change.from_on)), else_=col(change.to_on))
    return {
        "obligation_id": col(Obligation.id),
        "task_id": col(Task.id),
        "task_code": col(Task.code),
        "task_position": col(Task.position),
        "assignment_id": col(Assignment.id),
        "assignment_position": col(Assignment.position),
        "role": col(Assignment.role),
        "occasion_id": col(Occasion.id),
        "period_key": col(Occasion.period_key),
        "kind": col(Occasion.kind),
        "agency_id": col(Obligation.agency_id),
        "due_on": func.coalesce(changed_to, Occasion.due_on),
        "baseline_due_on": col(Occasion.due_on),
        "due_revision": func.coalesce(col(change.revision), 0),
        "changed": col(change.kind),
        "paused": and_(col(change.kind) == PAUSED, col(change.to_on) > DAY),
        "verdict": _verdict(),
        "in_pen": _in_pen(),
        "reach": reach_of(col(Obligation.id)),
        "held": _held(),
        "done_before": done,
        "steps_told": steps_told_on(col(Obligation.id)),
        "notices": _notices(),
    }


def _last_change() -> Any:
    last = select(col(DueChange.id)).where(col(DueChange.obligation_id) == Obligation.id)
    return last.order_by(col(DueChange.revision).desc()).limit(1).correlate(Obligation).scalar_subquery()


def _verdict() -> Any:
    """What was last said of the last answer, "" for nothing; NULL without an answer."""
    said = select(col(Decision.verdict)).where(col(Decision.response_id) == Response.id)
    last = said.order_by(col(Decision.id).desc()).limit(1).correlate(Response).scalar_subquery()
    answer = select(func.coalesce(last, "")).where(col(Response.obligation_id) == Obligation.id)
    return answer.order_by(col(Response.version).desc()).limit(1).correlate(Obligation).scalar_subquery()


def _in_pen() -> ColumnElement[bool]:
    """Begun with the obligation, of which few items speak, and not with the items that wait: hence the coalesce."""
    return exists().where(
        col(PenCandidate.obligation_id) == Obligation.id,
        col(PenCandidate.pen_item_id) == PenItem.id,
        func.coalesce(PenItem.state, "") == OPEN,
    )


def reach_of(obligation_id: Any) -> Any:
    """How far a letter about that obligation has come: REACHED, else PENDING, else TOLD; 0 or NULL when none was."""
    arrival = case(
        (and_(col(Notice.dropped).is_(None), col(Delivery.state).in_([SENT, UNCONFIRMED])), REACHED),
        (and_(col(Notice.dropped).is_(None), col(Delivery.state).in_([QUEUED, SENDING, DEFERRED])), PENDING),
        (or_(col(Notice.dropped).is_(None), col(Notice.dropped) == NO_CONTACT), TOLD),
        else_=0,
    )
    delivered = and_(col(Delivery.letter_id) == Notice.letter_id, col(Delivery.header) == "to")
    return (
        select(func.max(arrival))
        .select_from(Notice)
        .outerjoin(Delivery, delivered)
        .where(col(Notice.obligation_id) == obligation_id, col(Notice.mode) == MODE)
        .correlate(obligation_id.table)
        .scalar_subquery()
    )


def _held() -> ColumnElement[bool]:
    return exists().where(
        col(OpenQuestion.plan_id) == Occasion.plan_id,
        col(OpenQuestion.code) == Task.code,
        col(OpenQuestion.holds).is_(True),
        col(OpenQuestion.settled_at).is_(None),
        or_(col(OpenQuestion.agency_id).is_(None), col(OpenQuestion.agency_id) == Obligation.agency_id),
    )


def steps_told_on(obligation_id: Any) -> Any:
    """The steps told on that obligation as one text, by commas: `purpose step revision day`, or why it was dropped."""
    when = func.coalesce(col(Notice.dropped), cast(col(Letter.day), String))
    parts = (cast(col(Notice.step), String), cast(col(Notice.due_revision), String), when)
    text: Any = col(Notice.purpose)
    for part in parts:
        text = text.concat(" ").concat(part)
    return (
        select(func.aggregate_strings(text, ","))
        .select_from(Notice)
        .outerjoin(Letter, col(Letter.id) == Notice.letter_id)
        .where(
            col(Notice.obligation_id) == obligation_id,
            col(Notice.mode) == MODE,
            or_(col(Notice.dropped).is_(None), col(Notice.dropped).in_(FOR_GOOD)),
        )
        .correlate(obligation_id.table)
        .scalar_subquery()
    )


def _notices() -> Any:
    """An obligation's notices as one text: where it is the same, so are how far a letter came and the steps told."""
    became = func.coalesce(Notice.dropped, cast(col(Notice.letter_id), String), "")
    text: Any = col(Notice.purpose)
    for part in (Notice.step, " ", Notice.due_revision, " ", became):
        text = text.concat(part)
    return (
        select(func.aggregate_strings(text, ","))
        .where(col(Notice.obligation_id) == Obligation.id, col(Notice.mode) == MODE)
        .correlate(Obligation)
        .scalar_subquery()
    )
