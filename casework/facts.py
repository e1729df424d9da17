"""What letters about one plan need to know, each thing looked up once for all the letters of a batch."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import Generic, TypeVar

from sqlmodel import Session, SQLModel, col, select

from casework.docket import Docket
from language.dates import short_date
from language.wording import wording
from models.amendment import amendments_of
from models.contact import Contact
from models.earlier import earlier_answers
from models.letter import Letter, Notice, deliveries_by_letter, notices_by_letter
from models.obligation import AT_ONCE
from models.occasion import occasions_of
from models.policy import Purpose
from models.request import Request
from models.response import latest_responses
from models.standing import Standing, State, standings
from models.submission import with_head_since
from models.task import Task, amended_assignments, leads_of_plan, tasks_of

Value = TypeVar("Value")
Row = TypeVar("Row", bound=SQLModel)
Told = tuple[str, date]


class Lookup(Generic[Value]):
    """Values by number: what is asked for together is looked up together, and nothing twice."""

    def __init__(self, find: Callable[[list[int]], Mapping[int, Value]]) -> None:
        self._find = find
        self._known: dict[int, Value | None] = {}

    def of(self, numbers: Iterable[int]) -> dict[int, Value]:
        """The value of each of the numbers that has one."""
        wanted = list(dict.fromkeys(numbers))
        unknown = [number for number in wanted if number not in self._known]
        for first in range(0, len(unknown), AT_ONCE):
            some = unknown[first : first + AT_ONCE]
            found = self._find(some)
            self._known.update((number, found.get(number)) for number in some)
        return {number: value for number in wanted if (value := self._known[number]) is not None}

    def get(self, number: int | None) -> Value | None:
        """The value of one number."""
        return None if number is None else self.of([number]).get(number)


class Facts:
    """What is known of one plan at one moment, for as long as its session lasts."""

    def __init__(self, session: Session, docket: Docket) -> None:
        self.session, self.docket = session, docket
        self.notices = Lookup(partial(notices_by_letter, session))
        self.deliveries = Lookup(partial(deliveries_by_letter, session))
        self.contacts = Lookup(partial(_rows, session, Contact))
        self.requests = Lookup(partial(_rows, session, Request))
        self.latest = Lookup(partial(latest_responses, session))
        self.earlier = Lookup(partial(earlier_answers, session))
        self.standing = Lookup(self._standing)
        self._told = Lookup(partial(_told, session, docket.mode))
        self._answered: dict[str, Counter[str]] = {}
        self._asked: set[str] = set()

    def look_at(self, letters: Sequence[Letter]) -> set[int]:
        """Look up together how the obligations of these letters stand; returns their ids."""
        notices = self.notices.of(letter.id or 0 for letter in letters)
        told = {one.obligation_id for many in notices.values() for one in many if one.dropped is None}
        self.standing.of(told)
        return told

    def expect(self, letters: Sequence[Letter]) -> None:
        """Look up together all that drafting these letters is going to need."""
        self.requests.of(letter.request_id for letter in letters if letter.request_id)
        self._asked |= {letter.agency_id for letter in letters if letter.agency_id}
        deliveries = self.deliveries.of(letter.id or 0 for letter in letters)
        self.contacts.of(one.contact_id for many in deliveries.values() for one in many if one.contact_id)
        told = self.look_at(letters)
        for lookup in (self.latest, self.earlier, self._told):
            lookup.of(told)

    @cached_property
    def tasks(self) -> dict[int, Task]:
        """The plan's tasks by id."""
        return {task.id or 0: task for task in tasks_of(self.session, self.docket.plan_id)}

    @cached_property
    def occasion_names(self) -> dict[int, str]:
        """What each occasion of the plan is called, by id."""
        return {one.id or 0: one.name for one in occasions_of(self.session, self.docket.plan_id)}

    @cached_property
    def lead_names(self) -> dict[int, tuple[str, ...]]:
        """The names of each task's leads, by task id."""
        return lead_names(self.session, self.docket)

    @cached_property
    def given_later(self) -> dict[int, str]:
        """The decision that gave each assignment which the plan itself had not, by assignment id."""
        return given_later(self.session, self.docket)

    @cached_property
    def with_head_since(self) -> dict[int, datetime]:
        """When each obligation whose answer waits for its agency's head was submitted."""
        return with_head_since(self.session)

    def in_plan_order(self, obligation_ids: Iterable[int]) -> list[Standing]:
        """The obligations as they stand now."""
        found = self.standing.of(obligation_ids).values()
        return sorted(found, key=lambda one: (self.tasks[one.task_id].position, one.assignment_id, one.obligation_id))

    def told_on(self, obligation_ids: Iterable[int], *purposes: Purpose) -> list[date]:
        """The days of the letters that told the obligations for these purposes, each once, in order."""
        found = self._told.of(obligation_ids).values()
        return sorted({day for steps in found for purpose, day in steps if purpose in purposes})

    def answered_count(self, request: Request) -> int:
        """How many reports of its period the request's agency has given."""
        if request.period_key not in self._answered or request.agency_id not in self._asked:
            self._asked.add(request.agency_id)
            self._answered[request.period_key] = self._count_answered(request.period_key)
        return self._answered[request.period_key][request.agency_id]

    def _count_answered(self, period_key: str) -> Counter[str]:
        found = standings(
            self.session,
            self.docket.plan_id,
            self.docket.day,
            self.docket.mode,
            period_key=period_key,
            named=self.docket.answered_for(self._asked),
        )
        answering = (self.docket.answering(one.agency_id, one.task_id) for one in found if one.state is State.ANSWERED)
        return Counter(one[0] for one in answering if len(one) == 1)

    def _standing(self, obligation_ids: Collection[int]) -> dict[int, Standing]:
        docket = self.docket
        found = standings(self.session, docket.plan_id, docket.day, docket.mode, obligation_ids=obligation_ids)
        return {one.obligation_id: one for one in found}


def lead_names(session: Session, docket: Docket) -> dict[int, tuple[str, ...]]:
    """The names of each task's leads as the plan lists them, a collective by its phrase; by task id."""
    named: dict[int, tuple[str, ...]] = {}
    for one in leads_of_plan(session, docket.plan_id, docket.day):
        name = docket.name_of(one.agency_id) if one.agency_id else one.phrase
        named[one.task_id] = (*named.get(one.task_id, ()), name)
    return named


def given_later(session: Session, docket: Docket) -> dict[int, str]:
    """The decision that gave each assignment which the plan itself had not, as letters name it; by assignment id."""
    named = {
        one.id: wording("văn bản số {number} ngày {day}", number=one.number, day=short_date(one.signed_on)).say()
        for one in amendments_of(session, docket.plan_id)
    }
    return {given: named[amended] for given, amended in amended_assignments(session, docket.plan_id).items()}


def _rows(session: Session, model: type[Row], ids: Collection[int]) -> dict[int, Row]:
    query = select(model).where(col(model.id).in_(ids))  # type: ignore[attr-defined]
    return {row.id: row for row in session.exec(query)}  # type: ignore[attr-defined]


def _told(session: Session, mode: str, obligation_ids: Collection[int]) -> dict[int, list[Told]]:
    """The purposes for which each of the obligations was told, with the days of the letters."""
    query = (
        select(col(Notice.obligation_id), col(Notice.purpose), col(Letter.day))
        .join(Letter, col(Letter.id) == Notice.letter_id)
        .where(col(Notice.obligation_id).in_(obligation_ids), Notice.mode == mode, col(Notice.dropped).is_(None))
    )
    found: dict[int, list[Told]] = {}
    for obligation_id, purpose, day in session.exec(query):
        found.setdefault(obligation_id, []).append((purpose, day))
    return found
