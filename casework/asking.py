"""Walking one task of a plan: opening what is owed on it, and queueing what its ladder says is due."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.envelopes import Telling, letters_for
from casework.sender import Sender
from language.wording import wording
from models.event import record
from models.expectation import TaskOutline, owed_by_task, step_days
from models.letter import NO_CONTACT, OVERTAKEN, Letter, Notice, notices_by_step
from models.obligation import open_obligations
from models.occasion import store_occasion
from models.period import period_keyed
from models.plan import hold_plan
from models.policy import LadderStep
from models.question import OpenQuestion, raise_question
from models.standing import Standing, State, standings
from models.task import Task, assignments_of, milestones_of

WAITING = frozenset({State.ASKED, State.OVERDUE, State.RETURNED})
Step = tuple[Standing, LadderStep]


@dataclass
class Walk:
    """What one walk over a task did: codes and counts, never names or addresses."""

    code: str
    opened: int = 0
    queued: Counter[str] = field(default_factory=Counter)
    without_contact: int = 0
    held: int = 0


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
    walk.held = sum(standing.state is State.HELD for standing in found)
    _queue_steps(session, docket, sender, _askings(session, docket, found), walk)
    return walk


def _askings(session: Session, docket: Docket, found: list[Standing]) -> list[Step]:
    """The asking of each whose day has come and who was not asked yet, be it that no mailbox was known until now."""
    steps = [
        (standing, docket.policy.ladder(standing.role)[0])
        for standing in found
        if standing.state in {State.PLANNED, State.NOT_REACHED} and ask_on(docket, standing) <= docket.day
    ]
    unreached = [standing.obligation_id for standing, _ in steps if standing.state is State.NOT_REACHED]
    noticed = notices_by_step(session, unreached, docket.mode)
    unaddressed = {name for name, notice in noticed.items() if notice.dropped == NO_CONTACT}
    return [
        (standing, step)
        for standing, step in steps
        if standing.state is State.PLANNED or _named(standing, step) in unaddressed
    ]


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


def ask_on(docket: Docket, standing: Standing) -> date:
    """The day a report is asked for: by its own due date, or with the period's letter when that goes out before."""
    step = docket.policy.ladder(standing.role)[0]
    days = docket.policy.working_days
    period_due = docket.policy.office_due(period_keyed(standing.period_key))
    return min(days.shift(standing.due_on, step.working_days), days.shift(period_due, step.working_days))


def remind_for_task(session: Session, docket: Docket, sender: Sender, task: Task) -> Walk:
    """Queue the last step due of the ladder for each report of the task that was asked for and not answered.

    Steps whose day passed unused are kept as overtaken. Nobody is told twice on one day, and nobody who was not
    reached is told more.
    """
    hold_plan(session, docket.plan_id)
    walk = Walk(task.code)
    waiting = [
        standing
        for standing in standings(session, docket.plan_id, docket.day, docket.mode, task_id=task.id)
        if standing.state in WAITING
    ]
    told_on = last_told(session, [standing.obligation_id for standing in waiting], docket.mode)
    untold = [one for one in waiting if told_on.get(one.obligation_id, date.min) < docket.day]
    _queue_steps(session, docket, sender, _last_due_steps(session, docket, untold), walk)
    return walk


def _last_due_steps(session: Session, docket: Docket, waiting: list[Standing]) -> list[Step]:
    """The last due step of each that was not told yet; those before it are kept as overtaken."""
    noticed = notices_by_step(session, [one.obligation_id for one in waiting], docket.mode)
    steps: list[Step] = []
    for standing in waiting:
        due = [step for step in _steps_after_asking(docket, standing) if _named(standing, step) not in noticed]
        session.add_all(_notice(docket, standing, step, dropped=OVERTAKEN) for step in due[:-1])
        steps += [(standing, step) for step in due[-1:]]
    return steps


def _steps_after_asking(docket: Docket, standing: Standing) -> Iterator[LadderStep]:
    days = step_days(docket.policy, standing.role, standing.due_on)
    for step in docket.policy.ladder(standing.role)[1:]:
        if days[step.purpose.value, step.step] <= docket.day:
            yield step


def _named(standing: Standing, step: LadderStep) -> tuple[int, str, int, int]:
    return standing.obligation_id, step.purpose.value, step.step, standing.due_revision


def last_told(session: Session, obligation_ids: list[int], mode: str) -> dict[int, date]:
    """The day of the last letter queued for each of the obligations, by obligation id."""
    query = (
        select(col(Notice.obligation_id), func.max(col(Letter.day)))
        .join(Letter, col(Letter.id) == Notice.letter_id)
        .where(col(Notice.obligation_id).in_(obligation_ids), Notice.mode == mode)
        .group_by(col(Notice.obligation_id))
    )
    return dict(iter(session.exec(query)))


def _queue_steps(session: Session, docket: Docket, sender: Sender, steps: list[Step], walk: Walk) -> None:
    told = list(_tellings(session, docket, steps, walk))
    letters = letters_for(session, docket, sender, told)
    known = notices_by_step(session, [one.standing.obligation_id for one in told], docket.mode)
    for one in told:
        notice = known.get(_named(one.standing, one.step)) or _notice(docket, one.standing, one.step)
        letter = letters.get(one.envelope)
        notice.letter_id, notice.dropped = (letter.id, None) if letter else (None, NO_CONTACT)
        walk.without_contact += letter is None
        walk.queued[one.step.purpose.value] += letter is not None
        session.add(notice)
    session.flush()


def _tellings(session: Session, docket: Docket, steps: list[Step], walk: Walk) -> Iterator[Telling]:
    for standing, step in steps:
        answering = docket.answering(standing.agency_id)
        if len(answering) == 1:
            yield Telling(standing, step, answering[0])
        else:
            walk.held += _ask_office_who_answers(session, docket, standing, answering)


def _notice(docket: Docket, standing: Standing, step: LadderStep, dropped: str | None = None) -> Notice:
    step_on = docket.policy.working_days.shift(standing.due_on, step.working_days)
    return Notice(
        obligation_id=standing.obligation_id,
        purpose=step.purpose.value,
        step=step.step,
        due_revision=standing.due_revision,
        mode=docket.mode,
        step_on=step_on,
        reason=f"{standing.role} ladder: {step.working_days:+d} working days from {standing.due_on}",
        queued_at=docket.now,
        dropped=dropped,
    )


def _ask_office_who_answers(session: Session, docket: Docket, standing: Standing, answering: tuple[str, ...]) -> int:
    named = docket.name_of(standing.agency_id)
    if answering:
        successors = "; ".join(docket.name_of(one) for one in answering)
        why = wording("cơ quan được giao không còn; nhiều cơ quan có thể kế thừa: {successors}", successors=successors)
    else:
        why = wording("cơ quan được giao không còn và chưa rõ cơ quan kế thừa")
    question = OpenQuestion(
        plan_id=docket.plan_id,
        code=standing.task_code,
        text=named,
        why=why.say(),
        agency_id=standing.agency_id,
        holds=True,
        asked_at=docket.now,
    )
    raise_question(session, question)
    return 1
