"""Attempts at delivering: how they ended, by the batch, and where that leaves their deliveries."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Update, bindparam, update
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime
from models.letter import NOT_ARRIVED, TRANSITIONS, Delivery, ForbiddenTransitionError, Letter, notices_by_letter
from models.obligation import look_again

WORDS = ("stage", "code", "said", "not_before")


class Attempt(SQLModel, table=True):
    """What came of one attempt at a delivery: append-only."""

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="delivery.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    state: str
    stage: str
    code: int | None = None
    said: str


class Attempted(NamedTuple):
    """How a delivery stands whose attempt came to an end."""

    delivery_id: int
    letter_id: int
    state: str
    attempts: int
    kind: str


class End(NamedTuple):
    """The state that a delivery goes on to, and what the server said."""

    before: Attempted
    state: str
    stage: str
    code: int | None
    said: str
    not_before: datetime | None


def attempted_deliveries(session: Session, delivery_ids: Collection[int]) -> dict[int, Attempted]:
    """How these deliveries stand, by id; nobody else moves them before this transaction ends."""
    rows = session.execute(_attempted(), {"ids": list(delivery_ids)})
    return {row[0]: Attempted._make(row) for row in rows}


@cache
def _attempted() -> Select[Any]:
    return (
        select_columns(
            col(Delivery.id), col(Delivery.letter_id), col(Delivery.state), col(Delivery.attempts), col(Letter.kind)
        )
        .join(Letter, col(Letter.id) == col(Delivery.letter_id))
        .where(col(Delivery.id).in_(bindparam("ids", expanding=True)))
        .order_by(col(Delivery.id))
        .with_for_update(of=Delivery, key_share=True)
    )


def end_deliveries(session: Session, ends: Sequence[End], now: datetime) -> None:
    """Put deliveries into the state that follows, with the server's words; what did not arrive is looked at again.

    Raises ForbiddenTransitionError when a state does not follow, or one no longer stands as it was seen.
    """
    if not ends:
        return
    for end in ends:
        if end.state not in TRANSITIONS[end.before.state]:
            raise ForbiddenTransitionError(
                f"delivery {end.before.delivery_id}: {end.before.state} is never followed by {end.state}"
            )
    rows = [
        {
            "ended": end.before.delivery_id,
            "before": end.before.state,
            "after": end.state,
            "since": now,
            **{name: getattr(end, name) for name in WORDS},
        }
        for end in ends
    ]
    if session.connection().execute(_ending(), rows).rowcount != len(rows):
        raise ForbiddenTransitionError(f"not all of {[end.before for end in ends]} stand as they did")
    lost = [end.before.letter_id for end in ends if end.state in NOT_ARRIVED]
    if lost:
        told = notices_by_letter(session, lost).values()
        look_again(session, [notice.obligation_id for many in told for notice in many])


@cache
def _ending() -> Update:
    return (
        update(Delivery.__table__)  # type: ignore[attr-defined]
        .where(col(Delivery.id) == bindparam("ended"), col(Delivery.state) == bindparam("before"))
        .values(state=bindparam("after"), state_since=bindparam("since"), **{name: bindparam(name) for name in WORDS})
    )


def add_attempts(session: Session, attempts: Sequence[dict[str, Any]]) -> None:
    """Append what came of these attempts, each a row of Attempt."""
    if attempts:
        session.connection().execute(Attempt.__table__.insert(), attempts)  # type: ignore[attr-defined]


def attempts_of(session: Session, delivery_id: int) -> list[Attempt]:
    """What came of each attempt at the delivery, oldest first."""
    return list(session.exec(select(Attempt).where(Attempt.delivery_id == delivery_id).order_by(col(Attempt.id))))
