"""Recording what an agency says: a new version on each obligation, and a receipt that reads it back."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from casework.comparing import compare_answers
from casework.disowning import note_disowned, settle_disowned
from casework.docket import Docket
from casework.queueing import Recipient, agency_recipients, queue_letter
from casework.sender import Sender
from language.wording import wording
from mail.offered_task import OfferedTask
from models.answer_file import FileRef, add_files, files_of
from models.contact import ANSWERS, Contact
from models.event import record
from models.letter import RECEIPT, Letter
from models.lock import locked_obligations
from models.obligation import hold_obligations
from models.request import Request
from models.response import NOT_OURS, RETURNED, Response, add_responses, decisions_of, latest_responses
from models.standing import UNANSWERED, Standing, State, standings
from models.task import Task

OFFERED = UNANSWERED | {State.ANSWERED, State.IN_REVIEW, State.DUE_TO_ASK, State.PLANNED, State.HELD}
WEB = "web"
ANSWERED_AGAIN = wording("cơ quan đã trả lời lại")


@dataclass(frozen=True)
class Answer:
    """What is said on one obligation, before it is recorded; `files` stand beside it."""

    obligation_id: int
    status: str
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None
    files: tuple[FileRef, ...] = ()

    def said(self) -> dict[str, Any]:
        """What is said, by the names of a response's columns."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "files"}

    def to_plain(self) -> dict[str, Any]:
        """As JSON has it."""
        forecast = self.forecast.isoformat() if self.forecast else None
        return self.said() | {"forecast": forecast, "files": [vars(file) for file in self.files]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Answer":
        """The answer that `to_plain` made; the files may be missing."""
        forecast = plain.get("forecast")
        files = tuple(FileRef.stored(one) for one in plain.get("files", ()))
        return cls(**plain | {"forecast": date.fromisoformat(forecast) if forecast else None, "files": files})


@dataclass(frozen=True)
class Source:
    """Where an answer came from, who gave it, and the message it stood in, if any.

    `kind` is mail, form, web or office. Of what the office enters, `channel` says how it came (phone, paper),
    `given_by` who at the agency gave it, `given_on` when. `consent_by` is the head who consented.
    """

    kind: str
    by: str
    message_id: int | None = None
    channel: str = ""
    given_by: str = ""
    given_on: date | None = None
    consent_by: str = ""


def offered(session: Session, docket: Docket, request: Request) -> list[Standing]:
    """The obligations a request's answers may speak of, in the plan's order.

    They are those of its period, and older ones that still wait, for which its agency answers today.
    """
    named = docket.answered_for_by(request.agency_id)
    found = standings(session, docket.plan_id, docket.day, docket.mode, named=named)
    return [
        one
        for one in found
        if docket.answering(one.agency_id, one.task_id) == (request.agency_id,)
        and ((one.period_key == request.period_key and one.state in OFFERED) or one.state in UNANSWERED)
    ]


def offers_of(session: Session, standing: Sequence[Standing]) -> list[OfferedTask]:
    """The obligations as a reply is read against them: code, title, role, and whether one has its answer."""
    query = select(col(Task.id), col(Task.title)).where(col(Task.id).in_({one.task_id for one in standing}))
    titles = dict(session.exec(query).all())
    return [
        OfferedTask(one.obligation_id, one.task_code, titles[one.task_id], one.role, one.state is State.ANSWERED)
        for one in standing
    ]


def locked(session: Session, docket: Docket, obligation_ids: list[int]) -> set[int]:
    """Those whose answers the agency can no longer change by itself."""
    return locked_obligations(session, docket.policy, docket.mode, obligation_ids)


def record_answers(
    session: Session, docket: Docket, request: Request, answers: list[Answer], source: Source
) -> list[Response]:
    """Append the answers that say something new, each as its obligation's next version; returns those appended.

    One that says the task is another's is disputed and put to the office as a question; so is what two agencies say
    of one task and cannot both be true.
    """
    hold_obligations(session, [answer.obligation_id for answer in answers])
    fresh = fresh_answers(session, answers, whole=source.kind == WEB)
    appended = _append(session, docket, request, fresh, source)
    settle_disowned(session, docket.now, [one.obligation_id for one in appended], ANSWERED_AGAIN)
    for response in appended:
        if response.status == NOT_OURS:
            note_disowned(session, docket, response)
    compare_answers(session, docket, [one.obligation_id for one in appended])
    return appended


def fresh_answers(session: Session, answers: list[Answer], *, whole: bool) -> list[Answer]:
    """Those of the answers that say something that is not on record; `whole` as they name all the files they keep."""
    known = latest_responses(session, [answer.obligation_id for answer in answers])
    beside = files_of(session, [one.id or 0 for one in known.values()])
    return [one for one in answers if not _stands(session, known.get(one.obligation_id), beside, one, whole=whole)]


def _stands(
    session: Session,
    response: Response | None,
    beside: dict[int, tuple[FileRef, ...]],
    answer: Answer,
    *,
    whole: bool,
) -> bool:
    """Whether just this is on record already, and was not sent back: the same words again then answer the return.

    An answer with fewer files stands too, unless it names its files `whole`.
    """
    if response is None or any(getattr(response, name) != value for name, value in answer.said().items()):
        return False
    there, named = set(beside.get(response.id or 0, ())), set(answer.files)
    if not named <= there or (whole and named != there):
        return False
    verdicts = [decision.verdict for decision in decisions_of(session, response.id or 0)]
    return verdicts[-1:] != [RETURNED]


def _append(
    session: Session, docket: Docket, request: Request, answers: list[Answer], source: Source
) -> list[Response]:
    responses = add_responses(session, [_response(docket, request, answer, source) for answer in answers])
    for answer, response in zip(answers, responses, strict=True):
        add_files(session, response.id or 0, answer.files)
        record(
            session,
            docket.now,
            source.by,
            "answered",
            f"obligation:{answer.obligation_id}",
            response=response.id,
            version=response.version,
            source=source.kind,
            **_more(answer, source),
        )
    return responses


def _response(docket: Docket, request: Request, answer: Answer, source: Source) -> Response:
    return Response(
        **answer.said(),
        version=0,
        source=source.kind,
        by=source.by,
        channel=source.channel,
        given_by=source.given_by,
        given_on=source.given_on,
        consent_by=source.consent_by,
        message_id=source.message_id,
        request_id=request.id,
        recorded_at=docket.now,
    )


def _more(answer: Answer, source: Source) -> dict[str, object]:
    """What only some lines of the record have: the files by their hashes, how it came, who consented."""
    facts = {
        "files": [file.sha256 for file in answer.files],
        "channel": source.channel,
        "given_on": source.given_on,
        "consent_by": source.consent_by,
    }
    return {name: value for name, value in facts.items() if value}


def queue_receipt(
    session: Session,
    docket: Docket,
    sender: Sender,
    request: Request,
    *,
    slot: str,
    responses: list[Response],
    pen_items: list[int],
    author: Contact | None,
    received_at: datetime,
    by_web: bool = False,
    files: list[dict[str, Any]] | None = None,
    awaits_consent: bool = False,
    channel: str = "",
) -> Letter | None:
    """Queue the letter that reads an answer back to its author, or to the agency when the author is no contact.

    `files` are those that came with it: filename, size, sha256, and in `said` what became of each. `channel` says how
    an answer came that the office entered.
    """
    recipients = [Recipient(author)] if author else agency_recipients(session, request.agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"receipt/{slot}",
        kind=RECEIPT,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=request.agency_id,
        request=request,
        subject_ids={
            "responses": [response.id for response in responses],
            "pen": pen_items,
            "received_at": received_at.isoformat(),
            "by_web": by_web,
            "files": files or [],
            "awaits_consent": awaits_consent,
            "channel": channel,
        },
    )
