"""`dondoc digest`: the periodic summaries: compiling a draft, reading it, and approving exactly that text."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.compiling import compile_digest, periods_to_compile
from casework.docket import Docket
from casework.publishing import approve
from cli.main import say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, numbered, officer, wrong
from cli.showing import add, finish, minute, picked, print_json, print_tables, refuse, table, tell
from documents.digest_page import render_page
from flows.installation import installation
from language.wording import wording
from mail.digest_letter import digest_letter
from models.database import reading, writing
from models.digest import DRAFT, Digest, digests_of
from models.digest_canonical import from_canonical
from models.period import Period, period_keyed
from models.plan import Plan
from models.words import DIGESTS
from settings import settings

app = typer.Typer(no_args_is_help=True, help=say(wording("Báo cáo tổng hợp: lập dự thảo, xem, phê duyệt.")))

DigestArgument = Annotated[int, typer.Argument(metavar="ID", help=say(wording("Số của báo cáo tổng hợp.")))]
PeriodOption = Annotated[
    str | None, typer.Option("--period", help=say(wording("Kỳ, ví dụ 2023-Q1; để trống: các kỳ đã đến hạn.")))
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help=say(wording("Ghi toàn văn thành trang HTML vào tệp này.")))
]


@app.command("list", help=say(wording("Mọi bản đã lập, theo kỳ; còn dự thảo chờ duyệt thì kết thúc bằng 1.")))
def list_digests(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """Every digest of a plan; 1 when a draft waits for approval."""
    with reading(installation().engine) as session:
        found = digests_of(session, chosen_plan(session, plan).id or 0)
    if as_json:
        print_json([digest_as_json(one) for one in found])
    else:
        print_digests(found)
    finish(any(one.state == DRAFT for one in found))


def print_digests(found: list[Digest]) -> None:
    """One line a digest, and what to do next."""
    heads = wording("Số"), wording("Kỳ"), wording("Bản"), wording("Trạng thái"), wording("Chốt lúc"), wording("Ghi chú")
    drawn = table(wording("Báo cáo tổng hợp"), *heads, narrow=(0, 1))
    for one in found:
        note = one.void_reason or (f"{one.approved_by}, {minute(one.approved_at)}" if one.approved_by else "")
        name = period_keyed(one.period_key).name
        add(drawn, one.id, name, one.version, DIGESTS[one.state], minute(one.frozen_at), note)
    print_tables(drawn)
    for one in found:
        if one.state == DRAFT:
            tell(wording("Bản {id} chờ duyệt: dondoc digest show {id}, rồi dondoc digest approve {id}", id=one.id))
    if not found:
        tell(wording("Chưa lập báo cáo tổng hợp nào."))


def digest_as_json(digest: Digest) -> dict[str, Any]:
    """A digest without its content, with stable keys."""
    names = "id", "period_key", "version", "state", "frozen_at", "sha256", "approved_by", "approved_at", "void_reason"
    return picked(digest, *names)


@app.command("compile", help=say(wording("Lập dự thảo của kỳ nêu tên, hoặc của mọi kỳ đã đến hạn.")))
def compile_drafts(
    period: PeriodOption = None, plan: PlanOption = None, by: ByOption = None, as_json: JsonOption = False
) -> None:
    """Compile a draft for a period, or for each that is due and has none."""
    here = installation()
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        due = [read_period(period)] if period else periods_to_compile(session, docket)
        drafts = [compile_digest(session, docket, one, officer(by)) for one in due]
    if as_json:
        print_json([digest_as_json(one) for one in drafts])
    elif drafts:
        print_digests(drafts)
    else:
        tell(wording("Chưa có kỳ nào đến hạn tổng hợp."))


def read_period(key: str) -> Period:
    """The period of a key; typer's error for anything else."""
    try:
        return period_keyed(key)
    except ValueError:
        raise wrong(wording("“{key}” không phải kỳ báo cáo: viết 2023-Q1, 2023-M03, 2023-H1.", key=key)) from None


@app.command(help=say(wording("Một bản như Ban Chỉ đạo sẽ đọc trong thư; --html ghi toàn văn ra tệp.")))
def show(digest: DigestArgument, html: HtmlOption = None, as_json: JsonOption = False) -> None:
    """A digest as its letter says it, its data as JSON, or its page in a file."""
    with reading(installation().engine) as session:
        found = one_digest(session, digest)
        docket = docket_of_digest(session, found)
    data = from_canonical(found.content)
    if html is not None:
        html.write_text(render_page(data, trial=docket.trial, draft=found.state == DRAFT), encoding="utf-8")
        tell(wording("Đã ghi {path}", path=html))
    elif as_json:
        typer.echo(found.content.decode())
    else:
        print_digests([found])
        page = say(wording("(đường dẫn riêng của từng người nhận)"))
        typer.echo(digest_letter(data, page, docket.trial, settings().language).text)


def one_digest(session: Session, number: int) -> Digest:
    """The digest of that number."""
    return numbered(session, Digest, number, wording("Không có báo cáo tổng hợp số {id}.", id=number))


def docket_of_digest(session: Session, digest: Digest) -> Docket:
    """The docket of the digest's plan."""
    return installation().docket(session, session.get_one(Plan, digest.plan_id))


@app.command("approve", help=say(wording("Phê duyệt đúng bản này và xếp hàng gửi Ban Chỉ đạo.")))
def approve_one(digest: DigestArgument, by: ByOption = None) -> None:
    """Approve exactly this text; 1, and void, when answers have overtaken it."""
    here = installation()
    with writing(here.engine) as session:
        found = one_digest(session, digest)
        if found.state != DRAFT:
            refuse(wording("Bản {id} không còn là dự thảo: {state}.", id=digest, state=say(DIGESTS[found.state])))
        overtaken = approve(session, docket_of_digest(session, found), here.sender, found, officer(by))
        sha256 = found.sha256
    if overtaken:
        tell(
            wording(
                "Không duyệt được: có trả lời đến sau khi lập ({why}). Lập lại: dondoc digest compile", why=overtaken
            )
        )
        finish(True)
    tell(wording("Đã duyệt bản {id} (sha256 {hash}…); thư chờ gửi.", id=digest, hash=sha256[:12]))
