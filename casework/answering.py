"""The private page: what its key gives the right to see, and recording what was typed on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from casework.consenting import await_consent, submitted_answers, wants_consent
from casework.facts import Facts
from casework.letter_facts import asked_tasks, period_head, plan_head
from casework.opening import Opened, Refusal, open_request
from casework.recording import WEB, Answer, Source, fresh_answers, locked, offered, queue_receipt, record_answers
from casework.reporting import set_report
from casework.sender import Sender
from mail.letters import AskedTask, PeriodHead, PlanHead
from models.answer_file import FileRef, files_of
from models.clerk import Clerk, clerks_of
from models.draft import Draft, draft_of
from models.official_report import OfficialReport, report_of
from models.response import Response, latest_responses
from models.standing import Standing
from models.submission import DECLINED, WAITING, Submission, last_submission


@dataclass(frozen=True)
class AnswerLine:
    """One obligation on the page: what is asked, what was answered last, and whether it can still be changed.

    `files` stand beside that answer; `waiting` is what was sent since and waits for the agency's own head, `declined`
    what he sent back.
    """

    obligation_id: int
    task: AskedTask
    state: str
    response: Response | None
    files: tuple[FileRef, ...] = ()
    locked: bool = False
    waiting: Answer | None = None
    declined: Answer | None = None


@dataclass(frozen=True)
class Report:
    """The official report as typed on the page."""

    number: str = ""
    signed_on: date | None = None
    scan: FileRef | None = None


@dataclass(frozen=True)
class AnswerForm:
    """All tasks of one request on one page, or those that were passed on to a colleague."""

    request_id: int
    contact_id: int
    owner: str
    plan: PlanHead
    period: PeriodHead
    agency_name: str
    today: date
    trial: bool
    lines: tuple[AnswerLine, ...]
    clerk_name: str = ""
    colleagues: tuple[Clerk, ...] = ()
    draft: Draft | None = None
    report: OfficialReport | None = None
    wants_consent: bool = False
    waiting: Submission | None = None
    declined: Submission | None = None


@dataclass(frozen=True)
class Submitted:
    """What a submission recorded: the new versions; those that said nothing new are not repeated.

    `awaiting` counts the answers that wait for the agency's head instead.
    """

    responses: tuple[Response, ...]
    awaiting: int = 0
    report: bool = False


def read_form(session: Session, sender: Sender, key_text: str, now: datetime) -> AnswerForm | Refusal:
    """The page behind a key; looking at it changes nothing."""
    found = open_request(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    docket, request = found.docket, found.request
    standing = _offered_to(session, found)
    last = last_submission(session, request.id or 0)
    waiting = last if last is not None and last.state == WAITING else None
    declined = last if last is not None and last.state == DECLINED else None
    return AnswerForm(
        request_id=request.id or 0,
        contact_id=found.contact.id or 0,
        owner=found.owner,
        plan=plan_head(docket),
        period=period_head(docket, request.period_key),
        agency_name=docket.name_of(request.agency_id),
        today=docket.day,
        trial=docket.trial,
        lines=_lines(session, found, standing, waiting, declined),
        clerk_name=found.clerk.name if found.clerk else "",
        colleagues=() if found.clerk else tuple(clerks_of(session, request.id or 0)),
        draft=draft_of(session, request.id or 0, found.owner),
        report=report_of(session, request.id or 0),
        wants_consent=wants_consent(session, docket, found.contact, request.agency_id),
        waiting=waiting,
        declined=declined,
    )


def _offered_to(session: Session, opened: Opened) -> list[Standing]:
    """What the page offers: a colleague sees only what was passed on to him."""
    standing = offered(session, opened.docket, opened.request)
    passed_on = opened.clerk.obligations if opened.clerk else None
    return [one for one in standing if passed_on is None or one.obligation_id in passed_on]


def _lines(
    session: Session,
    opened: Opened,
    standing: list[Standing],
    waiting: Submission | None,
    declined: Submission | None,
) -> tuple[AnswerLine, ...]:
    ids = [one.obligation_id for one in standing]
    responses = latest_responses(session, ids)
    files = files_of(session, [one.id or 0 for one in responses.values()])
    shut = locked(session, opened.docket, ids)
    held, sent_back = _by_obligation(waiting), _by_obligation(declined)
    tasks = asked_tasks(Facts(session, opened.docket), standing)
    return tuple(
        AnswerLine(
            obligation_id=one.obligation_id,
            task=task,
            state=one.state.value,
            response=(response := responses.get(one.obligation_id)),
            files=files.get(response.id or 0, ()) if response else (),
            locked=one.obligation_id in shut,
            waiting=held.get(one.obligation_id),
            declined=_still_declined(sent_back.get(one.obligation_id), response, declined),
        )
        for one, task in zip(standing, tasks, strict=True)
    )


def _by_obligation(submission: Submission | None) -> dict[int, Answer]:
    return {one.obligation_id: one for one in submitted_answers(submission)} if submission else {}


def _still_declined(answer: Answer | None, response: Response | None, declined: Submission | None) -> Answer | None:
    """The answer that the head sent back, unless something was recorded on its obligation since."""
    if answer is None or declined is None:
        return None
    return answer if response is None or response.recorded_at < declined.submitted_at else None


def submit_form(
    session: Session,
    sender: Sender,
    key_text: str,
    answers: list[Answer],
    now: datetime,
    report: Report | None = None,
) -> Submitted | Refusal:
    """Record what was typed on the page behind a key, and queue its receipt; nothing new, nothing recorded.

    An answer on an obligation that the page does not offer, or that is locked, is left out: the key gives no right to
    it. Where the agency wants it, the answers wait for its own head.
    """
    found = open_request(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    allowed = {one.obligation_id for one in _offered_to(session, found)}
    allowed -= locked(session, found.docket, list(allowed))
    mine = [answer for answer in answers if answer.obligation_id in allowed]
    reported = _note_report(session, found, report)
    source = Source(WEB, found.owner)
    if mine and wants_consent(session, found.docket, found.contact, found.request.agency_id):
        return _await_head(session, sender, found, mine, source, reported)
    responses = record_answers(session, found.docket, found.request, mine, source)
    if responses:
        _acknowledge(session, sender, found, responses)
    return Submitted(tuple(responses), report=reported)


def _note_report(session: Session, opened: Opened, report: Report | None) -> bool:
    if report is None or opened.clerk is not None:
        return False
    noted = set_report(
        session, opened.docket, opened.request, report.number, report.signed_on, report.scan, opened.owner
    )
    return noted is not None


def _await_head(
    session: Session, sender: Sender, opened: Opened, answers: list[Answer], source: Source, reported: bool
) -> Submitted:
    fresh = fresh_answers(session, answers, whole=True)
    if not fresh:
        return Submitted((), report=reported)
    await_consent(session, opened.docket, sender, opened.request, fresh, source, opened.contact)
    return Submitted((), awaiting=len(fresh), report=reported)


def _acknowledge(session: Session, sender: Sender, opened: Opened, responses: list[Response]) -> None:
    """The receipt goes to the registered contact, whoever of his colleagues typed."""
    files = files_of(session, [one.id or 0 for one in responses])
    named = {file.sha256: file for group in files.values() for file in group}
    queue_receipt(
        session,
        opened.docket,
        sender,
        opened.request,
        slot=f"web/{opened.request.id}/{responses[-1].id}",
        responses=responses,
        pen_items=[],
        author=opened.contact,
        received_at=opened.docket.now,
        by_web=True,
        files=[{"filename": one.filename, "size": one.size, "sha256": one.sha256} for one in named.values()],
    )


def file_on_page(form: AnswerForm, sha256: str) -> FileRef | None:
    """The file of that hash among those that the page lists; None when it lists none."""
    return next((file for file in _files(form) if file.sha256 == sha256), None)


def _files(form: AnswerForm) -> Iterator[FileRef]:
    for line in form.lines:
        yield from line.files
        for held in (line.waiting, line.declined):
            yield from held.files if held else ()
    for one in form.draft.files if form.draft else ():
        yield FileRef.stored(one)
    if form.report is not None and form.report.scan is not None:
        yield form.report.scan
