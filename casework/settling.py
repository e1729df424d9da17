"""What the office decides about letters that wait, failed or are in doubt: send again, withdraw, settle."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from casework.publishing import mark_digest_sent
from casework.sender import Sender
from language.wording import Wording, wording
from mail.postfix_log import Taken
from models.attempt import Attempt
from models.event import record
from models.letter import (
    BOUNCED,
    DEFERRED,
    FAILED,
    QUEUED,
    SENDING,
    SENT,
    TAKEN_BACK,
    UNCONFIRMED,
    WAITING,
    WITHDRAWN,
    Delivery,
    Letter,
    deliveries_of,
    drop_notices,
    move_delivery,
    notices_of,
    outbox,
)
from models.mode import LIVE, mail_mode

BY_OFFICE = "office"
BY_SERVERS_LOG = "server_log"
RESTORED = "restored from a backup: it may have gone out since"


def resend(session: Session, delivery: Delivery, by: str, reason: str, now: datetime) -> Wording | None:
    """Queue a failed delivery again, its attempts counted anew; or why not."""
    letter = session.get_one(Letter, delivery.letter_id)
    if delivery.state == UNCONFIRMED:
        return wording(
            "Chưa rõ thư đã gửi hay chưa: trước hết chạy 'dondoc letters settle {id} failed'.", id=delivery.id
        )
    if delivery.state != FAILED:
        return wording(
            "Chỉ gửi lại được thư không gửi được; lần gửi {id} là {state}.", id=delivery.id, state=delivery.state
        )
    if letter.mode != mail_mode(session)[0]:
        return wording("Thư này viết ở chế độ khác chế độ hiện nay (thử hoặc chính thức) nên sẽ không đi.")
    move_delivery(session, delivery, QUEUED, now)
    delivery.attempts, delivery.not_before, delivery.said = 0, None, None
    record(session, now, by, "resent", f"delivery:{delivery.id}", reason=reason)
    return None


def withdraw(session: Session, letter: Letter, by: str, reason: str, now: datetime) -> Wording | None:
    """Take back what of a letter was not sent yet, and with it its notices when nobody got it; or why not."""
    deliveries = deliveries_of(session, letter.id or 0)
    waiting = [one for one in deliveries if one.state in {QUEUED, DEFERRED}]
    if not waiting:
        return wording("Thư {id} không còn lần gửi nào đang chờ để rút.", id=letter.id)
    for delivery in waiting:
        move_delivery(session, delivery, WITHDRAWN, now)
        delivery.said = reason
    if len(waiting) == len(deliveries):
        drop_notices(session, notices_of(session, letter.id or 0), TAKEN_BACK)
    ids = [one.id for one in waiting]
    record(session, now, by, WITHDRAWN, f"letter:{letter.id}", deliveries=ids, reason=reason)
    return None


def settle(session: Session, delivery: Delivery, outcome: str, by: str, reason: str, now: datetime) -> Wording | None:
    """Decide that an unconfirmed delivery was `sent`, or `failed`; or why not."""
    if outcome not in {SENT, FAILED}:
        return wording("Kết luận phải là sent (đã gửi) hoặc failed (không gửi được).")
    if delivery.state != UNCONFIRMED:
        return wording("Chỉ kết luận được lần gửi chưa rõ kết quả; lần gửi {id} đã có kết quả.", id=delivery.id)
    move_delivery(session, delivery, outcome, now)
    delivery.said = reason
    session.add(Attempt(delivery_id=delivery.id or 0, at=now, state=outcome, stage=BY_OFFICE, said=reason))
    if outcome == SENT:
        mark_digest_sent(session, delivery, now)
    record(session, now, by, "settled", f"delivery:{delivery.id}", outcome=outcome, reason=reason)
    return None


def settle_by_log(
    session: Session, sender: Sender, taken: Sequence[Taken], by: str, now: datetime
) -> tuple[list[Delivery], list[Delivery]]:
    """Settle what is unconfirmed by what the mail server's log says; returns (what was settled, what it does not know).

    A letter that the log names was accepted: it counts as sent, or bounced when the server says that it could not be
    delivered. That it names none proves nothing (the log may be another's, or too short), and settles nothing.
    """
    by_sender = {one.sender: one for one in taken if one.sender}
    settled: list[Delivery] = []
    unknown: list[Delivery] = []
    for delivery, letter in outbox(session, states=[UNCONFIRMED]):
        found = by_sender.get(sender.bounce_address(delivery.id or 0).lower())
        if found is None or found.message_id not in ("", letter.message_id):
            unknown.append(delivery)
        else:
            _settle_as(session, delivery, found, by, now)
            settled.append(delivery)
    return settled, unknown


def _settle_as(session: Session, delivery: Delivery, found: Taken, by: str, now: datetime) -> None:
    outcome = BOUNCED if found.status in ("bounced", "expired") else SENT
    move_delivery(session, delivery, outcome, now)
    delivery.said = f"{found.queue_id}: {found.status or 'accepted'} {found.said}".strip()
    session.add(Attempt(delivery_id=delivery.id or 0, at=now, state=outcome, stage=BY_SERVERS_LOG, said=delivery.said))
    if outcome == SENT:
        mark_digest_sent(session, delivery, now)
    record(session, now, by, "settled", f"delivery:{delivery.id}", outcome=outcome, reason=BY_SERVERS_LOG)


def hold_restored(session: Session, by: str, now: datetime) -> list[tuple[Delivery, Letter]]:
    """Hold every live letter that waited when a backup was made, and say which: it may have gone out since.

    Nothing of them is sent again unless a person settles it as failed and has it resent.
    """
    waiting = [pair for pair in outbox(session, states=(*WAITING, SENDING)) if pair[1].mode == LIVE]
    for delivery, _ in waiting:
        move_delivery(session, delivery, UNCONFIRMED, now)
        delivery.said = RESTORED
        record(session, now, by, UNCONFIRMED, f"delivery:{delivery.id}", reason=RESTORED)
    return waiting
