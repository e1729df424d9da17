"""When an agency can no longer change an answer by itself: once a digest that quotes it was sent.

An answer that came after that digest is not locked by it; one that the office opened again or sent back is open, and
so is one that it has not accepted, for it does not count as reported.
"""

from collections.abc import Collection
from functools import cache

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.digest import SENT, Digest
from models.letter import Letter
from models.obligation import Obligation
from models.occasion import Occasion
from models.policy import Policy
from models.response import DISPUTED, REOPENED, RETURNED, Decision, Response, is_latest

OPEN_VERDICTS = (REOPENED, RETURNED, DISPUTED)


def locked_obligations(session: Session, policy: Policy, mode: str, obligation_ids: Collection[int]) -> set[int]:
    """Those of the obligations whose current answer stands in a digest sent in `mode`, if the policy locks by it."""
    if policy.lock == "never" or not obligation_ids:
        return set()
    query = _in_a_sent_digest().where(col(Response.obligation_id).in_(obligation_ids), Letter.mode == mode)
    return set(session.exec(query))


@cache
def _in_a_sent_digest() -> SelectOfScalar[int]:
    verdict = (
        select(col(Decision.verdict))
        .where(Decision.response_id == Response.id)
        .order_by(col(Decision.id).desc())
        .limit(1)
        .correlate(Response)
        .scalar_subquery()
    )
    return (
        select(col(Response.obligation_id))
        .join(Obligation, col(Obligation.id) == Response.obligation_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .join(Digest, (col(Digest.plan_id) == Occasion.plan_id) & (col(Digest.period_key) == Occasion.period_key))
        .join(Letter, col(Letter.id) == Digest.letter_id)
        .where(
            is_latest(),
            Digest.state == SENT,
            col(Digest.frozen_at) >= col(Response.recorded_at),
            func.coalesce(verdict, "").not_in(OPEN_VERDICTS),
        )
    )
