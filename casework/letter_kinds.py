"""Each kind of letter: who writes it, when it may leave, and which key its recipient gets."""

from collections.abc import Callable

from sqlmodel import Session

from casework.acknowledging import write_receipt
from casework.alarming import write_alarm
from casework.briefing import write_brief
from casework.confirming import write_confirm_sender
from casework.consenting import write_consent
from casework.correction_round import write_round, write_void
from casework.docket import Docket
from casework.naming_silent import write_committee_escalation
from casework.publishing import write_digest
from casework.returning import write_returned
from casework.sender import Sender
from casework.telling_changes import write_due_change
from casework.writing import Written, write_notices
from models.letter import (
    BRIEF,
    COMMITTEE_ESCALATION,
    CONFIRM_SENDER,
    CONSENT,
    DIGEST,
    DIGEST_ROUND,
    DIGEST_VOID,
    DUE_CHANGE,
    ESCALATION,
    PROOF_FAILED,
    RECEIPT,
    REMINDER,
    REQUEST,
    RETURNED_ANSWER,
    Delivery,
    Letter,
)
from models.request import Request

AT_ANY_HOUR = (RECEIPT, DIGEST, CONSENT)
ABOUT_NOTICES = (REQUEST, REMINDER, ESCALATION, COMMITTEE_ESCALATION)

WRITERS: dict[str, Callable[[Session, Docket, Sender, Letter], Written | None]] = {
    REQUEST: write_notices,
    REMINDER: write_notices,
    ESCALATION: write_notices,
    COMMITTEE_ESCALATION: write_committee_escalation,
    RECEIPT: write_receipt,
    DIGEST: write_digest,
    BRIEF: write_brief,
    DUE_CHANGE: write_due_change,
    RETURNED_ANSWER: write_returned,
    CONSENT: write_consent,
    CONFIRM_SENDER: write_confirm_sender,
    PROOF_FAILED: write_alarm,
    DIGEST_ROUND: write_round,
    DIGEST_VOID: write_void,
}


def key_for(session: Session, sender: Sender, letter: Letter, delivery: Delivery) -> str:
    """The key that is filled into the letter for one recipient; "" for a letter that opens nothing."""
    contact_id = delivery.contact_id or 0
    if letter.kind == DIGEST:
        return sender.digest_key(int(letter.subject_ids["digest"]), contact_id)
    if letter.kind == DIGEST_ROUND:
        return sender.round_key(int(letter.subject_ids["digest"]), contact_id)
    if letter.kind == CONFIRM_SENDER:
        return sender.pen_key(int(letter.subject_ids["pen"]), contact_id)
    if letter.request_id is None:
        return ""
    request = session.get_one(Request, letter.request_id)
    if letter.kind == CONSENT:
        return sender.head_key(request.id or 0, contact_id, request.key_version)
    return sender.request_key(request.id or 0, contact_id, request.key_version)
