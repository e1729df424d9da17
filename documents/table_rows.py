"""A document as lines and tables of rows, whatever file it came from."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from language.text import tidy

_ANNEX = re.compile(
    r"(?P<word>phụ lục|biểu|pl)(?:\s*(?:số\s*)?(?P<id>\d+|(?<=\s)[ivxlc]+)(?:[a-z]|\.\d+)?)?(?P<rest>$|[\s.:,;(–-].*)",
    re.IGNORECASE,
)
_LONGEST_ANNEX, _HIGHEST = 250, 400


@dataclass(frozen=True)
class Cell:
    """One cell: its text (line breaks kept), and whether it only goes on with the cell above or at its left.

    A cell that goes on has the text of the one it goes on with.
    """

    text: str = ""
    above: bool = False
    left: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing of its own is printed in it."""
        return self.left or not self.text.strip()


@dataclass(frozen=True)
class Row:
    """One row of a table, the place where a reader finds it, and whether it is the first on a new page."""

    cells: tuple[Cell, ...]
    place: str
    starts_page: bool = False

    def cell(self, index: int | None) -> Cell:
        """A cell, an empty one for a column that the table or this row does not have."""
        return self.cells[index] if index is not None and 0 <= index < len(self.cells) else Cell()

    def text(self, index: int | None) -> str:
        """A cell's text without blank edges."""
        return self.cell(index).text.strip()


@dataclass(frozen=True)
class Table:
    """Rows, under the name of the annex they stand in ("" when none); `place` is where the table is."""

    rows: tuple[Row, ...]
    annex: str = ""
    place: str = ""
    follows: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What its cells say, line by line; what goes on from another cell only once."""
        printed = (cell for row in self.rows for cell in row.cells if not (cell.left or cell.above))
        return tuple(line for cell in printed for line in cell.text.split("\n") if line.strip())

    def rewritten(self, rewrite: Callable[[str], str]) -> "Table":
        """The table with the text of each cell written anew."""
        rows = (
            replace(row, cells=tuple(replace(cell, text=rewrite(cell.text)) for cell in row.cells)) for row in self.rows
        )
        return replace(self, rows=tuple(rows))


@dataclass(frozen=True)
class Document:
    """A document's lines of text and its tables, in order."""

    blocks: tuple[str | Table, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def outside(self) -> tuple[str, ...]:
        """The lines that stand in no table."""
        return tuple(block for block in self.blocks if isinstance(block, str))

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line, outside and inside tables."""
        return tuple(line for block in self.blocks for line in ([block] if isinstance(block, str) else block.lines))

    def rewritten(self, rewrite: Callable[[str], str]) -> "Document":
        """The document with each of its texts written anew."""
        return Document(
            tuple(block.rewritten(rewrite) if isinstance(block, Table) else rewrite(block) for block in self.blocks)
        )


def document(blocks: Iterable[str | Table]) -> Document:
    """The document of these blocks; each table is told the annex above it and whether it directly follows another."""
    placed: list[str | Table] = []
    annex, follows = "", False
    for block in blocks:
        if isinstance(block, Table):
            annex = _annex_within(block) or annex
            placed.append(replace(block, annex=block.annex or annex, follows=follows))
        else:
            annex = annex_named(block) or annex
            placed.append(block)
        follows = isinstance(block, Table) or (follows and not re.search(r"[^\W\d_]", str(block)))
    return Document(tuple(placed))


def _annex_within(table: Table) -> str:
    """The annex that a row of one cell at the top of a table is the head of: a title typed into a sheet."""
    tops = [[cell.text for cell in row.cells if not cell.blank] for row in table.rows[:_HIGHEST]]
    return next((found for texts in tops if len(texts) == 1 and (found := annex_named(texts[0]))), "")


def annex_named(line: str) -> str:
    """The annex that a line heads ("Phụ lục II"), "" for any other line, one that only speaks of an annex too."""
    text = tidy(line)
    found = _ANNEX.fullmatch(text) if len(text) <= _LONGEST_ANNEX else None
    if found is None or (found["word"].lower() != "phụ lục" and not found["id"]):
        return ""
    rest = found["rest"].strip()
    if rest and not (rest.isupper() or (found["id"] and rest[0] in ".:,;(–-")):
        return ""
    word = "Biểu" if found["word"].lower() == "biểu" else "Phụ lục"
    return f"{word} {found['id'].upper()}" if found["id"] else word


def rows_above(rows: Iterable[Row], first: int) -> tuple[str, ...]:
    """The texts of the rows before the first of a table proper: a title typed into a sheet."""
    before = (row for number, row in takewhile(lambda pair: pair[0] < first, enumerate(rows)))
    return tuple(cell.text for row in before for cell in row.cells if not (cell.left or cell.above) and cell.text)
