"""Claims about parts that are done: they are asked for no more, and their obligations are still accounted for."""

from datetime import date

import pytest
from builders import ASK_DAY, Desk, at, small_plan
from sqlalchemy import Engine

from models.response import CONFIRMED, RETURNED, Decision, Response
from models.standing import State

SECOND_QUARTER = date(2023, 4, 3)
SECOND_ASK = date(2023, 6, 6)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


def decide(desk: Desk, verdict: str) -> None:
    response = desk.rows(Response)[-1]
    desk.add(Decision(response_id=response.id, verdict=verdict, reason="", by="officer", at=at(ASK_DAY)))


def second_quarter(desk: Desk, code: str, agency_id: str) -> State:
    desk.ask(SECOND_ASK)
    [found] = [
        one.state
        for one in desk.standing(SECOND_ASK)
        if (one.task_code, one.agency_id, one.period_key) == (code, agency_id, "2023-Q2")
    ]
    return found


def test_what_was_reported_completed_and_confirmed_is_not_asked_again(desk):
    desk.asked().answer("I.1", "bo-b", status="completed")
    decide(desk, CONFIRMED)
    assert second_quarter(desk, "I.1", "bo-b") is State.CLOSED
    assert second_quarter(desk, "I.1", "bo-a") is State.DUE_TO_ASK


def test_what_was_reported_completed_and_not_confirmed_is_asked_again(desk):
    desk.asked().answer("I.1", "bo-b", status="completed")
    assert second_quarter(desk, "I.1", "bo-b") is State.DUE_TO_ASK


def test_a_deadline_is_asked_again_each_period_until_it_is_reported_done(desk):
    desk.asked()
    assert second_quarter(desk, "I.2", "bo-a") is State.DUE_TO_ASK


def test_a_deadline_reported_done_is_asked_no_more_unless_that_is_sent_back(desk):
    desk.asked().answer("I.2", "bo-a", status="completed")
    desk.ask(SECOND_QUARTER)
    assert second_quarter(desk, "I.2", "bo-a") is State.CLOSED
    decide(desk, RETURNED)
    assert second_quarter(desk, "I.2", "bo-a") is State.DUE_TO_ASK


def test_a_later_version_that_is_not_completed_undoes_it(desk):
    desk.asked().answer("I.2", "bo-a", status="completed")
    desk.answer("I.2", "bo-a", status="in_progress")
    assert second_quarter(desk, "I.2", "bo-a") is State.DUE_TO_ASK


def test_one_agency_that_is_done_leaves_the_others_asked(desk):
    desk.asked().answer("II.1", "tinh-x", status="completed")
    decide(desk, CONFIRMED)
    assert second_quarter(desk, "II.1", "tinh-y") is State.DUE_TO_ASK
