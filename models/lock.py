"""When an agency can no longer change an answer by itself: once a digest that quotes it was sent.

An answer that came after that digest is not locked by it, and an answer that the office opened again is open.
"""

from collections.abc import Collection

from sqlmodel import Session, col, exists, select

from models.digest import SENT, Digest
from models.letter import Letter
from models.obligation import Obligation
from models.occasion import Occasion
from models.policy import Policy
from models.response import REOPENED, Decision, Response, is_latest


def locked_obligations(session: Session, policy: Policy, mode: str, obligation_ids: Collection[int]) -> set[int]:
    """Those of the obligations whose current answer stands in a digest sent in `mode`, if the policy locks by it."""
    if policy.lock == "never" or not obligation_ids:
        return set()
    reopened = exists().where(col(Decision.response_id) == Response.id, col(Decision.verdict) == REOPENED)
    query = (
        select(col(Response.obligation_id))
        .join(Obligation, col(Obligation.id) == Response.obligation_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .join(Digest, (col(Digest.plan_id) == Occasion.plan_id) & (col(Digest.period_key) == Occasion.period_key))
        .join(Letter, col(Letter.id) == Digest.letter_id)
        .where(
            col(Response.obligation_id).in_(obligation_ids),
            is_latest(),
            Digest.state == SENT,
            Letter.mode == mode,
            col(Digest.frozen_at) >= col(Response.recorded_at),
            ~reopened,
        )
    )
    return set(session.exec(query))
