"""Who answered, in words: a contact or a colleague of an agency, as the record names them."""

from sqlmodel import Session

from language.wording import Wording, wording
from models.clerk import Clerk
from models.contact import Contact

CONTACT, CLERK = "contact", "clerk"


def by_contact(contact: Contact) -> str:
    """How the record names a contact."""
    return f"{CONTACT}:{contact.id}"


def by_clerk(clerk: Clerk) -> str:
    """How the record names a colleague."""
    return f"{CLERK}:{clerk.id}"


def author_name(session: Session, by: str) -> Wording:
    """The person or mailbox that `by` names; of a colleague also who passed the tasks on to him."""
    kind, _, number = by.partition(":")
    if kind == CONTACT and number.isdigit():
        contact = session.get(Contact, int(number))
        return _plain(_contact_name(contact) if contact else by)
    clerk = session.get(Clerk, int(number)) if kind == CLERK and number.isdigit() else None
    if clerk is None:
        return _plain(by)
    contact = session.get(Contact, clerk.contact_id)
    return wording("{name} (được {contact} giao)", name=clerk.name, contact=_contact_name(contact) if contact else "–")


def _contact_name(contact: Contact) -> str:
    return contact.name or contact.address


def _plain(text: str) -> Wording:
    return Wording("{name}", (("name", text),))
