"""`dondoc plan`: reading a plan document, loading a plan's folder, and showing what is loaded."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlmodel import Session

from casework.docket import Docket
from casework.loading import Loaded, load_plan
from cli.main import say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, officer
from cli.plan_amend import amend
from cli.plan_anchor import anchor
from cli.plan_close import close
from cli.plan_tables import problems_table, questions_table, short_names, show_read, tasks_table, times
from cli.showing import add, finish, pairs, picked, print_json, print_tables, short, table, tell
from documents.directory_file import read_directory
from documents.plan_document import Findings, PlanRead
from documents.plan_folder import read_plan_folder
from documents.read_plan import read_plan
from documents.text_file import read_text
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, writing
from models.directory import Directory
from models.plan import Plan, all_plans
from models.problem import Problem
from models.question import OpenQuestion, standing_questions
from models.task import COORDINATING, LEAD, Assignment, Task, assignments_of, milestones_of, tasks_of
from settings import settings

app = typer.Typer(no_args_is_help=True, help=say(wording("Văn bản kế hoạch: đọc, nạp, xem.")))

FileArgument = Annotated[Path, typer.Argument(help=say(wording("Tệp văn bản giao nhiệm vụ (.txt).")))]
DirectoryOption = Annotated[
    Path | None, typer.Option(help=say(wording("Danh bạ; mặc định là agencies.yaml cạnh tệp.")))
]
FolderArgument = Annotated[
    Path, typer.Argument(help=say(wording("Thư mục kế hoạch, hoặc tên của nó trong thư mục plans/.")))
]


app.command("amend", help=say(wording("Nhập văn bản sửa đổi kế hoạch, từ ngày có hiệu lực.")))(amend)
app.command("anchor", help=say(wording("Đặt ngày bắt đầu tính cho một thời hạn tương đối.")))(anchor)
app.command("close", help=say(wording("Kết thúc một kế hoạch, với ngày và lý do.")))(close)


@app.callback()
def _plan() -> None:
    """A lone command keeps its name."""


@app.command(help=say(wording("Đọc một văn bản, in nhiệm vụ và vướng mắc; không lưu gì.")))
def read(file: FileArgument, directory: DirectoryOption = None, as_json: JsonOption = False) -> None:
    """Print what a document says; 1 when it has problems."""
    plan, known = understood(file, directory)
    if as_json:
        print_json(plan.to_json(settings().language))
    else:
        show_read(plan, known, Console())
    finish(bool(plan.problems))


def understood(file: Path, directory: Path | None) -> tuple[PlanRead, Directory]:
    """The plan in `file` and the directory it was read with; the directory's own faults are among the problems."""
    source = directory or file.parent / "agencies.yaml"
    if directory is None and not source.exists():
        why = wording("Cạnh tệp này không có danh bạ agencies.yaml.")
        how = "Chỉ danh bạ bằng --directory, ví dụ: --directory plans/ocop-2021-2025/agencies.yaml"
        missing = Problem(str(source), source.name, why, how)
        text = read_text(file)
        found = read_plan(file, Directory({}, {})).problems if isinstance(text, Wording) else ()
        return PlanRead(findings=Findings((*found, missing))), Directory({}, {})
    listed = read_directory(source)
    plan = read_plan(file, listed.directory)
    return PlanRead(plan.head, plan.tasks, Findings(listed.problems) + plan.findings), listed.directory


@app.command(help=say(wording("Nạp thư mục của một kế hoạch; còn vướng mắc thì không lưu gì.")))
def load(folder: FolderArgument, by: ByOption = None, as_json: JsonOption = False) -> None:
    """Store a plan's folder; 1 when it has problems, and but for those of mailboxes nothing is stored then."""
    here = installation()
    named = folder if folder.exists() else here.settings.plans / folder
    content = read_plan_folder(named)
    with writing(here.engine) as session:
        loaded = load_plan(session, content, here.now(), officer(by))
    if as_json:
        print_json(loaded_as_json(loaded))
    else:
        print_loaded(loaded)
    finish(bool(loaded.problems))


def loaded_as_json(loaded: Loaded) -> dict[str, Any]:
    """What loading did, with stable keys."""
    return {
        "plan": loaded.plan_slug,
        "tasks": loaded.tasks,
        "contacts": loaded.contacts,
        "already_there": loaded.already_there,
        "problems": [picked(one, "place", "text", "proposal") | {"why": say(one.why)} for one in loaded.problems],
        "questions": [picked(one, "code", "text") | {"why": say(one.why)} for one in loaded.questions],
    }


def print_loaded(loaded: Loaded) -> None:
    """Problems with their places, the questions, and what was stored."""
    if loaded.problems:
        print_tables(problems_table(loaded.problems))
    if loaded.plan_slug is None:
        tell(wording("Chưa lưu gì: còn {n} lỗi phải sửa.", n=len(loaded.problems)))
        return
    print_tables(questions_table((one.code, one.text, say(one.why)) for one in loaded.questions))
    said = wording(
        "Kế hoạch {slug}: {tasks} nhiệm vụ, {contacts} địa chỉ liên hệ, {questions} câu hỏi cho Văn phòng.",
        slug=loaded.plan_slug,
        tasks=loaded.tasks,
        contacts=loaded.contacts,
        questions=len(loaded.questions),
    )
    tell(said)
    if loaded.problems:
        tell(wording("Các đầu mối có lỗi chưa được lưu; cơ quan không có đầu mối sẽ chưa nhận được thư."))
    if loaded.already_there:
        tell(wording("Kế hoạch đã có từ trước: nhiệm vụ giữ nguyên; danh bạ, liên hệ, quy định được cập nhật."))


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
