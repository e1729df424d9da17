"""Claims about lateness: a table of what happened, and whose days they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.lateness import Cause, LatenessFacts, Span, lateness
from models.working_days import WorkingDays

DAYS = WorkingDays()
ASK, DUE = date(2023, 3, 6), date(2023, 3, 20)


def march(day: int) -> date:
    return date(2023, 3, day)


def facts(ends: date, **more: object) -> LatenessFacts:
    """A report due on Monday 20 March 2023, asked for on the 6th as the ladder says, unless told otherwise."""
    return LatenessFacts(due_on=DUE, ends_on=ends, **{"ask_on": ASK, "queued_on": ASK, "sent_on": ASK, **more})


@pytest.mark.parametrize(
    ("what", "agency", "causes"),
    [
        pytest.param(facts(march(17)), 0, {}, id="early"),
        pytest.param(facts(march(20)), 0, {}, id="on the day"),
        pytest.param(facts(march(22)), 2, {}, id="two days"),
        pytest.param(facts(march(27)), 5, {}, id="over a weekend"),
        pytest.param(facts(march(18), sent_on=march(9)), 0, {}, id="asked late, answered in time"),
        pytest.param(
            facts(march(24), queued_on=march(8), sent_on=march(8)), 2, {Cause.ASKED_LATE: 2}, id="asked two days late"
        ),
        pytest.param(facts(march(24), sent_on=march(9)), 1, {Cause.MAIL: 3}, id="mail out for three days"),
        pytest.param(
            facts(march(24), queued_on=march(7), sent_on=march(9)),
            1,
            {Cause.ASKED_LATE: 1, Cause.MAIL: 2},
            id="asked late, then no mail",
        ),
        pytest.param(
            facts(march(21), queued_on=march(10), sent_on=march(10)),
            0,
            {Cause.ASKED_LATE: 1},
            id="never more than it is late",
        ),
        pytest.param(facts(march(22), queued_on=None, sent_on=None), 0, {Cause.ASKED_LATE: 2}, id="never asked"),
        pytest.param(facts(march(22), sent_on=None), 0, {Cause.MAIL: 2}, id="asked and never sent"),
        pytest.param(
            facts(march(27), waited=(Span(march(22), march(24)),)),
            3,
            {Cause.CLARIFICATION: 2},
            id="two days in the pen",
        ),
        pytest.param(
            facts(march(27), waited=(Span(march(17), march(24)),)),
            1,
            {Cause.CLARIFICATION: 4},
            id="in time, returned on the 24th, mended on the 27th",
        ),
        pytest.param(
            facts(march(24), waited=(Span(march(20), march(23)), Span(march(21), march(24)))),
            0,
            {Cause.CLARIFICATION: 4},
            id="waits that overlap count once",
        ),
        pytest.param(facts(march(24), paused=(Span(march(15), march(23)),)), 1, {Cause.PAUSE: 3}, id="paused"),
        pytest.param(
            facts(march(24), sent_on=march(7), waited=(Span(march(20), march(21)),)),
            3,
            {Cause.MAIL: 1},
            id="a day with two causes is owed once",
        ),
        pytest.param(
            LatenessFacts(date(2023, 4, 28), date(2023, 5, 5), ASK, ASK, ASK),
            2,
            {},
            id="30 April and 1 May, made up for",
        ),
    ],
)
def test_each_day_late_has_one_who_owes_it(what: LatenessFacts, agency: int, causes: dict[Cause, int]):
    split = lateness(DAYS, what)
    assert (split.agency, split.causes) == (agency, causes)


near = some.integers(-30, 40).map(lambda days: DUE + timedelta(days=days))
spans = some.lists(some.builds(Span, near, near), max_size=3).map(tuple)


@given(some.builds(LatenessFacts, some.just(DUE), near, near, some.none() | near, some.none() | near, spans, spans))
def test_the_two_parts_make_up_the_whole_whatever_happened(what: LatenessFacts):
    split = lateness(DAYS, what)
    assert split.total == split.agency + split.office == DAYS.between(DUE, what.ends_on)
    assert split.agency >= 0 and all(days > 0 for days in split.causes.values())
