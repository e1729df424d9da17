"""`dondoc letters`: the outbox: what waits, what failed, what is in doubt, and what the office decides about it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.approving import approve_letter
from casework.settling import resend, settle, settle_by_log, withdraw
from cli.main import say
from cli.options import ByOption, JsonOption, ReasonOption, given_reason, numbered, officer, wrong
from cli.showing import add, finish, joined, minute, pairs, picked, print_json, print_tables, refuse, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from mail.message import from_stored
from mail.postfix_log import read_postfix_log
from models.agency import read_directory
from models.attempt import attempts_of
from models.database import reading, writing
from models.directory import Directory
from models.letter import (
    BOUNCED,
    DEFERRED,
    FAILED,
    UNCONFIRMED,
    Delivery,
    Letter,
    LetterRaw,
    deliveries_of,
    notices_of,
    outbox,
)
from models.obligation import obligation_with_task
from models.plan import Plan
from models.words import DELIVERIES, LETTERS, MODES, PURPOSES

TROUBLE = (FAILED, UNCONFIRMED, BOUNCED)
Outbox = Sequence[tuple[Delivery, Letter]]

app = typer.Typer(no_args_is_help=True, help=say(wording("Thư đi: liệt kê, xem, gửi lại, rút, kết luận.")))

StateOption = Annotated[str | None, typer.Option("--state", help=joined(DELIVERIES))]
AgencyOption = Annotated[str | None, typer.Option("--agency", help=say(wording("Chỉ thư gửi cơ quan này (mã).")))]
LetterArgument = Annotated[int, typer.Argument(metavar="LETTER", help=say(wording("Số của thư.")))]
DELIVERY = typer.Argument(metavar="DELIVERY", help=say(wording("Số của lần gửi.")))
OUTCOME = typer.Argument(metavar="sent|failed", help=say(wording("Kết luận.")))
DeliveryArgument = Annotated[int, DELIVERY]
PostfixLogOption = Annotated[
    Path | None,
    typer.Option("--postfix-log", dir_okay=False, metavar="FILE", help=say(wording("Nhật ký của Postfix."))),
]
TextOption = Annotated[bool, typer.Option("--text", help=say(wording("In nội dung thư, dạng chữ.")))]
HtmlOption = Annotated[bool, typer.Option("--html", help=say(wording("In nội dung thư, dạng HTML.")))]


@app.command("list", help=say(wording("Số thư theo loại và trạng thái; từng thư cần xem hoặc theo --state, --agency.")))
def list_letters(state: StateOption = None, agency: AgencyOption = None, as_json: JsonOption = False) -> None:
    """Counts, then the deliveries asked for, else those in trouble; 1 when some are in trouble."""
    if state is not None and state not in DELIVERIES:
        raise wrong(wording("Trạng thái là một trong: {states}.", states=joined(DELIVERIES)))
    with reading(installation().engine) as session:
        found = outbox(session, states=[state] if state else (), agency_id=agency)
        directory = read_directory(session)
    if as_json:
        print_json([delivery_as_json(delivery, letter) for delivery, letter in found])
    else:
        asked = state is not None or agency is not None
        lines = found if asked else [pair for pair in found if pair[0].state in (*TROUBLE, DEFERRED)]
        print_tables(_counts(found), _lines(lines, directory))
        if not found:
            tell(wording("Không có thư nào."))
    finish(any(delivery.state in TROUBLE for delivery, _ in found))


def delivery_as_json(delivery: Delivery, letter: Letter) -> dict[str, Any]:
    """A delivery with its letter, with stable keys."""
    shown = {"delivery": delivery.id, "letter": letter.id} | picked(letter, "kind", "mode", "day", "agency_id")
    names = "address", "header", "state", "state_since", "not_before", "attempts", "stage", "code", "said"
    return shown | picked(delivery, *names)


def _counts(found: Outbox) -> Any:
    counts = Counter((letter.kind, delivery.state) for delivery, letter in found)
    states = [state for state in DELIVERIES if any(state == one for _, one in counts)]
    drawn = table(wording("Thư đi"), wording("Loại"), *(DELIVERIES[state] for state in states))
    for kind in [kind for kind in LETTERS if any(kind == one for one, _ in counts)]:
        add(drawn, LETTERS[kind], *(counts[kind, state] or "" for state in states))
    return drawn


def _lines(found: Outbox, directory: Directory) -> Any:
    heads = wording("Gửi số"), wording("Thư"), wording("Ngày"), wording("Loại"), wording("Cơ quan")
    rest = wording("Địa chỉ"), wording("Trạng thái"), wording("Máy chủ trả lời")
    drawn = table(wording("Từng lần gửi"), *heads, *rest, narrow=(0, 1, 2))
    for delivery, letter in found:
        agency = directory.agencies[letter.agency_id].short if letter.agency_id else ""
        shown = delivery.id, letter.id, letter.day, LETTERS[letter.kind], agency, delivery.address
        add(drawn, *shown, DELIVERIES[delivery.state], _said(delivery))
    return drawn


def _said(delivery: Delivery) -> str:
    if delivery.state == BOUNCED:
        return delivery.said or ""
    return joined((part for part in (delivery.code, delivery.said) if part), " ")


@app.command(help=say(wording("Một thư: gửi ai, kết quả, nói về nghĩa vụ nào; --text, --html in nội dung.")))
def show(
    letter: LetterArgument, text: TextOption = False, html: HtmlOption = False, as_json: JsonOption = False
) -> None:
    """One letter, or its content."""
    with reading(installation().engine) as session:
        found = numbered(session, Letter, letter, _no_letter(letter))
        raw = session.get(LetterRaw, letter)
        if text or html:
            print_content(found, raw, html)
        elif as_json:
            print_json(letter_as_json(session, found, raw))
        else:
            print_letter(session, found, raw)


def print_content(letter: Letter, raw: LetterRaw | None, html: bool) -> None:
    """The letter's text or HTML; each recipient's key stands as a placeholder."""
    if raw is None:
        refuse(wording("Thư {id} chưa được viết: thư viết vào lúc gửi, theo tình hình lúc đó.", id=letter.id))
        return
    typer.echo(from_stored(raw.content).html if html else raw.text)


def letter_as_json(session: Session, letter: Letter, raw: LetterRaw | None) -> dict[str, Any]:
    """A letter with its deliveries, their attempts and its notices."""
    names = "id", "kind", "mode", "day", "agency_id", "request_id", "message_id", "queued_at", "written_at"
    deliveries = [
        delivery_as_json(one, letter)
        | {
            "history": [
                picked(past, "at", "state", "stage", "code", "said") for past in attempts_of(session, one.id or 0)
            ]
        }
        for one in deliveries_of(session, letter.id or 0)
    ]
    about = [
        picked(one, "obligation_id", "purpose", "step", "step_on", "reason", "dropped")
        for one in notices_of(session, letter.id or 0)
    ]
    subject = from_stored(raw.content).subject if raw else None
    return picked(letter, *names) | {"subject": subject, "deliveries": deliveries, "notices": about}


def print_letter(session: Session, letter: Letter, raw: LetterRaw | None) -> None:
    """The letter's card, its deliveries with every attempt, and its notices."""
    directory = read_directory(session)
    facts = {
        wording("Loại"): LETTERS[letter.kind],
        wording("Chế độ"): MODES[letter.mode],
        wording("Cơ quan"): directory.name(letter.agency_id) if letter.agency_id else "",
        wording("Tiêu đề"): from_stored(raw.content).subject if raw else say(wording("(chưa viết)")),
        wording("Xếp hàng lúc"): minute(letter.queued_at),
        wording("Viết lúc"): minute(letter.written_at),
        wording("Message-ID"): letter.message_id,
    }
    lines = [(one, letter) for one in deliveries_of(session, letter.id or 0)]
    card = pairs(wording("Thư {id}", id=letter.id), facts)
    print_tables(card, _lines(lines, directory), _history(session, lines), _notices(session, letter))


def _history(session: Session, lines: Outbox) -> Any:
    heads = wording("Gửi số"), wording("Lúc"), wording("Kết quả"), wording("Bước"), wording("Máy chủ trả lời")
    drawn = table(wording("Các lần thử"), *heads, narrow=(0, 1))
    for delivery, _ in lines:
        for past in attempts_of(session, delivery.id or 0):
            said = joined((part for part in (past.code, past.said) if part), " ")
            add(drawn, delivery.id, minute(past.at), DELIVERIES[past.state], past.stage, said)
    return drawn


def _notices(session: Session, letter: Letter) -> Any:
    heads = wording("Nghĩa vụ"), wording("Nhiệm vụ"), wording("Việc"), wording("Ngày"), wording("Bỏ vì")
    drawn = table(wording("Nói về"), *heads)
    for notice in notices_of(session, letter.id or 0):
        task = obligation_with_task(session, notice.obligation_id)[3]
        add(drawn, notice.obligation_id, task.code, PURPOSES[notice.purpose], notice.step_on, notice.dropped)
    return drawn


@app.command("resend", help=say(wording("Gửi lại một lần gửi đã hỏng, với lý do.")))
def send_again(delivery: DeliveryArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Queue a failed delivery again."""
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, Delivery, delivery, _no_delivery(delivery))
        refuse(resend(session, found, officer(by), given_reason(reason), here.now()))
    tell(wording("Lần gửi {id} trở lại hàng chờ.", id=delivery))


@app.command("withdraw", help=say(wording("Rút một thư chưa gửi, với lý do.")))
def take_back(letter: LetterArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Withdraw what of a letter was not sent yet."""
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, Letter, letter, _no_letter(letter))
        refuse(withdraw(session, found, officer(by), given_reason(reason), here.now()))
    tell(wording("Đã rút thư {id}.", id=letter))


@app.command("approve", help=say(wording("Phê duyệt một thư chờ phê duyệt; thư đi trong lần gửi sau.")))
def let_go(letter: LetterArgument, by: ByOption = None) -> None:
    """Approve a letter that waits for it."""
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, Letter, letter, _no_letter(letter))
        docket = here.docket(session, session.get_one(Plan, found.plan_id))
        refuse(approve_letter(session, docket, found, officer(by)))
    tell(wording("Đã phê duyệt thư {id}.", id=letter))


@app.command(
    "settle",
    help=say(
        wording(
            "Kết luận một lần gửi chưa rõ: sent (đã gửi) hoặc failed (không gửi được); hoặc mọi lần gửi chưa rõ, theo "
            "nhật ký máy chủ thư (--postfix-log)."
        )
    ),
)
def decide(
    delivery: Annotated[int | None, DELIVERY] = None,
    outcome: Annotated[str | None, OUTCOME] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=say(wording("Lý do.")))] = None,
    postfix_log: PostfixLogOption = None,
    by: ByOption = None,
) -> None:
    """Decide what became of an unconfirmed delivery, or of all of them by the log; 1 when some stay unconfirmed."""
    if postfix_log is not None:
        decide_by_log(postfix_log, by)
        return
    if delivery is None or outcome is None:
        raise wrong(wording("Cần số của lần gửi và kết luận (sent hoặc failed), hoặc --postfix-log TỆP."))
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, Delivery, delivery, _no_delivery(delivery))
        refuse(settle(session, found, outcome, officer(by), given_reason(reason or ""), here.now()))
    tell(wording("Lần gửi {id}: {outcome}.", id=delivery, outcome=say(DELIVERIES[outcome])))


def decide_by_log(file: Path, by: str | None) -> None:
    """Settle what the mail server's log names."""
    if not file.is_file():
        raise wrong(wording("Không có tệp {file}.", file=file))
    here = installation()
    with file.open(encoding="utf-8", errors="replace") as lines:
        taken = read_postfix_log(lines)
    with writing(here.engine) as session:
        settled, unknown = settle_by_log(session, here.sender, taken, officer(by), here.now())
    for one in settled:
        tell(wording("Lần gửi {id}: {outcome}.", id=one.id, outcome=say(DELIVERIES[one.state])))
    for one in unknown:
        tell(wording("Lần gửi {id}: nhật ký không có; vẫn chưa rõ.", id=one.id))
    tell(wording("{n} lần gửi đã kết luận, {m} vẫn chưa rõ.", n=len(settled), m=len(unknown)))
    finish(bool(unknown))


def _no_letter(number: int) -> Wording:
    return wording("Không có thư số {number}.", number=number)


def _no_delivery(number: int) -> Wording:
    return wording("Không có lần gửi số {number}.", number=number)
