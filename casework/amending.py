"""Amending a plan by a later decision: other tasks, agencies and dates from its day on; what was stays on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from casework.asking import outline_of
from casework.docket import Docket
from casework.due_changes import store_change
from casework.loading import assignment_row, milestone_row, store_task
from casework.retracting import retract
from casework.sender import Sender
from casework.telling_changes import tell_changes
from documents.plan_document import TaskRead
from language.dates import short_date
from language.wording import Wording, wording
from models.amendment import Amendment, amendments_of
from models.event import record
from models.expectation import TaskOutline, owed_by_task
from models.obligation import CLOSED, DueChange, look_again_at_all
from models.occasion import AD_HOC, occasions_of
from models.plan import hold_plan
from models.plan_difference import PlanDifference, TaskChange
from models.standing import SETTLED, Standing, standings
from models.task import Task, assignments_of, milestones_of, open_anew, tasks_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Decision:
    """The decision that amends: its number and days, as entered."""

    number: str
    signed_on: date
    effective_on: date


@dataclass(frozen=True)
class Amended:
    """What amending did: the row, the reports closed because they are no longer owed, and whom no letter could tell."""

    amendment: Amendment
    closed: int
    untold: tuple[str, ...]


def amend_plan(
    session: Session,
    docket: Docket,
    sender: Sender,
    decision: Decision,
    difference: PlanDifference,
    tasks: Sequence[TaskRead],
    by: str,
) -> Amended | Wording:
    """Put `difference`, which leads to `tasks`, in force from the decision's day; or why not.

    Reports that are due on or after that day and owed by nobody any more are closed, and their agencies are told; who
    owes them now is asked in the next walk. Periods that ended before keep whom they had.
    """
    hold_plan(session, docket.plan_id)
    why = _unfit(session, docket, decision, difference)
    if why is not None:
        return why
    amendment = _store(session, docket, decision, difference, by)
    _apply(session, docket, amendment, difference, {task.code: task for task in tasks})
    look_again_at_all(session, plan_id=docket.plan_id)
    open_anew(session)
    closed = _close_what_nobody_owes(session, docket, decision, by)
    retract(session, docket, [one.obligation_id for one in closed], by, decision.number, keep_asking=False)
    told = tell_changes(session, docket, sender, closed)
    record(session, docket.now, by, "amended", f"plan:{docket.plan.slug}", amendment=amendment.id, closed=len(closed))
    return Amended(amendment, len(closed), told.untold)


def _unfit(session: Session, docket: Docket, decision: Decision, difference: PlanDifference) -> Wording | None:
    if docket.plan.closed_on is not None:
        return wording("Kế hoạch đã kết thúc ngày {day}.", day=short_date(docket.plan.closed_on))
    if not difference:
        return wording("Văn bản không thay đổi nhiệm vụ nào của kế hoạch.")
    if not docket.plan.signed_on < decision.effective_on <= docket.day:
        signed = short_date(docket.plan.signed_on)
        return wording("Ngày có hiệu lực phải sau ngày ký kế hoạch ({signed}) và không sau hôm nay.", signed=signed)
    known = amendments_of(session, docket.plan_id)
    if any(one.number == decision.number for one in known):
        return wording("Văn bản {number} đã được nhập.", number=decision.number)
    if any(one.effective_on > decision.effective_on for one in known):
        return wording("Đã nhập một văn bản có hiệu lực sau ngày {day}.", day=short_date(decision.effective_on))
    return None


def _store(session: Session, docket: Docket, decision: Decision, difference: PlanDifference, by: str) -> Amendment:
    amendment = Amendment(
        plan_id=docket.plan_id,
        number=decision.number,
        signed_on=decision.signed_on,
        effective_on=decision.effective_on,
        difference=difference.to_json(),
        by=by,
        at=docket.now,
    )
    session.add(amendment)
    session.flush()
    return amendment


def _apply(
    session: Session, docket: Docket, amendment: Amendment, difference: PlanDifference, tasks: dict[str, TaskRead]
) -> None:
    stored = {task.code: task for task in tasks_of(session, docket.plan_id)}
    for gone in difference.removed:
        _end_task(session, stored[gone.code], amendment)
    changes = [(change, stored[change.before.code]) for change in difference.changed]
    _rename(session, changes, tasks)
    for change, task in changes:
        if change.reassigned:
            _reassign(session, task, amendment, tasks[change.after.code])
        if change.redated:
            _redate(session, task, amendment, tasks[change.after.code])
    places = {code: number for number, code in enumerate(tasks)}
    for new in difference.added:
        _add_task(session, docket, amendment, tasks[new.code], places[new.code])
    session.flush()


def _end_task(session: Session, task: Task, amendment: Amendment) -> None:
    """The task and all that is in force on it end the day before; its code is free for another."""
    last = amendment.effective_on - ONE_DAY
    for one in (task, *milestones_of(session, task.id or 0, last), *assignments_of(session, task.id or 0, last)):
        one.valid_to = last
        session.add(one)
    task.code = f"{task.code} ({amendment.number})"
    session.flush()


def _rename(session: Session, changes: Sequence[tuple[TaskChange, Task]], tasks: dict[str, TaskRead]) -> None:
    """New codes and titles; by way of codes that nobody has, for two tasks may change places."""
    for change, task in changes:
        task.code = f"~{task.id}" if change.renumbered else task.code
        session.add(task)
    session.flush()
    for change, task in changes:
        read = tasks[change.after.code]
        task.code, task.title, task.text, task.time_text = read.code, read.title, read.text, read.time_text
        task.section, task.subsection, task.open_phrases = read.section, read.subsection, list(read.open_phrases)
    session.flush()


def _reassign(session: Session, task: Task, amendment: Amendment, read: TaskRead) -> None:
    """Who lost the task keeps it until the day before; who is new has it from the day."""
    before = assignments_of(session, task.id or 0, amendment.effective_on)
    kept = {(one.role, one.agency_id or one.collective_id) for one in before}
    wanted = {(given.role, given.assignee) for given in read.assignments}
    for one in before:
        if (one.role, one.agency_id or one.collective_id) not in wanted:
            one.valid_to = amendment.effective_on - ONE_DAY
            session.add(one)
    for position, given in enumerate(read.assignments):
        if (given.role, given.assignee) not in kept:
            row = assignment_row(task, given, position)
            row.valid_from, row.amendment_id = amendment.effective_on, amendment.id
            session.add(row)


def _redate(session: Session, task: Task, amendment: Amendment, read: TaskRead) -> None:
    """The dates that stay stay; the others end the day before, and the new ones begin."""
    before = milestones_of(session, task.id or 0, amendment.effective_on)
    said = {one.planned for one in read.milestones}
    for milestone in before:
        if milestone.planned not in said:
            milestone.valid_to = amendment.effective_on - ONE_DAY
            session.add(milestone)
    kept = {one.planned for one in before}
    for position, given in enumerate(read.milestones):
        if given.planned not in kept:
            row = milestone_row(task, given, position)
            row.valid_from = amendment.effective_on
            session.add(row)


def _add_task(session: Session, docket: Docket, amendment: Amendment, read: TaskRead, position: int) -> None:
    task = store_task(session, docket.plan, read, position, first_code=_free_code(session, docket, amendment, read))
    task.valid_from = amendment.effective_on
    for milestone in milestones_of(session, task.id or 0):
        milestone.valid_from = amendment.effective_on
    for assignment in assignments_of(session, task.id or 0):
        assignment.valid_from, assignment.amendment_id = amendment.effective_on, amendment.id


def _free_code(session: Session, docket: Docket, amendment: Amendment, read: TaskRead) -> str:
    """The code that the new task keeps for ever: another one's code of old is not taken again."""
    used = set(session.exec(select(Task.first_code).where(Task.plan_id == docket.plan_id)))
    return f"{read.code}~{amendment.id}" if read.code in used else read.code


def _close_what_nobody_owes(session: Session, docket: Docket, decision: Decision, by: str) -> list[DueChange]:
    """Close what is open, due on or after the decision's day, and owed by no assignment and date still in force."""
    owed = _owed_from(session, docket, decision.effective_on)
    slugs = {one.id: one.slug for one in occasions_of(session, docket.plan_id)}
    found = standings(session, docket.plan_id, docket.day, docket.mode)
    ended = [
        one
        for one in found
        if one.state not in SETTLED
        and one.kind != AD_HOC
        and one.due_on >= decision.effective_on
        and (one.assignment_id, slugs[one.occasion_id], one.agency_id) not in owed
    ]
    return [_close(session, docket, one, decision, by) for one in ended]


def _owed_from(session: Session, docket: Docket, day: date) -> set[tuple[int, str, str]]:
    """(assignment, occasion, agency) of what is owed by what is in force on the day."""
    found = set()
    for task in session.exec(select(Task).where(Task.plan_id == docket.plan_id)):
        whole = outline_of(session, task)
        outline = TaskOutline(
            task,
            [one for one in whole.milestones if one.in_force(day)],
            [one for one in whole.assignments if one.in_force(day)],
        )
        for _, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, docket.day):
            found.add((owed.assignment_id, owed.occasion_slug, owed.agency_id))
    return found


def _close(session: Session, docket: Docket, one: Standing, decision: Decision, by: str) -> DueChange:
    why = wording(
        "văn bản sửa đổi kế hoạch, có hiệu lực từ ngày {day}, không còn giao báo cáo này",
        day=short_date(decision.effective_on),
    )
    return store_change(
        session,
        docket,
        obligation_id=one.obligation_id,
        kind=CLOSED,
        from_on=one.due_on,
        to_on=one.due_on,
        reason=why.say(),
        authority=decision.number,
        by=by,
    )
