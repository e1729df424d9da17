"""The correction round: each agency is shown its own lines of a draft by letter, until a stated hour."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.docket import Docket
from casework.facts import Facts
from casework.own_lines import in_force, own_lines, title_of
from casework.queueing import agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from language.wording import Wording, wording
from mail.digest_round_letter import DigestRoundLetter, digest_round_letter
from mail.digest_void_letter import DigestVoidLetter, digest_void_letter
from mail.message import KEY_MARK
from models.contact import ANSWERS
from models.digest import DRAFT, OPEN, ROUND, Digest, issued
from models.digest_reports import Standing
from models.digest_words import Detail
from models.event import record
from models.letter import DIGEST_ROUND, Letter

IN_LETTER = 12
LETTER_DETAIL = Detail(characters=300)


@dataclass(frozen=True)
class RoundOpened:
    """A round that began: the letters queued, and the agencies that have no mailbox."""

    letters: tuple[Letter, ...]
    unreached: tuple[str, ...]


def open_round(
    session: Session, docket: Docket, sender: Sender, digest: Digest, until: datetime, by: str
) -> RoundOpened | Wording:
    """Show every agency its own lines until that moment, by letter with a link; or say why not."""
    if digest.state not in OPEN:
        return wording("Bản {id} không còn là dự thảo.", id=digest.id)
    if until <= docket.now:
        return wording("Thời điểm kết thúc góp ý phải ở sau lúc này.")
    digest.state, digest.round_until = ROUND, until
    session.add(digest)
    record(session, docket.now, by, "opened_round", f"digest:{digest.id}", until=until.isoformat())
    queued = {one: _queue(session, docket, sender, digest, one) for one in _agencies(session, digest)}
    letters = tuple(letter for letter in queued.values() if letter)
    return RoundOpened(letters, tuple(agency_id for agency_id, letter in queued.items() if letter is None))


def end_round(session: Session, docket: Docket, digest: Digest, by: str) -> Wording | None:
    """End the round before its hour; or say why not."""
    if digest.state != ROUND:
        return wording("Bản {id} không đang lấy ý kiến.", id=digest.id)
    digest.state, digest.round_until = DRAFT, docket.now
    session.add(digest)
    record(session, docket.now, by, "ended_round", f"digest:{digest.id}")
    return None


def _agencies(session: Session, digest: Digest) -> list[str]:
    rows = issued(session, digest).ledger.rows()
    return list(dict.fromkeys(row.party.agency_id for row in rows if row.standing is not Standing.WAIVED))


def _queue(session: Session, docket: Docket, sender: Sender, digest: Digest, agency_id: str) -> Letter | None:
    readers = agency_recipients(session, agency_id, ANSWERS, docket.day)
    if not readers:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"round/{digest.id}/{agency_id}/{docket.mode}",
        kind=DIGEST_ROUND,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=readers,
        plan_id=docket.plan_id,
        agency_id=agency_id,
        subject_ids={"digest": digest.id, "agency": agency_id},
    )


def outline_round(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter; None once the draft is no longer open for contesting."""
    session, docket = facts.session, facts.docket
    digest = in_force(session, session.get_one(Digest, letter.subject_ids["digest"]))
    if digest is None or digest.state != ROUND or digest.round_until is None or digest.round_until <= docket.now:
        return None
    agency_id = str(letter.subject_ids["agency"])
    lines = own_lines(session, digest, agency_id, LETTER_DETAIL)
    said = DigestRoundLetter(
        agency_name=docket.name_of(agency_id),
        title=title_of(digest),
        plan_name=docket.plan.short_name,
        until=digest.round_until.astimezone(ZoneInfo(docket.policy.zone)),
        lines=lines[:IN_LETTER],
        lines_left=max(0, len(lines) - IN_LETTER),
        page_url=sender.round_url(KEY_MARK),
        office_name=sender.name,
        office_contact=sender.address,
        trial=docket.trial,
    )
    return compose(facts, sender, letter, Words(digest_round_letter, (said,)))


def outline_void(facts: Facts, sender: Sender, letter: Letter) -> Outline:
    """The letter that tells the office why an approved digest did not leave."""
    digest, docket = facts.session.get_one(Digest, letter.subject_ids["digest"]), facts.docket
    said = DigestVoidLetter(
        title=title_of(digest),
        approved_by=digest.approved_by or "",
        reason=digest.void_reason or "",
        command=f"dondoc digest compile --period {digest.period_key}",
        office_name=docket.name_of(docket.plan.office_agency_id),
        trial=docket.trial,
    )
    return compose(facts, sender, letter, Words(digest_void_letter, (said,)))
