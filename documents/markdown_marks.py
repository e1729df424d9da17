"""The marks of Markdown taken off a text: headings, emphasis, escapes (CommonMark 0.31, sections 4.2, 6.2 and 2.4)."""

import re
from collections.abc import Sequence

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$")
_EMPHASIS = re.compile(
    r"(?<![\\_])(\*\*|(?<!\w)__)(?=[^\s_])(?P<strong>.+?)(?<=[^\s_])\1(?!_)"
    r"|(?<![\w*\\])\*(?=\S)(?P<plain>[^*]+?)(?<=\S)\*(?!\w)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a text has headings of Markdown."""
    return any(_HEADING.match(line) for line in lines)


def unmarked(text: str) -> str:
    """A line or a cell as a page shows it."""
    plain = _HEADING.sub("", text) if _HEADING.match(text) else text
    for _ in range(2):
        plain = _EMPHASIS.sub(lambda found: found["strong"] or found["plain"], plain)
    return _ESCAPE.sub(r"\1", plain)
