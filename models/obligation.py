"""Somebody owes a report: assignment × occasion × named agency, each once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Index, Update, and_, bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.agency import Agency
from models.database import UtcDateTime, insert_into
from models.occasion import Occasion
from models.task import Assignment, Task

NOW = date.min
NEVER = date.max
AT_ONCE = 10_000
UNSYNCHRONIZED = {"synchronize_session": False}


class Obligation(SQLModel, table=True):
    """One report owed. The agency is the one the plan named; who answers for it today is derived.

    `look_on` is an index, not a fact: the first day on which the planner may have something to say of it. Whatever may
    bring that day forward calls `look_again`; `prove` holds it against the planner.
    """

    __table_args__ = (
        UniqueConstraint("assignment_id", "occasion_id", "agency_id"),
        Index("ix_obligation_part", "assignment_id", "agency_id"),
        Index("ix_obligation_look", "agency_id", "look_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    occasion_id: int = Field(foreign_key="occasion.id", index=True)
    agency_id: str = Field(foreign_key="agency.id")
    opened_at: datetime = Field(sa_type=UtcDateTime)
    look_on: date = NOW


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
    insert = insert_into(session, model).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return cast("CursorResult[Any]", session.execute(insert, values)).rowcount


def look_again(session: Session, obligation_ids: Collection[int]) -> None:
    """Have the planner look at these obligations, and at what else the same agencies owe of the same tasks, at once.

    An answer or a decision on one report of a part may open or close the later ones.
    """
    session.execute(_looks_again(), {"obligation_ids": list(obligation_ids)}, execution_options=UNSYNCHRONIZED)


@cache
def _looks_again() -> Update:
    one, other = aliased(Obligation), aliased(Obligation)
    same = and_(col(other.assignment_id) == one.assignment_id, col(other.agency_id) == one.agency_id)
    beside = select(other.id).join(one, same).where(col(one.id).in_(bindparam("obligation_ids", expanding=True)))
    return update(Obligation).where(col(Obligation.id).in_(beside)).values(look_on=NOW)


def look_again_at_all(session: Session, plan_id: int | None = None, agency_ids: Collection[str] | None = None) -> None:
    """Have the planner look at every obligation at once: of a plan, of the agencies named, or of all."""
    statement = update(Obligation).values(look_on=NOW)
    if plan_id is not None:
        of_plan = select(Occasion.id).where(Occasion.plan_id == plan_id)
        statement = statement.where(col(Obligation.occasion_id).in_(of_plan))
    if agency_ids is not None:
        statement = statement.where(col(Obligation.agency_id).in_(agency_ids))
    session.execute(statement, execution_options=UNSYNCHRONIZED)


def set_looks(session: Session, looks: Mapping[date, Sequence[int]]) -> None:
    """Set the day of the next look at each of the obligations."""
    for look_on, ids in looks.items():
        for first in range(0, len(ids), AT_ONCE):
            wanted = col(Obligation.id).in_(ids[first : first + AT_ONCE])
            statement = update(Obligation).where(wanted).values(look_on=look_on)
            session.execute(statement, execution_options=UNSYNCHRONIZED)


def agencies_to_look_at(session: Session, plan_id: int, day: date) -> list[str]:
    """The named agencies of whose obligations of the plan some are to be looked at by `day`, in order."""
    return list(session.exec(_to_look_at(), params={"plan_id": plan_id, "day": day}))


@cache
def _to_look_at() -> SelectOfScalar[str]:
    due = (
        select(Obligation.id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(
            col(Obligation.agency_id) == Agency.id,
            col(Obligation.look_on) <= bindparam("day"),
            col(Occasion.plan_id) == bindparam("plan_id"),
        )
    )
    return select(Agency.id).where(due.exists()).order_by(Agency.id)


def count_by_task(session: Session, obligation_ids: Sequence[int]) -> Counter[str]:
    """How many of the obligations each task has, by its code."""
    counts: Counter[str] = Counter()
    for first in range(0, len(obligation_ids), AT_ONCE):
        query = (
            select(col(Task.code), func.count())
            .join(Assignment, col(Assignment.task_id) == Task.id)
            .join(Obligation, col(Obligation.assignment_id) == Assignment.id)
            .where(col(Obligation.id).in_(obligation_ids[first : first + AT_ONCE]))
            .group_by(col(Task.code), col(Task.position))
            .order_by(col(Task.position))
        )
        counts.update(dict(session.exec(query).all()))
    return counts


def agencies_owing(session: Session, plan_id: int) -> list[str]:
    """The named agencies that owe or owed anything of the plan, in order."""
    owed = (
        select(Obligation.id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(Obligation.agency_id == Agency.id, Occasion.plan_id == plan_id)
    )
    return list(session.exec(select(Agency.id).where(owed.exists()).order_by(Agency.id)))


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
    look_again(session, [change.obligation_id])
    return change


def tasks_by_obligation(session: Session, obligation_ids: Collection[int]) -> dict[int, tuple[Assignment, Task]]:
    """The assignment and the task that each of the obligations rests on, by obligation id."""
    query = (
        select(col(Obligation.id), Assignment, Task)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Task, col(Task.id) == Assignment.task_id)
        .where(col(Obligation.id).in_(obligation_ids))
    )
    return {one or 0: (assignment, task) for one, assignment, task in session.exec(query)}


def obligation_with_task(session: Session, obligation_id: int) -> tuple[Obligation, Assignment, Occasion, Task]:
    """One obligation with what it rests on; raises NoResultFound when there is none."""
    obligation = session.get_one(Obligation, obligation_id)
    assignment = session.get_one(Assignment, obligation.assignment_id)
    occasion = session.get_one(Occasion, obligation.occasion_id)
    return obligation, assignment, occasion, session.get_one(Task, assignment.task_id)
