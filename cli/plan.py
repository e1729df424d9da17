"""`dondoc plan`: reading a plan document, loading a plan's folder, and showing what is loaded."""

from typing import Any

import typer
from sqlmodel import Session

from casework.docket import Docket
from cli.main import say
from cli.options import JsonOption, PlanOption, chosen_plan
from cli.plan_amend import amend
from cli.plan_anchor import anchor
from cli.plan_close import close
from cli.plan_load import load
from cli.plan_read import read
from cli.plan_tables import questions_table, short_names, tasks_table, times
from cli.showing import add, pairs, picked, print_json, print_tables, short, table, tell
from flows.installation import installation
from language.wording import wording
from models.database import reading
from models.directory import Directory
from models.plan import Plan, all_plans
from models.question import OpenQuestion, standing_questions
from models.task import COORDINATING, LEAD, Assignment, Task, assignments_of, milestones_of, tasks_of

app = typer.Typer(no_args_is_help=True, help=say(wording("Văn bản kế hoạch: đọc, nạp, xem.")))

app.command("read", help=say(wording("Đọc một văn bản, in nhiệm vụ và vướng mắc; không lưu gì.")))(read)
app.command("load", help=say(wording("Nạp thư mục của một kế hoạch; còn vướng mắc thì không lưu gì.")))(load)
app.command("amend", help=say(wording("Nhập văn bản sửa đổi kế hoạch, từ ngày có hiệu lực.")))(amend)
app.command("anchor", help=say(wording("Đặt ngày bắt đầu tính cho một thời hạn tương đối.")))(anchor)
app.command("close", help=say(wording("Kết thúc một kế hoạch, với ngày và lý do.")))(close)


@app.callback()
def _plan() -> None:
    """A lone command keeps its name."""


@app.command(help=say(wording("Các kế hoạch đã nạp; với --plan: nhiệm vụ và câu hỏi của một kế hoạch.")))
def show(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """The plans that are loaded, or the tasks and standing questions of one."""
    here = installation()
    with reading(here.engine) as session:
        if plan is None:
            show_plans(session, as_json)
        else:
            show_plan(session, here.docket(session, chosen_plan(session, plan)), as_json)


def show_plans(session: Session, as_json: bool) -> None:
    """One line a plan."""
    plans = all_plans(session)
    if as_json:
        print_json([plan_as_json(session, plan) for plan in plans])
        return
    heads = wording("Mã"), wording("Số"), wording("Ngày ký"), wording("Tên"), wording("Nhiệm vụ"), wording("Câu hỏi")
    drawn = table(wording("Kế hoạch đã nạp"), *heads, narrow=(0, 2))
    for plan in plans:
        tasks, questions = len(tasks_of(session, plan.id or 0)), len(standing_questions(session, plan.id or 0))
        add(drawn, plan.slug, plan.number, plan.signed_on, plan.short_name, tasks, questions)
    print_tables(drawn)
    if not plans:
        tell(wording("Chưa nạp kế hoạch nào: chạy 'dondoc plan load THƯ-MỤC'."))


def plan_as_json(session: Session, plan: Plan) -> dict[str, Any]:
    """One plan with its counts."""
    names = "slug", "number", "title", "issuer", "signed_on", "ends_on", "tracked_from", "closed_on"
    counts = {
        "tasks": len(tasks_of(session, plan.id or 0)),
        "questions": len(standing_questions(session, plan.id or 0)),
    }
    return picked(plan, *names) | counts


def show_plan(session: Session, docket: Docket, as_json: bool) -> None:
    """The tasks and questions of one plan."""
    tasks = tasks_of(session, docket.plan_id)
    questions = standing_questions(session, docket.plan_id)
    if as_json:
        shown = plan_as_json(session, docket.plan)
        asked = [picked(one, "id", "code", "text", "why", "agency_id", "holds") for one in questions]
        print_json(shown | {"tasks": [task_as_json(session, one) for one in tasks], "questions": asked})
        return
    drawn = tasks_table()
    for task in tasks:
        given = assignments_of(session, task.id or 0)
        helped = [*_names(given, COORDINATING, docket.directory), *(f"({phrase})" for phrase in task.open_phrases)]
        leads = "; ".join(_names(given, LEAD, docket.directory))
        add(drawn, task.code, short(task.title), leads, "; ".join(helped), times(milestones_of(session, task.id or 0)))
    print_tables(_card(docket.plan), _questions(questions), drawn)


def _card(plan: Plan) -> Any:
    facts = {
        wording("Số"): plan.number,
        wording("Ngày ký"): plan.signed_on,
        wording("Cơ quan ban hành"): plan.issuer,
        wording("Theo dõi từ"): plan.tracked_from,
        wording("Đến"): plan.ends_on,
    }
    return pairs(wording("{name} ({slug})", name=plan.short_name, slug=plan.slug), facts)


def _questions(questions: list[OpenQuestion]) -> Any:
    return questions_table((one.code, one.text, one.why) for one in questions)


def _names(given: list[Assignment], role: str, directory: Directory) -> list[str]:
    return short_names([one.agency_id or one.collective_id or "" for one in given if one.role == role], directory)


def task_as_json(session: Session, task: Task) -> dict[str, Any]:
    """One task with the keys of `plan read --json`."""
    given = assignments_of(session, task.id or 0)
    milestones = milestones_of(session, task.id or 0)
    shape = "kind", "begins", "due", "every", "amount", "unit", "anchor", "past_at_signing", "text"
    return {
        **picked(task, "code", "section", "title"),
        "leads": [one.agency_id or one.collective_id for one in given if one.role == LEAD],
        "coordinating": [one.agency_id or one.collective_id for one in given if one.role == COORDINATING],
        "collectives": [one.collective_id for one in given if one.collective_id],
        **picked(task, "open_phrases", "time_text"),
        "milestones": [picked(one, *shape) for one in milestones],
        **picked(task, "product", "place"),
    }
