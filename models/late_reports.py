"""What happened on reports before they came: asked for late, held up in the mail, waiting at the office, paused."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, exists, func, select
from sqlmodel import Session, col

from models.attempt import Attempt
from models.letter import Delivery, Letter, Notice
from models.obligation import Obligation
from models.occasion import Occasion
from models.pen import PenCandidate, PenItem
from models.policy import Purpose
from models.response import DISPUTED, RETURNED, Decision, Response


class LetterTaken(NamedTuple):
    """A letter that may ask, the day it was queued on, and when its first mailbox took it."""

    letter_id: int
    queued_on: date
    sent_at: datetime | None


class Spell(NamedTuple):
    """A time in which an answer waited for the office; `ended_at` None while it lasts."""

    obligation_id: int
    began_at: datetime
    ended_at: datetime | None


def letters_taken(session: Session, plan_id: int, mode: str) -> list[LetterTaken]:
    """Every letter of the plan that can hold notices, and when it was first taken."""
    taken = and_(col(Attempt.delivery_id) == Delivery.id, col(Attempt.state) == "sent")
    query = (
        select(col(Letter.id), col(Letter.day), func.min(col(Attempt.at)))
        .join(Delivery, and_(col(Delivery.letter_id) == Letter.id, col(Delivery.header) == "to"))
        .outerjoin(Attempt, taken)
        .where(col(Letter.plan_id) == plan_id, col(Letter.mode) == mode, col(Letter.request_id).is_not(None))
        .group_by(col(Letter.id), col(Letter.day))
    )
    return [LetterTaken(*row) for row in session.execute(query)]


def asked_in(session: Session, letter_ids: list[int]) -> Iterator[tuple[int, int]]:
    """(obligation, letter) of every asking in these letters that was not dropped."""
    query = select(col(Notice.obligation_id), col(Notice.letter_id)).where(
        col(Notice.purpose) == Purpose.ASK.value, col(Notice.dropped).is_(None), col(Notice.letter_id).in_(letter_ids)
    )
    for row in session.connection().execute(query):
        yield row[0], row[1]


def never_asked(session: Session, plan_id: int, period_key: str, mode: str) -> set[int]:
    """The obligations of the period for which no asking stands in any letter."""
    asked = exists().where(
        col(Notice.obligation_id) == Obligation.id,
        col(Notice.purpose) == Purpose.ASK.value,
        col(Notice.mode) == mode,
        col(Notice.dropped).is_(None),
    )
    query = select(col(Obligation.id)).join(Occasion, col(Occasion.id) == Obligation.occasion_id)
    ours = col(Occasion.plan_id) == plan_id, col(Occasion.period_key) == period_key
    return set(session.scalars(query.where(*ours, ~asked)))


def waits_for_office(session: Session, plan_id: int, period_key: str) -> list[Spell]:
    """The times in which an answer on the period lay in the pen, or at the office until it was sent back."""
    ours = select(col(Obligation.id)).join(Occasion, col(Occasion.id) == Obligation.occasion_id)
    ours = ours.where(col(Occasion.plan_id) == plan_id, col(Occasion.period_key) == period_key)
    pen = (
        select(col(PenCandidate.obligation_id), col(PenItem.since), col(PenItem.decided_at))
        .join(PenItem, col(PenItem.id) == PenCandidate.pen_item_id)
        .where(col(PenCandidate.obligation_id).in_(ours))
    )
    sent_back = (
        select(col(Response.obligation_id), col(Response.recorded_at), col(Decision.at))
        .join(Decision, col(Decision.response_id) == Response.id)
        .where(col(Decision.verdict).in_([RETURNED, DISPUTED]), col(Response.obligation_id).in_(ours))
    )
    return [Spell(*row) for query in (pen, sent_back) for row in session.execute(query)]
