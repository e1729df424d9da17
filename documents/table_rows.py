"""A document as lines and tables of rows, whatever file it came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells (line breaks kept) and the place where a reader finds it."""

    cells: tuple[str, ...]
    place: str

    def cell(self, index: int | None) -> str:
        """A cell's text, empty for a column that the table or this row does not have."""
        return self.cells[index].strip() if index is not None and 0 <= index < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """Rows, the first of them the head, under the name of the annex they stand in ("" when none)."""

    rows: tuple[Row, ...]
    annex: str = ""


@dataclass(frozen=True)
class Document:
    """A document's lines of text outside and inside tables, in order, and its tables."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]
