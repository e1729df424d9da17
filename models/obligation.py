"""Somebody owes a report: assignment × occasion × named agency, each once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Index, Table, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import UtcDateTime
from models.occasion import Occasion
from models.task import Assignment, Task


class Obligation(SQLModel, table=True):
    """One report owed. The agency is the one the plan named; who answers for it today is derived."""

    __table_args__ = (
        UniqueConstraint("assignment_id", "occasion_id", "agency_id"),
        Index("ix_obligation_part", "assignment_id", "agency_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    occasion_id: int = Field(foreign_key="occasion.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)


class DueChange(SQLModel, table=True):
    """Who moved, waived, closed, paused or reopened an obligation, from and to which day, why, by what authority.

    A pause keeps the due date it is `from_on`; its `to_on` is the day on which the ladder resumes.
    """

    __table_args__ = (UniqueConstraint("obligation_id", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    revision: int
    kind: str
    from_on: date
    to_on: date
    reason: str
    authority: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)

    @property
    def due_on(self) -> date:
        """The due date in force after the change."""
        return self.from_on if self.kind == PAUSED else self.to_on


MOVED = "moved"
WAIVED = "waived"
CLOSED = "closed"
PAUSED = "paused"
REOPENED = "reopened"


def open_obligations(session: Session, rows: Iterable[dict[str, Any]]) -> int:
    """Insert the obligations that are not there yet; returns how many were new."""
    values = list(rows)
    if not values:
        return 0
    return insert_new(session, Obligation, values)


def insert_new(session: Session, model: type[SQLModel], values: list[dict[str, Any]]) -> int:
    """Insert the rows of `model` that break no uniqueness; returns how many went in."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return cast("CursorResult[Any]", session.execute(insert, values)).rowcount


def hold_obligations(session: Session, obligation_ids: list[int]) -> None:
    """Have others who record on these obligations wait until this transaction ends, as on SQLite every writer does."""
    wanted = select(Obligation.id).where(col(Obligation.id).in_(obligation_ids)).order_by(col(Obligation.id))
    session.exec(wanted.with_for_update(key_share=True)).all()


def latest_changes(session: Session, plan_id: int) -> dict[int, DueChange]:
    """The last due change of each obligation of the plan that has any, by obligation id."""
    newest = (
        select(col(DueChange.obligation_id), func.max(col(DueChange.revision)).label("revision"))
        .join(Obligation, col(Obligation.id) == DueChange.obligation_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(Occasion.plan_id == plan_id)
        .group_by(col(DueChange.obligation_id))
        .subquery()
    )
    query = select(DueChange).join(
        newest,
        (col(DueChange.obligation_id) == newest.c.obligation_id) & (col(DueChange.revision) == newest.c.revision),
    )
    return {change.obligation_id: change for change in session.exec(query)}


def changes_of(session: Session, plan_id: int) -> list[DueChange]:
    """Every due change of the plan's obligations, oldest first."""
    query = (
        select(DueChange)
        .join(Obligation, col(Obligation.id) == DueChange.obligation_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(Occasion.plan_id == plan_id)
    )
    return list(session.exec(query.order_by(col(DueChange.id))))


def change_due(session: Session, change: DueChange) -> DueChange:
    """Append `change` as the obligation's next due revision."""
    last = session.exec(
        select(func.max(DueChange.revision)).where(DueChange.obligation_id == change.obligation_id)
    ).one()
    change.revision = (last or 0) + 1
    session.add(change)
    session.flush()
    return change


def obligation_with_task(session: Session, obligation_id: int) -> tuple[Obligation, Assignment, Occasion, Task]:
    """One obligation with what it rests on; raises NoResultFound when there is none."""
    obligation = session.get_one(Obligation, obligation_id)
    assignment = session.get_one(Assignment, obligation.assignment_id)
    occasion = session.get_one(Occasion, obligation.occasion_id)
    return obligation, assignment, occasion, session.get_one(Task, assignment.task_id)
