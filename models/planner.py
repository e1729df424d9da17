"""What is to be written on a day, and why: a pure function of the policy, the duties, what was told, and the day.

Flows carry out what it returns, `dondoc preview` prints it for any span of days, a rehearsal runs on it. It is asked
for one answering agency at a time, so that a plan of any size is planned in the memory of one agency.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from models.occasion import PERIOD
from models.policy import LadderStep, Policy, Purpose
from models.standing import SETTLED, State

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
REACHED = frozenset({State.ASKED, State.OVERDUE, State.RETURNED})
WAITS_FOR_RETURN = frozenset({Purpose.REMIND, Purpose.LAST_CALL})
NEVER_POSTPONED = frozenset({Purpose.ASK, Purpose.ESCALATE})


class Why(StrEnum):
    """Why a step that is due is not taken today."""

    OVERTAKEN = "overtaken"
    TOO_LATE = "too_late"
    NOT_REACHED = "not_reached"
    NO_CONTACT = "no_contact"
    NOT_ASKED = "not_asked"
    AWAY = "away"
    CAP = "cap"
    SAME_DAY = "same_day"
    HELD = "held"


SETTLES = frozenset({Why.OVERTAKEN, Why.TOO_LATE})


@dataclass(frozen=True)
class Told:
    """A step already taken: queued in a letter of the day `on`, or, without a day, dropped for good."""

    purpose: Purpose
    step: int
    due_revision: int
    on: date | None


@dataclass(frozen=True)
class Duty:
    """An obligation as the planner sees it, or several that no step tells apart; `number` is the asker's own for it.

    `ask_on` is its own asking day, or its period's if that is earlier; `kind` is its occasion's.
    """

    number: int
    role: str
    due_on: date
    due_revision: int
    ask_on: date
    state: State
    told: tuple[Told, ...] = ()
    kind: str = PERIOD


@dataclass(frozen=True)
class Correspondent:
    """An answering agency: whom a letter about it can reach, until when its clerk is away, the days of its letters."""

    agency_id: str
    answers: bool = True
    head: bool = True
    committee: bool = True
    away_until: date | None = None
    written_on: tuple[date, ...] = ()
    closed_today: bool = False


@dataclass(frozen=True)
class NoticeDue:
    """One step to be taken now on one duty; `late_days` counts the working days since its own day."""

    number: int
    purpose: Purpose
    step: int
    due_revision: int
    step_on: date
    late_days: int


@dataclass(frozen=True)
class LetterDue:
    """Notices that go together to one audience: those of an agency who answer, its head, or the Committee."""

    agency_id: str
    audience: str
    copy_office: bool
    notices: tuple[NoticeDue, ...]


@dataclass(frozen=True)
class Withheld:
    """A step that is due and not taken, and why. Overtaken and too late are final; the others wait."""

    number: int
    purpose: Purpose
    step: int
    due_revision: int
    step_on: date
    why: Why

    @property
    def final(self) -> bool:
        """Whether the step is never taken any more."""
        return self.why in SETTLES


@dataclass(frozen=True)
class Agenda:
    """What one day asks for, for one agency."""

    agency_id: str
    letters: tuple[LetterDue, ...] = ()
    withheld: tuple[Withheld, ...] = ()


@dataclass
class _Draft:
    """Notices as they are gathered, by audience."""

    policy: Policy
    day: date
    notices: dict[tuple[str, bool], list[NoticeDue]] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)


def plan_agency(policy: Policy, day: date, whom: Correspondent, duties: Iterable[Duty]) -> Agenda:
    """The letters due to one agency on `day`, and every step that is due and withheld.

    Nothing on a day off. Of several steps due on one obligation the last is taken, the others are overtaken. Nobody is
    told twice on one day, reminded while away, escalated when not reached, or written to above the week's cap, except
    to be asked or escalated.
    """
    if not policy.working_days.works(day):
        return Agenda(whom.agency_id)
    draft = _Draft(policy, day)
    for duty in duties:
        _consider(draft, whom, duty)
    return _under_cap(draft, whom)


def next_look(policy: Policy, duty: Duty, after: date) -> date | None:
    """The first day after `after` on which a step of the duty falls; None when none is left. Never later than true."""
    days = (step_on(policy, duty, step) for step in policy.ladder(duty.role, duty.kind) if not _taken(duty, step))
    return min((max(one, after + ONE_DAY) for one in days), default=None)


def next_look_after(
    policy: Policy, day: date, duty: Duty, agenda: Agenda, purposes: Collection[Purpose]
) -> date | None:
    """When to look at a duty again once the steps of `purposes` that its agenda of `day` names were taken.

    Still today when a step of another purpose is due; the next day while one waits; None when nothing is left to tell.
    """
    if duty.state in SETTLED:
        return None
    if not policy.working_days.works(day):
        return policy.working_days.roll_forward(day)
    steps: list[NoticeDue | Withheld] = [one for letter in agenda.letters for one in letter.notices]
    steps = [one for one in [*steps, *agenda.withheld] if one.number == duty.number]
    if any(one.purpose not in purposes for one in steps if not overtaken(one)):
        return day
    if any(isinstance(one, Withheld) and not one.final for one in steps):
        return day + ONE_DAY
    for one in steps:
        told = Told(one.purpose, one.step, one.due_revision, day if isinstance(one, NoticeDue) else None)
        duty = replace(duty, told=(*duty.told, told))
    return next_look(policy, duty, day)


def overtaken(step: NoticeDue | Withheld) -> bool:
    """Whether a later step is taken in its place."""
    return isinstance(step, Withheld) and step.why is Why.OVERTAKEN


def step_on(policy: Policy, duty: Duty, step: LadderStep) -> date:
    """The day of a step: working days from the due date; for asking, the duty's own asking day."""
    if step.purpose is Purpose.ASK:
        return duty.ask_on
    return policy.working_days.shift(duty.due_on, step.working_days)


def told_of(duty: Duty, notice: NoticeDue, day: date) -> Duty:
    """The duty after the notice went into a letter of `day`."""
    told = Told(notice.purpose, notice.step, notice.due_revision, day)
    state = State.OVERDUE if duty.due_on < day else State.ASKED
    return replace(duty, told=(*duty.told, told), state=state)


def _consider(draft: _Draft, whom: Correspondent, duty: Duty) -> None:
    if duty.state in SETTLED:
        return
    due = [
        step
        for step in draft.policy.ladder(duty.role, duty.kind)
        if not _taken(duty, step) and _has_come(draft, duty, step)
    ]
    while due:
        chosen = due[0] if due[0].purpose is Purpose.ASK else due[-1]
        why = _why_not(draft, whom, duty, chosen)
        due.remove(chosen)
        if why is None:
            draft.notices.setdefault((chosen.to, chosen.copy_office), []).append(_notice(draft, duty, chosen))
            for step in due:
                _withhold(draft, duty, step, Why.OVERTAKEN)
            return
        _withhold(draft, duty, chosen, why)
        if why is not Why.TOO_LATE:  # which is for good: an earlier step has its turn at once
            return


def _why_not(draft: _Draft, whom: Correspondent, duty: Duty, step: LadderStep) -> Why | None:
    told_today = any(told.on == draft.day for told in duty.told)
    reasons = (
        (duty.state is State.HELD, Why.HELD),
        (step.purpose is not Purpose.ASK and duty.state is State.NOT_REACHED, Why.NOT_REACHED),
        (step.purpose is not Purpose.ASK and not (_asked(duty) and duty.state in REACHED), Why.NOT_ASKED),
        (_too_late(draft, duty, step), Why.TOO_LATE),
        (not getattr(whom, step.to), Why.NO_CONTACT),
        (told_today or whom.closed_today, Why.SAME_DAY),
        (step.purpose in WAITS_FOR_RETURN and (whom.away_until or date.min) >= draft.day, Why.AWAY),
    )
    return next((why for holds, why in reasons if holds), None)


def _too_late(draft: _Draft, duty: Duty, step: LadderStep) -> bool:
    allowed = draft.policy.catch_up_days(step.purpose)
    return draft.policy.working_days.shift(step_on(draft.policy, duty, step), allowed) < draft.day


def _has_come(draft: _Draft, duty: Duty, step: LadderStep) -> bool:
    return step_on(draft.policy, duty, step) <= draft.day


def _taken(duty: Duty, step: LadderStep) -> bool:
    """Whether the step was taken: asking once for all, every other step once for each due revision."""
    return any(
        told.purpose == step.purpose
        and told.step == step.step
        and (step.purpose is Purpose.ASK or told.due_revision == duty.due_revision)
        for told in duty.told
    )


def _asked(duty: Duty) -> bool:
    return any(told.purpose is Purpose.ASK and told.on is not None for told in duty.told)


def _notice(draft: _Draft, duty: Duty, step: LadderStep) -> NoticeDue:
    own_day = step_on(draft.policy, duty, step)
    late = draft.policy.working_days.between(own_day, draft.day)
    return NoticeDue(duty.number, step.purpose, step.step, duty.due_revision, own_day, late)


def _withhold(draft: _Draft, duty: Duty, step: LadderStep, why: Why) -> None:
    own_day = step_on(draft.policy, duty, step)
    draft.withheld.append(Withheld(duty.number, step.purpose, step.step, duty.due_revision, own_day, why))


def _under_cap(draft: _Draft, whom: Correspondent) -> Agenda:
    letters: list[LetterDue] = []
    room = draft.policy.weekly_cap - sum(draft.day - WEEK < day <= draft.day for day in whom.written_on)
    for (audience, copy_office), notices in sorted(draft.notices.items(), key=_by_priority):
        if len(letters) < room or any(notice.purpose in NEVER_POSTPONED for notice in notices):
            letters.append(LetterDue(whom.agency_id, audience, copy_office, tuple(notices)))
        else:
            draft.withheld += list(_postponed(notices))
    return Agenda(whom.agency_id, tuple(letters), tuple(draft.withheld))


def _by_priority(item: tuple[tuple[str, bool], Sequence[NoticeDue]]) -> tuple[bool, str]:
    (audience, _), notices = item
    return not any(notice.purpose in NEVER_POSTPONED for notice in notices), audience


def _postponed(notices: Iterable[NoticeDue]) -> Iterator[Withheld]:
    for one in notices:
        yield Withheld(one.number, one.purpose, one.step, one.due_revision, one.step_on, Why.CAP)
