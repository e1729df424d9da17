"""Header fields under each other, by which Outlook and its kin announce the message they quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mail.boundary_words import FIELDS
from mail.marks import BROKEN_AT, MarkedLines

MOST_FIELDS = 12
LONGEST_NAME = 40  # with what stands around it
_KINDS = {name: kind for kind, names in reversed(FIELDS.items()) for name in names}
_NAMES = "|".join(re.escape(name) for names in FIELDS.values() for name in names)
_FIELD = re.compile(
    r"^[ \t]*[*_]{0,2}[ \t]*(?P<name>\S(?:[^\n]*?\S)??)[ \t]{0,8}[*_]{0,2}[ \t]?[:：][*_]{0,2}(?P<value>[^\n]*)$"
)
FIELD_BEGINS = rf"[ \t]*(?:{_NAMES})[ \t]?[:：]"
_COLONLESS = re.compile(rf"^[ \t]*(?:{_NAMES})[ \t]+\S", re.IGNORECASE)
_COLON_INSIDE = re.compile(r"[:：][ \t]")
_FIELD_INSIDE = re.compile(rf"[ \t>]({_NAMES})[ \t]?[:：][ \t]", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s<>()\[\]\"']+@[^\s<>()\[\]\"']+")
WHEN = re.compile(r"\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[/.-]\d{1,2}|\d{1,2}\.? ?[^\W\d]{3,}")
_ANY_FIELD = re.compile(r"^[ \t]*[*_]{0,2}[^\W\d_][\w .'-]{0,24}[*_]{0,2}[ \t]?[:：][*_]{0,2}[ \t]?\S[^\n]*$")
_SPAN = re.compile(r"\s*(?:ngày|tháng|quý|năm)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Field:
    kind: str
    value: str


def may_be_field(line: str) -> bool:
    """Whether a field's name stands before the line's first colon."""
    head, colon, _ = line[:LONGEST_NAME].replace("：", ":").partition(":")
    return bool(colon) and head.strip(" \t*_").lower() in _KINDS


def block_end(lines: MarkedLines, at: int, *, ruled: bool) -> int | None:
    """The line behind the block of fields that begins at that line, whatever its language; None when none does.

    `ruled`: a line drawn above it says that something begins.
    """
    first = _field(lines.bare[at])
    if first is None:
        return _nameless_end(lines, at) if ruled else None
    if first.kind not in (("from", "date", "to", "subject") if ruled else ("from", "date", "subject")):
        return None
    fields, end = _fields_from(lines, at)
    if _is_block(fields, ruled):
        return end
    return _nameless_end(lines, at) if ruled else None


def colonless_end(lines: MarkedLines, at: int) -> int:
    """The line behind fields without colons, "Từ X <x@y>", that begin there under an announcement (eM Client)."""
    end = at
    while end < min(at + MOST_FIELDS, len(lines)) and _is_colonless(lines.bare[end]):
        end += 1
    return end if end - at >= 3 and ADDRESS.search(lines.told(at, end)) else at


def _is_colonless(line: str) -> bool:
    return bool(_COLONLESS.match(line)) and _field(line) is None


def _nameless_end(lines: MarkedLines, at: int) -> int | None:
    """Under a rule, three lines of the form "Word: value" with an address and a date, in a language we do not know."""
    end = at
    while end < min(at + 8, len(lines)) and _ANY_FIELD.match(lines.bare[end]):
        end += 1
    said = lines.told(at, end)
    return end if end - at >= 3 and ADDRESS.search(said) and WHEN.search(said) else None


def _is_block(fields: Sequence[_Field], ruled: bool) -> bool:
    different = {field.kind for field in fields if field.kind != "other"}
    if "from" not in different and not ruled and len(different) < 3:
        return False
    author = next((field.value for field in fields if field.kind == "from"), "x")
    if not re.search(r"[^\W\d_]", author) or _SPAN.match(author):
        return False  # "Từ: 15/12/2022" is a span of time
    return len(different) >= 3 or (len(different) == 2 and _tells_who_or_when(fields))


def _tells_who_or_when(fields: Sequence[_Field]) -> bool:
    return any(ADDRESS.search(field.value) or (field.kind == "date" and WHEN.search(field.value)) for field in fields)


def _fields_from(lines: MarkedLines, at: int) -> tuple[list[_Field], int]:
    """The fields from that line on, and the line behind the last; blank lines between, and lines that a value goes on
    in, belong to the block while fields follow. A field inside another's line has all that the line says."""
    fields, end, passed = list[_Field](), at, 0
    for place in range(at, min(at + 40, len(lines))):
        if (found := _field(lines.bare[place])) is not None:
            again = found.kind in ("from", "subject") and any(field.kind == found.kind for field in fields)
            if again or len(fields) >= MOST_FIELDS:
                break
            fields += [found, *_fields_inside(found.value)]
            end, passed = place + 1, 0
        elif not fields or passed >= (4 if fields[-1].kind in ("to", "cc") else 2):
            break
        else:
            passed += 1
    return fields, end + _is_broken(lines, end)


def _is_broken(lines: MarkedLines, end: int) -> bool:
    """Whether a program broke the last value: it is long, and between it and a blank line stands one line more."""
    if not 0 < end < len(lines) - 1 or len(lines.bare[end - 1].rstrip()) < BROKEN_AT:
        return False
    return bool(lines.bare[end].strip()) and not lines.bare[end + 1].strip() and len(lines.bare[end]) < BROKEN_AT


def _fields_inside(value: str) -> list[_Field]:
    names = _FIELD_INSIDE.findall(value) if _COLON_INSIDE.search(value) else ()
    return [_Field(_KINDS.get(name.lower(), "other"), value) for name in names]


def _field(line: str) -> _Field | None:
    found = _FIELD.match(line) if may_be_field(line) else None
    kind = _KINDS.get(found["name"].lower()) if found else None
    return _Field(kind, found["value"]) if found and kind else None
