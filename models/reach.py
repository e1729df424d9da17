"""Whom of an agency a letter can reach on a day, worked out from its contacts alone."""

from collections.abc import Collection, Iterable
from datetime import date

from models.contact import ALTERNATE, ANSWERS, HEAD, Contact
from models.planner import Correspondent


def correspondent(
    agency_id: str,
    contacts: Iterable[Contact],
    day: date,
    *,
    committee: bool = True,
    written_on: Collection[date] = (),
    closed_today: bool = False,
) -> Correspondent:
    """The agency as the planner sees it on `day`; `contacts` are its mailboxes of any time.

    `committee` says whether the Committee has a mailbox that a letter naming the agency can reach.

    It is away while every mailbox that answers is, until the first of them comes back.
    """
    reached = [one for one in contacts if reaches(one, day)]
    answering = answering_among(reached)
    back_after = min((one.away_until or date.min for one in answering), default=date.min)
    return Correspondent(
        agency_id,
        answers=bool(answering),
        head=any(one.role == HEAD for one in reached),
        committee=committee,
        away_until=None if back_after == date.min else back_after,
        written_on=tuple(sorted(written_on)),
        closed_today=closed_today,
    )


def answering_among(contacts: Iterable[Contact]) -> list[Contact]:
    """Those of the contacts that are asked: the mailboxes that answer, or the alternates when there is none."""
    usable = list(contacts)
    first = [one for one in usable if one.role == ANSWERS]
    return first or [one for one in usable if one.role == ALTERNATE]


def reaches(contact: Contact, day: date) -> bool:
    """Whether the mailbox is in use on `day` and has not bounced."""
    if contact.bounced_at is not None:
        return False
    return (contact.valid_from or date.min) <= day <= (contact.valid_to or date.max)
