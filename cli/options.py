"""The options that many commands share, and what they choose: the plan, the day, who is recorded."""

from datetime import date
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session, SQLModel

from casework.docket import Docket
from cli.main import say
from flows.installation import Installation, installation
from language.dates import read_date
from language.wording import Wording, wording
from models.digest_labels import STATUSES
from models.obligation import Obligation, obligation_with_task
from models.plan import Plan, open_plans
from models.words import CHANNELS
from settings import settings

OFFICE_ZONE = "Asia/Ho_Chi_Minh"
Row = TypeVar("Row", bound=SQLModel)


def day_of(text: str) -> date:
    """The day that a person wrote, as 2023-03-10 or 10/03/2023; typer's error for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        day = read_date(text)
    if day is None:
        raise typer.BadParameter(say(wording("“{given}” không phải một ngày: viết 2023-03-10.", given=text)))
    return day


PlanOption = Annotated[str | None, typer.Option("--plan", help=say(wording("Mã kế hoạch; cần khi có nhiều kế hoạch.")))]
JsonOption = Annotated[bool, typer.Option("--json", help=say(wording("In dạng JSON.")))]
ByOption = Annotated[
    str | None,
    typer.Option("--by", help=say(wording("Ai quyết định (ghi vào nhật ký); để trống: cán bộ đã cấu hình."))),
]
ReasonOption = Annotated[str, typer.Option("--reason", help=say(wording("Lý do (ghi vào nhật ký).")))]
AsOfOption = Annotated[
    date | None,
    typer.Option("--as-of", parser=day_of, metavar="2023-03-10", help=say(wording("Xem như tại ngày này."))),
]


PercentOption = Annotated[int | None, typer.Option("--percent", min=0, max=100, help=say(wording("Tỷ lệ hoàn thành.")))]
ResultOption = Annotated[str | None, typer.Option("--result", help=say(wording("Kết quả.")))]
EvidenceOption = Annotated[str, typer.Option("--evidence", help=say(wording("Văn bản, số liệu.")))]
DifficultyOption = Annotated[str, typer.Option("--difficulty", help=say(wording("Khó khăn, vướng mắc.")))]
ProposalOption = Annotated[str, typer.Option("--proposal", help=say(wording("Kiến nghị.")))]
ForecastOption = Annotated[
    date | None,
    typer.Option("--forecast", parser=day_of, metavar="2023-03-10", help=say(wording("Dự kiến hoàn thành."))),
]


def status_of(text: str) -> str:
    """A status by its code; typer's error, naming them all, for anything else."""
    if text not in STATUSES:
        codes = "; ".join(f"{code} ({say(name)})" for code, name in STATUSES.items())
        raise wrong(wording("Tình trạng là một trong: {codes}.", codes=codes))
    return text


StatusOption = Annotated[str, typer.Option("--status", parser=status_of, metavar="STATUS", help=", ".join(STATUSES))]
StatusOrNone = Annotated[
    str | None, typer.Option("--status", parser=status_of, metavar="STATUS", help=", ".join(STATUSES))
]


def channel_of(text: str) -> str:
    """How an answer that the office enters came: phone or paper; typer's error for anything else."""
    if text not in CHANNELS:
        codes = "; ".join(f"{code} ({say(name)})" for code, name in CHANNELS.items())
        raise wrong(wording("Cách nhận là một trong: {codes}.", codes=codes))
    return text


def officer(by: str | None) -> str:
    """Who is recorded: the person named, else the configured officer."""
    return (by or settings().officer).strip()


def today(here: Installation) -> date:
    """Today at the office, for what belongs to no plan."""
    return here.now().astimezone(ZoneInfo(OFFICE_ZONE)).date()


def given_reason(reason: str) -> str:
    """The reason, one of at least a word; typer's error for an empty one."""
    if not reason.strip():
        raise typer.BadParameter(say(wording("phải nêu lý do")), param_hint="--reason")
    return reason.strip()


def chosen_plan(session: Session, slug: str | None) -> Plan:
    """The plan named, or the only one that is open; typer's error when there is none or a choice is needed."""
    plans = {plan.slug: plan for plan in open_plans(session)}
    if slug is not None:
        return _named(session, slug, list(plans))
    if not plans:
        raise wrong(wording("Chưa nạp kế hoạch nào: chạy 'dondoc plan load THƯ-MỤC'."))
    if len(plans) > 1:
        raise wrong(wording("Có nhiều kế hoạch, hãy chọn bằng --plan: {plans}.", plans=", ".join(plans)))
    return next(iter(plans.values()))


def _named(session: Session, slug: str, known: list[str]) -> Plan:
    try:
        return open_plans(session, slug)[0]
    except LookupError:
        names = ", ".join(known) or "–"
        raise wrong(wording("Chưa nạp kế hoạch “{slug}”; đã nạp: {names}.", slug=slug, names=names)) from None


def numbered(session: Session, kind: type[Row], number: int, missing: Wording) -> Row:
    """The row of that number; typer's error, saying `missing`, when there is none."""
    row = session.get(kind, number)
    if row is None:
        raise wrong(missing)
    return row


def known_obligation(session: Session, number: int) -> int:
    """The obligation's id; typer's error when there is none of that number."""
    numbered(session, Obligation, number, wording("Không có nghĩa vụ số {number}.", number=number))
    return number


def docket_of(session: Session, obligation_id: int) -> Docket:
    """The docket of the plan that an obligation belongs to."""
    occasion = obligation_with_task(session, obligation_id)[2]
    return installation().docket(session, session.get_one(Plan, occasion.plan_id))


def wrong(sentence: Wording) -> typer.BadParameter:
    """The error of a call that cannot be meant: said in one sentence, exit code 2."""
    return typer.BadParameter(say(sentence))
