"""Claims that hold for any plan, calendar, history and outage: drawn at random, lived through day by day."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from builders import PROVINCES, Desk, assigned, deadline, directory, mailbox, plan, span, task
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from casework.addressing import set_contact
from casework.docket import Docket
from casework.extending import Order, extend, pause, reopen, waive
from casework.judging import judge, record_for_office
from casework.proving import prove
from casework.recording import Answer, Source
from models.agency import store_directory
from models.contact import Contact
from models.database import open_engine, reading, writing
from models.letter import BOUNCED, SENT, Delivery, Letter, Notice, move_delivery
from models.obligation import Obligation
from models.occasion import Occasion
from models.response import CONFIRMED, RETURNED, Decision, Response
from models.standing import Standing, standings
from models.told import Alike, alike_to, alike_to_look_at, told_steps

FIRST, LAST = date(2023, 2, 20), date(2023, 4, 5)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
AGENCIES = ("bo-a", "bo-b", *PROVINCES)
FOREVER = datetime.max.replace(tzinfo=UTC)
ORDER = Order("vì bão", "VB 1", "officer")


@dataclass(frozen=True)
class Course:
    """A plan and what befalls it: tasks as (leads, coordinating, deadline), policy, dark days, events by day."""

    tasks: list[tuple[list[str], list[str], date | None]]
    policy: dict[str, object]
    dark: frozenset[date]
    events: dict[date, list[tuple[str, int]]]


# -- what befalls a plan: each takes what a number picks


def answered(session: Session, docket: Docket, one: Standing, number: int) -> None:
    status = ("in_progress", "completed", "nothing")[number % 3]
    record_for_office(session, docket, [Answer(one.obligation_id, status)], Source("office", "officer"))


def judged(session: Session, docket: Docket, one: Standing, number: int) -> None:
    found = session.exec(select(Response)).all()
    if found:
        judge(session, found[number % len(found)], (CONFIRMED, RETURNED)[number % 2], "officer", "", docket.now)


def bounced(session: Session, docket: Docket, one: Standing, number: int) -> None:
    found = session.exec(select(Delivery).where(Delivery.state == SENT)).all()
    if found:
        delivery = found[number % len(found)]
        move_delivery(session, delivery, BOUNCED, docket.now)
        if number % 2 and delivery.contact_id:
            session.get_one(Contact, delivery.contact_id).bounced_at = docket.now


def moved(session: Session, docket: Docket, one: Standing, number: int) -> None:
    sender = Desk(session.get_bind()).sender
    day = docket.day + timedelta(days=number + 1)
    if number % 4 == 0:
        waive(session, docket, sender, [one], ORDER)
    elif number % 4 == 1:
        pause(session, docket, sender, [one], day, ORDER)
    elif number % 4 == 2:
        reopen(session, docket, sender, [one], ORDER, to=day)
    else:
        extend(session, docket, sender, [one], day, ORDER)


def addressed(session: Session, docket: Docket, one: Standing, number: int) -> None:
    new = mailbox(one.agency_id, address=f"so-{number}@{one.agency_id}.example")
    set_contact(session, new, "officer", docket.now, docket.day, beside=bool(number % 2))


EVENTS: dict[str, Callable[[Session, Docket, Standing, int], None]] = {
    one.__name__: one for one in (answered, judged, bounced, moved, addressed)
}


# -- drawing


@st.composite
def ladders(draw) -> list[dict[str, object]]:
    days = sorted(draw(st.lists(st.integers(-15, 8), min_size=1, max_size=4, unique=True)))
    kinds = ["ask", *draw(st.permutations(["remind", "last_call", "escalate"]))]
    steps = [{"purpose": kind, "working_days": day} for kind, day in zip(kinds, days, strict=False)]
    return [one | ({"to": "head"} if one["purpose"] == "escalate" else {}) for one in steps]


@st.composite
def courses(draw) -> Course:
    some_day = st.sampled_from(DAYS)
    names = st.lists(st.sampled_from((*AGENCIES, "all-provinces")), min_size=1, max_size=3, unique=True)
    swapped = draw(st.lists(st.tuples(some_day, st.booleans()), max_size=4, unique_by=lambda pair: pair[0]))
    first, length = draw(some_day), draw(st.integers(0, 25))
    happens = st.lists(st.tuples(some_day, st.sampled_from(list(EVENTS)), st.integers(0, 40)), min_size=6, max_size=30)
    events: dict[date, list[tuple[str, int]]] = {}
    for day, what, number in draw(happens):
        events.setdefault(day, []).append((what, number))
    said = {
        "lead": draw(ladders()),
        "coordinating": draw(ladders()),
        "weekly_cap": draw(st.integers(1, 5)),
        "days": [{"day": str(day), "worked": worked, "document": "x"} for day, worked in swapped],
    }
    tasks = draw(st.lists(st.tuples(names, names, st.none() | some_day), min_size=1, max_size=3))
    dark = frozenset(first + timedelta(days=number) for number in range(length)) - {LAST}
    return Course(tasks, said, dark, events)


# -- living through it


@contextmanager
def lived(template: Path, folder: Path, course: Course) -> Iterator[Desk]:
    """The plan on its last day, each day walked but the dark ones."""
    path = Path(copy(template, folder / f"{uuid4()}.db"))
    engine = open_engine(f"sqlite:///{path}")
    desk = Desk(engine)
    load(desk, course)
    for day in DAYS:
        if day not in course.dark:
            desk.ask(day)
            desk.remind(day)
            send(desk, day)
            for what, number in course.events.get(day, ()):
                befall(desk, day, what, number)
    yield desk
    engine.dispose()
    path.unlink()


def load(desk: Desk, course: Course) -> None:
    with writing(desk.engine) as session:
        store_directory(session, directory())
        row = plan(FIRST, **course.policy)
        session.add(row)
        session.flush()
        for number, (leads, coordinating, due) in enumerate(course.tasks):
            one = task(f"I.{number + 1}", number)
            one.plan_id = row.id
            session.add(one)
            session.flush()
            roles = assigned("lead", *leads) + assigned("coordinating", *sorted({*coordinating} - {*leads}))
            for part in [deadline(due) if due else span(), *roles]:
                part.task_id = one.id
                session.add(part)
        session.add_all(mailbox(name, role) for name in AGENCIES for role in ("answers", "head"))
        session.add_all(mailbox(name) for name in ("vp", "bcd"))


def send(desk: Desk, day: date) -> None:
    if works(desk, day):
        desk.send(day)


def works(desk: Desk, day: date) -> bool:
    with reading(desk.engine) as session:
        return desk.docket(session, day).policy.working_days.works(day)


def befall(desk: Desk, day: date, what: str, number: int) -> None:
    obligations = desk.standing(day)
    if obligations:
        with writing(desk.engine) as session:
            EVENTS[what](session, desk.docket(session, day), obligations[number % len(obligations)], number)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("courses")


often = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(courses())
@often
def test_whatever_befalls_a_plan_its_letters_keep_the_rules(sqlite_template, folder, course):
    with lived(sqlite_template, folder, course) as desk:
        assert letters_on_days_off(desk) == []
        assert told_after_an_answer(desk) == []
        assert strangers(desk) == []
        assert told_twice_on_one_day(desk) == []
        assert put_together(desk) == each_by_itself(desk)
        with reading(desk.engine) as session:
            assert prove(session, desk.docket(session, LAST)).holes == ()


@given(courses())
@often
def test_one_leap_after_an_outage_owes_the_same_as_day_by_day(sqlite_template, folder, course):
    quiet = replace(course, events={})
    with lived(sqlite_template, folder, replace(quiet, dark=frozenset())) as desk:
        day_by_day = owed(desk)
    with lived(sqlite_template, folder, replace(quiet, dark=frozenset(DAYS[:-1]))) as desk:
        assert owed(desk) == day_by_day


@pytest.mark.parametrize("changed", [{"dropped": "no_contact"}, {"letter_id": None}, {"due_revision": 7}, {"step": 2}])
def test_what_one_notice_tells_apart_is_not_put_together(sqlite_template, folder, changed):
    course = Course([(["bo-a"], [], None)] * 2, {}, frozenset(), {})
    with lived(sqlite_template, folder, course) as desk:
        kinds = kinds_of(desk)
        desk.change(desk.rows(Notice)[0], **changed)
        assert put_together(desk) == each_by_itself(desk)
        assert kinds_of(desk) == kinds + 1


def kinds_of(desk: Desk) -> int:
    return len({one._replace(ids=()) for one in put_together(desk).values()})


# -- what must never be found


def letters_on_days_off(desk: Desk) -> list[date]:
    return [one.day for one in desk.rows(Letter) if one.kind != "due_change" and not works(desk, one.day)]


def told(desk: Desk) -> list[tuple[Notice, Letter]]:
    letters = {one.id: one for one in desk.rows(Letter)}
    return [(one, letters[one.letter_id]) for one in desk.rows(Notice) if one.letter_id and not one.dropped]


def told_after_an_answer(desk: Desk) -> list[tuple[int, date]]:
    """What was told on a day between an answer and the day on which it was sent back, or another took its place."""
    returned: dict[int, datetime] = {}
    for one in desk.rows(Decision):
        if one.verdict == RETURNED:
            returned.setdefault(one.response_id, one.at)
    versions: dict[int, list[Response]] = {}
    for one in sorted(desk.rows(Response), key=lambda row: row.version):
        versions.setdefault(one.obligation_id, []).append(one)
    quiet = {
        obligation_id: [
            (one.recorded_at, min(filter(None, (returned.get(one.id), after and after.recorded_at, FOREVER))))
            for one, after in zip_longest(said, said[1:])
        ]
        for obligation_id, said in versions.items()
    }
    return [
        (notice.obligation_id, letter.day)
        for notice, letter in told(desk)
        if any(said.date() < letter.day < until.date() for said, until in quiet.get(notice.obligation_id, ()))
    ]


def strangers(desk: Desk) -> list[str]:
    """Addresses that got a letter about obligations none of which their agency owes."""
    agency_of = {one.id: one.agency_id for one in desk.rows(Obligation)}
    contacts = {one.id: one.agency_id for one in desk.rows(Contact)}
    named: dict[int, set[str]] = {}
    for notice, letter in told(desk):
        named.setdefault(letter.id, set()).add(agency_of[notice.obligation_id])
    sent = [one for one in desk.rows(Delivery) if one.letter_id in named]
    return [one.address for one in sent if contacts[one.contact_id] not in named[one.letter_id]]


def told_twice_on_one_day(desk: Desk) -> list[tuple[int, date]]:
    counts = Counter((notice.obligation_id, letter.day) for notice, letter in told(desk))
    return [told for told, count in counts.items() if count > 1]


def put_together(desk: Desk) -> dict[int, Alike]:
    """What the planner is asked about on the last day and later, told apart again."""
    with reading(desk.engine) as session:
        docket = desk.docket(session, LAST)
        asked = docket.plan_id, docket.day, docket.mode, list(docket.directory.agencies)
        found = [one for later in (False, True) for one in alike_to_look_at(session, *asked, later=later)]
    return {each: one._replace(ids=(each,)) for one in found for each in one.ids}


def each_by_itself(desk: Desk) -> dict[int, Alike]:
    """The same, looked up for each obligation."""
    with reading(desk.engine) as session:
        docket = desk.docket(session, LAST)
        found = standings(session, docket.plan_id, docket.day, docket.mode)
        told = told_steps(session, [one.obligation_id for one in found], docket.day, docket.mode)
    return {one.obligation_id: alike_to(one, told.get(one.obligation_id, ())) for one in found}


def owed(desk: Desk) -> set[tuple[int, str, str]]:
    """(assignment, occasion, agency) of everything opened."""
    slugs = {one.id: one.slug for one in desk.rows(Occasion)}
    return {(one.assignment_id, slugs[one.occasion_id], one.agency_id) for one in desk.rows(Obligation)}
