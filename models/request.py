"""Threads with one answering agency about one plan's occasions of one period."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, select

from models.database import UtcDateTime


class Request(SQLModel, table=True):
    """One thread. `key_version` revokes every key given out before; `message_id` is the first letter's."""

    __table_args__ = (UniqueConstraint("plan_id", "agency_id", "period_key"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    agency_id: str = Field(foreign_key="agency.id")
    period_key: str
    key_version: int = 1
    message_id: str | None = None
    opened_at: datetime = Field(sa_type=UtcDateTime)


def request_for(session: Session, plan_id: int, agency_id: str, period_key: str, now: datetime) -> Request:
    """The thread with that agency for that period, begun when there is none."""
    known = session.exec(
        select(Request).where(
            Request.plan_id == plan_id, Request.agency_id == agency_id, Request.period_key == period_key
        )
    ).first()
    if known is not None:
        return known
    request = Request(plan_id=plan_id, agency_id=agency_id, period_key=period_key, opened_at=now)
    session.add(request)
    session.flush()
    return request
