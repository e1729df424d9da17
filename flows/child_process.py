"""Processes that we start and that never outlive us, whatever ends us."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
STOP_SECONDS = 6.0


@dataclass
class Child:
    """A process in a group of its own whose output goes to a file.

    A guard holds the other end of a pipe from us: when we are gone, however that came about, it ends the group.
    """

    command: list[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] = field(init=False)
    guard: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        group = self.process.pid
        watch = f"trap '' INT TERM; read -r _; kill -TERM -{group}; sleep {STOP_SECONDS}; kill -KILL -{group}"
        self.guard = subprocess.Popen(  # noqa: S603 - our own command
            ["/bin/sh", "-c", watch], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self) -> str:
        """The end of the log."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return " / ".join(lines[-5:]) or "–"

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the whole group; nothing when it is gone."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def release(self) -> None:
        """Kill what is left of the group, then dismiss the guard."""
        self.send(signal.SIGKILL)
        self.process.wait()
        self.guard.kill()
        if self.guard.stdin:
            self.guard.stdin.close()
        self.guard.wait()


def end(children: Iterable[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask all to end, kill those that have not after `seconds`."""
    waiting = list(children)
    for child in waiting:
        child.send(signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while any(not child.ended for child in waiting) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in waiting:
        child.release()
