"""The parent's side of mortal processes: order a run, learn its number while it lives, and how it ended."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from settings import ROOT

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Order:
    """One run of a flow. `last_step`: it dies there; `pages_left`: how far the database may grow; `busy_ms`: how long
    it waits for a lock; `itself`: in the process itself, not in a fork, so that later forks begin warm."""

    flow: str
    plan: str
    last_step: int | None = None
    pages_left: int | None = None
    busy_ms: int | None = None
    itself: bool = False


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative: the signal that killed it), and how many steps it had taken."""

    code: int
    steps: int

    @property
    def killed(self) -> bool:
        """Whether it died by SIGKILL."""
        return self.code == KILLED


class Mortal:
    """One process that runs flows in forks of itself, one at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._child: int | None = None

    async def ready(self) -> "Mortal":
        """Itself, once it takes orders."""
        await self._line()
        return self

    async def run(self, order: Order) -> Ended:
        """Run the order to its end."""
        assert self._process.stdin is not None  # noqa: S101 - started with a pipe
        self._process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        self._child = (await self._line())["child"]
        ended = await self._line()
        self._child = None
        return Ended(ended["ended"], ended["steps"])

    def kill(self) -> None:
        """SIGKILL to the run under way, if there is one."""
        if self._child is not None:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)

    async def _line(self) -> dict[str, int]:
        assert self._process.stdout is not None  # noqa: S101 - started with a pipe
        line = await self._process.stdout.readline()
        if not line:
            raise ProcessLookupError("the process that runs the flows ended by itself: see its log")
        said: dict[str, int] = json.loads(line)
        return said


@asynccontextmanager
async def mortal(environment: Mapping[str, str], log: Path) -> AsyncIterator[Mortal]:
    """A process with these settings, until the end of the block; what its runs complain of goes to `log`."""
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "rehearsal.faults.mortal",
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield await Mortal(process).ready()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
