"""`dondoc up`: the whole system on this machine, as children and tasks of one process, until Ctrl-C."""

import asyncio
import fcntl
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from casework.loading import Loaded, load_plan
from documents.plan_folder import read_plan_folder
from flows.child_process import Child, end
from flows.installation import Installation, installation
from flows.prefect_server import PrefectServer, free_port, port_is_taken
from language.wording import Wording, wording
from models.database import reading, writing
from models.mode import LIVE, mail_mode
from rehearsal.post_office import PostOffice
from settings import Settings, settings

LOOK_SECONDS = 0.5
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class NotUpError(RuntimeError):
    """The system could not be started, or a part of it ended; `sentence` says which, for people."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.say())
        self.sentence = sentence


def up(
    web_port: Annotated[int, typer.Option(help="Cổng của trang web; bận thì chọn cổng khác.")] = 8080,
    prefect_port: Annotated[int, typer.Option(help="Cổng của trang Prefect; bận thì chọn cổng khác.")] = 4200,
) -> None:
    """Chạy toàn bộ hệ thống trên máy này: bưu cục nội bộ (khi ở chế độ thử), Prefect, trang web."""
    house = settings()
    house.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(house.data):
        live = prepare(installation())
        asyncio.run(run_until_stopped(house, live, web_port, prefect_port))
    tell(wording("Đã dừng."))


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder for this process; NotUpError when another `dondoc up` holds it."""
    with (data / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            sentence = wording("Hệ thống đang chạy với thư mục dữ liệu {data}; hãy dừng lần chạy đó trước.", data=data)
            raise NotUpError(sentence) from error
        yield


def prepare(here: Installation) -> bool:
    """Load the plans of the plans' folder, or bring them up to date; whether mail is live."""
    for folder in sorted(path.parent for path in here.settings.plans.glob("*/plan.yaml")):
        read = read_plan_folder(folder)
        with writing(here.engine) as session:
            loaded = load_plan(session, read, here.now(), here.settings.officer)
        tell_loaded(folder, loaded)
    with reading(here.engine) as session:
        return mail_mode(session)[0] == LIVE


def tell_loaded(folder: Path, loaded: Loaded) -> None:
    """Say what became of one plan's folder."""
    if loaded.plan_slug is None:
        tell(wording("{folder}: chưa nạp được, còn {n} vướng mắc:", folder=folder.name, n=len(loaded.problems)))
    else:
        tell(wording("Kế hoạch {slug}: {n} nhiệm vụ.", slug=loaded.plan_slug, n=loaded.tasks))
    for problem in loaded.problems:
        typer.echo(f"  {problem.place}: {problem.why.say(settings().language)}")


async def run_until_stopped(house: Settings, live: bool, web_port: int, prefect_port: int) -> None:
    """Start every part, print where each is, wait for a signal or for a part to end, stop all of them."""
    stop = asyncio.Event()
    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as parts:
        mail = {} if live else await parts.enter_async_context(local_post_office(house))
        port = port_or_free(web_port)
        environment = {"DONDOC_DATA": str(house.data.resolve()), **mail}
        if not live:
            environment["DONDOC_WEB_URL"] = f"http://127.0.0.1:{port}"
        web = parts.enter_context(web_pages(house.data, port, environment))
        tell(wording("Đang khởi động Prefect, khoảng nửa phút…"))
        server = PrefectServer(house.data / "prefect", port_or_free(prefect_port), environment)
        parts.callback(server.stop)
        if await started(server, stop):
            tell_addresses(house, live, port, server, mail)
            await ended(stop, web, server)
            tell(wording("Đang dừng…"))


async def started(server: PrefectServer, stop: asyncio.Event) -> bool:
    """Start server and worker and deploy the schedules; False when a signal to stop came first."""
    starting = asyncio.create_task(asyncio.to_thread(bring_up, server))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        server.stop()
        await asyncio.gather(starting, return_exceptions=True)
        return False
    await starting
    return True


def bring_up(server: PrefectServer) -> None:
    """The server, its schedules, and the worker that runs them."""
    server.start()
    server.deploy()
    server.start_worker()


async def ended(stop: asyncio.Event, web: Child, server: PrefectServer) -> None:
    """Wait for the signal; NotUpError when a part ends by itself."""
    while not stop.is_set():
        if web.ended:
            raise NotUpError(wording("Trang web đã dừng ngoài ý muốn: {said}", said=web.last_words()))
        if server.ended:
            raise NotUpError(wording("Prefect đã dừng ngoài ý muốn; xem nhật ký tại {folder}.", folder=server.folder))
        await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def local_post_office(house: Settings) -> AsyncIterator[dict[str, str]]:
    """A post office that keeps every letter on this machine; the settings that lead to it."""
    smtp, imap = port_or_free(house.smtp_port), port_or_free(house.imap_port)
    async with PostOffice(smtp, imap, folder=letters_folder(house.data)) as office:
        yield {
            "DONDOC_SMTP_HOST": office.host,
            "DONDOC_SMTP_PORT": str(office.smtp_port),
            "DONDOC_SMTP_USER": "",
            "DONDOC_SMTP_TLS": "",
            "DONDOC_IMAP_HOST": office.host,
            "DONDOC_IMAP_PORT": str(office.imap_port),
            "DONDOC_IMAP_PASSWORD": "trial",
            "DONDOC_IMAP_TLS": "false",
        }


def letters_folder(data: Path) -> Path:
    """A new folder for the letters of this start: the post office counts from one each time."""
    office = data / "post-office"
    started = [int(path.name) for path in office.glob("[0-9]*")]
    folder = office / f"{max(started, default=0) + 1:04}"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def web_pages(data: Path, port: int, environment: dict[str, str]) -> Iterator[Child]:
    """The pages on this port of loopback."""
    child = Child([sys.executable, "-m", "cli.pages", str(port)], environment, data / "web.log")
    try:
        yield child
    finally:
        end([child])


def port_or_free(port: int) -> int:
    """The port, or a free one when it is 0 or somebody has it."""
    return free_port() if port == 0 or port_is_taken(port) else port


def tell_addresses(house: Settings, live: bool, port: int, server: PrefectServer, mail: dict[str, str]) -> None:
    """Where a person finds each part."""
    user, _, password = server.auth_string.partition(":")
    tell(
        wording("CHẾ ĐỘ CHÍNH THỨC: thư được gửi thật.") if live else wording("CHẾ ĐỘ THỬ: không thư nào rời máy này.")
    )
    tell(wording("  Trang web:       {url}", url=f"http://127.0.0.1:{port}/"))
    tell(wording("  Trang Prefect:   {url} (đăng nhập: {auth})", url=server.ui_url, auth=f"{user}:{password}"))
    if mail:
        box = f"imap://{mail['DONDOC_IMAP_HOST']}:{mail['DONDOC_IMAP_PORT']}"
        tell(wording("  Hộp thư nội bộ:  {box} (mọi tên, mọi mật khẩu)", box=box))
        tell(wording("  Thư đã gửi:      {folder}", folder=house.data / "post-office"))
    tell(wording("Nhấn Ctrl-C để dừng."))


def tell(sentence: Wording) -> None:
    """One line for the person at the terminal, at once even into a pipe."""
    typer.echo(sentence.say(settings().language))
    sys.stdout.flush()
