"""The clock of the flows and of the command line: the only reader of time there.

A rehearsal has its own time, written in its data folder; a folder without that file runs on the actual time.
"""

from datetime import UTC, datetime
from pathlib import Path

REHEARSAL_CLOCK = "rehearsal-clock"


def now(data: Path) -> datetime:
    """The actual moment, or the rehearsal's when `data` is a rehearsal's folder; aware."""
    clock = data / REHEARSAL_CLOCK
    if clock.exists():
        return datetime.fromisoformat(clock.read_text().strip())
    return datetime.now(UTC)  # noqa: TID251


def is_rehearsal(data: Path) -> bool:
    """Whether `data` is a rehearsal's folder."""
    return (data / REHEARSAL_CLOCK).exists()
