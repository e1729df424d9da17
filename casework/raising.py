"""Putting a question to the office that rests on an answer, and letting it go when the answer changes."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from casework.docket import Docket
from language.wording import Wording
from models.event import record
from models.question import OpenQuestion, raise_question

DONDOC = "dondoc"


def put_question(
    session: Session, docket: Docket, ground: str, code: str, text: Wording, why: Wording, agency_id: str | None
) -> None:
    """Put one question on that ground; an earlier one on the same ground that says something else is let go."""
    let_go(session, docket.now, {ground}, why, keep=text.say())
    question = OpenQuestion(
        plan_id=docket.plan_id,
        code=code,
        text=text.say(),
        why=why.say(),
        agency_id=agency_id,
        ground=ground,
        asked_at=docket.now,
    )
    if raise_question(session, question):
        record(session, docket.now, DONDOC, "asked", f"question:{question.id}", ground=ground)


def let_go(session: Session, now: datetime, grounds: Collection[str], because: Wording, *, keep: str = "") -> None:
    """Settle the open questions on those grounds, for their ground is gone; but not one that says just `keep`."""
    if not grounds:
        return
    query = select(OpenQuestion).where(col(OpenQuestion.ground).in_(grounds), col(OpenQuestion.settled_at).is_(None))
    for question in session.exec(query):
        if question.text == keep:
            continue
        question.settled_at, question.settled_by, question.settlement = now, DONDOC, because.say()
        session.add(question)
        record(session, now, DONDOC, "settled", f"question:{question.id}", answer=question.settlement)
    session.flush()
