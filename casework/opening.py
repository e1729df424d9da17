"""What a key opens: a request to its contact or to a colleague, what waits for a head, a stranger's letter."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from casework.authors import by_clerk, by_contact
from casework.docket import Docket, open_docket
from casework.sender import Sender
from models.clerk import Clerk
from models.contact import Contact
from models.key import CLERK_KEY, DIGEST_KEY, HEAD_KEY, PEN_KEY, REQUEST_KEY, Key
from models.pen import PenItem
from models.plan import Plan
from models.request import Request

UNKNOWN, EXPIRED, SETTLED = "unknown", "expired", "settled"


@dataclass(frozen=True)
class Refusal:
    """Why a key opens nothing: unknown (it was never given out), expired (revoked or closed), settled (decided)."""

    reason: str


@dataclass(frozen=True)
class Opened:
    """A request that a key opens, and to whom: its contact, or the colleague to whom the contact passed a part."""

    docket: Docket
    request: Request
    contact: Contact
    clerk: Clerk | None = None

    @property
    def owner(self) -> str:
        """How the record names who is at the page."""
        return by_clerk(self.clerk) if self.clerk else by_contact(self.contact)


def open_request(session: Session, sender: Sender, key_text: str, now: datetime) -> Opened | Refusal:
    """The request behind the key of a contact or of a colleague."""
    key = sender.key(key_text)
    if key is None or key.kind not in (REQUEST_KEY, CLERK_KEY):
        return Refusal(UNKNOWN)
    clerk = session.get(Clerk, key.subject_id) if key.kind == CLERK_KEY else None
    if key.kind == CLERK_KEY and clerk is None:
        return Refusal(UNKNOWN)
    opened = _opened(session, key, clerk.request_id if clerk else key.subject_id, now, clerk)
    return Refusal(EXPIRED) if clerk is not None and clerk.revoked_at is not None else opened


def open_head(session: Session, sender: Sender, key_text: str, now: datetime) -> Opened | Refusal:
    """The request whose answers wait for the head who holds the key."""
    key = sender.key(key_text)
    if key is None or key.kind != HEAD_KEY:
        return Refusal(UNKNOWN)
    return _opened(session, key, key.subject_id, now)


def open_pen(session: Session, sender: Sender, key_text: str, now: datetime) -> tuple[Opened, PenItem] | Refusal:
    """The pen item about which a contact is asked, with its request."""
    key = sender.key(key_text)
    item = session.get(PenItem, key.subject_id) if key is not None and key.kind == PEN_KEY else None
    request = session.get(Request, item.request_id) if item is not None and item.request_id else None
    if key is None or item is None or request is None:
        return Refusal(UNKNOWN)
    opened = _opened(session, Key(key.kind, key.subject_id, key.contact_id, request.key_version), request.id or 0, now)
    return opened if isinstance(opened, Refusal) else (opened, item)


def digest_behind(session: Session, sender: Sender, key_text: str) -> int | Refusal:
    """The id of the digest that a reader's key opens."""
    key = sender.key(key_text)
    if key is None or key.kind != DIGEST_KEY:
        return Refusal(UNKNOWN)
    return key.subject_id


def _opened(session: Session, key: Key, request_id: int, now: datetime, clerk: Clerk | None = None) -> Opened | Refusal:
    request, contact = session.get(Request, request_id), session.get(Contact, key.contact_id)
    if request is None or contact is None:
        return Refusal(UNKNOWN)
    plan = session.get_one(Plan, request.plan_id)
    docket = open_docket(session, plan, now)
    left = contact.valid_to is not None and contact.valid_to < docket.day
    if request.key_version != key.version or plan.closed_on is not None or left:
        return Refusal(EXPIRED)
    return Opened(docket, request, contact, clerk)
