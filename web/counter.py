"""What the pages have at hand."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from casework.sender import Sender
from web.pages import Office


@dataclass(frozen=True)
class Counter:
    """The database, who signs keys, the data folder in which a rehearsal leaves its clock, and the office's name."""

    engine: Engine
    sender: Sender
    data: Path
    office: Office
