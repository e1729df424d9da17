"""A fixture: an installation with a clock of its own on a fresh database, whose flows are run by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import prefect
import pytest
from builders import ASK_DAY, SENDER, Desk, at, small_plan

from flows.clock import REHEARSAL_CLOCK
from flows.installation import Installation, installation
from flows.visible import by_hand
from settings import settings

Flow = prefect.Flow[..., Any]


@dataclass(frozen=True)
class WorkingOffice:
    """The installation, and its plan's desk to look at what became of things."""

    here: Installation
    desk: Desk

    def set_clock(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Put the clock of the flows and pages to that time in Viet Nam."""
        moment = at(day, hour).replace(minute=minute)
        (self.here.settings.data / REHEARSAL_CLOCK).write_text(moment.isoformat())

    async def run(self, flow: Flow, **parameters: Any) -> dict[str, Any]:
        """The flow's own work, as `dondoc run` has it done."""
        with by_hand():
            return await flow.fn(**parameters)


OpenOffice = Callable[..., WorkingOffice]


@pytest.fixture
def open_office(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenOffice]:
    """Opens an office on the small plan at the asking day, with the settings given, on each kind of database."""

    def opened(**chosen: object) -> WorkingOffice:
        usual = {"data": tmp_path / "data", "database_url": database_url, "secret": SENDER.secret.decode()}
        for name, value in {**usual, "imap_password": "any", **chosen}.items():
            monkeypatch.setenv(f"DONDOC_{name.upper()}", str(value))
        forget()
        here = installation()
        office = WorkingOffice(here, small_plan(here.engine))
        office.set_clock(ASK_DAY)
        return office

    yield opened
    if installation.cache_info().currsize:
        installation().engine.dispose()
    forget()


def forget() -> None:
    """What this process took for its settings and its installation."""
    settings.cache_clear()
    installation.cache_clear()
