"""`dondoc ask`: an ad hoc request outside the periods: what, to whom, by when, on whose instruction."""

from datetime import date
from typing import Annotated, Any

import typer

from casework.requesting_ad_hoc import AdHoc, Wish, ask_ad_hoc
from cli.main import FOUND_SOMETHING, say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, day_of, officer, wrong
from cli.showing import finish, joined, picked, print_json, refuse, tell
from flows.installation import installation
from language.dates import short_date
from language.wording import Wording, wording
from models.database import writing
from models.instruction import read_instruction

WhatOption = Annotated[str, typer.Option("--what", help=say(wording("Nội dung yêu cầu, một câu.")))]
ToOption = Annotated[list[str], typer.Option("--to", help=say(wording("Mã cơ quan hoặc nhóm cơ quan; lặp lại được.")))]
DueOption = Annotated[
    date, typer.Option("--by-day", parser=day_of, metavar="2023-10-25", help=say(wording("Hạn trả lời.")))
]
InstructionOption = Annotated[
    str, typer.Option("--instruction", help=say(wording("Văn bản làm căn cứ: “392/TB-VPCP ngày 16/10/2023”.")))
]
TaskOption = Annotated[
    str | None, typer.Option("--task", help=say(wording("Nhiệm vụ của kế hoạch mà yêu cầu thuộc về, nếu có.")))
]


def ask(
    what: WhatOption,
    to: ToOption,
    by_day: DueOption,
    instruction: InstructionOption,
    task: TaskOption = None,
    plan: PlanOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask today; 1 when it is refused or some agency cannot be asked."""
    read = read_instruction(instruction)
    if isinstance(read, Wording):
        raise wrong(read)
    here = installation()
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        wish = Wish(what, tuple(to), by_day, read, task)
        asked = ask_ad_hoc(session, docket, here.sender, wish, officer(by))
        if isinstance(asked, Wording):
            refuse(asked)
            raise typer.Exit(FOUND_SOMETHING)
        if as_json:
            print_json(as_values(asked))
        else:
            _print(asked)
    finish(bool(asked.untold))


def as_values(asked: AdHoc) -> dict[str, Any]:
    """The request with stable keys."""
    about = {"task": asked.task_code, "occasion": asked.occasion.slug, "name": asked.occasion.name}
    letters = [one.id for one in asked.letters]
    return about | picked(asked.occasion, "due_on") | {"letters": letters} | picked(asked, "obligations", "untold")


def _print(asked: AdHoc) -> None:
    said = wording(
        "{code}: hỏi {count} cơ quan, hạn {day}; {letters} thư chờ gửi.",
        code=asked.task_code,
        count=asked.obligations,
        day=short_date(asked.occasion.due_on),
        letters=len(asked.letters),
    )
    tell(said)
    if not asked.letters:
        tell(wording("Hôm nay không có thư nào đi; hệ thống hỏi vào ngày hỏi theo quy định của kế hoạch."))
    if asked.untold:
        tell(wording("Chưa hỏi được (không có địa chỉ thư): {agencies}.", agencies=joined(asked.untold)))
