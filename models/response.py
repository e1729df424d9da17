"""What agencies say on each obligation, version after version, and what the office says of it."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, func
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import UtcDateTime
from models.obligation import look_again

STATUSES = ("not_started", "in_progress", "completed", "suspended", "nothing")
NOT_OURS = "not_ours"
SAYABLE = (*STATUSES, NOT_OURS)

CONFIRMED = "confirmed"
RETURNED = "returned"
DISPUTED = "disputed"
LOCKED = "locked"
REOPENED = "reopened"

BY_MAIL = ("mail", "form")
SOURCES = (*BY_MAIL, "web", "office")

PHONE = "phone"
PAPER = "paper"


class Response(SQLModel, table=True):
    """One version of an answer; append-only. `source` is mail, form, web or office.

    `by` recorded it (contact:3, clerk:5, an officer); of what the office entered, `channel` says how it came (phone,
    paper), `given_by` who at the agency gave it and `given_on` when. `consent_by` is the head who consented to it.
    A status of not_ours says that the task is another's; the office decides on it.
    """

    __table_args__ = (UniqueConstraint("obligation_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    version: int
    status: str
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None
    source: str
    by: str
    channel: str = ""
    given_by: str = ""
    given_on: date | None = None
    consent_by: str = ""
    message_id: int | None = Field(default=None, foreign_key="message.id")
    request_id: int | None = Field(default=None, foreign_key="request.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime, index=True)


class Decision(SQLModel, table=True):
    """What the office (or the agency) says of a response; append-only."""

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="response.id", index=True)
    verdict: str
    reason: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


def add_responses(session: Session, responses: Sequence[Response]) -> list[Response]:
    """Append each as its obligation's next version."""
    ids = [one.obligation_id for one in responses]
    newest = select(col(Response.obligation_id), func.max(col(Response.version)))
    known = dict(
        session.exec(newest.where(col(Response.obligation_id).in_(ids)).group_by(col(Response.obligation_id))).all()
    )
    for one in responses:
        one.version = known[one.obligation_id] = known.get(one.obligation_id, 0) + 1
        session.add(one)
    session.flush()
    look_again(session, ids)
    return list(responses)


def add_decision(session: Session, decision: Decision) -> Decision:
    """Append what is said of a response."""
    session.add(decision)
    session.flush()
    look_again(session, [session.get_one(Response, decision.response_id).obligation_id])
    return decision


def is_latest(before: datetime | None = None) -> ColumnElement[bool]:
    """The condition that a response is its obligation's last version (recorded by `before`, when given)."""
    return _is_latest_of_all() if before is None else _is_newest(before)


@cache
def _is_latest_of_all() -> ColumnElement[bool]:
    return _is_newest(None)


def _is_newest(before: datetime | None) -> ColumnElement[bool]:
    later = Response.__table__.alias("later")  # type: ignore[attr-defined]
    newest = select(func.max(later.c.version)).where(later.c.obligation_id == Response.obligation_id)
    if before is not None:
        newest = newest.where(later.c.recorded_at <= before)
    return col(Response.version) == newest.correlate(Response).scalar_subquery()


def latest_responses(
    session: Session, obligation_ids: list[int], before: datetime | None = None
) -> dict[int, Response]:
    """The last version for each of the obligations that has one, by obligation id."""
    query = select(Response).where(col(Response.obligation_id).in_(obligation_ids), is_latest(before))
    return {response.obligation_id: response for response in session.exec(query)}


def responses_of(session: Session, obligation_id: int) -> list[Response]:
    """Every version of the answer on an obligation, oldest first."""
    query = select(Response).where(Response.obligation_id == obligation_id).order_by(col(Response.version))
    return list(session.exec(query))


def decisions_of(session: Session, response_id: int) -> list[Decision]:
    """What was decided about one version, oldest first."""
    return list(session.exec(select(Decision).where(Decision.response_id == response_id).order_by(col(Decision.id))))
