"""Mailboxes at agencies, by role, with dates of validity."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from sqlalchemy import Date, bindparam
from sqlmodel import Field, Session, SQLModel, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.database import UtcDateTime

ANSWERS = "answers"
COPIED = "copied"
HEAD = "head"
ALTERNATE = "alternate"


class Contact(SQLModel, table=True):
    """A mailbox at an agency; `role` is answers, copied, head or alternate.

    `away_until` is the last day of an absence that its automatic reply named; `consent` says that answers of this
    mailbox wait for the consent of the agency's head.
    """

    id: int | None = Field(default=None, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    role: str
    name: str
    address: str = Field(index=True)
    valid_from: date | None = None
    valid_to: date | None = None
    bounced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    away_until: date | None = None
    consent: bool = False

    def valid_on(self, day: date) -> bool:
        """Whether the contact stands for its agency on `day`."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def contacts_by_agency(session: Session, agency_ids: Iterable[str], day: date) -> dict[str, list[Contact]]:
    """For each of the agencies, its contacts valid on `day` whose mailbox has not bounced."""
    found: dict[str, list[Contact]] = {}
    for contact in session.exec(_in_use(), params={"agency_ids": list(set(agency_ids)), "day": day}):
        found.setdefault(contact.agency_id, []).append(contact)
    return found


@cache
def _in_use() -> SelectOfScalar[Contact]:
    day = bindparam("day", type_=Date)
    return (
        select(Contact)
        .where(
            col(Contact.agency_id).in_(bindparam("agency_ids", expanding=True)),
            or_(col(Contact.valid_from).is_(None), col(Contact.valid_from) <= day),
            or_(col(Contact.valid_to).is_(None), col(Contact.valid_to) >= day),
            col(Contact.bounced_at).is_(None),
        )
        .order_by(col(Contact.id))
    )


def contacts_of(session: Session, agency_id: str, roles: tuple[str, ...], day: date) -> list[Contact]:
    """The contacts of an agency in any of `roles` valid on `day` whose mailbox has not bounced."""
    found = contacts_by_agency(session, [agency_id], day).get(agency_id, [])
    return [contact for contact in found if contact.role in roles]


def contacts_at(session: Session, address: str) -> list[Contact]:
    """Every contact whose mailbox is `address`, whatever its case, those who answer first."""
    found = session.exec(select(Contact).where(Contact.address == address.strip().lower()).order_by(col(Contact.id)))
    return sorted(found, key=lambda contact: contact.role != ANSWERS)


def contact_by_address(session: Session, address: str) -> Contact | None:
    """The contact whose mailbox is `address`, whatever its case."""
    return session.exec(select(Contact).where(Contact.address == address.strip().lower())).first()


def store_contact(session: Session, contact: Contact, consent: bool | None = None) -> Contact:
    """The stored contact of that agency, role and address, added or brought up to date.

    Whether its answers wait for the agency's head is set where `consent` says so, and else left as it is.
    """
    contact.address = contact.address.strip().lower()
    known = session.exec(
        select(Contact).where(
            Contact.agency_id == contact.agency_id,
            Contact.role == contact.role,
            Contact.address == contact.address,
        )
    ).first()
    if known is None:
        contact.consent = bool(consent) or contact.consent
        session.add(contact)
        session.flush()
        return contact
    known.name, known.valid_from, known.valid_to = contact.name, contact.valid_from, contact.valid_to
    known.consent = known.consent if consent is None else consent
    session.flush()
    return known


def all_contacts(session: Session) -> list[Contact]:
    """Every contact, ended ones too, by agency, then in the order of storing."""
    return list(session.exec(select(Contact).order_by(col(Contact.agency_id), col(Contact.id))))


def ended_by(contact: Contact, day: date) -> bool:
    """Whether the contact's last day lies before `day`."""
    return contact.valid_to is not None and contact.valid_to < day


def without_head(session: Session, day: date) -> list[Contact]:
    """The contacts whose answers are to wait for a head whom nobody can write to on `day`."""
    wanting = session.exec(select(Contact).where(col(Contact.consent).is_(True)).order_by(col(Contact.id)))
    valid = [contact for contact in wanting if contact.valid_on(day)]
    return [contact for contact in valid if not contacts_of(session, contact.agency_id, (HEAD,), day)]


def bounced_contacts(session: Session, day: date) -> list[Contact]:
    """The contacts whose mailbox sent a letter back and that nobody has replaced by `day`."""
    found = session.exec(select(Contact).where(col(Contact.bounced_at).is_not(None)).order_by(col(Contact.id)))
    return [contact for contact in found if not ended_by(contact, day)]
