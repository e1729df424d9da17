"""Asking before acting: the letters that would be written in a span of days, and what a change would move."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from casework.agenda import AskOn, asking_days, correspondence, duty_of
from casework.asking import outline_of
from casework.docket import Docket
from models.contact import Contact, all_contacts
from models.difference import Difference, difference
from models.double_role import Part, asked_as_lead
from models.expectation import Owed, OwedOccasion, TaskOutline, owed_by_task
from models.foresight import Foresight, Outset, OwedDuty, foresee
from models.obligation import PAUSED, Obligation, latest_changes
from models.occasion import Occasion, occasions_of
from models.planner import Duty
from models.policy import Policy, Purpose
from models.question import standing_questions
from models.standing import SETTLED, State, standings
from models.task import tasks_of
from models.told import told_steps

LADDER_TAIL = timedelta(days=60)


@dataclass(frozen=True)
class Change:
    """What is to be changed: reports' due dates, reports waived, or the whole policy."""

    due_on: Mapping[Owed, date] = field(default_factory=dict)
    waived: frozenset[Owed] = frozenset()
    policy: Policy | None = None

    def __bool__(self) -> bool:
        return bool(self.due_on or self.waived or self.policy)


def change_of(session: Session, *, due_on: Mapping[int, date] | None = None, waived: Iterable[int] = ()) -> Change:
    """The change of these stored obligations, named by their ids."""
    days, gone = due_on or {}, frozenset(waived)
    owed = owed_of(session, [*days, *gone])
    return Change({owed[number]: day for number, day in days.items()}, frozenset(owed[number] for number in gone))


def owed_of(session: Session, obligation_ids: Collection[int]) -> dict[int, Owed]:
    """What each stored obligation is owed for, by its id."""
    query = (
        select(col(Obligation.id), col(Obligation.assignment_id), col(Occasion.slug), col(Obligation.agency_id))
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(col(Obligation.id).in_(obligation_ids))
    )
    return {number: Owed(*owed) for number, *owed in session.execute(query)}


def preview(session: Session, docket: Docket, first: date, last: date) -> Foresight:
    """Every letter that would be written from `first` to `last` if nobody answered; see `models.foresight.foresee`."""
    return foresee(outset(session, docket, last), first, last)


def difference_of(session: Session, docket: Docket, change: Change, through: date | None = None) -> Difference:
    """What `change` would move, looked at until the ladders it touches have ended, at least through the given day.

    Nothing is changed: the session may be one that only reads.
    """
    stored = _stored(session, docket)
    until = max(through or docket.day, _horizon(stored, docket, change))
    before = _assembled(session, docket, stored, until)
    after = foresee(changed(session, docket, before, change, until), docket.day, until)
    return difference(foresee(before, docket.day, until), after, docket.day)


def _horizon(stored: Iterable[OwedDuty], docket: Docket, change: Change) -> date:
    """The day by which the last step has gone that the change can touch."""
    touched = change.due_on.keys() | change.waived
    days = [one.duty.due_on for one in stored if one.owed in touched]
    ends = [docket.plan.ends_on] if change.policy else []
    return max([docket.day, *days, *change.due_on.values(), *ends]) + LADDER_TAIL


def changed(session: Session, docket: Docket, before: Outset, change: Change, through: date) -> Outset:
    """The outset as it would be after the change."""
    policy = change.policy or docket.policy
    after = outset(session, replace(docket, policy=policy), through) if change.policy else before
    ask_on = asking_days(policy)
    return replace(after, duties=tuple(_amended(one, change, ask_on) for one in after.duties))


def _amended(one: OwedDuty, change: Change, ask_on: AskOn) -> OwedDuty:
    duty, due_on = one.duty, change.due_on.get(one.owed)
    if due_on is not None:
        asked = ask_on(duty.role, due_on, one.period_key, duty.kind)
        duty = replace(duty, due_on=due_on, due_revision=duty.due_revision + 1, ask_on=asked)
    if one.owed in change.waived:
        duty = replace(duty, state=State.WAIVED)
    return one if duty is one.duty else replace(one, duty=duty)


def with_days(policy: Policy, orders: Iterable[Mapping[str, Any]]) -> Policy:
    """The policy with these orders on days off, in place of what it said of those days; pydantic's error if unfit."""
    given = policy.model_dump(mode="json")
    days = {str(one.get("day")): one for one in [*given["days"], *orders]}
    return Policy.model_validate(given | {"days": list(days.values())})


def outset(session: Session, docket: Docket, through: date) -> Outset:
    """All that is known today of the obligations that are open, or open by `through`."""
    return _assembled(session, docket, _stored(session, docket), through)


def _assembled(session: Session, docket: Docket, stored: Sequence[OwedDuty], through: date) -> Outset:
    known = {one.owed for one in stored}
    duties = [*stored, *(() if docket.plan.closed_on else _to_open(session, docket, known, through))]
    contacts: dict[str, list[Contact]] = {}
    for contact in all_contacts(session):
        contacts.setdefault(contact.agency_id, []).append(contact)
    letters = correspondence(session, docket, docket.directory.agencies.keys())
    return Outset(
        docket.policy,
        docket.directory,
        docket.day,
        tuple(sorted(_asked_once(docket, duties), key=lambda one: one.position)),
        contacts,
        letters.written_on,
        letters.closed_today,
    )


def _asked_once(docket: Docket, duties: Sequence[OwedDuty]) -> list[OwedDuty]:
    """The duties without those that an agency is to be asked for as lead, as the walk will leave them out too."""
    answering = docket.directory.answering
    parts = [
        Part((one.task_code, one.owed.occasion_slug), one.duty.role, answering(one.owed.agency_id, one.duty.ask_on))
        for one in duties
    ]
    double = asked_as_lead(parts)
    return [one for number, one in enumerate(duties) if number not in double or one.duty.state is not State.PLANNED]


def _stored(session: Session, docket: Docket) -> list[OwedDuty]:
    found = standings(session, docket.plan_id, docket.day, docket.mode)
    told = told_steps(session, [one.obligation_id for one in found], docket.day, docket.mode)
    slugs = {one.id: one.slug for one in occasions_of(session, docket.plan_id)}
    positions = {one.code: one.position for one in tasks_of(session, docket.plan_id)}
    ask_on, resumes_on, held = asking_days(docket.policy), _pauses(session, docket), _held(session, docket)
    return [
        _resumed(
            OwedDuty(
                positions[one.task_code],
                Owed(one.assignment_id, slugs[one.occasion_id], one.agency_id),
                one.task_code,
                one.period_key,
                docket.day,
                duty_of(one, ask_on, told.get(one.obligation_id, ()), one.obligation_id),
            ),
            None if _waits(held, one.task_code, one.agency_id) else resumes_on.get(one.obligation_id),
        )
        for one in found
    ]


def _held(session: Session, docket: Docket) -> set[tuple[str, str | None]]:
    """(task, agency, None for all of them) of each question that holds reports up."""
    return {(one.code, one.agency_id) for one in standing_questions(session, docket.plan_id) if one.holds}


def _waits(held: set[tuple[str, str | None]], task_code: str, agency_id: str) -> bool:
    return (task_code, None) in held or (task_code, agency_id) in held


def _pauses(session: Session, docket: Docket) -> dict[int, date]:
    """The day on which each paused ladder resumes."""
    changes = latest_changes(session, docket.plan_id)
    return {number: one.to_on for number, one in changes.items() if one.kind == PAUSED and one.to_on > docket.day}


def _resumed(one: OwedDuty, resumes_on: date | None) -> OwedDuty:
    """A paused report as one that opens when its pause ends, in the state it had."""
    if resumes_on is None or one.duty.state is not State.HELD:
        return one
    asked = any(told.purpose is Purpose.ASK and told.on for told in one.duty.told)
    duty = replace(one.duty, state=State.ASKED if asked else State.PLANNED)
    return replace(one, opens_on=resumes_on, duty=duty)


def _to_open(session: Session, docket: Docket, known: Collection[Owed], through: date) -> Iterator[OwedDuty]:
    """The obligations that are owed by `through` and not stored, each with the day on which it opens."""
    held, numbers, ask_on = _held(session, docket), count(-1, -1), asking_days(docket.policy)
    for task in tasks_of(session, docket.plan_id):
        outline = outline_of(session, task)
        roles = {one.id: one.role for one in outline.assignments}
        for occasion, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, through):
            if owed not in known:
                waits = _waits(held, task.code, owed.agency_id)
                yield _unopened(outline, occasion, owed, roles[owed.assignment_id], waits, next(numbers), ask_on)


def _unopened(
    outline: TaskOutline, occasion: OwedOccasion, owed: Owed, role: str, waits: bool, number: int, ask_on: AskOn
) -> OwedDuty:
    key = occasion.period.key
    asked = ask_on(role, occasion.due_on, key, occasion.kind)
    state = State.HELD if waits else State.PLANNED
    duty = Duty(number, role, occasion.due_on, 0, asked, state, kind=occasion.kind)
    return OwedDuty(outline.task.position, owed, outline.task.code, key, occasion.opens_on, duty)


def unsettled(
    before: Outset, task_code: str | None, agency_id: str | None, period: str | None = None
) -> tuple[OwedDuty, ...]:
    """The reports that a change may speak of: of the task and the agency (named, or answering today), None for all.

    `period` is a period's key or one occasion's. Without it those that are open now are meant, or when none is, the
    next to open.
    """
    fitting = [
        one
        for one in before.duties
        if one.duty.state not in SETTLED
        and task_code in (None, one.task_code)
        and (agency_id is None or agency_id in _agencies(before, one))
        and period in (None, one.period_key, one.owed.occasion_slug)
    ]
    if period is not None:
        return tuple(fitting)
    opens_on = min((max(one.opens_on, before.today) for one in fitting), default=before.today)
    return tuple(one for one in fitting if one.opens_on <= opens_on)


def _agencies(before: Outset, one: OwedDuty) -> tuple[str, ...]:
    return one.owed.agency_id, *before.directory.answering(one.owed.agency_id, before.today)
