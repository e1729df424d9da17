"""Deciding what waits in the holding pen: filed on the obligations it answers, or dropped by a named person."""

from datetime import datetime

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.judging import OFFICE, fault_of, record_for_office
from casework.reading_files import ref_of
from casework.recording import Answer, Source, queue_receipt
from casework.sender import Sender
from language.wording import Wording, wording
from mail.reply import read
from models.answer_file import FileRef
from models.contact import Contact, contact_by_address
from models.event import record
from models.message import DROPPED as MESSAGE_DROPPED
from models.message import RECORDED, Message, MessageRaw
from models.obligation import look_again
from models.pen import DROPPED, FILED, OPEN, PenItem, candidates_of, items_of_message
from models.request import Request
from models.response import Response


def proposed_answers(item: PenItem) -> list[Answer]:
    """The answers that the item's proposal would record; none when it proposes none."""
    return [Answer.from_plain(one) for one in item.proposal.get("answers", [])]


def file_item(
    session: Session,
    docket: Docket,
    sender: Sender,
    item: PenItem,
    answers: list[Answer],
    by: str,
    source: Source | None = None,
) -> list[Response] | Wording:
    """Record what the office reads in an item, read it back to the agency, and close the item; or why not.

    `source` is given when it is not the office that decides, but the agency whose answer it is.
    """
    why = closed_fault(item) or (None if answers else _nothing()) or next(filter(None, map(fault_of, answers)), None)
    if why is not None:
        return why
    responses = record_for_office(session, docket, answers, source or Source(OFFICE, by, item.message_id))
    _read_back(session, docket, sender, item, responses)
    obligations = [one.obligation_id for one in answers]
    close_item(session, item, FILED, by, f"obligations {obligations}", docket.now)
    return responses


def drop_item(session: Session, item: PenItem, by: str, reason: str, now: datetime) -> Wording | None:
    """Close an item as answering nothing, with the reason; or why not. The message itself stays."""
    why = closed_fault(item)
    if why is None:
        close_item(session, item, DROPPED, by, reason, now)
    return why


def closed_fault(item: PenItem) -> Wording | None:
    """Why an item cannot be decided on: somebody has; None while it is open."""
    if item.state == OPEN:
        return None
    return wording("Mục {id} đã được {by} xử lý.", id=item.id, by=item.decided_by or "–")


def _nothing() -> Wording:
    return wording("Mục này không có đề xuất để chấp nhận: nêu nghĩa vụ và tình trạng.")


def close_item(session: Session, item: PenItem, state: str, by: str, decision: str, now: datetime) -> None:
    """Close an item with the decision; with the last of its message the message is settled too."""
    item.state, item.decided_by, item.decided_at, item.decision = state, by, now, decision
    session.add(item)
    look_again(session, candidates_of(session, item.id or 0))
    record(session, now, by, state, f"penitem:{item.id}", message=item.message_id, decision=decision)
    items = items_of_message(session, item.message_id)
    if any(one.state == OPEN for one in items):
        return
    message = session.get_one(Message, item.message_id)
    answered = any(one.state == FILED for one in items) or _said_something(session, message)
    message.outcome = RECORDED if answered else MESSAGE_DROPPED
    message.why = None if answered else decision
    session.add(message)
    record(session, now, by, message.outcome, f"message:{message.id}")


def _said_something(session: Session, message: Message) -> bool:
    return session.exec(select(col(Response.id)).where(Response.message_id == message.id)).first() is not None


def _read_back(session: Session, docket: Docket, sender: Sender, item: PenItem, responses: list[Response]) -> None:
    """One receipt for each thread that the item answered; to its author only when he is of that agency."""
    message = session.get_one(Message, item.message_id)
    for request_id in dict.fromkeys(one.request_id for one in responses if one.request_id):
        request = session.get_one(Request, request_id)
        queue_receipt(
            session,
            docket,
            sender,
            request,
            slot=f"pen/{item.id}/{request_id}",
            responses=[one for one in responses if one.request_id == request_id],
            pen_items=[],
            author=_author(session, message, request),
            received_at=message.received_at,
        )


def files_of_message(session: Session, message_id: int) -> tuple[FileRef, ...]:
    """The files that came with a message, as evidence beside what the office files of it."""
    raw = session.get_one(MessageRaw, message_id).content
    return tuple(ref_of(one) for one in read(raw).attachments)


def _author(session: Session, message: Message, request: Request) -> Contact | None:
    author = contact_by_address(session, message.sender) if message.sender else None
    return author if author is not None and author.agency_id == request.agency_id else None
