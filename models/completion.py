"""When an agency's part of a task is done and is not asked for again: what it said on an earlier occasion tells."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.obligation import Obligation
from models.occasion import MILESTONE, Occasion
from models.response import CONFIRMED, DISPUTED, LOCKED, RETURNED, Decision, Response

COMPLETED = "completed"


def done_before() -> ColumnElement[bool]:
    """The condition that the same part of the same task was done on an earlier occasion than the obligation's.

    It was reported completed and the office confirmed it; of a task with a deadline of its own, reported completed for
    that deadline and not sent back.
    """
    earlier, then, said = aliased(Obligation), aliased(Occasion), aliased(Response)
    verdict = func.coalesce(_last_verdict(said), "")
    done = or_(
        verdict.in_([CONFIRMED, LOCKED]),
        and_(col(then.kind) == MILESTONE, verdict.not_in([RETURNED, DISPUTED])),
    )
    return exists().where(
        col(earlier.assignment_id) == Obligation.assignment_id,
        col(earlier.agency_id) == Obligation.agency_id,
        col(earlier.id) < Obligation.id,
        col(then.id) == earlier.occasion_id,
        col(then.opens_on) < Occasion.opens_on,
        col(said.obligation_id) == earlier.id,
        col(said.status) == COMPLETED,
        ~_followed(said),
        done,
    )


def _followed(said: Any) -> ColumnElement[bool]:
    later = aliased(Response)
    return exists().where(col(later.obligation_id) == said.obligation_id, col(later.version) > said.version)


def _last_verdict(said: Any) -> Any:
    return (
        select(col(Decision.verdict))
        .where(col(Decision.response_id) == said.id)
        .order_by(col(Decision.id).desc())
        .limit(1)
        .correlate(said)
        .scalar_subquery()
    )
