"""`dondoc plan read`: what a plan document says, before anything is stored."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.main import say
from cli.options import JsonOption, day_of
from cli.plan_difference_shown import show_difference
from cli.plan_tables import show_read
from cli.showing import finish, print_json, tell
from documents.corrected_plan import corrected
from documents.corrections_draft import write_draft
from documents.corrections_file import NAME, read_corrections
from documents.directory_file import read_directory
from documents.plan_document import Findings, PlanRead
from documents.read_plan import read_plan
from language.wording import wording
from models.directory import Directory
from models.plan_difference import PlanDifference, plan_difference
from models.problem import Problem
from settings import settings

FileArgument = Annotated[
    Path,
    typer.Argument(help=say(wording("Tệp văn bản giao nhiệm vụ: .docx, .pdf, .xlsx, .html, .txt, bảng Markdown."))),
]
DirectoryOption = Annotated[
    Path | None, typer.Option(help=say(wording("Danh bạ; mặc định là agencies.yaml cạnh tệp.")))
]
SignedOption = Annotated[
    date | None,
    typer.Option(
        "--signed-on", parser=day_of, metavar="2022-10-12", help=say(wording("Ngày ký, khi văn bản không in ngày."))
    ),
]
AgainstOption = Annotated[
    Path | None, typer.Option("--against", help=say(wording("Bản trước của văn bản: in những gì đã khác.")))
]
DraftOption = Annotated[
    bool,
    typer.Option(
        "--draft-corrections", help=say(wording("Ghi các lỗi vào corrections.yaml cạnh tệp, mỗi lỗi một mục."))
    ),
]


def read(
    file: FileArgument,
    directory: DirectoryOption = None,
    signed_on: SignedOption = None,
    against: AgainstOption = None,
    draft_corrections: DraftOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print what a document says; 1 when it has problems."""
    plan, known = understood(file, directory, signed_on)
    before = understood(against, directory or directory_beside(file), None)[0] if against else None
    difference = differing(before, plan) if before else None
    if as_json:
        extra = {"difference": difference.to_json()} if difference is not None else {}
        print_json(plan.to_json(settings().language) | extra)
    else:
        if directory is None and (source := directory_beside(file)) is not None and source.parent != file.parent:
            tell(wording("Danh bạ dùng để đọc: {path} (cạnh tệp không có agencies.yaml).", path=source))
        show_read(plan, known, Console())
        if difference is not None:
            show_difference(difference, known)
    if draft_corrections:
        drafted(file.parent, plan.problems, quiet=as_json)
    finish(bool(plan.problems))


def differing(before: PlanRead, after: PlanRead) -> PlanDifference:
    """What sets two readings of a plan apart."""
    return plan_difference([task.planned for task in before.tasks], [task.planned for task in after.tasks])


def drafted(folder: Path, problems: tuple[Problem, ...], quiet: bool = False) -> None:
    """Write the draft of corrections and say where it is."""
    path, entries = write_draft(folder, problems)
    if not quiet:
        tell(
            wording(
                "Đã ghi {entries} mục vào {path}: sửa rồi bỏ dấu “#” ở mục đã quyết định.", entries=entries, path=path
            )
        )


def understood(file: Path, directory: Path | None, signed_on: date | None) -> tuple[PlanRead, Directory]:
    """The plan in `file`, corrected, and the directory it was read with; faults of both are among the problems."""
    source = directory or directory_beside(file)
    if source is None:
        plan = read_plan(file, Directory({}, {}), signed_on)
        return PlanRead(plan.head, findings=Findings((*_unreadable(plan), _without_directory(file)))), Directory({}, {})
    listed = read_directory(source)
    settled = read_corrections(file.parent / NAME, listed.directory)
    plan = corrected(read_plan(file, listed.directory, signed_on), settled.corrections, listed.directory)
    beside = Findings((*listed.problems, *settled.problems))
    return PlanRead(plan.head, plan.tasks, beside + plan.findings), listed.directory


def directory_beside(file: Path) -> Path | None:
    """The directory in the file's folder, else the one of the installation's only plan; None without either."""
    beside = file.parent / "agencies.yaml"
    if beside.exists():
        return beside
    others = sorted(settings().plans.glob("*/agencies.yaml"))
    return others[0] if len(others) == 1 else None


def _unreadable(plan: PlanRead) -> tuple[Problem, ...]:
    """Only what the file itself is to blame for: without a directory every name would be unknown."""
    return tuple(problem for problem in plan.problems if getattr(problem, "kind", "") == "file")


def _without_directory(file: Path) -> Problem:
    why = wording("Cạnh tệp này không có danh bạ agencies.yaml.")
    how = "Chỉ danh bạ bằng --directory, ví dụ: --directory plans/ocop-2021-2025/agencies.yaml"
    return Problem(str(file.parent / "agencies.yaml"), "agencies.yaml", why, how)
