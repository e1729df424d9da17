"""A table as a stranger's file holds it, whatever its format: rows of cells, and which of them are merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from language.dates import short_date
from language.text import composed

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 20, 2_000, 60
MOST_TEXT = 32_767  # what a cell of Excel holds at most


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and what it is when that is a number or a day.

    `percent` says whether a number is shown as a percentage (0.34 as 34 %); None when the file does not tell.
    """

    text: str = ""
    number: float | None = None
    day: date | None = None
    percent: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its rows, and its merged areas as (first row, first column, last row, last column)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


_BLANK = Cell()


def blank() -> Cell:
    """The empty cell."""
    return _BLANK


def cell_of(value: object, percent: bool | None = None) -> Cell:
    """The cell that holds a Python value, as the libraries give it."""
    if isinstance(value, bool):
        return Cell("x" if value else "")
    if isinstance(value, int | float):
        return _number(float(value), percent)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(short_date(day), None, day)
    if value is None or isinstance(value, time | timedelta):
        return _BLANK if value is None else Cell(str(value))
    text = composed(str(value)).replace("\x00", "").strip()[:MOST_TEXT]
    return Cell(text) if text else _BLANK


def _number(value: float, percent: bool | None) -> Cell:
    if not isfinite(value):
        return Cell(str(value))
    shown = value * 100 if percent else value
    plain = f"{shown:.0f}" if shown == int(shown) and abs(shown) < 1e15 else f"{shown:.10g}"
    return Cell(f"{plain}%" if percent else plain, value, None, percent)


def text_sheet(name: str, rows: Iterable[Sequence[object]]) -> Sheet:
    """A table of texts, as documents have them."""
    limited = [row for row, _ in zip(rows, range(MOST_ROWS), strict=False)]
    return Sheet(name, tuple(tuple(cell_of(one) for one in row[:MOST_COLUMNS]) for row in limited))


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON has it; empty cells are null."""
    return {
        "name": sheet.name,
        "rows": [[_plain(cell) for cell in row] for row in sheet.rows],
        "merged": [list(area) for area in sheet.merged],
    }


def _plain(cell: Cell) -> list[Any] | None:
    if cell.empty:
        return None
    return [cell.text, cell.number, cell.day.isoformat() if cell.day else None, cell.percent]


def from_plain(plain: dict[str, Any]) -> Sheet:
    """The sheet that `to_plain` made."""
    rows = tuple(tuple(_cell(one) for one in row) for row in plain["rows"])
    return Sheet(plain["name"], rows, tuple((a, b, c, d) for a, b, c, d in plain["merged"]))


def _cell(plain: list[Any] | None) -> Cell:
    if plain is None:
        return _BLANK
    text, number, day, percent = plain
    return Cell(text, number, date.fromisoformat(day) if day else None, percent)
