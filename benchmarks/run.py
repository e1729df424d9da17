"""Runs every benchmark of this folder and prints one table: `make bench`.

A benchmark is a module with a function `measures()` that yields what it measured.
"""

import importlib
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Measure

HERE = Path(__file__).parent
NOT_BENCHMARKS = {"run", "measure", "claims", "asked_office", "large_plan", "sink", "waiting_letters"}


def benchmarks() -> list[str]:
    """The names of the benchmarks, or of those named on the command line."""
    found = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    return [name for name in found if not sys.argv[1:] or name in sys.argv[1:]]


def main() -> None:
    """Print the table, a benchmark's lines as soon as it has ended."""
    table = Table(
        "benchmark", "what", "figure", "unit", title=f"Python {platform.python_version()}, {platform.machine()}"
    )
    for name in benchmarks():
        for measure in alone(name):
            table.add_row(name, measure.what, f"{measure.figure:,.1f}", measure.unit)
    Console().print(table)


def alone(name: str) -> list[Measure]:
    """What a benchmark measures in a process of its own, so that none has what another left in memory."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
        return apart.submit(measured, name).result()


def measured(name: str) -> list[Measure]:
    return list(importlib.import_module(f"benchmarks.{name}").measures())


if __name__ == "__main__":
    main()
