"""`dondoc mail`: the one switch on all mail, and one raw message as the collector reads it."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from casework.switching import switch_mail
from casework.understanding import read_raw
from cli.main import FOUND_SOMETHING, say
from cli.options import ByOption, JsonOption, officer, today
from cli.showing import add, finish, joined, minute, pairs, print_json, print_tables, table, tell
from flows.installation import installation
from language.wording import wording
from mail.reply import Reply
from models.contact import all_contacts, ended_by
from models.database import reading, writing
from models.mode import LIVE, TRIAL, mail_mode
from models.words import MESSAGES, MODES

app = typer.Typer(no_args_is_help=True, help=say(wording("Công tắc của mọi thư; đọc thử một thư đến.")))

YesOption = Annotated[bool, typer.Option("--yes", help=say(wording("Không hỏi lại.")))]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help=say(wording("Thư gốc (.eml).")))
]


@app.command(help=say(wording("Chế độ đang có hiệu lực.")))
def status(as_json: JsonOption = False) -> None:
    """Trial or live, running or stopped; 1 while stopped."""
    with reading(installation().engine) as session:
        mode, stopped = mail_mode(session)
    if as_json:
        print_json({"mode": mode, "stopped": stopped})
    else:
        tell_mode(mode, stopped)
    finish(stopped)


def tell_mode(mode: str, stopped: bool) -> None:
    """What is in force, in a sentence."""
    if stopped:
        tell(wording("Mọi thư đang dừng (chế độ {mode}).", mode=say(MODES[mode])))
    elif mode == LIVE:
        tell(wording("Chế độ CHÍNH THỨC: thư được gửi thật đến cơ quan."))
    else:
        tell(wording("Chế độ THỬ: không thư nào đến cơ quan."))


@app.command(help=say(wording("Dừng gửi mọi thư ngay; thư vẫn được xếp hàng.")))
def stop(by: ByOption = None) -> None:
    """Stop all mail."""
    change(by, stopped=True)


@app.command(help=say(wording("Gửi thư trở lại.")))
def start(by: ByOption = None) -> None:
    """Let mail go again."""
    change(by, stopped=False)


@app.command(help=say(wording("Về chế độ thử: không thư nào đến cơ quan.")))
def trial(by: ByOption = None) -> None:
    """Back to trial."""
    change(by, mode=TRIAL)


@app.command(help=say(wording("Chuyển sang chế độ chính thức: thư được gửi thật đến cơ quan.")))
def live(yes: YesOption = False, by: ByOption = None) -> None:
    """Go live, once a person has read what it means."""
    here = installation()
    with reading(here.engine) as session:
        tell_what_live_means(session)
    if not yes and not typer.confirm(say(wording("Chuyển sang chế độ chính thức?"))):
        tell(wording("Không thay đổi gì."))
        raise typer.Exit(FOUND_SOMETHING)
    change(by, mode=LIVE)


def tell_what_live_means(session: Session) -> None:
    """Who will get letters, from whom, through which server; trial letters count for nothing."""
    here = installation()
    contacts = [one for one in all_contacts(session) if not ended_by(one, today(here))]
    facts = {
        wording("Người gửi"): f"{here.settings.sender_name} <{here.settings.sender_address}>",
        wording("Máy chủ gửi"): f"{here.settings.smtp_host}:{here.settings.smtp_port}",
        wording("Trang trả lời"): here.settings.web_url,
        wording("Địa chỉ nhận"): say(
            wording("{n} địa chỉ của {m} cơ quan", n=len(contacts), m=len({one.agency_id for one in contacts}))
        ),
    }
    print_tables(pairs(wording("Từ nay thư được gửi THẬT đến các cơ quan:"), facts))
    tell(wording("Trước khi chuyển, hãy chạy 'dondoc doctor --live' và xử lý hết những gì chưa đạt."))
    tell(wording("Thư đã gửi ở chế độ thử không tính: mọi báo cáo đến ngày hỏi sẽ được hỏi lại bằng thư thật."))


def change(by: str | None, *, mode: str | None = None, stopped: bool | None = None) -> None:
    """Throw the switch and say what is in force now."""
    here = installation()
    with writing(here.engine) as session:
        setting = switch_mail(session, officer(by), here.now(), mode=mode, stopped=stopped)
        now_mode, now_stopped = setting.mode, setting.stopped
    tell_mode(now_mode, now_stopped)


@app.command(help=say(wording("Đọc một thư gốc như khi thu nhận; không lưu gì.")))
def read(file: FileArgument, as_json: JsonOption = False) -> None:
    """One raw message as the collector reads it; 1 when something in it could not be read."""
    here = installation()
    with reading(here.engine) as session:
        reply = read_raw(session, here.sender, file.read_bytes())
    if as_json:
        print_json(reply.to_json())
    else:
        print_reply(reply)
    finish(bool(reply.problems))


def print_reply(reply: Reply) -> None:
    """The message's card, its new words, and what could not be read."""
    absence = reply.absence.until if reply.absence else None
    facts = {
        wording("Loại"): MESSAGES[reply.kind],
        wording("Người gửi"): f"{reply.sender_name} <{reply.sender}>".strip(),
        wording("Tiêu đề"): reply.subject,
        wording("Gửi lúc"): minute(reply.sent_at),
        wording("Khóa"): joined(reply.keys),
        wording("Trả lời thư"): reply.in_reply_to,
        wording("Máy chủ xác thực người gửi"): str(reply.authentication or ""),
        wording("Tệp gửi kèm"): joined((f"{one.filename} ({one.size})" for one in reply.attachments), "; "),
        wording("Vắng đến"): absence,
        wording("Bị trả về"): joined((f"{one.address}: {one.reason}" for one in reply.bounced), "; "),
    }
    drawn = table(wording("Không đọc được"), wording("Vì sao"))
    for problem in reply.problems:
        add(drawn, problem)
    print_tables(pairs(wording("Thư đến"), facts), drawn)
    typer.echo(reply.text)
