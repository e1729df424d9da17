"""Which request a received message answers, looked for in a fixed order: key, references, subject tag, sender."""

import re
from dataclasses import dataclass

from sqlmodel import Session, col, select

from casework.sender import Sender
from mail.reply import Reply
from models.contact import Contact, contact_by_address
from models.directory import Directory
from models.key import REQUEST_KEY
from models.letter import Letter, LetterRaw
from models.plan import Plan
from models.request import Request

TAG = re.compile(r"\[([^\[\]\s]{1,20})-(\d{1,12})\]")


@dataclass(frozen=True)
class Match:
    """The request a message was found to answer and by what sign; `author` is the contact who wrote, if one did."""

    request: Request | None
    sign: str
    author: Contact | None

    def from_agency(self, directory: Directory) -> bool:
        """Whether the author is a contact of the request's agency or of one that it took over from."""
        if self.request is None or self.author is None:
            return False
        agency = self.author.agency_id
        return agency == self.request.agency_id or self.request.agency_id in directory.agencies[agency].successors


def match(session: Session, sender: Sender, reply: Reply) -> Match:
    """The request that `reply` answers, or none. A subject tag or a sender alone never opens another agency's case."""
    author = contact_by_address(session, reply.sender) if reply.sender else None
    for sign, request in (
        ("key", _by_key(session, sender, reply)),
        ("references", _by_references(session, reply)),
        ("subject", _by_subject(session, reply, author)),
        ("sender", _by_sender(session, author)),
    ):
        if request is not None:
            return Match(request, sign, author)
    return Match(None, "", author)


def letter_answered(session: Session, request: Request, reply: Reply) -> str | None:
    """The plain text of our letter that the message answers: the one it refers to, else the thread's first."""
    ids = [reply.in_reply_to, *reversed(reply.references)]
    query = select(Letter, LetterRaw).join(LetterRaw, col(LetterRaw.letter_id) == Letter.id)
    found = {
        letter.message_id: raw.text
        for letter, raw in session.exec(query.where(Letter.request_id == request.id).order_by(col(Letter.id)))
    }
    named = next((found[one] for one in ids if one in found), None)
    return named or next(iter(found.values()), None)


def _by_key(session: Session, sender: Sender, reply: Reply) -> Request | None:
    keys = (sender.key(text) for text in reply.keys)
    return next((session.get(Request, key.subject_id) for key in keys if key and key.kind == REQUEST_KEY), None)


def _by_references(session: Session, reply: Reply) -> Request | None:
    ids = [one for one in (reply.in_reply_to, *reversed(reply.references)) if one]
    letters = session.exec(select(Letter).where(col(Letter.message_id).in_(ids), col(Letter.request_id).is_not(None)))
    letter = next(iter(letters), None)
    return session.get(Request, letter.request_id) if letter else None


def _by_subject(session: Session, reply: Reply, author: Contact | None) -> Request | None:
    found = TAG.search(reply.subject)
    if found is None or author is None:
        return None
    request = session.get(Request, int(found.group(2)))
    if request is None or request.agency_id != author.agency_id:
        return None
    return request if session.get_one(Plan, request.plan_id).tag == found.group(1) else None


def _by_sender(session: Session, author: Contact | None) -> Request | None:
    if author is None:
        return None
    open_requests = session.exec(select(Request).where(Request.agency_id == author.agency_id)).all()
    return open_requests[0] if len(open_requests) == 1 else None
