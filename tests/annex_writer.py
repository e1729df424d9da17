"""Annexes as offices write them: one value, written as .docx, .html, .xlsx, Markdown, text and .pdf."""

import html
import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

UP, LEFT = "^", "<"  # a cell merged with the one above, or at its left


@dataclass(frozen=True)
class Annex:
    """Lines over a table, and its rows; a cell is a text, `UP` or `LEFT`."""

    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()


def spans(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int, str]]:
    """Each printed cell: row, column, how many rows and columns it covers, its text."""
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            across = next((n for n in range(c + 1, len(row)) if row[n] != LEFT), len(row)) - c
            down = next((n for n in range(r + 1, len(rows)) if rows[n][c] != UP), len(rows)) - r
            found.append((r, c, down, across, text))
    return found


def as_docx(annex: Annex) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for line in annex.lines:
        document.add_paragraph(line)
    table = document.add_table(len(annex.rows), len(annex.rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    grid = [list(row.cells) for row in table.rows]
    _widths(table, annex.widths, grid)
    for r, c, down, across, text in spans(annex.rows):
        cell = grid[r][c] if (down, across) == (1, 1) else grid[r][c].merge(grid[r + down - 1][c + across - 1])
        first, *rest = text.split("\n")
        cell.paragraphs[0].add_run(first).font.size = Pt(9)
        for line in rest:
            cell.add_paragraph().add_run(line).font.size = Pt(9)
    return _saved(document)


def _widths(table: WordTable, widths: Sequence[float], grid: list) -> None:
    for n, width in enumerate(widths):
        table.columns[n].width = Cm(width)
        for row in grid:
            row[n].width = Cm(width)


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(annex: Annex) -> bytes:
    said = [f"<p>{html.escape(line)}</p>" for line in annex.lines]
    rows: list[list[str]] = [[] for _ in annex.rows]
    for r, _, down, across, text in spans(annex.rows):
        inner = "<br>\n".join(html.escape(line) for line in text.split("\n"))
        rows[r].append(f'<td rowspan="{down}" colspan="{across}"><p>{inner}</p></td>')
    said += ["<table>", *(f"<tr>{''.join(cells)}</tr>" for cells in rows), "</table>"]
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>p{}</style></head><body>" + "\n".join(said)
    ).encode()


def as_xlsx(annex: Annex) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for line in annex.lines:
        sheet.append([line])
    top = len(annex.lines) + 1
    for r, c, down, across, text in spans(annex.rows):
        sheet.cell(top + r, c + 1, text).data_type = "s"
        if down > 1 or across > 1:
            sheet.merge_cells(start_row=top + r, start_column=c + 1, end_row=top + r + down - 1, end_column=c + across)
    return _saved(book)


def as_markdown(annex: Annex) -> bytes:
    """Markdown merges nothing: what is merged across is repeated, what is merged down is left empty."""
    lines = [*annex.lines, ""]
    for number, row in enumerate(annex.rows):
        cells: list[str] = []
        for text in row:
            plain = "" if text in (UP, LEFT) else text.replace("\n", "<br>").replace("|", "\\|")
            cells.append(cells[-1] if text == LEFT and cells else plain)
        lines.append(f"| {' | '.join(cells)} |")
        if number == 0:
            lines.append("|" + " --- |" * len(row))
    return "\n".join(lines).encode()


def as_text(annex: Annex) -> bytes:
    """A tab begins a cell, a blank line ends a row; merged cells as in Markdown."""
    lines = list(annex.lines)
    for row in annex.rows:
        cells: list[str] = []
        for text in row:
            cells.append(cells[-1] if text == LEFT and cells else " " if text in (UP, LEFT) else text or " ")
        lines += [*(f"\t{cell}" for cell in cells), ""]
    return "\n".join(lines).encode()


WRITERS = {"docx": as_docx, "html": as_html, "xlsx": as_xlsx, "md": as_markdown, "txt": as_text}


def by_libreoffice(raw: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """The bytes of a file of one kind as another kind; the test is skipped where LibreOffice is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not here (package libreoffice-writer-nogui)")
    source = folder / f"annex{suffix}"
    source.write_bytes(raw)
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
    subprocess.run(
        [*command, "--convert-to", target, "--outdir", folder, source], check=True, capture_output=True, timeout=120
    )
    return (folder / f"annex.{target.split(':')[0]}").read_bytes()
