"""Later decisions that amend a plan: from which day, what they change, who entered them."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import JsonColumn, UtcDateTime


class Amendment(SQLModel, table=True):
    """One decision that amends a plan; `difference` is what sets the plan's tasks after it apart from those before."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    number: str
    signed_on: date
    effective_on: date
    difference: dict[str, Any] = Field(sa_type=JsonColumn)
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


def amendments_of(session: Session, plan_id: int) -> list[Amendment]:
    """The plan's amendments in the order in which they took effect."""
    query = select(Amendment).where(Amendment.plan_id == plan_id)
    return list(session.exec(query.order_by(col(Amendment.effective_on), col(Amendment.id))))
