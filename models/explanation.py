"""Why a report is due when it is: rule, window, due date, changes, ladder, who answers; all by the flows' own rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.days_off import SpecialDay
from models.directory import Directory
from models.due import Due, MoveReason
from models.expectation import OwedOccasion
from models.planner import Correspondent, Duty, NoticeDue, Why, next_look, plan_agency, step_on
from models.policy import LadderStep, Policy
from models.task import Milestone
from models.working_days import Count

HORIZON = 60


@dataclass(frozen=True)
class DueChanged:
    """One extension, waiver or other change of a due date, and by whom, why, by what authority."""

    revision: int
    kind: str
    from_on: date
    to_on: date
    reason: str
    authority: str
    by: str
    at: datetime


@dataclass(frozen=True)
class NoticeSent:
    """What was queued or dropped for a step: the letter's day, and the states of its deliveries."""

    purpose: str
    step: int
    due_revision: int
    letter_id: int | None
    on: date | None
    deliveries: tuple[str, ...]
    dropped: str | None


@dataclass(frozen=True)
class Succession:
    """An agency that has ended, on its last day, and the agencies that took over."""

    agency_id: str
    last_day: date | None
    successors: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What is known of one report: rows and values, gathered before anything is worked out."""

    task_code: str
    task_title: str
    time_text: str
    role: str
    phrase: str
    agency_id: str
    answering: tuple[str, ...]
    owed: OwedOccasion
    milestones: tuple[Milestone, ...]
    opened: bool
    stored_due_on: date
    duty: Duty
    whom: Correspondent | None
    changes: tuple[DueChanged, ...]
    notices: tuple[NoticeSent, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class MoveExplained:
    """A move of the due date, with the days off, by name, that it passed."""

    from_on: date
    to_on: date
    reason: MoveReason
    passed: tuple[SpecialDay, ...]


@dataclass(frozen=True)
class StepExplained:
    """One step of the ladder: its day, the walk that leads there, and what came of it.

    `with_period` says that the report is asked for with the period's letter, before its own asking day.
    """

    step: LadderStep
    on: date
    count: Count
    with_period: bool
    sent: tuple[NoticeSent, ...]


@dataclass(frozen=True)
class Explanation:
    """All that decides the dates of one report."""

    facts: Facts
    day: date
    moves: tuple[MoveExplained, ...]
    steps: tuple[StepExplained, ...]
    next_step: StepExplained | None
    next_on: date | None
    withheld: Why | None
    successions: tuple[Succession, ...]
    provisional_years: tuple[int, ...]

    @property
    def due(self) -> Due:
        """The baseline due date as the policy gives it today."""
        return self.facts.owed.due

    @property
    def due_on(self) -> date:
        """The due date in force."""
        return self.facts.duty.due_on

    @property
    def differs(self) -> bool:
        """Whether the baseline kept since the report was opened is not what policy and calendar give today."""
        return self.facts.stored_due_on != self.due.on


def explain(policy: Policy, directory: Directory, day: date, facts: Facts) -> Explanation:
    """The explanation of one report as of `day`."""
    steps = tuple(_step(policy, facts, step) for step in policy.ladder(facts.role, facts.duty.kind))
    next_on, notice = _next(policy, day, facts) or (None, None)
    dates = [facts.owed.due.stated_on, facts.owed.due.on, facts.duty.due_on, *(step.on for step in steps)]
    return Explanation(
        facts=facts,
        day=day,
        moves=tuple(_moves(policy, facts.owed.due)),
        steps=steps,
        next_step=_named(steps, notice),
        next_on=next_on,
        withheld=_withheld(policy, day, facts),
        successions=tuple(successions(directory, facts.agency_id, day)),
        provisional_years=policy.working_days.provisional_years(*dates),
    )


def successions(directory: Directory, agency_id: str, day: date) -> Iterator[Succession]:
    """Every agency that has ended on the way from the one named to who answers on `day`, in order."""
    waiting, seen = [agency_id], set()
    while waiting:
        name = waiting.pop(0)
        agency = directory.agencies.get(name)
        if agency is None or name in seen or agency.valid(day):
            continue
        seen.add(name)
        yield Succession(name, agency.valid_to, agency.successors)
        waiting += agency.successors


def _moves(policy: Policy, due: Due) -> Iterator[MoveExplained]:
    for move in due.moves:
        first, last = sorted((move.from_on, move.to_on))
        passed = tuple(one for one in policy.working_days.passed(first, last) if not one.worked)
        yield MoveExplained(move.from_on, move.to_on, move.reason, passed)


def _step(policy: Policy, facts: Facts, step: LadderStep) -> StepExplained:
    on = step_on(policy, facts.duty, step)
    count = policy.working_days.count(facts.duty.due_on, step.working_days)
    with_period = on != count.lands_on
    if with_period:
        count = policy.working_days.count(policy.office_due(facts.owed.period), step.working_days)
    return StepExplained(step, on, count, with_period, _sent(facts, step))


def _sent(facts: Facts, step: LadderStep) -> tuple[NoticeSent, ...]:
    return tuple(one for one in facts.notices if (one.purpose, one.step) == (step.purpose.value, step.step))


def _named(steps: Sequence[StepExplained], notice: NoticeDue | None) -> StepExplained | None:
    wanted = notice and (notice.purpose, notice.step)
    return next((one for one in steps if (one.step.purpose, one.step.step) == wanted), None)


def _next(policy: Policy, day: date, facts: Facts) -> tuple[date, NoticeDue] | None:
    """The first day, from `day` on, on which the planner would tell something of this report; None within the horizon.

    It is asked of the planner itself, as if nothing else happened before.
    """
    looked: date | None = max(day, facts.owed.opens_on)
    for _ in range(HORIZON):
        if facts.whom is None or looked is None:
            return None
        agenda = plan_agency(policy, looked, _then(facts.whom, day, looked), [facts.duty])
        for letter in agenda.letters:
            return looked, letter.notices[0]
        looked = next_look(policy, facts.duty, looked)
    return None


def _then(whom: Correspondent, day: date, looked: date) -> Correspondent:
    """The agency as it is today, but that a letter closed today is not closed another day."""
    return whom if looked == day else replace(whom, closed_today=False)


def _withheld(policy: Policy, day: date, facts: Facts) -> Why | None:
    """Why a step that is due is not taken today; None when nothing is due, or it is taken."""
    if facts.whom is None:
        return None
    agenda = plan_agency(policy, day, facts.whom, [facts.duty])
    return next((one.why for one in agenda.withheld if not one.final), None)
