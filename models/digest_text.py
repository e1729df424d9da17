"""The office's own words of an issue, place by place: they stand between the generated parts and survive compiling."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime
from models.digest_parts import OfficeText

PLACES = ("assessment", "decisions", "causes", "next_tasks", "proposals")
LEAVE_OUT = "leave_out:"


class DigestText(SQLModel, table=True):
    """What the office wrote in one place of an issue; append-only, the last counts.

    A place is one of PLACES, where an empty text is the decision to say nothing there, or `leave_out:` with a proposal
    that is not put to the Committee, where the text is the reason and an empty one puts it back.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    period_key: str
    place: str
    text: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


def last_texts(session: Session, plan_id: int, period_key: str) -> dict[str, DigestText]:
    """What counts now in each place that was written in."""
    query = select(DigestText).where(DigestText.plan_id == plan_id, DigestText.period_key == period_key)
    return {one.place: one for one in session.exec(query.order_by(col(DigestText.id)))}


def office_texts(written: dict[str, DigestText]) -> tuple[OfficeText, ...]:
    """The texts as a digest holds them, in the order of the report."""
    return tuple(OfficeText(place, written[place].text, written[place].by) for place in PLACES if place in written)


def left_out(written: dict[str, DigestText]) -> dict[str, str]:
    """The proposals that are not put to the Committee, each with its reason."""
    chosen = {place.removeprefix(LEAVE_OUT): one.text for place, one in written.items() if place.startswith(LEAVE_OUT)}
    return {proposal: reason for proposal, reason in chosen.items() if reason}
