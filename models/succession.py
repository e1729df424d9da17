"""Which of several successors answers for an agency on one task: the office's choice, appended, the last in force."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

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
    query = select(Succession).join(Task, col(Task.id) == Succession.task_id).where(Task.plan_id == plan_id)
    return {(one.task_id, one.agency_id): one.successor_id for one in session.exec(query.order_by(col(Succession.id)))}
