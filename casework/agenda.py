"""What the planner is asked: the answering agencies of a plan's obligations, each with its duties, in a few queries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlmodel import Session, col

from casework.docket import Docket
from models.contact import contacts_by_agency
from models.letter import (
    ESCALATION,
    QUEUED,
    REMINDER,
    REQUEST,
    WITHDRAWN,
    Delivery,
    Letter,
)
from models.period import period_keyed
from models.planner import WEEK, Correspondent, Duty
from models.policy import Policy
from models.reach import answering_among, correspondent
from models.standing import Standing, standings
from models.told import Alike, Steps

LADDER_LETTERS = (REQUEST, REMINDER, ESCALATION)
AskOn = Callable[[str, date, str, str], date]


@dataclass(frozen=True)
class Post:
    """An answering agency, what is owed through it, and the same as duties; a duty's number is its place."""

    whom: Correspondent
    owed: tuple[Alike, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Round:
    """The posts of a plan on a day, and what is owed by agencies for which not exactly one answers then."""

    posts: tuple[Post, ...]
    unanswerable: tuple[Alike, ...]


@dataclass(frozen=True)
class Correspondence:
    """Letters of the ladder to agencies: the days of those of the last week, and whose letter of today is shut."""

    written_on: Mapping[str, Sequence[date]]
    closed_today: frozenset[str]


def posts(session: Session, docket: Docket, owed: Sequence[Alike]) -> Round:
    """What is owed as the planner is asked about it, by the agency that answers today, in the order given."""
    by_agency, unanswerable = by_answering(session, docket, owed)
    contacts = contacts_by_agency(session, [*by_agency, docket.plan.committee_agency_id], docket.day)
    letters = correspondence(session, docket, by_agency)
    committee = bool(answering_among(contacts.get(docket.plan.committee_agency_id, ())))
    ask_on = asking_days(docket.policy)
    return Round(
        tuple(
            Post(
                correspondent(
                    agency_id,
                    contacts.get(agency_id, ()),
                    docket.day,
                    committee=committee,
                    written_on=letters.written_on.get(agency_id, ()),
                    closed_today=agency_id in letters.closed_today,
                ),
                tuple(of_agency),
                tuple(duty_of(one, ask_on, one.told, number) for number, one in enumerate(of_agency)),
            )
            for agency_id, of_agency in by_agency.items()
        ),
        tuple(unanswerable),
    )


def by_answering(session: Session, docket: Docket, owed: Iterable[Alike]) -> tuple[dict[str, list[Alike]], list[Alike]]:
    """What is owed by the one agency that answers for it today, and that for which there is none or several."""
    answering = cache(docket.answering)
    by_agency: dict[str, list[Alike]] = {}
    unanswerable = []
    for one in owed:
        agencies = answering(one.agency_id)
        if len(agencies) == 1:
            by_agency.setdefault(agencies[0], []).append(one)
            continue
        for chosen, part in _by_choice(session, docket, one):
            if chosen is None:
                unanswerable.append(part)
            else:
                by_agency.setdefault(chosen, []).append(part)
    return by_agency, unanswerable


def _by_choice(session: Session, docket: Docket, owed: Alike) -> Iterator[tuple[str | None, Alike]]:
    """What several could answer for, by the successor that the office chose for its task; None where it did not."""
    parts: dict[str | None, list[int]] = {}
    for one in standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=list(owed.ids)):
        agencies = docket.answering(one.agency_id, one.task_id)
        parts.setdefault(agencies[0] if len(agencies) == 1 else None, []).append(one.obligation_id)
    for chosen, ids in parts.items():
        yield chosen, owed._replace(ids=tuple(ids))


def duty_of(owed: Alike | Standing, ask_on: AskOn, told: Steps, number: int) -> Duty:
    """What is owed as the planner sees it, called by a number of the asker's."""
    asked = ask_on(owed.role, owed.due_on, owed.period_key, owed.kind)
    return Duty(number, owed.role, owed.due_on, owed.due_revision, asked, owed.state, told, owed.kind)


def asking_days(policy: Policy) -> AskOn:
    """A function that says when a report is asked for, from its role, due date, period key and occasion's kind.

    That is its own ladder's day, or the period's letter's, when that goes out before. Each is worked out once.
    """

    @cache
    def ask_on(role: str, due_on: date, period_key: str, kind: str) -> date:
        own = policy.working_days.shift(due_on, policy.ladder(role, kind)[0].working_days)
        period_due = policy.office_due(period_keyed(period_key))
        return min(own, policy.working_days.shift(period_due, policy.ladder(role)[0].working_days))

    return ask_on


def correspondence(session: Session, docket: Docket, agency_ids: Collection[str]) -> Correspondence:
    """The letters of the ladder of the last seven days to the agencies, over all plans.

    A letter of this plan that notices can still join today does not count: joining it is no second letter.
    """
    written_on: dict[str, list[date]] = {}
    closed = set()
    for row in session.execute(_last_letters(docket, agency_ids)):
        ours_today = row.plan_id == docket.plan_id and row.day == docket.day
        if not ours_today or row.shut:
            written_on.setdefault(row.agency_id, []).append(row.day)
        if ours_today and row.shut:
            closed.add(row.agency_id)
    return Correspondence(written_on, frozenset(closed))


def _last_letters(docket: Docket, agency_ids: Collection[str]) -> Select[Any]:
    """A letter is shut once it is written or any delivery of it was taken; wholly withdrawn, it was none."""
    ours = col(Delivery.letter_id) == Letter.id
    shut = or_(col(Letter.written_at).is_not(None), exists().where(ours, col(Delivery.state) != QUEUED))
    return select(col(Letter.agency_id), col(Letter.plan_id), col(Letter.day), shut.label("shut")).where(
        col(Letter.agency_id).in_(agency_ids),
        col(Letter.mode) == docket.mode,
        col(Letter.kind).in_(LADDER_LETTERS),
        col(Letter.day) > docket.day - WEEK,
        col(Letter.day) <= docket.day,
        exists().where(ours, col(Delivery.state) != WITHDRAWN),
    )
