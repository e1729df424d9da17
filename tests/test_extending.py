"""Claims about due changes: what the office moved, waived, paused or reopened, and what became of what waited."""

from datetime import date

import pytest
from builders import AFTER, ASK_DAY, DUE, ESCALATE_DAY, REMIND_DAY, Desk, agency, letter_text, queued, small_plan

from casework.choosing import Choice, choose
from casework.extending import Changed, Order, extend, pause, reopen, waive
from language.wording import Wording
from models.contact import Contact
from models.database import writing
from models.event import Event
from models.letter import Letter, Notice
from models.obligation import DueChange
from models.response import Decision, Response
from models.standing import State

ONE = Choice("I.1", "bo-a")
LATER = date(2023, 4, 14)
ORDER = Order("Địa phương đề nghị", "Công văn 12/UBND ngày 10/03/2023", "officer")


@pytest.fixture
def desk(engine) -> Desk:
    return small_plan(engine)


def decide(desk: Desk, verb, *given: object, day: date = ASK_DAY, choice: Choice = ONE, **more):
    """One decision of the office on a day; its own refusal when nothing was chosen."""
    with writing(desk.engine) as session:
        docket = desk.docket(session, day)
        chosen = choose(session, docket, choice)
        if isinstance(chosen, Wording):
            return chosen
        return verb(session, docket, desk.sender, chosen, *given, ORDER, **more)


def due(desk: Desk, code: str = "I.1", agency_id: str = "bo-a") -> date:
    return next(one.due_on for one in desk.standing() if (one.task_code, one.agency_id) == (code, agency_id))


def letters(desk: Desk, kind: str = "due_change") -> list[str]:
    return [one.agency_id for one in desk.rows(Letter, kind=kind)]


# -- extending


def test_a_moved_due_date_grows_the_revision_and_keeps_the_baseline(desk):
    decide(desk.asked(), extend, LATER)
    [moved] = [one for one in desk.standing() if one.due_revision]
    assert (moved.due_on, moved.baseline_due_on, moved.due_revision) == (LATER, DUE, 1)


def test_a_due_date_can_be_moved_to_an_earlier_day(desk):
    decide(desk.asked(), extend, date(2023, 3, 10))
    assert desk.state("I.1", "bo-a", date(2023, 3, 13)) is State.OVERDUE


def test_a_day_off_rolls_as_the_policy_says_and_the_row_says_so(desk):
    decide(desk.asked(), extend, date(2023, 4, 15))
    change = desk.one(DueChange)
    assert change.to_on == LATER
    assert change.reason.endswith("(Ngày 15/04/2023 là ngày nghỉ nên chuyển sang 14/04/2023.)")


def test_each_change_is_a_line_of_the_record_with_reason_and_authority(desk):
    decide(desk.asked(), extend, LATER)
    [line] = [one.body.decode() for one in desk.rows(Event) if b'"verb":"moved"' in one.body]
    assert ORDER.reason in line and ORDER.authority in line and '"actor":"officer"' in line


def test_nobody_is_reminded_by_the_old_due_date(desk):
    decide(desk.asked(), extend, LATER)
    assert not [one for one in desk.remind(ESCALATE_DAY) if one.code == "I.1" and one.queued["escalate"]]
    assert desk.state("I.1", "bo-a", AFTER) is State.ASKED


def test_the_ladder_begins_anew_under_the_new_due_date(desk):
    desk.asked().remind(REMIND_DAY)
    desk.send(REMIND_DAY)
    decide(desk, extend, LATER, day=date(2023, 3, 16))
    assert queued(desk.remind(date(2023, 4, 11)))["remind"] >= 1
    assert {one.due_revision for one in desk.rows(Notice, purpose="remind")} == {0, 1}


def test_a_reminder_that_waits_shrinks_when_one_of_its_due_dates_moves(desk):
    desk.asked().remind(DUE)
    decide(desk, extend, LATER, day=DUE, choice=Choice("I.1", "bo-a"))
    assert desk.state("I.1", "bo-a", DUE) is State.ASKED
    desk.send(DUE)
    dropped = desk.rows(Notice, dropped="due_changed")
    assert {one.obligation_id for one in dropped} == {desk.obligation("I.1", "bo-a")}
    [reminder] = desk.rows(Letter, kind="reminder", agency_id="bo-a") or [None]
    assert reminder is None or reminder.written_at is None or "I.1. " not in letter_text(desk, reminder.id)


def test_a_reminder_of_nothing_else_is_withdrawn_with_the_reason(desk):
    desk.asked().remind(REMIND_DAY)
    done = decide(desk, extend, LATER, day=REMIND_DAY, choice=Choice("II.1", "tinh-x"))
    assert done.withdrawn == 1
    assert not [one for one in desk.send(REMIND_DAY) if b"tinh-x" in one.content and "nhắc" in one.envelope_to]


def test_an_asking_that_waits_names_the_new_day(desk):
    desk.ask()
    decide(desk, extend, LATER)
    desk.send()
    request = desk.one(Letter, kind="request", agency_id="bo-a")
    assert "14/04/2023" in letter_text(desk, request.id)


@pytest.mark.parametrize(
    ("choice", "moved"),
    [
        (Choice("II.1", "tinh-x"), 1),
        (Choice("II.1"), 3),
        (Choice(agency="bo-a"), 2),
        (Choice(period="2023-Q1", everything=True), 6),
    ],
)
def test_the_office_chooses_by_task_agency_period_or_all(desk, choice, moved):
    assert len(decide(desk.asked(), extend, LATER, choice=choice).changes) == moved


def test_a_successor_stands_for_what_it_took_over(engine):
    old = agency("bo-a", valid_to=date(2023, 3, 1), successors=("bo-b",))
    desk = small_plan(engine, old).asked()
    done = decide(desk, extend, LATER, choice=Choice("I.2", "bo-b"))
    assert [one.agency_id for one in done.told.letters] == ["bo-b"]


# -- refusing


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        (Choice(), "Chưa chọn nhiệm vụ hay cơ quan nào"),
        (Choice("IX.9"), "không có nhiệm vụ mã “IX.9”"),
        (Choice(agency="bo-z"), "không có cơ quan mã “bo-z”"),
        (Choice("I.1", period="Q1"), "không phải một kỳ báo cáo"),
        (Choice("I.2", "bo-b"), "Không có nghĩa vụ báo cáo nào"),
    ],
)
def test_a_choice_of_nothing_is_refused_in_words(desk, choice, why):
    assert why in decide(desk.asked(), extend, LATER, choice=choice).say()


def test_a_day_that_has_passed_needs_to_be_meant(desk):
    refused = decide(desk.asked(), extend, date(2023, 3, 3), day=REMIND_DAY)
    assert "--late-ok" in refused.say()
    assert isinstance(decide(desk, extend, date(2023, 3, 3), day=REMIND_DAY, late_ok=True), Changed)


def test_what_was_answered_and_confirmed_is_not_moved(desk):
    desk.asked().answer("I.1", "bo-a")
    response = desk.one(Response)
    desk.add(Decision(response_id=response.id, verdict="confirmed", reason="", by="officer", at=response.recorded_at))
    assert "đã được xác nhận" in decide(desk, extend, LATER).say()
    assert not desk.rows(DueChange)


def test_the_same_day_again_changes_nothing(desk):
    decide(desk.asked(), extend, LATER)
    assert "hạn đã là ngày 14/04/2023" in decide(desk, extend, LATER).say()
    assert len(desk.rows(DueChange)) == 1


def test_one_new_day_is_not_given_to_two_periods(desk):
    desk.asked().ask(date(2023, 4, 3))
    refused = decide(desk, extend, date(2023, 7, 14), day=date(2023, 4, 3))
    assert "--period" in refused.say()


# -- waiving, pausing, reopening


def test_what_is_waived_is_reminded_no_more_until_it_is_reopened(desk):
    decide(desk.asked(), waive)
    assert desk.state("I.1", "bo-a", AFTER) is State.WAIVED
    decide(desk, reopen, day=REMIND_DAY)
    assert desk.state("I.1", "bo-a", REMIND_DAY) is State.ASKED


def test_an_answer_is_not_waived_away(desk):
    desk.asked().answer("I.1", "bo-a")
    assert "đã trả lời" in decide(desk, waive).say()


def test_a_pause_holds_the_ladder_until_its_day(desk):
    decide(desk.asked(), pause, date(2023, 4, 3))
    assert [desk.state("I.1", "bo-a", day) for day in (AFTER, date(2023, 4, 2))] == [State.HELD, State.HELD]
    assert desk.state("I.1", "bo-a", date(2023, 4, 3)) is State.OVERDUE


def test_a_pause_keeps_the_due_date_and_stops_what_waits(desk):
    desk.asked().remind(DUE)
    decide(desk, pause, date(2023, 4, 3), day=DUE)
    assert due(desk) == DUE
    assert desk.one(Notice, dropped="due_changed").obligation_id == desk.obligation("I.1", "bo-a")


def test_an_answer_in_the_pen_is_in_review_whatever_is_paused(desk):
    decide(desk.asked(), pause, date(2023, 4, 3))
    desk.in_pen("I.1", "bo-a")
    assert desk.state("I.1", "bo-a") is State.IN_REVIEW


def test_what_was_paused_before_it_was_asked_is_asked_when_the_pause_ends(desk):
    desk.ask()
    decide(desk, pause, date(2023, 3, 13))
    desk.send()
    assert desk.state("I.1", "bo-a") is State.HELD
    assert queued(desk.ask(date(2023, 3, 13))) == {"ask": 1}


def test_reopening_ends_a_pause(desk):
    decide(desk.asked(), pause, date(2023, 4, 3))
    decide(desk, reopen)
    assert desk.state("I.1", "bo-a") is State.ASKED


def test_only_what_was_taken_out_is_reopened(desk):
    assert "không có gì để mở lại" in decide(desk.asked(), reopen).say()


def test_what_is_reopened_after_its_due_date_needs_a_new_one(desk):
    decide(desk.asked(), waive)
    assert "--to" in decide(desk, reopen, day=AFTER).say()
    assert decide(desk, reopen, day=AFTER, to=LATER).changes[0].due_on == LATER


# -- telling the agency


def test_one_letter_tells_an_agency_of_one_decision_in_its_thread(desk):
    decide(desk.asked(), extend, LATER, choice=Choice(agency="bo-a"))
    [parcel] = desk.send()
    letter = desk.one(Letter, kind="due_change")
    text = letter_text(desk, letter.id)
    assert "I.1. Việc I.1" in text and "I.2. Việc I.2" in text and "14/04/2023" in text
    assert ORDER.reason in text and ORDER.authority in text
    first = desk.one(Letter, kind="request", agency_id="bo-a")
    assert f"In-Reply-To: {first.message_id}".encode() in parcel.content.replace(b"\r\n ", b" ")


def test_of_two_decisions_before_the_letter_leaves_only_the_last_is_told(desk):
    decide(desk.asked(), extend, date(2023, 4, 7))
    decide(desk, extend, LATER)
    assert len(desk.send()) == 1


def test_whom_no_letter_can_tell_is_named(desk):
    desk.asked().change(desk.one(Contact, agency_id="bo-a", role="answers"), valid_to=date(2023, 3, 1))
    done = decide(desk, extend, LATER)
    assert (done.told.letters, done.told.untold) == ((), ("bo-a",))


def test_each_kind_of_decision_has_its_letter(desk):
    desk.asked()
    for verb, given in ((pause, (LATER,)), (reopen, ()), (waive, ()), (extend, (LATER,))):
        decide(desk, verb, *given, choice=Choice("II.1", "tinh-y"))
        desk.send()
    assert len(desk.rows(Letter, kind="due_change")) == 3


def test_a_closed_plan_changes_no_more(desk):
    desk.asked()
    with writing(desk.engine) as session:
        docket = desk.docket(session, ASK_DAY)
        docket.plan.closed_on = ASK_DAY
        session.add(docket.plan)
    assert "đã kết thúc" in decide(desk, extend, LATER).say()
