"""Putting what is not certain into the holding pen: the words, why, what it may answer, what would be recorded."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from casework.docket import Docket
from casework.gathering import Doubt, Heard, said_in_words
from casework.recording import Answer, fresh_answers, locked
from language.wording import wording
from models.message import Message
from models.obligation import obligation_with_task
from models.pen import PenCandidate, PenItem

LONGEST_TEXT = 20_000
LOCKED = wording("Câu trả lời cũ đã vào báo cáo tổng hợp nên đã khóa; chờ Văn phòng quyết định có ghi nội dung mới.")
ANSWERED = wording("thư trả lời nhiệm vụ này")


def put_in_pen(session: Session, message: Message, doubt: Doubt, now: datetime, part_of: int | None = None) -> PenItem:
    """The stored item; the obligations that it may answer are in review while it is open."""
    item = PenItem(
        message_id=message.id or 0,
        request_id=message.request_id,
        text=doubt.text[:LONGEST_TEXT],
        why=doubt.why.say(),
        proposal=_proposal(session, doubt.proposal),
        since=now,
        part_of=part_of,
    )
    session.add(item)
    session.flush()
    for number, why in dict(reversed(doubt.candidates)).items():
        session.add(PenCandidate(pen_item_id=item.id or 0, obligation_id=number, why=why.say()))
    session.flush()
    return item


def _proposal(session: Session, answers: Sequence[Answer]) -> dict[str, object]:
    if not answers:
        return {}
    codes = [obligation_with_task(session, one.obligation_id)[3].code for one in answers]
    return {"answers": [one.to_plain() for one in answers], "say": ", ".join(codes)}


def without_locked(session: Session, docket: Docket, heard: Heard) -> Heard:
    """What was heard; the answers that the agency can no longer change by itself are doubts, with a proposal.

    One that repeats what is on record changes nothing and stays.
    """
    new = {one.obligation_id for one in fresh_answers(session, heard.all_answers(), whole=False)}
    shut = locked(session, docket, list(new)) & new
    kept = tuple((answer, way) for answer, way in heard.answers if answer.obligation_id not in shut)
    held = (answer for answer in heard.all_answers() if answer.obligation_id in shut)
    doubts = tuple(Doubt(said_in_words(one), LOCKED, ((one.obligation_id, ANSWERED),), (one,)) for one in held)
    return Heard(kept, (*heard.doubts, *doubts))


def without_repeated(session: Session, heard: Heard) -> Heard:
    """What was heard, without passed-on words that are on record: an agency's old answers come along in later mail."""
    kept = (one for one in heard.doubts if not one.relayed or not _on_record(session, one.proposal))
    return Heard(heard.answers, tuple(kept))


def _on_record(session: Session, answers: Sequence[Answer]) -> bool:
    return bool(answers) and not fresh_answers(session, list(answers), whole=False)
