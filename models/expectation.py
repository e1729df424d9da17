"""What is owed, worked out afresh from plan, directory, policy and calendar alone; rows are held to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.directory import Directory
from models.due import Due
from models.occasion import MILESTONE, PERIOD, Occasion
from models.period import Period, PeriodKind, period_of, periods_between
from models.plan import Plan
from models.policy import Policy
from models.task import LEAD, Assignment, Milestone, Task
from models.window import Window

ONE_DAY = timedelta(days=1)
DATED = {"deadline", "relative"}
RECURS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF_YEAR,
    "year": PeriodKind.YEAR,
}


@dataclass(frozen=True)
class TaskOutline:
    """A task with all that decides what is owed on it."""

    task: Task
    milestones: Sequence[Milestone]
    assignments: Sequence[Assignment]


@dataclass(frozen=True)
class OwedOccasion:
    """An occasion of one task that opens on `opens_on`; `occasion` is the row it becomes."""

    slug: str
    kind: str
    period: Period
    milestone: Milestone | None
    name: str
    opens_on: date
    due: Due
    window: Window

    @property
    def due_on(self) -> date:
        """The baseline due date."""
        return self.due.on

    def row(self, plan_id: int) -> Occasion:
        """The occasion as a row that is not stored yet."""
        return Occasion(
            plan_id=plan_id,
            slug=self.slug,
            kind=self.kind,
            name=self.name,
            period_key=self.period.key,
            milestone_id=self.milestone.id if self.milestone else None,
            begins=self.period.begins,
            ends=self.period.ends,
            window_begins=self.window.begins,
            window_ends=self.window.ends,
            opens_on=self.opens_on,
            due_on=self.due_on,
        )


@dataclass(frozen=True)
class Owed:
    """One report owed: assignment × occasion × agency, named by the plan or by its collective on the opening day."""

    assignment_id: int
    occasion_slug: str
    agency_id: str


def occasions_of_task(plan: Plan, policy: Policy, outline: TaskOutline, through: date) -> list[OwedOccasion]:
    """The task's occasions that open by `through`, in order, each once.

    Spans, recurrences and (as policy says) undated duties are owed each period they overlap by calendar bounds; a
    deadline is owed for its own date, and then each period, which asks nobody whose part is done (models.completion); a
    past deadline, a conditional or an unanchored one asks nobody. Nothing is owed before the signing day, after the
    plan's end, or for a date due before tracking began.
    """
    found = {
        owed.slug: owed
        for milestone in outline.milestones
        for owed in _occasions_of_milestone(plan, policy, outline.task, milestone)
        if owed.opens_on <= through
        and owed.due_on >= plan.tracked_from
        and milestone.in_force(owed.opens_on, owed.due_on)
    }
    return sorted(found.values(), key=lambda owed: (owed.opens_on, owed.slug))


def _occasions_of_milestone(plan: Plan, policy: Policy, task: Task, milestone: Milestone) -> Iterator[OwedOccasion]:
    if milestone.kind in DATED and milestone.due and not milestone.past_at_signing:
        yield from _until_done(plan, policy, _deadline_occasion(plan, policy, task, milestone, milestone.due))
    elif milestone.kind in {"span", "recurring"} or (milestone.kind == "none" and policy.undated == "each_period"):
        first = max(milestone.begins or plan.signed_on, plan.signed_on)
        last = min(milestone.due or plan.ends_on, plan.ends_on)
        for period in periods_between(first, last, policy.period):
            yield _period_occasion(plan, policy, period)


def _until_done(plan: Plan, policy: Policy, deadline: OwedOccasion) -> Iterator[OwedOccasion]:
    """A deadline's own occasion and, when it is one that is followed at all, each period after it."""
    yield deadline
    if deadline.due_on >= plan.tracked_from:
        for period in periods_between(deadline.period.ends, plan.ends_on, policy.period):
            yield _period_occasion(plan, policy, period)


def _period_occasion(plan: Plan, policy: Policy, period: Period) -> OwedOccasion:
    opens_on = max(period.begins, plan.signed_on)
    due, window = policy.office_due_reached(period), policy.window_of(period)
    return OwedOccasion(period.key, PERIOD, period, None, period.name, opens_on, due, window)


def _deadline_occasion(plan: Plan, policy: Policy, task: Task, milestone: Milestone, due: date) -> OwedOccasion:
    period = period_of(due, policy.period)
    owed = _period_occasion(plan, policy, period)
    slug = f"{task.first_code}@{due.isoformat()}"
    reached = policy.milestone_due_reached(due)
    return replace(owed, slug=slug, kind=MILESTONE, milestone=milestone, name=milestone.text, due=reached)


def conditions_of(plan: Plan, outline: TaskOutline) -> Iterator[tuple[Milestone, Period]]:
    """Each recurrence "if need be" of the task with its period, for the office to say whether there is need.

    Those of periods that begin after the signing and have not ended before tracking began.
    """
    for milestone in outline.milestones:
        kind = RECURS.get(milestone.every or "") if milestone.kind == "conditional" else None
        if kind is None:
            continue
        first, last = milestone.begins or plan.signed_on, min(milestone.due or plan.ends_on, plan.ends_on)
        for period in periods_between(first, last, kind):
            if period.begins > plan.signed_on and period.ends > plan.tracked_from:
                yield milestone, period


def next_opening(plan: Plan, policy: Policy, outline: TaskOutline, after: date) -> date | None:
    """The first day after `after` on which an occasion of the task opens or a condition comes up; None: never."""
    days = [one.opens_on for one in occasions_of_task(plan, policy, outline, date.max)]
    days += [period.begins for _, period in conditions_of(plan, outline)]
    return min((day for day in days if day > after), default=None)


def owed_by_task(
    plan: Plan,
    policy: Policy,
    directory: Directory,
    outline: TaskOutline,
    through: date,
    since: date = date.min,
) -> Iterator[tuple[OwedOccasion, Owed]]:
    """Every report owed on the task for occasions that open from `since` through `through`, with its occasion.

    An agency that leads the task is not asked for it a second time as coordinating, named or within a collective. What
    a later decision gave or took away counts for the occasions whose life, from opening to due date, it touches.
    """
    for occasion in occasions_of_task(plan, policy, outline, through):
        if occasion.opens_on < since:
            continue
        given = [one for one in outline.assignments if one.in_force(occasion.opens_on, occasion.due_on)]
        leading: dict[str, list[Assignment]] = {}
        for assignment in sorted(given, key=lambda one: one.role != LEAD):
            for agency_id in members(directory, assignment, occasion.opens_on):
                if assignment.role == LEAD:
                    leading.setdefault(agency_id, []).append(assignment)
                elif _together(occasion, assignment, leading.get(agency_id, ())):
                    continue
                yield occasion, Owed(assignment.id or 0, occasion.slug, agency_id)


def _together(occasion: OwedOccasion, assignment: Assignment, leads: Iterable[Assignment]) -> bool:
    """Whether one of the leads is in force on some day of the occasion's life on which the assignment is."""
    first = max(occasion.opens_on, assignment.valid_from or date.min)
    last = min(occasion.due_on, assignment.valid_to or date.max)
    return any(one.in_force(first, last) for one in leads)


def members(directory: Directory, assignment: Assignment, day: date) -> tuple[str, ...]:
    """The agencies an assignment names: itself, or its collective's members valid on `day`."""
    if assignment.agency_id is not None:
        return (assignment.agency_id,)
    return directory.expand(assignment.collective_id or "", day)
