"""Fixtures: an officer at the command line, with a plans' folder of its own that can be spoilt."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asked_pages import PLAN
from builders import ASK_DAY, at

from cli.main import run
from flows.clock import REHEARSAL_CLOCK
from flows.installation import installation
from settings import settings


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A plans' folder with the first plan in it."""
    shutil.copytree(PLAN, tmp_path / "plans" / PLAN.name)
    return tmp_path / "plans"


@pytest.fixture
def dondoc(
    plans: Path, tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> Iterator[Callable[..., tuple[int, str]]]:
    """Calls the command line as an officer does, at the asking day; the exit code and all that was printed."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / REHEARSAL_CLOCK).write_text(at(ASK_DAY).isoformat())
    for name, value in {"DATA": tmp_path / "data", "DATABASE_URL": sqlite_url, "PLANS": plans}.items():
        monkeypatch.setenv(f"DONDOC_{name}", str(value))
    settings.cache_clear()
    installation.cache_clear()

    def call(*words: object) -> tuple[int, str]:
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    yield call
    installation().engine.dispose()
    settings.cache_clear()
    installation.cache_clear()


def spoil(plans: Path, name: str, old: str, new: str) -> None:
    path = plans / PLAN.name / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
