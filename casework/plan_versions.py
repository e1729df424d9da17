"""A plan as stored, held against a newer reading of its document."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from casework.requesting_ad_hoc import CODE
from documents.plan_document import TaskRead
from models.plan_difference import PlanDifference, PlannedTask, plan_difference
from models.task import COORDINATING, LEAD, Assignment, Task, assignments_of, milestones_of, tasks_of


def difference_to(session: Session, plan_id: int, day: date, tasks: Sequence[TaskRead]) -> PlanDifference:
    """What sets the tasks as read apart from those of the plan that are in force on the day, ad hoc ones left out."""
    stored = [one for one in tasks_of(session, plan_id) if one.in_force(day) and not one.code.startswith(CODE)]
    return plan_difference([_planned(session, one, day) for one in stored], [task.planned for task in tasks])


def _planned(session: Session, task: Task, day: date) -> PlannedTask:
    given = assignments_of(session, task.id or 0, day)
    return PlannedTask(
        task.code,
        task.title,
        _ids(given, LEAD),
        _ids(given, COORDINATING),
        tuple(task.open_phrases),
        tuple(milestone.planned for milestone in milestones_of(session, task.id or 0, day)),
        task.time_text,
    )


def _ids(given: Sequence[Assignment], role: str) -> tuple[str, ...]:
    return tuple(one.agency_id or one.collective_id or "" for one in given if one.role == role)
