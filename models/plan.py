"""Published documents that assign tasks."""

import json
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.database import JsonColumn, UtcDateTime
from models.policy import Policy


class Plan(SQLModel, table=True):
    """One plan; `policy` is its policy as last loaded. Nothing due before `tracked_from` is ever asked for."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    short_name: str
    tag: str
    number: str
    title: str
    issuer: str
    signed_on: date
    ends_on: date
    office_agency_id: str = Field(foreign_key="agency.id")
    committee_agency_id: str = Field(foreign_key="agency.id")
    policy: dict[str, Any] = Field(sa_type=JsonColumn)
    tracked_from: date
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    closed_on: date | None = None


class PlanNotFoundError(LookupError):
    """No plan has that name: `dondoc plan show` lists those that are loaded."""


def plan_policy(plan: Plan) -> Policy:
    """The plan's policy, validated."""
    return _policy(json.dumps(plan.policy))


@lru_cache(maxsize=8)
def _policy(stored: str) -> Policy:
    """The policy of that JSON: the same one while nothing in it has changed, with all it has worked out."""
    return Policy.model_validate(json.loads(stored))


def plan_named(session: Session, slug: str) -> Plan:
    """The plan with that slug; raises PlanNotFoundError."""
    plan = session.exec(_named(), params={"slug": slug}).first()
    if plan is None:
        raise PlanNotFoundError(f"no plan named {slug!r} is loaded; 'dondoc plan show' lists those that are")
    return plan


@cache
def _named() -> SelectOfScalar[Plan]:
    return select(Plan).where(col(Plan.slug) == bindparam("slug"))


def hold_plan(session: Session, plan_id: int) -> None:
    """Have every other walk of the plan wait until this transaction ends, as on SQLite every writer does."""
    session.exec(select(Plan.id).where(Plan.id == plan_id).with_for_update(key_share=True)).one()


def open_plans(session: Session, slug: str | None = None) -> list[Plan]:
    """The plan named, or every plan that is not closed, oldest first."""
    if slug is not None:
        return [plan_named(session, slug)]
    return list(session.exec(select(Plan).where(col(Plan.closed_on).is_(None)).order_by(col(Plan.id))))


def all_plans(session: Session) -> list[Plan]:
    """Every plan, closed ones too, oldest first."""
    return list(session.exec(select(Plan).order_by(col(Plan.id))))
