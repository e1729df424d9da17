"""`dondoc plan anchor`: the day from which a relative deadline counts."""

from datetime import date
from typing import Annotated

import typer

from casework.anchoring import anchor_milestone
from cli.main import say
from cli.options import ByOption, PlanOption, chosen_plan, day_of, officer, wrong
from cli.showing import refuse, tell
from flows.installation import installation
from language.dates import short_date
from language.wording import Wording, wording
from models.database import writing
from models.task import task_coded

TaskArgument = Annotated[str, typer.Argument(metavar="TASK", help=say(wording("Mã nhiệm vụ.")))]
DayArgument = Annotated[
    date, typer.Argument(parser=day_of, metavar="2026-07-14", help=say(wording("Ngày bắt đầu tính thời hạn.")))
]
AuthorityOption = Annotated[str, typer.Option("--authority", help=say(wording("Văn bản làm căn cứ: số, ngày.")))]
MilestoneOption = Annotated[
    int | None, typer.Option("--milestone", help=say(wording("Mốc thứ mấy trong ô thời gian, nếu có nhiều mốc.")))
]


def anchor(
    task: TaskArgument,
    day: DayArgument,
    authority: AuthorityOption,
    milestone: MilestoneOption = None,
    plan: PlanOption = None,
    by: ByOption = None,
) -> None:
    """Set the day that a relative deadline counts from, and say when it is due."""
    here = installation()
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        found = task_coded(session, docket.plan_id, task)
        if found is None:
            raise wrong(wording("Kế hoạch không có nhiệm vụ mã “{code}”.", code=task))
        done = anchor_milestone(session, docket, found, day, authority, officer(by), milestone)
        refuse(done if isinstance(done, Wording) else None)
    if not isinstance(done, Wording) and done.due is not None:
        tell(wording("{code}: “{said}” đến hạn ngày {day}.", code=task, said=done.text, day=short_date(done.due)))
