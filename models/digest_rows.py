"""What a digest is compiled from, read in one go: each obligation of a period, its state, and its current answer.

A large plan has hundreds of thousands, so rows come as the database has them: no mapped objects, and a date or moment
that many rows share is read once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import String, and_, func, select, type_coerce
from sqlmodel import Session, col

from models.digest_lines import Given
from models.letter import DEFERRED, QUEUED, SENDING, SENT, UNCONFIRMED, Delivery, Letter, Notice
from models.obligation import MOVED, REOPENED, Obligation, latest_changes
from models.occasion import MILESTONE, Occasion
from models.response import DISPUTED, RETURNED, Decision, Response, is_latest
from models.standing import state_of
from models.standing_facts import DAY, JUDGED, MODE, standing_facts
from models.task import LEAD, Assignment

CHUNK = 500
PARTITION = 5_000
Value = TypeVar("Value")
ON_ITS_WAY = (QUEUED, SENDING, SENT, DEFERRED, UNCONFIRMED)
TEXTS = (Response.result, Response.evidence, Response.difficulty, Response.proposal)
AS_IT_IS: Any = String  # neither read as a date nor as a moment, which many rows share
STANDS = "obligation_id", "assignment_id", "agency_id", "role", "kind"
CHOSEN_BY = frozenset({"plan_id", "period_key"})
ANSWER: tuple[Any, ...] = (
    col(Response.id),
    col(Response.status),
    type_coerce(col(Response.recorded_at), AS_IT_IS),
    col(Response.percent),
    *(col(text) for text in TEXTS),
    type_coerce(col(Response.forecast), AS_IT_IS),
    col(Response.source),
)


class FrozenRows(NamedTuple):
    """Obligations as they stand, column by column, with the last version of each one's answer."""

    obligation_ids: Sequence[int]
    assignment_ids: Sequence[int]
    agency_ids: Sequence[str]
    roles: Sequence[str]
    kinds: Sequence[str]
    states: Sequence[str]
    due: Sequence[date]
    given: Sequence[Given | None]


def frozen_rows(
    session: Session, plan_id: int, period_key: str, day: date, mode: str, recorded_by: datetime
) -> Iterator[FrozenRows]:
    """Every obligation of the period, in the order of opening, some thousands at a time.

    With each comes its last answer recorded by that moment.
    """
    one = standing_facts(CHOSEN_BY, JUDGED | {*STANDS, "occasion_id"})
    columns = [one.c[name] for name in STANDS]
    last = and_(col(Response.obligation_id) == one.c.obligation_id, is_latest(recorded_by))
    query = select(*columns, state_of(one), type_coerce(one.c.due_on, AS_IT_IS), *ANSWER).outerjoin(Response, last)
    query = query.order_by(one.c.occasion_id, one.c.obligation_id)
    bound = {"plan_id": plan_id, "period_key": period_key, DAY.key: day, MODE.key: mode}
    for rows in session.connection().execute(query, bound).partitions(PARTITION):
        obligations, assignments, agencies, roles, kinds, states, due_on, *answer = zip(*rows, strict=True)
        due = [_day(raw) for raw in due_on]
        yield FrozenRows(obligations, assignments, agencies, roles, kinds, states, due, _given(*answer))


def answers_by_id(session: Session, response_ids: Iterable[int]) -> dict[int, Given]:
    """The responses with these ids."""
    query = select(*ANSWER)
    found: dict[int, Given] = {}
    for ids in chunks(sorted({one for one in response_ids if one})):
        rows = session.execute(query.where(col(Response.id).in_(ids))).all()
        if rows:
            found |= {one.response_id: one for one in _given(*zip(*rows, strict=True)) if one}
    return found


def _given(
    numbers: Sequence[int | None],
    statuses: Sequence[str],
    recorded_at: Sequence[str | datetime],
    percents: Sequence[int | None],
    *texts_and_source: Sequence[Any],
) -> list[Given | None]:
    *texts, forecasts, sources = texts_and_source
    moments = [_moment(raw) if raw else None for raw in recorded_at]
    days = [_day(raw) if raw else None for raw in forecasts]
    made = map(Given, numbers, statuses, moments, percents, *texts, days, sources)
    return [given if number else None for number, given in zip(numbers, made, strict=True)]


@cache
def _day(raw: str | date) -> date:
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


@cache
def _moment(raw: str | datetime) -> datetime:
    moment = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def accepted_before_the_last(session: Session, plan_id: int, period_key: str) -> dict[int, datetime]:
    """When an earlier version than the last, not sent back, was first recorded; for obligations that have one."""
    sent_back = select(col(Decision.response_id)).where(col(Decision.verdict).in_([RETURNED, DISPUTED]))
    amended = (
        select(col(Response.obligation_id))
        .join(Obligation, col(Obligation.id) == Response.obligation_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(col(Response.version) == 2, col(Occasion.plan_id) == plan_id, col(Occasion.period_key) == period_key)
    )
    query = (
        select(col(Response.obligation_id), func.min(col(Response.recorded_at)))
        .where(col(Response.obligation_id).in_(amended), ~is_latest(), col(Response.id).not_in(sent_back))
        .group_by(col(Response.obligation_id))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def not_reached_because(session: Session, plan_id: int, mode: str) -> dict[int, str]:
    """What the mail servers said of the letters that did not get through, by obligation."""
    query = (
        select(col(Notice.obligation_id), col(Delivery.said))
        .join(Delivery, and_(col(Delivery.letter_id) == Notice.letter_id, col(Delivery.header) == "to"))
        .join(Letter, col(Letter.id) == Notice.letter_id)
        .where(col(Letter.plan_id) == plan_id, col(Letter.mode) == mode)
        .where(col(Delivery.state).not_in(ON_ITS_WAY), col(Delivery.said).is_not(None))
        .order_by(col(Delivery.id))
    )
    return {number: " ".join(str(said).split()) for number, said in session.execute(query)}


def moved_deadlines(session: Session, plan_id: int) -> dict[int, date]:
    """The last due date in force for the leads of each task whose own deadline was moved, by task id."""
    query = (
        select(col(Obligation.id), col(Assignment.task_id))
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(col(Occasion.plan_id) == plan_id, col(Occasion.kind) == MILESTONE, col(Assignment.role) == LEAD)
    )
    moved = {number: one for number, one in latest_changes(session, plan_id).items() if one.kind in (MOVED, REOPENED)}
    found: dict[int, date] = {}
    for number, task_id in session.execute(query) if moved else ():
        if number in moved:
            found[task_id] = max(found.get(task_id, date.min), moved[number].due_on)
    return found


def tasks_asked_about(session: Session, task_ids: Sequence[int]) -> set[int]:
    """Those of the tasks on which a report is, or was, owed."""
    query = select(col(Assignment.task_id)).join(Obligation, col(Obligation.assignment_id) == Assignment.id)
    return {row[0] for row in session.execute(query.where(col(Assignment.task_id).in_(task_ids)).distinct())}


def chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists short enough for one statement."""
    left = iter(values)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
