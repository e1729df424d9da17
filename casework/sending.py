"""What became of the letters that were handed over: each outcome recorded, and what has none held."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from casework.publishing import mark_digest_sent
from mail.outbox import Outcome
from models.event import record
from models.letter import (
    DEFERRED,
    DIGEST,
    FAILED,
    SENDING,
    SENT,
    TRANSITIONS,
    UNCONFIRMED,
    Delivery,
    Letter,
    add_attempts,
    move_delivery,
)

STATE_AFTER = {"sent": SENT, "temporary": DEFERRED, "permanent": FAILED, "unconfirmed": UNCONFIRMED}
FIRST_PAUSE = timedelta(minutes=5)
MOST_ATTEMPTS = 10
STALE_AFTER = timedelta(minutes=30)  # longer than the outbox waits for a server


def record_outcomes(session: Session, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Store what became of each parcel: its state, the server's words, and when it may be tried again."""
    query = (
        select(Delivery, col(Letter.kind))
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .where(col(Delivery.id).in_([one.delivery_id for one in outcomes]))
    )
    found = {delivery.id: (delivery, kind) for delivery, kind in session.exec(query)}
    attempts = []
    for outcome in outcomes:
        delivery, kind = found[outcome.delivery_id]
        attempts.append(_end(session, delivery, outcome, now))
        if kind == DIGEST and delivery.state == SENT:
            mark_digest_sent(session, delivery, now)
    add_attempts(session, attempts)


def _end(session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """Move the delivery on; returns the attempt to be stored."""
    state = STATE_AFTER[outcome.kind]
    if state == DEFERRED and delivery.attempts >= MOST_ATTEMPTS:
        state = FAILED
    if state in TRANSITIONS[delivery.state]:
        move_delivery(session, delivery, state, now)
        delivery.stage, delivery.code, delivery.said = outcome.stage, outcome.code, outcome.text
        delivery.not_before = now + FIRST_PAUSE * 2 ** (delivery.attempts - 1) if state == DEFERRED else None
    # else a bounce or a person was quicker than the server's last word, which is kept beside theirs
    record(session, now, "dondoc", state, f"delivery:{delivery.id}", stage=outcome.stage, code=outcome.code)
    return {
        "delivery_id": delivery.id,
        "at": now,
        "state": delivery.state,
        "stage": outcome.stage,
        "code": outcome.code,
        "said": outcome.text,
    }


def hold_stale(session: Session, now: datetime) -> int:
    """Mark as unconfirmed what was taken long ago and has no outcome: the process died in between."""
    stale = session.exec(
        select(Delivery).where(Delivery.state == SENDING, col(Delivery.state_since) < now - STALE_AFTER)
    ).all()
    for delivery in stale:
        move_delivery(session, delivery, UNCONFIRMED, now)
        record(session, now, "dondoc", UNCONFIRMED, f"delivery:{delivery.id}", reason="no outcome was recorded")
    return len(stale)
