"""Each kind of letter: who drafts it, when it may leave, what is looked at once more, and which key goes into it."""

from collections.abc import Callable

from casework.acknowledging import outline_receipt
from casework.alarming import outline_alarm
from casework.briefing import outline_brief
from casework.confirming import outline_confirm_sender
from casework.consenting import outline_consent
from casework.correction_round import outline_round, outline_void
from casework.facts import Facts
from casework.naming_silent import outline_committee_escalation
from casework.publishing import outline_digest
from casework.returning import outline_returned
from casework.sender import Sender
from casework.telling_changes import outline_due_change
from casework.writing import Outline, outline_notices
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

AT_ANY_HOUR = (RECEIPT, DIGEST, CONSENT)
ABOUT_NOTICES = (REQUEST, REMINDER, ESCALATION, COMMITTEE_ESCALATION)
DECIDED_BY_OTHERS = (DUE_CHANGE, RETURNED_ANSWER, CONSENT, CONFIRM_SENDER, DIGEST_ROUND)

OUTLINES: dict[str, Callable[[Facts, Sender, Letter], Outline | None]] = {
    REQUEST: outline_notices,
    REMINDER: outline_notices,
    ESCALATION: outline_notices,
    COMMITTEE_ESCALATION: outline_committee_escalation,
    RECEIPT: outline_receipt,
    DIGEST: outline_digest,
    BRIEF: outline_brief,
    DUE_CHANGE: outline_due_change,
    RETURNED_ANSWER: outline_returned,
    CONSENT: outline_consent,
    CONFIRM_SENDER: outline_confirm_sender,
    PROOF_FAILED: outline_alarm,
    DIGEST_ROUND: outline_round,
    DIGEST_VOID: outline_void,
}


def key_for(facts: Facts, sender: Sender, letter: Letter, delivery: Delivery) -> str:
    """The key that is filled into the letter for one recipient; "" for a letter that opens nothing."""
    contact_id = delivery.contact_id or 0
    if letter.kind == DIGEST:
        return sender.digest_key(int(letter.subject_ids["digest"]), contact_id)
    if letter.kind == DIGEST_ROUND:
        return sender.round_key(int(letter.subject_ids["digest"]), contact_id)
    if letter.kind == CONFIRM_SENDER:
        return sender.pen_key(int(letter.subject_ids["pen"]), contact_id)
    request = facts.requests.get(letter.request_id)
    if request is None:
        return ""
    if letter.kind == CONSENT:
        return sender.head_key(request.id or 0, contact_id, request.key_version)
    return sender.request_key(request.id or 0, contact_id, request.key_version)
