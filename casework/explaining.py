"""Gathering what `dates explain` needs of one agency's reports on one task; what is not owed says why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from casework.agenda import asking_days, duty_of, posts
from casework.asking import outline_of
from casework.docket import Docket
from models.expectation import Owed, OwedOccasion, TaskOutline, occasions_of_task, owed_by_task
from models.explanation import DueChanged, Explanation, Facts, NoticeSent, explain
from models.letter import Delivery, Letter, Notice
from models.obligation import DueChange
from models.occasion import occasions_of
from models.period import Period
from models.planner import Correspondent, Duty
from models.question import standing_questions
from models.standing import Standing, State, standings
from models.task import Assignment, Milestone, Task
from models.told import alike_to, told_steps


@dataclass(frozen=True)
class NotAsked:
    """A milestone of the task that asks nobody, and why, as a code; the period is none that it belongs to."""

    milestone: Milestone
    why: str


@dataclass(frozen=True)
class Explained:
    """The reports an agency owes on a task in one period, explained; and the milestones that ask nobody."""

    period: Period | None
    reports: tuple[Explanation, ...]
    not_asked: tuple[NotAsked, ...]
    other_periods: tuple[Period, ...]
    assigned: bool


Pair = tuple[OwedOccasion, Owed]


def explain_dates(session: Session, docket: Docket, task: Task, agency_id: str, period: Period | None) -> Explained:
    """Why each report of the agency on the task is due when it is, in `period`.

    Without a period: the one that holds today, else the next, else the last. The agency is the one named or the one
    that answers for it.
    """
    outline = outline_of(session, task)
    pairs = list(_owed_by(docket, outline, agency_id))
    periods = sorted({occasion.period for occasion, _ in pairs}, key=lambda one: one.begins)
    chosen = period or _period_at(periods, docket.day)
    stored = _stored(session, docket, task)
    reports = tuple(
        explain(docket.policy, docket.directory, docket.day, _facts(session, docket, outline, pair, stored))
        for pair in pairs
        if pair[0].period == chosen
    )
    others = tuple(one for one in periods if one != chosen)
    assigned = bool(pairs) or _is_assigned(docket, outline, agency_id)
    return Explained(chosen, reports, tuple(_not_asked(docket, outline)), others, assigned)


def _owed_by(docket: Docket, outline: TaskOutline, agency_id: str) -> Iterator[Pair]:
    """Every report of the plan's whole life that the agency owes, by name or in succession."""
    for occasion, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, docket.plan.ends_on):
        if agency_id in (owed.agency_id, *docket.answering(owed.agency_id, outline.task.id)):
            yield occasion, owed


def _is_assigned(docket: Docket, outline: TaskOutline, agency_id: str) -> bool:
    named = {
        name
        for one in outline.assignments
        for name in ([one.agency_id] if one.agency_id else docket.directory.expand(one.collective_id or "", docket.day))
    }
    return any(agency_id in (name, *docket.answering(name, outline.task.id)) for name in named)


def _period_at(periods: Sequence[Period], day: date) -> Period | None:
    coming = [one for one in periods if one.ends > day]
    return coming[0] if coming else periods[-1] if periods else None


def _stored(session: Session, docket: Docket, task: Task) -> dict[tuple[int, str, str], Standing]:
    """The task's obligations that were opened, by (assignment, occasion's slug, named agency)."""
    slugs = {one.id: one.slug for one in occasions_of(session, docket.plan_id)}
    found = standings(session, docket.plan_id, docket.day, docket.mode, task_id=task.id)
    return {(one.assignment_id, slugs[one.occasion_id], one.agency_id): one for one in found}


def _facts(
    session: Session,
    docket: Docket,
    outline: TaskOutline,
    pair: Pair,
    stored: dict[tuple[int, str, str], Standing],
) -> Facts:
    occasion, owed = pair
    assignment = next(one for one in outline.assignments if one.id == owed.assignment_id)
    known = stored.get((owed.assignment_id, owed.occasion_slug, owed.agency_id))
    standing = known or _to_be_opened(outline, assignment, occasion, owed)
    whom, duty = _as_planned(session, docket, standing)
    return Facts(
        task_code=outline.task.code,
        task_title=outline.task.title,
        time_text=outline.task.time_text,
        role=assignment.role,
        phrase=assignment.phrase,
        agency_id=owed.agency_id,
        answering=docket.answering(owed.agency_id, outline.task.id),
        owed=occasion,
        milestones=_milestones(docket, outline, occasion),
        opened=known is not None,
        stored_due_on=standing.baseline_due_on,
        duty=duty,
        whom=whom,
        changes=tuple(_changes(session, standing.obligation_id)),
        notices=tuple(_notices(session, docket, standing.obligation_id)),
        questions=tuple(_questions(session, docket, outline.task.code, owed.agency_id)),
    )


def _to_be_opened(outline: TaskOutline, assignment: Assignment, occasion: OwedOccasion, owed: Owed) -> Standing:
    """The standing that the report will have on the day it opens, if nothing changes before."""
    return Standing(
        obligation_id=0,
        task_id=outline.task.id or 0,
        task_code=outline.task.code,
        assignment_id=owed.assignment_id,
        role=assignment.role,
        occasion_id=0,
        period_key=occasion.period.key,
        kind=occasion.kind,
        agency_id=owed.agency_id,
        due_on=occasion.due_on,
        baseline_due_on=occasion.due_on,
        due_revision=0,
        state=State.PLANNED,
    )


def _as_planned(session: Session, docket: Docket, standing: Standing) -> tuple[Correspondent | None, Duty]:
    """The report as the planner is asked about it; no correspondent when not exactly one agency answers."""
    told = told_steps(session, [standing.obligation_id], docket.day, docket.mode).get(standing.obligation_id, ())
    for post in posts(session, docket, [alike_to(standing, told)]).posts:
        return post.whom, post.duties[0]
    return None, duty_of(standing, asking_days(docket.policy), (), standing.obligation_id)


def _milestones(docket: Docket, outline: TaskOutline, occasion: OwedOccasion) -> tuple[Milestone, ...]:
    """The milestones that owe this occasion, each asked alone."""
    return tuple(one for one in outline.milestones if occasion.slug in _slugs(docket, outline, one))


def _slugs(docket: Docket, outline: TaskOutline, milestone: Milestone) -> set[str]:
    alone = replace(outline, milestones=[milestone])
    return {one.slug for one in occasions_of_task(docket.plan, docket.policy, alone, docket.plan.ends_on)}


def _not_asked(docket: Docket, outline: TaskOutline) -> Iterator[NotAsked]:
    for milestone in outline.milestones:
        if not _slugs(docket, outline, milestone):
            yield NotAsked(milestone, _why_not(milestone))


def _why_not(milestone: Milestone) -> str:
    if milestone.past_at_signing:
        return "past_at_signing"
    return milestone.kind if milestone.kind in {"conditional", "relative", "none"} else "before_tracking"


def _changes(session: Session, obligation_id: int) -> Iterator[DueChanged]:
    query = select(DueChange).where(DueChange.obligation_id == obligation_id).order_by(col(DueChange.revision))
    for one in session.exec(query):
        yield DueChanged(one.revision, one.kind, one.from_on, one.to_on, one.reason, one.authority, one.by, one.at)


def _notices(session: Session, docket: Docket, obligation_id: int) -> Iterator[NoticeSent]:
    query = (
        select(Notice, col(Letter.day))
        .outerjoin(Letter, col(Letter.id) == Notice.letter_id)
        .where(Notice.obligation_id == obligation_id, Notice.mode == docket.mode)
        .order_by(col(Notice.id))
    )
    for notice, day in session.exec(query).all():
        states = _delivery_states(session, notice.letter_id)
        yield NoticeSent(
            notice.purpose, notice.step, notice.due_revision, notice.letter_id, day, states, notice.dropped
        )


def _delivery_states(session: Session, letter_id: int | None) -> tuple[str, ...]:
    query = select(col(Delivery.state)).where(Delivery.letter_id == letter_id, Delivery.header == "to")
    return tuple(session.exec(query.order_by(col(Delivery.id))))


def _questions(session: Session, docket: Docket, code: str, agency_id: str) -> Iterable[str]:
    """What the office has to settle before this report is asked for."""
    for one in standing_questions(session, docket.plan_id):
        if one.code == code and one.holds and one.agency_id in (None, agency_id):
            yield one.why
