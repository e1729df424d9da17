"""The OCOP decision as one value, to be written in every kind of file."""

from functools import cache
from pathlib import Path

from annex_writer import LEFT, Annex

from documents.tab_tables import tab_tables
from documents.text_file import read_text

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"


@cache
def ocop_annex() -> Annex:
    """The decision's lines and its annex; a title that the text repeats in every cell is one merged cell."""
    lines = str(read_text(PLAN / "decision.txt")).split("\n")
    [found] = tab_tables(lines)
    rows = [tuple(cell.text for cell in row.cells) for row in found.table.rows]
    merged = [(*row[:2], *[LEFT] * (len(row) - 2)) if row[1] and len(set(row[1:])) == 1 else row for row in rows]
    return Annex(tuple(line for line in lines[: found.first] if line.strip()), tuple(merged), (1.2, 9.5, 5, 5, 3.5))
