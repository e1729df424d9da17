"""`dondoc plan amend`: a later decision, from the day on which it takes effect."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from casework.amending import Amended, Decision, amend_plan
from casework.plan_versions import difference_to
from cli.main import FOUND_SOMETHING, say
from cli.options import ByOption, day_of, officer
from cli.plan_difference_shown import show_difference
from cli.plan_tables import print_problems
from cli.showing import refuse, tell
from documents.plan_folder import PlanFolder, read_plan_folder
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, writing
from models.plan import plan_named
from models.plan_difference import PlanDifference

FolderArgument = Annotated[
    Path, typer.Argument(metavar="FOLDER", help=say(wording("Thư mục kế hoạch, với văn bản đã sửa đổi.")))
]
NumberOption = Annotated[str, typer.Option("--number", help=say(wording("Số, ký hiệu văn bản sửa đổi.")))]
SignedOption = Annotated[
    date, typer.Option("--signed-on", parser=day_of, metavar="2024-05-10", help=say(wording("Ngày ký.")))
]
EffectiveOption = Annotated[
    date,
    typer.Option("--effective-on", parser=day_of, metavar="2024-05-15", help=say(wording("Ngày có hiệu lực."))),
]
YesOption = Annotated[bool, typer.Option("--yes", help=say(wording("Không hỏi lại.")))]


def amend(
    folder: FolderArgument,
    number: NumberOption,
    signed_on: SignedOption,
    effective_on: EffectiveOption,
    by: ByOption = None,
    yes: YesOption = False,
) -> None:
    """Show what the amended document changes, ask, and put it in force from its day."""
    read = _read(folder)
    here = installation()
    with reading(here.engine) as session:
        plan = plan_named(session, read.slug)
        difference = difference_to(session, plan.id or 0, effective_on, read.tasks)
    show_difference(difference, read.directory)
    if difference and not yes and not typer.confirm(say(wording("Áp dụng từ ngày có hiệu lực?"))):
        raise typer.Exit(FOUND_SOMETHING)
    done = _amend(read, Decision(number, signed_on, effective_on), difference, officer(by))
    said = wording(
        "Đã nhập văn bản sửa đổi {number}: khép lại {closed} báo cáo không còn được giao.",
        number=number,
        closed=done.closed,
    )
    tell(said)


def _read(folder: Path) -> PlanFolder:
    read = read_plan_folder(folder)
    if read.problems:
        print_problems(read.problems, Console(highlight=False))
        raise typer.Exit(FOUND_SOMETHING)
    return read


def _amend(read: PlanFolder, decision: Decision, difference: PlanDifference, by: str) -> Amended:
    here = installation()
    with writing(here.engine) as session:
        docket = here.docket(session, plan_named(session, read.slug))
        done = amend_plan(session, docket, here.sender, decision, difference, read.tasks, by)
        refuse(done if isinstance(done, Wording) else None)
    if isinstance(done, Wording):
        raise typer.Exit(FOUND_SOMETHING)
    return done
