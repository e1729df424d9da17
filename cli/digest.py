"""`dondoc digest`: the periodic summaries: compiling, reading, wording, contesting, approving, walking back."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from casework.compiling import compile_digest, periods_to_compile
from casework.digest_forms import DOCX, PDF, XLSX, make_form, make_forms
from casework.docket import Docket
from casework.publishing import approve, held_up
from casework.reviewing import compile_issue
from casework.rewording import say_nothing_more
from cli.digest_follow import decided, give_number
from cli.digest_round import objections, reply, round_of
from cli.digest_shown import (
    DigestArgument,
    digest_as_json,
    docket_of_digest,
    one_digest,
    print_digests,
    read_issue,
)
from cli.digest_trace import trace_figure, verify
from cli.digest_words import edit
from cli.main import say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, officer
from cli.showing import finish, print_json, refuse, tell
from documents.digest_page import render_page
from flows.installation import installation
from language.wording import SOURCE_LANGUAGE, Wording, wording
from mail.digest_letter import Enclosed, digest_letter
from models.database import reading, writing
from models.digest import OPEN, Digest, digests_of, issued
from models.digest_canonical import from_canonical
from models.issue import Issue, IssueKind, issue_of
from models.words import DIGESTS
from settings import settings

app = typer.Typer(no_args_is_help=True, help=say(wording("Báo cáo tổng hợp: lập dự thảo, xem, viết lời, phê duyệt.")))

PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        help=say(
            wording(
                "Kỳ, ví dụ 2023-Q1; nhiều kỳ: year:2023, mid_term:2022-Q4..2023-Q4, final:…; trống: các kỳ đến hạn."
            )
        ),
    ),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help=say(wording("Ghi toàn văn thành trang HTML vào tệp này.")))
]
DocxOption = Annotated[Path | None, typer.Option("--docx", metavar="FILE", help=say(wording("Ghi báo cáo Word.")))]
XlsxOption = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help=say(wording("Ghi bảng tính.")))]
PdfOption = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help=say(wording("Ghi báo cáo PDF.")))]
NothingOption = Annotated[
    bool,
    typer.Option(
        "--nothing-more", help=say(wording("Quyết định phần chưa viết là không phát sinh, ghi tên người duyệt."))
    ),
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
    finish(any(one.state in OPEN for one in found))


@app.command("compile", help=say(wording("Lập dự thảo của kỳ nêu tên, hoặc của mọi kỳ đã đến hạn.")))
def compile_drafts(
    period: PeriodOption = None, plan: PlanOption = None, by: ByOption = None, as_json: JsonOption = False
) -> None:
    """Compile a draft for a period, for several together, or for each period that is due and has none."""
    here = installation()
    with writing(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan))
        due = [read_issue(period, docket)] if period else [issue_of(one) for one in periods_to_compile(session, docket)]
        compiled = [_compile(session, docket, one, officer(by)) for one in due]
    refuse(next((one for one in compiled if isinstance(one, Wording)), None))
    drafts = [one for one in compiled if isinstance(one, Digest)]
    if as_json:
        print_json([digest_as_json(one) for one in drafts])
    elif drafts:
        print_digests(drafts)
    else:
        tell(wording("Chưa có kỳ nào đến hạn tổng hợp."))


def _compile(session: Session, docket: Docket, issue: Issue, by: str) -> Digest | Wording:
    if issue.kind is IssueKind.PERIOD:
        return compile_digest(session, docket, issue.last, by)
    return compile_issue(session, docket, issue, by)


@app.command(help=say(wording("Một bản như Ban Chỉ đạo sẽ đọc trong thư; ghi các dạng khác ra tệp.")))
def show(
    digest: DigestArgument,
    html: HtmlOption = None,
    docx: DocxOption = None,
    xlsx: XlsxOption = None,
    pdf: PdfOption = None,
    as_json: JsonOption = False,
) -> None:
    """A digest as its letter says it, its data as JSON, or its other forms in files."""
    files = {form: path for form, path in ((DOCX, docx), (XLSX, xlsx), (PDF, pdf)) if path}
    with reading(installation().engine) as session:
        found = one_digest(session, digest)
        docket = docket_of_digest(session, found)
        made = {path: make_form(session, issued(session, found), form, _locale()) for form, path in files.items()}
    data = from_canonical(found.content)
    written: dict[Path, bytes] = {path: form.content for path, form in made.items()}
    if html is not None:
        page = render_page(data, _locale(), trial=docket.trial, draft=found.state in OPEN)
        written[html] = page.encode()
    for path, content in written.items():
        path.write_bytes(content)
        tell(wording("Đã ghi {path}", path=path))
    if as_json:
        typer.echo(found.content.decode())
    elif not written:
        print_digests([found])
        page_url = say(wording("(đường dẫn riêng của từng người nhận)"))
        typer.echo(digest_letter(data, Enclosed(page_url), docket.trial, _locale()).text)


def _locale() -> str:
    return settings().language


@app.command("approve", help=say(wording("Phê duyệt đúng bản này và xếp hàng gửi Ban Chỉ đạo.")))
def approve_one(digest: DigestArgument, nothing_more: NothingOption = False, by: ByOption = None) -> None:
    """Approve exactly this text; 1 when it may not leave yet, and void when answers have overtaken it."""
    here, number = installation(), digest
    if nothing_more:
        number = _nothing_more(number, officer(by))
    with reading(here.engine) as session:
        forms = make_forms(session, issued(session, one_digest(session, number)), SOURCE_LANGUAGE)
    with writing(here.engine) as session:
        found = _open_digest(session, number)
        why = approve(session, docket_of_digest(session, found), here.sender, found, forms, officer(by))
        sha256, waits = found.approved_sha256 or "", found.state in OPEN
    if why is not None:
        _not_approved(
            why, "" if waits else say(wording("Lập lại: dondoc digest compile --period {key}", key=found.period_key))
        )
    tell(wording("Đã duyệt bản {id} (sha256 {hash}…); thư chờ gửi.", id=number, hash=sha256[:12]))


def _nothing_more(number: int, by: str) -> int:
    """The version in which the parts not written are decided to be nothing; no new one while agencies hold it up."""
    with writing(installation().engine) as session:
        found = _open_digest(session, number)
        docket = docket_of_digest(session, found)
        why = held_up(session, docket, found)
        reworded = say_nothing_more(session, docket, found, by) if why is None else why
        chosen = reworded.id if isinstance(reworded, Digest) else None
    if isinstance(reworded, Wording):
        _not_approved(reworded, "")
    return chosen or number


def _open_digest(session: Session, number: int) -> Digest:
    found = one_digest(session, number)
    if found.state not in OPEN:
        refuse(wording("Bản {id} không còn là dự thảo: {state}.", id=number, state=say(DIGESTS[found.state])))
    return found


def _not_approved(why: Wording, advice: str) -> None:
    tell(wording("Không duyệt được: {why} {advice}", why=say(why), advice=advice))
    finish(True)


app.command("edit", help=say(wording("Lời của Văn phòng trong báo cáo: viết, ghi không phát sinh, bỏ kiến nghị.")))(
    edit
)
app.command("round", help=say(wording("Lấy ý kiến các cơ quan về nội dung nêu về mình, đến giờ đã định.")))(round_of)
app.command("objections", help=say(wording("Ý kiến của các cơ quan về dự thảo; còn ý kiến chờ thì kết thúc bằng 1.")))(
    objections
)
app.command("reply", help=say(wording("Trả lời một ý kiến của cơ quan.")))(reply)
app.command("number", help=say(wording("Ghi số, ngày mà Văn thư đã cấp cho báo cáo đã gửi.")))(give_number)
app.command("decided", help=say(wording("Ghi kết quả xử lý một nội dung đã đề nghị Ban Chỉ đạo.")))(decided)
app.command("trace", help=say(wording("Số liệu hoặc câu trong báo cáo dựa trên trả lời, thư, quy tắc nào.")))(
    trace_figure
)
app.command("verify", help=say(wording("Tính lại báo cáo từ dữ liệu đã chốt và đối chiếu dấu kiểm.")))(verify)
