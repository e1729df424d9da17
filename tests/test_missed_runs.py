"""Claims about runs that were missed, late, doubled or out of order: each letter once, late ones say so."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from builders import AFTER, ASK_DAY, BEGIN, DUE, ESCALATE_DAY, LADDER, REMIND_DAY, Desk, letter_text, small_plan
from sqlalchemy import Engine

from casework.proving import prove
from models.database import reading
from models.letter import Letter, Notice
from models.plan import Plan
from models.policy import Policy
from models.question import OpenQuestion
from models.standing import State

WEEKS_LATE = date(2023, 3, 27)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    desk = small_plan(engine)
    desk.ask(BEGIN)
    return desk


def told(desk: Desk) -> Counter[str]:
    return Counter(one.purpose for one in desk.rows(Notice) if one.letter_id and not one.dropped)


def doubled(desk: Desk) -> list[tuple[int, str, int]]:
    """Steps that stand in more than one letter."""
    counts = Counter((one.obligation_id, one.purpose, one.step) for one in desk.rows(Notice) if one.letter_id)
    return [step for step, count in counts.items() if count > 1]


def walk(desk: Desk, day: date) -> None:
    desk.ask(day)
    desk.remind(day)
    desk.send(day)


def holes(desk: Desk, day: date) -> tuple:
    with reading(desk.engine) as session:
        return prove(session, desk.docket(session, day)).holes


def test_dead_over_the_day_of_asking_everybody_is_asked_the_next_and_the_letter_says_it_is_late(desk):
    walk(desk, ASK_DAY + timedelta(days=2))
    assert told(desk) == {"ask": 6}
    assert {one.late_days for one in desk.rows(Notice)} == {2}
    assert "chậm 2 ngày làm việc so với lịch" in letter_text(desk, desk.one(Letter, agency_id="bo-b").id)


def test_a_letter_on_its_day_says_nothing_of_being_late(desk):
    walk(desk, ASK_DAY)
    assert "chậm" not in letter_text(desk, desk.one(Letter, agency_id="bo-b").id)


def test_a_letter_that_waited_for_the_mail_server_counts_those_days_too(desk):
    desk.ask(ASK_DAY)
    desk.send(ASK_DAY + timedelta(days=3))
    assert "chậm 3 ngày làm việc" in letter_text(desk, desk.one(Letter, agency_id="bo-b").id)


def test_dead_over_a_reminder_day_the_reminder_goes_late_and_the_next_step_on_its_day(desk):
    walk(desk, ASK_DAY)
    walk(desk, REMIND_DAY + timedelta(days=1))
    assert {one.late_days for one in desk.rows(Notice, purpose="remind")} == {1}
    walk(desk, DUE)
    assert {one.late_days for one in desk.rows(Notice, purpose="last_call")} == {0} and doubled(desk) == []


def test_dead_for_three_weeks_everybody_is_asked_once_and_nobody_is_escalated_unasked(desk):
    walk(desk, WEEKS_LATE)
    assert told(desk) == {"ask": 6}
    assert {one.late_days for one in desk.rows(Notice, purpose="ask")} == {15}
    walk(desk, WEEKS_LATE + timedelta(days=1))
    assert doubled(desk) == [] and holes(desk, WEEKS_LATE + timedelta(days=1)) == ()


def test_dead_over_tet_nothing_is_told_on_its_days_off_and_all_of_it_after(engine):
    due_after_tet = {"due_to_office": {"day": 20}, "period": "month", "window": "calendar"}
    desk = small_plan(engine, due_to_committee={"day": 25}, **{**due_after_tet, "window": "decree-09-2019"})
    eve, first_day_back = date(2023, 1, 19), date(2023, 1, 27)
    desk.ask(BEGIN)
    for number in range((first_day_back - eve).days):
        day = eve + timedelta(days=number)
        if not Policy.model_validate(desk.one(Plan).policy).working_days.works(day):
            walk(desk, day)
    assert desk.rows(Letter) == []
    walk(desk, first_day_back)
    assert told(desk)["ask"] > 0 and doubled(desk) == []


def test_what_is_too_late_is_put_to_the_office_instead_of_being_sent(engine):
    desk = small_plan(engine, catch_up={"ask": 5, "remind": 1})
    desk.ask(BEGIN)
    walk(desk, WEEKS_LATE)
    assert told(desk) == {}
    assert {one.dropped for one in desk.rows(Notice, purpose="ask")} == {"too_late"}
    assert {one.code for one in desk.rows(OpenQuestion)} == {"I.1", "I.2", "II.1"}


def test_two_schedulers_that_tick_together_all_day_double_nothing(desk):
    for day in (ASK_DAY, REMIND_DAY, ESCALATE_DAY):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda step, day=day: step(day), (desk.ask, desk.remind, desk.ask, desk.remind)))
        desk.send(day)
    assert doubled(desk) == []
    assert told(desk) == {"ask": 6, "remind": 5, "escalate": 4}


def test_runs_out_of_order_tell_each_step_once(desk):
    for day in (REMIND_DAY, ASK_DAY, ESCALATE_DAY, REMIND_DAY, DUE):
        walk(desk, day)
    assert doubled(desk) == [] and told(desk)["ask"] == 6


def test_a_clock_set_back_an_hour_tells_nothing_again(desk):
    walk(desk, ASK_DAY)
    before = len(desk.rows(Notice))
    desk.ask(ASK_DAY - timedelta(days=1))
    desk.ask(ASK_DAY)
    assert len(desk.rows(Notice)) == before


def test_a_clock_set_forward_a_month_and_back_leaves_no_step_out(desk):
    walk(desk, ASK_DAY)
    walk(desk, ASK_DAY + timedelta(days=30))
    walk(desk, ASK_DAY + timedelta(days=1))
    assert doubled(desk) == [] and holes(desk, ASK_DAY + timedelta(days=1)) == ()


def test_a_policy_changed_while_letters_wait_moves_what_is_to_come_and_repeats_nothing(desk):
    desk.ask(ASK_DAY)
    row = desk.one(Plan)
    earlier = [LADDER[0], LADDER[1] | {"working_days": -6}, *LADDER[2:]]
    desk.change(row, policy=row.policy | {"lead": earlier})
    desk.send(ASK_DAY)
    walk(desk, date(2023, 3, 10))
    assert told(desk)["ask"] == 6 and told(desk)["remind"] == 4 and doubled(desk) == []


def test_who_answered_during_the_outage_is_told_nothing(desk):
    walk(desk, ASK_DAY)
    desk.answer("II.1", "tinh-x", AFTER)
    walk(desk, ESCALATE_DAY + timedelta(days=1))
    assert desk.state("II.1", "tinh-x") is State.ANSWERED
    assert [one.kind for one in desk.rows(Letter, agency_id="tinh-x")] == ["request"]
