"""Walking a plan: opening what is owed on each task, and telling agencies what their ladders say is due."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sqlmodel import Session

from casework.agenda import asking_days
from casework.docket import Docket
from casework.sender import Sender
from casework.telling import Walks, tell
from casework.withholding import ask_office_whether
from models.event import record
from models.expectation import TaskOutline, conditions_of, next_opening, owed_by_task
from models.obligation import NEVER, agencies_to_look_at, open_obligations
from models.occasion import store_occasion
from models.plan import hold_plan
from models.policy import Purpose
from models.task import Task, assignments_of, milestones_of
from models.told import alike_to_look_at

ASKING = frozenset({Purpose.ASK})
REMINDING = frozenset(Purpose) - ASKING
AGENCIES_AT_ONCE = 200


def outline_of(session: Session, task: Task) -> TaskOutline:
    """The task with its milestones and assignments."""
    return TaskOutline(task, milestones_of(session, task.id or 0), assignments_of(session, task.id or 0))


def open_task(session: Session, docket: Docket, task: Task) -> int:
    """Open every obligation of the task whose occasion has begun; returns how many were new.

    Safe to run twice, late, or never for a day: the database refuses a second one.
    """
    if docket.day < task.open_next_on:
        return 0
    hold_plan(session, docket.plan_id)
    return _open(session, docket, outline_of(session, task))


def agencies_due(session: Session, docket: Docket) -> Iterator[tuple[str, ...]]:
    """The named agencies of which something is to be looked at today, so many at once."""
    return families(docket, agencies_to_look_at(session, docket.plan_id, docket.day))


def families(docket: Docket, agency_ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The named agencies so many at once; those for which one agency answers stay together: it gets one letter."""
    by_answering: dict[tuple[str, ...], list[str]] = {}
    for named in agency_ids:
        by_answering.setdefault(docket.directory.answering(named, docket.day) or (named,), []).append(named)
    left = iter(sorted(by_answering.items()))
    while batch := tuple(name for _, family in islice(left, AGENCIES_AT_ONCE) for name in family):
        yield batch


def tell_agencies(
    session: Session, docket: Docket, sender: Sender, named: Iterable[str], purposes: Collection[Purpose], walks: Walks
) -> None:
    """Take the steps of these purposes that are due today on what is owed by the agencies named, and count them.

    Of several steps due on one report the last is taken, the others are kept as overtaken. Nobody is told twice on one
    day, and nobody who was not reached is told more.
    """
    hold_plan(session, docket.plan_id)
    owed = alike_to_look_at(session, docket.plan_id, docket.day, docket.mode, list(named))
    tell(session, docket, sender, owed, purposes, walks)


def _open(session: Session, docket: Docket, outline: TaskOutline) -> int:
    task = outline.task
    rows = list(_owed_rows(session, docket, outline))
    for milestone, period in conditions_of(docket.plan, outline):
        if task.open_next_on <= period.begins <= docket.day:
            ask_office_whether(session, docket, task, milestone, period)
    opened = open_obligations(session, rows)
    task.open_next_on = next_opening(docket.plan, docket.policy, outline, docket.day) or NEVER
    session.add(task)
    if opened:
        record(session, docket.now, "dondoc", "opened", f"task:{task.id}", obligations=opened)
    return opened


def _owed_rows(session: Session, docket: Docket, outline: TaskOutline) -> Iterator[dict[str, object]]:
    """What opened since the task was opened last, as rows."""
    ask_on = asking_days(docket.policy)
    roles = {one.id: one.role for one in outline.assignments}
    occasion_ids: dict[str, int | None] = {}
    since = outline.task.open_next_on
    for occasion, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, docket.day, since):
        if owed.occasion_slug not in occasion_ids:
            occasion_ids[owed.occasion_slug] = store_occasion(session, occasion.row(docket.plan_id)).id
        yield {
            "assignment_id": owed.assignment_id,
            "occasion_id": occasion_ids[owed.occasion_slug],
            "agency_id": owed.agency_id,
            "opened_at": docket.now,
            "look_on": ask_on(roles[owed.assignment_id], occasion.due_on, occasion.period.key, occasion.kind),
        }
