"""The new text of a reply by general rules, when the letter it answers is not known: what stands above the quotation,
and beside it when the quotation is marked line by line."""

import re
from collections.abc import Sequence

from mail.boundaries import MARK, Boundary, boundaries, depth, is_rule, marked
from mail.signature import without_signature

BROKEN_AT = 60  # characters of a line that a program may have broken
ONE_MARK = re.compile(r"^[ \t]*[>|│][ \t]?")
_DRAWN = re.compile(r"^[\s*_=─—–-]{3,}$")
LONGEST = 200_000  # characters: what people type stands well before that


def new_text(body: str, *, from_html: bool = False) -> str:
    """The author's own words in `body`; closing words and the name stay."""
    lines = body[:LONGEST].split("\n")
    return without_signature(own_words(lines, from_html=from_html) or _inside_one_quotation(lines))


def own_words(lines: Sequence[str], *, from_html: bool = False) -> str:
    """What in `lines` was not quoted, signature and all.

    In HTML a quotation that nothing announces, over one that is announced, is the author's own indented words.
    """
    first = first_boundary(lines)
    if first is None:
        return _unmarked(lines)
    below = lines[first.end :]
    if not _marked_first(below):
        return _unmarked(lines[: first.start])
    above = lines[: first.start]
    own = _unmarked([MARK.sub("", line) for line in above] if from_html else above)
    return f"{own}\n\n{own_words(below)}".strip()


def _inside_one_quotation(lines: Sequence[str]) -> str:
    """Of a message that stands in a quotation as a whole, the words over the first announcement."""
    if first_boundary(lines) is not None:
        return ""
    bare = [ONE_MARK.sub("", line) for line in lines]
    first = first_boundary(bare)
    return _unmarked(bare[: first.start]) if first else ""


def passed_on(lines: Sequence[str]) -> str:
    """What stands below the first announcement, without marks: what somebody else wrote."""
    first = first_boundary(lines)
    below = [MARK.sub("", line) for line in lines[first.end :]] if first else []
    return own_words(below)


def first_boundary(lines: Sequence[str]) -> Boundary | None:
    """The first announcement of an older message that does not itself stand in a quotation."""
    return next((one for one in boundaries(lines) if not depth(lines[one.start])), None)


def _marked_first(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if line.strip() and not is_rule(line)), "")
    return marked(first)


def _unmarked(lines: Sequence[str]) -> str:
    kept = [line for at, line in enumerate(lines) if not marked(line) and not _is_broken_off(lines, at)]
    while kept and (not kept[-1].strip() or _DRAWN.match(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip()


def _is_broken_off(lines: Sequence[str], at: int) -> bool:
    """The end of a long marked line that a program broke without marking it again; marked lines follow."""
    if not 0 < at < len(lines) - 1 or not lines[at][:1].islower():
        return False
    return marked(lines[at - 1]) and marked(lines[at + 1]) and len(lines[at - 1]) >= BROKEN_AT
