"""What became of the items that a digest put to the Committee: the next digest says it."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime

ACCEPTED = "accepted"
REJECTED = "rejected"
DEFERRED = "deferred"
IN_HAND = "in_hand"
OUTCOMES = (ACCEPTED, REJECTED, DEFERRED, IN_HAND)
ENDED = (ACCEPTED, REJECTED)


class FollowUp(SQLModel, table=True):
    """What became of one numbered item of a digest that was sent; append-only, the last counts.

    `said` names the document that decided it, `decided_on` its day.
    """

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(foreign_key="digest.id", index=True)
    number: int
    outcome: str
    said: str
    decided_on: date | None = None
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


def follow_ups(session: Session, digest_ids: Iterable[int], until: datetime) -> dict[tuple[int, int], FollowUp]:
    """The last that was recorded by that moment of each item, by (digest, number)."""
    query = select(FollowUp).where(col(FollowUp.digest_id).in_(list(digest_ids)), col(FollowUp.at) <= until)
    return {(one.digest_id, one.number): one for one in session.exec(query.order_by(col(FollowUp.id)))}
