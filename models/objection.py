"""What agencies say against their own lines of a draft digest, and what the office answers."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime
from models.digest import Digest

WAITING = "waiting"
ACCEPTED = "accepted"
REJECTED = "rejected"


class Objection(SQLModel, table=True):
    """One agency's objection to its line on one obligation, made on the page of a correction round."""

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(foreign_key="digest.id", index=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    agency_id: str = Field(foreign_key="agency.id")
    contact_id: int = Field(foreign_key="contact.id")
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    state: str = WAITING
    settled_by: str | None = None
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None


def objections_of(session: Session, plan_id: int, period_key: str | None = None) -> list[Objection]:
    """The objections to any version of the plan's digests, or of one issue, oldest first."""
    query = select(Objection).join(Digest, col(Digest.id) == Objection.digest_id).where(Digest.plan_id == plan_id)
    if period_key is not None:
        query = query.where(Digest.period_key == period_key)
    return list(session.exec(query.order_by(col(Objection.id))))
