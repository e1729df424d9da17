"""Marks of quotation, ">" and its kin, and lines without them."""

import re
from collections.abc import Sequence

BROKEN_AT = 60  # characters of a line that a program may have broken
LONGEST_LINE = 400
MARK = re.compile(r"^[ \t]*(?:[>|│](?![ \t]*[:：][ \t]*$)[ \t]?)+")
_BEFORE_MARKS = frozenset(" \t>|│")


class MarkedLines:
    """Lines as they came, and `bare`: each without its marks, and no more of it than is looked at."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.bare = [_bare(line) if line[:1] in _BEFORE_MARKS else line[:LONGEST_LINE] for line in lines]

    def __len__(self) -> int:
        return len(self.bare)

    def depth(self, at: int) -> int:
        """How many marks that line begins with."""
        return depth(self._lines[at])

    def told(self, start: int, end: int) -> str:
        """What the lines from `start` up to `end` say."""
        return "\n".join(self.bare[start:end])

    def next_text(self, at: int, most: int) -> int:
        """The first of `most` lines from `at` on that says something; `at` when none does."""
        last = min(at + most, len(self))
        return next((place for place in range(at, last) if self.bare[place].strip()), at)


def marked(line: str) -> bool:
    """True for a line with a mark of quotation."""
    return line[:1] in _BEFORE_MARKS and bool(MARK.match(line))


def depth(line: str) -> int:
    """How many marks of quotation the line begins with."""
    if line[:1] not in _BEFORE_MARKS:
        return 0
    found = MARK.match(line)
    return len(found.group()) - found.group().count(" ") - found.group().count("\t") if found else 0


def _bare(line: str) -> str:
    found = MARK.match(line)
    return line[found.end() : found.end() + LONGEST_LINE] if found else line[:LONGEST_LINE]
