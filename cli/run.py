"""`dondoc run`: one flow now, by hand: the function that Prefect runs, without a Prefect server."""

import asyncio
import importlib
import inspect
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from cli.main import say
from cli.options import JsonOption, PlanOption, chosen_plan, day_of, wrong
from cli.showing import add, joined, print_json, print_tables, table, tell
from flows.installation import installation
from flows.visible import Rows, by_hand
from language.wording import Wording, wording
from models.database import reading

FLOWS = (
    "request_reports",
    "deliver_messages",
    "send_reminders",
    "collect_replies",
    "compile_digest",
    "brief_office",
    "prove_obligations",
)
HEADS: dict[str, Wording] = {
    "plan": wording("Kế hoạch"),
    "task": wording("Nhiệm vụ"),
    "opened": wording("Mở mới"),
    "ask": wording("Hỏi"),
    "remind": wording("Nhắc"),
    "last_call": wording("Nhắc lần cuối"),
    "escalate": wording("Gửi lãnh đạo"),
    "no_contact": wording("Không có địa chỉ"),
    "held": wording("Chờ làm rõ"),
    "sent": wording("Đã gửi"),
    "temporary": wording("Sẽ gửi lại"),
    "permanent": wording("Không gửi được"),
    "unconfirmed": wording("Chưa rõ đã gửi"),
    "reached": wording("Nối được máy chủ"),
    "received": wording("Thư mới"),
    "recorded": wording("Đã ghi nhận"),
    "penned": wording("Chờ xử lý"),
    "noted": wording("Thư tự động"),
    "obligations": wording("Nghĩa vụ"),
    "holes": wording("Chưa rõ"),
    "digest": wording("Báo cáo tổng hợp"),
}

FlowArgument = Annotated[str, typer.Argument(metavar="FLOW", help=joined(FLOWS))]
DayOption = Annotated[
    date | None,
    typer.Option(
        "--day", parser=day_of, metavar="2023-03-10", help=say(wording("Ngày xét; khác hôm nay thì chỉ chạy thử."))
    ),
]
DryOption = Annotated[bool, typer.Option("--dry-run", help=say(wording("Chạy thử: không ghi, không gửi gì.")))]


def run(
    flow: FlowArgument,
    plan: PlanOption = None,
    day: DayOption = None,
    dry_run: DryOption = False,
    as_json: JsonOption = False,
) -> None:
    """Do one flow's work in this process and print the tables that it keeps in Prefect."""
    function = flow_function(flow)
    if plan is not None:
        with reading(installation().engine) as session:
            plan = chosen_plan(session, plan).slug
    parameters = accepted(function, flow, {"plan": plan, "day": day, "dry_run": dry_run or None})
    with by_hand() as shown:
        try:
            result = asyncio.run(function(**parameters))
        finally:
            if not as_json:
                print_tables(*(drawn(rows) for rows in shown))
    if as_json:
        print_json({"flow": flow, "result": result, "tables": shown})
    else:
        tell_end(shown, dry_run or (day is not None and is_dry(day)))


def tell_end(shown: list[Rows], dry: bool) -> None:
    """Say when nothing was due, and when nothing was kept."""
    if not any(says_something(row) for rows in shown for row in rows):
        tell(wording("Không có việc nào đến hạn."))
    if dry:
        tell(wording("Chạy thử: không ghi, không gửi gì."))


def is_dry(day: date) -> bool:
    """Whether a run for that day leaves no trace."""
    here = installation()
    with reading(here.engine) as session:
        return here.dry(chosen_plan(session, None), day, False)


def flow_function(name: str) -> Any:
    """The flow's own function."""
    if name not in FLOWS:
        raise wrong(wording("Không có luồng “{name}”; có: {flows}.", name=name, flows=joined(FLOWS)))
    return getattr(importlib.import_module(f"flows.{name}"), name).fn


def accepted(function: Any, flow: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were given; typer's error for one that the flow does not take."""
    known = inspect.signature(function).parameters
    chosen = {name: value for name, value in given.items() if value is not None}
    for name in chosen:
        if name not in known:
            raise wrong(wording("Luồng {flow} không có lựa chọn --{name}.", flow=flow, name=name.replace("_", "-")))
    return chosen


def drawn(rows: Rows) -> Any:
    """A flow's table as the terminal shows it: without lines and columns that say nothing."""
    shown = [row for row in rows if says_something(row)]
    names = list(dict.fromkeys(name for row in shown for name in row if name != "dry_run"))
    named = [name for name in names if any(row.get(name) for row in shown)]
    one = table(wording("Kết quả"), *(HEADS.get(name) or wording("{name}", name=name) for name in named))
    for row in shown:
        add(one, *(row.get(name, "") for name in named))
    return one


def says_something(row: Mapping[str, Any]) -> bool:
    """Whether a line counts anything."""
    return any(value for name, value in row.items() if isinstance(value, int) and name not in ("dry_run", "reached"))
