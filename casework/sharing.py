"""Passing tasks of a request on to a colleague: a link of his own, which the contact can take back."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from casework.opening import Opened, Refusal, open_request
from casework.recording import offered
from casework.sender import Sender
from language.wording import Wording, wording
from models.clerk import Clerk, clerks_of
from models.event import record

MOST_COLLEAGUES = 30
LONGEST_NAME = 120


def share(
    session: Session, sender: Sender, key_text: str, name: str, obligation_ids: Sequence[int], now: datetime
) -> Clerk | Wording | Refusal:
    """A link for a colleague of that name to these tasks; or what is missing. Only the contact himself shares."""
    opened = _own(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    allowed = [one.obligation_id for one in offered(session, opened.docket, opened.request)]
    chosen = [one for one in allowed if one in set(obligation_ids)]
    why = _fault(session, opened, name.strip(), chosen)
    if why is not None:
        return why
    clerk = Clerk(
        request_id=opened.request.id or 0,
        contact_id=opened.contact.id or 0,
        name=name.strip(),
        obligations=chosen,
        made_at=now,
    )
    session.add(clerk)
    session.flush()
    record(session, now, opened.owner, "shared", f"request:{opened.request.id}", clerk=clerk.id, obligations=chosen)
    return clerk


def _own(session: Session, sender: Sender, key_text: str, now: datetime) -> Opened | Refusal:
    opened = open_request(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    return opened if opened.clerk is None else Refusal("unknown")


def _fault(session: Session, opened: Opened, name: str, chosen: Sequence[int]) -> Wording | None:
    if not name or len(name) > LONGEST_NAME:
        return wording("Ghi tên đồng nghiệp hoặc đơn vị được giao.")
    if not chosen:
        return wording("Chọn ít nhất một nhiệm vụ.")
    if len(clerks_of(session, opened.request.id or 0)) >= MOST_COLLEAGUES:
        return wording("Đã có {most} đường dẫn; xin thu hồi bớt.", most=MOST_COLLEAGUES)
    return None


def revoke(session: Session, sender: Sender, key_text: str, clerk_id: int, now: datetime) -> bool | Refusal:
    """Take a colleague's link back; False when this request has no such link."""
    opened = _own(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    clerk = session.get(Clerk, clerk_id)
    if clerk is None or clerk.request_id != opened.request.id or clerk.revoked_at is not None:
        return False
    clerk.revoked_at = now
    session.add(clerk)
    record(session, now, opened.owner, "revoked", f"clerk:{clerk.id}", request=opened.request.id)
    return True


def link_of(sender: Sender, clerk: Clerk, key_version: int) -> str:
    """The address of the colleague's page."""
    return sender.answer_url(sender.clerk_key(clerk.id or 0, clerk.contact_id, key_version))


def links_of(session: Session, sender: Sender, key_text: str, now: datetime) -> list[tuple[Clerk, str]] | Refusal:
    """The colleagues of the request behind a contact's key, each with his link."""
    opened = _own(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    version = opened.request.key_version
    return [(one, link_of(sender, one, version)) for one in clerks_of(session, opened.request.id or 0)]
