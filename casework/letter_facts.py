"""What letters and pages say of a plan, a period, a thread and the tasks asked for, as values."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.docket import Docket
from casework.facts import Facts
from casework.sender import Sender
from language.wording import wording
from mail.letters import AskedTask, EarlierAnswer, PeriodHead, PlanHead, ThreadLetter
from mail.message import KEY_MARK
from models.period import period_keyed
from models.request import Request
from models.response import Response
from models.standing import Standing
from models.task import LEAD


def plan_head(docket: Docket) -> PlanHead:
    """The plan as letters name it."""
    plan = docket.plan
    return PlanHead(
        short_name=plan.short_name, number=plan.number, signed_on=plan.signed_on, tag=plan.tag, issuer=plan.issuer
    )


def period_head(docket: Docket, period_key: str) -> PeriodHead:
    """The period as letters name it, with the day agencies owe the office."""
    period = period_keyed(period_key)
    return PeriodHead(
        name=period.name,
        window_begins=docket.policy.window_of(period).begins,
        window_ends=docket.policy.window_of(period).ends,
        due_on=docket.policy.office_due(period),
    )


def thread_of(docket: Docket, sender: Sender, request: Request) -> ThreadLetter:
    """The thread of a request as its letters show it."""
    return ThreadLetter(
        plan=plan_head(docket),
        period=period_head(docket, request.period_key),
        agency_name=docket.name_of(request.agency_id),
        answer_url=sender.answer_url(KEY_MARK),
        office_name=sender.name,
        office_contact=sender.address,
        thread_tag=f"[{docket.plan.tag}-{request.id}]",
        trial=docket.trial,
    )


def leads_first(standing: list[Standing]) -> list[Standing]:
    return sorted(standing, key=lambda one: one.role != LEAD)


def asked_tasks(facts: Facts, standing: Sequence[Standing]) -> tuple[AskedTask, ...]:
    """The obligations as their agency is asked for them, in the order given."""
    ids = [one.obligation_id for one in standing]
    latest, earlier = facts.latest.of(ids), facts.earlier.of(ids)
    return tuple(
        _asked_task(facts, one, latest.get(one.obligation_id), earlier.get(one.obligation_id)) for one in standing
    )


def _day_of(docket: Docket, moment: datetime | None) -> date | None:
    return moment.astimezone(ZoneInfo(docket.policy.zone)).date() if moment else None


def _earlier_answer(response: Response, occasion_name: str) -> EarlierAnswer:
    return EarlierAnswer(
        occasion_name=occasion_name,
        status=response.status,
        percent=response.percent,
        result=response.result,
        evidence=response.evidence,
        difficulty=response.difficulty,
        proposal=response.proposal,
        forecast_on=response.forecast,
    )


def _asked_task(
    facts: Facts, standing: Standing, latest: Response | None, earlier: tuple[Response, str] | None
) -> AskedTask:
    docket, task = facts.docket, facts.tasks[standing.task_id]
    taken_over = docket.answering(standing.agency_id, standing.task_id) != (standing.agency_id,)
    return AskedTask(
        code=task.code,
        title=task.title,
        section=task.section,
        role=standing.role,
        given_by=facts.given_later.get(standing.assignment_id),
        lead_names=facts.lead_names.get(standing.task_id, ()),
        due_on=standing.due_on,
        time_text=task.time_text or wording("văn bản không nêu thời hạn").say(),
        occasion_name=facts.occasion_names[standing.occasion_id],
        taken_over_from=docket.name_of(standing.agency_id) if taken_over else None,
        earlier=latest.result or None if latest else None,
        before=_earlier_answer(*earlier) if earlier else None,
        with_head_since=_day_of(docket, facts.with_head_since.get(standing.obligation_id)),
        overdue_days=max((docket.day - standing.due_on).days, 0),
        obligation_id=standing.obligation_id,
    )
