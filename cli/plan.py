"""`dondoc plan`: reading a plan document and showing what was understood, without storing anything."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from documents.directory_file import read_directory
from documents.plan_document import Findings, MilestoneRead, PlanRead, TaskRead
from documents.read_plan import read_plan
from documents.text_file import read_text
from language.dates import short_date
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import Problem, Question
from settings import settings

FOUND_SOMETHING = 1
_CELL = 72

app = typer.Typer(no_args_is_help=True, help="Văn bản kế hoạch: đọc, nạp, xem.")


@app.callback()
def _plan() -> None:
    """Văn bản kế hoạch: đọc, nạp, xem."""


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="Tệp văn bản giao nhiệm vụ (.txt).")],
    directory: Annotated[Path | None, typer.Option(help="Danh bạ; mặc định là agencies.yaml cạnh tệp.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Đọc một văn bản, in nhiệm vụ và vướng mắc; không lưu gì."""
    plan, known = understood(file, directory)
    if as_json:
        typer.echo(json.dumps(plan.to_json(settings().language), ensure_ascii=False, indent=2))
    else:
        show(plan, known, Console())
    raise typer.Exit(FOUND_SOMETHING if plan.problems else 0)


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


def show(plan: PlanRead, directory: Directory, console: Console) -> None:
    """Print problems first, then questions, then tasks, in tables that fit the terminal."""
    console.print(f"[bold]{escape(plan.number or '—')}[/] {escape(plan.title)}")
    if plan.problems:
        console.print(_problems(plan.problems))
    if plan.questions:
        console.print(_questions(plan.questions))
    if plan.tasks:
        console.print(_tasks(plan.tasks, directory))
    counts = wording(
        "{tasks} nhiệm vụ, {problems} lỗi phải sửa, {questions} câu hỏi cho Văn phòng, {passed} phần bỏ qua.",
        tasks=len(plan.tasks),
        problems=len(plan.problems),
        questions=len(plan.questions),
        passed=len(plan.passed_over),
    )
    console.print(_say(counts))


def _say(sentence: Wording) -> str:
    return escape(sentence.say(settings().language))


def _table(title: Wording, *heads: Wording) -> Table:
    table = Table(title=_say(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head in heads:
        table.add_column(_say(head), overflow="fold")
    return table


def _problems(problems: Sequence[Problem]) -> Table:
    heads = wording("Vị trí"), wording("Nội dung"), wording("Vì sao"), wording("Đề xuất")
    table = _table(wording("Lỗi phải sửa"), *heads)
    for problem in problems:
        table.add_row(escape(problem.place), _short(problem.text), _say(problem.why), escape(problem.proposal or ""))
    return table


def _questions(questions: Sequence[Question]) -> Table:
    """Questions of one reason on one line: twenty open phrases are one thing to know."""
    table = _table(wording("Câu hỏi cho Văn phòng"), wording("Nhiệm vụ"), wording("Nội dung"), wording("Vì sao"))
    grouped: dict[Wording, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.why, []).append(question)
    for why, alike in grouped.items():
        texts = "; ".join(dict.fromkeys(question.text for question in alike if question.text))
        table.add_row(", ".join(question.code for question in alike), _short(texts), _say(why))
    return table


def _tasks(tasks: Sequence[TaskRead], directory: Directory) -> Table:
    heads = wording("Chủ trì"), wording("Phối hợp"), wording("Thời hạn")
    table = _table(wording("Nhiệm vụ"), wording("Mã"), wording("Nội dung"), *heads)
    for task in tasks:
        helped = [*_names(task.coordinating, directory), *(f"({phrase})" for phrase in task.open_phrases)]
        times = "; ".join(dict.fromkeys(_time(milestone) for milestone in task.milestones))
        lead = "; ".join(_names(task.leads, directory))
        table.add_row(task.code, _short(task.title), escape(lead), escape("; ".join(helped)), times)
    return table


def _names(ids: Sequence[str], directory: Directory) -> list[str]:
    return [directory.agencies[name].short if name in directory.agencies else directory.name(name) for name in ids]


def _time(milestone: MilestoneRead) -> str:
    begins = short_date(milestone.begins) if milestone.begins else "…"
    due = short_date(milestone.due) if milestone.due else "…"
    said = {
        "deadline": wording("hạn {due}", due=due),
        "span": wording("từ {begins} đến {due}", begins=begins, due=due),
        "recurring": wording("định kỳ: {said}", said=milestone.text),
        "conditional": wording("khi cần: {said}", said=milestone.text),
        "relative": wording("tính theo mốc: {said}", said=milestone.text),
        "none": wording("không nêu thời hạn"),
    }[milestone.kind]
    past = wording(" (đã qua khi ký)").say(settings().language) if milestone.past_at_signing else ""
    return _say(said) + past


def _short(text: str) -> str:
    return escape(text if len(text) <= _CELL else text[: _CELL - 1].rstrip() + "…")
