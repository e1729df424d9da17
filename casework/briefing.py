"""The daily letter to the office: everything that waits for a person, and nothing else."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select

from casework.approving import letters_to_approve
from casework.docket import Docket
from casework.facts import Facts
from casework.queueing import TO, agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.brief_letter import (
    DraftItem,
    FailureItem,
    ObjectionItem,
    OfficeBrief,
    PenItem,
    QuestionItem,
    UnreachableAgency,
    office_brief,
)
from models.contact import ANSWERS, Contact
from models.digest import ROUND, waiting_drafts
from models.digest_canonical import from_canonical
from models.issue import issue_name
from models.letter import BOUNCED, BRIEF, FAILED, NOT_ARRIVED, UNCONFIRMED, Delivery, Letter, Notice
from models.message import Message
from models.objection import WAITING, objections_of
from models.obligation import obligation_with_task
from models.pen import OPEN
from models.pen import PenItem as PenRow
from models.question import standing_questions
from models.words import DELIVERIES, LETTERS

TROUBLE = (FAILED, BOUNCED, UNCONFIRMED)


def queue_brief(session: Session, docket: Docket, sender: Sender) -> Letter | None:
    """Queue today's letter to the office when anything waits; None when nothing does, or nobody is there to read it."""
    if gather_brief(session, docket).total == 0:
        return None
    recipients = agency_recipients(session, docket.plan.office_agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"brief/{docket.plan.slug}/{docket.day.isoformat()}/{docket.mode}",
        kind=BRIEF,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=docket.plan.office_agency_id,
    )


def outline_brief(facts: Facts, sender: Sender, letter: Letter) -> Outline:
    """The letter, as things stand when it is drafted."""
    return compose(facts, sender, letter, Words(office_brief, (gather_brief(facts.session, facts.docket),)))


def gather_brief(session: Session, docket: Docket) -> OfficeBrief:
    """Everything of the plan that waits for a person."""
    return OfficeBrief(
        as_of=docket.day,
        tag=docket.plan.tag,
        office_name=docket.name_of(docket.plan.office_agency_id),
        trial=docket.trial,
        pen=_pen(session, docket),
        drafts=_drafts(session, docket),
        objections=_objections(session, docket),
        failures=_failures(session, docket),
        questions=_questions(session, docket),
        unreachable=_unreachable(session, docket),
    )


def _pen(session: Session, docket: Docket) -> tuple[PenItem, ...]:
    query = (
        select(PenRow, Message)
        .join(Message, col(Message.id) == PenRow.message_id)
        .where(PenRow.state == OPEN)
        .order_by(col(PenRow.id))
    )
    return tuple(
        PenItem(
            number=item.id or 0,
            received_at=message.received_at,
            sender=message.sender or "",
            subject=message.subject or "",
            why=item.why,
            proposal=str(item.proposal.get("say", "")) or None,
        )
        for item, message in session.exec(query)
    )


def _drafts(session: Session, docket: Docket) -> tuple[DraftItem, ...]:
    zone = ZoneInfo(docket.policy.zone)
    mine = (digest for digest in waiting_drafts(session) if digest.plan_id == docket.plan_id)
    digests = (
        DraftItem(
            name=issue_name(digest.period_key).say(),
            since=digest.frozen_at.astimezone(zone).date(),
            command=f"dondoc digest approve {digest.id}",
            due_on=from_canonical(digest.content).head.period.due,
            open_until=digest.round_until.astimezone(zone) if digest.state == ROUND and digest.round_until else None,
        )
        for digest in mine
    )
    letters = (
        DraftItem(name=LETTERS[one.kind].say(), since=one.day, command=f"dondoc letters approve {one.id}")
        for one in letters_to_approve(session, docket.plan_id, docket.mode)
    )
    return (*digests, *letters)


def _objections(session: Session, docket: Docket) -> tuple[ObjectionItem, ...]:
    waiting = [one for one in objections_of(session, docket.plan_id) if one.state == WAITING]
    return tuple(
        ObjectionItem(
            number=one.id or 0,
            agency_name=docket.name_of(one.agency_id),
            code=obligation_with_task(session, one.obligation_id)[3].code,
            text=one.text,
        )
        for one in waiting
    )


def _failures(session: Session, docket: Docket) -> tuple[FailureItem, ...]:
    query = (
        select(Delivery, Letter, Contact)
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .join(Contact, col(Contact.id) == Delivery.contact_id)
        .where(
            col(Delivery.state).in_(TROUBLE),
            Letter.plan_id == docket.plan_id,
            Letter.mode == docket.mode,
            ~_made_good(),
        )
        .order_by(col(Delivery.id))
    )
    return tuple(
        FailureItem(
            agency_name=docket.name_of(contact.agency_id),
            address=delivery.address,
            letter_name=LETTERS[letter.kind].say(),
            outcome=DELIVERIES[delivery.state].say(),
            said=delivery.said or "",
            on=letter.day,
        )
        for delivery, letter, contact in session.exec(query)
    )


def _made_good() -> ColumnElement[bool]:
    """Whether the letter went to another mailbox of the agency in place of this one, or is on its way there."""
    other = aliased(Delivery)
    return exists().where(
        col(other.letter_id) == Delivery.letter_id,
        col(other.header) == TO,
        col(other.id) > Delivery.id,
        col(other.state).not_in([*NOT_ARRIVED, UNCONFIRMED]),
    )


def _questions(session: Session, docket: Docket) -> tuple[QuestionItem, ...]:
    """The questions, those that ask the same of several tasks as one."""
    codes: dict[tuple[str, str], list[str]] = {}
    for one in standing_questions(session, docket.plan_id):
        codes.setdefault((one.text, one.why), []).append(one.code)
    return tuple(QuestionItem(code=", ".join(of), text=text, why=why) for (text, why), of in codes.items())


def _unreachable(session: Session, docket: Docket) -> tuple[UnreachableAgency, ...]:
    query = select(Notice).where(Notice.dropped == "no_contact", Notice.mode == docket.mode)
    owed: dict[str, list[date]] = {}
    for notice in session.exec(query):
        obligation, _, occasion, _ = obligation_with_task(session, notice.obligation_id)
        if occasion.plan_id == docket.plan_id:
            owed.setdefault(obligation.agency_id, []).append(occasion.due_on)
    return tuple(
        UnreachableAgency(agency_name=docket.name_of(agency_id), task_count=len(days), first_due_on=min(days))
        for agency_id, days in owed.items()
    )
