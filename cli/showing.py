"""How commands show what they found: tables that fit the terminal, JSON with stable keys, refusals and exit codes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.main import FOUND_SOMETHING, say
from language.dates import short_date
from language.wording import Wording, wording

CELL = 72


def table(title: Wording, *heads: Wording, narrow: tuple[int, ...] = ()) -> Table:
    """An empty table; the columns numbered in `narrow` are never folded."""
    drawn = Table(title=escape(say(title)), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        drawn.add_column(escape(say(head)), overflow="fold", no_wrap=number in narrow)
    return drawn


def add(drawn: Table, *cells: object) -> None:
    """One line of a table; what is absent is empty, a day is written as people do."""
    drawn.add_row(*(escape(_cell(cell)) for cell in cells))


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Wording):
        return say(cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return short_date(cell)
    return str(cell)


def apart(
    title: Wording,
    heads: Sequence[Wording],
    rows: Sequence[Sequence[object]],
    *,
    staying: int,
    narrow: tuple[int, ...] = (),
) -> tuple[Table, Table]:
    """What all rows of a table say alike, each with its head, and a table of the rest: the first columns stay in it."""
    alike = [at >= staying and len({row[at] for row in rows}) == 1 for at in range(len(heads))]
    shared = pairs(title, {head: rows[0][at] for at, head in enumerate(heads) if alike[at]})
    kept = [at for at in range(len(heads)) if not alike[at]]
    unfolded = tuple(kept.index(at) for at in narrow if at in kept)
    drawn = table(wording("") if shared.row_count else title, *(heads[at] for at in kept), narrow=unfolded)
    for row in rows:
        add(drawn, *(row[at] for at in kept))
    return shared, drawn


def print_tables(*drawn: Table) -> None:
    """The tables that have a line, one after the other."""
    console = Console(highlight=False)
    for one in drawn:
        if one.row_count:
            # A table folds its own title to its width; a line of its own may be longer than a narrow table.
            if one.title:
                console.print(one.title, style="italic")
            one.title = None
            console.print(one)


def tell(sentence: Wording) -> None:
    """One line for the person at the terminal."""
    typer.echo(say(sentence))


def print_json(value: Any) -> None:
    """`value` as JSON: ISO dates and moments, Vietnamese letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)


def picked(row: Any, *names: str) -> dict[str, Any]:
    """The named attributes of `row`, in that order."""
    return {name: getattr(row, name) for name in names}


def pairs(title: Wording, facts: Mapping[Wording, object]) -> Table:
    """A table of two columns: what a thing is called, and its value; what is empty is left out."""
    drawn = Table(title=escape(say(title)), title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0))
    drawn.add_column(no_wrap=True, style="dim")
    drawn.add_column(overflow="fold")
    for name, value in facts.items():
        if value not in (None, ""):
            add(drawn, name, value)
    return drawn


def short(text: str, length: int = CELL) -> str:
    """The text in one line, cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def minute(moment: datetime | None, zone: str = "Asia/Ho_Chi_Minh") -> str:
    """05/03/2023 17:30 in the office's zone; empty for no moment."""
    return f"{moment.astimezone(ZoneInfo(zone)):%d/%m/%Y %H:%M}" if moment else ""


def refuse(why: Wording | None) -> None:
    """Say why something was not done, and end with 1; nothing for None."""
    if why is not None:
        typer.echo(say(why), err=True)
        raise typer.Exit(FOUND_SOMETHING)


def finish(found: bool) -> None:
    """End with 1 when something was found that a person must look at, else with 0."""
    raise typer.Exit(FOUND_SOMETHING if found else 0)


def joined(values: Iterable[object], separator: str = ", ") -> str:
    """The values in a line."""
    return separator.join(str(value) for value in values)
