"""Claims about when letters may leave."""

from datetime import date

import pytest
from builders import ASK_DAY, SENDER, Desk, address_of, at, email, small_plan
from sqlalchemy import Engine

from casework.switching import switch_mail
from models.contact import Contact
from models.database import writing
from models.mode import LIVE
from models.policy_file import read_policy

SATURDAY = date(2023, 3, 11)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


@pytest.mark.parametrize(("day", "hour"), [(ASK_DAY, 7), (ASK_DAY, 17), (ASK_DAY, 22), (SATURDAY, 10)])
def test_outside_office_hours_no_request_leaves_and_none_is_lost(desk, day, hour):
    desk.ask()
    assert desk.claim(day, hour) is None
    assert desk.claim(ASK_DAY, 8) is not None


def test_a_receipt_leaves_at_any_hour(desk):
    desk.asked()
    desk.receive(email("I.1: đang thực hiện, đạt 40%.", address_of("bo-b"), SENDER.plus_address(desk.key("bo-b"))))
    assert desk.claim(ASK_DAY, 22) is not None


def test_office_hours_that_end_before_they_begin_are_a_problem_with_a_key(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text('office_hours: {begins: "17:00", ends: "07:00"}\n', encoding="utf-8")
    problems = read_policy(path)
    assert any("office_hours" in f"{one.place} {one.why}" for one in problems)


def test_going_live_forgets_what_bounced_in_trial(desk):
    contact = desk.rows(Contact, agency_id="bo-b")[0]
    desk.change(contact, bounced_at=at(ASK_DAY))
    with writing(desk.engine) as session:
        switch_mail(session, "officer", at(ASK_DAY), mode=LIVE)
    assert desk.rows(Contact, agency_id="bo-b")[0].bounced_at is None
