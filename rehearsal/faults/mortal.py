"""A process that runs flows in forks of itself, each of which can die in the middle of any statement's neighbourhood.

It reads one order a line, as JSON, and writes two lines of JSON for each: the fork's number, then how it ended. One
line before all others says that it is ready.
"""

import asyncio
import json
import logging
import mmap
import os
import signal
import struct
import sys
import traceback
from typing import Any

from sqlalchemy import Engine, event

from flows.installation import installation
from flows.visible import by_hand
from rehearsal.flow_names import FLOWS, parameters

COUNT = struct.Struct("q")
FAILED = 1


class Steps:
    """Counts the statements and commits of a run where its parent can read them; at the `last` one the run dies."""

    def __init__(self, shared: mmap.mmap, last: int | None) -> None:
        self._shared, self._last, self._count = shared, last, 0

    def step(self, *_: object) -> None:
        """One more, or the end: SIGKILL leaves nothing time to tidy up."""
        self._count += 1
        COUNT.pack_into(self._shared, 0, self._count)
        if self._count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Step before each statement and before each commit."""
        event.listen(engine, "before_cursor_execute", self.step)
        event.listen(engine, "commit", self.step)


def main() -> None:
    """Serve orders until there are no more."""
    logging.disable(logging.WARNING)
    engine = installation().engine
    engine.dispose()
    shared = mmap.mmap(-1, COUNT.size)
    say(ready=os.getpid())
    for line in sys.stdin:
        order = json.loads(line)
        if order["itself"]:
            say(child=os.getpid())
            say(ended=run(order), steps=0)
            engine.dispose()
            continue
        COUNT.pack_into(shared, 0, 0)
        child = os.fork()
        if child == 0:
            os._exit(run_as_mortal(order, shared))
        say(child=child)
        _, status = os.waitpid(child, 0)
        say(ended=os.waitstatus_to_exitcode(status), steps=COUNT.unpack_from(shared, 0)[0])


def run_as_mortal(order: dict[str, Any], shared: mmap.mmap) -> int:
    """The fork: run the ordered flow under what the order says is wrong."""
    engine = installation().engine
    Steps(shared, order["last_step"]).watch(engine)
    starve(engine, order["pages_left"], order["busy_ms"])
    return run(order)


def run(order: dict[str, Any]) -> int:
    """Run the ordered flow by hand; 0, or 1 with what went wrong on the error stream."""
    flow = order["flow"]
    try:
        with by_hand():
            asyncio.run(FLOWS[flow].fn(**parameters(flow, order["plan"])))
    except BaseException:  # a run's failure is its parent's to see, whatever it is
        traceback.print_exc()
        sys.stderr.flush()
        return FAILED
    return 0


def starve(engine: Engine, pages_left: int | None, busy_ms: int | None) -> None:
    """Leave the database so many pages to grow by, and its waiting for a lock so many milliseconds (SQLite's own)."""

    def connected(connection: Any, _record: object) -> None:
        if busy_ms is not None:
            connection.execute(f"PRAGMA busy_timeout={busy_ms}")
        if pages_left is not None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages + pages_left}")

    event.listen(engine, "connect", connected)


def say(**said: int) -> None:
    """One line to the parent."""
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
