"""Which request a received message answers, looked for in a fixed order: key, references, subject tag, form, sender."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.sender import Sender
from mail.message import KEY_MARK, from_stored
from mail.reply import Reply
from mail.sent_letter import SentLetter
from models.contact import Contact, contacts_at
from models.key import REQUEST_KEY
from models.letter import Letter, LetterRaw
from models.plan import Plan
from models.request import Request

MOST_LETTERS = 5
MOST_KEPT = 100
TAG = re.compile(r"\[([^\[\]\s]{1,20})-([0-9]{1,9})\]")


@dataclass(frozen=True)
class Match:
    """The request a message was found to answer and by what sign; `author` is the contact who wrote, if one did."""

    request: Request | None
    sign: str
    author: Contact | None

    def from_agency(self, docket: Docket) -> bool:
        """Whether the author is today a contact of the request's agency or of one that it took over from."""
        if self.request is None or self.author is None or not self.author.valid_on(docket.day):
            return False
        agency, asked = self.author.agency_id, self.request.agency_id
        return agency == asked or asked in docket.directory.agencies[agency].successors


def match(session: Session, sender: Sender, reply: Reply, forms: Sequence[tuple[str, int]] = ()) -> Match:
    """The request that `reply` answers, or none; `forms` are the tags of the forms that came with it.

    A tag, of the subject or of a form, or a sender alone never opens another agency's case.
    """
    authors = contacts_at(session, reply.sender) if reply.sender else []
    signs: tuple[tuple[str, Callable[[], Request | None]], ...] = (
        ("key", lambda: _by_key(session, sender, reply)),
        ("references", lambda: _by_references(session, reply)),
        ("subject", lambda: _by_subject(session, reply, authors)),
        ("form", lambda: _by_forms(session, forms, authors)),
        ("sender", lambda: _by_sender(session, authors)),
    )
    for sign, find in signs:
        if (request := find()) is not None:
            return Match(request, sign, _author_for(request, authors))
    return Match(None, "", next(iter(authors), None))


def _author_for(request: Request, authors: list[Contact]) -> Contact | None:
    """Of contacts that share one mailbox, the one at the agency that was asked."""
    return next((one for one in authors if one.agency_id == request.agency_id), next(iter(authors), None))


def letters_answered(session: Session, sender: Sender, request: Request, reply: Reply) -> list[SentLetter]:
    """Our letters that the message may quote, the likeliest first: the one it refers to, then the thread's newest.

    A receipt is answered over the request that it was for.
    """
    ids = [one for one in (reply.in_reply_to, *reversed(reply.references)) if one]
    query = select(Letter).where(Letter.request_id == request.id, col(Letter.written_at).is_not(None))
    thread = {letter.message_id: letter for letter in session.exec(query.order_by(col(Letter.id).desc()))}
    named = next((thread[one] for one in ids if one in thread), None)
    own_key = next((text for text in reply.keys if sender.key(text)), KEY_MARK)
    newest = [one for one in thread.values() if one is not named]
    likely = [*([named] if named else ()), *newest][:MOST_LETTERS]
    return [_as_sent(session.get_one(LetterRaw, one.id).content, sender, own_key) for one in likely]


@lru_cache(maxsize=MOST_KEPT)
def _as_sent(stored: bytes, sender: Sender, key: str) -> SentLetter:
    """The letter as its reader has it; kept, for an agency often writes more than once."""
    mail = from_stored(stored)
    names = mail.sender_name, mail.sender_address, sender.address, f"{sender.local}+"
    return SentLetter(mail.text.replace(KEY_MARK, key), mail.html.replace(KEY_MARK, key), names)


def _by_key(session: Session, sender: Sender, reply: Reply) -> Request | None:
    """The request of the first key that was not revoked."""
    keys = [key for key in map(sender.key, reply.keys) if key is not None and key.kind == REQUEST_KEY]
    found = ((session.get(Request, key.subject_id), key) for key in keys)
    return next((request for request, key in found if request and request.key_version == key.version), None)


def _by_references(session: Session, reply: Reply) -> Request | None:
    ids = [one for one in (reply.in_reply_to, *reversed(reply.references)) if one]
    letters = session.exec(select(Letter).where(col(Letter.message_id).in_(ids), col(Letter.request_id).is_not(None)))
    letter = next(iter(letters), None)
    return session.get(Request, letter.request_id) if letter else None


def _by_subject(session: Session, reply: Reply, authors: list[Contact]) -> Request | None:
    found = TAG.search(reply.subject)
    return _tagged(session, found.group(1), int(found.group(2)), authors) if found else None


def _by_forms(session: Session, forms: Sequence[tuple[str, int]], authors: list[Contact]) -> Request | None:
    """The one request whose forms came along; forms of two requests in one message name none."""
    named = set(forms)
    return _tagged(session, *named.pop(), authors) if len(named) == 1 else None


def _tagged(session: Session, tag: str, number: int, authors: list[Contact]) -> Request | None:
    query = (
        select(Request)
        .join(Plan, col(Plan.id) == Request.plan_id)
        .where(Plan.tag == tag, Request.id == number)
        .where(col(Request.agency_id).in_([one.agency_id for one in authors]))
    )
    return session.exec(query).first()


def _by_sender(session: Session, authors: list[Contact]) -> Request | None:
    """The only request of an open plan to the agencies that the author writes for."""
    query = (
        select(Request)
        .join(Plan, col(Plan.id) == Request.plan_id)
        .where(col(Plan.closed_on).is_(None), col(Request.agency_id).in_([one.agency_id for one in authors]))
    )
    open_requests = session.exec(query).all()
    return open_requests[0] if len(open_requests) == 1 else None
