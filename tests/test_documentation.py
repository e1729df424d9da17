"""Claims about the documents: what they print exists, what they list is complete, and their example loads."""

import re
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import documented
import pytest
import typer
from pydantic import BaseModel
from typer.main import get_command

from casework.loading import load_plan
from cli.main import COMMANDS
from documents.plan_folder import read_plan_folder
from models.database import open_engine, writing
from models.letter import TRANSITIONS
from models.policy import Policy
from models.standing import State
from models.tables import ALL_TABLES

LARGEST_PICTURE = 300_000
PICTURES = {"letter": 640, "digest": 640, "who-answered": 640, "answer-page": 375}


def click_command(words: list[str]):
    """The command that the words name, and the words left for it; a KeyError when there is none."""
    loaded = {one.name: one for one in COMMANDS}[words[0]].load()
    if isinstance(loaded, typer.Typer):
        group = get_command(loaded)
        return (group.commands[words[1]], words[2:]) if len(words) > 1 else (group, ["--help"])
    alone = typer.Typer(add_completion=False)
    alone.command()(loaded)
    return get_command(alone), words[1:]


@pytest.mark.parametrize("words", documented.commands(documented.BLOCK_COMMAND), ids=" ".join)
def test_a_command_line_that_is_printed_is_understood(words: list[str]):
    command, rest = click_command(words)

    assert command.make_context(words[0], rest)


@pytest.mark.parametrize("words", documented.commands(documented.NAMED_COMMAND), ids=" ".join)
def test_a_command_that_is_named_exists(words: list[str]):
    command, rest = click_command(words)

    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in rest if word.startswith("--")} <= options


def test_every_make_target_that_is_named_exists():
    written = re.findall(r"^([a-z]+):", documented.page("Makefile"), re.MULTILINE)

    assert documented.targets() <= set(written)


def test_every_path_that_is_named_exists():
    assert [path for path in documented.paths() if not (documented.ROOT / path).exists()] == []


def test_every_table_is_listed_in_order_with_its_file():
    told = [(cells[0], cells[1]) for cells in documented.rows(documented.section("ARCHITECTURE.md", "The tables"))]

    files = [f"`{table.__module__.replace('.', '/')}.py`" for table in ALL_TABLES]
    assert told == [(f"`{table.__name__}`", file) for table, file in zip(ALL_TABLES, files, strict=True)]


def test_the_states_of_an_obligation_are_listed_in_the_order_of_judgement():
    told = documented.rows(documented.section("ARCHITECTURE.md", "The state of an obligation"))

    assert [cells[0] for cells in told] == [f"`{state.value}`" for state in State]


def test_the_steps_of_a_delivery_are_those_that_the_code_allows():
    told = documented.rows(documented.section("ARCHITECTURE.md", "The state of a delivery"))

    allowed = {state: set(documented.named(cells[1])) for cells in told for state in documented.named(cells[0])}
    assert allowed == {state: set(following) for state, following in TRANSITIONS.items()}


def test_the_flows_are_named():
    text = documented.section("ARCHITECTURE.md", "One request, from the schedule to the digest")

    flows = [path.stem for path in (documented.ROOT / "flows").glob("*.py") if "@prefect.flow" in path.read_text()]
    assert [flow for flow in flows if f"`{flow}`" not in text] == []


def test_the_tree_of_errors_has_each_error_under_its_base_and_no_other():
    assert documented.errors_told() == documented.errors_defined()


@pytest.mark.parametrize("guide", documented.GUIDES)
def test_a_guide_explains_every_key_of_a_policy(guide: str):
    explained = set(documented.CODE.findall(documented.page(guide)))

    assert {key for key in policy_keys(Policy) if key not in explained} == set()


def test_both_guides_print_the_same_commands():
    vietnamese, english = (documented.BLOCK_COMMAND.findall(documented.page(guide)) for guide in documented.GUIDES)

    assert sorted(vietnamese) == sorted(english)


def policy_keys(part: type[BaseModel]) -> set[str]:
    """The keys of a part of the policy and of all parts inside it."""
    inner = [one for field in part.model_fields.values() for one in (field.annotation, *get_args(field.annotation))]
    parts = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
    return set(part.model_fields).union(*(policy_keys(one) for one in parts))


def test_the_readme_s_example_is_a_plan_that_loads(sqlite_url: str, tmp_path: Path):
    for name, content in documented.EXAMPLE_FILE.findall(documented.page("README.md")):
        (tmp_path / name).write_text(content, encoding="utf-8")

    with writing(open_engine(sqlite_url)) as session:
        loaded = load_plan(session, read_plan_folder(tmp_path), datetime(2027, 1, 11, tzinfo=UTC), "test")

    assert (loaded.plan_slug, loaded.tasks, loaded.problems, loaded.questions) == ("ke-hoach-moi", 2, (), ())


def test_the_readme_shows_every_table_of_the_demo_s_account():
    titles = re.findall(r'table\(\s*wording\("([^"{]+)"', documented.page("rehearsal/play.py"))

    assert titles
    assert [title for title in titles if title not in documented.page("README.md")] == []


@pytest.mark.parametrize(("name", "width"), PICTURES.items())
def test_a_picture_is_as_wide_as_its_page_and_quick_to_load(name: str, width: int):
    picture = (documented.ROOT / "docs" / "pictures" / f"{name}.png").read_bytes()

    assert struct.unpack(">I", picture[16:20]) == (width,)
    assert len(picture) < LARGEST_PICTURE
