"""`dondoc rehearse`: a plan carried through one period with simulated agencies, on a copy, on its own clock."""

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.options import day_of
from documents.plan_folder import read_plan_folder
from flows.prefect_server import PrefectServer, free_port
from language.wording import Wording, wording
from models.period import Period, period_keyed
from rehearsal.walked import Walk, walk_through, walk_with_outages
from settings import ROOT, settings

FromOption = Annotated[
    date | None,
    typer.Option("--from", parser=day_of, metavar="2022-10-12", help="Từ ngày (với --without-mail); trống: ngày ký."),
]
ToOption = Annotated[
    date | None,
    typer.Option(
        "--to", parser=day_of, metavar="2025-12-31", help="Đến ngày (với --without-mail); trống: hết kế hoạch."
    ),
]
WithoutMailOption = Annotated[
    bool,
    typer.Option("--without-mail", help="Cả kế hoạch, từng ngày: thư được viết mà không gửi, trả lời ghi thẳng."),
]
FaultsOption = Annotated[bool, typer.Option("--faults", help="Thử từng sự cố và đếm cái gì bị sót, bị gửi hai lần.")]
KillsOption = Annotated[int, typer.Option(min=0, help="Với --faults: giết tiến trình chừng bấy nhiêu lần.")]


def rehearse(
    plan: Annotated[str, typer.Option(help="Thư mục kế hoạch trong plans/.")] = "ocop-2021-2025",
    period: Annotated[str, typer.Option(help="Kỳ báo cáo, ví dụ 2023-Q1.")] = "2023-Q1",
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng kết quả.")] = 1,
    folder: Annotated[Path | None, typer.Option(help="Thư mục của lần diễn tập; để trống: tạo mới.")] = None,
    first: FromOption = None,
    last: ToOption = None,
    without_mail: WithoutMailOption = False,
    faults: FaultsOption = False,
    kills: KillsOption = 200,
) -> None:
    """Diễn tập một kỳ báo cáo: máy chủ thư, Prefect và các cơ quan giả lập, trên bản sao, theo đồng hồ riêng."""
    data = folder or _new_folder(period)
    data.mkdir(parents=True, exist_ok=True)
    _tell(wording("Diễn tập trong thư mục {folder}", folder=data))
    if without_mail:
        raise typer.Exit(0 if _without_mail(plan, data, seed, period_keyed(period), first, last, faults) else 1)
    environment = _environment(data, seed)
    if faults:
        raise typer.Exit(_play("rehearsal.faults.voyage", plan, period, seed, environment, {}, str(kills)))
    with PrefectServer(data / "prefect", environment=environment) as server:
        _tell(wording("Đã chạy Prefect tại {url}; đang triển khai các luồng.", url=server.ui_url))
        server.deploy()
        server.pause_schedules()
        server.start_worker()
        code = _play("rehearsal.play", plan, period, seed, environment, server.environment)
    _tell(wording("Kết quả để lại trong {folder}", folder=data))
    raise typer.Exit(code)


def _play(
    program: str, plan: str, period: str, seed: int, environment: dict[str, str], prefect: dict[str, str], *more: str
) -> int:
    """Run the rehearsal's own process; returns its exit code."""
    child = {**os.environ, **environment, **prefect}
    port = environment["DONDOC_WEB_URL"].rpartition(":")[2]
    command = [sys.executable, "-m", program, plan, period, str(seed), port, *more]
    return subprocess.run(command, env=child, cwd=ROOT, check=False).returncode  # noqa: S603


def _without_mail(
    plan: str, data: Path, seed: int, period: Period, first: date | None, last: date | None, faults: bool
) -> bool:
    """Walk the plan without mail; whether everything is accounted for."""
    walk = Walk(settings().plans, plan, data, seed, settings().language)
    if faults:
        return walk_with_outages(walk, period)
    folder = read_plan_folder(settings().plans / plan)
    begins, ends = first or folder.signed_on or period.begins, last or folder.ends or period.ends
    return walk_through(walk, begins, ends)


def _new_folder(period: str) -> Path:
    rehearsals = ROOT / "rehearsals"
    rehearsals.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{period}-", dir=rehearsals))


def _environment(data: Path, seed: int) -> dict[str, str]:
    web, smtp, imap = free_port(), free_port(), free_port()
    return {
        "DONDOC_DATA": str(data.resolve()),
        "DONDOC_DATABASE_URL": "",
        "DONDOC_PLANS": str(settings().plans.resolve()),
        "DONDOC_SECRET": f"rehearsal-{seed}",
        "DONDOC_WEB_URL": f"http://127.0.0.1:{web}",
        "DONDOC_SMTP_HOST": "127.0.0.1",
        "DONDOC_SMTP_PORT": str(smtp),
        "DONDOC_SMTP_USER": "",
        "DONDOC_SMTP_TLS": "",
        "DONDOC_IMAP_HOST": "127.0.0.1",
        "DONDOC_IMAP_PORT": str(imap),
        "DONDOC_IMAP_TLS": "false",
        "DONDOC_IMAP_PASSWORD": "rehearsal",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }


def _tell(sentence: Wording) -> None:
    typer.echo(sentence.say(settings().language))
