"""Handing letters to the outbox one delivery at a time: claim, write from what still stands, and record the outcome."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from jinja2 import TemplateError
from sqlalchemy import CursorResult, or_, update
from sqlmodel import Session, col, select

from casework.docket import Docket, open_docket
from casework.letter_kinds import ABOUT_NOTICES, AT_ANY_HOUR, WRITERS, key_for
from casework.publishing import mark_digest_sent, may_leave, void_overtaken
from casework.sender import Sender
from casework.writing import Written, still_standing
from mail.headers import UnfitMail
from mail.message import from_stored, serialise, to_stored, with_key
from mail.outbox import Outcome, Parcel
from models.contact import Contact
from models.event import record
from models.letter import (
    ANSWERED,
    BOUNCED,
    DEFERRED,
    DIGEST,
    FAILED,
    QUEUED,
    SENDING,
    SENT,
    UNCONFIRMED,
    WITHDRAWN,
    Attempt,
    Delivery,
    Letter,
    LetterRaw,
    deliveries_of,
    drop_notices,
    move_delivery,
    notices_of,
)
from models.mode import TRIAL, mail_mode, trial_address
from models.plan import Plan, plan_policy
from models.request import Request

STATE_AFTER = {"sent": SENT, "temporary": DEFERRED, "permanent": FAILED, "unconfirmed": UNCONFIRMED}
FIRST_PAUSE = timedelta(minutes=5)
MOST_ATTEMPTS = 10
STALE_AFTER = timedelta(minutes=30)  # longer than the outbox waits for a server


@dataclass(frozen=True)
class Draft:
    """A delivery that could go next, with its letter as it would be written now.

    Nothing written means that nothing in it stands any more, or, with a `fault`, that it could not be written.
    `written_at` is when the letter had been written before, for another recipient or an earlier attempt.
    """

    delivery_id: int
    letter_id: int
    docket: Docket
    written: Written | None
    written_at: datetime | None = None
    fault: str = ""


def next_draft(session: Session, sender: Sender, now: datetime) -> Draft | None:
    """The next delivery to claim, read and rendered without holding the database; None when nothing waits."""
    mode, stopped = mail_mode(session)
    if stopped:
        return None
    query = (
        select(Delivery, Letter)
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .where(
            col(Delivery.state).in_([QUEUED, DEFERRED]),
            or_(col(Delivery.not_before).is_(None), col(Delivery.not_before) <= now),
            Letter.mode == mode,
            or_(col(Letter.kind).in_(AT_ANY_HOUR), col(Letter.plan_id).not_in(_plans_after_hours(session, now))),
        )
        .order_by(col(Delivery.id))
        .limit(1)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    delivery, letter = found
    docket = open_docket(session, session.get_one(Plan, letter.plan_id), now)
    try:
        written = _written(session, docket, sender, letter)
    except (UnfitMail, LookupError, ValueError, TemplateError) as fault:
        return Draft(delivery.id or 0, letter.id or 0, docket, None, letter.written_at, _fault(fault))
    return Draft(delivery.id or 0, letter.id or 0, docket, written, letter.written_at)


def _plans_after_hours(session: Session, now: datetime) -> list[int]:
    """The plans whose office is closed at this moment."""
    return [plan.id or 0 for plan in session.exec(select(Plan)) if not plan_policy(plan).in_office_hours(now)]


def _fault(error: Exception) -> str:
    return f"could not be written: {type(error).__name__}: {error}"


def _written(session: Session, docket: Docket, sender: Sender, letter: Letter) -> Written | None:
    """The letter anew while nobody can have it; the same to every recipient from then on."""
    stored = session.get(LetterRaw, letter.id)
    if stored is None or not _somebody_has(session, letter):
        return WRITERS[letter.kind](session, docket, sender, letter)
    if letter.kind not in ABOUT_NOTICES:
        return Written(from_stored(stored.content), frozenset())
    ids = frozenset(one.obligation_id for one in still_standing(session, docket, letter))
    return Written(from_stored(stored.content), ids) if ids else None


def _somebody_has(session: Session, letter: Letter) -> bool:
    return any(one.state in {SENDING, SENT, UNCONFIRMED, BOUNCED} for one in deliveries_of(session, letter.id or 0))


def claim(session: Session, sender: Sender, draft: Draft, now: datetime) -> Parcel | None:
    """Take the draft's delivery for sending, or settle it with its reason; None when it is not to be sent now.

    What the letter says is checked again here, in the second of sending: an answer that came while it was being
    written leaves the delivery as it was, to be drafted anew. Of two that claim, the conditional update lets one.
    """
    letter = session.get_one(Letter, draft.letter_id, with_for_update={"key_share": True})
    delivery = session.get_one(Delivery, draft.delivery_id)
    if delivery.state not in {QUEUED, DEFERRED} or mail_mode(session) != (letter.mode, False):
        return None
    docket = replace(draft.docket, now=now)
    if not _fit_to_send(session, docket, sender, letter, delivery, draft) or draft.written is None:
        return None
    if letter.written_at != draft.written_at or _overtaken(session, docket, letter, draft.written):
        return None
    return _taken_parcel(session, docket, sender, letter, delivery, draft.written)


def _taken_parcel(
    session: Session, docket: Docket, sender: Sender, letter: Letter, delivery: Delivery, written: Written
) -> Parcel | None:
    try:
        content = serialise(with_key(written.mail, key_for(session, sender, letter, delivery)))
    except UnfitMail as fault:
        _settle(session, delivery, FAILED, _fault(fault), docket.now)
        return None
    if not _taken(session, delivery, docket.now):
        return None
    session.refresh(delivery)
    _store(session, letter, written, docket.now)
    delivery.envelope_to = trial_address(delivery.address) if letter.mode == TRIAL else delivery.address
    session.add(delivery)
    record(session, docket.now, "dondoc", "took", f"delivery:{delivery.id}", attempt=delivery.attempts)
    bounces_to = sender.bounce_address(delivery.id or 0)
    return Parcel(delivery.id or 0, bounces_to, delivery.envelope_to, content)


def _fit_to_send(
    session: Session, docket: Docket, sender: Sender, letter: Letter, delivery: Delivery, draft: Draft
) -> bool:
    if draft.fault:
        _settle(session, delivery, FAILED, draft.fault, docket.now)
    elif draft.written is None:
        drop_notices(session, notices_of(session, letter.id or 0), ANSWERED)
        void_overtaken(session, docket, sender, letter)
        _settle(session, delivery, WITHDRAWN, "nothing in it still stands", docket.now)
    elif not _still_reachable(session, docket, delivery):
        _settle(session, delivery, WITHDRAWN, "the contact is no longer valid", docket.now)
    else:
        return True
    return False


def _taken(session: Session, delivery: Delivery, now: datetime) -> bool:
    statement = (
        update(Delivery)
        .where(col(Delivery.id) == delivery.id, col(Delivery.state).in_([QUEUED, DEFERRED]))
        .values(state=SENDING, state_since=now, attempts=col(Delivery.attempts) + 1)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def _overtaken(session: Session, docket: Docket, letter: Letter, written: Written) -> bool:
    """Whether an answer came since the letter was drafted that it would have to know of."""
    if letter.kind == DIGEST:
        return not may_leave(session, docket, letter)
    if letter.kind not in ABOUT_NOTICES:
        return False
    standing = {one.obligation_id for one in still_standing(session, docket, letter)}
    return not written.obligation_ids <= standing


def _settle(session: Session, delivery: Delivery, state: str, reason: str, now: datetime) -> None:
    move_delivery(session, delivery, state, now)
    delivery.said = reason
    record(session, now, "dondoc", state, f"delivery:{delivery.id}", reason=reason)


def _still_reachable(session: Session, docket: Docket, delivery: Delivery) -> bool:
    contact = session.get(Contact, delivery.contact_id) if delivery.contact_id else None
    if contact is None:
        return delivery.contact_id is None
    ended = contact.valid_to is not None and contact.valid_to < docket.day
    return contact.bounced_at is None and not ended


def _store(session: Session, letter: Letter, written: Written, now: datetime) -> None:
    raw = LetterRaw(letter_id=letter.id or 0, content=to_stored(written.mail), text=written.mail.text)
    known = session.get(LetterRaw, letter.id)
    if known is not None and known.content == raw.content:
        return
    letter.written_at = now
    session.add(letter)
    session.merge(raw)
    overtaken = [one for one in notices_of(session, letter.id or 0) if one.obligation_id not in written.obligation_ids]
    drop_notices(session, overtaken, ANSWERED)
    request = session.get(Request, letter.request_id) if letter.request_id else None
    if request is not None and request.message_id is None:
        request.message_id = letter.message_id
        session.add(request)
    record(session, now, "dondoc", "wrote", f"letter:{letter.id}", kind=letter.kind, mode=letter.mode)


def record_outcome(session: Session, outcome: Outcome, now: datetime) -> None:
    """Store what became of a parcel: its state, the server's words, and when it may be tried again."""
    delivery = session.get_one(Delivery, outcome.delivery_id)
    state = STATE_AFTER[outcome.kind]
    if state == DEFERRED and delivery.attempts >= MOST_ATTEMPTS:
        state = FAILED
    move_delivery(session, delivery, state, now)
    delivery.stage, delivery.code, delivery.said = outcome.stage, outcome.code, outcome.text
    delivery.not_before = now + FIRST_PAUSE * 2 ** (delivery.attempts - 1) if state == DEFERRED else None
    session.add(_attempt(delivery, outcome, now))
    if state == SENT:
        mark_digest_sent(session, delivery, now)
    record(session, now, "dondoc", state, f"delivery:{delivery.id}", stage=outcome.stage, code=outcome.code)


def _attempt(delivery: Delivery, outcome: Outcome, now: datetime) -> Attempt:
    return Attempt(
        delivery_id=delivery.id or 0,
        at=now,
        state=delivery.state,
        stage=outcome.stage,
        code=outcome.code,
        said=outcome.text,
    )


def hold_stale(session: Session, now: datetime) -> int:
    """Mark as unconfirmed what was taken long ago and has no outcome: the process died in between."""
    stale = session.exec(
        select(Delivery).where(Delivery.state == SENDING, col(Delivery.state_since) < now - STALE_AFTER)
    ).all()
    for delivery in stale:
        move_delivery(session, delivery, UNCONFIRMED, now)
        record(session, now, "dondoc", UNCONFIRMED, f"delivery:{delivery.id}", reason="no outcome was recorded")
    return len(stale)
