"""Threads with one answering agency about one plan's occasions of one period."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Update, bindparam, update
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

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


def begin_threads(session: Session, message_ids: Mapping[int, str]) -> None:
    """Keep the Message-ID of the first letter of each thread, by request id; a thread that has begun keeps its own."""
    if not message_ids:
        return
    rows = [{"begun": request_id, "first": message_id} for request_id, message_id in message_ids.items()]
    session.connection().execute(_beginning(), rows)


@cache
def _beginning() -> Update:
    return (
        update(Request.__table__)  # type: ignore[attr-defined]
        .where(col(Request.id) == bindparam("begun"), col(Request.message_id).is_(None))
        .values(message_id=bindparam("first"))
    )


def requests_for(
    session: Session, plan_id: int, wanted: Collection[tuple[str, str]], now: datetime
) -> dict[tuple[str, str], Request]:
    """The thread for each (agency, period key), begun where there is none."""
    query = select(Request).where(
        Request.plan_id == plan_id,
        col(Request.agency_id).in_({agency_id for agency_id, _ in wanted}),
        col(Request.period_key).in_({period_key for _, period_key in wanted}),
    )
    known = {(one.agency_id, one.period_key): one for one in session.exec(query)}
    for agency_id, period_key in wanted:
        if (agency_id, period_key) not in known:
            known[agency_id, period_key] = Request(
                plan_id=plan_id, agency_id=agency_id, period_key=period_key, opened_at=now
            )
    session.add_all(known.values())
    session.flush()
    return known
