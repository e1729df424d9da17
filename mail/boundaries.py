"""Where an older message begins in the text of a newer one: lines that say who wrote, blocks of fields, separators."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from mail.boundary_words import BEGINS, OPENING, ORIGINAL, WROTE, WROTE_LAST
from mail.field_blocks import ADDRESS, FIELD_BEGINS, WHEN, block_end, colonless_end, may_be_field
from mail.marks import LONGEST_LINE, MarkedLines

MOST_LINES = 5  # of an attribution: names and addresses are long, and programs break lines
_DIGIT = re.compile(r"\d")
_SIGNS = frozenset("-_=*#~─–—")
_COLONS = frozenset(":：")
_LAST_LETTERS = frozenset(word[-2:] for word in WROTE_LAST)
_BEGINNINGS = (*BEGINS, "message du")
_ADDRESS_LAST = re.compile(r"[<(\[][^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]][ \t]*[:：][ \t*_]*$")
_NAMED_LAST = re.compile(r"[^\W\d_][ \t]+<[^\s<>]+@[^\s<>]+>$")
# These two of what is said in small letters, which is quicker than passing over the case.
_WROTE = re.compile(rf"(?<!\w)(?:{WROTE})(?!\w)|\d(?:写道|寫道)(?!\w)")
_OPENS = re.compile(
    rf"^[ \t*_\-–—]*(?:(?:{OPENING})(?=[\s,:])|[^\W\d_]{{1,14}}[.,]{{0,2}} \d|\d{{1,4}}[-/.:年년]|\d{{1,2}}[. ]|"
    rf"[\"'“]?[^\W\d_][^\n<>@:]{{0,60}}[\"'”]?[ \t]*[<(\[][^\s<>()]+@|[^\s<>]+@[^\s<>]+|<[^\s<>]+@)",
    re.IGNORECASE,
)
_BEGINS = "|".join(map(re.escape, BEGINS))
_SEPARATOR = re.compile(
    rf"^[ \t]*(?:[-_=*#~–—]{{2,}}[ \t]*(?:{ORIGINAL})[^\n]{{0,60}}?[-_=*#~–—]{{2,}}(?:{FIELD_BEGINS}[^\n]*)?|"
    rf"[-_=*#~–—]{{3,}}[ \t]*(?:{ORIGINAL})[ \t:]*|"
    rf"\*?(?:{ORIGINAL})\*?[ \t]*[-_=*#~–—]{{2,}}|[-_=*]*[ \t]*(?:{_BEGINS})[ \t]*[:：]?[-_=* \t]*|"
    rf"message du[ \t]*[:：][^\n]{{0,80}})[ \t]*$"
)
# Horde
_QUOTING = re.compile(r"\W*(?:quoting|citing|trích dẫn|zitat von|citando|citat)\b[^:]*[:：]\W*$", re.IGNORECASE)
_RULE = re.compile(r"^[ \t]*(?:_{5,}|-{5,}|={5,}|\*{5,}|─{5,}|—{3,})[ \t]*$")
_DASHED = re.compile(r"^[ \t]*[-_=*]{4,}[ \t]*[^\W\d_][^\n]{2,40}?[ \t]*[-_=*]{4,}[ \t]*$")
_LIST_FOOTER = re.compile(r"mailing list|google groups|unsubscribe|danh sách thư", re.IGNORECASE)


@dataclass(frozen=True)
class Boundary:
    """The lines from `start` up to `end` announce an older message; `text` is what they say."""

    start: int
    end: int
    text: str


def boundaries(marked_lines: Sequence[str], ours: Set[str] = frozenset()) -> Iterator[Boundary]:
    """All announcements in these lines, in their order; such as follow each other directly are one.

    `ours`: lines of letters of ours, each without space around it; we announce nothing.
    """
    lines = MarkedLines(marked_lines)
    last: Boundary | None = None
    for at, line in enumerate(lines.bare):
        if (last and at < last.end) or not _may_announce(line.strip(), ours):
            continue
        one = _at(lines, at, last.end if last else 0)
        if one is None:
            continue
        if last and not _text_between(lines, last.end, one.start):
            last = Boundary(last.start, one.end, lines.told(last.start, one.end))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def is_rule(line: str) -> bool:
    """True for a line that is drawn, not written."""
    return bool(_RULE.match(line))


def _text_between(lines: MarkedLines, start: int, end: int) -> bool:
    return any(line.strip() and not is_rule(line) for line in lines.bare[start:end])


def _may_announce(line: str, ours: Set[str]) -> bool:
    """False for most lines in which `_at` finds nothing, and quickly."""
    if not line or line in ours:
        return bool(line) and line[0] in _SIGNS
    if line[0] in _SIGNS or line[-1] in _SIGNS or may_be_field(line):
        return True
    small = line.rstrip(" \t.").lower()
    return small[-1:] in _COLONS or small[-2:] in _LAST_LETTERS or small.startswith(_BEGINNINGS)


def _at(lines: MarkedLines, at: int, floor: int) -> Boundary | None:
    """The announcement that begins at this line, or ends in it when it is a line that says who wrote."""
    line = lines.bare[at]
    stripped = line.strip()
    if not stripped or len(line) >= LONGEST_LINE:
        return None
    drawn = stripped[0] in _SIGNS or stripped[-1] in _SIGNS
    if (drawn or stripped.lower().startswith(_BEGINNINGS)) and _separates(lines, at):
        end = at + 1 if is_rule(line) else colonless_end(lines, at + 1)
        return Boundary(at, end, lines.told(at, end))
    if drawn or ":" in line or "：" in line:
        return _field_block(lines, at) or _attribution(lines, at, floor)
    return _attribution(lines, at, floor)


def _separates(lines: MarkedLines, at: int) -> bool:
    """A line that says that an older message follows, or one drawn over the footer of a mailing list."""
    line = lines.bare[at]
    if is_rule(line):
        return at + 1 < len(lines) and bool(_LIST_FOOTER.search(lines.bare[at + 1]))
    return bool(_SEPARATOR.match(line.lower()))


def _field_block(lines: MarkedLines, at: int) -> Boundary | None:
    """From / Sent / To / Subject under each other; a rule above it belongs to it."""
    start, line = at, lines.bare[at]
    if line.lstrip(" \t")[:1] in _SIGNS and (is_rule(line) or _DASHED.match(line)):
        at = lines.next_text(at + 1, 3)
    if at == len(lines):
        return None
    end = block_end(lines, at, ruled=at > start)
    return Boundary(start, end, lines.told(start, end)) if end is not None else None


def _attribution(lines: MarkedLines, at: int, floor: int) -> Boundary | None:
    """ "On …, X <x@y> wrote:", whose last line this is: it names a day, an hour or an address, and its end tells."""
    last = lines.bare[at].rstrip(" \t*_.")
    if not last.endswith((":", "：", "--")) and not last.lower().endswith(WROTE_LAST):
        return None
    if not last.strip("-=~ "):
        return None
    level = lines.depth(at)
    for start in range(at, max(at - MOST_LINES, floor - 1), -1):
        first = lines.bare[start]
        if not first.strip() or (start < at and lines.depth(start) != level):
            break
        opens = bool(_OPENS.match(first))
        if not opens and start < at:
            continue
        said = " ".join(one.strip() for one in lines.bare[start : at + 1])
        announced = (opens or _says_when_and_who(said)) and _announces(said)
        if announced or (start == at and _heads_a_quotation(lines, at)):
            start = _further_up(lines, start, floor)
            return Boundary(start, at + 1, lines.told(start, at + 1))
    return None


def _heads_a_quotation(lines: MarkedLines, at: int) -> bool:
    """ "X đã viết:", no more than that, right over lines that are marked deeper (Thunderbird)."""
    line, below = lines.bare[at], lines.next_text(at + 1, 3)
    if not at < below < len(lines) or lines.depth(below) <= lines.depth(at) or len(line.split()) > 20:
        return False
    who, wrote = _WROTE.subn("", line.lower(), count=1)
    return bool(wrote and re.search(r"\w", who))


def _says_when_and_who(said: str) -> bool:
    """In whatever order of words and language."""
    return len(said.split()) <= 20 and _says_when(said) and bool(_WROTE.search(said.lower()))


def _says_when(said: str) -> bool:
    return bool(WHEN.search(ADDRESS.sub("", said) if "@" in said else said))


def _has_address(said: str) -> bool:
    return "@" in said and bool(ADDRESS.search(said))


def _announces(said: str) -> bool:
    if "@" not in said and not _DIGIT.search(said):
        return False
    if _QUOTING.match(said):
        return _has_address(said)
    address, when = _has_address(said), _says_when(said)
    if not when and not address:
        return False
    if _WROTE.search(said.lower()):
        return when or address
    return when and len(said.split()) <= 20 and bool(_ADDRESS_LAST.search(said))


def _further_up(lines: MarkedLines, start: int, floor: int) -> int:
    """The line above as well, when the announcement evidently began there: "On Tue, 7 Mar 2023," / "<a@b> wrote:"."""
    address, other = bool(ADDRESS.search(lines.bare[start])), ADDRESS.sub("", lines.bare[start])
    most = 2 if address and not WHEN.search(other) else 1  # between the day and an address alone stands the name
    for above in range(start - 1, max(start - 1 - most, floor - 1), -1):
        line = lines.bare[above].rstrip()
        if not line.strip() or lines.depth(above) != lines.depth(start) or line[-1] in ".:;!?":
            return start
        if _OPENS.match(line) and WHEN.search(line):
            return above
        if not address and _NAMED_LAST.search(line):
            return above
    return start
