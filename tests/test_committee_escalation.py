"""Claims about the second escalation: it names to the Committee who is still silent, once a person approved it."""

from datetime import date

import pytest
from builders import AFTER, ESCALATE_DAY, LADDER, Desk, letter_text, mailbox, small_plan
from pydantic import ValidationError
from sqlalchemy import Engine

from casework.approving import approve_letter
from casework.briefing import gather_brief
from casework.proving import prove
from models.contact import Contact
from models.database import reading, writing
from models.letter import COMMITTEE_ESCALATION, Delivery, Letter, Notice
from models.policy import LadderStep

NAMED = date(2023, 3, 27)
TO_COMMITTEE = {"purpose": "escalate", "step": 2, "working_days": 5, "to": "committee", "approval": True}


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """Everybody was asked and escalated to the head; nobody has answered."""
    desk = small_plan(engine, lead=[*LADDER, TO_COMMITTEE])
    desk.asked().remind(ESCALATE_DAY)
    desk.send(ESCALATE_DAY)
    return desk


def approve(desk: Desk, day: date = NAMED):
    with writing(desk.engine) as session:
        letter = session.get(Letter, desk.one(Letter, kind=COMMITTEE_ESCALATION).id)
        return approve_letter(session, desk.docket(session, day), letter, "Nguyễn Văn A")


def test_those_still_silent_are_named_to_the_committee_in_one_letter(desk):
    desk.remind(NAMED)
    letter = desk.one(Letter, kind=COMMITTEE_ESCALATION)
    assert letter.agency_id == "bcd" and letter.awaits_approval
    assert len(desk.rows(Notice, letter_id=letter.id)) == 4


def test_it_goes_to_nobody_before_a_person_approves_it(desk):
    desk.remind(NAMED)
    desk.send(NAMED)
    assert desk.rows(Delivery, letter_id=desk.one(Letter, kind=COMMITTEE_ESCALATION).id) == []
    assert approve(desk) is None
    assert [parcel.envelope_to for parcel in desk.send(NAMED)] == ["vanthu=bcd.example@trial.invalid"]


def test_it_says_who_is_silent_since_when_and_what_was_done(desk):
    desk.remind(NAMED)
    approve(desk)
    desk.send(NAMED)
    text = letter_text(desk, desk.one(Letter, kind=COMMITTEE_ESCALATION).id)
    assert "Tổng số: 4 cơ quan, 4 báo cáo quá hạn." in text
    assert "Đã gửi đề nghị: 06/03/2023" in text and "Đã gửi lãnh đạo cơ quan: 22/03/2023" in text


def test_who_answers_after_the_approval_is_not_named(desk):
    desk.remind(NAMED)
    approve(desk)
    desk.answer("II.1", "tinh-x", NAMED)
    desk.send(NAMED)
    text = letter_text(desk, desk.one(Letter, kind=COMMITTEE_ESCALATION).id)
    assert "tinh-x" not in text and "tinh-y" in text


def test_nothing_joins_a_letter_that_was_approved(desk):
    desk.remind(NAMED)
    approve(desk)
    with writing(desk.engine) as session:
        session.delete(session.merge(desk.rows(Notice, purpose="escalate", step=2)[0]))
    desk.change(desk.one(Letter, kind=COMMITTEE_ESCALATION))
    desk.remind(NAMED)
    assert len(desk.rows(Letter, kind=COMMITTEE_ESCALATION)) == 2


def test_the_office_is_told_each_day_that_it_waits(desk):
    desk.remind(NAMED)
    with reading(desk.engine) as session:
        drafts = gather_brief(session, desk.docket(session, NAMED)).drafts
    assert [one.command for one in drafts] == [
        f"dondoc letters approve {desk.one(Letter, kind=COMMITTEE_ESCALATION).id}"
    ]


def test_approving_twice_or_in_another_mode_is_refused(desk):
    desk.remind(NAMED)
    desk.go_live()
    assert "chế độ khác" in approve(desk).say()
    desk.change(desk.one(Letter, kind=COMMITTEE_ESCALATION), mode="live")
    assert approve(desk) is None
    assert "không chờ phê duyệt" in approve(desk).say()


def test_a_letter_that_waits_for_approval_is_no_hole_in_the_proof(desk):
    desk.remind(NAMED)
    with reading(desk.engine) as session:
        assert prove(session, desk.docket(session, NAMED)).holes == ()


def test_without_a_mailbox_of_the_committee_nothing_is_written_and_the_step_waits(desk):
    for contact in desk.rows(Contact, agency_id="bcd"):
        desk.change(contact, valid_to=AFTER)
    desk.remind(NAMED)
    assert desk.rows(Letter, kind=COMMITTEE_ESCALATION) == []
    assert {one.dropped for one in desk.rows(Notice, purpose="escalate", step=2)} == {"no_contact"}
    desk.add(mailbox("bcd"))
    desk.remind(NAMED)
    assert {one.dropped for one in desk.rows(Notice, purpose="escalate", step=2)} == {None}


def test_only_an_escalation_can_go_to_the_committee():
    with pytest.raises(ValidationError, match="escalate"):
        LadderStep(purpose="remind", working_days=1, to="committee")
    assert LadderStep(**TO_COMMITTEE).approval
