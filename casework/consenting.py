"""Answers that their agency's own head has to consent to: kept apart until then, and the letter that asks for it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.authors import author_name
from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import asked_tasks, leads_first, thread_of
from casework.queueing import Recipient, each_once, queue_letter
from casework.recording import Answer, Source
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.answer_letters import AnswerGiven, ConsentLetter, consent_letter
from mail.letters import AskedTask
from mail.message import KEY_MARK
from models.contact import HEAD, Contact, contacts_of
from models.event import record
from models.letter import CONSENT, Letter
from models.request import Request
from models.submission import REPLACED, WAITING, Submission, waiting_submission


def wants_consent(session: Session, docket: Docket, contact: Contact, agency_id: str) -> bool:
    """Whether answers of this contact wait for the agency's head: it wants so, and a head can be written to.

    Without one they count at once, as those of any contact do; `dondoc contact check` names such agencies.
    """
    return contact.consent and bool(contacts_of(session, agency_id, (HEAD,), docket.day))


def await_consent(
    session: Session,
    docket: Docket,
    sender: Sender,
    request: Request,
    answers: Sequence[Answer],
    source: Source,
    contact: Contact,
) -> Submission:
    """Keep the answers until the head decides, together with those that wait already, and ask him by letter."""
    earlier = waiting_submission(session, request.id or 0)
    submission = Submission(
        request_id=request.id or 0,
        contact_id=contact.id or 0,
        by=source.by,
        source=source.kind,
        message_id=source.message_id,
        answers=[one.to_plain() for one in _with_earlier(earlier, answers)],
        submitted_at=docket.now,
    )
    session.add(submission)
    session.flush()
    if earlier is not None:
        earlier.state = REPLACED
        session.add(earlier)
    record(session, docket.now, source.by, "submitted", f"submission:{submission.id}", request=request.id)
    _ask_head(session, docket, sender, request, submission)
    return submission


def submitted_answers(submission: Submission) -> list[Answer]:
    """The answers that wait in it."""
    return [Answer.from_plain(one) for one in submission.answers]


def _with_earlier(earlier: Submission | None, answers: Sequence[Answer]) -> list[Answer]:
    waiting = {one.obligation_id: one for one in submitted_answers(earlier)} if earlier else {}
    return list((waiting | {one.obligation_id: one for one in answers}).values())


def _ask_head(session: Session, docket: Docket, sender: Sender, request: Request, submission: Submission) -> Letter:
    heads = contacts_of(session, request.agency_id, (HEAD,), docket.day)
    return queue_letter(
        session,
        sender,
        slot=f"{CONSENT}/{submission.id}/{docket.mode}",
        kind=CONSENT,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=each_once(map(Recipient, heads)),
        plan_id=docket.plan_id,
        agency_id=request.agency_id,
        request=request,
        subject_ids={"submission": submission.id},
    )


def outline_consent(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter to the head; None when nothing waits for him any more."""
    session, docket = facts.session, facts.docket
    submission = session.get_one(Submission, letter.subject_ids["submission"])
    if submission.state != WAITING:
        return None
    request = session.get_one(Request, letter.request_id)
    said = ConsentLetter(
        **vars(thread_of(docket, sender, request)),
        answers=given_answers(facts, submission),
        by_name=author_name(session, submission.by).say(),
        submitted_at=submission.submitted_at.astimezone(ZoneInfo(docket.policy.zone)),
        consent_url=sender.consent_url(KEY_MARK),
    )
    # Without the thread's reply address: an answer to this letter is no report.
    return compose(facts, sender, letter, Words(consent_letter, (said,)))


def given_answers(facts: Facts, submission: Submission) -> tuple[AnswerGiven, ...]:
    """The submission's answers as letters show them, in the plan's order, led tasks first."""
    answers = {one.obligation_id: one for one in submitted_answers(submission)}
    tasks = asked_tasks(facts, leads_first(facts.in_plan_order(answers)))
    return tuple(_given(task, answers[task.obligation_id]) for task in tasks)


def _given(task: AskedTask, answer: Answer) -> AnswerGiven:
    return AnswerGiven(
        code=task.code,
        title=task.title,
        role=task.role,
        status=answer.status,
        due_on=task.due_on,
        percent=answer.percent,
        result=answer.result,
    )
