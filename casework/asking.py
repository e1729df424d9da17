"""Walking one task of a plan: opening what is owed on it, and telling what its ladder says is due."""

from sqlmodel import Session

from casework.docket import Docket
from casework.sender import Sender
from casework.telling import Walk, tell
from models.event import record
from models.expectation import TaskOutline, owed_by_task
from models.obligation import open_obligations
from models.occasion import store_occasion
from models.plan import hold_plan
from models.policy import Purpose
from models.standing import standings
from models.task import Task, assignments_of, milestones_of

ASKING = frozenset({Purpose.ASK})
REMINDING = frozenset(Purpose) - ASKING


def outline_of(session: Session, task: Task) -> TaskOutline:
    """The task with its milestones and assignments."""
    return TaskOutline(task, milestones_of(session, task.id or 0), assignments_of(session, task.id or 0))


def ask_for_task(session: Session, docket: Docket, sender: Sender, task: Task) -> Walk:
    """Open every obligation of the task whose occasion has begun, and queue the asking of those whose day has come.

    Safe to run twice, late, or never for a day: the database refuses a second obligation or notice.
    """
    hold_plan(session, docket.plan_id)
    walk = Walk(task.code)
    walk.opened = open_owed(session, docket, outline_of(session, task))
    found = standings(session, docket.plan_id, docket.day, docket.mode, task_id=task.id)
    tell(session, docket, sender, found, ASKING, walk)
    return walk


def remind_for_task(session: Session, docket: Docket, sender: Sender, task: Task) -> Walk:
    """Queue the last step due of the ladder for each report of the task that was asked for and not answered.

    Steps whose day passed unused are kept as overtaken. Nobody is told twice on one day, and nobody who was not
    reached is told more.
    """
    hold_plan(session, docket.plan_id)
    walk = Walk(task.code)
    found = standings(session, docket.plan_id, docket.day, docket.mode, task_id=task.id)
    tell(session, docket, sender, found, REMINDING, walk)
    return walk


def open_owed(session: Session, docket: Docket, outline: TaskOutline) -> int:
    """Open the obligations of a task that are owed by today and not open yet; returns how many were new."""
    rows, occasion_ids = [], {}
    for occasion, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, docket.day):
        if owed.occasion_slug not in occasion_ids:
            occasion_ids[owed.occasion_slug] = store_occasion(session, occasion.row(docket.plan_id)).id
        rows.append(
            {
                "assignment_id": owed.assignment_id,
                "occasion_id": occasion_ids[owed.occasion_slug],
                "agency_id": owed.agency_id,
                "opened_at": docket.now,
            }
        )
    opened = open_obligations(session, rows)
    if opened:
        record(session, docket.now, "dondoc", "opened", f"task:{outline.task.id}", obligations=opened)
    return opened
