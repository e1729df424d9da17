"""Claims about the close of a plan: what was open is closed and asked no more, what was said stays."""

from datetime import date

import pytest
from builders import AFTER, ASK_DAY, DUE, REMIND_DAY, SENDER, Desk, at, small_plan

from casework.answering import Refusal, read_form
from casework.closing import Closed, close_plan
from casework.extending import ENDED
from casework.proving import prove
from models.database import reading, writing
from models.event import Event
from models.letter import Delivery
from models.obligation import DueChange
from models.plan import Plan
from models.standing import State

REASON = "Kế hoạch kết thúc theo Quyết định 01/QĐ-TTg"


@pytest.fixture
def desk(engine) -> Desk:
    return small_plan(engine)


def close(desk: Desk, on: date = REMIND_DAY, day: date = REMIND_DAY):
    with writing(desk.engine) as session:
        return close_plan(session, desk.docket(session, day), on, REASON, "officer")


def test_what_is_open_is_closed_and_what_was_answered_stays(desk):
    desk.asked().answer("I.1", "bo-a")
    assert close(desk) == Closed(obligations=5, letters=0, in_review=0)
    assert desk.state("I.1", "bo-a", AFTER) is State.ANSWERED
    assert {one.state for one in desk.standing(AFTER)} == {State.ANSWERED, State.CLOSED} and State.CLOSED in ENDED


def test_an_answer_that_waits_for_the_office_stays_in_review(desk):
    desk.asked().in_pen("I.1", "bo-a")
    assert close(desk).in_review == 1
    assert desk.state("I.1", "bo-a", AFTER) is State.IN_REVIEW


def test_letters_that_wait_are_withdrawn_with_the_reason(desk):
    desk.ask()
    assert close(desk, ASK_DAY, ASK_DAY).letters == 5
    assert {(one.state, one.said) for one in desk.rows(Delivery)} == {("withdrawn", REASON)}
    assert desk.send() == []


def test_it_is_an_event_with_its_day_and_reason(desk):
    close(desk.asked())
    [line] = [one.body.decode() for one in desk.rows(Event) if b'"subject":"plan:' in one.body]
    assert '"on":"2023-03-15"' in line and REASON in line and '"verb":"closed"' in line
    assert desk.one(Plan).closed_on == REMIND_DAY
    assert {one.reason for one in desk.rows(DueChange)} == {REASON}


def test_keys_expire(desk):
    key = desk.asked().key("bo-a")
    close(desk)
    with reading(desk.engine) as session:
        assert read_form(session, SENDER, key, at(REMIND_DAY)) == Refusal("expired")


def test_nothing_is_asked_or_missing_afterwards(desk):
    close(desk.asked())
    with reading(desk.engine) as session:
        assert prove(session, desk.docket(session, date(2023, 9, 1))).holes == ()


def test_what_no_walk_had_opened_is_counted_too(desk):
    assert close(desk).obligations == 6


@pytest.mark.parametrize("on", [date(2022, 1, 1), DUE])
def test_it_ends_neither_before_its_signing_nor_in_the_future(desk, on):
    assert "Ngày kết thúc phải từ ngày ký" in close(desk.asked(), on).say()
    assert desk.one(Plan).closed_on is None


def test_it_is_closed_once(desk):
    close(desk.asked())
    assert "đã kết thúc ngày 15/03/2023" in close(desk).say()
