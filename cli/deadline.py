"""`dondoc deadline`: extending, waiving, pausing and reopening, each shown before it is done; what was decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import typer
from sqlmodel import Session

from casework.choosing import Choice, choose
from casework.docket import Docket
from casework.extending import Changed, Order, extend, pause, reopen, waive
from casework.previewing import change_of, difference_of
from casework.sender import Sender
from cli.deadline_shown import changes_as_json, print_changes, print_done, print_tried
from cli.main import FOUND_SOMETHING, say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, day_of, given_reason, officer, wrong
from cli.preview_shown import Shown, print_moves
from cli.showing import print_json, refuse, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, trying, writing
from models.foresight import Foresight
from models.obligation import WAIVED, changes_of
from models.standing import Standing

ALL = ("all", "*")
Verb = Callable[[Session, Docket, Sender, Sequence[Standing]], Changed | Wording]

app = typer.Typer(no_args_is_help=True, help=say(wording("Hạn báo cáo: gia hạn, miễn, tạm dừng, mở lại, liệt kê.")))

TaskArgument = Annotated[str, typer.Argument(metavar="TASK", help=say(wording("Mã nhiệm vụ; all là mọi nhiệm vụ.")))]
AgencyArgument = Annotated[
    str | None, typer.Argument(metavar="[AGENCY]", help=say(wording("Mã cơ quan; bỏ trống khi có --all-agencies.")))
]
DayArgument = Annotated[str | None, typer.Argument(metavar="DATE", help=say(wording("Hạn mới.")))]
AuthorityOption = Annotated[str, typer.Option("--authority", help=say(wording("Căn cứ: văn bản, ý kiến của ai.")))]
PeriodOption = Annotated[str | None, typer.Option("--period", help=say(wording("Chỉ kỳ này, ví dụ 2023-Q1.")))]
AllOption = Annotated[bool, typer.Option("--all-agencies", help=say(wording("Mọi cơ quan của nhiệm vụ.")))]
LateOption = Annotated[bool, typer.Option("--late-ok", help=say(wording("Chấp nhận hạn đã qua.")))]
YesOption = Annotated[bool, typer.Option("--yes", help=say(wording("Không hỏi lại.")))]
UntilOption = Annotated[
    date, typer.Option("--until", parser=day_of, metavar="2023-05-04", help=say(wording("Ngày đôn đốc tiếp tục.")))
]
NewDayOption = Annotated[
    date | None, typer.Option("--to", parser=day_of, metavar="2023-04-14", help=say(wording("Hạn mới, nếu đổi.")))
]


@dataclass(frozen=True)
class Asked:
    """One decision as it was typed: about what, how it is made, and whether to ask before it is."""

    plan: str | None
    choice: Choice
    verb: Verb
    yes: bool


@app.command("extend", help=say(wording("Dời hạn, muộn hơn hoặc sớm hơn; cho xem thư nào đổi rồi mới hỏi.")))
def extend_due(
    task: TaskArgument,
    agency: AgencyArgument = None,
    day: DayArgument = None,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Lý do.")))] = "",
    authority: AuthorityOption = "",
    period: PeriodOption = None,
    all_agencies: AllOption = False,
    late_ok: LateOption = False,
    plan: PlanOption = None,
    by: ByOption = None,
    yes: YesOption = False,
) -> None:
    """Move due dates; with --all-agencies the day follows the task."""
    if all_agencies and day is None:
        agency, day = None, agency
    if day is None:
        raise wrong(wording("Chưa nêu hạn mới: dondoc deadline extend NHIỆM-VỤ CƠ-QUAN 2023-04-14."))
    to, order = day_of(day), _order(reason, authority, by)
    choice = _choice(task, agency, period, all_agencies)

    def verb(session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing]) -> Changed | Wording:
        return extend(session, docket, sender, chosen, to, order, late_ok=late_ok)

    decide(Asked(plan, choice, verb, yes))


@app.command("waive", help=say(wording("Miễn báo cáo, với lý do và căn cứ.")))
def waive_reports(
    task: TaskArgument,
    agency: AgencyArgument = None,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Lý do.")))] = "",
    authority: AuthorityOption = "",
    period: PeriodOption = None,
    all_agencies: AllOption = False,
    plan: PlanOption = None,
    by: ByOption = None,
    yes: YesOption = False,
) -> None:
    """Let agencies off their reports."""
    order = _order(reason, authority, by)
    choice = _choice(task, agency, period, all_agencies)

    def verb(session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing]) -> Changed | Wording:
        return waive(session, docket, sender, chosen, order)

    decide(Asked(plan, choice, verb, yes))


@app.command("pause", help=say(wording("Tạm dừng đôn đốc đến một ngày; hạn báo cáo giữ nguyên.")))
def pause_ladder(
    task: TaskArgument,
    until: UntilOption,
    agency: AgencyArgument = None,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Lý do.")))] = "",
    authority: AuthorityOption = "",
    period: PeriodOption = None,
    all_agencies: AllOption = False,
    plan: PlanOption = None,
    by: ByOption = None,
    yes: YesOption = False,
) -> None:
    """Hold the ladder until a day."""
    order = _order(reason, authority, by)
    choice = _choice(task, agency, period, all_agencies)

    def verb(session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing]) -> Changed | Wording:
        return pause(session, docket, sender, chosen, until, order)

    decide(Asked(plan, choice, verb, yes))


@app.command("reopen", help=say(wording("Mở lại báo cáo đã miễn, đã khép lại hoặc đang tạm dừng.")))
def reopen_reports(
    task: TaskArgument,
    agency: AgencyArgument = None,
    to: NewDayOption = None,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Lý do.")))] = "",
    authority: AuthorityOption = "",
    period: PeriodOption = None,
    all_agencies: AllOption = False,
    late_ok: LateOption = False,
    plan: PlanOption = None,
    by: ByOption = None,
    yes: YesOption = False,
) -> None:
    """Take back a waiver, a close or a pause."""
    order = _order(reason, authority, by)
    choice = _choice(task, agency, period, all_agencies)

    def verb(session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing]) -> Changed | Wording:
        return reopen(session, docket, sender, chosen, order, to=to, late_ok=late_ok)

    decide(Asked(plan, choice, verb, yes))


@app.command("list", help=say(wording("Mọi quyết định về hạn: từ ngày nào sang ngày nào, vì sao, căn cứ gì, ai.")))
def list_changes(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """Every due change of the plan, oldest first."""
    here = installation()
    with reading(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        changes = changes_of(session, docket.plan_id)
        if as_json:
            print_json(changes_as_json(session, changes))
        else:
            print_changes(session, docket, changes)


def decide(asked: Asked) -> None:
    """Try the decision, show what it moves, ask, and do it; 1 when it is refused, not wanted, or somebody is untold."""
    here = installation()
    with trying(here.engine) as session:
        tried = _made(session, here.docket(session, chosen_plan(session, asked.plan)), here.sender, asked)
        docket = here.docket(session, chosen_plan(session, asked.plan))
        print_tried(session, docket, tried)
    with reading(here.engine) as session:
        print_difference(session, here.docket(session, chosen_plan(session, asked.plan)), tried)
    if not asked.yes and not typer.confirm(say(wording("Thực hiện?"))):
        tell(wording("Không thay đổi gì."))
        raise typer.Exit(FOUND_SOMETHING)
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, asked.plan))
        done = _made(session, docket, here.sender, asked)
    print_done(docket, done)
    raise typer.Exit(FOUND_SOMETHING if done.told.untold else 0)


def _made(session: Session, docket: Docket, sender: Sender, asked: Asked) -> Changed:
    chosen = choose(session, docket, asked.choice)
    made = chosen if isinstance(chosen, Wording) else asked.verb(session, docket, sender, chosen)
    if isinstance(made, Wording):
        refuse(made)
        raise typer.Exit(FOUND_SOMETHING)
    return made


def print_difference(session: Session, docket: Docket, tried: Changed) -> None:
    """Which letters of the days to come would move, vanish or go today; nothing for a pause, which only holds them."""
    changes = tried.changes
    if changes[0].kind == WAIVED:
        change = change_of(session, waived=[one.obligation_id for one in changes])
    elif any(one.due_on != one.from_on for one in changes):
        change = change_of(session, due_on={one.obligation_id: one.due_on for one in changes})
    else:
        return
    moves = difference_of(session, docket, change)
    print_moves(Shown(docket.plan, docket.directory, docket.day, Foresight(docket.day, docket.day, (), ())), moves)


def _choice(task: str, agency: str | None, period: str | None, all_agencies: bool) -> Choice:
    if agency is None and not all_agencies:
        raise wrong(wording("Nêu cơ quan, hoặc --all-agencies cho mọi cơ quan."))
    if agency is not None and all_agencies:
        raise wrong(wording("Hoặc nêu một cơ quan, hoặc --all-agencies."))
    chosen = Choice(None if task in ALL else task, None if agency in ALL else agency, period)
    return replace(chosen, everything=not (chosen.task or chosen.agency))


def _order(reason: str, authority: str, by: str | None) -> Order:
    if not authority.strip():
        raise wrong(wording("Phải nêu căn cứ (--authority)."))
    return Order(given_reason(reason), authority.strip(), officer(by))
