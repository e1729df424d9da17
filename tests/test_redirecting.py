"""Claims about letters that reached nobody: another mailbox of the agency is tried, once, and nobody is escalated."""

import pytest
from builders import ASK_DAY, ESCALATE_DAY, REMIND_DAY, Desk, mailbox, small_plan
from sqlalchemy import Engine

from casework.briefing import gather_brief
from models.database import reading, writing
from models.letter import BOUNCED, Delivery, Letter, Notice, move_delivery
from models.standing import State

OTHER = "du-phong@tinh-x.example"


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def bounce(desk: Desk, address: str = "vanthu@tinh-x.example") -> None:
    with writing(desk.engine) as session:
        delivery = session.get(Delivery, desk.one(Delivery, address=address).id)
        move_delivery(session, delivery, BOUNCED, desk.docket(session, ASK_DAY).now)


def test_the_alternate_gets_the_same_letter_when_the_first_mailbox_bounced(desk):
    desk.add(mailbox("tinh-x", "alternate", address=OTHER))
    bounce(desk)
    desk.ask()
    [parcel] = desk.send()
    assert parcel.envelope_to.startswith("du-phong=") and len(desk.rows(Letter, agency_id="tinh-x")) == 1
    assert desk.state("II.1", "tinh-x") is State.ASKED


def test_a_letter_that_was_never_accepted_is_redirected_too(engine):
    desk = small_plan(engine)
    desk.add(mailbox("tinh-x", "alternate", address=OTHER))
    desk.ask()
    while (parcel := desk.claim()) is not None:
        desk.end(parcel, "permanent" if "tinh-x" in parcel.envelope_to else "sent")
    desk.ask()
    assert [one.address for one in desk.rows(Delivery, state="queued")] == [OTHER]


def test_each_mailbox_is_tried_once(desk):
    desk.add(mailbox("tinh-x", "alternate", address=OTHER))
    bounce(desk)
    desk.ask()
    desk.send()
    bounce(desk, address=OTHER)
    desk.ask()
    assert desk.send() == [] and desk.state("II.1", "tinh-x") is State.NOT_REACHED


def test_nobody_is_reminded_or_escalated_for_a_letter_that_reached_nobody(desk):
    bounce(desk)
    desk.remind(REMIND_DAY)
    desk.remind(ESCALATE_DAY)
    told = {one.dropped for one in desk.rows(Notice, obligation_id=desk.obligation("II.1", "tinh-x"))}
    assert told == {None, "not_reached"}
    assert [one.kind for one in desk.rows(Letter, agency_id="tinh-x")] == ["request"]


def test_a_mailbox_named_later_gets_the_letter_then(desk):
    bounce(desk)
    desk.ask()
    assert desk.send() == []
    desk.add(mailbox("tinh-x", address="moi@tinh-x.example"))
    desk.ask(REMIND_DAY)
    assert len(desk.send(REMIND_DAY)) == 1


def test_the_brief_names_a_bounce_until_another_mailbox_took_the_letter(desk):
    bounce(desk)
    with reading(desk.engine) as session:
        assert len(gather_brief(session, desk.docket(session, ASK_DAY)).failures) == 1
    desk.add(mailbox("tinh-x", "alternate", address=OTHER))
    desk.ask()
    desk.send()
    with reading(desk.engine) as session:
        assert gather_brief(session, desk.docket(session, ASK_DAY)).failures == ()
