"""The letters of the days to come: the planner run ahead day by day, as if nobody answered from now on.

What it says of a day holds only while that assumption does: an answer takes its reminders away, never adds one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush

from models.contact import Contact
from models.directory import Directory
from models.expectation import Owed
from models.planner import Agenda, Correspondent, Duty, NoticeDue, Told, Why, Withheld, next_look, plan_agency, told_of
from models.policy import Policy, Purpose
from models.reach import correspondent
from models.standing import SETTLED, State

ONE_DAY = timedelta(days=1)
WHO_ANSWERS = "who_answers"
UNASKED = frozenset({Why.NOT_ASKED, Why.NOT_REACHED})


@dataclass(frozen=True)
class OwedDuty:
    """A duty and what it is owed for, by its task's position; not opened yet, its obligation id is negative."""

    position: int
    owed: Owed
    task_code: str
    period_key: str
    opens_on: date
    duty: Duty

    @property
    def stored(self) -> bool:
        """Whether the obligation is in the database already."""
        return self.duty.number > 0


@dataclass(frozen=True)
class Outset:
    """All that foresight starts from, as it stands `today`.

    `written_on` has the days of the letters of the last week by agency; `closed_today` the agencies whose letter of
    today nothing can join any more; `contacts` the mailboxes of any time, by agency.
    """

    policy: Policy
    directory: Directory
    today: date
    duties: tuple[OwedDuty, ...]
    contacts: Mapping[str, Sequence[Contact]]
    written_on: Mapping[str, Sequence[date]] = field(default_factory=dict)
    closed_today: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ForeseenNotice:
    """One step to be told on one duty, whose own day is `step_on`; late by so many working days.

    `working_days` is the ladder's count from the due date, None when the duty is asked with its period's letter.
    """

    of: OwedDuty
    purpose: Purpose
    step: int
    due_revision: int
    step_on: date
    late_days: int
    working_days: int | None


@dataclass(frozen=True)
class Foreseen:
    """A letter that would be written on `day` to the agency that answers then; its notices in the plan's order."""

    day: date
    agency_id: str
    audience: str
    copy_office: bool
    notices: tuple[ForeseenNotice, ...]


@dataclass(frozen=True)
class Unwritten:
    """A step that comes due on `day` and is not told then; `why` is the planner's, or `who_answers`.

    `agency_id` is who answers that day, the agency that the plan named when the directory cannot say.
    """

    day: date
    agency_id: str
    of: OwedDuty
    purpose: Purpose
    step: int
    step_on: date
    why: str


@dataclass(frozen=True)
class Foresight:
    """What would be written from `first` to `last`, both included, and what would not though it came due."""

    first: date
    last: date
    letters: tuple[Foreseen, ...]
    unwritten: tuple[Unwritten, ...]


def foresee(outset: Outset, first: date, last: date) -> Foresight:
    """The letters of `first` to `last` if nobody answers, every letter reaches its agency and no day is missed.

    Days before `first` are lived through from `outset.today`, for what is told then is not told again. Only days on
    which something can happen are worked out. Duties alike in all but what they are owed for meet one fate together.
    """
    course = _Course(outset, _bundles(outset.duties))
    course.live_through(last)
    letters = tuple(one for one in course.letters if one.day >= first)
    return Foresight(first, last, letters, tuple(one for one in course.unwritten if one.day >= first))


@dataclass
class _Bundle:
    """Duties to one named agency that no step tells apart, by their places in the plan; `duty` stands for each."""

    agency_id: str
    opens_on: date
    places: list[int]
    duty: Duty
    said: set[tuple[Purpose, int, str]] = field(default_factory=set)


def _bundles(duties: Iterable[OwedDuty]) -> list[_Bundle]:
    alike: dict[tuple[str, date, Duty], list[int]] = {}
    for place, one in enumerate(duties):
        if one.duty.state not in SETTLED:
            alike.setdefault((one.owed.agency_id, one.opens_on, replace(one.duty, number=0)), []).append(place)
    return [
        _Bundle(agency_id, opens_on, places, replace(duty, number=number))
        for number, ((agency_id, opens_on, duty), places) in enumerate(alike.items())
    ]


class _Course:
    """The days lived through so far: what was written, what was not, and when to look at each bundle again."""

    def __init__(self, outset: Outset, bundles: list[_Bundle]) -> None:
        self.outset, self.policy, self.bundles = outset, outset.policy, bundles
        self.letters: list[Foreseen] = []
        self.unwritten: list[Unwritten] = []
        self.written_on = {agency_id: list(days) for agency_id, days in outset.written_on.items()}
        looks = ((self._first_look(one), number) for number, one in enumerate(bundles))
        self.looks = [(day, number) for day, number in looks if day is not None]
        heapify(self.looks)

    def _first_look(self, bundle: _Bundle) -> date | None:
        return next_look(self.policy, bundle.duty, max(bundle.opens_on, self.outset.today) - ONE_DAY)

    def live_through(self, last: date) -> None:
        """Live every day up to `last` on which something can happen."""
        while self.looks and self.looks[0][0] <= last:
            day = self.looks[0][0]
            numbers = list(self._looked_at(day))
            worked = self.policy.working_days.roll_forward(day)
            if worked == day:
                self._live(day, numbers)
            else:
                for number in numbers:
                    heappush(self.looks, (worked, number))

    def _looked_at(self, day: date) -> Iterator[int]:
        while self.looks and self.looks[0][0] == day:
            yield heappop(self.looks)[1]

    def _live(self, day: date, numbers: list[int]) -> None:
        by_agency: dict[str, list[_Bundle]] = {}
        for number in sorted(numbers):
            bundle = self.bundles[number]
            if bundle.duty.state is State.DUE_TO_ASK and day > self.outset.today:
                bundle.duty = replace(bundle.duty, state=State.ASKED)
            answering = self.outset.directory.answering(bundle.agency_id, day)
            if len(answering) == 1:
                by_agency.setdefault(answering[0], []).append(bundle)
            else:
                self._nobody_answers(day, bundle)
        for agency_id, bundles in by_agency.items():
            agenda = plan_agency(self.policy, day, self._correspondent(agency_id, day), [one.duty for one in bundles])
            self._carry_out(agenda, day)
            for bundle in bundles:
                self._look_again(bundle, agenda, day)

    def _correspondent(self, agency_id: str, day: date) -> Correspondent:
        return correspondent(
            agency_id,
            self.outset.contacts.get(agency_id, ()),
            day,
            written_on=self.written_on.get(agency_id, ()),
            closed_today=day == self.outset.today and agency_id in self.outset.closed_today,
        )

    def _carry_out(self, agenda: Agenda, day: date) -> None:
        for letter in agenda.letters:
            notices = self._notices(letter.notices)
            self.letters.append(Foreseen(day, agenda.agency_id, letter.audience, letter.copy_office, notices))
            self.written_on.setdefault(agenda.agency_id, []).append(day)
            for notice in letter.notices:
                bundle = self.bundles[notice.number]
                bundle.duty = told_of(bundle.duty, notice, day)
        for withheld in agenda.withheld:
            self._withhold(self.bundles[withheld.number], agenda.agency_id, withheld, day)

    def _notices(self, due: Iterable[NoticeDue]) -> tuple[ForeseenNotice, ...]:
        placed = [(place, one) for one in due for place in self.bundles[one.number].places]
        return tuple(self._notice(place, one) for place, one in sorted(placed, key=lambda pair: pair[0]))

    def _notice(self, place: int, due: NoticeDue) -> ForeseenNotice:
        of = self.outset.duties[place]
        ladder = self.policy.ladder(of.duty.role, of.duty.kind)
        count = next(one.working_days for one in ladder if (one.purpose, one.step) == (due.purpose, due.step))
        own_day = self.policy.working_days.shift(of.duty.due_on, count) == due.step_on
        return ForeseenNotice(
            of, due.purpose, due.step, due.due_revision, due.step_on, due.late_days, count if own_day else None
        )

    def _withhold(self, bundle: _Bundle, agency_id: str, step: Withheld, day: date) -> None:
        if step.final:
            told = Told(step.purpose, step.step, step.due_revision, None)
            bundle.duty = replace(bundle.duty, told=(*bundle.duty.told, told))
        self._say_unwritten(bundle, agency_id, step, step.why, day)

    def _say_unwritten(self, bundle: _Bundle, agency_id: str, step: Withheld | NoticeDue, why: str, day: date) -> None:
        if (step.purpose, step.step, why) in bundle.said:
            return
        bundle.said.add((step.purpose, step.step, why))
        for place in bundle.places:
            of = self.outset.duties[place]
            self.unwritten.append(Unwritten(day, agency_id, of, step.purpose, step.step, step.step_on, why))

    def _nobody_answers(self, day: date, bundle: _Bundle) -> None:
        """The office is asked who answers; until it says, nothing is written."""
        agenda = plan_agency(self.policy, day, Correspondent(bundle.agency_id), [bundle.duty])
        due: list[NoticeDue | Withheld] = [notice for letter in agenda.letters for notice in letter.notices]
        due += agenda.withheld
        for step in due[:1]:
            self._say_unwritten(bundle, bundle.agency_id, step, WHO_ANSWERS, day)
        if not due:
            self._look_again(bundle, agenda, day)

    def _look_again(self, bundle: _Bundle, agenda: Agenda, day: date) -> None:
        reasons = {one.why for one in agenda.withheld if one.number == bundle.duty.number}
        look = next_look(self.policy, bundle.duty, day)
        if Why.HELD in reasons:
            look = None
        elif reasons & UNASKED and bundle.duty.state is not State.DUE_TO_ASK:
            look = bundle.duty.ask_on if bundle.duty.ask_on > day else None
        if look is not None:
            heappush(self.looks, (look, bundle.duty.number))
