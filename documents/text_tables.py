"""A text as lines and tables, in whichever of its ways the tables are written."""

import re
from collections.abc import Iterable, Iterator, Sequence

from documents.delimited_tables import delimited_tables
from documents.labelled_list import labelled_list
from documents.markdown_marks import is_markdown, unmarked
from documents.pipe_tables import pipe_tables
from documents.tab_tables import tab_tables
from documents.table_rows import Document, Table, document
from language.text import composed

_BREAK = re.compile(r"\s*⏎\s*")


def text_document(text: str) -> Document:
    """The document a text holds; never fails, a text of prose alone has no table."""
    lines = composed(text).split("\n")
    found: list[tuple[int, int, Table]] = []
    for read in (pipe_tables(lines), delimited_tables(lines), tab_tables(lines)):
        for one in read:
            if not any(first < one.end and one.first < end for first, end, _ in found):
                found.append((one.first, one.end, one.table))
    blocks = _blocks(lines, sorted(found, key=lambda one: one[0]))
    marked = is_markdown(lines)
    whole = document([unmarked(block) if marked and isinstance(block, str) else block for block in blocks])
    return whole.rewritten(lambda said: _BREAK.sub("\n", said)) if "⏎" in text else whole


def _blocks(lines: Sequence[str], tables: Sequence[tuple[int, int, Table]]) -> list[str | Table]:
    blocks: list[str | Table] = []
    at = 0
    for first, end, table in tables:
        blocks += [*lines_and_lists(lines[at:first], at), table]
        at = end
    return blocks + lines_and_lists(lines[at:], at)


def lines_and_lists(lines: Sequence[str], at: int = 0) -> list[str | Table]:
    """Lines of prose as they are, with the labelled lists among them as a table where they begin."""
    found = labelled_list(lines, at + 1)
    if found is None:
        return list(lines)
    blocks: list[str | Table] = []
    for number, line in enumerate(lines):
        if number == min(found.taken):
            blocks.append(found.table)
        if number not in found.taken:
            blocks.append(line)
    return blocks


def with_lists(blocks: Iterable[str | Table]) -> Iterator[str | Table]:
    """Blocks of whatever file with the labelled lists among their lines as tables."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            yield from lines_and_lists(lines)
            lines = []
            yield block
    yield from lines_and_lists(lines)
