"""The figures by which an installation is watched: letters, ticks, pen and obligations, as counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from models.letter import DEFERRED, QUEUED, TRANSITIONS, Delivery
from models.message import STORED, Message
from models.pen import OPEN, PenItem
from models.standing import State, count_by_state
from models.tick import last_ticks


@dataclass(frozen=True)
class Figures:
    """Counts of one moment; moments are aware, None where there is nothing."""

    deliveries: Mapping[str, int]
    waiting_since: datetime | None
    ticks: Mapping[str, datetime]
    pen: int
    unread: int


def figures(session: Session) -> Figures:
    """The figures of the whole installation."""
    counted = session.execute(select(col(Delivery.state), func.count()).group_by(col(Delivery.state)))
    found: dict[str, int] = dict(counted.tuples().all())
    waiting = select(func.min(col(Delivery.state_since))).where(col(Delivery.state).in_([QUEUED, DEFERRED]))
    return Figures(
        deliveries={state: found.get(state, 0) for state in TRANSITIONS},
        waiting_since=session.execute(waiting).scalar(),
        ticks=last_ticks(session),
        pen=_count(session, PenItem, col(PenItem.state) == OPEN),
        unread=_count(session, Message, col(Message.outcome) == STORED),
    )


def obligations_by_state(session: Session, plan_id: int, day: date, mode: str) -> dict[State, int]:
    """How many obligations of the plan are in each state, those without any as 0."""
    found = count_by_state(session, plan_id, day, mode)
    return {state: found.get(state, 0) for state in State}


def _count(session: Session, table: type, condition: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(table).where(condition)).scalar() or 0
