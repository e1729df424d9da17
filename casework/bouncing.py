"""Tying a bounce to the delivery it speaks of: by its own bounce address, else by the letter and mailbox it names."""

from datetime import datetime

from sqlmodel import Session, col, select

from casework.sender import Sender
from mail.reply import Reply
from models.contact import Contact
from models.event import record
from models.key import BOUNCE_KEY
from models.letter import BOUNCED, SENT, UNCONFIRMED, Delivery, Letter, move_delivery


def note_bounce(session: Session, sender: Sender, reply: Reply, now: datetime) -> bool:
    """Mark the delivery of a permanent bounce, and its contact when the mailbox is gone; returns whether a delivery
    was found.

    A notice of delay changes nothing: the server still tries.
    """
    delivery = _by_address(session, sender, reply) or _by_original(session, reply)
    if delivery is None:
        return False
    if any(one.permanent for one in reply.bounced) and delivery.state in {SENT, UNCONFIRMED}:
        move_delivery(session, delivery, BOUNCED, now)
        delivery.said = "; ".join(one.reason for one in reply.bounced if one.permanent)[:500]
        contact = session.get(Contact, delivery.contact_id) if delivery.contact_id else None
        if contact is not None and any(one.mailbox_gone for one in reply.bounced):
            contact.bounced_at = now
            session.add(contact)
        record(session, now, "dondoc", BOUNCED, f"delivery:{delivery.id}", contact=delivery.contact_id)
    return True


def _by_address(session: Session, sender: Sender, reply: Reply) -> Delivery | None:
    keys = (sender.key(text) for text in reply.keys)
    return next((session.get(Delivery, key.subject_id) for key in keys if key and key.kind == BOUNCE_KEY), None)


def _by_original(session: Session, reply: Reply) -> Delivery | None:
    addresses = [address for one in reply.bounced for address in (one.address, one.original) if address]
    query = (
        select(Delivery)
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .where(Letter.message_id == reply.original_id, col(Delivery.envelope_to).in_(addresses))
    )
    return session.exec(query).first()
