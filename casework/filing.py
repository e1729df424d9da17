"""Filing one received message: what is certain is recorded and read back, what is not waits in the pen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from casework.absences import note_absence
from casework.authors import by_contact
from casework.bouncing import note_bounce
from casework.confirming import ask_agency
from casework.consenting import await_consent, wants_consent
from casework.docket import Docket, Dockets
from casework.gathering import FORM, MAIL, Doubt, Heard, gather
from casework.penning import put_in_pen, without_locked, without_repeated
from casework.reading_files import FileHeard
from casework.recording import Source, offered, offers_of, queue_receipt, record_answers
from casework.reporting import note_report
from casework.robots import may_acknowledge
from casework.sender import Sender
from casework.understanding import MessageRead
from documents.form_answers import ASKED, AskedRow, FormAnswers, read_rows
from language.wording import Wording, wording
from mail.answers import OfferedTask, read_answers
from mail.reply import Reply
from models.event import record
from models.message import NOTED, PENNED, RECORDED, STORED, Message
from models.request import Request
from models.response import Response
from models.standing import Standing


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
        _note_absence(session, understood, dockets, now)
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


def _note_absence(session: Session, understood: MessageRead, dockets: Dockets, now: datetime) -> None:
    author, absence, request = understood.match.author, understood.reply.absence, understood.match.request
    if author is not None and absence is not None:
        docket = dockets.of(session, request.plan_id, now) if request is not None else None
        note_absence(session, author, absence, docket)


def _file_answers(
    session: Session, docket: Docket, sender: Sender, message: Message, understood: MessageRead, request: Request
) -> str:
    standing = offered(session, docket, request)
    offers = offers_of(session, standing)
    forms = _read_forms(understood.files, offers)
    said = gather(read_answers(understood.reply, offers), [one for _, one in forms], offers)
    heard = _with_evidence(said, understood.files)
    why = _not_certainly_theirs(understood, docket)
    if why is not None:
        return _pen_doubted(session, docket, sender, message, understood, heard, standing, why)
    if not heard.answers and not heard.doubts:
        heard = Heard(doubts=(_nothing_read(understood, standing),))
    heard = without_locked(session, docket, without_repeated(session, heard))
    items = [put_in_pen(session, message, doubt, docket.now) for doubt in heard.doubts]
    note_report(session, docket, request, understood.files, _by(understood))
    responses, awaits = _record(session, docket, sender, message, understood, request, heard)
    if may_acknowledge(session, request, understood.reply, recorded=awaits or bool(responses), now=docket.now):
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


def _not_certainly_theirs(understood: MessageRead, docket: Docket) -> Wording | None:
    """Why what a message says may not be the agency's word; None when it is."""
    if not understood.match.from_agency(docket):
        return NOT_A_CONTACT
    found = understood.reply.authentication
    return FORGED if found is not None and found.says_forged else None


def _nothing_read(understood: MessageRead, standing: Sequence[Standing]) -> Doubt:
    return Doubt(understood.reply.text, NOTHING_READ, tuple((one.obligation_id, ASKED) for one in standing))


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


def _read_forms(files: Sequence[FileHeard], offers: Sequence[OfferedTask]) -> list[tuple[FileHeard, FormAnswers]]:
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


def _pen_doubted(
    session: Session,
    docket: Docket,
    sender: Sender,
    message: Message,
    understood: MessageRead,
    heard: Heard,
    standing: Sequence[Standing],
    why: Wording,
) -> str:
    """What may not be the agency's word waits whole; when a stranger wrote it, a letter asks the agency about him."""
    certain = heard.all_answers()
    about = [one.obligation_id for one in certain] or [one.obligation_id for one in standing]
    doubts = [replace(one, why=_both(why, one.why)) for one in heard.doubts]
    if certain or not doubts:
        named = tuple((one, ASKED) for one in about)
        doubts.insert(0, Doubt(understood.reply.text, why, named, tuple(certain)))
    items = [put_in_pen(session, message, doubt, docket.now) for doubt in doubts]
    if why == NOT_A_CONTACT:
        ask_agency(session, docket, sender, items[0])
    return PENNED


def _both(who: Wording, why: Wording) -> Wording:
    return Wording("{who}; {why}", (("who", who.say()), ("why", why.say())))
