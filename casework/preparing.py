"""Preparing what could be sent next, many letters at a time: drafted from stored facts, then written without them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import TemplateError
from sqlalchemy import Integer, bindparam
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select

from casework.docket import Docket, open_docket
from casework.facts import Facts
from casework.letter_kinds import ABOUT_NOTICES, AT_ANY_HOUR, DECIDED_BY_OTHERS, OUTLINES, key_for
from casework.sender import Sender
from casework.writing import Outline, Stand, stand_of, still_standing
from mail.headers import UnfitMail
from mail.message import from_stored, serialise, to_stored, with_key
from mail.outbox import Parcel
from models.letter import BOUNCED, DIGEST, SENDING, SENT, UNCONFIRMED, WAITING, Delivery, Letter, LetterRaw
from models.mode import TRIAL, mail_mode, trial_address
from models.plan import Plan, all_plans, plan_policy

SOMEBODY_HAS = frozenset({SENDING, SENT, UNCONFIRMED, BOUNCED})
UNWRITABLE = (UnfitMail, LookupError, ValueError, TemplateError)


@dataclass(frozen=True)
class Addressed:
    """One delivery of a letter: whom it goes to in the envelope, where it bounces to, and the recipient's key."""

    delivery_id: int
    envelope_from: str
    envelope_to: str
    key: str


@dataclass(frozen=True)
class Draft:
    """A letter that could go next to some of its recipients; it is to be written, or goes as it was stored.

    No `content` means that nothing in it stands any more, or, with a `fault`, that it could not be drafted. The rest is
    what it rests on, held against the facts once more in the second of sending. `written_at` is when the letter had
    been written before, for another recipient or an earlier attempt.
    """

    letter_id: int
    docket: Docket
    recipients: tuple[Addressed, ...]
    content: Outline | bytes | None
    standing: frozenset[Stand] = frozenset()
    subject_ids: Mapping[str, Any] = field(default_factory=dict)
    key_version: int | None = None
    written_at: datetime | None = None
    fault: str = ""

    @property
    def day(self) -> date:
        """The day it was drafted."""
        return self.docket.day

    @property
    def as_stored(self) -> bool:
        """Whether somebody has the letter, so that it stays as it is."""
        return isinstance(self.content, bytes)


@dataclass(frozen=True)
class Written:
    """A letter as it is stored, and a parcel for each recipient; with a `fault` neither."""

    stored: bytes = b""
    text: str = ""
    parcels: tuple[Parcel, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Ready:
    """One delivery that could be claimed; without a parcel only the reason is left to record."""

    delivery_id: int
    draft: Draft
    written: Written | None
    parcel: Parcel | None

    @property
    def fault(self) -> str:
        """Why the letter could not be drafted or written."""
        return self.draft.fault or (self.written.fault if self.written else "")


def next_drafts(session: Session, sender: Sender, now: datetime, *, most: int, after: int = 0) -> list[Draft]:
    """Drafts for the next deliveries that may go now, at most so many, from those behind the delivery `after` on."""
    mode, stopped = mail_mode(session)
    if stopped:
        return []
    by_plan: dict[int | None, dict[int, tuple[Letter, list[Delivery]]]] = {}
    for delivery, letter in _waiting(session, mode, now, most, after):
        letters = by_plan.setdefault(letter.plan_id, {})
        letters.setdefault(delivery.letter_id, (letter, []))[1].append(delivery)
    return [draft for plan_id, letters in by_plan.items() for draft in _drafts(session, sender, now, plan_id, letters)]


def _waiting(session: Session, mode: str, now: datetime, most: int, after: int) -> list[tuple[Delivery, Letter]]:
    closed = [plan.id or 0 for plan in all_plans(session) if not plan_policy(plan).in_office_hours(now)]
    bound = {"mode": mode, "now": now, "most": most, "after": after, "closed": closed}
    found: list[tuple[Delivery, Letter]] = []
    for state in WAITING:  # each by itself: the index then gives them in order
        found += session.exec(_next_in_state(), params={"state": state, **bound}).all()
    return sorted(found, key=lambda pair: pair[0].id or 0)[:most]


@cache
def _next_in_state() -> "Select[Delivery, Letter]":
    return (
        select(Delivery, Letter)
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .where(
            col(Delivery.state) == bindparam("state"),
            col(Delivery.id) > bindparam("after"),
            or_(col(Delivery.not_before).is_(None), col(Delivery.not_before) <= bindparam("now")),
            col(Letter.mode) == bindparam("mode"),
            or_(col(Letter.kind).in_(AT_ANY_HOUR), col(Letter.plan_id).not_in(bindparam("closed", expanding=True))),
        )
        .order_by(col(Delivery.id))
        .limit(bindparam("most", type_=Integer))
    )


def _drafts(
    session: Session,
    sender: Sender,
    now: datetime,
    plan_id: int | None,
    letters: Mapping[int, tuple[Letter, list[Delivery]]],
) -> Iterator[Draft]:
    facts = Facts(session, open_docket(session, session.get_one(Plan, plan_id), now))
    facts.expect([letter for letter, _ in letters.values()])
    stored = _stored(session, facts, list(letters))
    for letter_id, (letter, deliveries) in letters.items():
        try:
            yield _draft(facts, sender, letter, deliveries, stored.get(letter_id))
        except UNWRITABLE as fault:
            yield _unwritable(facts.docket, letter, deliveries, fault)


def _stored(session: Session, facts: Facts, letter_ids: Sequence[int]) -> dict[int, bytes]:
    """The letters that somebody has, as they were stored."""
    deliveries = facts.deliveries.of(letter_ids)
    had = [one for one in letter_ids if any(delivery.state in SOMEBODY_HAS for delivery in deliveries.get(one, ()))]
    query = select(col(LetterRaw.letter_id), col(LetterRaw.content)).where(col(LetterRaw.letter_id).in_(had))
    return dict(session.exec(query).all())


def _draft(facts: Facts, sender: Sender, letter: Letter, deliveries: list[Delivery], stored: bytes | None) -> Draft:
    """The letter anew while nobody can have it; the same to every recipient from then on."""
    content = _still_wanted(facts, sender, letter, stored) if stored else OUTLINES[letter.kind](facts, sender, letter)
    request = facts.requests.get(letter.request_id)
    return Draft(
        letter_id=letter.id or 0,
        docket=facts.docket,
        recipients=tuple(_addressed(facts, sender, letter, one) for one in deliveries),
        content=content,
        standing=content.standing if isinstance(content, Outline) else standing_of(facts, letter),
        subject_ids=dict(letter.subject_ids),
        key_version=request.key_version if request else None,
        written_at=letter.written_at,
    )


def _still_wanted(facts: Facts, sender: Sender, letter: Letter, stored: bytes) -> bytes | None:
    """What is stored, while there is still something to say."""
    if letter.kind in ABOUT_NOTICES:
        return stored if standing_of(facts, letter) else None
    decided = letter.kind in (DIGEST, *DECIDED_BY_OTHERS) and OUTLINES[letter.kind](facts, sender, letter) is None
    return None if decided else stored


def standing_of(facts: Facts, letter: Letter) -> frozenset[Stand]:
    """How the obligations stand of which the letter may still speak; none for a letter without notices."""
    return frozenset(map(stand_of, still_standing(facts, letter)))


def _addressed(facts: Facts, sender: Sender, letter: Letter, delivery: Delivery) -> Addressed:
    return Addressed(
        delivery_id=delivery.id or 0,
        envelope_from=sender.bounce_address(delivery.id or 0),
        envelope_to=trial_address(delivery.address) if letter.mode == TRIAL else delivery.address,
        key=key_for(facts, sender, letter, delivery),
    )


def _unwritable(docket: Docket, letter: Letter, deliveries: list[Delivery], fault: Exception) -> Draft:
    recipients = tuple(Addressed(one.id or 0, "", "", "") for one in deliveries)
    return Draft(letter.id or 0, docket, recipients, None, written_at=letter.written_at, fault=fault_text(fault))


def fault_text(fault: Exception) -> str:
    """Why a letter could not be written, as its deliveries keep it."""
    return f"could not be written: {type(fault).__name__}: {fault}"


def write(content: Outline | bytes, recipients: Sequence[Addressed]) -> Written:
    """The letter rendered, with its form, as stored bytes and as a parcel for each recipient: without any database."""
    try:
        mail = content.written() if isinstance(content, Outline) else from_stored(content)
        stored = to_stored(mail) if isinstance(content, Outline) else content
        parcels = tuple(
            Parcel(one.delivery_id, one.envelope_from, one.envelope_to, serialise(with_key(mail, one.key)))
            for one in recipients
        )
    except UNWRITABLE as fault:
        return Written(fault=fault_text(fault))
    return Written(stored, mail.text, parcels)


def written_drafts(drafts: Sequence[Draft]) -> Iterator[Ready]:
    """Every delivery of the drafts, its letter written here and now."""
    for draft in drafts:
        yield from ready(draft, write(draft.content, draft.recipients) if draft.content is not None else None)


def ready(draft: Draft, written: Written | None) -> Iterator[Ready]:
    """The deliveries of a draft that was written, or of which nothing is left."""
    parcels = {one.delivery_id: one for one in written.parcels} if written else {}
    for one in draft.recipients:
        yield Ready(one.delivery_id, draft, written, parcels.get(one.delivery_id))
