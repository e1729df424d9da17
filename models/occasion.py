"""What reports are owed for: a period, a milestone's own deadline, or an ad hoc request of the office."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

PERIOD = "period"
MILESTONE = "milestone"
AD_HOC = "ad_hoc"


class Occasion(SQLModel, table=True):
    """One thing a report is owed for. `ends` and `window_ends` are the day after the last.

    `period_key` names the reporting period whose calendar bounds hold it; `due_on` is the baseline due date.
    """

    __table_args__ = (UniqueConstraint("plan_id", "slug"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    slug: str
    kind: str
    name: str
    period_key: str = Field(index=True)
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    begins: date
    ends: date
    window_begins: date
    window_ends: date
    opens_on: date
    due_on: date


def occasions_of(session: Session, plan_id: int) -> list[Occasion]:
    """Every occasion of the plan, in the order of opening."""
    query = select(Occasion).where(Occasion.plan_id == plan_id)
    return list(session.exec(query.order_by(col(Occasion.opens_on), col(Occasion.id))))


def store_occasion(session: Session, occasion: Occasion) -> Occasion:
    """The stored occasion of that plan and slug, added when it is new; an opened one is never changed."""
    known = session.exec(
        select(Occasion).where(Occasion.plan_id == occasion.plan_id, Occasion.slug == occasion.slug)
    ).first()
    if known is not None:
        return known
    session.add(occasion)
    session.flush()
    return occasion
