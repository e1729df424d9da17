"""`dondoc rehearse`: a plan carried through one period with simulated agencies, on a copy, on its own clock."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from flows.prefect_server import PrefectServer, free_port
from language.wording import Wording, wording
from settings import ROOT, settings


def rehearse(
    plan: Annotated[str, typer.Option(help="Thư mục kế hoạch trong plans/.")] = "ocop-2021-2025",
    period: Annotated[str, typer.Option(help="Kỳ báo cáo, ví dụ 2023-Q1.")] = "2023-Q1",
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng kết quả.")] = 1,
    folder: Annotated[Path | None, typer.Option(help="Thư mục của lần diễn tập; để trống: tạo mới.")] = None,
) -> None:
    """Diễn tập một kỳ báo cáo: máy chủ thư, Prefect và các cơ quan giả lập, trên bản sao, theo đồng hồ riêng."""
    data = folder or _new_folder(period)
    data.mkdir(parents=True, exist_ok=True)
    _tell(wording("Diễn tập trong thư mục {folder}", folder=data))
    environment = _environment(data, seed)
    with PrefectServer(data / "prefect", environment=environment) as server:
        _tell(wording("Đã chạy Prefect tại {url}; đang triển khai các luồng.", url=server.ui_url))
        server.deploy()
        server.pause_schedules()
        server.start_worker()
        child = {**os.environ, **environment, **server.environment}
        command = [sys.executable, "-m", "rehearsal.play", plan, period, str(seed), environment["DONDOC_WEB_URL"][17:]]
        played = subprocess.run(command, env=child, cwd=ROOT, check=False)  # noqa: S603
    _tell(wording("Kết quả để lại trong {folder}", folder=data))
    raise typer.Exit(played.returncode)


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
        "DONDOC_SMTP_STARTTLS": "false",
        "DONDOC_IMAP_HOST": "127.0.0.1",
        "DONDOC_IMAP_PORT": str(imap),
        "DONDOC_IMAP_TLS": "false",
        "DONDOC_IMAP_PASSWORD": "rehearsal",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }


def _tell(sentence: Wording) -> None:
    typer.echo(sentence.say(settings().language))
