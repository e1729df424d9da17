"""The office's hand on the mailboxes of agencies: setting one, and finding who is owed a letter and has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from casework.docket import Docket
from language.wording import Wording, wording
from mail import headers
from models.agency import Agency
from models.contact import ALTERNATE, ANSWERS, COPIED, HEAD, Contact, all_contacts, contacts_of, ended_by, store_contact
from models.event import record
from models.obligation import look_again_at_all
from models.standing import UNANSWERED, State, standings

ROLES = (ANSWERS, COPIED, HEAD, ALTERNATE)
OPEN_STATES = UNANSWERED | {State.PLANNED, State.DUE_TO_ASK, State.HELD}


@dataclass(frozen=True)
class Unaddressed:
    """An agency that owes reports and cannot be written to."""

    agency_id: str
    obligations: int
    first_due_on: date


def set_contact(
    session: Session,
    contact: Contact,
    by: str,
    now: datetime,
    day: date,
    *,
    beside: bool = False,
    consent: bool | None = None,
) -> Contact | Wording:
    """Make `contact` the agency's mailbox in its role from `day` on, or, `beside`, one of several; or why not.

    The others of that role end the day before. A mailbox set again counts as mended if it had bounced. `consent` says
    whether its answers wait for the agency's head; None leaves that as it is.
    """
    why = _fault(session, contact)
    if why is not None:
        return why
    contact.valid_from = contact.valid_from or day
    stored = store_contact(session, contact, consent)
    stored.bounced_at = None
    session.add(stored)
    ended = [] if beside else _end_others(session, stored, day)
    look_again_at_all(session)
    record(session, now, by, "set", f"contact:{stored.id}", agency=stored.agency_id, role=stored.role, ended=ended)
    return stored


def _fault(session: Session, contact: Contact) -> Wording | None:
    if session.get(Agency, contact.agency_id) is None:
        return wording("Danh bạ không có cơ quan mã “{agency}”.", agency=contact.agency_id)
    if contact.role not in ROLES:
        return wording("Vai trò phải là một trong: {roles}.", roles=", ".join(ROLES))
    if not _is_address(contact.address.strip()):
        return wording("“{address}” không phải địa chỉ thư điện tử.", address=contact.address)
    return None


def _is_address(text: str) -> bool:
    try:
        return "." in headers.address(text).partition("@")[2].strip(".")
    except headers.UnfitMail:
        return False


def _end_others(session: Session, kept: Contact, day: date) -> list[int]:
    others = [
        one
        for one in all_contacts(session)
        if one.agency_id == kept.agency_id and one.role == kept.role and one.id != kept.id and not ended_by(one, day)
    ]
    for one in others:
        one.valid_to = day - timedelta(days=1)
        session.add(one)
    return [one.id or 0 for one in others]


def unaddressed(session: Session, docket: Docket) -> list[Unaddressed]:
    """The agencies that owe a report of the plan today and have no mailbox that answers."""
    owed: dict[str, list[date]] = {}
    for one in standings(session, docket.plan_id, docket.day, docket.mode):
        if one.state in OPEN_STATES:
            for agency_id in docket.answering(one.agency_id, one.task_id):
                owed.setdefault(agency_id, []).append(one.due_on)
    return [
        Unaddressed(agency_id, len(owed[agency_id]), min(owed[agency_id]))
        for agency_id in _without_mailbox(session, owed, docket.day)
    ]


def _without_mailbox(session: Session, agency_ids: Iterable[str], day: date) -> list[str]:
    return [agency_id for agency_id in agency_ids if not contacts_of(session, agency_id, (ANSWERS,), day)]
