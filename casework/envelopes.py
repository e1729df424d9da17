"""The day's letters of a plan to many agencies at once: those that notices can still join, and new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.queueing import CC, Recipient, deliveries_to, each_once, recipients_among
from casework.sender import Sender
from models.contact import ANSWERS, HEAD, Contact, contacts_by_agency
from models.letter import COMMITTEE_ESCALATION, ESCALATION, QUEUED, REMINDER, REQUEST, Delivery, Letter
from models.policy import LadderStep, Purpose
from models.request import Request, requests_for
from models.told import Alike

KIND_OF = {
    Purpose.ASK: REQUEST,
    Purpose.REMIND: REMINDER,
    Purpose.LAST_CALL: REMINDER,
    Purpose.ESCALATE: ESCALATION,
}
COMMITTEE = "committee"
Envelope = tuple[str, str]


@dataclass(frozen=True)
class Telling:
    """One step to be told about what is owed, and the agency it is told to."""

    owed: Alike
    step: LadderStep
    agency_id: str

    @property
    def envelope(self) -> Envelope:
        """What goes into one letter: (agency, audience)."""
        return self.agency_id, self.step.to

    @property
    def thread(self) -> tuple[str, str]:
        """The request it is told in: (agency, period key)."""
        return self.agency_id, self.owed.period_key


def letters_for(session: Session, docket: Docket, sender: Sender, told: Sequence[Telling]) -> dict[Envelope, Letter]:
    """Today's letter of each envelope that somebody is there to read, queued when none can be joined.

    A letter can be joined while it is not approved or written, and none of its deliveries was taken, withdrawn or given
    up. One that needs approval has no deliveries before.
    """
    first: dict[Envelope, Telling] = {}
    for one in told:
        first.setdefault(one.envelope, one)
    contacts = contacts_by_agency(session, {*(one.agency_id for one in told), docket.plan.office_agency_id}, docket.day)
    recipients = {envelope: _recipients(docket, contacts, one) for envelope, one in first.items()}
    reached = {envelope: one for envelope, one in first.items() if recipients[envelope]}
    by_slot, shut = _letters_of_the_day(session, docket, {agency_id for agency_id, _ in reached})
    slots = {envelope: _free_slot(docket, envelope, by_slot, shut) for envelope in reached}
    fresh = {slots[envelope]: one for envelope, one in reached.items() if slots[envelope] not in by_slot}
    by_slot |= _new_letters(session, docket, sender, fresh)
    for slot, one in fresh.items():
        if not by_slot[slot].awaits_approval:
            session.add_all(deliveries_to(by_slot[slot], recipients[one.envelope], docket.now))
    session.flush()
    return {envelope: by_slot[slot] for envelope, slot in slots.items()}


def _recipients(docket: Docket, contacts: dict[str, list[Contact]], told: Telling) -> list[Recipient]:
    recipients = recipients_among(contacts.get(told.agency_id, []), HEAD if told.step.to == HEAD else ANSWERS)
    if not recipients or not told.step.copy_office:
        return recipients
    office = contacts.get(docket.plan.office_agency_id, [])
    return each_once([*recipients, *(Recipient(one, CC) for one in office if one.role == ANSWERS)])


def _letters_of_the_day(
    session: Session, docket: Docket, agency_ids: set[str]
) -> tuple[dict[str, Letter], set[int | None]]:
    """(the plan's letters of today to these agencies by slot, ids of those that nothing can join any more)."""
    ours = (Letter.plan_id == docket.plan_id, Letter.day == docket.day, col(Letter.agency_id).in_(agency_ids))
    letters = list(session.exec(select(Letter).where(*ours)))
    moved = select(Delivery.letter_id).join(Letter, col(Letter.id) == Delivery.letter_id)
    shut: set[int | None] = {one.id for one in letters if one.written_at or one.approved_at}
    for letter_id in session.exec(moved.where(*ours, Delivery.state != QUEUED)):
        shut.add(letter_id)
    return {one.slot: one for one in letters}, shut


def _free_slot(docket: Docket, envelope: Envelope, by_slot: dict[str, Letter], shut: set[int | None]) -> str:
    agency_id, audience = envelope
    slot = f"{docket.plan.slug}/{agency_id}/{docket.day.isoformat()}/{audience}/{docket.mode}"
    number, candidate = 1, slot
    while candidate in by_slot and by_slot[candidate].id in shut:
        number += 1
        candidate = f"{slot}#{number}"
    return candidate


def _new_letters(session: Session, docket: Docket, sender: Sender, fresh: dict[str, Telling]) -> dict[str, Letter]:
    threads = requests_for(session, docket.plan_id, {one.thread: None for one in fresh.values()}, docket.now)
    letters = {slot: _letter(docket, sender, slot, one, threads[one.thread]) for slot, one in fresh.items()}
    session.add_all(letters.values())
    session.flush()
    return letters


def _letter(docket: Docket, sender: Sender, slot: str, told: Telling, request: Request) -> Letter:
    return Letter(
        slot=slot,
        kind=COMMITTEE_ESCALATION if told.step.to == COMMITTEE else KIND_OF[told.step.purpose],
        mode=docket.mode,
        day=docket.day,
        plan_id=docket.plan_id,
        agency_id=told.agency_id,
        request_id=request.id,
        message_id=sender.message_id(slot),
        queued_at=docket.now,
        needs_approval=told.step.approval,
    )
