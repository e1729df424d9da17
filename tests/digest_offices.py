"""Fixtures: desks that compile digests, each on a copy of a database that was brought there once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from digest_desk import DigestDesk, digest_desk

from models.database import open_engine


@pytest.fixture(scope="session")
def march_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database on the day after the due day of Quarter I/2023: bo-a has answered on I.1."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("march") / "dondoc.db"))
    digest_desk(open_engine(f"sqlite:///{path}")).engine.dispose()
    return path


@pytest.fixture(scope="session")
def june_template(march_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after its digest was sent, and Quarter II was asked for."""
    path = Path(shutil.copy(march_template, tmp_path_factory.mktemp("june") / "dondoc.db"))
    desk = DigestDesk(open_engine(f"sqlite:///{path}"))
    desk.issued()
    desk.asked_again().engine.dispose()
    return path


@pytest.fixture
def march(march_template: Path, tmp_path: Path) -> Iterator[DigestDesk]:
    """A desk before its first digest."""
    yield from _on_a_copy(march_template, tmp_path)


@pytest.fixture
def june(june_template: Path, tmp_path: Path) -> Iterator[DigestDesk]:
    """A desk whose first digest was sent, and that has asked for its second quarter."""
    yield from _on_a_copy(june_template, tmp_path)


def _on_a_copy(template: Path, folder: Path) -> Iterator[DigestDesk]:
    engine = open_engine(f"sqlite:///{shutil.copy(template, folder / 'dondoc.db')}")
    yield DigestDesk(engine)
    engine.dispose()
