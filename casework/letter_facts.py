"""What letters and pages say of a plan, a period, a thread and the tasks asked for, as values."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.docket import Docket
from casework.sender import Sender
from language.dates import short_date
from language.wording import wording
from mail.letters import AskedTask, EarlierAnswer, PeriodHead, PlanHead, ThreadLetter
from mail.message import KEY_MARK
from models.amendment import amendments_of
from models.earlier import earlier_answers
from models.occasion import occasions_of
from models.period import period_keyed
from models.request import Request
from models.response import Response, latest_responses
from models.standing import Standing
from models.submission import with_head_since
from models.task import LEAD, Task, amended_assignments, leads_of_plan, tasks_of


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


def asked_tasks(session: Session, docket: Docket, standing: list[Standing]) -> tuple[AskedTask, ...]:
    """The obligations as their agency is asked for them, in the order given."""
    tasks = {task.id: task for task in tasks_of(session, docket.plan_id)}
    occasions = {one.id: one.name for one in occasions_of(session, docket.plan_id)}
    ids = [one.obligation_id for one in standing]
    own, before, with_head = latest_responses(session, ids), earlier_answers(session, ids), with_head_since(session)
    leads, given_by = lead_names(session, docket), given_later(session, docket)
    asked = (
        _asked_task(docket, tasks[one.task_id], one, occasions[one.occasion_id], leads, own.get(one.obligation_id))
        for one in standing
    )
    return tuple(
        replace(
            task,
            given_by=given_by.get(one.assignment_id),
            before=_earlier_answer(*before[task.obligation_id]) if task.obligation_id in before else None,
            with_head_since=_day_of(docket, with_head.get(task.obligation_id)),
        )
        for one, task in zip(standing, asked, strict=True)
    )


def given_later(session: Session, docket: Docket) -> dict[int, str]:
    """The decision that gave each assignment which the plan itself had not, as letters name it; by assignment id."""
    named = {
        one.id: wording("văn bản số {number} ngày {day}", number=one.number, day=short_date(one.signed_on)).say()
        for one in amendments_of(session, docket.plan_id)
    }
    return {given: named[amended] for given, amended in amended_assignments(session, docket.plan_id).items()}


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
    docket: Docket,
    task: Task,
    standing: Standing,
    occasion_name: str,
    leads: Mapping[int, tuple[str, ...]],
    earlier: Response | None,
) -> AskedTask:
    answering = docket.answering(standing.agency_id, standing.task_id)
    taken_over = answering != (standing.agency_id,)
    return AskedTask(
        code=task.code,
        title=task.title,
        section=task.section,
        role=standing.role,
        lead_names=leads.get(standing.task_id, ()),
        due_on=standing.due_on,
        time_text=task.time_text or wording("văn bản không nêu thời hạn").say(),
        occasion_name=occasion_name,
        taken_over_from=docket.name_of(standing.agency_id) if taken_over else None,
        earlier=earlier.result or None if earlier else None,
        overdue_days=max((docket.day - standing.due_on).days, 0),
        obligation_id=standing.obligation_id,
    )


def lead_names(session: Session, docket: Docket) -> dict[int, tuple[str, ...]]:
    """The names of each task's leads as the plan lists them, a collective by its phrase; by task id."""
    named: dict[int, tuple[str, ...]] = {}
    for one in leads_of_plan(session, docket.plan_id, docket.day):
        name = docket.name_of(one.agency_id) if one.agency_id else one.phrase
        named[one.task_id] = (*named.get(one.task_id, ()), name)
    return named
