"""What became of the letters that were handed over: each outcome recorded, and what has none held."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from casework.publishing import mark_digest_sent
from mail.outbox import Outcome
from models.attempt import Attempted, End, add_attempts, attempted_deliveries, end_deliveries
from models.event import record
from models.letter import DEFERRED, DIGEST, FAILED, SENDING, SENT, TRANSITIONS, UNCONFIRMED, Delivery, move_delivery

STATE_AFTER = {"sent": SENT, "temporary": DEFERRED, "permanent": FAILED, "unconfirmed": UNCONFIRMED}
FIRST_PAUSE = timedelta(minutes=5)
MOST_ATTEMPTS = 10
STALE_AFTER = timedelta(minutes=30)  # longer than the outbox waits for a server


def record_outcomes(session: Session, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Store what became of each parcel: its state, the server's words, and when it may be tried again."""
    found = attempted_deliveries(session, [one.delivery_id for one in outcomes])
    ends = [_end(found[one.delivery_id], one, now) for one in outcomes]
    # where the state does not follow, a bounce or a person was quicker than the server's last word: it is kept beside
    followed = [end for end in ends if end.state in TRANSITIONS[end.before.state]]
    end_deliveries(session, followed, now)
    for end in ends:
        record(session, now, "dondoc", end.state, f"delivery:{end.before.delivery_id}", stage=end.stage, code=end.code)
    for end in followed:
        if end.before.kind == DIGEST and end.state == SENT:
            mark_digest_sent(session, session.get_one(Delivery, end.before.delivery_id), now)
    add_attempts(session, [_attempt(end, now) for end in ends])


def _end(before: Attempted, outcome: Outcome, now: datetime) -> End:
    """What the outcome makes of a delivery that stands so."""
    state = STATE_AFTER[outcome.kind]
    if state == DEFERRED and before.attempts >= MOST_ATTEMPTS:
        state = FAILED
    again = now + FIRST_PAUSE * 2 ** (before.attempts - 1) if state == DEFERRED else None
    return End(before, state, outcome.stage, outcome.code, outcome.text, again)


def _attempt(end: End, now: datetime) -> dict[str, Any]:
    """The attempt to be stored, with the state in which it left the delivery."""
    left = end.state if end.state in TRANSITIONS[end.before.state] else end.before.state
    return {
        "delivery_id": end.before.delivery_id,
        "at": now,
        "state": left,
        "stage": end.stage,
        "code": end.code,
        "said": end.said,
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
