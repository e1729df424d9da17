"""What only the office can settle: each question once, with how it was settled."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import UtcDateTime


class OpenQuestion(SQLModel, table=True):
    """A question about one task. When `holds` is set, the obligations of that task (and agency) wait for it.

    `ground` names what it rests on ("not_ours:345"), so that it is let go when that is gone; empty for the plan's own.
    """

    __table_args__ = (UniqueConstraint("plan_id", "code", "text", "why"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    code: str
    text: str
    why: str
    agency_id: str | None = Field(default=None, foreign_key="agency.id")
    holds: bool = False
    ground: str = ""
    asked_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: str | None = None
    settlement: str | None = None


def standing_questions(session: Session, plan_id: int) -> list[OpenQuestion]:
    """The plan's questions that nobody has settled yet."""
    query = select(OpenQuestion).where(OpenQuestion.plan_id == plan_id, col(OpenQuestion.settled_at).is_(None))
    return list(session.exec(query.order_by(col(OpenQuestion.id))))


def raise_question(session: Session, question: OpenQuestion) -> bool:
    """Store the question unless the same was asked before; returns whether it is new."""
    known = session.exec(
        select(OpenQuestion).where(
            OpenQuestion.plan_id == question.plan_id,
            OpenQuestion.code == question.code,
            OpenQuestion.text == question.text,
            OpenQuestion.why == question.why,
        )
    ).first()
    if known is None:
        session.add(question)
        session.flush()
    return known is None
