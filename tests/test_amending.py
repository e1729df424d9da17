"""Claims about amendments: from the decision's day other agencies and dates; periods before keep whom they had."""

from dataclasses import replace
from datetime import date

import pytest
from builders import AFTER, ASK_DAY, BEGIN, SIGNED, Desk, letter_text, opened, small_plan
from sqlalchemy import Engine

from casework.amending import Amended, Decision, amend_plan
from casework.compiling import gather
from casework.plan_versions import difference_to
from casework.proving import prove
from documents.plan_document import AssignmentRead, MilestoneRead, TaskRead
from language.wording import Wording
from models.amendment import Amendment
from models.database import reading, writing
from models.digest_data import DigestData
from models.digest_reports import Standing
from models.letter import DUE_CHANGE, Letter
from models.occasion import Occasion
from models.period import period_keyed
from models.standing import State
from models.task import Assignment, Task

IN_FORCE = date(2023, 3, 13)
QUARTERS = (MilestoneRead("span", "2022-2025", begins=date(2022, 1, 1), due=date(2025, 12, 31)),)


def read(code: str, *leads: str, coordinating: tuple[str, ...] = (), times=QUARTERS, title: str = "") -> TaskRead:
    given = [AssignmentRead(one, "lead", one, one == "all-provinces") for one in leads]
    given += [AssignmentRead(one, "coordinating", one, False) for one in coordinating]
    return TaskRead(
        code=code,
        section="I",
        subsection="",
        title=title or f"Việc {code}",
        text="",
        time_text="2022-2025",
        product="",
        place="",
        assignments=tuple(given),
        open_phrases=(),
        milestones=times,
    )


DEADLINE = (MilestoneRead("deadline", "03/2023", due=date(2023, 3, 31)),)
AS_IT_WAS = (
    read("I.1", "bo-a", coordinating=("bo-b",)),
    read("I.2", "bo-a", times=DEADLINE),
    read("II.1", "all-provinces"),
)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def amend(desk: Desk, *tasks: TaskRead, day: date = IN_FORCE, number: str = "09/QĐ") -> Amended | Wording:
    decision = Decision(number, day, IN_FORCE)
    with writing(desk.engine) as session:
        docket = desk.docket(session, day)
        difference = difference_to(session, docket.plan_id, IN_FORCE, tasks)
        return amend_plan(session, docket, desk.sender, decision, difference, tasks, "officer")


def holes(desk: Desk, day: date) -> tuple:
    with reading(desk.engine) as session:
        return prove(session, desk.docket(session, day)).holes


def test_a_document_that_changes_nothing_is_refused(desk):
    assert "không thay đổi nhiệm vụ nào" in amend(desk, *AS_IT_WAS).say()


def test_a_new_lead_is_asked_and_the_old_one_let_off_with_a_letter(desk):
    done = amend(desk, replace(AS_IT_WAS[0], assignments=read("I.1", "bo-b").assignments), *AS_IT_WAS[1:])
    assert done.closed == 2 and desk.state("I.1", "bo-a", IN_FORCE) is State.CLOSED
    desk.ask(IN_FORCE)
    desk.send(IN_FORCE)
    assert desk.one(Letter, agency_id="bo-b", kind="request", day=IN_FORCE)
    new = letter_text(desk, desk.one(Letter, agency_id="bo-b", kind="request", day=IN_FORCE).id)
    assert "Giao theo văn bản số 09/QĐ ngày 13/03/2023 sửa đổi kế hoạch." in new
    text = letter_text(desk, desk.one(Letter, agency_id="bo-a", kind=DUE_CHANGE).id)
    assert "không phải gửi báo cáo" in text and "09/QĐ" in text


def test_a_quarter_that_ended_before_keeps_its_old_lead(engine):
    desk = small_plan(engine)
    desk.ask(BEGIN)
    later = date(2023, 7, 3)
    desk.ask(later)
    changed = (read("I.1", "bo-b"), *AS_IT_WAS[1:])
    with writing(desk.engine) as session:
        docket = desk.docket(session, later)
        difference = difference_to(session, docket.plan_id, later, changed)
        amend_plan(session, docket, desk.sender, Decision("10/QĐ", later, later), difference, changed, "officer")
    found = {(one.period_key, one.agency_id): one.state for one in desk.standing(later) if one.task_code == "I.1"}
    assert found["2023-Q1", "bo-a"] is State.PLANNED and found["2023-Q3", "bo-a"] is State.CLOSED
    desk.ask(later)
    assert holes(desk, later) == ()


def test_an_answer_given_before_stays_with_who_gave_it(desk):
    desk.answer("I.1", "bo-a", ASK_DAY)
    amend(desk, read("I.1", "bo-b"), *AS_IT_WAS[1:])
    assert desk.state("I.1", "bo-a", IN_FORCE) is State.ANSWERED


def test_a_task_that_is_removed_closes_its_reports_and_opens_no_more(desk):
    assert amend(desk, *AS_IT_WAS[:2]).closed == 3
    assert opened(desk.ask(date(2023, 4, 3))) == 3
    assert holes(desk, date(2023, 4, 3)) == ()


def test_an_added_task_is_owed_from_the_open_period_on(desk):
    amend(desk, *AS_IT_WAS, read("II.2", "tinh-x"))
    desk.ask(IN_FORCE)
    assert desk.state("II.2", "tinh-x", IN_FORCE) is State.DUE_TO_ASK
    assert desk.one(Assignment, task_id=desk.one(Task, code="II.2").id).valid_from == IN_FORCE


def test_another_deadline_takes_the_place_of_the_old_one(desk):
    amend(
        desk,
        AS_IT_WAS[0],
        replace(AS_IT_WAS[1], milestones=(replace(DEADLINE[0], due=date(2023, 6, 30)),)),
        AS_IT_WAS[2],
    )
    desk.ask(IN_FORCE)
    states = {one.due_on: one.state for one in desk.standing(IN_FORCE) if one.task_code == "I.2"}
    assert states[date(2023, 3, 31)] is State.CLOSED
    desk.ask(date(2023, 4, 3))
    assert desk.one(Occasion, slug="I.2@2023-06-30") and holes(desk, date(2023, 4, 3)) == ()


def test_tasks_that_change_places_keep_what_was_said_of_each(desk):
    first, second = (desk.one(Task, code=code).id for code in ("I.1", "II.1"))
    swapped = read("II.1", "bo-a", coordinating=("bo-b",), title="Việc I.1"), AS_IT_WAS[1]
    amend(desk, *swapped, read("I.1", "all-provinces", title="Việc II.1"))
    assert (desk.one(Task, id=first).code, desk.one(Task, id=second).code) == ("II.1", "I.1")
    assert holes(desk, IN_FORCE) == ()


def test_a_code_that_comes_free_can_be_given_to_another_task(desk):
    amend(desk, *AS_IT_WAS[:2], read("II.1", "bo-b", title="Một nhiệm vụ hoàn toàn khác hẳn"))
    assert {one.first_code for one in desk.rows(Task)} >= {"II.1", f"II.1~{desk.one(Amendment).id}"}
    desk.ask(IN_FORCE)
    assert desk.state("II.1", "bo-b", IN_FORCE) is State.DUE_TO_ASK and holes(desk, IN_FORCE) == ()


def test_the_same_decision_is_entered_once_and_none_before_the_signing(desk):
    amend(desk, *AS_IT_WAS[:2])
    assert "đã được nhập" in amend(desk, *AS_IT_WAS).say()
    with writing(desk.engine) as session:
        docket = desk.docket(session, IN_FORCE)
        difference = difference_to(session, docket.plan_id, IN_FORCE, AS_IT_WAS)
        early = Decision("11/QĐ", SIGNED, SIGNED)
        assert "phải sau ngày ký" in amend_plan(session, docket, desk.sender, early, difference, AS_IT_WAS, "o").say()


def told_of(desk: Desk) -> DigestData:
    with reading(desk.engine) as session:
        return gather(session, desk.docket(session, AFTER), period_keyed("2023-Q1")).data


def test_a_task_taken_out_on_which_reports_were_owed_is_still_told_and_nobody_is_named_silent_on_it(desk):
    amend(desk, *AS_IT_WAS[:2])
    told = told_of(desk)
    [collective] = told.tasks[-1].collectives
    assert told.tasks[-1].code == "II.1 (09/QĐ)" and collective.counts.waived == collective.counts.total > 0
    silent = [one for group in told.standings if group.standing is not Standing.WAIVED for one in group.agencies]
    assert not [one for one in silent if told.tasks[-1].code in one.task_codes]
