"""The state of each obligation, derived from stored facts: the first that holds, in the order of STATES."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, bindparam, case, exists, func, literal, or_, select
from sqlmodel import Session, col

from models.completion import done_before
from models.letter import (
    DEFERRED,
    NO_CONTACT,
    QUEUED,
    SENDING,
    SENT,
    UNCONFIRMED,
    Delivery,
    Notice,
)
from models.obligation import CLOSED, PAUSED, WAIVED, DueChange, Obligation
from models.occasion import Occasion
from models.pen import OPEN, PenCandidate, PenItem
from models.question import OpenQuestion
from models.response import DISPUTED, RETURNED, Decision, Response, is_latest
from models.task import Assignment, Task


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
DAY, MODE = bindparam("on_day", type_=Date), bindparam("in_mode", type_=String)
SETTLED = frozenset({State.WAIVED, State.CLOSED, State.ANSWERED, State.IN_REVIEW})


@dataclass(frozen=True)
class Standing:
    """One obligation with its current due date, due revision and state."""

    obligation_id: int
    task_id: int
    task_code: str
    assignment_id: int
    role: str
    occasion_id: int
    period_key: str
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
    obligation_ids: list[int] | None = None,
    agency_ids: Collection[str] | None = None,
) -> list[Standing]:
    """The obligations of a plan, or part of them, as they stand on `day` for letters of `mode`."""
    query = _standing_query().where(col(Occasion.plan_id) == plan_id)
    if period_key is not None:
        query = query.where(col(Occasion.period_key) == period_key)
    if task_id is not None:
        query = query.where(col(Assignment.task_id) == task_id)
    if obligation_ids is not None:
        query = query.where(col(Obligation.id).in_(obligation_ids))
    if agency_ids is not None:
        query = query.where(col(Obligation.agency_id).in_(agency_ids))
    query = query.order_by(col(Task.position), col(Assignment.position), col(Obligation.id))
    rows = session.execute(query, {DAY.key: day, MODE.key: mode})
    return [Standing(**{**row._mapping, "state": State(row.state)}) for row in rows]


def count_states(rows: list[Standing]) -> Counter[State]:
    """How many obligations are in each state."""
    return Counter(row.state for row in rows)


@cache
def _standing_query() -> Select[Any]:
    """Put together once: that takes longer than many of its answers."""
    change = _last_change()
    due_on = func.coalesce(change.c.due_on, Occasion.due_on)
    paused = and_(change.c.kind == PAUSED, change.c.to_on > DAY)
    return (
        select(
            col(Obligation.id).label("obligation_id"),
            col(Task.id).label("task_id"),
            col(Task.code).label("task_code"),
            col(Assignment.id).label("assignment_id"),
            col(Assignment.role),
            col(Occasion.id).label("occasion_id"),
            col(Occasion.period_key),
            col(Obligation.agency_id),
            due_on.label("due_on"),
            col(Occasion.due_on).label("baseline_due_on"),
            func.coalesce(change.c.revision, 0).label("due_revision"),
            _state(change.c.kind, paused, due_on).label("state"),
        )
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Task, col(Task.id) == Assignment.task_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .outerjoin(change, change.c.obligation_id == Obligation.id)
    )


def _last_change() -> Any:
    newest = (
        select(col(DueChange.obligation_id), func.max(col(DueChange.revision)).label("revision"))
        .group_by(col(DueChange.obligation_id))
        .subquery()
    )
    due_on = case((col(DueChange.kind) == PAUSED, col(DueChange.from_on)), else_=col(DueChange.to_on))
    columns = col(DueChange.obligation_id), col(DueChange.revision), col(DueChange.kind), col(DueChange.to_on)
    return (
        select(*columns, due_on.label("due_on"))
        .join(
            newest,
            and_(
                newest.c.obligation_id == DueChange.obligation_id,
                newest.c.revision == DueChange.revision,
            ),
        )
        .subquery("last_change")
    )


def _state(
    change_kind: ColumnElement[str], paused: ColumnElement[bool], due_on: ColumnElement[date]
) -> ColumnElement[str]:
    verdict = func.coalesce(_last_verdict(), "")
    reached, pending = _told(SENT, UNCONFIRMED), _told(QUEUED, SENDING, DEFERRED)
    in_review = or_(_in_pen(), verdict == DISPUTED)
    told = exists().where(
        col(Notice.obligation_id) == Obligation.id,
        col(Notice.mode) == MODE,
        or_(col(Notice.dropped).is_(None), col(Notice.dropped) == NO_CONTACT),
    )
    judged: list[tuple[ColumnElement[bool], State]] = [
        (change_kind == WAIVED, State.WAIVED),
        (change_kind == CLOSED, State.CLOSED),
        (and_(_responded(), verdict.not_in([RETURNED, DISPUTED])), State.ANSWERED),
        (and_(~_responded(), ~told, done_before()), State.CLOSED),
        (and_(paused, ~in_review), State.HELD),
        (and_(_responded(), verdict == RETURNED), State.RETURNED),
        (in_review, State.IN_REVIEW),
        (and_(told, ~reached, ~pending), State.NOT_REACHED),
        (and_(reached, due_on < DAY), State.OVERDUE),
        (reached, State.ASKED),
        (_held(), State.HELD),
        (pending, State.DUE_TO_ASK),
    ]
    return case(*[(condition, literal(state.value)) for condition, state in judged], else_=State.PLANNED.value)


def _responded() -> ColumnElement[bool]:
    return exists().where(col(Response.obligation_id) == Obligation.id)


def _last_verdict() -> Any:
    return (
        select(col(Decision.verdict))
        .join(Response, col(Response.id) == Decision.response_id)
        .where(col(Response.obligation_id) == Obligation.id, is_latest())
        .order_by(col(Decision.id).desc())
        .limit(1)
        .correlate(Obligation)
        .scalar_subquery()
    )


def _in_pen() -> ColumnElement[bool]:
    return exists().where(
        col(PenCandidate.obligation_id) == Obligation.id,
        col(PenCandidate.pen_item_id) == PenItem.id,
        col(PenItem.state) == OPEN,
    )


def _told(*states: str) -> ColumnElement[bool]:
    return exists().where(
        col(Notice.obligation_id) == Obligation.id,
        col(Notice.mode) == MODE,
        col(Notice.dropped).is_(None),
        col(Notice.letter_id) == Delivery.letter_id,
        col(Delivery.header) == "to",
        col(Delivery.state).in_(states),
    )


def _held() -> ColumnElement[bool]:
    return exists().where(
        col(OpenQuestion.plan_id) == Occasion.plan_id,
        col(OpenQuestion.code) == Task.code,
        col(OpenQuestion.holds).is_(True),
        col(OpenQuestion.settled_at).is_(None),
        or_(col(OpenQuestion.agency_id).is_(None), col(OpenQuestion.agency_id) == Obligation.agency_id),
    )
