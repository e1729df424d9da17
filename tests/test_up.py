"""`dondoc up` brings every part to life in trial mode, holds its data folder alone, and leaves nothing behind."""

import imaplib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.up import NotUpError, alone, letters_folder

DONDOC = [sys.executable, "-c", "from cli.main import main; main()", "up", "--web-port", "0", "--prefect-port", "0"]
READY = "Ctrl-C"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def house(data: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """The running system and what it printed."""
    log = data / "said"
    with log.open("w") as said:
        process = subprocess.Popen(DONDOC, env={**os.environ, "DONDOC_DATA": str(data)}, stdout=said, stderr=said)
    try:
        deadline = time.monotonic() + 120
        while READY not in log.read_text() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        yield process, log.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def processes_naming(folder: Path) -> list[str]:
    """The command of every process, ourselves left out, whose environment names the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (entry / "environ").read_bytes() and int(entry.name) != os.getpid():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.mark.prefect
def test_every_part_answers_where_it_was_said_to_be(house: tuple[subprocess.Popen, str]) -> None:
    _, said = house
    assert READY in said, said
    pages, prefect = re.findall(r"http://127\.0\.0\.1:\d+", said)
    assert httpx.get(f"{pages}/healthz").status_code == 200
    assert httpx.get(f"{prefect}/api/health").status_code == 200
    with imaplib.IMAP4("127.0.0.1", int(re.search(r"imap://127\.0\.0\.1:(\d+)", said)[1]), timeout=10) as box:
        assert box.login("baocao@vpdp.example", "trial")[0] == "OK"


@pytest.mark.prefect
def test_a_second_one_on_the_same_data_says_why_not(house: tuple[subprocess.Popen, str], data: Path) -> None:
    second = subprocess.run(
        DONDOC, env={**os.environ, "DONDOC_DATA": str(data)}, capture_output=True, text=True, timeout=30
    )
    assert second.returncode == 1
    assert second.stderr.startswith("Hệ thống đang chạy")
    assert len(second.stderr.splitlines()) == 1


@pytest.mark.prefect
def test_ctrl_c_ends_it_within_seconds_and_nothing_is_left(house: tuple[subprocess.Popen, str], data: Path) -> None:
    process, _ = house
    assert len(processes_naming(data)) >= 4
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 0
    assert processes_naming(data) == []


def test_a_data_folder_is_free_again_after_its_holder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(NotUpError), alone(tmp_path):
        pass
    with alone(tmp_path):
        assert (tmp_path / "up.lock").exists()


def test_each_start_writes_its_letters_into_a_folder_of_its_own(tmp_path: Path) -> None:
    assert [letters_folder(tmp_path).name for _ in range(3)] == ["0001", "0002", "0003"]
