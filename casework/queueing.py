"""Queueing letters: one envelope a slot, with a delivery for each mailbox it is to reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from casework.sender import Sender
from models.contact import COPIED, HEAD, Contact, contacts_by_agency
from models.letter import QUEUED, Delivery, Letter, letter_in_slot
from models.reach import answering_among
from models.request import Request

TO = "to"
CC = "cc"


@dataclass(frozen=True)
class Recipient:
    """A mailbox a letter goes to, and the header it stands in."""

    contact: Contact
    header: str = TO


def recipients_among(contacts: Sequence[Contact], audience: str) -> list[Recipient]:
    """Who of an agency's contacts gets a letter meant for those who answer (with the copied), or for its head."""
    if audience == HEAD:
        return each_once(Recipient(contact) for contact in contacts if contact.role == HEAD)
    first = [Recipient(contact) for contact in answering_among(contacts)]
    return each_once([*first, *(Recipient(one, CC) for one in contacts if first and one.role == COPIED)])


def each_once(recipients: Iterable[Recipient]) -> list[Recipient]:
    """The recipients, each mailbox in the place where it stands first."""
    first: dict[str, Recipient] = {}
    for recipient in recipients:
        first.setdefault(recipient.contact.address, recipient)
    return list(first.values())


def agency_recipients(session: Session, agency_id: str, audience: str, day: date) -> list[Recipient]:
    """Who of one agency gets a letter meant for `audience` on `day`."""
    return recipients_among(contacts_by_agency(session, [agency_id], day).get(agency_id, []), audience)


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
    session.add_all(deliveries_to(letter, recipients, now))
    session.flush()
    return letter


def deliveries_to(letter: Letter, recipients: Iterable[Recipient], now: datetime) -> list[Delivery]:
    """A queued delivery of the letter for each recipient."""
    return [
        Delivery(
            letter_id=letter.id or 0,
            contact_id=recipient.contact.id,
            address=recipient.contact.address,
            header=recipient.header,
            state=QUEUED,
            state_since=now,
        )
        for recipient in recipients
    ]
