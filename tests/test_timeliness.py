"""Claims about gathering whose days a report is late by: from the rows of letters, pen, returns and pauses."""

from datetime import date, timedelta

import pytest
from builders import AFTER, ASK_DAY, Desk, at, small_plan
from sqlalchemy import Engine

from casework.timeliness import late_reports
from models.database import reading
from models.digest_rows import frozen_rows
from models.lateness import Cause
from models.obligation import PAUSED, DueChange
from models.response import RETURNED, Decision

LATE = date(2023, 3, 22)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


def days(desk: Desk, day: date = AFTER) -> dict[str, tuple[int, dict[Cause, int]]]:
    """(the agency's days, the office's by cause) of each report that is late, by 'agency'; task I.1 only."""
    with reading(desk.engine) as session:
        docket = desk.docket(session, day)
        known = late_reports(session, docket, "2023-Q1")
        found = {}
        for rows in frozen_rows(session, docket.plan_id, "2023-Q1", day, docket.mode, docket.now):
            late = map(known.of, rows.obligation_ids, rows.roles, rows.kinds, rows.states, rows.due, rows.given)
            for agency, due, judged in zip(rows.agency_ids, rows.due, late, strict=True):
                if judged and agency in ("bo-a", "bo-b") and due == date(2023, 3, 20):
                    found[agency] = (judged.agency, judged.causes)
    return found


def test_who_answers_in_time_owes_nothing_and_who_is_silent_owes_every_day(desk):
    desk.asked()
    desk.answer("I.1", "bo-a", date(2023, 3, 20))
    assert days(desk) == {"bo-b": (3, {})}


def test_an_answer_after_the_day_is_late_by_its_own_days(desk):
    desk.asked()
    desk.answer("I.1", "bo-a", LATE)
    assert days(desk)["bo-a"] == (2, {})


def test_an_answer_mended_later_counts_by_its_first_version(desk):
    desk.asked()
    desk.answer("I.1", "bo-a", date(2023, 3, 17))
    desk.answer("I.1", "bo-a", LATE, result="thêm số liệu")
    assert "bo-a" not in days(desk)


def test_days_by_which_the_office_asked_late_are_the_offices(desk):
    desk.ask(date(2023, 3, 8))
    desk.send(date(2023, 3, 8))
    desk.answer("I.1", "bo-a", date(2023, 3, 23))
    assert days(desk)["bo-a"] == (1, {Cause.ASKED_LATE: 2})


def test_days_by_which_the_mail_was_held_up_are_the_offices(desk):
    desk.ask()
    desk.send(date(2023, 3, 7))
    assert days(desk)["bo-a"] == (2, {Cause.MAIL: 1})


def test_who_was_never_asked_owes_nothing(desk):
    desk.ask()
    assert days(desk)["bo-a"] == (0, {Cause.MAIL: 3})


def test_days_on_which_an_answer_waited_in_the_pen_are_the_offices(desk):
    desk.asked()
    desk.in_pen("I.1", "bo-a")
    agency, causes = days(desk)["bo-a"]
    assert agency == 0 and causes == {Cause.CLARIFICATION: 3}


def test_an_answer_returned_by_the_office_counts_by_the_next_and_the_wait_is_the_offices(desk):
    desk.asked()
    [response] = desk.answer("I.1", "bo-a", date(2023, 3, 17))
    returned_at = at(date(2023, 3, 21))
    desk.add(Decision(response_id=response.id, verdict=RETURNED, reason="", by="officer", at=returned_at))
    desk.answer("I.1", "bo-a", date(2023, 3, 23), result="đủ")
    assert days(desk)["bo-a"] == (2, {Cause.CLARIFICATION: 1})


def test_days_of_a_pause_are_the_offices_up_to_the_day_on_which_it_ends(desk):
    desk.asked()
    change = DueChange(
        obligation_id=desk.obligation("I.1", "bo-a"),
        revision=1,
        kind=PAUSED,
        from_on=date(2023, 3, 20),
        to_on=date(2023, 3, 23),
        reason="",
        authority="",
        by="officer",
        at=at(ASK_DAY) + timedelta(days=9),
    )
    desk.add(change)
    assert days(desk)["bo-a"] == (1, {Cause.PAUSE: 2})
