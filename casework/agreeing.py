"""An agency's head at the page: what waits for his consent, and recording it with his name, or sending it back."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from casework.authors import author_name, by_contact
from casework.consenting import submitted_answers
from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import asked_tasks, leads_first, period_head, plan_head
from casework.opening import SETTLED, Opened, Refusal, open_head
from casework.queueing import Recipient, queue_letter
from casework.recording import Answer, Source, locked, queue_receipt, record_answers
from casework.sender import Sender
from language.wording import Wording
from mail.letters import AskedTask, PeriodHead, PlanHead
from models.answer_file import files_of
from models.contact import Contact
from models.event import record
from models.letter import RETURNED_ANSWER
from models.response import Response
from models.standing import standings
from models.submission import CONSENTED, DECLINED, Submission, waiting_submission

LONGEST_REMARK = 2000
BY_HEAD = "declined"


@dataclass(frozen=True)
class ConsentForm:
    """What one head is asked: who wrote it, when, and each task with its answer."""

    submission_id: int
    plan: PlanHead
    period: PeriodHead
    agency_name: str
    trial: bool
    by_name: Wording
    submitted_at: datetime
    answers: tuple[tuple[AskedTask, Answer], ...]


def read_consent(session: Session, sender: Sender, key_text: str, now: datetime) -> ConsentForm | Refusal:
    """What waits behind a head's key; looking at it changes nothing."""
    opened = open_head(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    submission = waiting_submission(session, opened.request.id or 0)
    if submission is None:
        return Refusal(SETTLED)
    docket = opened.docket
    return ConsentForm(
        submission_id=submission.id or 0,
        plan=plan_head(docket),
        period=period_head(docket, opened.request.period_key),
        agency_name=docket.name_of(opened.request.agency_id),
        trial=docket.trial,
        by_name=author_name(session, submission.by),
        submitted_at=submission.submitted_at,
        answers=_with_tasks(session, docket, submission),
    )


def _with_tasks(session: Session, docket: Docket, submission: Submission) -> tuple[tuple[AskedTask, Answer], ...]:
    answers = {one.obligation_id: one for one in submitted_answers(submission)}
    standing = standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=list(answers))
    tasks = asked_tasks(Facts(session, docket), leads_first(standing))
    return tuple((task, answers[task.obligation_id]) for task in tasks)


def consent(
    session: Session, sender: Sender, key_text: str, submission_id: int, now: datetime
) -> list[Response] | Refusal:
    """Record the answers as the agency's, with the head's consent, and read them back to who wrote them.

    Only what the head saw is consented to: a submission replaced since is settled.
    """
    found = _deciding(session, sender, key_text, submission_id, now)
    if isinstance(found, Refusal):
        return found
    opened, submission = found
    _decide(session, opened, submission, CONSENTED, "")
    answers = submitted_answers(submission)
    shut = locked(session, opened.docket, [one.obligation_id for one in answers])
    source = Source(submission.source, submission.by, submission.message_id, consent_by=by_contact(opened.contact))
    kept = [one for one in answers if one.obligation_id not in shut]
    responses = record_answers(session, opened.docket, opened.request, kept, source)
    _acknowledge(session, sender, opened, submission, responses)
    return responses


def decline(
    session: Session, sender: Sender, key_text: str, submission_id: int, remark: str, now: datetime
) -> Refusal | None:
    """Send the answers back to who wrote them, with the head's remark; nothing is recorded."""
    found = _deciding(session, sender, key_text, submission_id, now)
    if isinstance(found, Refusal):
        return found
    opened, submission = found
    _decide(session, opened, submission, DECLINED, remark.strip()[:LONGEST_REMARK])
    docket = opened.docket
    queue_letter(
        session,
        sender,
        slot=f"{RETURNED_ANSWER}/{BY_HEAD}/{submission.id}/{docket.mode}",
        kind=RETURNED_ANSWER,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=[Recipient(session.get_one(Contact, submission.contact_id))],
        plan_id=docket.plan_id,
        agency_id=opened.request.agency_id,
        request=opened.request,
        subject_ids={"verdict": BY_HEAD, "submission": submission.id, "decisions": []},
    )
    return None


def _deciding(
    session: Session, sender: Sender, key_text: str, submission_id: int, now: datetime
) -> tuple[Opened, Submission] | Refusal:
    opened = open_head(session, sender, key_text, now)
    if isinstance(opened, Refusal):
        return opened
    submission = waiting_submission(session, opened.request.id or 0)
    if submission is None or submission.id != submission_id:
        return Refusal(SETTLED)
    return opened, submission


def _decide(session: Session, opened: Opened, submission: Submission, state: str, remark: str) -> None:
    head = by_contact(opened.contact)
    submission.state, submission.decided_by, submission.remark = state, head, remark
    submission.decided_at = opened.docket.now
    session.add(submission)
    session.flush()
    record(session, opened.docket.now, head, state, f"submission:{submission.id}", remark=bool(remark))


def _acknowledge(
    session: Session, sender: Sender, opened: Opened, submission: Submission, responses: list[Response]
) -> None:
    if not responses:
        return
    files = files_of(session, [one.id or 0 for one in responses])
    named = {file.sha256: file for group in files.values() for file in group}
    queue_receipt(
        session,
        opened.docket,
        sender,
        opened.request,
        slot=f"consent/{submission.id}",
        responses=responses,
        pen_items=[],
        author=session.get_one(Contact, submission.contact_id),
        received_at=submission.submitted_at,
        by_web=True,
        files=[{"filename": one.filename, "size": one.size, "sha256": one.sha256} for one in named.values()],
    )
