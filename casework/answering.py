"""The private page: what its key gives the right to see, and recording what was typed on it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from casework.docket import Docket, open_docket
from casework.recording import Answer, Source, offered, queue_receipt, record_answers
from casework.sender import Sender
from casework.writing import asked_tasks, period_head, plan_head
from mail.letters import AskedTask, PeriodHead, PlanHead
from models.contact import Contact
from models.key import DIGEST_KEY, REQUEST_KEY
from models.plan import Plan
from models.request import Request
from models.response import Response, latest_responses
from models.standing import Standing


@dataclass(frozen=True)
class Refusal:
    """Why a key opens nothing: unknown (it was never given out) or expired (it was, and is revoked or closed)."""

    reason: str


@dataclass(frozen=True)
class AnswerLine:
    """One obligation on the page: what is asked, and what was answered last."""

    obligation_id: int
    task: AskedTask
    state: str
    response: Response | None


@dataclass(frozen=True)
class AnswerForm:
    """All tasks of one request on one page."""

    request_id: int
    contact_id: int
    plan: PlanHead
    period: PeriodHead
    agency_name: str
    today: date
    trial: bool
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class Submitted:
    """What a submission recorded: the new versions; those that said nothing new are not repeated."""

    responses: tuple[Response, ...]


def read_form(session: Session, sender: Sender, key_text: str, now: datetime) -> AnswerForm | Refusal:
    """The page behind a key; looking at it changes nothing."""
    found = _open(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    docket, request, contact = found
    standing = offered(session, docket, request)
    responses = latest_responses(session, [one.obligation_id for one in standing])
    tasks = asked_tasks(session, docket, standing)
    lines = (_line(one, task, responses.get(one.obligation_id)) for one, task in zip(standing, tasks, strict=True))
    return AnswerForm(
        request_id=request.id or 0,
        contact_id=contact.id or 0,
        plan=plan_head(docket),
        period=period_head(docket, request.period_key),
        agency_name=docket.name_of(request.agency_id),
        today=docket.day,
        trial=docket.trial,
        lines=tuple(lines),
    )


def submit_form(
    session: Session, sender: Sender, key_text: str, answers: list[Answer], now: datetime
) -> Submitted | Refusal:
    """Record what was typed on the page behind a key, and queue its receipt; nothing new, nothing recorded.

    An answer on an obligation that the page does not offer is left out: the key gives no right to it.
    """
    found = _open(session, sender, key_text, now)
    if isinstance(found, Refusal):
        return found
    docket, request, contact = found
    allowed = {one.obligation_id for one in offered(session, docket, request)}
    source = Source("web", f"contact:{contact.id}")
    mine = [answer for answer in answers if answer.obligation_id in allowed]
    responses = record_answers(session, docket, request, mine, source)
    if responses:
        slot = f"web/{request.id}/{responses[-1].id}"
        queue_receipt(
            session,
            docket,
            sender,
            request,
            slot=slot,
            responses=responses,
            pen_items=[],
            author=contact,
            received_at=now,
            by_web=True,
        )
    return Submitted(tuple(responses))


def digest_behind(session: Session, sender: Sender, key_text: str) -> int | Refusal:
    """The id of the digest that a reader's key opens."""
    key = sender.key(key_text)
    if key is None or key.kind != DIGEST_KEY:
        return Refusal("unknown")
    return key.subject_id


def _open(session: Session, sender: Sender, key_text: str, now: datetime) -> tuple[Docket, Request, Contact] | Refusal:
    key = sender.key(key_text)
    if key is None or key.kind != REQUEST_KEY:
        return Refusal("unknown")
    request, contact = session.get(Request, key.subject_id), session.get(Contact, key.contact_id)
    if request is None or contact is None:
        return Refusal("unknown")
    plan = session.get_one(Plan, request.plan_id)
    docket = open_docket(session, plan, now)
    left = contact.valid_to is not None and contact.valid_to < docket.day
    if request.key_version != key.version or plan.closed_on is not None or left:
        return Refusal("expired")
    return docket, request, contact


def _line(standing: Standing, task: AskedTask, response: Response | None) -> AnswerLine:
    return AnswerLine(
        obligation_id=standing.obligation_id,
        task=task,
        state=standing.state.value,
        response=response,
    )
