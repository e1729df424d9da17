"""Claims about promises: what an agency forecast last time, held against what it says now."""

from datetime import date, timedelta

import pytest
from digest_sample import ALL, a_line, an_answer, compiled
from hypothesis import given
from hypothesis import strategies as some

from models.promise import Kept, judge_promise

PROMISED, FROZEN = date(2023, 5, 30), date(2023, 6, 21)
LATER = date(2023, 12, 31)


def judged(promised=PROMISED, **what) -> Kept:
    return judge_promise(
        promised, **{"heard": True, "completed_on": None, "forecast": None, "frozen_on": FROZEN} | what
    )


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        pytest.param({"completed_on": PROMISED}, Kept.KEPT, id="done on the day"),
        pytest.param({"completed_on": PROMISED + timedelta(days=1)}, Kept.KEPT_LATE, id="done a day later"),
        pytest.param({"forecast": LATER}, Kept.MOVED, id="another day"),
        pytest.param({"forecast": date(2023, 5, 1)}, Kept.MOVED, id="an earlier day"),
        pytest.param({"forecast": PROMISED}, Kept.MISSED, id="the same day, which is over"),
        pytest.param({}, Kept.MISSED, id="no day any more, and it is over"),
        pytest.param({"promised": LATER}, Kept.DROPPED, id="no day any more, before it has come"),
        pytest.param({"promised": LATER, "forecast": LATER}, Kept.STANDING, id="the same day, still to come"),
        pytest.param({"promised": LATER, "heard": False}, Kept.UNHEARD, id="silence before the day"),
        pytest.param({"heard": False}, Kept.MISSED, id="silence after the day"),
    ],
)
def test_each_promise_ends_in_one_way(what, kept):
    assert judged(**what) is kept


days = some.dates(date(2023, 1, 1), date(2024, 12, 31))


@given(days, some.booleans(), some.none() | days, some.none() | days)
def test_only_done_work_keeps_a_promise(promised, heard, done, forecast):
    kept = judged(promised, heard=heard, completed_on=done, forecast=forecast)
    assert (kept in (Kept.KEPT, Kept.KEPT_LATE)) == (done is not None)


def test_a_digest_holds_each_agency_to_its_own_last_forecast():
    promised = an_answer(forecast=PROMISED)
    before = compiled(lines=[a_line(response=promised), a_line(obligation_id=2, agency_id="b", response=promised)])
    moved = an_answer(response_id=3, forecast=LATER)
    done = an_answer("completed", response_id=4, completed_on=date(2023, 3, 1))
    now = [a_line(obligation_id=3, response=moved), a_line(obligation_id=4, agency_id="b", response=done)]
    found = compiled(lines=now, before=before).data.promises
    assert [(one.agency_id, one.kept, one.new_day) for one in found] == [
        ("a", Kept.MOVED, LATER),
        ("b", Kept.KEPT, None),
    ]


def test_of_a_collective_only_promises_that_were_not_simply_kept_are_named():
    promised = an_answer(forecast=PROMISED)
    before = compiled(
        lines=[a_line(obligation_id=n, agency_id=str(n), collective=ALL, response=promised) for n in (1, 2)]
    )
    kept = an_answer("completed", response_id=3, completed_on=date(2023, 3, 1))
    gone = an_answer(response_id=4)
    now = compiled(
        lines=[
            a_line(obligation_id=n, agency_id=str(n), collective=ALL, response=one) for n, one in ((1, kept), (2, gone))
        ],
        before=before,
    ).data
    assert {one.kept: one.count for one in now.promise_counts} == {Kept.KEPT: 1, Kept.DROPPED: 1}
    assert [one.agency_id for one in now.promises] == ["2"]


def test_work_that_was_done_promised_nothing_more():
    before = compiled(lines=[a_line(response=an_answer("completed", forecast=PROMISED))])
    assert compiled(before=before).data.promise_counts == ()
