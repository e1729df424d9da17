"""Recording what an agency says: a new version on each obligation, and a receipt that reads it back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session

from casework.docket import Docket
from casework.queueing import Recipient, agency_recipients, queue_letter
from casework.sender import Sender
from models.contact import ANSWERS, Contact
from models.event import record
from models.letter import RECEIPT, Letter
from models.obligation import hold_obligations
from models.request import Request
from models.response import RETURNED, Response, add_response, decisions_of, latest_responses
from models.standing import UNANSWERED, Standing, State, standings

OFFERED = UNANSWERED | {State.ANSWERED, State.IN_REVIEW, State.DUE_TO_ASK, State.PLANNED, State.HELD}


@dataclass(frozen=True)
class Answer:
    """What is said on one obligation, before it is recorded."""

    obligation_id: int
    status: str
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None


@dataclass(frozen=True)
class Source:
    """Where an answer came from: mail, web or office; who gave it; and the message it stood in, if any."""

    kind: str
    by: str
    message_id: int | None = None


def offered(session: Session, docket: Docket, request: Request) -> list[Standing]:
    """The obligations a request's answers may speak of, in the plan's order.

    They are those of its period, and older ones that still wait, for which its agency answers today.
    """
    named = {name for name in docket.directory.agencies if docket.answering(name) == (request.agency_id,)}
    found = standings(session, docket.plan_id, docket.day, docket.mode, agency_ids=named)
    return [
        one
        for one in found
        if ((one.period_key == request.period_key and one.state in OFFERED) or one.state in UNANSWERED)
    ]


def record_answers(
    session: Session, docket: Docket, request: Request, answers: list[Answer], source: Source
) -> list[Response]:
    """Append the answers that say something new, each as its obligation's next version; returns those appended."""
    hold_obligations(session, [answer.obligation_id for answer in answers])
    known = latest_responses(session, [answer.obligation_id for answer in answers])
    fresh = [answer for answer in answers if not _stands(session, known.get(answer.obligation_id), answer)]
    return [_append(session, docket, request, answer, source) for answer in fresh]


def _stands(session: Session, response: Response | None, answer: Answer) -> bool:
    """Whether just this is on record already, and was not sent back: the same words again then answer the return."""
    if response is None or any(getattr(response, name) != value for name, value in asdict(answer).items()):
        return False
    verdicts = [decision.verdict for decision in decisions_of(session, response.id or 0)]
    return verdicts[-1:] != [RETURNED]


def _append(session: Session, docket: Docket, request: Request, answer: Answer, source: Source) -> Response:
    response = add_response(
        session,
        Response(
            **asdict(answer),
            version=0,
            source=source.kind,
            by=source.by,
            message_id=source.message_id,
            request_id=request.id,
            recorded_at=docket.now,
        ),
    )
    record(
        session,
        docket.now,
        source.by,
        "answered",
        f"obligation:{answer.obligation_id}",
        response=response.id,
        version=response.version,
        source=source.kind,
    )
    return response


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
) -> Letter | None:
    """Queue the letter that reads an answer back to its author, or to the agency when the author is no contact."""
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
        },
    )
