"""`dondoc answer`: where each obligation stands and what was said, entering an answer, confirming and returning one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from casework.docket import Docket
from casework.evidence import content_of
from casework.judging import OFFICE, enter_answers, judge
from casework.recording import Answer, Source
from casework.returning import reopen_answer, return_answer
from cli.answer_shown import show_standings, show_versions
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
    channel_of,
    chosen_plan,
    day_of,
    docket_of,
    given_reason,
    known_obligation,
    numbered,
    officer,
)
from cli.saving import save_files
from cli.showing import add, joined, print_json, print_tables, refuse, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from mail.render import size
from models.answer_file import files_of
from models.database import reading, writing
from models.response import CONFIRMED, Response, responses_of
from models.standing import Standing, standings
from models.words import STATES

app = typer.Typer(
    no_args_is_help=True, help=say(wording("Trả lời của cơ quan: xem, ghi nhận, xác nhận, trả lại, mở lại."))
)

TaskOption = Annotated[str | None, typer.Option("--task", help=say(wording("Chỉ nhiệm vụ này (mã).")))]
AgencyOption = Annotated[str | None, typer.Option("--agency", help=say(wording("Chỉ cơ quan này (mã).")))]
PeriodOption = Annotated[str | None, typer.Option("--period", help=say(wording("Chỉ kỳ này, ví dụ 2023-Q1.")))]
StateOption = Annotated[str | None, typer.Option("--state", help=joined(STATES))]
OneOption = Annotated[int | None, typer.Option("--obligation", help=say(wording("Mọi bản trả lời của một nghĩa vụ.")))]
ChannelOption = Annotated[
    str | None,
    typer.Option("--channel", parser=channel_of, metavar="CHANNEL", help=say(wording("Nhận qua phone hay paper."))),
]
SaveOption = Annotated[
    Path | None, typer.Option("--save", file_okay=False, help=say(wording("Ghi các tệp ra thư mục này.")))
]
GivenByOption = Annotated[str, typer.Option("--from", help=say(wording("Người của cơ quan đã trả lời.")))]
GivenOnOption = Annotated[
    date | None,
    typer.Option("--on", parser=day_of, metavar="2023-03-10", help=say(wording("Ngày trả lời hoặc ngày văn bản."))),
]
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
    channel: ChannelOption = None,
    given_by: GivenByOption = "",
    given_on: GivenOnOption = None,
    by: ByOption = None,
) -> None:
    """Append an answer that the office enters: who at the agency gave it, how and when, and who wrote it down."""
    source = Source(OFFICE, officer(by), channel=channel or "", given_by=given_by.strip(), given_on=given_on)
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
        docket, sender = docket_of(session, obligation), installation().sender
        recorded = enter_answers(session, docket, sender, [answer], source)
    if recorded:
        tell(wording("Đã ghi nhận bản {id} (lần {version}).", id=recorded[0].id, version=recorded[0].version))
    else:
        tell(wording("Không ghi thêm: giống hệt bản gần nhất."))


@app.command(help=say(wording("Tệp kèm theo các bản trả lời của một nghĩa vụ; --save ghi ra thư mục.")))
def files(obligation: ObligationArgument, save: SaveOption = None, as_json: JsonOption = False) -> None:
    """The files beside every version of the answer on an obligation."""
    with reading(installation().engine) as session:
        versions = responses_of(session, known_obligation(session, obligation))
        beside = files_of(session, [one.id or 0 for one in versions])
        held = {file.sha256: content_of(session, file.sha256) for group in beside.values() for file in group}
    found = [(version, file) for version, group in beside.items() for file in group]
    if as_json:
        print_json([{"response": version} | vars(file) for version, file in found])
    else:
        drawn = table(wording("Tệp kèm theo"), wording("Bản"), wording("Tên"), wording("Cỡ"), wording("SHA-256"))
        for version, file in found:
            add(drawn, version, file.filename, size(file.size), file.sha256)
        print_tables(drawn)
    if save is not None:
        save_files(save, [(file.filename, held[file.sha256] or b"") for _, file in found])


@app.command(help=say(wording("Xác nhận một bản trả lời.")))
def confirm(
    response: ResponseArgument,
    reason: Annotated[str, typer.Option("--reason", help=say(wording("Ghi chú.")))] = "",
    by: ByOption = None,
) -> None:
    """Confirm the last version of an answer."""
    decide(response, CONFIRMED, reason, by)
    tell(wording("Đã xác nhận bản trả lời {id}.", id=response))


@app.command("return", help=say(wording("Trả lại một bản trả lời để cơ quan hoàn thiện; cơ quan nhận thư nêu lý do.")))
def send_back(response: ResponseArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Return the last version of an answer; its obligation waits for an answer again, and its agency is told."""
    tell_agency(response, return_answer, given_reason(reason), by)
    tell(wording("Đã trả lại bản trả lời {id}; nghĩa vụ chờ trả lời lại.", id=response))


@app.command(help=say(wording("Mở lại một bản trả lời đã khóa để cơ quan sửa; cơ quan nhận thư báo.")))
def reopen(response: ResponseArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Open a locked answer again; it stands until its agency sends another."""
    tell_agency(response, reopen_answer, given_reason(reason), by)
    tell(wording("Đã mở lại bản trả lời {id}; bản này vẫn được tính cho đến khi có bản mới.", id=response))


def decide(response: int, verdict: str, reason: str, by: str | None) -> None:
    """Append what the office says of an answer."""
    here = installation()
    with writing(here.engine) as session:
        decided = judge(session, _numbered(session, response), verdict, officer(by), reason, here.now())
        refuse(decided if isinstance(decided, Wording) else None)


def tell_agency(response: int, decide_and_tell: Callable[..., object], reason: str, by: str | None) -> None:
    """Decide about an answer and queue the letter to its agency."""
    here = installation()
    with writing(here.engine) as session:
        found = _numbered(session, response)
        docket = docket_of(session, found.obligation_id)
        decided = decide_and_tell(session, docket, here.sender, found, officer(by), reason)
        refuse(decided if isinstance(decided, Wording) else None)


def _numbered(session: Session, response: int) -> Response:
    return numbered(session, Response, response, wording("Không có bản trả lời số {id}.", id=response))
