"""Which of several successors answers for an agency on one task: the office's choice, appended, the last in force."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import Select

from models.database import UtcDateTime
from models.task import Task


class Succession(SQLModel, table=True):
    """One choice: on this task, `successor_id` answers for `agency_id` once that has ended."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    agency_id: str = Field(foreign_key="agency.id")
    successor_id: str = Field(foreign_key="agency.id")
    authority: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


def chosen_successors(session: Session, plan_id: int) -> Mapping[tuple[int, str], str]:
    """The successor chosen for each (task id, agency id) of the plan of which several were possible."""
    found = session.exec(_choices(), params={"plan_id": plan_id})
    return {(task_id, agency_id): successor_id for task_id, agency_id, successor_id in found}


@cache
def _choices() -> "Select[int, str, str]":
    return (
        select(col(Succession.task_id), col(Succession.agency_id), col(Succession.successor_id))
        .join(Task, col(Task.id) == Succession.task_id)
        .where(col(Task.plan_id) == bindparam("plan_id"))
        .order_by(col(Succession.id))
    )
