"""The command line loads only what a call needs, and says every error in one sentence."""

import importlib
import subprocess
import sys

import pytest

from cli import main
from cli.main import COMMANDS, Command, run
from language.wording import wording

HEAVY = """
import sys
from cli.main import run
run(["--help"])
print("loaded:", sorted({"prefect", "sqlmodel", "fastapi", "pymap"} & set(sys.modules)))
"""


class PostIsShutError(RuntimeError):
    sentence = wording("Bưu điện đóng cửa lúc {hour}", hour=17)


def fails() -> None:
    raise PostIsShutError


def breaks() -> None:
    raise ZeroDivisionError("division by zero")


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real table, with two commands that go wrong."""
    extra = [Command(name, f"{__name__}:{name}", wording("thử")) for name in ("fails", "breaks")]
    monkeypatch.setattr(main, "COMMANDS", (*COMMANDS, *extra))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_of_the_table_is_there(command: Command) -> None:
    module, _, attribute = command.place.partition(":")
    assert hasattr(importlib.import_module(module), attribute)


def test_help_names_every_command_and_loads_none() -> None:
    said = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=True).stdout
    assert "loaded: []" in said
    assert all(command.name in said for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["nonsense"], ["up", "--nonsense"]])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_an_error_of_ours_is_said_in_its_own_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fails"]) == 1
    assert capsys.readouterr().err == "Bưu điện đóng cửa lúc 17\n"


def test_any_other_error_is_one_line_and_names_the_way_to_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["breaks"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "division by zero" in line
    assert "--traceback" in line


def test_a_traceback_comes_when_it_is_asked_for() -> None:
    with pytest.raises(ZeroDivisionError):
        run(["breaks", "--traceback"])
