"""Where an older message begins in the text of a newer one: lines that say who wrote, blocks of fields, separators."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mail.boundary_words import BEGINS, FIELDS, OPENING, ORIGINAL, WROTE, WROTE_LAST

MOST_LINES = 5  # of an attribution: names and addresses are long, and programs break lines
MOST_FIELDS = 12
LONGEST_LINE = 400
MARK = re.compile(r"^[ \t]*(?:[>|│](?![ \t]*[:：][ \t]*$)[ \t]?)+")
_DIGIT = re.compile(r"\d")
_MARKS = frozenset(">|│")
_SIGNS = frozenset("-_=*#~─–—")
_DIGITS_OF_TIME = r"\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[/.-]\d{1,2}|\d{1,2}\.? ?[^\W\d]{3,}"
_WHEN = re.compile(_DIGITS_OF_TIME)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"']+@[^\s<>()\[\]\"']+")
_ADDRESS_LAST = re.compile(r"[<(\[][^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]][ \t]*[:：][ \t*_]*$")
_NAMED_LAST = re.compile(r"[^\W\d_][ \t]+<[^\s<>]+@[^\s<>]+>$")
_WROTE = re.compile(rf"(?<!\w)(?:{WROTE})(?!\w)|\d(?:写道|寫道)(?!\w)", re.IGNORECASE)
_OPENS = re.compile(
    rf"^[ \t*_\-–—]*(?:(?:{OPENING})(?=[\s,:])|[^\W\d_]{{1,14}}[.,]{{0,2}} \d|\d{{1,4}}[-/.:年년]|\d{{1,2}}[. ]|"
    rf"[\"'“]?[^\W\d_][^\n<>@:]{{0,60}}[\"'”]?[ \t]*[<(\[][^\s<>()]+@|[^\s<>]+@[^\s<>]+|<[^\s<>]+@)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    rf"^[ \t]*(?:[-_=*#~–—]{{2,}}[ \t]*(?:{ORIGINAL})[^\n]{{0,60}}?[-_=*#~–—]{{2,}}|"
    rf"[-_=*#~–—]{{3,}}[ \t]*(?:{ORIGINAL})[ \t:]*|"
    rf"\*?(?:{ORIGINAL})\*?[ \t]*[-_=*#~–—]{{2,}}|[-_=*]*[ \t]*(?:{BEGINS})[ \t]*[:：]?[-_=* \t]*|"
    rf"message du[ \t]*[:：][^\n]{{0,80}})[ \t]*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"(?:{BEGINS}|message du)", re.IGNORECASE)
# Horde
_QUOTING = re.compile(r"\W*(?:quoting|citing|trích dẫn|zitat von|citando|citat)\b[^:]*[:：]\W*$", re.IGNORECASE)
_RULE = re.compile(r"^[ \t]*(?:_{5,}|-{5,}|={5,}|\*{5,}|─{5,}|—{3,})[ \t]*$")
_DASHED = re.compile(r"^[ \t]*[-_=*]{4,}[ \t]*[^\W\d_][^\n]{2,40}?[ \t]*[-_=*]{4,}[ \t]*$")
_LIST_FOOTER = re.compile(r"mailing list|google groups|unsubscribe|danh sách thư", re.IGNORECASE)
_NAMES = "|".join(f"(?P<{kind}_>{names})" for kind, names in FIELDS.items())
_FIELD = re.compile(
    rf"^[ \t]*[*_]{{0,2}}[ \t]*(?:{_NAMES})[ \t]?[*_]{{0,2}}[ \t]?[:：][*_]{{0,2}}(?P<value>[^\n]*)$", re.IGNORECASE
)
_FIELD_INSIDE = re.compile(rf"[ \t>](?:{_NAMES})[ \t]?[:：][ \t]", re.IGNORECASE)
_ANY_FIELD = re.compile(r"^[ \t]*[*_]{0,2}[^\W\d_][\w .'-]{0,24}[*_]{0,2}[ \t]?[:：][*_]{0,2}[ \t]?\S[^\n]*$")


@dataclass(frozen=True)
class Boundary:
    """The lines from `start` up to `end` announce an older message; `text` is what they say."""

    start: int
    end: int
    text: str


def boundaries(lines: Sequence[str]) -> Iterator[Boundary]:
    """All announcements in `lines`, in their order; such as follow each other directly are one."""
    last: Boundary | None = None
    at = 0
    while at < len(lines):
        one = _at(lines, at, last.end if last else 0)
        if one is None:
            at += 1
            continue
        at = one.end
        if last and not _text_between(lines, last.end, one.start):
            last = Boundary(last.start, one.end, _told(lines, last.start, one.end))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def marked(line: str) -> bool:
    """True for a line with a mark of quotation."""
    return _mark(line) is not None


def depth(line: str) -> int:
    """How many marks of quotation the line begins with."""
    found = _mark(line)
    if found is None:
        return 0
    signs = found.group()
    return signs.count(">") + signs.count("|") + signs.count("│")


def _mark(line: str) -> re.Match[str] | None:
    return MARK.match(line) if line.lstrip(" \t")[:1] in _MARKS else None


def is_rule(line: str) -> bool:
    """True for a line that is drawn, not written."""
    return bool(_RULE.match(line))


def _text_between(lines: Sequence[str], start: int, end: int) -> bool:
    return any(_bare(lines[at]).strip() and not is_rule(_bare(lines[at])) for at in range(start, end))


def _told(lines: Sequence[str], start: int, end: int) -> str:
    return "\n".join(_bare(line) for line in lines[start:end])


def _bare(line: str) -> str:
    found = _mark(line)
    return line[found.end() : found.end() + LONGEST_LINE] if found else line[:LONGEST_LINE]


def _at(lines: Sequence[str], at: int, floor: int) -> Boundary | None:
    """The announcement that begins at this line, or ends in it when it is a line that says who wrote."""
    line = _bare(lines[at])
    stripped = line.strip()
    if not stripped or len(line) >= LONGEST_LINE:
        return None
    drawn = stripped[0] in _SIGNS or stripped[-1] in _SIGNS
    if (drawn or _BEGINS.match(stripped)) and (_SEPARATOR.match(line) or _is_list_footer(lines, at)):
        return Boundary(at, at + 1, line)
    if drawn or ":" in line or "：" in line:
        return _field_block(lines, at, line) or _attribution(lines, at, line, floor)
    return _attribution(lines, at, line, floor) if stripped.lower().endswith(WROTE_LAST) else None


def _is_list_footer(lines: Sequence[str], at: int) -> bool:
    return is_rule(_bare(lines[at])) and at + 1 < len(lines) and bool(_LIST_FOOTER.search(_bare(lines[at + 1])))


def _attribution(lines: Sequence[str], at: int, line: str, floor: int) -> Boundary | None:
    """ "On …, X <x@y> wrote:", whose last line this is: it names a day, an hour or an address, and its end tells."""
    last = line.rstrip(" \t*_.")
    if not last.endswith((":", "：", "--")) and not last.lower().endswith(WROTE_LAST):
        return None
    if not last.strip("-=~ "):
        return None
    for start in range(at, max(at - MOST_LINES, floor - 1), -1):
        first = _bare(lines[start])
        if not first.strip() or (start < at and depth(lines[start]) != depth(lines[at])):
            break
        opens = bool(_OPENS.match(first))
        if not opens and start < at:
            continue
        said = " ".join(_bare(one).strip() for one in lines[start : at + 1])
        announced = (opens or _says_when_and_who(said)) and _announces(said)
        if announced or (start == at and _heads_a_quotation(lines, at)):
            start = _further_up(lines, start, floor)
            return Boundary(start, at + 1, _told(lines, start, at + 1))
    return None


def _heads_a_quotation(lines: Sequence[str], at: int) -> bool:
    """ "X đã viết:", no more than that, right over lines that are marked deeper (Thunderbird)."""
    below = _next_text(lines, at + 1, 3)
    deeper = at < below < len(lines) and depth(lines[below]) > depth(lines[at])
    named = re.search(r"\w", _WROTE.sub("", _bare(lines[at]), count=1))
    return bool(deeper and named and _WROTE.search(_bare(lines[at]))) and len(_bare(lines[at]).split()) <= 20


def _says_when_and_who(said: str) -> bool:
    """In whatever order of words and language."""
    return len(said.split()) <= 20 and _says_when(said) and bool(_WROTE.search(said))


def _says_when(said: str) -> bool:
    return bool(_WHEN.search(_ADDRESS.sub("", said) if "@" in said else said))


def _has_address(said: str) -> bool:
    return "@" in said and bool(_ADDRESS.search(said))


def _announces(said: str) -> bool:
    if "@" not in said and not _DIGIT.search(said):
        return False
    if _QUOTING.match(said):
        return _has_address(said)
    address, when = _has_address(said), _says_when(said)
    if not when and not address:
        return False
    if _WROTE.search(said):
        return when or address
    return when and len(said.split()) <= 20 and bool(_ADDRESS_LAST.search(said))


def _further_up(lines: Sequence[str], start: int, floor: int) -> int:
    """The line above as well, when the announcement evidently began there: "On Tue, 7 Mar 2023," / "<a@b> wrote:"."""
    address, other = bool(_ADDRESS.search(_bare(lines[start]))), _ADDRESS.sub("", _bare(lines[start]))
    most = 2 if address and not _WHEN.search(other) else 1  # between the day and an address alone stands the name
    for above in range(start - 1, max(start - 1 - most, floor - 1), -1):
        line = _bare(lines[above]).rstrip()
        if not line.strip() or depth(lines[above]) != depth(lines[start]) or line[-1] in ".:;!?":
            return start
        if _OPENS.match(line) and _WHEN.search(line):
            return above
        if not address and _NAMED_LAST.search(line):
            return above
    return start


def _field_block(lines: Sequence[str], at: int, line: str) -> Boundary | None:
    """From / Sent / To / Subject under each other, whatever the language; a rule above it belongs to it."""
    start = at
    if line.lstrip(" \t")[:1] in _SIGNS and (is_rule(line) or _DASHED.match(line)):
        at = _next_text(lines, at + 1, 3)
    ruled = at > start
    first = _field(_bare(lines[at])) if at < len(lines) else None
    if first is None:
        return _nameless_block(lines, start, at) if ruled else None
    if _kind(first) not in (("from", "date", "to", "subject") if ruled else ("from", "date", "subject")):
        return None
    kinds, end, values = _fields_from(lines, at)
    return Boundary(start, end, _told(lines, start, end)) if _is_block(kinds, values, ruled) else None


def _is_block(kinds: Sequence[str], values: Sequence[str], ruled: bool) -> bool:
    different = {kind for kind in kinds if kind != "other"}
    evidence = _ADDRESS.search(" ".join(values)) or any(
        kind == "date" and re.search(_DIGITS_OF_TIME, value) for kind, value in zip(kinds, values, strict=True)
    )
    if "from" not in different and not ruled and len(different) < 3:
        return False
    author = next((value for kind, value in zip(kinds, values, strict=True) if kind == "from"), "x")
    if not re.search(r"[^\W\d_]", author) or re.match(r"\s*(?:ngày|tháng|quý|năm)\b", author, re.IGNORECASE):
        return False  # "Từ: 15/12/2022" is a span of time
    return len(different) >= 3 or (len(different) == 2 and bool(evidence))


def _fields_from(lines: Sequence[str], at: int) -> tuple[list[str], int, list[str]]:
    """The kinds of the fields from that line on, the line after the last, and what each says; blank lines between,
    and lines that a value goes on in, belong to the block while fields follow."""
    kinds, values, end, passed = list[str](), list[str](), at, 0
    for place in range(at, min(at + 40, len(lines))):
        found = _field(_bare(lines[place]))
        if found:
            kind = _kind(found)
            if (kind in kinds and kind in ("from", "subject")) or len(kinds) >= MOST_FIELDS:
                break
            inside = [_kind(one) for one in _FIELD_INSIDE.finditer(found["value"])]
            kinds += [kind, *inside]
            values += [found["value"]] * (1 + len(inside))
            end, passed = place + 1, 0
        elif not kinds or passed >= (4 if kinds[-1] in ("to", "cc") else 2):
            break
        else:
            passed += 1
    return kinds, end, values


def _field(line: str) -> re.Match[str] | None:
    return _FIELD.match(line) if ":" in line[:40] or "：" in line[:40] else None


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in FIELDS if found[f"{kind}_"])


def _nameless_block(lines: Sequence[str], start: int, at: int) -> Boundary | None:
    """Under a rule, three lines of the form "Word: value" with an address and a date, in a language we do not know."""
    end = at
    while end < min(at + 8, len(lines)) and _ANY_FIELD.match(_bare(lines[end])):
        end += 1
    said = "\n".join(_bare(line) for line in lines[at:end])
    if end - at < 3 or not _ADDRESS.search(said) or not _WHEN.search(said):
        return None
    return Boundary(start, end, _told(lines, start, end))


def _next_text(lines: Sequence[str], at: int, most: int) -> int:
    for place in range(at, min(at + most, len(lines))):
        if _bare(lines[place]).strip():
            return place
    return at
