"""What many tests need: a migrated database of each kind, and the rule on tests that must not skip here."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import postgresql_server
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from models.database import open_engine, upgrade, writing

# Markers whose tests must run on this machine; a skip among them counts as a failure (.ci/run sets it).
REQUIRED = frozenset(os.environ.get("DONDOC_REQUIRE", "").split(",")) - {""}
SHARED = Path(__file__).parent.parent.parent / "shared"
SKIPPABLE = frozenset({"postgresql", "browser", "real_mail", "prefect", "libreoffice"})

_numbers = count(1)

# Thousands of small databases, each on disk at every commit: in memory the suite takes two thirds of the time.
MEMORY = Path("/dev/shm")  # noqa: S108
NEEDED = 4 * 2**30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= NEEDED:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and must_run(item):
        report.outcome = "failed"
        report.longrepr = f"skipped, but this machine can run it: {report.longrepr[2]}"
    return report


def must_run(item: pytest.Item) -> bool:
    """Whether a skip is a failure: the test's server is required here, or it needs none and its data is here."""
    marks = {mark.name for mark in item.iter_markers()} & SKIPPABLE
    return bool(marks & REQUIRED) or bool(REQUIRED and not marks and SHARED.exists())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody writes to: each test takes a copy."""
    path = tmp_path_factory.mktemp("template") / "dondoc.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL, without a database, of a server whose database `template` is migrated."""
    if reason := postgresql_server.missing():
        pytest.skip(reason)
    with postgresql_server.running_server() as url:
        administer(url, "CREATE DATABASE template")
        engine = open_engine(f"{url}/template")
        upgrade(engine)
        engine.dispose()
        yield url


def administer(url: str, statement: str) -> None:
    engine = create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh migrated SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'dondoc.db')}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh migrated database, of each kind in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server, name = request.getfixturevalue("postgresql_url"), f"test_{next(_numbers)}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE template")
    yield f"{server}/{name}"
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh migrated database, of each kind in turn."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session on a fresh migrated database, of each kind in turn; it commits at the end."""
    with writing(engine) as session:
        yield session
