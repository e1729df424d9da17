"""Sending an answer back to its agency with the reason, and opening a locked one again: decided, and told by letter."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from casework.attaching import answer_form
from casework.consenting import given_answers
from casework.docket import Docket
from casework.facts import Facts
from casework.judging import judge, thread_for
from casework.letter_facts import asked_tasks, leads_first, thread_of
from casework.queueing import agency_recipients, queue_letter
from casework.recording import locked
from casework.sender import Sender
from casework.writing import Outline, Words, compose, reply_deadline
from language.wording import Wording, wording
from mail.answer_letters import AnswerGiven, ReturnedLetter, returned_letter
from mail.letters import AskedTask
from models.contact import ANSWERS
from models.letter import QUEUED, RETURNED_ANSWER, Letter, deliveries_of
from models.request import Request, requests_for
from models.response import REOPENED, RETURNED, Decision, Response, decisions_of, latest_responses
from models.standing import State
from models.submission import Submission, last_submission


def return_answer(
    session: Session, docket: Docket, sender: Sender, response: Response, by: str, reason: str
) -> Decision | Wording:
    """Send the answer back for correction and queue the letter that says why; or why not."""
    return _decide(session, docket, sender, response, RETURNED, by, reason)


def reopen_answer(
    session: Session, docket: Docket, sender: Sender, response: Response, by: str, reason: str
) -> Decision | Wording:
    """Open a locked answer again, so that its agency can change it, and queue the letter that says so; or why not."""
    if response.obligation_id not in locked(session, docket, [response.obligation_id]):
        return wording("Bản trả lời {id} không bị khóa: cơ quan tự sửa được.", id=response.id)
    return _decide(session, docket, sender, response, REOPENED, by, reason)


def _decide(
    session: Session, docket: Docket, sender: Sender, response: Response, verdict: str, by: str, reason: str
) -> Decision | Wording:
    decision = judge(session, response, verdict, by, reason, docket.now)
    if isinstance(decision, Decision):
        _tell(session, docket, sender, response, decision)
    return decision


def _tell(session: Session, docket: Docket, sender: Sender, response: Response, decision: Decision) -> Letter | None:
    """Queue the letter, or put the decision into one of its kind to that agency that nobody has written yet."""
    thread = thread_for(session, docket, response.obligation_id)
    request = requests_for(session, docket.plan_id, [thread], docket.now)[thread]
    waiting = _waiting(session, docket, request, decision.verdict)
    if waiting is not None:
        told = waiting.subject_ids
        waiting.subject_ids = told | {"decisions": [*told["decisions"], decision.id]}
        session.add(waiting)
        return waiting
    recipients = agency_recipients(session, request.agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"{RETURNED_ANSWER}/{decision.id}/{docket.mode}",
        kind=RETURNED_ANSWER,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=request.agency_id,
        request=request,
        subject_ids={"verdict": decision.verdict, "decisions": [decision.id]},
    )


def _waiting(session: Session, docket: Docket, request: Request, verdict: str) -> Letter | None:
    query = select(Letter).where(
        Letter.request_id == request.id,
        Letter.kind == RETURNED_ANSWER,
        Letter.mode == docket.mode,
        col(Letter.written_at).is_(None),
    )
    for letter in session.exec(query.with_for_update(key_share=True)):
        deliveries = deliveries_of(session, letter.id or 0)
        if letter.subject_ids.get("verdict") == verdict and all(one.state == QUEUED for one in deliveries):
            return letter
    return None


def outline_returned(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter about those of its answers that nobody has mended since; None when all are."""
    session, docket = facts.session, facts.docket
    if "submission" in letter.subject_ids:
        return _outline_declined(facts, sender, letter)
    decisions = _in_force(session, letter.subject_ids["decisions"])
    by_obligation = {response.obligation_id: (decision, response) for decision, response in decisions}
    found = facts.in_plan_order(by_obligation)
    standing = [one for one in found if one.state not in (State.WAIVED, State.CLOSED)]
    if not standing:
        return None
    request = session.get_one(Request, letter.request_id)
    thread = thread_of(docket, sender, request)
    tasks = asked_tasks(facts, leads_first(standing))
    form = answer_form(thread, tasks, reply_deadline(docket, tasks))
    said = ReturnedLetter(
        **vars(thread),
        kind=letter.subject_ids["verdict"],
        answers=tuple(_given(task, *by_obligation[task.obligation_id]) for task in tasks),
        form_name=form.filename,
    )
    return compose(facts, sender, letter, Words(returned_letter, (said,)), request=request, form=form)


def _outline_declined(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter with the remark of the agency's own head; None when something newer was sent in since."""
    session, docket = facts.session, facts.docket
    submission = session.get_one(Submission, letter.subject_ids["submission"])
    last = last_submission(session, submission.request_id)
    if last is None or last.id != submission.id:
        return None
    request = session.get_one(Request, letter.request_id)
    said = ReturnedLetter(
        **vars(thread_of(docket, sender, request)),
        kind=letter.subject_ids["verdict"],
        answers=given_answers(facts, submission),
        remark=submission.remark,
    )
    return compose(facts, sender, letter, Words(returned_letter, (said,)), request=request)


def _in_force(session: Session, decision_ids: Sequence[int]) -> list[tuple[Decision, Response]]:
    """The decisions that are the last on their answers, and those answers the last on their obligations."""
    query = (
        select(Decision, Response)
        .join(Response, col(Response.id) == Decision.response_id)
        .where(col(Decision.id).in_(decision_ids))
        .order_by(col(Decision.id))
    )
    found = [(decision, response) for decision, response in session.exec(query)]
    latest = latest_responses(session, [response.obligation_id for _, response in found])
    return [
        (decision, response)
        for decision, response in found
        if latest[response.obligation_id].id == response.id
        and decisions_of(session, response.id or 0)[-1].id == decision.id
    ]


def _given(task: AskedTask, decision: Decision, response: Response) -> AnswerGiven:
    return AnswerGiven(
        code=task.code,
        title=task.title,
        role=task.role,
        status=response.status,
        due_on=task.due_on,
        percent=response.percent,
        result=response.result,
        reason=decision.reason,
    )
