"""Asking an agency whether a stranger wrote for it: the letter to its registered contacts."""

from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import thread_of
from casework.queueing import agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.answer_letters import ConfirmSenderLetter, confirm_sender_letter
from mail.message import KEY_MARK
from models.contact import ANSWERS
from models.letter import CONFIRM_SENDER, Letter
from models.message import Message
from models.pen import OPEN, PenItem
from models.request import Request

LONGEST_EXCERPT = 1_500


def ask_agency(session: Session, docket: Docket, sender: Sender, item: PenItem) -> Letter | None:
    """Queue the letter about the message of a pen item to the agency that its request asks; None when nobody is there.

    It goes to the registered mailboxes only, never to the stranger.
    """
    request = session.get_one(Request, item.request_id)
    recipients = agency_recipients(session, request.agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"{CONFIRM_SENDER}/{item.id}/{docket.mode}",
        kind=CONFIRM_SENDER,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=request.agency_id,
        request=request,
        subject_ids={"pen": item.id},
    )


def outline_confirm_sender(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter; None when the office or the agency has decided."""
    session, docket = facts.session, facts.docket
    item = session.get_one(PenItem, letter.subject_ids["pen"])
    if item.state != OPEN or item.confirmed_by is not None:
        return None
    message = session.get_one(Message, item.message_id)
    said = ConfirmSenderLetter(
        **vars(thread_of(docket, sender, session.get_one(Request, letter.request_id))),
        stranger=message.sender or "–",
        excerpt=item.text[:LONGEST_EXCERPT],
        received_at=message.received_at.astimezone(ZoneInfo(docket.policy.zone)),
        confirm_url=sender.confirm_url(KEY_MARK),
    )
    return compose(facts, sender, letter, Words(confirm_sender_letter, (said,)))
