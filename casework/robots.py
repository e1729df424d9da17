"""No two machines write to each other for ever: which messages of a thread still get a receipt."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from mail.reply import Reply
from models.letter import RECEIPT, Letter
from models.request import Request

WITHIN = timedelta(days=1)
MOST_EMPTY = 2  # receipts that could only say "not understood", in one thread within that time


def may_acknowledge(session: Session, request: Request, reply: Reply, *, recorded: bool, now: datetime) -> bool:
    """Whether a receipt may go out for a message.

    What recorded something new is always read back: nothing is recorded twice, so no machine can go on with it. Lists
    and ticket systems are not answered otherwise, and nobody is told more than twice a day that he was not understood.
    """
    if recorded:
        return True
    return not reply.mass_mail and _empty_receipts(session, request, now - WITHIN) < MOST_EMPTY


def _empty_receipts(session: Session, request: Request, since: datetime) -> int:
    query = select(Letter).where(
        Letter.request_id == request.id, Letter.kind == RECEIPT, col(Letter.queued_at) >= since
    )
    said = (letter.subject_ids for letter in session.exec(query))
    return sum(not one.get("responses") and not one.get("awaits_consent") for one in said)
