"""What is due on a day, and why, decided from values alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.planner import Agenda, Correspondent, Duty, NoticeDue, Told, Why, next_look, plan_agency, told_of
from models.policy import CatchUp, LadderStep, Policy, Purpose
from models.standing import SETTLED, State

LADDER = (
    LadderStep(purpose=Purpose.ASK, working_days=-10),
    LadderStep(purpose=Purpose.REMIND, working_days=-3),
    LadderStep(purpose=Purpose.LAST_CALL, working_days=0),
    LadderStep(purpose=Purpose.ESCALATE, working_days=2, to="head", copy_office=True),
)
POLICY = Policy(lead=LADDER, coordinating=LADDER[:2])
DUE = date(2023, 3, 20)
ASK, REMIND, LAST_CALL, ESCALATE = date(2023, 3, 6), date(2023, 3, 15), DUE, date(2023, 3, 22)
MINISTRY = Correspondent("bo-a")


def a_duty(number: int = 1, state: State = State.PLANNED, told: tuple[Told, ...] = (), **changes) -> Duty:
    return replace(Duty(number, "lead", DUE, 0, ASK, state, told), **changes)


def asked(number: int = 1, *more: Told, state: State = State.ASKED, **changes) -> Duty:
    return a_duty(number, state, (Told(Purpose.ASK, 1, 0, ASK), *more), **changes)


def notices(agenda: Agenda) -> list[NoticeDue]:
    return [notice for letter in agenda.letters for notice in letter.notices]


def purposes(agenda: Agenda) -> list[Purpose]:
    return [notice.purpose for notice in notices(agenda)]


def reasons(agenda: Agenda) -> list[Why]:
    return [one.why for one in agenda.withheld]


@pytest.mark.parametrize(
    ("day", "duty", "purpose"),
    [
        (ASK, a_duty(), Purpose.ASK),
        (REMIND, asked(), Purpose.REMIND),
        (LAST_CALL, asked(1, Told(Purpose.REMIND, 1, 0, REMIND)), Purpose.LAST_CALL),
        (ESCALATE, asked(1, Told(Purpose.LAST_CALL, 1, 0, DUE), state=State.OVERDUE), Purpose.ESCALATE),
    ],
)
def test_each_step_is_taken_on_its_own_day(day, duty, purpose):
    assert purposes(plan_agency(POLICY, day, MINISTRY, [duty])) == [purpose]
    assert purposes(plan_agency(POLICY, day - timedelta(days=1), MINISTRY, [duty])) in ([], [Purpose.REMIND])


def test_everything_for_one_audience_goes_in_one_letter():
    agenda = plan_agency(POLICY, ASK, MINISTRY, [a_duty(1), a_duty(2), a_duty(3)])
    assert [len(letter.notices) for letter in agenda.letters] == [3]


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_nobody_who_has_answered_is_told_anything(state):
    assert plan_agency(POLICY, REMIND, MINISTRY, [asked(state=state)]) == Agenda("bo-a")


def test_nothing_is_written_on_a_day_off():
    saturday = date(2023, 3, 18)
    assert plan_agency(POLICY, saturday, MINISTRY, [asked()]) == Agenda("bo-a")


def test_a_step_that_is_too_late_gives_an_earlier_one_its_turn_in_the_same_walk():
    strict = POLICY.model_copy(update={"catch_up": CatchUp(last_call=0)})
    agenda = plan_agency(strict, DUE + timedelta(days=1), MINISTRY, [asked(state=State.OVERDUE)])
    assert (purposes(agenda), reasons(agenda)) == ([Purpose.REMIND], [Why.TOO_LATE])


def test_of_several_steps_that_fell_in_an_outage_the_last_is_taken_and_the_others_are_overtaken():
    agenda = plan_agency(POLICY, ESCALATE, MINISTRY, [asked(state=State.OVERDUE)])
    assert purposes(agenda) == [Purpose.ESCALATE]
    assert reasons(agenda) == [Why.OVERTAKEN, Why.OVERTAKEN]


def test_who_was_asked_late_is_not_pressed_for_steps_that_fell_before_the_asking():
    agenda = plan_agency(POLICY, DUE, MINISTRY, [a_duty()])
    assert purposes(agenda) == [Purpose.ASK]
    assert [one.purpose for one in agenda.withheld] == [Purpose.REMIND, Purpose.LAST_CALL]


def test_a_late_notice_says_by_how_many_working_days():
    [notice] = notices(plan_agency(POLICY, ASK + timedelta(days=3), MINISTRY, [a_duty()]))
    assert (notice.step_on, notice.late_days) == (ASK, 3)


def test_what_is_too_late_is_put_to_a_person():
    strict = POLICY.model_copy(update={"catch_up": CatchUp(ask=2)})
    agenda = plan_agency(strict, ASK + timedelta(days=3), MINISTRY, [a_duty()])
    assert (agenda.letters, reasons(agenda)) == ((), [Why.TOO_LATE])


def test_not_reached_is_never_escalated():
    agenda = plan_agency(POLICY, ESCALATE, MINISTRY, [asked(state=State.NOT_REACHED)])
    assert (agenda.letters, reasons(agenda)) == ((), [Why.NOT_REACHED])


def test_nobody_is_reminded_of_what_was_never_asked():
    dropped = a_duty(told=(Told(Purpose.ASK, 1, 0, None),))
    assert reasons(plan_agency(POLICY, REMIND, MINISTRY, [dropped])) == [Why.NOT_ASKED]
    unasked = a_duty(ask_on=date(2023, 12, 1))
    assert reasons(plan_agency(POLICY, REMIND, MINISTRY, [unasked])) == [Why.NOT_ASKED]


def test_nobody_is_told_twice_on_one_day():
    agenda = plan_agency(POLICY, REMIND, MINISTRY, [asked(1, Told(Purpose.ESCALATE, 9, 0, REMIND))])
    assert (agenda.letters, reasons(agenda)) == ((), [Why.SAME_DAY])


def test_a_reminder_waits_for_the_return_of_who_is_away_but_an_escalation_does_not():
    away = replace(MINISTRY, away_until=ESCALATE)
    assert reasons(plan_agency(POLICY, REMIND, away, [asked()])) == [Why.AWAY]
    late = asked(1, Told(Purpose.LAST_CALL, 1, 0, DUE), Told(Purpose.REMIND, 1, 0, REMIND), state=State.OVERDUE)
    assert purposes(plan_agency(POLICY, ESCALATE, away, [late])) == [Purpose.ESCALATE]


def test_above_the_weeks_cap_reminders_wait_and_requests_do_not():
    full = replace(MINISTRY, written_on=(REMIND - timedelta(days=1),) * POLICY.weekly_cap)
    assert reasons(plan_agency(POLICY, REMIND, full, [asked()])) == [Why.CAP]
    assert purposes(plan_agency(POLICY, REMIND, full, [a_duty(ask_on=REMIND)])) == [Purpose.ASK]


def test_a_moved_due_date_starts_the_ladder_anew_without_asking_again():
    moved = asked(1, Told(Purpose.REMIND, 1, 0, REMIND), due_on=date(2023, 4, 14), due_revision=1)
    assert purposes(plan_agency(POLICY, date(2023, 4, 11), MINISTRY, [moved])) == [Purpose.REMIND]
    assert plan_agency(POLICY, DUE, MINISTRY, [moved]) == Agenda("bo-a")


def test_who_has_no_mailbox_is_named_and_not_forgotten():
    agenda = plan_agency(POLICY, ASK, replace(MINISTRY, answers=False), [a_duty()])
    assert (agenda.letters, reasons(agenda)) == ((), [Why.NO_CONTACT])


def test_a_coordinating_agency_is_never_escalated():
    helper = asked(1, Told(Purpose.REMIND, 1, 0, REMIND), role="coordinating", state=State.OVERDUE)
    assert plan_agency(POLICY, ESCALATE, MINISTRY, [helper]) == Agenda("bo-a")


days = st.integers(0, 60).map(lambda number: date(2023, 2, 20) + timedelta(days=number))
duties = st.builds(
    a_duty,
    st.integers(1, 4),
    state=st.sampled_from(State),
    due_on=days,
    ask_on=days,
    role=st.sampled_from(("lead", "coordinating")),
)
outages = st.lists(st.booleans(), min_size=60, max_size=60)


def carried_out(duty: Duty, up: list[bool]) -> list[tuple[date, NoticeDue | Why]]:
    """What happens to one duty over the days on which the system is up."""
    history: list[tuple[date, NoticeDue | Why]] = []
    for number, running in enumerate(up):
        day = date(2023, 2, 20) + timedelta(days=number)
        agenda = plan_agency(POLICY, day, MINISTRY, [duty]) if running else Agenda("bo-a")
        for one in agenda.withheld:
            if one.final:
                duty = replace(duty, told=(*duty.told, Told(one.purpose, one.step, one.due_revision, None)))
        for notice in notices(agenda):
            duty = told_of(duty, notice, day)
            history.append((day, notice))
    return history


@settings(max_examples=150, deadline=None)
@given(duties, outages)
def test_whatever_the_outages_no_step_is_taken_twice_nor_on_a_day_off_nor_two_on_one_day(duty, up):
    history = carried_out(duty, up)
    steps = [(notice.purpose, notice.step) for _, notice in history]
    assert len(steps) == len(set(steps))
    assert len(history) == len({day for day, _ in history})
    assert all(POLICY.working_days.works(day) for day, _ in history)


@settings(max_examples=100, deadline=None)
@given(duties, outages)
def test_nothing_is_taken_before_its_own_day_and_asking_comes_first(duty, up):
    history = carried_out(duty, up)
    assert all(notice.step_on <= day for day, notice in history)
    assert all(notice.purpose is Purpose.ASK for _, notice in history[:1])


@settings(max_examples=150, deadline=None)
@given(duties, days)
def test_the_next_look_is_never_later_than_the_next_step(duty, day):
    look = next_look(POLICY, duty, day)
    for later in (day + timedelta(days=number) for number in range(1, 90)):
        if plan_agency(POLICY, later, MINISTRY, [duty]).letters:
            assert look is not None
            assert look <= later
            break
