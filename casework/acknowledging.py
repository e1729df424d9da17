"""Writing the receipt: task by task what was recorded, what was not understood, and what is still missing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.letter_facts import asked_tasks, thread_of
from casework.recording import offered
from casework.sender import Sender
from casework.writing import Written, compose
from language.dates import short_date
from language.wording import wording
from mail.letters import NotUnderstood, ReceiptLetter, ReceivedFile, RecordedAnswer, receipt
from models.answer_file import files_of
from models.letter import Letter
from models.obligation import obligation_with_task
from models.official_report import report_of
from models.pen import PenItem
from models.request import Request
from models.response import Response
from models.standing import UNANSWERED

LONGEST_EXCERPT = 300


def write_receipt(session: Session, docket: Docket, sender: Sender, letter: Letter) -> Written:
    """The receipt of one answer."""
    request = session.get_one(Request, letter.request_id)
    facts = letter.subject_ids
    received_at = datetime.fromisoformat(str(facts["received_at"])).astimezone(ZoneInfo(docket.policy.zone))
    rendered = receipt(
        ReceiptLetter(
            **vars(thread_of(docket, sender, request)),
            received_at=received_at,
            recorded=tuple(_recorded(session, response) for response in _responses(session, facts["responses"])),
            not_understood=tuple(_not_understood(session, item) for item in facts["pen"]),
            still_missing=asked_tasks(
                session, docket, [one for one in offered(session, docket, request) if one.state in UNANSWERED]
            ),
            files=tuple(ReceivedFile(**one) for one in facts.get("files", ())),
            by_web=bool(facts["by_web"]),
            awaits_consent=bool(facts.get("awaits_consent")),
            channel=str(facts.get("channel") or ""),
            report_name=_report_name(session, request.id or 0),
        )
    )
    return Written(compose(session, docket, sender, letter, rendered, request), frozenset())


def _responses(session: Session, ids: list[int]) -> list[Response]:
    return list(session.exec(select(Response).where(col(Response.id).in_(ids)).order_by(col(Response.id))))


def _recorded(session: Session, response: Response) -> RecordedAnswer:
    _, assignment, _, task = obligation_with_task(session, response.obligation_id)
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
        files=tuple(file.filename for file in files_of(session, [response.id or 0]).get(response.id or 0, ())),
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
