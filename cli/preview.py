"""`dondoc preview`: every letter that would be written, to whom and why, and what a change would move."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from casework.docket import Docket
from casework.previewing import changed, difference_of, outset
from cli.main import say
from cli.options import JsonOption, PlanOption, chosen_plan, day_of, wrong
from cli.preview_changes import Wanted, read_change
from cli.preview_json import as_json
from cli.preview_shown import Shown, print_shown
from cli.showing import finish, print_json
from flows.installation import installation
from language.wording import wording
from models.database import reading
from models.foresight import foresee
from models.task import task_coded

USUAL_SPAN = timedelta(days=30)

FromOption = Annotated[
    date | None,
    typer.Option("--from", parser=day_of, metavar="2023-03-01", help=say(wording("Từ ngày; để trống: hôm nay."))),
]
ToOption = Annotated[
    date | None,
    typer.Option("--to", parser=day_of, metavar="2023-04-10", help=say(wording("Đến ngày; để trống: sau 30 ngày."))),
]
AgencyOption = Annotated[
    str | None,
    typer.Option("--agency", help=say(wording("Chỉ thư của cơ quan này (mã), kể cả do cơ quan kế thừa nhận."))),
]
TaskOption = Annotated[str | None, typer.Option("--task", help=say(wording("Chỉ nhiệm vụ này (mã).")))]
WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="CHANGE",
        help=say(
            wording(
                "Thử một thay đổi: 'extend I.2.a bo-nnptnt 2023-04-14' (gia hạn) hoặc 'waive I.2.a bo-nnptnt' (miễn); "
                "* là tất cả; thêm kỳ ở cuối khi có nhiều kỳ. Lặp lại được."
            )
        ),
    ),
]
PolicyOption = Annotated[
    Path | None, typer.Option("--with-policy", help=say(wording("Thử một quy định khác (tệp policy.yaml).")))
]
HolidaysOption = Annotated[
    Path | None,
    typer.Option(
        "--with-holidays", help=say(wording("Thử thêm ngày nghỉ, ngày làm bù (tệp YAML, như mục days của quy định)."))
    ),
]


def preview(
    first: FromOption = None,
    last: ToOption = None,
    plan: PlanOption = None,
    agency: AgencyOption = None,
    task: TaskOption = None,
    change: WithOption = None,
    policy: PolicyOption = None,
    holidays: HolidaysOption = None,
    json_wanted: JsonOption = False,
) -> None:
    """What would be written from one day to another; 1 when something due would not be, and a person must look."""
    here = installation()
    with reading(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        span = _span(docket, first, last)
        _refuse_unknown(session, docket, agency, task)
        shown = looked_ahead(session, docket, span, Wanted(tuple(change or ()), policy, holidays))
    shown = shown.narrowed(agency, task)
    if json_wanted:
        print_json(as_json(shown))
    else:
        print_shown(shown)
    finish(shown.needs_a_person)


def looked_ahead(session: Session, docket: Docket, span: tuple[date, date], wanted: Wanted) -> Shown:
    """What would be written in the span, after the change that is wanted, if any."""
    first, last = span
    before = outset(session, docket, last)
    change = read_change(before, wanted)
    after = changed(session, docket, before, change, last)
    moves = difference_of(session, docket, change, last).between(first, last) if change else None
    provisional = after.policy.working_days.provisional_years(first, last)
    return Shown(docket.plan, docket.directory, docket.day, foresee(after, first, last), moves, provisional)


def _span(docket: Docket, first: date | None, last: date | None) -> tuple[date, date]:
    begins = first or docket.day
    ends = last or begins + USUAL_SPAN
    if begins < docket.day:
        raise wrong(wording("Ngày {day} đã qua: thư đã viết xem bằng 'dondoc letters list'.", day=begins.isoformat()))
    if ends < begins:
        raise wrong(wording("--to phải không sớm hơn --from."))
    return begins, ends


def _refuse_unknown(session: Session, docket: Docket, agency: str | None, task: str | None) -> None:
    if agency is not None and agency not in docket.directory.agencies:
        raise wrong(wording("Danh bạ không có cơ quan mã “{agency}”.", agency=agency))
    if task is not None and task_coded(session, docket.plan_id, task) is None:
        raise wrong(wording("Kế hoạch {plan} không có nhiệm vụ {code}.", plan=docket.plan.slug, code=task))
