"""What a plan looks like at the terminal: problems first, then questions, then tasks."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.main import say
from cli.showing import add, short, table
from documents.plan_document import MilestoneRead, PlanRead, TaskRead
from language.dates import short_date
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import Problem
from models.task import Milestone


def show_read(plan: PlanRead, directory: Directory, console: Console) -> None:
    """Print a plan as read: problems first, then questions, then tasks, in tables that fit the terminal."""
    console.print(f"[bold]{escape(plan.number or '—')}[/] {escape(plan.title)}")
    if plan.problems:
        console.print(problems_table(plan.problems))
    if plan.questions:
        console.print(questions_table((one.code, one.text, say(one.why)) for one in plan.questions))
    if plan.tasks:
        console.print(_tasks_read(plan.tasks, directory))
    counts = wording(
        "{tasks} nhiệm vụ, {problems} lỗi phải sửa, {questions} câu hỏi cho Văn phòng, {passed} phần bỏ qua.",
        tasks=len(plan.tasks),
        problems=len(plan.problems),
        questions=len(plan.questions),
        passed=len(plan.passed_over),
    )
    console.print(escape(say(counts)))


def problems_table(problems: Sequence[Problem]) -> Table:
    """What must be mended, each with its place and a proposal."""
    heads = wording("Vị trí"), wording("Nội dung"), wording("Vì sao"), wording("Đề xuất")
    drawn = table(wording("Lỗi phải sửa"), *heads)
    for problem in problems:
        add(drawn, problem.place, short(problem.text), problem.why, problem.proposal)
    return drawn


def questions_table(questions: Iterable[tuple[str, str, str]]) -> Table:
    """Questions (task, text, why) of one reason on one line: twenty open phrases are one thing to know."""
    drawn = table(wording("Câu hỏi cho Văn phòng"), wording("Nhiệm vụ"), wording("Nội dung"), wording("Vì sao"))
    grouped: dict[str, list[tuple[str, str]]] = {}
    for code, text, why in questions:
        grouped.setdefault(why, []).append((code, text))
    for why, alike in grouped.items():
        texts = "; ".join(dict.fromkeys(text for _, text in alike if text))
        add(drawn, ", ".join(dict.fromkeys(code for code, _ in alike)), short(texts), why)
    return drawn


def tasks_table() -> Table:
    """An empty table of tasks: code, content, leads, coordinating, time."""
    heads = wording("Chủ trì"), wording("Phối hợp"), wording("Thời hạn")
    return table(wording("Nhiệm vụ"), wording("Mã"), wording("Nội dung"), *heads)


def _tasks_read(tasks: Sequence[TaskRead], directory: Directory) -> Table:
    drawn = tasks_table()
    for task in tasks:
        helped = [*short_names(task.coordinating, directory), *(f"({phrase})" for phrase in task.open_phrases)]
        leads = "; ".join(short_names(task.leads, directory))
        add(drawn, task.code, short(task.title), leads, "; ".join(helped), times(task.milestones))
    return drawn


def short_names(ids: Sequence[str], directory: Directory) -> list[str]:
    """The agencies' short names, a collective's phrase."""
    return [directory.agencies[name].short if name in directory.agencies else directory.name(name) for name in ids]


def times(milestones: Sequence[MilestoneRead] | Sequence[Milestone]) -> str:
    """The milestones in a line, each once."""
    return "; ".join(dict.fromkeys(_time(milestone) for milestone in milestones))


def _time(milestone: MilestoneRead | Milestone) -> str:
    begins = short_date(milestone.begins) if milestone.begins else "…"
    due = short_date(milestone.due) if milestone.due else "…"
    said: dict[str, Wording] = {
        "deadline": wording("hạn {due}", due=due),
        "span": wording("từ {begins} đến {due}", begins=begins, due=due),
        "recurring": wording("định kỳ: {said}", said=milestone.text),
        "conditional": wording("khi cần: {said}", said=milestone.text),
        "relative": wording("tính theo mốc: {said}", said=milestone.text),
        "none": wording("không nêu thời hạn"),
        "ad_hoc": wording("yêu cầu đột xuất, hạn {due}", due=due),
    }
    past = say(wording(" (đã qua khi ký)")) if milestone.past_at_signing else ""
    return say(said[milestone.kind]) + past
