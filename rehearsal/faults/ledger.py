"""What the post office has, held against what our rows say: nothing lost, nothing doubled, nothing to a stranger."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser

from sqlmodel import Session, select

from casework.docket import Docket
from casework.proving import prove
from models.contact import Contact
from models.letter import BOUNCED, DEFERRED, QUEUED, SENDING, SENT, UNCONFIRMED, Delivery, Letter, Notice
from models.message import Message
from models.mode import trial_address
from rehearsal.post_office import PostOffice, mailbox_of

MAY_HAVE_ARRIVED = frozenset({SENT, BOUNCED, UNCONFIRMED, SENDING})
Arrived = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Ledger:
    """Each list names what it counts; all but `unconfirmed` must be empty."""

    lost: list[str]
    doubled: list[str]
    strangers: list[str]
    unconfirmed: list[str]

    @property
    def kept(self) -> bool:
        """Whether the promises held."""
        return not (self.lost or self.doubled or self.strangers)


def arrived(office: PostOffice, ours: str) -> Arrived:
    """How often each box has each letter, by Message-ID; our own box aside."""
    boxes = (box for box in office.addresses if box != mailbox_of(ours))
    return Counter((box, message_id_of(raw)) for box in boxes for raw in office.mailbox(box))


def message_id_of(raw: bytes) -> str:
    """The Message-ID of a message as it arrived."""
    return str(BytesHeaderParser().parsebytes(raw)["Message-ID"] or "").strip()


def doubled(session: Session, letters: Arrived, lied_about: Collection[str]) -> list[str]:
    """Letters that a box has twice, but for those about which the server lied; and steps told twice."""
    twice = [
        f"{box}: {name} ×{count}" for (box, name), count in letters.items() if count > 1 and name not in lied_about
    ]
    told = Counter(
        (one.obligation_id, one.purpose, one.step, one.due_revision)
        for one in session.exec(select(Notice))
        if one.letter_id is not None and one.dropped is None
    )
    return twice + [f"notice {step} ×{count}" for step, count in told.items() if count > 1]


def strangers(session: Session, docket: Docket, letters: Arrived) -> list[str]:
    """Boxes that have a letter which was not for them."""
    rightful = set(_rightful(session, docket))
    return [f"{box}: {name}" for box, name in letters if (box, name) not in rightful]


def _rightful(session: Session, docket: Docket) -> Iterator[tuple[str, str]]:
    contacts = {one.id: one for one in session.exec(select(Contact))}
    for delivery, letter in _deliveries(session):
        contact = contacts.get(delivery.contact_id)
        if contact is None or _is_for(docket, letter, contact.agency_id):
            yield mailbox_of(trial_address(delivery.address)), letter.message_id


def _is_for(docket: Docket, letter: Letter, agency_id: str) -> bool:
    if agency_id in (letter.agency_id, docket.plan.office_agency_id):
        return True
    return letter.agency_id in docket.directory.answering(agency_id, docket.day)


def _deliveries(session: Session) -> list[tuple[Delivery, Letter]]:
    return list(session.exec(select(Delivery, Letter).join(Letter, Letter.id == Delivery.letter_id)))  # type: ignore[arg-type]


def ledger(session: Session, docket: Docket, office: PostOffice, ours: str, lied_about: Collection[str]) -> Ledger:
    """The account at the end, when nothing should be on its way any more."""
    letters = arrived(office, ours)
    return Ledger(
        lost=[*_letters_lost(session, letters, lied_about), *_messages_lost(session, office, ours)]
        + [f"{one.place}: {one.why}" for one in prove(session, docket).holes],
        doubled=doubled(session, letters, lied_about),
        strangers=strangers(session, docket, letters),
        unconfirmed=list(_unconfirmed(session, letters)),
    )


def _letters_lost(session: Session, letters: Arrived, lied_about: Collection[str]) -> Iterator[str]:
    for delivery, letter in _deliveries(session):
        at = mailbox_of(trial_address(delivery.address)), letter.message_id
        there = letters[at] > 0
        if letter.message_id in lied_about:
            continue
        if delivery.state in (QUEUED, DEFERRED, SENDING):
            yield f"{at[0]}: letter {letter.id} still {delivery.state}"
        elif delivery.state == SENT and not there:
            yield f"{at[0]}: letter {letter.id} is sent and did not arrive"
        elif there and delivery.state not in MAY_HAVE_ARRIVED:
            yield f"{at[0]}: letter {letter.id} arrived and is {delivery.state}"


def _messages_lost(session: Session, office: PostOffice, ours: str) -> Iterator[str]:
    stored = set(session.exec(select(Message.message_id)))
    for raw in office.mailbox(ours):
        if message_id_of(raw) not in stored:
            yield f"{ours}: message {message_id_of(raw)} was never stored"


def _unconfirmed(session: Session, letters: Arrived) -> Iterator[str]:
    for delivery, letter in _deliveries(session):
        if delivery.state == UNCONFIRMED:
            box = mailbox_of(trial_address(delivery.address))
            there = letters[box, letter.message_id]
            yield f"{letter.kind} {letter.id}, {box}: {'arrived' if there else 'did not arrive'}"
