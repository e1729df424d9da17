"""What a plan looks like at the terminal: problems first, then questions, then tasks."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cli.main import say
from cli.showing import add, short, table
from documents.plan_document import MilestoneRead, PlanRead, TaskRead, in_words
from language.dates import short_date
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import PassedOver, Problem
from models.task import Milestone

_SHOWN = 3  # places of one problem


def show_read(plan: PlanRead, directory: Directory, console: Console) -> None:
    """Print a plan as read: problems first, then questions, then tasks, in what fits the terminal."""
    signed = f" ({short_date(plan.signed_on)})" if plan.signed_on else ""
    console.print(f"[bold]{escape(plan.number or '—')}[/]{signed} {escape(plan.title)}")
    print_problems(plan.problems, console)
    if plan.questions:
        console.print(questions_table((one.code, one.text, say(one.why)) for one in plan.questions))
    if plan.tasks:
        console.print(_tasks_read(plan.tasks, directory))
    for why, places in _by_reason(plan.passed_over).items():
        console.print(escape(say(wording("Bỏ qua {places}: {why}", places=_few(places), why=why))), style="dim")
    counts = wording(
        "{tasks} nhiệm vụ, {problems} lỗi phải sửa, {questions} câu hỏi cho Văn phòng, {passed} phần bỏ qua.",
        tasks=len(plan.tasks),
        problems=len(plan.problems),
        questions=len(plan.questions),
        passed=len(plan.passed_over),
    )
    console.print(escape(say(counts)))


def print_problems(problems: Sequence[Problem], console: Console) -> None:
    """What must be mended, one after the other: in what words, why, where, and what is proposed; equal ones once."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for problem in problems:
        grouped.setdefault((problem.text, say(problem.why), problem.proposal or ""), []).append(problem.place)
    if not grouped:
        return
    console.print(f"\n[bold red]{escape(say(wording('Lỗi phải sửa ({n})', n=len(problems))))}[/]")
    drawn = Table.grid(padding=(0, 1))
    for number, ((text, why, proposal), places) in enumerate(grouped.items(), 1):
        quoted = f"“{short(text)}”: " if text and text not in why else ""
        said = Text(f"{quoted}{why}\n").append(say(wording("Ở: {places}", places=_few(places))), style="dim")
        said.append("\n" + say(wording("Đề xuất: {proposal}", proposal=proposal)) if proposal else "")
        drawn.add_row(f"{number:>2}.", said)
    console.print(drawn)
    console.print()


def _by_reason(passed_over: Iterable[PassedOver]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for part in passed_over:
        grouped.setdefault(say(part.why), []).append(part.place)
    return grouped


def _few(places: Sequence[str]) -> str:
    """The first places, and how many more there are."""
    shown = list(dict.fromkeys(places))
    more = say(wording("; và {n} chỗ nữa", n=len(shown) - _SHOWN)) if len(shown) > _SHOWN else ""
    return "; ".join(shown[:_SHOWN]) + more


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
        "relative": wording("hạn {due} ({said})", due=due, said=milestone.text)
        if milestone.due
        else wording("{said}, chưa có ngày bắt đầu tính", said=in_words(milestone)),
        "none": wording("không nêu thời hạn"),
        "ad_hoc": wording("yêu cầu đột xuất, hạn {due}", due=due),
    }
    past = say(wording(" (đã qua khi ký)")) if milestone.past_at_signing else ""
    return say(said[milestone.kind]) + past
