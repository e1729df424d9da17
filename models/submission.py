"""Answers that wait for the consent of their agency's own head before they count as the agency's."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import JsonColumn, UtcDateTime

WAITING = "waiting"
CONSENTED = "consented"
DECLINED = "declined"
REPLACED = "replaced"


class Submission(SQLModel, table=True):
    """What one person of an agency sent in; `answers` as JSON, `by` is contact:3 or clerk:5, `decided_by` the head."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    by: str
    source: str
    message_id: int | None = Field(default=None, foreign_key="message.id")
    answers: list[dict[str, Any]] = Field(sa_type=JsonColumn)
    state: str = WAITING
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    remark: str = ""


def with_head_since(session: Session) -> dict[int, datetime]:
    """When each obligation whose answer waits for a head was submitted, by obligation id."""
    waiting = session.exec(select(Submission).where(Submission.state == WAITING).order_by(col(Submission.id)))
    return {int(answer["obligation_id"]): one.submitted_at for one in waiting for answer in one.answers}


def last_submission(session: Session, request_id: int) -> Submission | None:
    """The last submission of a request, whatever became of it."""
    query = select(Submission).where(Submission.request_id == request_id)
    return session.exec(query.order_by(col(Submission.id).desc()).limit(1)).first()


def waiting_submission(session: Session, request_id: int) -> Submission | None:
    """The submission of a request that its agency's head has not decided on."""
    query = select(Submission).where(Submission.request_id == request_id, Submission.state == WAITING)
    return session.exec(query.order_by(col(Submission.id).desc()).limit(1)).first()
