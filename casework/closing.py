"""Closing a plan: what is still open is closed with the reason, what waits to be asked is withdrawn, keys expire."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, exists, select

from casework.asking import open_task
from casework.docket import Docket
from casework.due_changes import store_change
from casework.settling import withdraw
from language.dates import short_date
from language.wording import Wording, wording
from models.event import record
from models.letter import (
    COMMITTEE_ESCALATION,
    CONFIRM_SENDER,
    CONSENT,
    DEFERRED,
    DUE_CHANGE,
    ESCALATION,
    QUEUED,
    REMINDER,
    REQUEST,
    RETURNED_ANSWER,
    Delivery,
    Letter,
)
from models.obligation import CLOSED
from models.plan import hold_plan
from models.standing import SETTLED, Standing, State, standings
from models.task import tasks_of

ASKING_LETTERS = (
    *(REQUEST, REMINDER, ESCALATION, COMMITTEE_ESCALATION),
    *(DUE_CHANGE, RETURNED_ANSWER, CONSENT, CONFIRM_SENDER),
)


@dataclass(frozen=True)
class Closed:
    """What closing did: obligations closed, letters withdrawn, and answers that still wait for the office."""

    obligations: int
    letters: int
    in_review: int


def close_plan(session: Session, docket: Docket, on: date, reason: str, by: str) -> Closed | Wording:
    """End the plan on that day, today or before; or why not.

    What was owed until today is opened first, so that nothing is left out of the count. An answer that waits for the
    office stays in review; receipts and digests still leave.
    """
    plan = docket.plan
    hold_plan(session, docket.plan_id)
    session.refresh(plan)
    if plan.closed_on is not None:
        return wording("Kế hoạch đã kết thúc ngày {day}.", day=short_date(plan.closed_on))
    if not plan.signed_on <= on <= docket.day:
        return wording("Ngày kết thúc phải từ ngày ký ({signed}) đến hôm nay.", signed=short_date(plan.signed_on))
    for task in tasks_of(session, docket.plan_id):
        open_task(session, docket, task)
    found = standings(session, docket.plan_id, docket.day, docket.mode)
    closing = [one for one in found if one.state not in SETTLED]
    for one in closing:
        _close(session, docket, one, reason, by)
    letters = _waiting_letters(session, docket)
    for letter in letters:
        withdraw(session, letter, by, reason, docket.now)
    plan.closed_on = on
    session.add(plan)
    in_review = sum(one.state is State.IN_REVIEW for one in found)
    done = Closed(len(closing), len(letters), in_review)
    record(session, docket.now, by, "closed", f"plan:{plan.slug}", on=on, reason=reason, **vars(done))
    return done


def _close(session: Session, docket: Docket, one: Standing, reason: str, by: str) -> None:
    store_change(
        session,
        docket,
        obligation_id=one.obligation_id,
        kind=CLOSED,
        from_on=one.due_on,
        to_on=one.due_on,
        reason=reason,
        authority="",
        by=by,
    )


def _waiting_letters(session: Session, docket: Docket) -> list[Letter]:
    """The letters that ask or tell of due dates and wait, whole or in part, locked in order."""
    waits = exists().where(col(Delivery.letter_id) == Letter.id, col(Delivery.state).in_([QUEUED, DEFERRED]))
    query = select(Letter).where(Letter.plan_id == docket.plan_id, col(Letter.kind).in_(ASKING_LETTERS), waits)
    return list(session.exec(query.order_by(col(Letter.id)).with_for_update(key_share=True)))
