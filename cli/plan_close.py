"""`dondoc plan close`: the end of a plan, with its day and reason."""

from datetime import date
from typing import Annotated

import typer

from casework.closing import close_plan
from cli.main import FOUND_SOMETHING, say
from cli.options import ByOption, ReasonOption, chosen_plan, day_of, given_reason, officer
from cli.showing import refuse, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.database import writing

PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", help=say(wording("Mã kế hoạch.")))]
OnOption = Annotated[
    date, typer.Option("--on", parser=day_of, metavar="2025-12-31", help=say(wording("Ngày kết thúc, đến hôm nay.")))
]
YesOption = Annotated[bool, typer.Option("--yes", help=say(wording("Không hỏi lại.")))]


def close(plan: PlanArgument, on: OnOption, reason: ReasonOption, by: ByOption = None, yes: YesOption = False) -> None:
    """Close a plan: open obligations are closed, letters that ask are withdrawn, keys expire."""
    here = installation()
    why = given_reason(reason)
    if not yes and not typer.confirm(say(wording("Kết thúc kế hoạch {plan}? Việc này không mở lại được.", plan=plan))):
        raise typer.Exit(FOUND_SOMETHING)
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        done = close_plan(session, docket, on, why, officer(by))
        if isinstance(done, Wording):
            refuse(done)
            raise typer.Exit(FOUND_SOMETHING)
    said = wording(
        "Đã kết thúc kế hoạch: khép lại {obligations} nghĩa vụ, rút {letters} thư; {waiting} trả lời còn chờ xem xét.",
        obligations=done.obligations,
        letters=done.letters,
        waiting=done.in_review,
    )
    tell(said)
