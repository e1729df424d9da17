"""What was typed on a private page and not sent yet: one draft for each person and request."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, select

from models.database import JsonColumn, UtcDateTime


class Draft(SQLModel, table=True):
    """The fields as typed and the files uploaded; `owner` is contact:3 or clerk:5. It is nobody's answer."""

    __table_args__ = (UniqueConstraint("request_id", "owner"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id")
    owner: str
    fields: dict[str, str] = Field(default_factory=dict, sa_type=JsonColumn)
    files: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    saved_at: datetime = Field(sa_type=UtcDateTime)


def draft_of(session: Session, request_id: int, owner: str) -> Draft | None:
    """The draft that `owner` left, if there is one."""
    return session.exec(select(Draft).where(Draft.request_id == request_id, Draft.owner == owner)).first()
