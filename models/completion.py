"""When an agency's part of a task is done and is not asked for again: what it said on an earlier occasion tells."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.obligation import Obligation
from models.occasion import MILESTONE, Occasion
from models.response import CONFIRMED, DISPUTED, LOCKED, RETURNED, Decision, Response

COMPLETED = "completed"


def done_before(*, few: bool, named: bool) -> ColumnElement[bool]:
    """The condition that the same part of the same task was done on an earlier occasion than the obligation's.

    It was reported completed and the office confirmed it; of a task with a deadline of its own, reported completed for
    that deadline and not sent back. For a `few` obligations it is looked up at each; for many, what was done is
    gathered once: of all agencies, or of those `named` in the query.
    """
    done = _done_parts(named)
    part = done.subquery() if few else done.cte("done_part").prefix_with("MATERIALIZED")
    return (
        select(literal(1))
        .select_from(part)
        .where(
            part.c.assignment_id == Obligation.assignment_id,
            part.c.agency_id == Obligation.agency_id,
            part.c.obligation_id < Obligation.id,
            part.c.opens_on < Occasion.opens_on,
        )
        .correlate(Obligation.__table__, Occasion.__table__)  # type: ignore[attr-defined]
        .exists()
    )


def _done_parts(named: bool) -> Select[Any]:
    """(assignment, agency, obligation, the day it opened) of every report that says its part is done."""
    earlier, then, said = aliased(Obligation), aliased(Occasion), aliased(Response)
    verdict = func.coalesce(_last_verdict(said), "")
    done = or_(
        verdict.in_([CONFIRMED, LOCKED]),
        and_(col(then.kind) == MILESTONE, verdict.not_in([RETURNED, DISPUTED])),
    )
    by_these = [col(earlier.agency_id).in_(bindparam("named", expanding=True))] if named else []
    return (
        select(
            col(earlier.assignment_id),
            col(earlier.agency_id),
            col(earlier.id).label("obligation_id"),
            col(then.opens_on),
        )
        .join(then, col(then.id) == earlier.occasion_id)
        .join(said, col(said.obligation_id) == earlier.id)
        .where(col(said.status) == COMPLETED, ~_followed(said), done, *by_these)
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
