"""A plan as stored, held against a newer reading of its document."""

from collections.abc import Sequence

from sqlmodel import Session

from documents.plan_document import TaskRead
from models.plan_difference import PlanDifference, PlannedTask, PlannedTime, plan_difference
from models.task import COORDINATING, LEAD, Assignment, Milestone, Task, assignments_of, milestones_of, tasks_of


def difference_to(session: Session, plan_id: int, tasks: Sequence[TaskRead]) -> PlanDifference:
    """What sets the tasks as read apart from those that the plan has."""
    stored = [planned(session, task) for task in tasks_of(session, plan_id)]
    return plan_difference(stored, [task.planned for task in tasks])


def planned(session: Session, task: Task) -> PlannedTask:
    """A stored task as one version of the plan has it."""
    given = assignments_of(session, task.id or 0)
    return PlannedTask(
        task.code,
        task.title,
        _ids(given, LEAD),
        _ids(given, COORDINATING),
        tuple(task.open_phrases),
        tuple(_time(milestone) for milestone in milestones_of(session, task.id or 0) if milestone.kind != "ad_hoc"),
        task.time_text,
    )


def _ids(given: Sequence[Assignment], role: str) -> tuple[str, ...]:
    return tuple(one.agency_id or one.collective_id or "" for one in given if one.role == role)


def _time(one: Milestone) -> PlannedTime:
    return PlannedTime(one.kind, one.begins, one.due, one.every, one.amount, one.unit, one.anchor)
