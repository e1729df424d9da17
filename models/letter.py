"""Letters: what obligations have to be told, the envelopes that bundle it, and what became of each delivery."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Update, bindparam, event, func, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import JsonColumn, UtcDateTime, insert_as, insert_into
from models.obligation import look_again

QUEUED = "queued"
SENDING = "sending"
SENT = "sent"
DEFERRED = "deferred"
FAILED = "failed"
UNCONFIRMED = "unconfirmed"
WITHDRAWN = "withdrawn"
BOUNCED = "bounced"

TRANSITIONS: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENDING, WITHDRAWN, FAILED, UNCONFIRMED}),
    DEFERRED: frozenset({SENDING, WITHDRAWN, FAILED, UNCONFIRMED}),
    SENDING: frozenset({SENT, DEFERRED, FAILED, UNCONFIRMED, BOUNCED}),
    UNCONFIRMED: frozenset({SENT, DEFERRED, FAILED, BOUNCED}),
    SENT: frozenset({BOUNCED}),
    FAILED: frozenset({QUEUED}),
    BOUNCED: frozenset(),
    WITHDRAWN: frozenset(),
}

WAITING = tuple(state for state, following in TRANSITIONS.items() if SENDING in following)
NOT_ARRIVED = frozenset({FAILED, BOUNCED, WITHDRAWN})

REQUEST = "request"
REMINDER = "reminder"
ESCALATION = "escalation"
COMMITTEE_ESCALATION = "committee_escalation"
RECEIPT = "receipt"
DIGEST = "digest"
BRIEF = "brief"
DUE_CHANGE = "due_change"
DIGEST_ROUND = "digest_round"
DIGEST_VOID = "digest_void"
RETURNED_ANSWER = "returned_answer"
CONSENT = "consent"
CONFIRM_SENDER = "confirm_sender"
PROOF_FAILED = "proof_failed"
OF_NO_REQUEST = (DIGEST, DIGEST_ROUND, DIGEST_VOID, BRIEF, PROOF_FAILED)

NO_CONTACT = "no_contact"
OVERTAKEN = "overtaken"
ANSWERED = "answered"
DUE_CHANGED = "due_changed"
READDRESSED = "readdressed"
TOO_LATE = "too_late"
TAKEN_BACK = "withdrawn"
FOR_GOOD = (OVERTAKEN, TOO_LATE, TAKEN_BACK)  # of a step dropped for another reason the telling may still come

STEP = ("obligation_id", "purpose", "step", "due_revision", "mode")


class Letter(SQLModel, table=True):
    """An envelope: the notices of one plan to one agency on one day, or a receipt, a digest, a brief.

    `slot` makes it unique; `subject_ids` names what a letter without notices speaks of.
    """

    id: int | None = Field(default=None, primary_key=True)
    slot: str = Field(unique=True)
    kind: str
    mode: str
    day: date
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    agency_id: str | None = Field(default=None, foreign_key="agency.id")
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    message_id: str = Field(unique=True)
    subject_ids: dict[str, Any] = Field(default_factory=dict, sa_type=JsonColumn)
    queued_at: datetime = Field(sa_type=UtcDateTime)
    written_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    needs_approval: bool = False
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def awaits_approval(self) -> bool:
        """Whether a person has still to approve it before it is queued to anybody."""
        return self.needs_approval and self.approved_at is None


class LetterRaw(SQLModel, table=True):
    """The letter as written, with a placeholder where each recipient's key goes."""

    letter_id: int = Field(primary_key=True, foreign_key="letter.id")
    content: bytes
    text: str


class Notice(SQLModel, table=True):
    """What one obligation is told or asked: each purpose and step once for each due revision and mode.

    `dropped` says why it was not told: overtaken by a later step or too late for good; no_contact, away, cap, same_day,
    held or not_reached for now; answered before the letter was written; due_changed: its due date moved, or it was
    waived, paused or closed; or readdressed: another agency answers for it since. `delayed` keeps why it did not go on
    its own day, when it went later; `late_days` counts the working days from that day to its letter's.
    """

    __table_args__ = (UniqueConstraint(*STEP),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    purpose: str
    step: int
    due_revision: int
    mode: str
    step_on: date
    reason: str
    queued_at: datetime = Field(sa_type=UtcDateTime)
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    dropped: str | None = None
    delayed: str | None = None
    late_days: int = 0


class Bundled(NamedTuple):
    """A notice as the letter that bundles it needs it, for many letters at once."""

    id: int
    letter_id: int
    obligation_id: int
    purpose: str
    due_revision: int
    dropped: str | None
    delayed: str | None
    late_days: int


class Delivery(SQLModel, table=True):
    """One letter to one recipient: its state, and what the server last said at which stage."""

    __table_args__ = (UniqueConstraint("letter_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    address: str
    header: str = "to"
    state: str = Field(default=QUEUED, index=True)
    state_since: datetime = Field(sa_type=UtcDateTime)
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    envelope_to: str | None = Field(default=None, index=True)
    stage: str | None = None
    code: int | None = None
    said: str | None = None


class ForbiddenTransitionError(RuntimeError):
    """A delivery was to go from one state to another that does not follow it: a fault of ours."""


@event.listens_for(Delivery.state, "set")
def _refuse_leap(delivery: Delivery, state: str, before: object, _initiator: object) -> None:
    """No delivery changes its state but along the table, whoever sets it."""
    if state != before and isinstance(before, str) and state not in TRANSITIONS[before]:
        raise ForbiddenTransitionError(f"delivery {delivery.id}: {before} is never followed by {state}")


def move_delivery(session: Session, delivery: Delivery, state: str, now: datetime) -> None:
    """Put the delivery into `state`; raises ForbiddenTransitionError when that does not follow its present one."""
    if state == delivery.state:
        raise ForbiddenTransitionError(f"delivery {delivery.id} is {state} already")
    delivery.state, delivery.state_since = state, now
    session.add(delivery)
    if state in NOT_ARRIVED:
        look_again(session, [notice.obligation_id for notice in notices_of(session, delivery.letter_id)])


def take_deliveries(session: Session, envelopes: Mapping[int, str], now: datetime) -> None:
    """Put deliveries that wait into `sending`, each with the address in its envelope.

    Whoever takes has looked at them in the same transaction; raises ForbiddenTransitionError when one waits no more.
    """
    if not envelopes:
        return
    taken = [{"taken": delivery_id, "envelope": to, "since": now} for delivery_id, to in envelopes.items()]
    session.flush()
    if session.connection().execute(_taking(), taken).rowcount != len(taken):
        raise ForbiddenTransitionError(f"not all of the deliveries {sorted(envelopes)} wait any more")


@cache
def _taking() -> Update:
    return (
        update(Delivery.__table__)  # type: ignore[attr-defined]
        .where(col(Delivery.id) == bindparam("taken"), or_(*(col(Delivery.state) == state for state in WAITING)))
        .values(
            state=SENDING,
            state_since=bindparam("since"),
            attempts=col(Delivery.attempts) + 1,
            envelope_to=bindparam("envelope"),
        )
    )


def stamp_written(letter: Letter, moment: datetime) -> None:
    """Let the letter at hand be written at that moment; `keep_raw` is what stores it, for many letters at once."""
    set_committed_value(letter, "written_at", moment)


def keep_raw(session: Session, letters: Iterable[tuple[int, bytes, str, datetime]]) -> None:
    """Store letters as they go out, bytes, text and when, in place of what was stored of an earlier attempt."""
    kept = list(letters)
    if not kept:
        return
    rows = [{"letter_id": letter_id, "content": content, "text": text} for letter_id, content, text, _ in kept]
    session.connection().execute(_keeping(session.get_bind().dialect.name), rows)
    moments = [{"kept": letter_id, "moment": moment} for letter_id, _, _, moment in kept]
    session.connection().execute(_stamping(), moments)


@cache
def _keeping(dialect: str) -> Any:
    insert = insert_as(dialect, LetterRaw)
    new = {"content": insert.excluded.content, "text": insert.excluded.text}
    return insert.on_conflict_do_update(index_elements=["letter_id"], set_=new)


@cache
def _stamping() -> Update:
    return (
        update(Letter.__table__)  # type: ignore[attr-defined]
        .where(col(Letter.id) == bindparam("kept"))
        .values(written_at=bindparam("moment"))
    )


def drop_notices(session: Session, notices: Iterable[Notice | Bundled], why: str) -> None:
    """Keep that these were not told, and why; those dropped before keep their reason."""
    dropping = [one for one in notices if one.dropped is None]
    these = col(Notice.id).in_([one.id for one in dropping])
    session.execute(update(Notice).where(these, col(Notice.dropped).is_(None)).values(dropped=why))
    look_again(session, [one.obligation_id for one in dropping])


def store_notices(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Put the steps on record, each with its letter or why it was not told; a step that stands is never overwritten.

    A step that waited keeps in `delayed` why it first did.
    """
    if not rows:
        return
    insert = insert_into(session, Notice)
    new = insert.excluded
    changed = {name: new[name] for name in ("letter_id", "dropped", "queued_at", "step_on", "reason", "late_days")}
    changed["delayed"] = func.coalesce(col(Notice.delayed), new["delayed"])
    statement = insert.on_conflict_do_update(
        index_elements=list(STEP), set_=changed, where=col(Notice.dropped).is_not(None)
    )
    session.execute(statement, rows)


def letter_in_slot(session: Session, slot: str) -> Letter | None:
    """The letter of that slot, if one was queued."""
    return session.exec(select(Letter).where(Letter.slot == slot)).first()


def deliveries_of(session: Session, letter_id: int) -> list[Delivery]:
    """The letter's deliveries, in the order of queueing."""
    return list(session.exec(select(Delivery).where(Delivery.letter_id == letter_id).order_by(col(Delivery.id))))


def notices_of(session: Session, letter_id: int) -> list[Notice]:
    """The notices the letter bundles."""
    return list(session.exec(select(Notice).where(Notice.letter_id == letter_id).order_by(col(Notice.id))))


def deliveries_by_letter(session: Session, letter_ids: Collection[int]) -> dict[int, list[Delivery]]:
    """The deliveries of each of the letters, in the order of queueing."""
    query = select(Delivery).where(col(Delivery.letter_id).in_(letter_ids)).order_by(col(Delivery.id))
    found: dict[int, list[Delivery]] = {}
    for delivery in session.exec(query):
        found.setdefault(delivery.letter_id, []).append(delivery)
    return found


def notices_by_letter(session: Session, letter_ids: Collection[int]) -> dict[int, list[Bundled]]:
    """The notices that each of the letters bundles."""
    found: dict[int, list[Bundled]] = {}
    for row in session.execute(_bundled(), {"ids": list(letter_ids)}):
        notice = Bundled._make(row)
        found.setdefault(notice.letter_id, []).append(notice)
    return found


@cache
def _bundled() -> Select[Any]:
    columns = (getattr(Notice, name) for name in Bundled._fields)
    of_these = col(Notice.letter_id).in_(bindparam("ids", expanding=True))
    return select_columns(*columns).where(of_these).order_by(col(Notice.id))


def outbox(
    session: Session, *, states: Collection[str] = (), agency_id: str | None = None
) -> list[tuple[Delivery, Letter]]:
    """Deliveries with their letters, in the order of queueing: all, or those in `states`, or to one agency."""
    query = select(Delivery, Letter).join(Letter, col(Letter.id) == Delivery.letter_id)
    if states:
        query = query.where(col(Delivery.state).in_(states))
    if agency_id is not None:
        query = query.where(Letter.agency_id == agency_id)
    return [(delivery, letter) for delivery, letter in session.exec(query.order_by(col(Delivery.id)))]
