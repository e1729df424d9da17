"""Queueing letters: one envelope a slot, with a delivery for each mailbox it is to reach."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from casework.sender import Sender
from models.contact import ANSWERS, COPIED, HEAD, Contact, contacts_of
from models.letter import QUEUED, SENDING, WITHDRAWN, Delivery, Letter, deliveries_of, letter_in_slot
from models.request import Request

TO = "to"
CC = "cc"


@dataclass(frozen=True)
class Recipient:
    """A mailbox a letter goes to, and the header it stands in."""

    contact: Contact
    header: str = TO


def agency_recipients(session: Session, agency_id: str, audience: str, day: date) -> list[Recipient]:
    """Who of an agency gets a letter meant for those who answer (with the copied), or for its head."""
    if audience == HEAD:
        return [Recipient(contact) for contact in contacts_of(session, agency_id, (HEAD,), day)]
    first = [Recipient(contact) for contact in contacts_of(session, agency_id, (ANSWERS,), day)]
    return first + [Recipient(contact, CC) for contact in contacts_of(session, agency_id, (COPIED,), day) if first]


def queue_letter(
    session: Session,
    sender: Sender,
    *,
    slot: str,
    kind: str,
    mode: str,
    day: date,
    now: datetime,
    recipients: list[Recipient],
    plan_id: int | None = None,
    agency_id: str | None = None,
    request: Request | None = None,
    subject_ids: dict[str, Any] | None = None,
) -> Letter:
    """The letter of `slot`, queued with a delivery for each recipient unless it was before."""
    known = letter_in_slot(session, slot)
    if known is not None:
        return known
    letter = Letter(
        slot=slot,
        kind=kind,
        mode=mode,
        day=day,
        plan_id=plan_id,
        agency_id=agency_id,
        request_id=request.id if request else None,
        message_id=sender.message_id(slot),
        subject_ids=subject_ids or {},
        queued_at=now,
    )
    session.add(letter)
    session.flush()
    for recipient in recipients:
        session.add(_delivery(letter, recipient, now))
    session.flush()
    return letter


def _delivery(letter: Letter, recipient: Recipient, now: datetime) -> Delivery:
    return Delivery(
        letter_id=letter.id or 0,
        contact_id=recipient.contact.id,
        address=recipient.contact.address,
        header=recipient.header,
        state=QUEUED,
        state_since=now,
    )


def still_open(session: Session, letter: Letter) -> bool:
    """Whether notices can still join the letter: nothing of it was written, taken or withdrawn."""
    if letter.written_at is not None:
        return False
    return all(delivery.state not in {SENDING, WITHDRAWN} for delivery in deliveries_of(session, letter.id or 0))


def free_slot(session: Session, slot: str) -> str:
    """`slot`, or the first of `slot`#2, #3 … whose letter notices can still join."""
    number, candidate = 1, slot
    while (letter := letter_in_slot(session, candidate)) is not None and not still_open(session, letter):
        number += 1
        candidate = f"{slot}#{number}"
    return candidate
