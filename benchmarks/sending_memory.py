"""Memory of sending: the same whether ten thousand letters wait or a hundred thousand; the limit is a fifth more."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure
from benchmarks.sink import sink
from benchmarks.waiting_letters import wait_in_line, waiting_letters

LETTERS = 10_000
COPIES = (0, 9)
SENT = 1_000


def measures() -> Iterator[Measure]:
    """MiB at most while a thousand letters are sent, and the ratio."""
    taken = [memory_behind(copies) for copies in COPIES]
    for copies, memory in zip(COPIES, taken, strict=True):
        yield Measure(f"{LETTERS * (1 + copies):,} letters wait: memory at most", memory, "MiB")
    yield Measure("the second to the first (limit: 120)", 100 * taken[1] / taken[0], "%")


def memory_behind(copies: int) -> float:
    """What a process of its own takes that sends the first letters, so many copies of all of them behind."""
    with sink() as server, waiting_letters(LETTERS) as here:
        wait_in_line(here.engine, copies)
        folder: Path = here.settings.data
        command = [sys.executable, "-m", "benchmarks.peers.send_some", str(folder), str(server.port), str(SENT)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
