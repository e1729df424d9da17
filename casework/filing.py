"""Filing one received message: what is certain is recorded and read back, what is not waits in the pen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from casework.authors import by_contact
from casework.bouncing import note_bounce
from casework.confirming import ask_agency
from casework.consenting import await_consent, wants_consent
from casework.docket import Docket, open_docket
from casework.gathering import FORM, MAIL, Doubt, Heard, gather
from casework.matching import Match, letter_answered, match
from casework.penning import put_in_pen, without_locked
from casework.reading_files import FileHeard, read_files
from casework.recording import Source, offered, queue_receipt, record_answers
from casework.reporting import note_report
from casework.sender import Sender
from documents.form_answers import ASKED, AskedRow, FormAnswers, read_rows
from language.wording import Wording, wording
from mail.answers import OfferedTask, read_answers
from mail.message import KEY_MARK
from mail.reply import Reply, read
from models.event import record
from models.message import NOTED, PENNED, RECORDED, STORED, Message, MessageRaw
from models.plan import Plan
from models.request import Request
from models.response import Response
from models.standing import Standing
from models.task import Task

NO_ANSWERS = ("bounce", "auto_reply")


@dataclass(frozen=True)
class MessageRead:
    """A stored message as read, before anything is written: what it is, whose it is, and what it says."""

    message_id: int
    reply: Reply
    match: Match
    files: tuple[FileHeard, ...] = ()


def read_message(session: Session, sender: Sender, message_id: int) -> MessageRead:
    """Read a stored message, the second time against the letter it was found to answer."""
    raw = session.get_one(MessageRaw, message_id).content
    reply = read(raw, None, sender.local)
    files = () if reply.kind in NO_ANSWERS else read_files(reply)
    found = match(session, sender, reply, [one.form.tag for one in files if one.form and one.form.tag])
    sent_text = letter_answered(session, found.request, reply) if found.request else None
    if sent_text is None:
        return MessageRead(message_id, reply, found, files)
    own_key = next((text for text in reply.keys if sender.key(text)), KEY_MARK)
    return MessageRead(message_id, read(raw, sent_text.replace(KEY_MARK, own_key), sender.local), found, files)


def file_message(session: Session, sender: Sender, understood: MessageRead, now: datetime) -> str:
    """Put the message where it belongs; returns its outcome: recorded, penned or noted. Again: no change."""
    message = session.get_one(Message, understood.message_id, with_for_update={"key_share": True})
    if message.outcome != STORED:
        return message.outcome
    reply, request = understood.reply, understood.match.request
    message.kind, message.sender, message.subject = reply.kind, reply.sender, reply.subject[:500]
    message.request_id = request.id if request else None
    message.outcome = _place(session, sender, message, understood, now)
    session.add(message)
    record(
        session, now, "dondoc", message.outcome, f"message:{message.id}", kind=reply.kind, sign=understood.match.sign
    )
    return message.outcome


def _place(session: Session, sender: Sender, message: Message, understood: MessageRead, now: datetime) -> str:
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
    docket = open_docket(session, session.get_one(Plan, request.plan_id), now)
    return _file_answers(session, docket, sender, message, understood, request)


NOT_TIED = wording("thư báo không gửi được nhưng không rõ của thư nào")
UNKNOWN_CASE = wording("không rõ trả lời đợt yêu cầu báo cáo nào")
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
    forms = _read_forms(session, understood.files, standing)
    heard = _with_evidence(_hear(session, understood, standing, [said for _, said in forms]), understood.files)
    if not understood.match.from_agency(docket):
        return _pen_strange(session, docket, sender, message, understood, heard, standing)
    heard = without_locked(session, docket, heard)
    doubts = heard.doubts
    if not heard.answers and not doubts:
        doubts = (Doubt(understood.reply.text, NOTHING_READ, tuple((one.obligation_id, ASKED) for one in standing)),)
    items = [put_in_pen(session, message, doubt, docket.now) for doubt in doubts]
    note_report(session, docket, request, understood.files, _by(understood))
    responses, awaits = _record(session, docket, sender, message, understood, request, heard)
    queue_receipt(
        session,
        docket,
        sender,
        request,
        slot=f"message/{message.id}",
        responses=responses,
        pen_items=[item.id or 0 for item in items],
        author=understood.match.author,
        received_at=docket.now,
        files=_told_of_files(understood.files, forms),
        awaits_consent=awaits,
    )
    return PENNED if items else RECORDED


def _record(
    session: Session,
    docket: Docket,
    sender: Sender,
    message: Message,
    understood: MessageRead,
    request: Request,
    heard: Heard,
) -> tuple[list[Response], bool]:
    """(what was recorded, whether it waits for the agency's own head instead)."""
    author = understood.match.author
    source = Source(MAIL, _by(understood), message.id)
    if heard.answers and author is not None and wants_consent(session, docket, author, request.agency_id):
        await_consent(session, docket, sender, request, heard.all_answers(), source, author)
        return [], True
    said = [(way, heard.by_way(way)) for way in (MAIL, FORM)]
    recorded = [
        record_answers(session, docket, request, answers, replace(source, kind=way)) for way, answers in said if answers
    ]
    return [response for responses in recorded for response in responses], False


def _by(understood: MessageRead) -> str:
    author = understood.match.author
    return by_contact(author) if author else "unknown"


def _hear(
    session: Session, understood: MessageRead, standing: Sequence[Standing], forms: Sequence[FormAnswers]
) -> Heard:
    offers = [_offer(session, one) for one in standing]
    return gather(read_answers(understood.reply, offers), forms, offers)


def _offer(session: Session, standing: Standing) -> OfferedTask:
    title = session.get_one(Task, standing.task_id).title
    return OfferedTask(standing.obligation_id, standing.task_code, title, standing.role)


def _read_forms(
    session: Session, files: Sequence[FileHeard], standing: Sequence[Standing]
) -> list[tuple[FileHeard, FormAnswers]]:
    offers = [_offer(session, one) for one in standing]
    asked = [AskedRow(one.obligation_id, one.code, one.title, one.role) for one in offers]
    read = [(file, file.form) for file in files if file.form is not None]
    return [(file, read_rows(form.rows, asked, ours=form.ours)) for file, form in read]


def _with_evidence(heard: Heard, files: Sequence[FileHeard]) -> Heard:
    """What was heard, with the files that are no forms beside each answer."""
    evidence = tuple(one.ref for one in files if not one.is_form)
    answers = tuple((replace(answer, files=evidence), way) for answer, way in heard.answers)
    doubts = tuple(
        replace(doubt, proposal=tuple(replace(one, files=evidence) for one in doubt.proposal)) for doubt in heard.doubts
    )
    return Heard(answers, doubts)


def _told_of_files(files: Sequence[FileHeard], forms: Sequence[tuple[FileHeard, FormAnswers]]) -> list[dict[str, Any]]:
    read = {file.ref.sha256: said for file, said in forms}
    nothing = FormAnswers()
    said = [(file, read.get(file.ref.sha256, nothing)) for file in files]
    return [file.told(len(one.answers), len(one.doubts)) for file, one in said]


def _pen_whole(session: Session, message: Message, reply: Reply, why: Any, now: datetime) -> str:
    put_in_pen(session, message, Doubt(reply.text or reply.full_text, why), now)
    return PENNED


def _pen_strange(
    session: Session,
    docket: Docket,
    sender: Sender,
    message: Message,
    understood: MessageRead,
    heard: Heard,
    standing: Sequence[Standing],
) -> str:
    """What a stranger says waits whole, and a letter asks the agency whether he wrote for it."""
    certain = heard.all_answers()
    about = [one.obligation_id for one in certain] or [one.obligation_id for one in standing]
    doubts = [replace(one, why=_strange(one.why)) for one in heard.doubts]
    if certain or not doubts:
        named = tuple((one, ASKED) for one in about)
        doubts.insert(0, Doubt(understood.reply.text, NOT_A_CONTACT, named, tuple(certain)))
    items = [put_in_pen(session, message, doubt, docket.now) for doubt in doubts]
    ask_agency(session, docket, sender, items[0])
    return PENNED


def _strange(why: Wording) -> Wording:
    return Wording("{who}; {why}", (("who", NOT_A_CONTACT.say()), ("why", why.say())))
