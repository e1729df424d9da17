"""Claims about answers sent back, locked, opened again, taken by telephone, or said to be another agency's task."""

from datetime import date

import pytest
from builders import ASK_DAY, SENDER, Desk, address_of, at, email, letter_text, small_plan
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from casework.docket import open_docket
from casework.extending import Order, waive
from casework.judging import record_for_office
from casework.recording import Answer, Source, locked
from casework.returning import reopen_answer, return_answer
from language.wording import Wording
from models.database import writing
from models.digest import SENT, Digest
from models.letter import RETURNED_ANSWER, Delivery, Letter
from models.plan import plan_named
from models.question import OpenQuestion
from models.response import DISPUTED, Decision, Response
from models.standing import State, standings

DIGEST_DAY = date(2023, 3, 23)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def judged(desk: Desk, verb, reason: str = "chưa nêu số văn bản", day: date = ASK_DAY):
    """What the verb says of the last answer."""
    with writing(desk.engine) as session:
        response = session.exec(select(Response).order_by(col(Response.id).desc())).first()
        return verb(session, desk.docket(session, day), SENDER, response, "Trần B", reason)


def told(desk: Desk) -> list[Letter]:
    return desk.rows(Letter, kind=RETURNED_ANSWER)


def sent_digest(desk: Desk, mode: str = "trial") -> None:
    """A digest of the period that quotes what is on record, sent in that mode."""
    day = at(DIGEST_DAY)
    letter = Letter(
        slot=f"digest/1/{mode}", kind="digest", mode=mode, day=DIGEST_DAY, plan_id=1, message_id="<d>", queued_at=day
    )
    desk.add(letter)
    given = {"plan_id": 1, "period_key": "2023-Q1", "version": 1, "frozen_at": day, "content": b"", "sha256": ""}
    desk.add(Digest(**given, state=SENT, letter_id=desk.one(Letter, kind="digest").id))


def is_locked(desk: Desk, code: str = "I.1", agency_id: str = "bo-a") -> bool:
    number = desk.obligation(code, agency_id)
    with writing(desk.engine) as session:
        return number in locked(session, desk.docket(session, DIGEST_DAY), [number])


# -- sent back to the agency


def test_an_answer_that_is_sent_back_is_told_to_its_agency_with_the_reason_and_a_form(desk):
    desk.answer("I.1", "bo-a", result="Đã làm")
    judged(desk, return_answer)
    [parcel] = desk.send()
    assert desk.one(Delivery, id=parcel.delivery_id).address == address_of("bo-a")
    said = letter_text(desk, told(desk)[0].id)
    assert "chưa nêu số văn bản" in said and "Đã làm" in said and "I.1. Việc I.1" in said
    assert b"bieu-tra-loi" in parcel.content


def test_two_answers_sent_back_before_the_letter_leaves_are_one_letter(desk):
    desk.answer("I.1", "bo-a")
    judged(desk, return_answer, "thiếu số")
    desk.answer("I.2", "bo-a")
    judged(desk, return_answer, "thiếu ngày")
    desk.send()
    said = letter_text(desk, told(desk)[0].id)
    assert len(told(desk)) == 1 and "thiếu số" in said and "thiếu ngày" in said


def test_a_letter_about_what_was_mended_meanwhile_does_not_leave(desk):
    desk.answer("I.1", "bo-a")
    judged(desk, return_answer)
    desk.answer("I.1", "bo-a", result="QĐ số 12")
    assert desk.send() == []
    assert desk.one(Delivery, letter_id=told(desk)[0].id).state == "withdrawn"


def test_the_reply_to_the_letter_answers_the_return(desk):
    desk.answer("I.1", "bo-a")
    judged(desk, return_answer)
    desk.send()
    raw = email("I.1: đã hoàn thành.", address_of("bo-a"), In_Reply_To=told(desk)[0].message_id)
    assert desk.receive(raw) == ["recorded"]
    assert desk.state("I.1", "bo-a") is State.ANSWERED


# -- locked


def test_an_answer_is_locked_once_a_digest_that_quotes_it_was_sent(desk):
    desk.answer("I.1", "bo-a")
    assert not is_locked(desk)
    sent_digest(desk)
    assert is_locked(desk)


def test_an_answer_that_came_after_the_digest_is_not_locked_by_it(desk):
    sent_digest(desk)
    desk.answer("I.1", "bo-a", day=date(2023, 3, 24))
    assert not is_locked(desk)


def test_a_digest_sent_in_trial_locks_nothing_of_the_real_thing(desk):
    desk.answer("I.1", "bo-a")
    sent_digest(desk)
    desk.go_live()
    assert not is_locked(desk)


def test_a_policy_may_lock_nothing(engine):
    desk = small_plan(engine, lock="never").asked()
    desk.answer("I.1", "bo-a")
    sent_digest(desk)
    assert not is_locked(desk)


def test_what_mail_says_against_a_locked_answer_waits_for_the_office_with_the_proposal(desk):
    desk.receive(email("I.1: đã hoàn thành.", address_of("bo-a"), SENDER.plus_address(desk.key("bo-a"))))
    sent_digest(desk)
    raw = email("I.1: đang thực hiện, đạt 40%.", address_of("bo-a"), SENDER.plus_address(desk.key("bo-a")))
    assert desk.receive(raw, day=date(2023, 3, 24)) == ["penned"]
    assert [one.status for one in desk.rows(Response)] == ["completed"]


def test_the_same_words_again_on_a_locked_answer_need_nobody(desk):
    address = SENDER.plus_address(desk.key("bo-a"))
    desk.receive(email("I.1: đã hoàn thành.", address_of("bo-a"), address))
    sent_digest(desk)
    again = email("I.1: đã hoàn thành.", address_of("bo-a"), address, Message_ID="<again@x.example>")
    assert desk.receive(again, day=date(2023, 3, 24)) == ["recorded"]
    assert len(desk.rows(Response)) == 1


def test_the_office_opens_a_locked_answer_and_the_agency_is_told_and_can_change_it(desk):
    desk.answer("I.1", "bo-a")
    sent_digest(desk)
    assert isinstance(judged(desk, reopen_answer, "số liệu sai", DIGEST_DAY), Decision)
    assert not is_locked(desk) and desk.state("I.1", "bo-a", DIGEST_DAY) is State.ANSWERED
    desk.send(DIGEST_DAY)
    assert "mở lại" in letter_text(desk, told(desk)[0].id).lower()


def test_a_locked_answer_that_is_sent_back_can_be_mended(desk):
    desk.answer("I.1", "bo-a")
    sent_digest(desk)
    judged(desk, return_answer, "số liệu sai", DIGEST_DAY)
    assert not is_locked(desk)


def test_a_task_that_the_agency_disowned_is_not_locked(desk):
    desk.answer("I.1", "bo-a", status="not_ours", result="Bộ B")
    sent_digest(desk)
    assert not is_locked(desk)


def test_what_is_not_locked_needs_no_opening(desk):
    desk.answer("I.1", "bo-a")
    assert isinstance(judged(desk, reopen_answer), Wording) and not told(desk)


# -- by telephone


def test_an_answer_by_telephone_says_who_gave_it_and_when(desk):
    number = desk.obligation("I.1", "bo-a")
    source = Source("office", "Trần B", channel="phone", given_by="Ông Nguyễn A", given_on=date(2023, 3, 5))
    with writing(desk.engine) as session:
        record_for_office(session, desk.docket(session, ASK_DAY), [Answer(number, "completed")], source)
    response = desk.one(Response)
    assert (response.by, response.channel, response.given_by) == ("Trần B", "phone", "Ông Nguyễn A")
    assert response.given_on == date(2023, 3, 5)


# -- another agency's


def disowned(desk: Desk, whom: str = "thuộc Bộ B") -> None:
    desk.answer("I.1", "bo-a", status="not_ours", result=whom)


def open_questions(desk: Desk) -> list[str]:
    return [one.text for one in desk.rows(OpenQuestion) if one.settled_at is None]


def test_a_task_that_is_anothers_is_a_question_to_the_office_and_stops_reminders(desk):
    disowned(desk)
    assert desk.state("I.1", "bo-a") is State.IN_REVIEW
    assert "thuộc Bộ B" in open_questions(desk)[0]
    assert desk.one(Decision).verdict == DISPUTED


def test_the_office_that_sends_it_back_has_settled_the_question(desk):
    disowned(desk)
    judged(desk, return_answer, "vẫn là việc của Bộ A")
    assert open_questions(desk) == [] and desk.state("I.1", "bo-a") is State.RETURNED


def test_the_office_that_waives_it_has_settled_the_question(desk):
    disowned(desk)
    with writing(desk.engine) as session:
        docket = open_docket(session, plan_named(session, desk.slug), at(ASK_DAY))
        chosen = standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=[1])
        waive(session, docket, SENDER, chosen, Order("đúng là của Bộ B", "CV 1", "Trần B"))
    assert open_questions(desk) == []


def test_the_agency_that_answers_after_all_has_settled_the_question(desk):
    disowned(desk)
    desk.answer("I.1", "bo-a", status="in_progress")
    assert open_questions(desk) == [] and desk.state("I.1", "bo-a") is State.ANSWERED


# -- tables that only grow


@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["responsefile", "officialreport"])
def test_the_database_refuses_to_change_a_file_or_a_report_of_the_record(desk, table, change):
    desk.answer("I.1", "bo-a")
    insert = {
        "responsefile": "INSERT INTO responsefile (response_id, sha256, filename, content_type, size) "
        "VALUES (1, 'a', 'b', 'c', 1)",
        "officialreport": "INSERT INTO officialreport (request_id, number, sha256, filename, content_type, size, by, "
        "at) VALUES (1, '1', '', '', '', 0, 'x', '2023-03-06 00:00:00')",
    }[table]
    with desk.engine.begin() as connection:
        connection.execute(text(insert))
    with pytest.raises(DBAPIError, match="append-only"), desk.engine.begin() as connection:
        connection.execute(text(change.format(table)))
