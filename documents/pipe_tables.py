"""Tables whose cells a "|" divides: Markdown's, Pandoc's grids, rows of cells copied from a .pdf with their page."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.markdown_marks import unmarked
from documents.table_rows import Cell, Row, Table

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"(?=.*(?:--|:-|-:))\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BORDER = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_LABELLED = re.compile(r"(?P<label>\S{1,12})\t(?P<cells>.*\|.*)")
_PAGE = re.compile(r"(?:p|pp|tr|trang|page)\.?\s*(?P<n>\d+)", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:⏎|<br\s*/?>)\s*", re.IGNORECASE)
_MOST_BLANK = 1  # blank lines between the rows of one table


@dataclass(frozen=True)
class PipeTable:
    """A table with the lines it takes up: from `first` up to but not including `end`."""

    table: Table
    first: int
    end: int


@dataclass
class _Line:
    """A line of cells: its number from 0, its label (a page, if any), what stands between the pipes."""

    number: int
    label: str
    cells: list[str] = field(default_factory=list)
    outer: bool = False


def pipe_tables(lines: Sequence[str]) -> list[PipeTable]:
    """The tables of a text whose rows are lines of cells divided by "|", two lines at least."""
    found = []
    for block in _blocks(lines):
        table = _table(lines, block)
        if table is not None:
            found.append(PipeTable(table, block[0], block[-1] + 1))
    return found


def _blocks(lines: Sequence[str]) -> list[list[int]]:
    """The numbers of lines with pipes, those together between which there is a blank line at most."""
    blocks: list[list[int]] = []
    for number, line in enumerate(lines):
        if not (_PIPE.search(line) or _BORDER.fullmatch(line)):
            continue
        if (
            blocks
            and number - blocks[-1][-1] - 1 <= _MOST_BLANK
            and not "".join(lines[blocks[-1][-1] + 1 : number]).strip()
        ):
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return [block for block in blocks if len(block) > 1]


def _table(lines: Sequence[str], block: Sequence[int]) -> Table | None:
    outer = all(lines[number].lstrip().startswith(("|", "+")) for number in block)
    read = [_line(lines[number], number, outer) for number in block if not _RULE.fullmatch(lines[number])]
    grid = any(_BORDER.fullmatch(lines[number]) for number in block)
    rows = _grid_rows(read) if grid else read
    if len(rows) < 2:
        return None
    pages = [False, *(later.label != earlier.label for earlier, later in pairwise(rows))]
    return Table(tuple(map(_row, rows, pages)), place=f"dòng {block[0] + 1}")


def _line(line: str, number: int, outer: bool) -> _Line:
    if _BORDER.fullmatch(line):
        return _Line(number, "", [])
    labelled = _LABELLED.fullmatch(line)
    text = labelled["cells"] if labelled else line
    if outer:
        text = text.strip().removeprefix("|")
        text = text[:-1] if _PIPE.search(text[-1:]) else text
    return _Line(number, labelled["label"] if labelled else "", [_cell(part) for part in _PIPE.split(text)])


def _cell(text: str) -> str:
    return unmarked(html.unescape(_BREAK.sub("\n", text.strip()))).strip()


def _grid_rows(read: Sequence[_Line]) -> list[_Line]:
    """The lines between two borders are one row, their cells the lines of its cells."""
    rows: list[_Line] = []
    open_row = False
    for line in read:
        if not line.cells:
            open_row = False
        elif not open_row:
            rows.append(line)
            open_row = True
        else:
            width = max(len(rows[-1].cells), len(line.cells))
            pairs = zip(_padded(rows[-1].cells, width), _padded(line.cells, width), strict=True)
            rows[-1].cells = ["\n".join(part for part in pair if part) for pair in pairs]
    return rows


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _row(line: _Line, starts_page: bool) -> Row:
    page = _PAGE.fullmatch(line.label)
    label = f"trang {page['n']}" if page else line.label
    place = ", ".join(part for part in (label, f"dòng {line.number + 1}") if part)
    return Row(tuple(Cell(cell) for cell in line.cells), place, starts_page and page is not None)
