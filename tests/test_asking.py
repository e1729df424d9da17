"""Claims about walking a plan: what is opened, who is asked on which day, and who is reminded or escalated."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from builders import (
    AFTER,
    ASK_DAY,
    BEGIN,
    DUE,
    ESCALATE_DAY,
    PROVINCES,
    REMIND_DAY,
    Desk,
    agency,
    at,
    mailbox,
    opened,
    queued,
    small_plan,
)
from sqlalchemy import Engine

from casework.loading import load_plan
from documents.plan_folder import read_plan_folder
from models.contact import Contact
from models.database import open_engine, writing
from models.letter import ESCALATION, REMINDER, REQUEST, Delivery, Letter, Notice
from models.obligation import DueChange, Obligation
from models.occasion import Occasion
from models.plan import Plan
from models.question import OpenQuestion
from models.request import Request
from models.standing import State

OCOP = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


@pytest.fixture(scope="session")
def ocop_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the loaded OCOP plan: each test takes a copy."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("ocop") / "dondoc.db"))
    engine = open_engine(f"sqlite:///{path}")
    load_ocop(engine)
    engine.dispose()
    return path


def load_ocop(engine: Engine) -> Desk:
    with writing(engine) as session:
        load_plan(session, read_plan_folder(OCOP), at(BEGIN), "test")
    return Desk(engine, OCOP.name)


@pytest.fixture
def ocop(ocop_template: Path, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{shutil.copy(ocop_template, tmp_path / 'dondoc.db')}")
    yield Desk(engine, OCOP.name)
    engine.dispose()


def letters(desk: Desk, **having: object) -> list[str]:
    return [f"{one.kind} {one.agency_id}" for one in desk.rows(Letter, **having)]


# -- opening


def test_the_first_walk_of_the_quarter_opens_each_obligation_and_asks_nobody_yet(desk):
    walks = desk.ask(BEGIN)
    assert [(walk.code, walk.opened) for walk in walks] == [("I.1", 2), ("I.2", 1), ("II.1", 3)]
    assert not queued(walks) and set(desk.states(BEGIN).values()) == {State.PLANNED}


def test_opening_twice_opens_nothing(desk):
    desk.ask(BEGIN)
    assert opened(desk.ask(BEGIN)) == 0
    assert len(desk.rows(Obligation)) == 6


def test_a_walk_that_was_missed_opens_what_it_would_have_opened(desk):
    deadline_and_two_quarters_after_it = 3
    assert opened(desk.ask(date(2023, 7, 14))) == deadline_and_two_quarters_after_it + 3 * 5
    assert [one.period_key for one in desk.rows(Occasion)] == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q1"]


def test_an_occasion_once_opened_keeps_its_due_date_when_the_policy_changes(desk):
    desk.ask(BEGIN)
    plan = desk.one(Plan)
    desk.change(plan, policy=plan.policy | {"due_to_office": {"day": 10}})
    desk.ask(BEGIN)
    assert desk.one(Occasion, slug="2023-Q1").due_on == DUE


# -- asking


def test_everybody_is_asked_on_the_ladders_day_and_not_before(desk):
    assert not queued(desk.ask(date(2023, 3, 3)))
    assert queued(desk.ask(ASK_DAY)) == {"ask": 6}
    assert set(desk.states().values()) == {State.DUE_TO_ASK}


def test_all_that_one_agency_owes_is_one_letter_and_a_deadline_is_asked_with_the_periods(desk):
    desk.ask()
    assert letters(desk) == [f"{REQUEST} {name}" for name in ("bo-a", "bo-b", *PROVINCES)]
    notices = desk.rows(Notice, letter_id=desk.one(Letter, agency_id="bo-a").id)
    assert [one.step_on for one in notices] == [ASK_DAY, date(2023, 3, 17)]


def test_a_deadline_before_the_periods_is_asked_for_its_own_day(engine):
    desk = small_plan(engine)
    desk.ask(BEGIN)
    occasion = desk.one(Occasion, kind="milestone")
    desk.change(occasion, due_on=date(2023, 2, 28))
    assert queued(desk.ask(date(2023, 2, 14))) == {"ask": 1}


def test_a_second_walk_queues_nothing_before_and_after_sending(desk):
    desk.ask()
    assert not queued(desk.ask())
    desk.send()
    assert not queued(desk.ask()) and not queued(desk.ask(AFTER))


def test_who_comes_after_the_days_letter_was_written_waits_for_the_next_days(desk):
    desk.ask()
    desk.send()
    [notice] = desk.rows(Notice, letter_id=desk.one(Letter, agency_id="bo-b").id)
    with writing(desk.engine) as session:
        session.delete(session.merge(notice))
    assert not queued(desk.ask())
    assert queued(desk.ask(AFTER)) == {"ask": 1}


def test_late_walks_ask_at_once(desk):
    assert queued(desk.ask(DUE)) == {"ask": 6}


def test_an_agency_without_a_contact_is_not_reached_and_the_notice_says_why(desk):
    desk.change(desk.one(Contact, agency_id="tinh-x", role="answers"), valid_to=date(2023, 2, 28))
    assert sum(walk.withheld["no_contact"] for walk in desk.ask()) == 1
    assert desk.state("II.1", "tinh-x") is State.NOT_REACHED
    assert desk.one(Notice, letter_id=None).dropped == "no_contact"


def test_a_mailbox_that_bounced_or_is_not_valid_yet_is_not_written_to(desk):
    desk.change(desk.one(Contact, agency_id="tinh-x", role="answers"), bounced_at=at(BEGIN))
    desk.change(desk.one(Contact, agency_id="tinh-y", role="answers"), valid_from=date(2023, 4, 1))
    desk.ask()
    assert [desk.state("II.1", name) for name in PROVINCES[:2]] == [State.NOT_REACHED] * 2


def test_those_who_are_copied_stand_in_the_copy(desk):
    desk.add(mailbox("bo-b", "copied"))
    desk.ask()
    found = desk.rows(Delivery, letter_id=desk.one(Letter, agency_id="bo-b").id)
    assert [(one.address, one.header) for one in found] == [
        ("vanthu@bo-b.example", "to"),
        ("copied@bo-b.example", "cc"),
    ]


def test_one_mailbox_in_two_roles_gets_one_letter(desk):
    desk.add(mailbox("bo-b", "copied", address="vanthu@bo-b.example"))
    desk.ask()
    assert len(desk.rows(Delivery, address="vanthu@bo-b.example")) == 1


def test_one_successor_is_asked_in_its_own_name(engine):
    gone = agency("bo-b", valid_to=date(2023, 2, 28), successors=("bo-a",))
    desk = small_plan(engine, gone)
    desk.ask()
    assert letters(desk) == [f"{REQUEST} {name}" for name in ("bo-a", *PROVINCES)]


def test_of_several_successors_the_office_is_asked_which_and_the_obligation_is_held(engine):
    gone = agency("bo-b", valid_to=date(2023, 2, 28), successors=("bo-a", "vp"))
    desk = small_plan(engine, gone)
    assert sum(walk.questions for walk in desk.ask()) == 1
    assert desk.state("I.1", "bo-b") is State.HELD
    assert desk.one(OpenQuestion).agency_id == "bo-b"
    desk.ask()
    assert len(desk.rows(OpenQuestion)) == 1


def test_a_settled_question_holds_nothing_and_the_walk_goes_on(engine):
    desk = small_plan(engine, agency("bo-b", valid_to=date(2023, 2, 28), successors=("bo-a", "vp")))
    desk.ask()
    desk.change(desk.one(OpenQuestion), settled_at=at(ASK_DAY), settled_by="officer", settlement="bo-a")
    assert desk.state("I.1", "bo-b") is State.PLANNED


# -- reminding


def test_who_has_not_answered_is_reminded_once_and_who_has_answered_is_not(desk):
    desk.asked().answer("I.1", "bo-b")
    desk.answer("II.1", "tinh-x")
    assert queued(desk.remind()) == {"remind": 3}
    assert letters(desk, kind=REMINDER) == [f"{REMINDER} {name}" for name in ("bo-a", "tinh-y", "tinh-z")]
    assert not queued(desk.remind())


def test_nobody_is_reminded_before_the_day(desk):
    assert not queued(desk.asked().remind(date(2023, 3, 14)))


def test_a_letter_that_still_waits_is_followed_by_no_reminder(desk):
    desk.ask()
    assert not queued(desk.remind())


@pytest.mark.parametrize("outcome", ["permanent", "temporary"])
def test_who_was_not_reached_is_never_told_more(desk, outcome):
    desk.ask()
    desk.send(kind=outcome)
    assert not queued(desk.remind()) and not queued(desk.remind(AFTER))


def test_an_unconfirmed_letter_is_asked_again_by_the_next_step(desk):
    desk.ask()
    desk.send(kind="unconfirmed")
    assert queued(desk.remind()) == {"remind": 5}


def test_who_is_asked_late_is_told_once_that_day_and_spared_the_steps_that_had_passed(desk):
    desk.ask(REMIND_DAY)
    desk.send(REMIND_DAY)
    assert not queued(desk.remind(REMIND_DAY))
    assert not queued(desk.remind(date(2023, 3, 16)))
    assert {one.dropped for one in desk.rows(Notice, purpose="remind")} == {"overtaken"}


def test_of_steps_that_fell_due_together_the_last_is_taken_and_the_others_are_kept_as_overtaken(desk):
    desk.asked()
    walks = desk.remind(ESCALATE_DAY)
    assert queued(walks) == {"escalate": 4, "remind": 1}
    overtaken = desk.rows(Notice, dropped="overtaken")
    assert sorted({one.purpose for one in overtaken}) == ["last_call", "remind"] and len(overtaken) == 8


def test_the_escalation_goes_to_the_head_with_the_office_in_copy(desk):
    desk.asked().remind(ESCALATE_DAY)
    letter = desk.one(Letter, kind=ESCALATION, agency_id="tinh-x")
    found = [(one.address, one.header) for one in desk.rows(Delivery, letter_id=letter.id)]
    assert found == [("head@tinh-x.example", "to"), ("vanthu@vp.example", "cc")]


def test_a_coordinating_agency_is_never_escalated(desk):
    desk.asked().remind(ESCALATE_DAY)
    assert not desk.rows(Letter, kind=ESCALATION, agency_id="bo-b")


def test_an_agency_without_a_head_keeps_the_step_as_dropped(desk):
    desk.asked().change(desk.one(Contact, agency_id="tinh-x", role="head"), valid_to=BEGIN)
    assert sum(walk.withheld["no_contact"] for walk in desk.remind(ESCALATE_DAY)) == 1
    assert not queued(desk.remind(AFTER))
    assert desk.state("II.1", "tinh-x", ESCALATE_DAY) is State.OVERDUE


def test_what_no_letter_told_because_it_was_waived_is_asked_once_that_is_taken_back(desk):
    desk.ask()
    waive = {
        "obligation_id": desk.obligation("I.1", "bo-b"),
        "from_on": DUE,
        "to_on": DUE,
        "reason": "",
        "by": "officer",
    }
    desk.add(DueChange(**waive, revision=1, kind="waived", authority="", at=at(ASK_DAY)))
    desk.send()
    assert desk.one(Notice, dropped="answered").obligation_id == waive["obligation_id"]
    desk.add(DueChange(**waive, revision=2, kind="reopened", authority="", at=at(ASK_DAY)))
    assert queued(desk.ask(REMIND_DAY)) == {"ask": 1}


def test_what_no_letter_told_because_it_was_in_review_is_asked_once_the_office_drops_that(desk):
    desk.ask()
    item = desk.in_pen("I.1", "bo-a")
    desk.send()
    desk.change(item, state="dropped")
    assert desk.state("I.1", "bo-a") is State.PLANNED
    assert queued(desk.ask(AFTER)) == {"ask": 1} and len(desk.send(AFTER)) == 1
    assert desk.state("I.1", "bo-a") is State.ASKED


def test_the_ladders_of_trial_and_live_are_apart(desk):
    desk.asked().go_live()
    assert set(desk.states().values()) == {State.PLANNED}
    assert queued(desk.ask()) == {"ask": 6}
    assert len(desk.rows(Request)) == 5


# -- two at once


def test_two_walks_at_once_double_nothing(desk):
    with ThreadPoolExecutor(4) as pool:
        walks = [walk for done in pool.map(lambda _: desk.ask(), range(4)) for walk in done]
    assert queued(walks) == {"ask": 6} and opened(walks) == 6
    assert (len(desk.rows(Notice)), len(desk.rows(Letter)), len(desk.rows(Request))) == (6, 5, 5)


def test_asking_and_reminding_at_once_double_nothing(desk):
    desk.asked()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: (desk.ask if n % 2 else desk.remind)(REMIND_DAY), range(4)))
    assert len(desk.rows(Letter, kind=REMINDER)) == 5
    assert len(desk.rows(Notice)) == 11


# -- the first plan


def test_the_first_plan_asks_73_agencies_for_1003_reports_on_6_march_2023(ocop):
    walks = ocop.ask(ASK_DAY)
    assert opened(walks) == 1003
    asked = {one.agency_id for one in ocop.rows(Letter)}
    assert len(ocop.rows(Letter)) == len(asked) == 73


def test_the_day_of_asking_the_first_plan_takes_seconds(ocop):
    began = time.perf_counter()
    ocop.ask(ASK_DAY)
    assert time.perf_counter() - began < 4


@pytest.mark.parametrize(("day", "provinces"), [(date(2023, 3, 10), 63), (date(2025, 8, 1), 34)])
def test_the_provinces_are_63_in_2023_and_34_after_the_merger(ocop, day, provinces):
    ocop.ask(day)
    period = "2023-Q1" if day.year == 2023 else "2025-Q3"
    occasion = ocop.one(Occasion, slug=period)
    kinds = {one.agency_id for one in ocop.rows(Obligation, occasion_id=occasion.id)}
    named = {name for name in kinds if province(ocop, name)}
    assert len(named) == provinces


def province(desk: Desk, name: str) -> bool:
    with writing(desk.engine) as session:
        return desk.docket(session, BEGIN).directory.agencies[name].kind == "province"
