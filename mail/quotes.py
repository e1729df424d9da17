"""The new text of a reply by general rules, when the letter it answers is not known: what stands above the quotation,
and beside it when the quotation is marked line by line."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mail.boundaries import Boundary, boundaries, is_rule
from mail.boundary_words import ORIGINAL
from mail.marks import BROKEN_AT, MARK, depth, marked
from mail.signature import without_signature

ONE_MARK = re.compile(r"^[ \t]*[>|│][ \t]?")
_INITIALS = re.compile(r"^ ?([A-Z]{1,4})>", re.MULTILINE)
INITIALED = 3  # lines on which initials are a mark
_GLUED = re.compile(rf"-----[-]{{0,7}}[ \t]?(?:{ORIGINAL})[ \t]?-----", re.IGNORECASE)
_MORE_THAN = re.compile(r"^[ \t]*>[ \t]?\d[\d.,]*[ \t]?%")
_ARROW = re.compile(r"^>{2,}[ \t]*[^\s>](?:.*[^>\s])?\s*$")
_DRAWN = re.compile(r"^[\s*_=─—–-]{3,}$")
MOST_LINES = 5_000
LONGEST = 200_000  # characters: what people type stands well before that


@dataclass(frozen=True)
class Told:
    """The author's `own` words, signature and all; what stands `below` the first announcement of an older message, as
    lines; and what that `announcement` says."""

    own: str
    below: Sequence[str] = ()
    announcement: str = ""


def lines_of(body: str) -> list[str]:
    """The lines of a body that are read: what people type stands well before the last of them.

    Marks that bear the initials of who is quoted, "VP>", are marks without them (The Bat!, Gnus and others). Samsung
    sets its announcement behind the telephone's line: "Sent from my Galaxy-------- Original message --------From: …".
    """
    body = body[:LONGEST]
    if _is_glued(body):
        body = _GLUED.sub(_on_its_line, body)
    return _without_initials(body).split("\n")[:MOST_LINES]


def _is_glued(body: str) -> bool:
    """Whether a row of hyphens stands behind a word without a space; quicker than a pattern."""
    at = body.find("-----")
    while at >= 0:
        if _follows_a_word(body, at):
            return True
        at = body.find("-----", at + 5)
    return False


def _follows_a_word(body: str, at: int) -> bool:
    return at > 0 and not body[at - 1].isspace() and body[at - 1] not in ">|_=-"


def _on_its_line(found: re.Match[str]) -> str:
    return f"\n{found.group()}" if _follows_a_word(found.string, found.start()) else found.group()


def _without_initials(body: str) -> str:
    (initials, often), *_ = Counter(_INITIALS.findall(body)).most_common(1) or [("", 0)]
    return re.sub(rf"^ ?{initials}>", ">", body, flags=re.MULTILINE) if often >= INITIALED else body


def tell(lines: Sequence[str], *, from_html: bool = False) -> Told:
    """What in `lines` was not quoted, and what was.

    In HTML a quotation that nothing announces, over one that is announced, is the author's own indented words. A
    message that stands in a quotation as a whole is read without it.
    """
    first = first_boundary(lines)
    if first is None:
        return Told(_unmarked(lines) or _inside_one_quotation(lines))
    above, below = lines[: first.start], lines[first.end :]
    if not _marked_first(below):
        return Told(_unmarked(above, arrows=True), below, first.text)
    own = _unmarked([MARK.sub("", line) for line in above] if from_html else above, arrows=True)
    return Told(f"{own}\n\n{own_words(below)}".strip(), below, first.text)


def own_words(lines: Sequence[str], *, arrows: bool = False) -> str:
    """The author's own words in `lines`, signature and all; with `arrows`, ">>>" before a line may be typed."""
    first = first_boundary(lines)
    if first is None:
        return _unmarked(lines, arrows=arrows)
    below = lines[first.end :]
    beside = own_words(below) if _marked_first(below) else ""
    return f"{_unmarked(lines[: first.start], arrows=arrows)}\n\n{beside}".strip()


def passed_on(below: Sequence[str]) -> str:
    """What somebody else wrote, as it stands below an announcement: without its marks, and without what it quotes."""
    return without_signature(own_words([MARK.sub("", line) for line in below]))


def _inside_one_quotation(lines: Sequence[str]) -> str:
    """Of a message that stands in a quotation as a whole, the words over the first announcement."""
    bare = [ONE_MARK.sub("", line) for line in lines]
    first = first_boundary(bare)
    return _unmarked(bare[: first.start]) if first else ""


def first_boundary(lines: Sequence[str]) -> Boundary | None:
    """The first announcement of an older message that does not itself stand in a quotation."""
    return next((one for one in boundaries(lines) if not depth(lines[one.start])), None)


def _marked_first(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if line.strip() and not is_rule(line)), "")
    return marked(first)


def _unmarked(lines: Sequence[str], *, arrows: bool = False) -> str:
    kept = [
        line
        for at, line in enumerate(lines)
        if (not marked(line) or _is_more_than(lines, at) or (arrows and _is_arrow(lines, at)))
        and not _is_broken_off(lines, at)
    ]
    while kept and (not kept[-1].strip() or _DRAWN.match(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip()


def _is_more_than(lines: Sequence[str], at: int) -> bool:
    """ "> 80 % …" on a line of its own among unmarked ones: more than that."""
    if not _MORE_THAN.match(lines[at]):
        return False
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    after = next((line for line in lines[at + 1 :] if line.strip()), "")
    return not marked(before) and not marked(after)


def _is_arrow(lines: Sequence[str], at: int) -> bool:
    """ ">>> Đã xong": two marks or more, nothing between them, where no line has fewer: an arrow that was typed."""
    return bool(_ARROW.match(lines[at])) and not any(0 < depth(line) < depth(lines[at]) for line in lines)


def _is_broken_off(lines: Sequence[str], at: int) -> bool:
    """The end of a long marked line that a program broke without marking it again; marked lines follow."""
    if not 0 < at < len(lines) - 1 or not lines[at][:1].islower():
        return False
    return marked(lines[at - 1]) and marked(lines[at + 1]) and len(lines[at - 1]) >= BROKEN_AT
