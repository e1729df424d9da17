"""Cells that span rows and columns, laid out as a table whose every row has a cell for every column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.table_rows import Cell, Row

_WIDEST = 200  # a page holds fewer; wider is a fault, or an attack


@dataclass(frozen=True)
class Span:
    """A cell at its first row and column, with how many of each it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def laid_out(spans: Iterable[Span], places: Sequence[str], starts_page: bool = False) -> tuple[Row, ...]:
    """A row for each of `places`; where spans overlap the earlier one holds, what lies outside is left out."""
    grid: list[dict[int, Cell]] = [{} for _ in places]
    for span in spans:
        for row in range(span.row, min(span.row + max(span.rows, 1), len(places))):
            for column in range(span.column, min(span.column + max(span.columns, 1), _WIDEST)):
                grid[row].setdefault(column, Cell(span.text, above=row > span.row, left=column > span.column))
    width = max((max(cells, default=-1) + 1 for cells in grid), default=0)
    return tuple(
        Row(tuple(cells.get(column, Cell()) for column in range(width)), place, starts_page and number == 0)
        for number, (cells, place) in enumerate(zip(grid, places, strict=True))
    )
