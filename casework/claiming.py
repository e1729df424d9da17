"""Taking letters for sending, in the second they go: everything they rest on is looked at once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from casework.docket import Docket
from casework.facts import Facts
from casework.letter_kinds import ABOUT_NOTICES, AT_ANY_HOUR, DECIDED_BY_OTHERS, OUTLINES
from casework.preparing import Ready, fault_text
from casework.publishing import may_leave, void_overtaken
from casework.sender import Sender
from casework.writing import Outline, Stand, notices_in, stand_of, why_not
from mail.headers import UnfitMail, address
from mail.outbox import Parcel
from models.contact import Contact
from models.event import record
from models.letter import (
    DIGEST,
    FAILED,
    WAITING,
    WITHDRAWN,
    Bundled,
    Delivery,
    Letter,
    LetterRaw,
    drop_notices,
    keep_raw,
    move_delivery,
    stamp_written,
    take_deliveries,
)
from models.mode import mail_mode
from models.request import Request, begin_threads

NOTHING_STANDS = "nothing in it still stands"
NO_LONGER_VALID = "the contact is no longer valid"


@dataclass
class Claimed:
    """What was taken, and the deliveries whose letter has to be drafted anew: something came in between.

    `kept` are the letters stored with it (bytes, text and when, by letter id), `threads` the Message-IDs that begin a
    thread, by request id.
    """

    parcels: list[Parcel] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    kept: dict[int, tuple[bytes, str, datetime]] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One delivery as it stands in the second of sending, beside what was prepared for it."""

    ready: Ready
    delivery: Delivery
    letter: Letter
    contact: Contact | None
    request: Request | None
    facts: Facts

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.facts.docket.now

    @cached_property
    def reasons(self) -> list[tuple[Bundled, str]]:
        """The notices that the letter bundles, each with why it no longer speaks of it; "" when it does."""
        return [(one, why_not(self.facts, self.letter, one)) for one in notices_in(self.facts, self.letter)]


def claim(
    session: Session, sender: Sender, prepared: Sequence[Ready], now: datetime, only: str | None = None
) -> Claimed:
    """Take the deliveries that may go, and settle with their reasons those that may not; in the order given.

    With `only`, trial or live, nothing is taken when the switch stands elsewhere by now.

    Of two that claim a delivery at once, the conditional update lets one.
    """
    claimed = Claimed()
    mode, stopped = mail_mode(session)
    for case in () if stopped or only not in (None, mode) else _cases(session, prepared, now):
        if case.letter.mode == mode and case.delivery.state in WAITING and _in_hours(case):
            _decide(session, sender, case, claimed)
    _take(session, claimed, now)
    return claimed


def _take(session: Session, claimed: Claimed, now: datetime) -> None:
    """Put what goes into `sending`, and keep the letters as they go."""
    take_deliveries(session, {one.delivery_id: one.envelope_to for one in claimed.parcels}, now)
    for one in claimed.parcels:
        record(session, now, "dondoc", "took", f"delivery:{one.delivery_id}")
    keep_raw(session, [(letter_id, *kept) for letter_id, kept in claimed.kept.items()])
    begin_threads(session, claimed.threads)


def _cases(session: Session, prepared: Sequence[Ready], now: datetime) -> Iterator[Case]:
    found = session.exec(_beside(), params={"ids": [one.delivery_id for one in prepared]})
    rows = {row[0].id: row for row in found}
    facts: dict[int, Facts] = {}
    for one in prepared:
        plan_id = one.draft.docket.plan_id
        if plan_id not in facts:
            facts[plan_id] = Facts(session, replace(one.draft.docket, now=now))
            facts[plan_id].look_at([row[1] for row in rows.values() if row[1].plan_id == plan_id])
    for one in prepared:
        if (row := rows.get(one.delivery_id)) is not None:
            yield Case(one, *row, facts[one.draft.docket.plan_id])


@cache
def _beside() -> Select[Delivery, Letter, Contact, Request]:
    """The deliveries with all that they rest on, locked in one order whoever asks."""
    return (
        select(Delivery, Letter, Contact, Request)
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .outerjoin(Contact, col(Contact.id) == Delivery.contact_id)
        .outerjoin(Request, col(Request.id) == Letter.request_id)
        .where(col(Delivery.id).in_(bindparam("ids", expanding=True)))
        .order_by(col(Letter.id), col(Delivery.id))
        .with_for_update(of=(Letter, Delivery), key_share=True)
    )


def _in_hours(case: Case) -> bool:
    return case.letter.kind in AT_ANY_HOUR or case.facts.docket.policy.in_office_hours(case.now)


def _decide(session: Session, sender: Sender, case: Case, claimed: Claimed) -> None:
    ready, parcel = case.ready, case.ready.parcel
    if ready.fault:
        _settle(session, case, FAILED, ready.fault)
    elif not _says_the_same(sender, case, claimed):
        claimed.again.append(ready.delivery_id)
    elif parcel is None:
        _dissolve(session, sender, case)
    elif why := _unfit(parcel):
        _settle(session, case, FAILED, why)
    elif not _may_receive(case):
        _settle(session, case, WITHDRAWN, NO_LONGER_VALID)
    else:
        _keep(session, case, claimed)
        claimed.parcels.append(parcel)


def _settle(session: Session, case: Case, state: str, reason: str) -> None:
    move_delivery(session, case.delivery, state, case.now)
    case.delivery.said = reason
    record(session, case.now, "dondoc", state, f"delivery:{case.delivery.id}", reason=reason)


def _dissolve(session: Session, sender: Sender, case: Case) -> None:
    """Withdraw a letter of which nothing is left to say."""
    _drop_untold(session, case)
    void_overtaken(session, case.facts.docket, sender, case.letter)
    _settle(session, case, WITHDRAWN, NOTHING_STANDS)


def _drop_untold(session: Session, case: Case) -> None:
    untold: dict[str, list[Bundled]] = {}
    for notice, why in case.reasons:
        if why:
            untold.setdefault(why, []).append(notice)
    for why, notices in untold.items():
        drop_notices(session, notices, why)


def _unfit(parcel: Parcel) -> str:
    try:
        address(parcel.envelope_to)
    except UnfitMail as fault:
        return fault_text(fault)
    return ""


def _says_the_same(sender: Sender, case: Case, claimed: Claimed) -> bool:
    """Whether the letter would be written just so now; what somebody has already must only still be wanted."""
    draft, letter, docket = case.ready.draft, case.letter, case.facts.docket
    standing = _standing(case)
    if draft.as_stored:
        return bool(standing) or letter.kind not in ABOUT_NOTICES
    fresh = letter.written_at == draft.written_at or _stored(case, claimed) == _written(case)
    key_version = case.request.key_version if case.request else None
    unchanged = (letter.subject_ids, key_version, docket.day) == (draft.subject_ids, draft.key_version, draft.day)
    return fresh and unchanged and standing == draft.standing and _still_wanted(sender, case)


def _still_wanted(sender: Sender, case: Case) -> bool:
    draft, letter, facts = case.ready.draft, case.letter, case.facts
    wanted = draft.content is not None
    if letter.kind == DIGEST:
        return may_leave(facts.session, facts.docket, letter) == wanted
    if letter.kind not in DECIDED_BY_OTHERS:
        return True
    outline = OUTLINES[letter.kind](facts, sender, letter)
    return (outline.words if outline else None) == (draft.content.words if isinstance(draft.content, Outline) else None)


def _standing(case: Case) -> frozenset[Stand]:
    told = [notice.obligation_id for notice, why in case.reasons if not why]
    return frozenset(map(stand_of, case.facts.standing.of(told).values()))


def _may_receive(case: Case) -> bool:
    """Whether the mailbox is the agency's own today: the contact valid, its address unchanged, not bounced."""
    contact, docket = case.contact, case.facts.docket
    if contact is None:
        return case.delivery.contact_id is None
    unchanged = contact.address == case.delivery.address and contact.bounced_at is None
    return unchanged and contact.valid_on(docket.day) and _is_for(docket, case.letter, contact.agency_id)


def _is_for(docket: Docket, letter: Letter, agency_id: str) -> bool:
    """Whether a letter is for that agency: its own, one that it took over from, or the office, which reads along."""
    if agency_id in (letter.agency_id, docket.plan.office_agency_id):
        return True
    return letter.agency_id in docket.directory.answering(agency_id, docket.day)


def _stored(case: Case, claimed: Claimed) -> bytes | None:
    if kept := claimed.kept.get(case.letter.id or 0):
        return kept[0]
    raw = case.facts.session.get(LetterRaw, case.letter.id)
    return raw.content if raw else None


def _written(case: Case) -> bytes:
    return case.ready.written.stored if case.ready.written else b""


def _keep(session: Session, case: Case, claimed: Claimed) -> None:
    """Keep the letter as it goes out, and with it which notices it does not tell after all."""
    letter, written = case.letter, case.ready.written
    if written is None or case.ready.draft.as_stored or letter.written_at == case.ready.draft.docket.now:
        return
    _drop_untold(session, case)
    stamp_written(letter, case.ready.draft.docket.now)
    claimed.kept[letter.id or 0] = written.stored, written.text, case.ready.draft.docket.now
    if case.request is not None and case.request.message_id is None:
        claimed.threads.setdefault(case.request.id or 0, letter.message_id)
    record(session, case.now, "dondoc", "wrote", f"letter:{letter.id}", kind=letter.kind, mode=letter.mode)
