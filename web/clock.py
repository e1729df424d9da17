"""The clock of the pages: the actual time, or a rehearsal's while one runs on this data folder."""

from datetime import UTC, datetime
from pathlib import Path

REHEARSAL_CLOCK = "rehearsal-clock"


class RehearsalClockError(ValueError):
    """The file `rehearsal-clock` in the data folder holds no ISO time with a zone: mend it, or remove the file."""


def now(data: Path) -> datetime:
    """The time now, aware: what `<data>/rehearsal-clock` says if it exists, else the actual time."""
    try:
        written = (data / REHEARSAL_CLOCK).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return datetime.now(UTC)  # noqa: TID251 - one of the two places that read the clock
    return _moment(written)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as fault:
        raise RehearsalClockError(f"{REHEARSAL_CLOCK}: {written!r} is no ISO time") from fault
    if moment.tzinfo is None:
        raise RehearsalClockError(f"{REHEARSAL_CLOCK}: {written!r} has no time zone")
    return moment
