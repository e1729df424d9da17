"""The clock of the flows and of the command line: the only reader of time there.

A rehearsal has its own time, written in its data folder; a folder without that file runs on the actual time.
"""

import ctypes
from datetime import UTC, datetime
from pathlib import Path

REHEARSAL_CLOCK = "rehearsal-clock"
ROOM_FOR_TIMEX, NOT_SYNCHRONISED = 512, 5  # adjtimex(2): a structure of 208 bytes; TIME_ERROR


def now(data: Path) -> datetime:
    """The actual moment, or the rehearsal's when `data` is a rehearsal's folder; aware."""
    clock = data / REHEARSAL_CLOCK
    if clock.exists():
        return datetime.fromisoformat(clock.read_text().strip())
    return datetime.now(UTC)  # noqa: TID251


def is_rehearsal(data: Path) -> bool:
    """Whether `data` is a rehearsal's folder."""
    return (data / REHEARSAL_CLOCK).exists()


def synchronised() -> bool | None:
    """Whether the system says that its clock is kept right by a time server; None where it cannot be asked."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(ROOM_FOR_TIMEX))
    except (AttributeError, OSError):
        return None
    return None if state < 0 else bool(state != NOT_SYNCHRONISED)
