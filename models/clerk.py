"""Colleagues at an agency to whom its contact passed some tasks of a request, each with a link of their own."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import JsonColumn, UtcDateTime


class Clerk(SQLModel, table=True):
    """One colleague: who passed which obligations on, and until when the link opens the page."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    name: str
    obligations: list[int] = Field(sa_type=JsonColumn)
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def clerks_of(session: Session, request_id: int) -> list[Clerk]:
    """The colleagues of a request whose links still open, in the order of their making."""
    query = select(Clerk).where(Clerk.request_id == request_id, col(Clerk.revoked_at).is_(None))
    return list(session.exec(query.order_by(col(Clerk.id))))
