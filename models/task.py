"""Numbered assignments of a plan, with the dates their time expressions state and the agencies they name."""

from datetime import date
from typing import Any

from sqlalchemy import Index, update
from sqlmodel import Field, Session, UniqueConstraint, col, select

from models.database import JsonColumn
from models.plan_difference import PlannedTime
from models.validity import Validity

LEAD = "lead"
COORDINATING = "coordinating"


class Task(Validity, table=True):
    """One numbered assignment, in force until a later decision takes it out; `first_code` never changes.

    `open_phrases` are sets nobody is asked for until the office names members. All that opens before `open_next_on` is
    in the tables; what it rests on sets it back when it changes.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        Index("ix_task_first_code", "plan_id", "first_code", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    code: str
    first_code: str = ""
    position: int
    section: str
    subsection: str
    title: str
    text: str
    time_text: str
    product: str
    place: str
    open_phrases: list[str] = Field(sa_type=JsonColumn)
    open_next_on: date = date.min

    def __init__(self, **columns: Any) -> None:
        """A task keeps the code it first had."""
        super().__init__(**{"first_code": columns.get("code", ""), **columns})


class Milestone(Validity, table=True):
    """A date or span that a task's time expression states; `text` is the expression it was read from.

    A relative one is due once the day it counts from is known: at signing, or when the office set `anchored_on`.
    """

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    kind: str
    begins: date | None = None
    due: date | None = None
    every: str | None = None
    amount: int | None = None
    unit: str | None = None
    anchor: str | None = None
    past_at_signing: bool = False
    anchored_on: date | None = None
    text: str

    @property
    def planned(self) -> PlannedTime:
        """What it says, without its words."""
        due = None if self.anchored_on else self.due
        return PlannedTime(self.kind, self.begins, due, self.every, self.amount, self.unit, self.anchor)


class Assignment(Validity, table=True):
    """Task × agency, or task × collective, with a role and the phrase that said so: exactly one of the two ids.

    `amendment_id` names the later decision that gave it, None the plan itself.
    """

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    role: str
    agency_id: str | None = Field(default=None, foreign_key="agency.id")
    collective_id: str | None = Field(default=None, foreign_key="collective.id")
    phrase: str
    amendment_id: int | None = Field(default=None, foreign_key="amendment.id")


def tasks_of(session: Session, plan_id: int) -> list[Task]:
    """The plan's tasks in its own order."""
    return list(session.exec(select(Task).where(Task.plan_id == plan_id).order_by(col(Task.position))))


def open_anew(session: Session) -> None:
    """Have every task opened from its beginning again: what is owed may have changed for days past."""
    session.execute(update(Task).values(open_next_on=date.min))


def task_coded(session: Session, plan_id: int, code: str) -> Task | None:
    """The task with that code, if the plan has one."""
    return session.exec(select(Task).where(Task.plan_id == plan_id, Task.code == code)).first()


def milestones_of(session: Session, task_id: int, on: date | None = None) -> list[Milestone]:
    """A task's milestones in the order of its time expression: all there ever were, or those in force on a day."""
    found = session.exec(
        select(Milestone).where(Milestone.task_id == task_id).order_by(col(Milestone.position), col(Milestone.id))
    )
    return [one for one in found if on is None or one.in_force(on)]


def assignments_of(session: Session, task_id: int, on: date | None = None) -> list[Assignment]:
    """A task's assignments, leads first, in the plan's order: all there ever were, or those in force on a day."""
    found = session.exec(
        select(Assignment).where(Assignment.task_id == task_id).order_by(col(Assignment.position), col(Assignment.id))
    )
    return [one for one in found if on is None or one.in_force(on)]


def assignments_of_plan(session: Session, plan_id: int) -> list[Assignment]:
    """Every assignment there ever was of the plan, in the plan's order."""
    query = select(Assignment).join(Task, col(Task.id) == Assignment.task_id).where(Task.plan_id == plan_id)
    return list(session.exec(query.order_by(col(Task.position), col(Assignment.position), col(Assignment.id))))


def amended_assignments(session: Session, plan_id: int) -> dict[int, int]:
    """The amendment that gave each assignment of the plan which the plan itself had not: ids, by assignment id."""
    query = select(Assignment).join(Task, col(Task.id) == Assignment.task_id).where(Task.plan_id == plan_id)
    found = session.exec(query.where(col(Assignment.amendment_id).is_not(None)))
    return {one.id or 0: one.amendment_id or 0 for one in found}


def leads_of_plan(session: Session, plan_id: int, on: date) -> list[Assignment]:
    """Every assignment of the plan that leads and is in force on the day, in the plan's order."""
    query = select(Assignment).join(Task, col(Task.id) == Assignment.task_id)
    query = query.where(Task.plan_id == plan_id, Assignment.role == LEAD)
    found = session.exec(query.order_by(col(Task.position), col(Assignment.position), col(Assignment.id)))
    return [one for one in found if one.in_force(on)]
