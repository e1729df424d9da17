"""Columns that only look like several: slivers between ruled lines and rows of fewer cells are brought to one shape."""

from collections.abc import Sequence
from dataclasses import replace

from documents.table_rows import Cell, Row


def shaped(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with neighbouring columns joined where no row fills both: what a head and its cells share is one column.

    A head drawn from x to y and cells drawn from x to z give two edges, and so two columns, to whoever reads the lines
    (seen in a .pdf of the Hanoi health department). A row that has just as many cells as are left is taken as it is.
    """
    width = max((len(row.cells) for row in rows), default=0)
    groups = _groups([row for row in rows if len(row.cells) == width], width)
    if len(groups) == width:
        return tuple(rows)
    return tuple(row if len(row.cells) == len(groups) else _joined(row, groups) for row in rows)


def _groups(rows: Sequence[Row], width: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for column in range(width):
        if groups and not any(_filled(row, groups[-1]) and _filled(row, [column]) for row in rows):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _filled(row: Row, columns: Sequence[int]) -> bool:
    return any(not row.cell(column).blank for column in columns)


def _joined(row: Row, groups: Sequence[Sequence[int]]) -> Row:
    return replace(row, cells=tuple(_one([row.cell(column) for column in group]) for group in groups))


def _one(cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in cells if not cell.blank), cells[0])
