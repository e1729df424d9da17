"""Claims about the explanation of dates: every line is what the flows themselves go by."""

from datetime import date, timedelta

import pytest
from builders import ASK_DAY, DUE, REMIND_DAY, SIGNED, agency, at, small_plan

from casework.explaining import Explained, explain_dates
from models.database import reading
from models.letter import Notice
from models.obligation import MOVED, DueChange
from models.period import period_keyed
from models.planner import Why
from models.question import OpenQuestion
from models.standing import State
from models.task import Milestone, task_coded
from models.task import Task as TaskRow


def explained(desk, code: str, agency_id: str, day: date = ASK_DAY, period: str | None = "2023-Q1") -> Explained:
    with reading(desk.engine) as session:
        docket = desk.docket(session, day)
        task = task_coded(session, docket.plan_id, code)
        return explain_dates(session, docket, task, agency_id, period_keyed(period) if period else None)


def one(desk, code: str, agency_id: str, day: date = ASK_DAY, period: str | None = "2023-Q1"):
    [report] = explained(desk, code, agency_id, day, period).reports
    return report


def first_told(desk, code: str, agency_id: str, day: date) -> date:
    """The first day from `day` on which the flows queue something for the obligation."""
    obligation_id = desk.obligation(code, agency_id)
    before = len(desk.rows(Notice, obligation_id=obligation_id))
    for _ in range(60):
        desk.ask(day)
        desk.remind(day)
        if len(desk.rows(Notice, obligation_id=obligation_id)) > before:
            return day
        day += timedelta(days=1)
    raise AssertionError("nothing was told in sixty days")


def test_the_steps_and_due_dates_are_those_the_flows_go_by(engine):
    desk = small_plan(engine).asked()
    report = one(desk, "I.1", "bo-a")
    with reading(engine) as session:
        policy = desk.docket(session, ASK_DAY).policy
    shown = {s.step.purpose.value: str(s.on) for s in report.steps}
    assert shown == {"ask": "2023-03-06", "remind": "2023-03-15", "last_call": "2023-03-20", "escalate": "2023-03-22"}
    assert all(policy.working_days.shift(s.count.start, s.step.working_days) == s.on for s in report.steps)
    assert report.due.on == report.due_on == policy.office_due(period_keyed("2023-Q1")) == DUE


def test_what_the_flows_queued_is_shown_on_its_step(engine):
    desk = small_plan(engine).asked()
    [sent] = one(desk, "I.1", "bo-a").steps[0].sent
    notice = desk.one(Notice, obligation_id=desk.obligation("I.1", "bo-a"))
    assert (sent.letter_id, sent.on, sent.deliveries) == (notice.letter_id, ASK_DAY, ("sent",))


@pytest.mark.parametrize("day", [date(2023, 3, 7), date(2023, 3, 11), REMIND_DAY, date(2023, 3, 17)])
def test_what_is_announced_as_next_is_what_the_flows_do_next(engine, day):
    desk = small_plan(engine).asked()
    announced = one(desk, "I.1", "bo-a", day)
    assert announced.next_on == first_told(desk, "I.1", "bo-a", day)


def test_a_deadline_is_asked_with_its_period_and_says_so(engine):
    report = one(small_plan(engine), "I.2", "bo-a", date(2023, 2, 1))
    ask, remind = report.steps[:2]
    assert (ask.on, ask.with_period, ask.count.start) == (ASK_DAY, True, DUE)
    assert (remind.with_period, remind.count.start) == (False, date(2023, 3, 31))


def test_a_report_that_is_not_open_yet_is_explained_as_it_will_be(engine):
    desk = small_plan(engine).asked()
    report = one(desk, "I.1", "bo-a", ASK_DAY, "2024-Q1")
    assert (report.facts.opened, report.due_on) == (False, date(2024, 3, 20))
    assert report.next_on == report.steps[0].on == date(2024, 3, 6)


def test_a_report_whose_asking_day_comes_before_its_period_is_asked_when_the_period_opens(engine):
    report = one(small_plan(engine, period="month"), "I.1", "bo-a", date(2024, 1, 15), "2024-M02")
    assert report.steps[0].on == date(2024, 1, 30)
    assert report.next_on == date(2024, 2, 1)


def test_tet_is_counted_by_name(engine):
    report = one(small_plan(engine, period="month"), "I.1", "bo-a", date(2024, 2, 1), "2024-M02")
    names = [passed.name.vi for passed in report.steps[0].count.passed]
    assert "Tết Nguyên Đán" in names and "Giao thừa Tết Nguyên Đán" in names
    assert report.steps[0].on == date(2024, 1, 30)


def test_an_extension_is_told_with_who_why_and_by_what_authority(engine):
    desk = small_plan(engine).asked()
    obligation_id = desk.obligation("I.1", "bo-a")
    desk.add(
        DueChange(
            obligation_id=obligation_id,
            revision=1,
            kind=MOVED,
            from_on=DUE,
            to_on=date(2023, 3, 31),
            reason="bão số 1",
            authority="CV 12",
            by="officer",
            at=at(ASK_DAY),
        )
    )
    report = one(desk, "I.1", "bo-a", date(2023, 3, 8))
    [change] = report.facts.changes
    assert (change.by, change.reason, change.authority) == ("officer", "bão số 1", "CV 12")
    assert (report.facts.stored_due_on, report.due_on) == (DUE, date(2023, 3, 31))
    assert report.steps[1].on == date(2023, 3, 28)


def test_an_answered_report_has_no_next_step(engine):
    desk = small_plan(engine).asked()
    desk.answer("I.1", "bo-a")
    report = one(desk, "I.1", "bo-a", date(2023, 3, 8))
    assert (report.next_step, report.next_on, report.facts.duty.state) == (None, None, State.ANSWERED)


def test_a_baseline_kept_from_the_opening_is_shown_when_the_calendar_has_changed(engine):
    desk = small_plan(engine).asked()
    with reading(engine) as session:
        plan = desk.docket(session, ASK_DAY).plan
    off = [{"day": "2023-03-20", "worked": False, "document": "1/VPCP"}]
    desk.change(plan, policy={**plan.policy, "days": off})
    report = one(desk, "I.1", "bo-a")
    assert report.differs and report.facts.stored_due_on == DUE
    assert report.due.on == date(2023, 3, 17)


MERGED = (
    agency("bo-a", valid_to=date(2023, 2, 28), successors=("bo-c",)),
    agency("bo-c", valid_from=date(2023, 3, 1)),
)


def test_the_successor_answers_and_is_found_by_its_own_name(engine):
    desk = small_plan(engine, *MERGED)
    report = one(desk, "I.1", "bo-c")
    assert (report.facts.agency_id, report.facts.answering) == ("bo-a", ("bo-c",))
    assert [(s.agency_id, s.last_day, s.successors) for s in report.successions] == [
        ("bo-a", date(2023, 2, 28), ("bo-c",))
    ]


def test_several_successors_leave_nobody_to_write_to(engine):
    split = agency("bo-a", valid_to=date(2023, 2, 28), successors=("bo-b", "bo-c"))
    report = one(small_plan(engine, split, agency("bo-c")), "I.1", "bo-a")
    assert report.facts.answering == ("bo-b", "bo-c")
    assert report.next_on is None and report.facts.whom is None


def test_a_question_that_holds_the_report_is_the_reason_why_nothing_is_sent(engine):
    desk = small_plan(engine)
    desk.ask(date(2023, 1, 3))
    plan_id = desk.rows(TaskRow)[0].plan_id
    desk.add(OpenQuestion(plan_id=plan_id, code="I.1", text="?", why="chưa rõ", holds=True, asked_at=at(ASK_DAY)))
    report = one(desk, "I.1", "bo-a")
    assert (report.withheld, report.facts.questions, report.next_on) == (Why.HELD, ("chưa rõ",), None)


def test_without_a_period_the_present_one_is_meant_or_else_the_next(engine):
    desk = small_plan(engine)
    assert explained(desk, "I.1", "bo-a", date(2023, 5, 2), None).period.key == "2023-Q2"
    assert explained(desk, "I.2", "bo-a", date(2023, 1, 5), None).period.key == "2023-Q1"


def test_an_agency_the_task_does_not_name_is_said_not_to_be_assigned(engine):
    found = explained(small_plan(engine), "I.1", "tinh-x")
    assert not found.assigned and not found.reports


def test_a_milestone_past_at_signing_says_why_it_asks_nobody(engine):
    desk = small_plan(engine)
    task_id = next(row.id for row in desk.rows(TaskRow) if row.code == "I.2")
    past = Milestone(
        task_id=task_id, position=9, kind="deadline", due=date(2022, 9, 30), past_at_signing=True, text="Quý III/2022"
    )
    desk.add(past)
    found = explained(desk, "I.2", "bo-a")
    assert [(m.milestone.due < SIGNED, m.why) for m in found.not_asked] == [(True, "past_at_signing")]


def test_dates_in_a_year_without_a_decision_are_provisional(engine):
    desk = small_plan(engine)
    with reading(engine) as session:
        plan = desk.docket(session, ASK_DAY).plan
    desk.change(plan, ends_on=date(2029, 12, 31))
    milestone = next(row for row in desk.rows(Milestone) if row.kind == "span")
    desk.change(milestone, due=date(2029, 12, 31))
    assert one(desk, "I.1", "bo-a", ASK_DAY, "2028-Q1").provisional_years == (2028,)
    assert one(desk, "I.1", "bo-a", ASK_DAY, "2025-Q1").provisional_years == ()
