"""`dondoc answer`: where each obligation stands and what was said, entering an answer, confirming and returning one."""

from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.docket import Docket
from casework.judging import judge, record_for_office
from casework.recording import Answer
from cli.main import say
from cli.options import (
    AsOfOption,
    ByOption,
    DifficultyOption,
    EvidenceOption,
    ForecastOption,
    JsonOption,
    PercentOption,
    PlanOption,
    ProposalOption,
    ReasonOption,
    ResultOption,
    StatusOption,
    chosen_plan,
    docket_of,
    given_reason,
    known_obligation,
    numbered,
    officer,
)
from cli.showing import add, joined, minute, picked, print_json, print_tables, refuse, short, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, writing
from models.digest_labels import ROLES, STATUSES
from models.response import CONFIRMED, RETURNED, Response, decisions_of, latest_responses, responses_of
from models.standing import Standing, standings
from models.words import STATES, VERDICTS

app = typer.Typer(no_args_is_help=True, help=say(wording("Trả lời của cơ quan: xem, ghi nhận, xác nhận, trả lại.")))

TaskOption = Annotated[str | None, typer.Option("--task", help=say(wording("Chỉ nhiệm vụ này (mã).")))]
AgencyOption = Annotated[str | None, typer.Option("--agency", help=say(wording("Chỉ cơ quan này (mã).")))]
PeriodOption = Annotated[str | None, typer.Option("--period", help=say(wording("Chỉ kỳ này, ví dụ 2023-Q1.")))]
StateOption = Annotated[str | None, typer.Option("--state", help=joined(STATES))]
OneOption = Annotated[int | None, typer.Option("--obligation", help=say(wording("Mọi bản trả lời của một nghĩa vụ.")))]
ObligationArgument = Annotated[int, typer.Argument(metavar="OBLIGATION", help=say(wording("Số của nghĩa vụ.")))]
ResponseArgument = Annotated[int, typer.Argument(metavar="RESPONSE", help=say(wording("Số của bản trả lời.")))]


@app.command(help=say(wording("Từng nghĩa vụ, trạng thái và trả lời gần nhất; lọc theo nhiệm vụ, cơ quan, kỳ.")))
def show(
    task: TaskOption = None,
    agency: AgencyOption = None,
    period: PeriodOption = None,
    state: StateOption = None,
    obligation: OneOption = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """The obligations asked for with their last answers, or every version on one."""
    with reading(installation().engine) as session:
        if obligation is not None:
            show_versions(session, known_obligation(session, obligation), as_json)
            return
        docket = installation().docket(session, chosen_plan(session, plan), as_of)
        found = [
            one
            for one in standings(session, docket.plan_id, docket.day, docket.mode, period_key=period)
            if task in (None, one.task_code) and state in (None, one.state) and _of(docket, one, agency)
        ]
        show_standings(session, docket, found, as_json)


def _of(docket: Docket, standing: Standing, agency: str | None) -> bool:
    return (
        agency is None
        or agency == standing.agency_id
        or agency in docket.answering(standing.agency_id, standing.task_id)
    )


def show_standings(session: Session, docket: Docket, found: list[Standing], as_json: bool) -> None:
    """One line an obligation."""
    last = latest_responses(session, [one.obligation_id for one in found])
    if as_json:
        print_json([standing_as_json(one, last.get(one.obligation_id)) for one in found])
        return
    heads = wording("Nghĩa vụ"), wording("Mã"), wording("Cơ quan"), wording("Vai trò"), wording("Hạn")
    rest = wording("Trạng thái"), wording("Bản"), wording("Trả lời gần nhất")
    drawn = table(wording("Nghĩa vụ báo cáo"), *heads, *rest, narrow=(0, 1, 4))
    for one in found:
        response = last.get(one.obligation_id)
        agency = docket.directory.agencies[one.agency_id].short
        about = one.obligation_id, one.task_code, agency, ROLES[one.role], one.due_on, STATES[one.state]
        add(drawn, *about, response.id if response else "", _said(response) if response else "")
    print_tables(drawn)
    tell(wording("{n} nghĩa vụ, {m} có trả lời.", n=len(found), m=len(last)))


def _said(response: Response) -> str:
    percent = f" {response.percent}%" if response.percent is not None else ""
    return f"{say(STATUSES[response.status])}{percent}. {short(response.result, 60)}".strip()


def standing_as_json(standing: Standing, response: Response | None) -> dict[str, Any]:
    """An obligation with its state and last answer, with stable keys."""
    names = "obligation_id", "task_code", "agency_id", "role", "period_key", "due_on", "due_revision", "state"
    return picked(standing, *names) | {"response": response_as_json(response) if response else None}


def response_as_json(response: Response) -> dict[str, Any]:
    """One version of an answer, with stable keys."""
    said = picked(response, "status", "percent", "result", "evidence", "difficulty", "proposal", "forecast")
    return picked(response, "id", "version") | said | picked(response, "source", "by", "message_id", "recorded_at")


def show_versions(session: Session, obligation_id: int, as_json: bool) -> None:
    """Every version of the answer on one obligation, with what was decided about each."""
    versions = responses_of(session, obligation_id)
    decided = {one.id: decisions_of(session, one.id or 0) for one in versions}
    if as_json:
        names = "verdict", "reason", "by", "at"
        shown = [
            response_as_json(one) | {"decisions": [picked(d, *names) for d in decided[one.id]]} for one in versions
        ]
        print_json(shown)
        return
    heads = (
        wording("Bản"),
        wording("Lúc"),
        wording("Nguồn"),
        wording("Tình trạng"),
        wording("Nội dung"),
        wording("Văn phòng"),
    )
    drawn = table(wording("Các bản trả lời của nghĩa vụ {id}", id=obligation_id), *heads, narrow=(0,))
    for one in versions:
        office = joined((f"{say(VERDICTS[d.verdict])} ({d.by}): {d.reason}" for d in decided[one.id]), "; ")
        add(drawn, one.id, minute(one.recorded_at), f"{one.source}, {one.by}", STATUSES[one.status], _all(one), office)
    print_tables(drawn)
    if not versions:
        tell(wording("Nghĩa vụ {id} chưa có trả lời.", id=obligation_id))


def _all(response: Response) -> str:
    percent = f"{response.percent}%" if response.percent is not None else ""
    said = (percent, response.result, response.evidence, response.difficulty, response.proposal)
    return joined((part for part in said if part), "\n")


@app.command("record", help=say(wording("Ghi nhận trả lời nhận qua điện thoại hoặc văn bản giấy.")))
def record_one(
    obligation: ObligationArgument,
    status: StatusOption,
    percent: PercentOption = None,
    result: ResultOption = None,
    evidence: EvidenceOption = "",
    difficulty: DifficultyOption = "",
    proposal: ProposalOption = "",
    forecast: ForecastOption = None,
    by: ByOption = None,
) -> None:
    """Append an answer that the office enters."""
    with writing(installation().engine) as session:
        answer = Answer(
            known_obligation(session, obligation),
            status,
            percent=percent,
            result=result or "",
            evidence=evidence,
            difficulty=difficulty,
            proposal=proposal,
            forecast=forecast,
        )
        recorded = record_for_office(session, docket_of(session, obligation), [answer], officer(by))
    if recorded:
        tell(wording("Đã ghi nhận bản {id} (lần {version}).", id=recorded[0].id, version=recorded[0].version))
    else:
        tell(wording("Không ghi thêm: giống hệt bản gần nhất."))


@app.command(help=say(wording("Xác nhận một bản trả lời.")))
def confirm(
    response: ResponseArgument,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Ghi chú.")))] = "",
    by: ByOption = None,
) -> None:
    """Confirm the last version of an answer."""
    decide(response, CONFIRMED, reason, by)
    tell(wording("Đã xác nhận bản trả lời {id}.", id=response))


@app.command("return", help=say(wording("Trả lại một bản trả lời để cơ quan hoàn thiện, với lý do.")))
def send_back(response: ResponseArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Return the last version of an answer; its obligation waits for an answer again."""
    decide(response, RETURNED, given_reason(reason), by)
    tell(wording("Đã trả lại bản trả lời {id}; nghĩa vụ chờ trả lời lại.", id=response))


def decide(response: int, verdict: str, reason: str, by: str | None) -> None:
    """Append what the office says of an answer."""
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, Response, response, wording("Không có bản trả lời số {id}.", id=response))
        decided = judge(session, found, verdict, officer(by), reason, here.now())
        refuse(decided if isinstance(decided, Wording) else None)
