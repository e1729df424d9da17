"""What the planner is asked: the answering agencies of a plan's obligations, each with its duties, in a few queries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlmodel import Session, col

from casework.docket import Docket
from models.contact import contacts_by_agency
from models.letter import (
    ANSWERED,
    DUE_CHANGED,
    ESCALATION,
    NO_CONTACT,
    QUEUED,
    REMINDER,
    REQUEST,
    WITHDRAWN,
    Delivery,
    Letter,
    Notice,
)
from models.period import period_keyed
from models.planner import WEEK, Correspondent, Duty, Told
from models.policy import Policy, Purpose
from models.reach import correspondent
from models.standing import Standing

TOLD_NOBODY = (ANSWERED, DUE_CHANGED, NO_CONTACT)
LADDER_LETTERS = (REQUEST, REMINDER, ESCALATION)
AT_ONCE = 10_000
AskOn = Callable[[str, date, str], date]


@dataclass(frozen=True)
class Post:
    """An answering agency and what it is to be told of."""

    whom: Correspondent
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Round:
    """The posts of a plan on a day, and the obligations for which not exactly one agency answers then."""

    posts: tuple[Post, ...]
    unanswerable: tuple[Standing, ...]


@dataclass(frozen=True)
class Correspondence:
    """Letters of the ladder to agencies: the days of those of the last week, and whose letter of today is shut."""

    written_on: Mapping[str, Sequence[date]]
    closed_today: frozenset[str]


def posts(session: Session, docket: Docket, found: Sequence[Standing]) -> Round:
    """The obligations as the planner is asked about them, by the agency that answers today, in the order of `found`."""
    by_agency, unanswerable = _by_answering(docket, found)
    told = told_steps(session, docket, [one.obligation_id for one in found])
    contacts = contacts_by_agency(session, by_agency, docket.day)
    letters = correspondence(session, docket, by_agency)
    ask_on = asking_days(docket.policy)
    return Round(
        tuple(
            Post(
                correspondent(
                    agency_id,
                    contacts.get(agency_id, ()),
                    docket.day,
                    written_on=letters.written_on.get(agency_id, ()),
                    closed_today=agency_id in letters.closed_today,
                ),
                tuple(duty_of(one, ask_on, told.get(one.obligation_id, ())) for one in standings),
            )
            for agency_id, standings in by_agency.items()
        ),
        tuple(unanswerable),
    )


def _by_answering(docket: Docket, found: Iterable[Standing]) -> tuple[dict[str, list[Standing]], list[Standing]]:
    answering = cache(docket.answering)
    by_agency: dict[str, list[Standing]] = {}
    unanswerable = []
    for one in found:
        agencies = answering(one.agency_id)
        if len(agencies) == 1:
            by_agency.setdefault(agencies[0], []).append(one)
        else:
            unanswerable.append(one)
    return by_agency, unanswerable


def duty_of(standing: Standing, ask_on: AskOn, told: tuple[Told, ...]) -> Duty:
    """The obligation as the planner sees it."""
    return Duty(
        standing.obligation_id,
        standing.role,
        standing.due_on,
        standing.due_revision,
        ask_on(standing.role, standing.due_on, standing.period_key),
        standing.state,
        told,
    )


def asking_days(policy: Policy) -> AskOn:
    """A function that says when a report is asked for, from its role, due date and period key.

    That is its own ladder's day, or the period's letter's, when that goes out before. Each is worked out once.
    """

    @cache
    def ask_on(role: str, due_on: date, period_key: str) -> date:
        before = policy.ladder(role)[0].working_days
        days = (due_on, policy.office_due(period_keyed(period_key)))
        return min(policy.working_days.shift(day, before) for day in days)

    return ask_on


def told_steps(session: Session, docket: Docket, obligation_ids: Iterable[int]) -> dict[int, tuple[Told, ...]]:
    """The steps already taken on each obligation, in order: told on the day of their letter, or dropped for good.

    A step that told nobody, for want of a mailbox or because its answer came first, is not taken: should the answer be
    taken back, or a mailbox named, it is still to be told.
    """
    steps: dict[int, list[Told]] = {}
    for ids in _chunks(obligation_ids):
        for row in session.execute(_notices(ids, docket.mode)):
            if row.dropped in TOLD_NOBODY:
                continue
            told = Told(Purpose(row.purpose), row.step, row.due_revision, None if row.dropped else row.day)
            steps.setdefault(row.obligation_id, []).append(told)
    return {obligation_id: tuple(told) for obligation_id, told in steps.items()}


def _notices(obligation_ids: list[int], mode: str) -> Select[Any]:
    return (
        select(
            col(Notice.obligation_id),
            col(Notice.purpose),
            col(Notice.step),
            col(Notice.due_revision),
            col(Notice.dropped),
            col(Letter.day),
        )
        .outerjoin(Letter, col(Letter.id) == Notice.letter_id)
        .where(col(Notice.obligation_id).in_(obligation_ids), col(Notice.mode) == mode)
        .order_by(col(Notice.id))
    )


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in lists that a statement can hold."""
    left = iter(ids)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk


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
