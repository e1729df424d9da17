"""Taking out of letters that nobody has yet what a decision of the office has overtaken."""

from collections.abc import Collection

from sqlmodel import Session, col, exists, select

from casework.docket import Docket
from casework.settling import withdraw
from models.event import record
from models.letter import DEFERRED, DUE_CHANGED, QUEUED, Delivery, Letter, Notice, drop_notices, notices_of
from models.policy import Purpose

WAITS = (QUEUED, DEFERRED)


def retract(
    session: Session, docket: Docket, obligation_ids: Collection[int], by: str, reason: str, *, keep_asking: bool
) -> int:
    """Drop the obligations' notices from the letters that nobody has; returns how many letters had nothing else.

    Those letters are withdrawn. With `keep_asking` a first asking stays: it will name the new day.
    """
    letters = _unsent_letters(session, docket, obligation_ids)
    emptied = 0
    for letter in letters:
        notices = [one for one in notices_of(session, letter.id or 0) if one.dropped is None]
        dropped = [one for one in notices if one.obligation_id in obligation_ids and not (keep_asking and _asks(one))]
        drop_notices(session, dropped, DUE_CHANGED)
        if dropped:
            ids = [one.id for one in dropped]
            record(session, docket.now, by, "dropped", f"letter:{letter.id}", notices=ids, reason=reason)
        if dropped and len(dropped) == len(notices):
            withdraw(session, letter, by, reason, docket.now)
            emptied += 1
    session.flush()
    return emptied


def _asks(notice: Notice) -> bool:
    return notice.purpose == Purpose.ASK


def _unsent_letters(session: Session, docket: Docket, obligation_ids: Collection[int]) -> list[Letter]:
    """The letters that speak of the obligations and whose every delivery still waits, locked in order."""
    about = exists().where(col(Notice.letter_id) == Letter.id, col(Notice.obligation_id).in_(obligation_ids))
    waits = exists().where(col(Delivery.letter_id) == Letter.id, col(Delivery.state).in_(WAITS))
    taken = exists().where(col(Delivery.letter_id) == Letter.id, col(Delivery.state).not_in(WAITS))
    query = select(Letter).where(Letter.plan_id == docket.plan_id, about, waits, ~taken).order_by(col(Letter.id))
    return list(session.exec(query.with_for_update(key_share=True)))
