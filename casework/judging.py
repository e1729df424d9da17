"""What the office says of answers: recording one that came by telephone or on paper, confirming, returning."""

from datetime import datetime

from sqlmodel import Session

from casework.disowning import settle_disowned
from casework.docket import Docket
from casework.recording import Answer, Source, queue_receipt, record_answers
from casework.sender import Sender
from language.wording import Wording, wording
from models.event import record
from models.obligation import Obligation, obligation_with_task
from models.request import Request, requests_for
from models.response import CONFIRMED, REOPENED, RETURNED, SAYABLE, Decision, Response, add_decision, responses_of

OFFICE = "office"
VERDICTS = (CONFIRMED, RETURNED, REOPENED)


def fault_of(answer: Answer) -> Wording | None:
    """Why an answer cannot be recorded; None when it can."""
    if answer.status not in SAYABLE:
        return wording("Tình trạng phải là một trong: {statuses}.", statuses=", ".join(SAYABLE))
    if answer.percent is not None and not 0 <= answer.percent <= 100:
        return wording("Tỷ lệ phải từ 0 đến 100.")
    return None


def enter_answers(
    session: Session, docket: Docket, sender: Sender, answers: list[Answer], source: Source
) -> list[Response]:
    """Append answers that came by telephone or on paper, and read each back to its agency; those that are new."""
    responses = record_for_office(session, docket, answers, source)
    for request_id in dict.fromkeys(one.request_id for one in responses if one.request_id):
        mine = [one for one in responses if one.request_id == request_id]
        queue_receipt(
            session,
            docket,
            sender,
            session.get_one(Request, request_id),
            slot=f"office/{mine[-1].id}",
            responses=mine,
            pen_items=[],
            author=None,
            received_at=docket.now,
            channel=source.channel,
        )
    return responses


def record_for_office(session: Session, docket: Docket, answers: list[Answer], source: Source) -> list[Response]:
    """Append answers that the office enters, each in its own thread; returns those that say something new.

    `source` says who enters them, and of one by telephone or on paper who gave it and when.
    """
    thread_of = {one.obligation_id: thread_for(session, docket, one.obligation_id) for one in answers}
    requests = requests_for(session, docket.plan_id, set(thread_of.values()), docket.now)
    return [
        response
        for thread, request in requests.items()
        for response in record_answers(
            session, docket, request, [one for one in answers if thread_of[one.obligation_id] == thread], source
        )
    ]


def thread_for(session: Session, docket: Docket, obligation_id: int) -> tuple[str, str]:
    """Agency and period in which an obligation is answered.

    Of an agency that ended with several successors, or none, it is the agency named.
    """
    obligation, _, occasion, task = obligation_with_task(session, obligation_id)
    answering = docket.answering(obligation.agency_id, task.id)
    return answering[0] if len(answering) == 1 else obligation.agency_id, occasion.period_key


def judge(
    session: Session, response: Response, verdict: str, by: str, reason: str, now: datetime
) -> Decision | Wording:
    """Append what the office says of an answer (one of VERDICTS); or why not: only its last version counts."""
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is none of {VERDICTS}")
    last = responses_of(session, response.obligation_id)[-1]
    if last.id != response.id:
        return wording("Trả lời {id} đã có bản mới hơn: {last}.", id=response.id, last=last.id)
    decision = Decision(response_id=response.id or 0, verdict=verdict, reason=reason, by=by, at=now)
    add_decision(session, decision)
    obligation = session.get_one(Obligation, response.obligation_id)
    record(session, now, by, verdict, f"response:{response.id}", obligation=obligation.id, reason=reason)
    if verdict == RETURNED:
        settle_disowned(session, now, [response.obligation_id], wording("Văn phòng đã trả lại câu trả lời"))
    return decision
