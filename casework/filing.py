"""Filing one received message: what is certain is recorded and read back, what is not waits in the pen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from casework.bouncing import note_bounce
from casework.docket import Docket, Dockets
from casework.matching import Match, letters_answered, match
from casework.recording import Answer, Source, offered, queue_receipt, record_answers
from casework.robots import may_acknowledge
from casework.sender import Sender
from language.wording import Wording, wording
from mail.answers import AnswerRead, AnswersRead, OfferedTask, Unsure, read_answers
from mail.reply import Reply, read, read_head
from models.event import record
from models.message import NOTED, PENNED, RECORDED, STORED, Message, MessageRaw
from models.pen import PenCandidate, PenItem
from models.request import Request
from models.response import Response, latest_responses
from models.standing import Standing
from models.task import Task

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class MessageRead:
    """A stored message as read, before anything is written: what it is, whose it is, and what it says."""

    message_id: int
    reply: Reply
    match: Match


def read_message(session: Session, sender: Sender, message_id: int) -> MessageRead:
    """Read a stored message."""
    reply, found = read_raw(session, sender, session.get_one(MessageRaw, message_id).content)
    return MessageRead(message_id, reply, found)


def read_raw(session: Session, sender: Sender, raw: bytes) -> tuple[Reply, Match]:
    """Read a message: by its header the request it answers, then the whole of it against our letters."""
    head = read_head(raw, sender.receiver)
    found = match(session, sender, head)
    letters = letters_answered(session, sender, found.request, head) if found.request else []
    return read(raw, letters, sender.receiver), found


def file_message(
    session: Session, sender: Sender, understood: MessageRead, now: datetime, dockets: Dockets | None = None
) -> str:
    """Put the message where it belongs; returns its outcome: recorded, penned or noted. Again: no change.

    `dockets` is shared by the messages of one batch.
    """
    message = session.get_one(Message, understood.message_id, with_for_update={"key_share": True})
    if message.outcome != STORED:
        return message.outcome
    reply, request = understood.reply, understood.match.request
    message.kind, message.sender, message.subject = reply.kind, reply.sender, reply.subject[:500]
    message.request_id = request.id if request else None
    message.authentication = str(reply.authentication or "") or None
    message.outcome = _place(session, sender, message, understood, now, dockets or Dockets())
    session.add(message)
    record(
        session, now, "dondoc", message.outcome, f"message:{message.id}", kind=reply.kind, sign=understood.match.sign
    )
    return message.outcome


def _place(
    session: Session, sender: Sender, message: Message, understood: MessageRead, now: datetime, dockets: Dockets
) -> str:
    reply, request = understood.reply, understood.match.request
    if reply.sender == sender.address.lower():
        message.why = wording("thư do chính hệ thống gửi đi").say()
        return NOTED
    if reply.kind == "bounce":
        tied = note_bounce(session, sender, reply, now)
        return NOTED if tied else _pen_whole(session, message, reply, NOT_TIED, now)
    if reply.kind == "auto_reply":
        message.why = _absence(reply)
        _note_absence(session, understood)
        return NOTED
    if request is None:
        return _pen_whole(session, message, reply, UNKNOWN_CASE, now)
    docket = dockets.of(session, request.plan_id, now)
    return _file_answers(session, docket, sender, message, understood, request)


NOT_TIED = wording("thư báo không gửi được nhưng không rõ của thư nào")
UNKNOWN_CASE = wording("không rõ trả lời đợt yêu cầu báo cáo nào")
FORGED = wording("máy chủ nhận thư báo địa chỉ người gửi có thể bị giả mạo (DMARC không đạt)")
NOT_A_CONTACT = wording("người gửi không có trong danh sách liên hệ của cơ quan được hỏi")
NOTHING_READ = wording("không đọc được nội dung trả lời cho nhiệm vụ nào")


def _absence(reply: Reply) -> str:
    until = reply.absence.until.isoformat() if reply.absence and reply.absence.until else "–"
    return wording("thư trả lời tự động; vắng mặt đến: {until}", until=until).say()


def _note_absence(session: Session, understood: MessageRead) -> None:
    author, absence = understood.match.author, understood.reply.absence
    if author is not None and absence is not None and absence.until is not None:
        author.away_until = absence.until
        session.merge(author)


def _file_answers(
    session: Session, docket: Docket, sender: Sender, message: Message, understood: MessageRead, request: Request
) -> str:
    standing = offered(session, docket, request)
    reply = understood.reply
    said = read_answers(reply, _offers(session, standing))
    why = _not_certainly_theirs(understood, docket)
    if why is not None:
        return _pen_answers(session, message, reply, said, standing, why, docket.now)
    pen_items = [
        _pen(session, message, one.text, one.why, one.candidates, _proposal(one.proposal, standing), docket.now)
        for one in _not_known_yet(session, said.unsure)
    ]
    if not said.answers and not said.unsure:
        candidates = tuple(one.obligation_id for one in standing)
        pen_items = [_pen(session, message, reply.text, NOTHING_READ, candidates, {}, docket.now)]
    responses = record_answers(
        session, docket, request, [answer_of(one) for one in said.answers], _source(understood, message)
    )
    if may_acknowledge(session, request, reply, recorded=bool(responses), now=docket.now):
        queue_receipt(
            session,
            docket,
            sender,
            request,
            slot=f"message/{message.id}",
            responses=responses,
            pen_items=[item.id or 0 for item in pen_items],
            author=understood.match.author,
            received_at=docket.now,
        )
    return PENNED if pen_items else RECORDED


def _not_certainly_theirs(understood: MessageRead, docket: Docket) -> Wording | None:
    """Why what a message says may not be the agency's word; None when it is."""
    if not understood.match.from_agency(docket):
        return NOT_A_CONTACT
    found = understood.reply.authentication
    return FORGED if found is not None and found.says_forged else None


def _not_known_yet(session: Session, unsure: Sequence[Unsure]) -> list[Unsure]:
    """Without what would only be recorded a second time: old words of an agency come along in its next letters."""
    known = latest_responses(session, [one.obligation_id for each in unsure for one in each.proposal])
    return [one for one in unsure if not one.proposal or not all(_says_the_same(known, each) for each in one.proposal)]


def _says_the_same(known: dict[int, Response], proposed: AnswerRead) -> bool:
    recorded = known.get(proposed.obligation_id)
    return recorded is not None and (recorded.status, recorded.result) == (proposed.status, proposed.result)


def _source(understood: MessageRead, message: Message) -> Source:
    author = understood.match.author
    return Source("mail", f"contact:{author.id}" if author else "unknown", message.id)


def _offers(session: Session, standing: Sequence[Standing]) -> list[OfferedTask]:
    query = select(col(Task.id), col(Task.title)).where(col(Task.id).in_({one.task_id for one in standing}))
    titles = dict(session.exec(query).all())
    return [OfferedTask(one.obligation_id, one.task_code, titles[one.task_id], one.role) for one in standing]


def answer_of(read_answer: Any) -> Answer:
    """What was read of one task, as it would be recorded."""
    return Answer(**asdict(read_answer))


def _pen_whole(session: Session, message: Message, reply: Reply, why: Wording, now: datetime) -> str:
    _pen(session, message, reply.text or reply.full_text, why, (), {}, now)
    return PENNED


def _pen_answers(
    session: Session,
    message: Message,
    reply: Reply,
    said: AnswersRead,
    standing: list[Standing],
    why: Wording,
    now: datetime,
) -> str:
    proposed = (*said.answers, *(one for unsure in said.unsure for one in unsure.proposal))
    each_once = tuple({one.obligation_id: one for one in reversed(proposed)}.values())[::-1]
    candidates = tuple(one.obligation_id for one in each_once) or tuple(one.obligation_id for one in standing)
    _pen(session, message, reply.text, why, candidates, _proposal(each_once, standing), now)
    return PENNED


def _proposal(answers: Sequence[AnswerRead], standing: Sequence[Standing]) -> dict[str, Any]:
    """What would be recorded, and the tasks' codes for people; empty when nothing would."""
    if not answers:
        return {}
    codes = {one.obligation_id: one.task_code for one in standing}
    plain = [asdict(one) | {"forecast": str(one.forecast or "")} for one in answers]
    return {"answers": plain, "say": ", ".join(codes.get(one.obligation_id, "") for one in answers)}


def _pen(
    session: Session,
    message: Message,
    text: str,
    why: Wording,
    candidates: tuple[int, ...],
    proposal: dict[str, Any],
    now: datetime,
) -> PenItem:
    item = PenItem(
        message_id=message.id or 0,
        request_id=message.request_id,
        text=text[:LONGEST_TEXT],
        why=why.say(),
        proposal=proposal,
        since=now,
    )
    session.add(item)
    session.flush()
    for obligation_id in dict.fromkeys(candidates):
        session.add(PenCandidate(pen_item_id=item.id or 0, obligation_id=obligation_id))
    session.flush()
    return item
