"""Writing the receipt: task by task what was recorded, what was not understood, and what is still missing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from casework.facts import Facts
from casework.letter_facts import asked_tasks, thread_of
from casework.recording import offered
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from language.dates import short_date
from language.wording import wording
from mail.letters import NotUnderstood, ReceiptLetter, ReceivedFile, RecordedAnswer, receipt
from models.answer_file import FileRef, files_of
from models.letter import Letter
from models.obligation import tasks_by_obligation
from models.official_report import report_of
from models.pen import PenItem
from models.request import Request
from models.response import Response
from models.standing import UNANSWERED
from models.task import Assignment, Task

LONGEST_EXCERPT = 300


def outline_receipt(facts: Facts, sender: Sender, letter: Letter) -> Outline:
    """The receipt of one answer."""
    session, docket, about = facts.session, facts.docket, letter.subject_ids
    request = session.get_one(Request, letter.request_id)
    missing = [one for one in offered(session, docket, request) if one.state in UNANSWERED]
    said = ReceiptLetter(
        **vars(thread_of(docket, sender, request)),
        received_at=datetime.fromisoformat(str(about["received_at"])).astimezone(ZoneInfo(docket.policy.zone)),
        recorded=_recorded(session, about["responses"]),
        not_understood=tuple(_not_understood(session, item) for item in about["pen"]),
        still_missing=asked_tasks(facts, missing),
        files=tuple(ReceivedFile(**one) for one in about.get("files", ())),
        by_web=bool(about["by_web"]),
        awaits_consent=bool(about.get("awaits_consent")),
        channel=str(about.get("channel") or ""),
        report_name=_report_name(session, request.id or 0),
    )
    return compose(facts, sender, letter, Words(receipt, (said,)), request=request)


def _recorded(session: Session, response_ids: list[int]) -> tuple[RecordedAnswer, ...]:
    query = select(Response).where(col(Response.id).in_(response_ids)).order_by(col(Response.id))
    responses = session.exec(query).all()
    rests_on = tasks_by_obligation(session, [one.obligation_id for one in responses])
    files = files_of(session, response_ids)
    return tuple(_read_back(one, *rests_on[one.obligation_id], files.get(one.id or 0, ())) for one in responses)


def _read_back(response: Response, assignment: Assignment, task: Task, files: Sequence[FileRef]) -> RecordedAnswer:
    return RecordedAnswer(
        code=task.code,
        title=task.title,
        role=assignment.role,
        status=response.status,
        percent=response.percent,
        result=response.result,
        evidence=response.evidence,
        difficulty=response.difficulty,
        proposal=response.proposal,
        forecast_on=response.forecast,
        replaces=response.version > 1,
        files=tuple(file.filename for file in files),
        consented=bool(response.consent_by),
    )


def _report_name(session: Session, request_id: int) -> str:
    """The official report as letters name it: "số 12/BC-BNN ngày 15/03/2023 (bao-cao.pdf)"."""
    report = report_of(session, request_id)
    if report is None:
        return ""
    parts = [wording("số {number}", number=report.number).say()] if report.number else []
    parts += [wording("ngày {day}", day=short_date(report.signed_on)).say()] if report.signed_on else []
    return " ".join(parts + ([f"({report.filename})"] if report.filename else []))


def _not_understood(session: Session, pen_item_id: int) -> NotUnderstood:
    item = session.get_one(PenItem, pen_item_id)
    return NotUnderstood(excerpt=item.text[:LONGEST_EXCERPT], why=item.why)
