"""Compiled issues for a period: every draft kept, frozen as canonical data, approved by a person, then sent."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import UtcDateTime

DRAFT = "draft"
APPROVED = "approved"
SENT = "sent"
VOID = "void"


class Digest(SQLModel, table=True):
    """One version for one period; `content` is the canonical data and `sha256` its hash.

    A draft replaced by a newer one, or an approval that an answer overtook, is void and says why.
    """

    __table_args__ = (UniqueConstraint("plan_id", "period_key", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    period_key: str
    version: int
    state: str = DRAFT
    frozen_at: datetime = Field(sa_type=UtcDateTime)
    content: bytes
    sha256: str
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    void_reason: str | None = None
    letter_id: int | None = Field(default=None, foreign_key="letter.id")


def digests_of(session: Session, plan_id: int, period_key: str | None = None) -> list[Digest]:
    """The plan's digests, or one period's, oldest first."""
    query = select(Digest).where(Digest.plan_id == plan_id)
    if period_key is not None:
        query = query.where(Digest.period_key == period_key)
    return list(session.exec(query.order_by(col(Digest.period_key), col(Digest.version))))


def waiting_drafts(session: Session) -> list[Digest]:
    """The drafts that wait for approval."""
    return list(session.exec(select(Digest).where(Digest.state == DRAFT).order_by(col(Digest.id))))
