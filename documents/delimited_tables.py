"""Tables pasted from a sheet: a line is a row, tabs (commas, semicolons) divide its cells, quotes keep line breaks."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.column_heads import head_meaning
from documents.numbering import is_number
from documents.table_rows import Cell, Row, Table

_FEWEST, _LONGEST_HEAD = 3, 400
_LEADS = re.compile(r"chủ trì|thực hiện|đầu mối|phụ trách|phân công|trách nhiệm|tham mưu", re.IGNORECASE)


@dataclass(frozen=True)
class DelimitedTable:
    """A table with the lines it takes up: from `first` up to but not including `end`."""

    table: Table
    first: int
    end: int


def delimited_tables(lines: Sequence[str]) -> list[DelimitedTable]:
    """The tables of a text that begin with a line of known heads, one of them saying who leads."""
    found: list[DelimitedTable] = []
    number = 0
    while number < len(lines):
        mark = next((mark for mark in "\t;," if _is_head(lines[number], mark)), None)
        table = _table(lines, number, mark) if mark else None
        if table is None or not (mark == "\t" or _is_even(table.table)):
            number += 1
            continue
        found.append(table)
        number = table.end
    return found


def _is_even(table: Table) -> bool:
    """Whether most rows have the head's cells: commas and semicolons stand in prose too."""
    widths = [len(row.cells) for row in table.rows]
    return 2 * widths[1:].count(widths[0]) > len(widths) - 1


def _is_head(line: str, mark: str) -> bool:
    if line.count(mark) < _FEWEST - 1 or len(line) > _LONGEST_HEAD or line.startswith("\t") or not _LEADS.search(line):
        return False
    meanings = [found.meaning for cell in line.split(mark) if (found := head_meaning(cell.strip(' "')))]
    return len(meanings) >= _FEWEST and any(meaning in ("lead", "both", "watch") for meaning in meanings)


def _table(lines: Sequence[str], first: int, mark: str) -> DelimitedTable:
    width = lines[first].count(mark) + 1
    end = next((n for n in range(first + 1, len(lines)) if _is_over(lines, n, mark)), len(lines))
    reader = csv.reader((f"{line}\n" for line in lines[first:end]), delimiter=mark)
    rows: list[tuple[list[str], int]] = []
    try:
        for cells in reader:
            _take(rows, cells, first + reader.line_num, width)
    except csv.Error:
        pass  # a cell longer than the reader allows: the rows before it stand, the rest is reported as cut off below
    table = Table(tuple(_row(cells, place) for cells, place in rows), place=f"dòng {first + 1}")
    return DelimitedTable(table, first, end)


def _is_over(lines: Sequence[str], number: int, mark: str) -> bool:
    return not lines[number].strip(" \r") and (number + 1 >= len(lines) or mark not in lines[number + 1])


def _take(rows: list[tuple[list[str], int]], cells: list[str], line: int, width: int) -> None:
    """A row of its own, or the rest of the row above whose cell a line break cut in two."""
    if not any(cell.strip() for cell in cells):
        return
    above = rows[-1][0] if rows else None
    if above and len(above) < width and len(above) + len(cells) - 1 <= width and not is_number(cells[0]):
        above[-1] = f"{above[-1]}\n{cells[0]}"
        above.extend(cells[1:])
    else:
        rows.append((cells, line))


def _row(cells: Sequence[str], line: int) -> Row:
    return Row(tuple(Cell(cell.strip()) for cell in cells), f"dòng {line}")
