"""One figure of a benchmark, and the stopwatch."""

import time
from collections.abc import Callable
from dataclasses import dataclass
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
