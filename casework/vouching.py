"""An agency says whether a stranger wrote for it: then his answers are recorded as its own, or leave the pen."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from casework.authors import by_contact
from casework.consenting import await_consent, wants_consent
from casework.facts import Facts
from casework.letter_facts import asked_tasks, leads_first, period_head
from casework.opening import SETTLED, Opened, Refusal, open_pen
from casework.penning import LOCKED
from casework.placing import close_item, drop_item, file_item, proposed_answers
from casework.recording import Answer, Source, locked
from casework.sender import Sender
from language.wording import wording
from mail.letters import AskedTask, PeriodHead
from models.event import record
from models.message import Message
from models.pen import FILED, OPEN, PenItem, items_of_message
from models.response import Response
from models.standing import standings

MAIL = "mail"
FOR_THE_HEAD = wording("cơ quan đã xác nhận người gửi; chờ lãnh đạo cơ quan đồng ý")
NOT_OUR_COLLEAGUE = wording("cơ quan được hỏi trả lời: người gửi không trả lời thay mình")


@dataclass(frozen=True)
class SenderForm:
    """What an agency is asked about a stranger's letter: who, when, in which words, and what would be recorded."""

    agency_name: str
    period: PeriodHead
    trial: bool
    stranger: str
    subject: str
    received_at: datetime
    texts: tuple[str, ...]
    answers: tuple[tuple[AskedTask, Answer], ...]


def read_sender(session: Session, sender: Sender, key_text: str, now: datetime) -> SenderForm | Refusal:
    """The question behind a contact's key; looking at it changes nothing."""
    found = _open_items(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    opened, items = found
    docket, message = opened.docket, session.get_one(Message, items[0].message_id)
    answers = {one.obligation_id: one for item in items for one in proposed_answers(item)}
    standing = standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=list(answers))
    tasks = asked_tasks(Facts(session, docket), leads_first(standing))
    return SenderForm(
        agency_name=docket.name_of(opened.request.agency_id),
        period=period_head(docket, opened.request.period_key),
        trial=docket.trial,
        stranger=message.sender or "–",
        subject=message.subject or "",
        received_at=message.received_at,
        texts=tuple(item.text for item in items),
        answers=tuple((task, answers[task.obligation_id]) for task in tasks),
    )


def vouch(session: Session, sender: Sender, key_text: str, now: datetime) -> list[Response] | Refusal:
    """The stranger wrote for the agency: what is certain is recorded as its own, the rest waits for the office."""
    found = _open_items(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    opened, items = found
    return [response for item in items for response in _take(session, sender, opened, item)]


def _take(session: Session, sender: Sender, opened: Opened, item: PenItem) -> list[Response]:
    who = by_contact(opened.contact)
    item.confirmed_by = who
    session.add(item)
    record(session, opened.docket.now, who, "vouched", f"penitem:{item.id}", message=item.message_id)
    answers = proposed_answers(item)
    shut = locked(session, opened.docket, [one.obligation_id for one in answers])
    if not answers or shut:
        item.why = LOCKED.say() if shut else item.why
        return []
    if wants_consent(session, opened.docket, opened.contact, opened.request.agency_id):
        source = Source(MAIL, who, item.message_id)
        await_consent(session, opened.docket, sender, opened.request, answers, source, opened.contact)
        close_item(session, item, FILED, who, FOR_THE_HEAD.say(), opened.docket.now)
        return []
    filed = file_item(session, opened.docket, sender, item, answers, who, Source(MAIL, who, item.message_id))
    return filed if isinstance(filed, list) else []


def disown(session: Session, sender: Sender, key_text: str, now: datetime) -> Refusal | None:
    """The stranger did not: his letter answers nothing, and what was asked is asked again; the letter stays stored."""
    found = _open_items(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    opened, items = found
    for item in items:
        drop_item(session, item, by_contact(opened.contact), NOT_OUR_COLLEAGUE.say(), now)
    return None


def _open_items(
    session: Session, sender: Sender, key_text: str, now: datetime
) -> tuple[Opened, list[PenItem]] | Refusal:
    """The items of that letter that nobody has decided on, the asked one first."""
    found = open_pen(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    opened, asked = found
    items = [one for one in items_of_message(session, asked.message_id) if one.state == OPEN]
    undecided = [one for one in items if one.confirmed_by is None and one.request_id == asked.request_id]
    return (opened, undecided) if undecided else Refusal(SETTLED)
