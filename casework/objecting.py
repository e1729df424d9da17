"""The page of a correction round: an agency reads its own lines, objects to them, and the office answers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.docket import Docket, open_docket
from casework.opening import Refusal
from casework.own_lines import in_force, own_lines, title_of
from casework.sender import Sender
from language.wording import SOURCE_LANGUAGE, Wording, wording
from mail.digest_round_letter import OwnLine
from models.contact import Contact
from models.digest import ROUND, Digest
from models.digest_words import Detail
from models.event import record
from models.key import ROUND_KEY
from models.objection import ACCEPTED, REJECTED, WAITING, Objection, objections_of
from models.plan import Plan


@dataclass(frozen=True)
class RoundPage:
    """What one agency sees: its lines, until when it may contest them, and what it has said."""

    digest_id: int
    contact_id: int
    agency_id: str
    agency_name: str
    title: str
    until: datetime
    closed: bool
    trial: bool
    lines: tuple[OwnLine, ...]
    objections: tuple[Objection, ...]


def read_round(
    session: Session, sender: Sender, key_text: str, now: datetime, locale: str = SOURCE_LANGUAGE
) -> RoundPage | Refusal:
    """The page behind a key of a correction round; looking at it changes nothing."""
    found = _open(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    docket, asked, digest, contact = found
    every = objections_of(session, digest.plan_id, digest.period_key)
    until = digest.round_until or asked.round_until or docket.now
    return RoundPage(
        digest_id=digest.id or 0,
        contact_id=contact.id or 0,
        agency_id=contact.agency_id,
        agency_name=docket.name_of(contact.agency_id),
        title=title_of(digest),
        until=until.astimezone(ZoneInfo(docket.policy.zone)),
        closed=digest.state != ROUND or until <= now,
        trial=docket.trial,
        lines=own_lines(session, digest, contact.agency_id, Detail(), locale),
        objections=tuple(one for one in every if one.agency_id == contact.agency_id),
    )


def object_to(
    session: Session, sender: Sender, key_text: str, said: dict[int, str], now: datetime
) -> list[Objection] | Refusal:
    """Store what an agency says against its lines, by obligation; what is not its own is left out, and nothing twice.

    An empty list when the hour has passed.
    """
    page = read_round(session, sender, key_text, now)
    if isinstance(page, Refusal):
        return page
    known = {(one.obligation_id, one.text) for one in page.objections}
    mine = {line.obligation_id for line in page.lines}
    texts = {number: text.strip() for number, text in said.items() if text.strip() and number in mine}
    fresh = {} if page.closed else {number: text for number, text in texts.items() if (number, text) not in known}
    stored = [
        Objection(
            digest_id=page.digest_id,
            obligation_id=number,
            agency_id=page.agency_id,
            contact_id=page.contact_id,
            text=text,
            at=now,
        )
        for number, text in fresh.items()
    ]
    session.add_all(stored)
    session.flush()
    for one in stored:
        actor = f"contact:{page.contact_id}"
        record(
            session, now, actor, "objected", f"digest:{page.digest_id}", objection=one.id, obligation=one.obligation_id
        )
    return stored


def settle_objection(
    session: Session, objection: Objection, accepted: bool, answer: str, by: str, now: datetime
) -> Wording | None:
    """Record what the office answers; accepting changes no figure by itself. Or say why not."""
    if objection.state != WAITING:
        return wording("Ý kiến {id} đã được trả lời.", id=objection.id)
    objection.state = ACCEPTED if accepted else REJECTED
    objection.settled_by, objection.settled_at, objection.answer = by, now, answer
    session.add(objection)
    record(session, now, by, objection.state, f"objection:{objection.id}", answer=answer)
    return None


def _open(
    session: Session, sender: Sender, key_text: str, now: datetime
) -> tuple[Docket, Digest, Digest, Contact] | Refusal:
    key = sender.key(key_text)
    if key is None or key.kind != ROUND_KEY:
        return Refusal("unknown")
    asked, contact = session.get(Digest, key.subject_id), session.get(Contact, key.contact_id)
    if asked is None or contact is None:
        return Refusal("unknown")
    docket = open_docket(session, session.get_one(Plan, asked.plan_id), now)
    left = contact.valid_to is not None and contact.valid_to < docket.day
    digest = in_force(session, asked)
    if digest is None or left or docket.plan.closed_on is not None:
        return Refusal("expired")
    return docket, asked, digest, contact
