"""Claims about recorded answers, the states that follow from rows, and tables that only grow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from builders import AFTER, ASK_DAY, BEGIN, DUE, Desk, at, small_plan
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from models.contact import Contact
from models.database import writing
from models.event import Event
from models.letter import Delivery
from models.mode import MailMode
from models.obligation import CLOSED, MOVED, REOPENED, WAIVED, DueChange
from models.pen import PenItem
from models.question import OpenQuestion
from models.response import DISPUTED, LOCKED, RETURNED, Decision, Response
from models.standing import State


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


def decide(desk: Desk, verdict: str) -> None:
    response = desk.rows(Response)[-1]
    desk.add(Decision(response_id=response.id, verdict=verdict, reason="", by="officer", at=at(ASK_DAY)))


def change_due(desk: Desk, kind: str, to_on: date = DUE, revision: int = 1) -> None:
    obligation_id = desk.obligation("I.1", "bo-b")
    given = {"from_on": DUE, "to_on": to_on, "reason": "", "authority": "", "by": "officer", "at": at(ASK_DAY)}
    desk.add(DueChange(obligation_id=obligation_id, revision=revision, kind=kind, **given))


def hold(desk: Desk, **given: object) -> None:
    question = {"code": "I.1", "text": "", "why": "", "asked_at": at(BEGIN), "holds": True}
    desk.add(OpenQuestion(plan_id=1, **(question | given)))


def state(desk: Desk, day: date = ASK_DAY) -> State:
    return desk.state("I.1", "bo-b", day)


# -- versions


def test_a_new_answer_is_the_next_version_and_the_earlier_stays(desk):
    desk.asked().answer("I.1", "bo-b", percent=10)
    desk.answer("I.1", "bo-b", percent=20)
    assert [(one.version, one.percent) for one in desk.rows(Response)] == [(1, 10), (2, 20)]


def test_the_same_answer_again_adds_nothing(desk):
    desk.asked().answer("I.1", "bo-b", percent=10, forecast=date(2023, 6, 30))
    assert desk.answer("I.1", "bo-b", percent=10, forecast=date(2023, 6, 30)) == []


def test_the_same_words_again_answer_a_return(desk):
    desk.asked().answer("I.1", "bo-b", percent=10)
    decide(desk, RETURNED)
    desk.answer("I.1", "bo-b", percent=10)
    assert [one.version for one in desk.rows(Response)] == [1, 2]
    assert desk.state("I.1", "bo-b") is State.ANSWERED


def test_an_answer_that_goes_back_to_an_earlier_one_is_a_version(desk):
    for percent in (10, 20, 10):
        desk.asked().answer("I.1", "bo-b", percent=percent)
    assert [one.percent for one in desk.rows(Response)] == [10, 20, 10]


def test_each_version_is_a_line_of_the_record(desk):
    desk.asked().answer("I.1", "bo-b")
    assert b'"verb":"answered"' in desk.rows(Event)[-1].body


def test_answers_at_once_get_versions_of_their_own_and_equal_ones_one(desk):
    desk.asked()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda percent: desk.answer("I.1", "bo-b", percent=percent), [10, 20, 30, 30]))
    found = desk.rows(Response)
    assert [one.version for one in found] == list(range(1, len(found) + 1))
    assert {one.percent for one in found} == {10, 20, 30}


# -- each state, from real rows


def test_what_is_opened_and_not_due_to_be_asked_is_planned(desk):
    desk.ask(BEGIN)
    assert state(desk) is State.PLANNED


def test_what_waits_in_the_outbox_is_due_to_ask(desk):
    desk.ask()
    assert state(desk) is State.DUE_TO_ASK


def test_what_a_question_holds_is_held_whether_queued_or_not(desk):
    desk.ask(BEGIN)
    hold(desk)
    assert state(desk) is State.HELD
    desk.ask()
    assert state(desk) is State.HELD


def test_a_question_about_another_agency_or_one_that_holds_nothing_holds_nothing(desk):
    desk.ask(BEGIN)
    hold(desk, agency_id="bo-a")
    hold(desk, text="2", holds=False)
    hold(desk, text="3", settled_at=at(BEGIN))
    assert state(desk) is State.PLANNED


def test_what_arrived_is_asked_and_after_the_due_day_overdue(desk):
    desk.asked()
    assert [state(desk, day) for day in (ASK_DAY, DUE, AFTER)] == [State.ASKED, State.ASKED, State.OVERDUE]


def test_what_was_asked_stays_asked_though_a_question_stands(desk):
    desk.asked()
    hold(desk)
    assert state(desk) is State.ASKED


def test_what_bounced_is_not_reached_and_never_overdue(desk):
    desk.asked().change(desk.one(Delivery, address="vanthu@bo-b.example"), state="bounced")
    assert state(desk, AFTER) is State.NOT_REACHED


def test_a_copy_that_arrived_does_not_mean_that_the_agency_was_reached(desk):
    desk.add(Contact(agency_id="bo-b", role="copied", name="", address="ban-sao@bo-b.example"))
    desk.asked().change(desk.one(Delivery, address="vanthu@bo-b.example"), state="bounced")
    assert state(desk) is State.NOT_REACHED


def test_what_waits_in_the_pen_is_in_review_before_not_reached_and_overdue(desk):
    desk.asked().change(desk.one(Delivery, address="vanthu@bo-b.example"), state="bounced")
    desk.in_pen("I.1", "bo-b")
    assert state(desk, AFTER) is State.IN_REVIEW


@pytest.mark.parametrize("decision", ["filed", "dropped"])
def test_what_left_the_pen_is_in_review_no_more(desk, decision):
    desk.asked().in_pen("I.1", "bo-b")
    desk.change(desk.one(PenItem), state=decision)
    assert state(desk) is State.ASKED


def test_what_was_returned_is_returned_until_a_new_version_comes(desk):
    desk.asked().answer("I.1", "bo-b")
    decide(desk, RETURNED)
    assert state(desk) is State.RETURNED
    desk.answer("I.1", "bo-b", percent=50)
    assert state(desk) is State.ANSWERED


def test_returned_comes_before_in_review(desk):
    desk.asked().answer("I.1", "bo-b")
    decide(desk, RETURNED)
    desk.in_pen("I.1", "bo-b")
    assert state(desk) is State.RETURNED


def test_a_disputed_answer_is_in_review(desk):
    desk.asked().answer("I.1", "bo-b")
    decide(desk, DISPUTED)
    assert state(desk) is State.IN_REVIEW


def test_the_last_decision_counts(desk):
    desk.asked().answer("I.1", "bo-b")
    for verdict in (RETURNED, LOCKED):
        decide(desk, verdict)
    assert state(desk) is State.ANSWERED


def test_what_was_answered_stays_answered_beside_a_pen_item(desk):
    desk.asked().answer("I.1", "bo-b")
    desk.in_pen("I.1", "bo-b")
    assert state(desk) is State.ANSWERED


@pytest.mark.parametrize(("kind", "expected"), [(WAIVED, State.WAIVED), (CLOSED, State.CLOSED)])
def test_what_is_waived_or_closed_comes_before_an_answer(desk, kind, expected):
    desk.asked().answer("I.1", "bo-b")
    change_due(desk, kind)
    assert state(desk) is expected


def test_what_is_reopened_stands_where_it_stood(desk):
    desk.asked()
    change_due(desk, WAIVED)
    change_due(desk, REOPENED, revision=2)
    assert state(desk) is State.ASKED


def test_an_extension_moves_the_due_day_and_keeps_the_baseline(desk):
    desk.asked()
    change_due(desk, MOVED, to_on=date(2023, 3, 31))
    [standing] = [one for one in desk.standing(AFTER) if one.agency_id == "bo-b"]
    assert (standing.state, standing.due_on, standing.baseline_due_on) == (State.ASKED, date(2023, 3, 31), DUE)
    assert standing.due_revision == 1


# -- tables that only grow


@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["response", "decision", "attempt", "mailmode", "duechange", "event"])
def test_the_database_refuses_to_change_or_remove_a_line(desk, table, change):
    desk.asked().answer("I.1", "bo-b")
    decide(desk, RETURNED)
    change_due(desk, MOVED)
    desk.add(MailMode(mode="trial", stopped=False, by="officer", at=at(ASK_DAY)))
    statement = change.format(table).replace("id = id", "seq = seq" if table == "event" else "id = id")
    with pytest.raises(DBAPIError, match="append-only"), desk.engine.begin() as connection:
        connection.execute(text(statement))


def test_what_is_rolled_back_leaves_no_line_in_the_record(desk):
    before = len(desk.rows(Event))
    with pytest.raises(ZeroDivisionError), writing(desk.engine) as session:
        session.add(MailMode(mode="trial", stopped=False, by="officer", at=at(ASK_DAY)))
        raise ZeroDivisionError
    assert len(desk.rows(Event)) == before
