"""The holding pen: what could not be placed with certainty, with a proposal, until a named person decides."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import JsonColumn, UtcDateTime

OPEN = "open"
FILED = "filed"
DROPPED = "dropped"
SPLIT = "split"


class PenItem(SQLModel, table=True):
    """Part or all of a message that waits for the office; `proposal` is what would be recorded.

    `confirmed_by` is the contact who said that a stranger wrote for the agency; `part_of` the item it was cut from.
    """

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="request.id")
    text: str
    why: str
    proposal: dict[str, Any] = Field(default_factory=dict, sa_type=JsonColumn)
    state: str = Field(default=OPEN, index=True)
    since: datetime = Field(sa_type=UtcDateTime)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision: str | None = None
    confirmed_by: str | None = None
    part_of: int | None = None


class PenCandidate(SQLModel, table=True):
    """An obligation that a pen item may answer; why so; while the item is open it is in review."""

    pen_item_id: int = Field(primary_key=True, foreign_key="penitem.id")
    obligation_id: int = Field(primary_key=True, foreign_key="obligation.id", index=True)
    why: str = ""


def open_items(session: Session) -> list[PenItem]:
    """The items that wait, oldest first."""
    return list(session.exec(select(PenItem).where(PenItem.state == OPEN).order_by(col(PenItem.id))))


def candidates_of(session: Session, pen_item_id: int) -> list[int]:
    """Ids of the obligations the item may answer."""
    query = select(col(PenCandidate.obligation_id)).where(PenCandidate.pen_item_id == pen_item_id)
    return list(session.exec(query.order_by(col(PenCandidate.obligation_id))))


def reasons_of(session: Session, pen_item_id: int) -> dict[int, str]:
    """Why each obligation comes into question, by obligation id."""
    query = select(PenCandidate).where(PenCandidate.pen_item_id == pen_item_id)
    return {one.obligation_id: one.why for one in session.exec(query)}


def items_of_message(session: Session, message_id: int) -> list[PenItem]:
    """Every item of one message, decided or not, oldest first."""
    return list(session.exec(select(PenItem).where(PenItem.message_id == message_id).order_by(col(PenItem.id))))
