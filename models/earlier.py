"""What an agency said of a task the time before: its last answer on an earlier report of the same assignment."""

from collections.abc import Collection

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.obligation import Obligation
from models.occasion import Occasion
from models.response import NOT_OURS, Response, is_latest


def earlier_answers(session: Session, obligation_ids: Collection[int]) -> dict[int, tuple[Response, str]]:
    """For each of the obligations that has one, the answer before it and the name of what it was reported for."""
    last = {number or 0: (answer, name) for number, answer, name in session.exec(_before(obligation_ids))}
    answers = select(Response).where(col(Response.id).in_([answer for answer, _ in last.values()]))
    by_id = {one.id: one for one in session.exec(answers)}
    return {number: (by_id[answer], name) for number, (answer, name) in last.items()}


def _before(obligation_ids: Collection[int]) -> "Select[int | None, int | None, str]":
    """(obligation, an earlier answer, what that was reported for), the last of each obligation's last."""
    owed, due = aliased(Obligation), aliased(Occasion)
    return (
        select(col(owed.id), col(Response.id), col(Occasion.name))
        .join(due, col(due.id) == owed.occasion_id)
        .join(
            Obligation,
            (col(Obligation.assignment_id) == owed.assignment_id) & (col(Obligation.agency_id) == owed.agency_id),
        )
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .join(Response, col(Response.obligation_id) == Obligation.id)
        .where(
            col(owed.id).in_(obligation_ids),
            col(Occasion.due_on) < col(due.due_on),
            col(Response.status) != NOT_OURS,
            is_latest(),
        )
        .order_by(col(Occasion.due_on), col(Obligation.id))
    )
