"""Processes that we start and that never outlive us, whatever ends us, nor does anything that they started."""

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
STOP_SECONDS = 6
MARK = "DONDOC_CHILD"
# Waits for our end of the pipe to close, which it does however we end, then does what `end` does.
GUARD = """
trap '' INT TERM HUP
read -r _
for number in TERM KILL; do
    kill -$number -{group}
    for found in $(grep -ls {mark}={token} /proc/[0-9]*/environ); do
        found=${{found%/environ}}
        kill -$number ${{found#/proc/}}
    done
    sleep {seconds}
done
"""


@dataclass
class Child:
    """A process in a group of its own, whose output goes to a file.

    Prefect's worker puts each flow run into a session of its own, beyond the group: so the child's environment
    carries a mark, and whatever carries it belongs to the child.
    """

    command: list[str]
    environment: Mapping[str, str]
    log: Path
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    process: subprocess.Popen[bytes] = field(init=False)
    guard: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                env={**os.environ, **self.environment, MARK: self.token},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        script = GUARD.format(group=self.process.pid, mark=MARK, token=self.token, seconds=STOP_SECONDS)
        self.guard = subprocess.Popen(  # noqa: S603 - our own command
            ["/bin/sh", "-c", script], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )

    @property
    def ended(self) -> bool:
        """Whether the process itself has ended; what it started may still run."""
        return self.process.poll() is not None

    @property
    def descendants(self) -> list[int]:
        """The ids of the processes that carry the mark, the child among them; none where there is no /proc."""
        return processes_with(f"{MARK}={self.token}")

    @property
    def gone(self) -> bool:
        return self.ended and not self.descendants

    def last_words(self) -> str:
        """The end of the log."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return " / ".join(lines[-5:]) or "–"

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the group and to every descendant that is still there."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        for process in self.descendants:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def release(self) -> None:
        """Kill what is left, then dismiss the guard."""
        self.send(signal.SIGKILL)
        self.process.wait()
        self.guard.kill()
        if self.guard.stdin:
            self.guard.stdin.close()
        self.guard.wait()


def processes_with(setting: str) -> list[int]:
    """The ids of the processes whose environment has that `NAME=value`; none where there is no /proc."""
    wanted = setting.encode()
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if wanted in _environment(path)]


def _environment(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def end(children: Iterable[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask all to end, with all they started; kill what has not after `seconds`."""
    waiting = list(children)
    if seconds > 0:
        for child in waiting:
            child.send(signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while not all(child.gone for child in waiting) and time.monotonic() < deadline:
        time.sleep(0.1)
    for child in waiting:
        child.release()
