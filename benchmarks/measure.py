"""One figure of a benchmark, the stopwatch, and how much memory a process held."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Measure:
    """What was measured, the figure, and its unit."""

    what: str
    figure: float
    unit: str


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result of `work` and the seconds it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def most_memory() -> float:
    """The most this process has held, in MiB; getrusage would count what its parent held when it began, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
