"""`dondoc doctor`: is this installation fit to work: folder, database, mail servers, mailboxes, and the last ticks."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from casework.addressing import unaddressed
from cli.doctor_live import live_findings
from cli.finding import Finding
from cli.main import say
from cli.options import JsonOption
from cli.showing import add, finish, print_json, print_tables, table, tell
from flows.installation import OTHERS, Installation, installation
from language.wording import wording
from mail import inbox, outbox
from models.database import owns_record, reading
from models.mode import mail_mode
from models.plan import open_plans
from models.tick import last_ticks
from models.words import MODES

SECRETS = ("secret", "smtp_password", "imap_password", "database_owner_url")
OUR_FILES = ("secret", "dondoc.db", "dondoc.log")
TICKING = ("request_reports", "send_reminders", "deliver_messages", "collect_replies")
DEFAULT_MINUTES = 60


def doctor(
    watch: Annotated[
        bool, typer.Option("--watch", help=say(wording("Chỉ xem các luồng còn chạy không (dùng cho bộ canh chừng).")))
    ] = False,
    minutes: Annotated[
        int, typer.Option(help=say(wording("Quá bao nhiêu phút không luồng nào chạy xong thì báo.")), min=1)
    ] = DEFAULT_MINUTES,
    live: Annotated[
        bool, typer.Option("--live", help=say(wording("Thêm những gì phải đạt trước khi gửi thư thật: SPF, DKIM, …")))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look at this installation; 1 when something needs a person."""
    here = installation()
    findings = [_ticks(here, minutes)] if watch else [*_all(here), _ticks(here, minutes)]
    findings += live_findings(here) if live else ()
    if as_json:
        print_json([{"name": one.name, "well": one.well, "seen": say(one.seen)} for one in findings])
    else:
        _print(findings)
    finish(any(not one.well for one in findings))


def _print(findings: list[Finding]) -> None:
    drawn = table(wording("Tình trạng hệ thống"), wording("Mục"), wording("Đạt"), wording("Ghi nhận"))
    for one in findings:
        add(drawn, one.name, wording("có") if one.well else wording("KHÔNG"), one.seen)
    print_tables(drawn)
    if all(one.well for one in findings):
        tell(wording("Không có gì cần xử lý."))


def _all(here: Installation) -> Iterator[Finding]:
    yield _folder(here)
    yield _secrets(here)
    yield _mode(here)
    yield _server("SMTP", here.settings.smtp_host, here.settings.smtp_port, asyncio.run(outbox.trouble_with(here.smtp)))
    yield _server("IMAP", here.settings.imap_host, here.settings.imap_port, inbox.trouble_with(here.imap))
    yield _mailboxes(here)
    if here.engine.dialect.name == "postgresql":
        yield _record(here)


def _folder(here: Installation) -> Finding:
    data = here.settings.data
    if data.stat().st_mode & OTHERS:
        return Finding("data", False, wording("{folder}: người khác đọc được; chạy chmod 700", folder=data))
    return Finding("data", True, wording("{folder}: chỉ chủ sở hữu đọc được", folder=data))


def _secrets(here: Installation) -> Finding:
    """Which secrets are set, never what they are, and the files that others can read."""
    files = [here.settings.data / name for name in OUR_FILES] + [Path(".env")]
    exposed = [str(path) for path in files if path.exists() and path.stat().st_mode & OTHERS]
    if exposed:
        seen = wording("người khác đọc được {files}; chạy chmod 600", files=", ".join(exposed))
        return Finding("secrets", False, seen)
    given = [name for name in SECRETS if getattr(here.settings, name).get_secret_value()]
    return Finding("secrets", True, wording("đã đặt: {names}", names=", ".join(given) or "–"))


def _mode(here: Installation) -> Finding:
    with reading(here.engine) as session:
        mode, stopped = mail_mode(session)
    running = say(wording("đang dừng")) if stopped else say(wording("đang chạy"))
    return Finding(
        "mail", not stopped, wording("chế độ {mode}; gửi thư {running}", mode=say(MODES[mode]), running=running)
    )


def _server(name: str, host: str, port: int, trouble: str) -> Finding:
    if trouble:
        seen = wording("{host}:{port} không dùng được: {why}", host=host, port=port, why=trouble)
    else:
        seen = wording("{host}:{port} trả lời", host=host, port=port)
    return Finding(name, not trouble, seen)


def _mailboxes(here: Installation) -> Finding:
    with reading(here.engine) as session:
        lacking = [one for plan in open_plans(session) for one in unaddressed(session, here.docket(session, plan))]
    seen = wording("{n} cơ quan còn nợ báo cáo mà không có địa chỉ (dondoc contact check)", n=len(lacking))
    return Finding("contacts", not lacking, seen)


def _record(here: Installation) -> Finding:
    if owns_record(here.engine):
        seen = wording("vai trò làm việc sở hữu bảng nhật ký nên tháo được khóa; đặt DONDOC_DATABASE_OWNER_URL")
        return Finding("record", False, seen)
    return Finding("record", True, wording("vai trò làm việc chỉ ghi thêm được vào nhật ký"))


def _ticks(here: Installation, minutes: int) -> Finding:
    with reading(here.engine) as session:
        ticks = last_ticks(session)
    latest = max((ticks[flow] for flow in TICKING if flow in ticks), default=None)
    if latest is None:
        return Finding("flows", False, wording("chưa luồng nào chạy xong lần nào"))
    ago = here.now() - latest
    seen = wording("luồng gần nhất chạy xong cách đây {n} phút", n=int(ago.total_seconds() // 60))
    return Finding("flows", ago <= timedelta(minutes=minutes), seen)
