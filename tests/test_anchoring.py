"""Claims about relative deadlines: asked for once the day they count from is known, and not before."""

from datetime import date

import pytest
from builders import BEGIN, SIGNED, Desk, policy, small_plan
from sqlalchemy import Engine

from casework.anchoring import anchor_milestone
from language.wording import Wording
from models.anchor import due_after
from models.database import writing
from models.occasion import Occasion
from models.task import Milestone, Task, task_coded

DAYS = policy().working_days


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """Task II.1 is also due ten working days after something that has not happened yet."""
    desk = small_plan(engine)
    after = Milestone(
        task_id=desk.one(Task, code="II.1").id,
        position=1,
        kind="relative",
        amount=10,
        unit="working_day",
        anchor="Nghị quyết được ban hành",
        text="10 ngày làm việc sau khi Nghị quyết được ban hành",
    )
    desk.add(after)
    return desk


def anchor(desk: Desk, day: date, number: int | None = None) -> Milestone | Wording:
    with writing(desk.engine) as session:
        docket = desk.docket(session, BEGIN)
        task = task_coded(session, docket.plan_id, "II.1")
        return anchor_milestone(session, docket, task, day, "NQ 01", "officer", number)


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (10, "working_day", date(2023, 2, 3)),
        (100, "day", date(2023, 4, 23)),
        (2, "week", date(2023, 1, 27)),
        (1, "month", date(2023, 2, 13)),
        (2, "year", date(2025, 1, 13)),
    ],
)
def test_a_time_limit_counts_from_the_day_after_its_anchor(amount, unit, due):
    assert due_after(date(2023, 1, 13), amount, unit, DAYS) == due


def test_a_month_after_the_31st_ends_on_the_last_day():
    assert due_after(date(2023, 1, 31), 1, "month", DAYS) == date(2023, 2, 28)


def test_nothing_is_owed_for_it_before_its_anchor_is_set(desk):
    desk.ask(BEGIN)
    assert desk.rows(Occasion, kind="milestone", name="10 ngày làm việc sau khi Nghị quyết được ban hành") == []


def test_once_anchored_it_is_a_deadline_that_every_agency_of_the_task_is_asked_for(desk):
    desk.ask(BEGIN)
    assert anchor(desk, date(2023, 1, 13)).due == date(2023, 2, 3)
    desk.ask(BEGIN)
    occasion = desk.one(Occasion, slug="II.1@2023-02-03")
    assert sum(one.occasion_id == occasion.id for one in desk.standing(BEGIN)) == 3


def test_an_anchor_is_set_once_and_only_on_a_relative_milestone(desk):
    anchor(desk, date(2023, 1, 13))
    assert "đã tính từ ngày 13/01/2023" in anchor(desk, date(2023, 1, 20)).say()
    assert "Nêu một mốc tương đối" in anchor(desk, SIGNED, 7).say()


def test_a_deadline_that_counts_from_the_signing_needs_no_anchor(engine):
    desk = small_plan(engine)
    facts = {"kind": "relative", "amount": 100, "unit": "day", "due": date(2023, 1, 20), "text": "100 ngày"}
    desk.add(Milestone(task_id=desk.one(Task, code="II.1").id, position=1, **facts))
    desk.ask(BEGIN)
    assert desk.one(Occasion, slug="II.1@2023-01-20").due_on == date(2023, 1, 19)
