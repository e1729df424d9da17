"""The letters of the days to come, foreseen from values alone, and what a change moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import agency, directory, mailbox, policy
from hypothesis import given, settings
from hypothesis import strategies as st

from models.difference import difference
from models.expectation import Owed
from models.foresight import WHO_ANSWERS, Foreseen, Foresight, Outset, OwedDuty, foresee
from models.planner import Duty, Told, Why, plan_agency, told_of
from models.policy import Policy, Purpose
from models.reach import correspondent
from models.standing import SETTLED, State

POLICY = policy()
TODAY = date(2023, 3, 1)
LAST = date(2023, 4, 28)
DUE = date(2023, 3, 20)
ASK, REMIND, ESCALATE = date(2023, 3, 6), date(2023, 3, 15), date(2023, 3, 22)
LADDER = [(ASK, "ask"), (REMIND, "remind"), (DUE, "last_call"), (ESCALATE, "escalate")]
NAMES = ("bo-a", "bo-b")


def owed(number: int = 1, name: str = "bo-a", due_on: date = DUE, opens_on: date = TODAY, **changes) -> OwedDuty:
    """A report of task I.<number> that leads, due on `due_on`."""
    ask_on = POLICY.working_days.shift(due_on, -10)
    duty = replace(Duty(number, "lead", due_on, 0, ask_on, State.PLANNED), **changes)
    return OwedDuty(number, Owed(number, "2023-Q1", name), f"I.{number}", "2023-Q1", opens_on, duty)


def outset(*duties: OwedDuty, agencies=(), rules: Policy = POLICY, contacts=None, **changes) -> Outset:
    known = directory(*agencies)
    both = {name: [mailbox(name), mailbox(name, "head")] for name in known.agencies}
    return Outset(rules, known, TODAY, duties, both if contacts is None else contacts, **changes)


def ahead(*duties: OwedDuty, **given) -> Foresight:
    return foresee(outset(*duties, **given), TODAY, LAST)


def told(foresight: Foresight) -> list[tuple[date, str]]:
    return [(letter.day, one.purpose.value) for letter in foresight.letters for one in letter.notices]


def reasons(foresight: Foresight) -> list[str]:
    return [one.why for one in foresight.unwritten]


def test_who_never_answers_is_asked_reminded_called_and_escalated_each_on_its_day():
    assert told(ahead(owed())) == LADDER


def test_all_that_falls_on_one_day_to_one_agency_is_one_letter_in_the_plans_order():
    first = ahead(owed(2), owed(1, role="coordinating"), owed(3)).letters[0]
    assert [one.of.task_code for one in first.notices] == ["I.2", "I.1", "I.3"]


def test_a_report_that_opens_later_is_told_of_from_then_on():
    foresight = ahead(owed(opens_on=date(2023, 3, 14)))
    assert told(foresight)[0] == (date(2023, 3, 14), "ask")
    assert foresight.letters[0].notices[0].late_days == 6


def test_the_days_before_the_span_are_lived_through():
    assert told(foresee(outset(owed()), REMIND, LAST)) == LADDER[1:]


def test_a_step_told_before_today_is_not_told_again():
    asked = owed(state=State.ASKED, told=(Told(Purpose.ASK, 1, 0, TODAY),))
    assert told(ahead(asked)) == LADDER[1:]


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_what_is_settled_has_no_letters_to_come(state):
    assert ahead(owed(state=state)) == Foresight(TODAY, LAST, (), ())


def test_a_step_tells_its_rule_and_that_it_goes_with_the_periods_letter():
    own, early = ahead(owed()), ahead(owed(ask_on=date(2023, 3, 3)))
    assert [one.notices[0].working_days for one in own.letters] == [-10, -3, 0, 2]
    assert early.letters[0].notices[0].working_days is None


MERGED = (
    agency("bo-a", valid_to=date(2023, 3, 10), successors=("bo-b",)),
    agency("bo-c", valid_to=date(2023, 3, 10), successors=("bo-a", "bo-b", "vp")),
)


def test_after_a_merger_letters_go_to_the_successor():
    assert [one.agency_id for one in ahead(owed(), agencies=MERGED).letters] == ["bo-a", "bo-b", "bo-b", "bo-b"]


def test_where_several_succeed_nobody_is_written_to_and_the_office_is_told_once():
    foresight = ahead(owed(name="bo-c"), agencies=MERGED)
    assert told(foresight) == [(ASK, "ask")]
    assert reasons(foresight) == [WHO_ANSWERS]


def test_who_has_no_mailbox_is_named_on_the_day_the_letter_should_have_gone():
    foresight = ahead(owed(), contacts={})
    assert foresight.letters == ()
    assert (foresight.unwritten[0].day, foresight.unwritten[0].why) == (ASK, Why.NO_CONTACT)


def test_a_mailbox_that_begins_later_gets_the_letter_late():
    contacts = {"bo-a": [mailbox("bo-a", valid_from=date(2023, 3, 9))]}
    assert told(ahead(owed(), contacts=contacts))[0] == (date(2023, 3, 9), "ask")


def test_a_reminder_waits_for_the_return_of_who_is_away():
    contacts = {"bo-a": [mailbox("bo-a", away_until=date(2023, 3, 16)), mailbox("bo-a", "head")]}
    assert told(ahead(owed(), contacts=contacts))[1] == (date(2023, 3, 17), "remind")


def test_nobody_is_away_while_a_second_mailbox_answers():
    contacts = [mailbox("bo-a", away_until=LAST), mailbox("bo-a", address="thay@bo-a.example")]
    assert correspondent("bo-a", contacts, REMIND).away_until is None


def test_above_the_weeks_cap_a_reminder_waits_and_says_so():
    foresight = ahead(owed(), rules=policy(weekly_cap=1), written_on={"bo-a": [date(2023, 3, 1)]})
    assert told(foresight)[:2] == [(ASK, "ask"), (REMIND, "remind")]
    crowded = ahead(owed(), owed(2, due_on=date(2023, 3, 13)), rules=policy(weekly_cap=1))
    assert Why.CAP in reasons(crowded)


def test_an_agency_whose_letter_of_today_is_shut_is_written_to_the_next_working_day():
    today = outset(owed(ask_on=TODAY), closed_today=frozenset({"bo-a"}))
    assert told(foresee(today, TODAY, LAST))[0] == (TODAY + timedelta(days=1), "ask")


# -- what a change moves


def moved(before: OwedDuty, after: OwedDuty, *others: OwedDuty):
    return difference(ahead(before, *others), ahead(after, *others), TODAY)


def extended(one: OwedDuty, to_on: date, revision: int = 1) -> OwedDuty:
    return replace(one, duty=replace(one.duty, due_on=to_on, due_revision=revision))


def test_an_extension_moves_every_step_after_asking():
    found = moved(owed(), extended(owed(), date(2023, 4, 14)))
    days = [(one.purpose.value, one.from_on, one.to_on) for one in found.moved]
    assert days == [
        ("remind", REMIND, date(2023, 4, 11)),
        ("last_call", DUE, date(2023, 4, 14)),
        ("escalate", ESCALATE, date(2023, 4, 18)),
    ]
    assert all(one.whole for one in found.moved)
    assert (found.vanished, found.new, found.going_today) == ((), (), ())


def test_a_letter_that_only_loses_a_task_is_said_to_go_still():
    found = moved(owed(), extended(owed(), date(2023, 4, 14)), owed(2))
    assert [one.whole for one in found.moved] == [False, False, False]


def test_a_waiver_makes_letters_vanish_and_taking_it_back_makes_them_new():
    waived = replace(owed(), duty=replace(owed().duty, state=State.WAIVED))
    assert [one.from_on for one in moved(owed(), waived).vanished] == [day for day, _ in LADDER]
    assert [one.to_on for one in moved(waived, owed()).new] == [day for day, _ in LADDER]


def test_what_would_go_today_is_told_apart():
    found = moved(owed(), replace(owed(), duty=replace(owed().duty, ask_on=TODAY)))
    assert [(one.purpose.value, one.to_on) for one in found.going_today] == [("ask", TODAY)]


def test_no_change_is_no_difference():
    assert moved(owed(), owed()).moves == ()


def test_a_difference_is_narrowed_to_the_days_it_touches():
    found = moved(owed(), extended(owed(), date(2023, 4, 14)))
    assert [one.purpose for one in found.between(date(2023, 4, 12), LAST).moves] == ["last_call", "escalate"]


# -- for whatever duties there are

days = st.integers(0, 40).map(lambda number: TODAY + timedelta(days=number))
histories = st.sampled_from([(), (Told(Purpose.ASK, 1, 0, date(2023, 2, 27)),), (Told(Purpose.ASK, 1, 0, None),)])
duties = st.lists(
    st.builds(
        owed,
        name=st.sampled_from(NAMES),
        due_on=days,
        opens_on=days,
        state=st.sampled_from(State),
        ask_on=days,
        role=st.sampled_from(("lead", "coordinating")),
        told=histories,
    ),
    max_size=4,
).map(lambda found: tuple(_renumbered(one, number) for number, one in enumerate(found, 1)))
mailboxes = st.fixed_dictionaries(
    {
        name: st.sampled_from(
            [
                [],
                [mailbox(name)],
                [mailbox(name), mailbox(name, "head")],
                [mailbox(name, valid_to=REMIND), mailbox(name, "head")],
                [mailbox(name, away_until=DUE), mailbox(name, "head")],
            ]
        )
        for name in NAMES
    }
)


def _renumbered(one: OwedDuty, number: int) -> OwedDuty:
    duty = replace(one.duty, number=number)
    return replace(
        one, position=number, task_code=f"I.{number}", owed=replace(one.owed, assignment_id=number), duty=duty
    )


def day_by_day(start: Outset) -> list[tuple[date, str, str, list[tuple[str, str]]]]:
    """The same span worked out the long way: every day, every duty, by the planner alone."""
    now = {one.duty.number: one for one in start.duties}
    written: dict[str, list[date]] = {}
    letters = []
    for day in (TODAY + timedelta(days=number) for number in range((LAST - TODAY).days + 1)):
        for name in NAMES:
            whom = correspondent(name, start.contacts[name], day, written_on=written.get(name, []))
            mine = (one for one in now.values() if one.owed.agency_id == name and one.opens_on <= day)
            open_now = [arrived(one.duty, day) for one in mine]
            agenda = plan_agency(start.policy, day, whom, open_now)
            for letter in agenda.letters:
                written.setdefault(name, []).append(day)
                letters.append((day, name, letter.audience, sorted(_said(now, letter))))
            for one in [notice for letter in agenda.letters for notice in letter.notices]:
                held = now[one.number]
                now[one.number] = replace(held, duty=told_of(held.duty, one, day))
            for one in [withheld for withheld in agenda.withheld if withheld.final]:
                held, final = now[one.number], Told(one.purpose, one.step, one.due_revision, None)
                now[one.number] = replace(held, duty=replace(held.duty, told=(*held.duty.told, final)))
    return sorted(letters)


def arrived(duty: Duty, day: date) -> Duty:
    """What waited for sending today has been sent by tomorrow."""
    late = day > TODAY and duty.state is State.DUE_TO_ASK
    return replace(duty, state=State.ASKED) if late else duty


def _said(now: dict[int, OwedDuty], letter) -> list[tuple[str, str]]:
    return [(now[one.number].task_code, one.purpose.value) for one in letter.notices]


def as_said(letter: Foreseen) -> tuple[date, str, str, list[tuple[str, str]]]:
    said = sorted((one.of.task_code, one.purpose.value) for one in letter.notices)
    return letter.day, letter.agency_id, letter.audience, said


@settings(max_examples=60, deadline=None)
@given(duties, mailboxes, st.sampled_from([1, 2, 5]))
def test_leaping_to_the_days_that_matter_foresees_what_every_single_day_would(found, contacts, cap):
    start = outset(*found, contacts=contacts, rules=policy(weekly_cap=cap))
    assert sorted(map(as_said, foresee(start, TODAY, LAST).letters)) == day_by_day(start)


@settings(max_examples=50, deadline=None)
@given(duties, mailboxes)
def test_no_letter_is_foreseen_on_a_day_off_nor_two_of_one_step(found, contacts):
    letters = ahead(*found, contacts=contacts).letters
    steps = [(one.of.owed, one.purpose, one.step) for letter in letters for one in letter.notices]
    assert all(POLICY.working_days.works(letter.day) for letter in letters)
    assert len(steps) == len(set(steps))


@settings(max_examples=50, deadline=None)
@given(duties)
def test_one_day_at_a_time_and_in_one_leap_agree_on_what_was_owed(found):
    contacts = {name: [mailbox(name), mailbox(name, "head")] for name in NAMES}
    daily = ahead(*found, contacts=contacts)
    leap = replace(outset(*found, contacts=contacts), today=LAST)
    assert touched(daily) == touched(foresee(leap, LAST, LAST))


def touched(foresight: Foresight) -> set[Owed]:
    told = {one.of.owed for letter in foresight.letters for one in letter.notices}
    return told | {one.of.owed for one in foresight.unwritten}


@settings(max_examples=50, deadline=None)
@given(duties, mailboxes)
def test_every_letter_goes_to_an_agency_that_exists_and_can_be_reached_that_day(found, contacts):
    start = outset(*found, contacts=contacts, agencies=MERGED)
    for letter in foresee(start, TODAY, LAST).letters:
        whom = correspondent(letter.agency_id, contacts[letter.agency_id], letter.day)
        assert start.directory.agencies[letter.agency_id].valid(letter.day)
        assert whom.head if letter.audience == "head" else whom.answers


def test_a_bounced_mailbox_reaches_nobody():
    bounced = mailbox("bo-a", bounced_at=datetime(2023, 3, 1, tzinfo=UTC))
    assert not correspondent("bo-a", [bounced], ASK).answers
