"""Tables as legal databases give them in plain text: a tab begins a cell, a blank line ends a row (not inside one)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.column_heads import head_meaning
from documents.numbering import is_number
from documents.table_rows import Cell, Row, Table, annex_named
from language.text import tidy

_HEAD_LINES = 4  # a head's cell is short; one with more lines is prose after a stray tab


@dataclass(frozen=True)
class TextCell:
    """A cell as it stands in the file: its lines, the number of the first, what came before its tab."""

    lines: tuple[str, ...]
    line: int
    after_blank: bool

    @property
    def text(self) -> str:
        """The cell's text without the blank lines inside it."""
        return "\n".join(line.strip() for line in self.lines if line.strip())


@dataclass(frozen=True)
class TabTable:
    """A table with the lines it takes up: from `first` up to but not including `end`."""

    table: Table
    first: int
    end: int


def tab_tables(lines: Sequence[str]) -> list[TabTable]:
    """The tables of a text, each from a head that names who leads; none when no line begins with a tab."""
    cells = _cells(lines)
    heads = _without_repeats(_head_starts(cells), cells, lines)
    return [_table(cells[start:end]) for start, end in pairwise([*heads, len(cells)])]


def _cells(lines: Sequence[str]) -> list[TextCell]:
    starts = [index for index, line in enumerate(lines) if line.startswith("\t")]
    return [
        TextCell(tuple(lines[start:end]), start + 1, start > 0 and _is_blank(lines[start - 1]))
        for start, end in pairwise([*starts, len(lines)])
    ]


def _is_blank(line: str) -> bool:
    """A line with a tab alone is an empty cell, not a blank line."""
    return not line.strip() and not line.startswith("\t")


def _means(cell: TextCell, *meanings: str) -> bool:
    found = head_meaning(cell.text)
    return found is not None and found.meaning in meanings


def _head_starts(cells: Sequence[TextCell]) -> list[int]:
    """Where tables begin: the first cell of each row that names a lead column, but for the second row of a head."""
    starts: list[int] = []
    for index, cell in enumerate(cells):
        if _means(cell, "lead", "both", "watch"):
            start = _row_start(cells, index)
            starts += [start] if not starts or start > starts[-1] + _width(cells[starts[-1] :]) else []
    return starts


def _without_repeats(starts: Sequence[int], cells: Sequence[TextCell], lines: Sequence[str]) -> list[int]:
    """The starts of tables proper: the same head again in one annex only goes on with its table, on a new page."""
    kept: dict[tuple[str, tuple[str, ...]], int] = {}
    for start in starts:
        width = _width(cells[start:])
        head = tuple(tidy(cell.text) for cell in cells[start : start + width])
        kept.setdefault((_annex_above(lines, cells[start].line), head), start)
    return list(kept.values())


def _width(cells: Sequence[TextCell]) -> int:
    """How many cells the first row has: up to the first blank line."""
    return next((n for n, cell in enumerate(cells) if n and cell.after_blank), len(cells))


def _row_start(cells: Sequence[TextCell], index: int) -> int:
    while index > 0 and not cells[index].after_blank and not _means(cells[index], "number"):
        if len(cells[index - 1].lines) > _HEAD_LINES:
            break
        index -= 1
    return index


def _table(cells: Sequence[TextCell]) -> TabTable:
    width = _width(cells)
    rows: list[list[TextCell]] = []
    for cell in cells:
        if not rows or _begins_row(cell, rows[-1], width):
            rows.append([])
        rows[-1].append(cell)
    last = rows[-1][-1] = _without_what_follows(rows[-1][-1])
    first = cells[0].line - 1
    table = Table(tuple(_row(row) for row in rows), place=f"dòng {first + 1}")
    return TabTable(table, first, last.line - 1 + len(last.lines))


def _begins_row(cell: TextCell, row: Sequence[TextCell], width: int) -> bool:
    """A blank line before the tab ends a row that is full; a short one only when a number follows."""
    if len(row) >= width:
        return True
    return cell.after_blank and (is_number(tidy(cell.text)) or _means(cell, "number"))


def _without_what_follows(cell: TextCell) -> TextCell:
    """A table's last cell ends at the first blank line: what comes after is no longer the table."""
    end = next((n for n, line in enumerate(cell.lines) if n and not line.strip()), len(cell.lines))
    return TextCell(cell.lines[:end], cell.line, cell.after_blank)


def _row(cells: Sequence[TextCell]) -> Row:
    return Row(tuple(Cell(cell.text) for cell in cells), f"dòng {cells[0].line}")


def _annex_above(lines: Sequence[str], line: int) -> str:
    return next((found for text in reversed(lines[: line - 1]) if (found := annex_named(text))), "")
