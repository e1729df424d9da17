"""What a program makes of a page's links when it turns the page into plain text.

Roundcube and html2text write "[1]" where a link stood and "Links: / ------ / [1] address" under it all, Lynx and ELinks
"References / Visible links / 1. address"; Zimbra writes "[ address | words ]".
"""

import re
from collections.abc import Iterable
from functools import partial

_NOTE = re.compile(r"^[> \t]*\[?(\d{1,3})[\].][ \t]+((?:https?|mailto):\S+)[ \t]*$")
_HEAD = re.compile(
    r"^[> \t]*(?:(?:links|references|(?:visible|hidden) links|liên kết|liens|verweise|enlaces|collegamenti):?|"
    r"[-=]{3,}|)[ \t]*$",
    re.IGNORECASE,
)
_MOST_LINES_OF_HEAD = 5
_LONGEST_ADDRESS = 2_000  # characters
_BESIDE = re.compile(rf"<(?:mailto:)?((?:https?://)?[^\s<>]{{1,{_LONGEST_ADDRESS}}})>[ \t]?")
_ADDRESS_AND_WORDS = re.compile(r"\[\s(?:https?|ftp|mailto):[^\s|\]]+\s+\|\s+([^|\]]{1,500}?)\s+\]")


def with_words_alone(body: str) -> str:
    """`body` with the words of a link where its address stands beside them: "[ address | words ]", "words <address>".

    The latter only where the words are the address.
    """
    if " | " in body or "|\n" in body:
        body = _ADDRESS_AND_WORDS.sub(r"\1", body)
    return _BESIDE.sub(partial(_unless_twice, body), body) if "<http" in body or "<mailto:" in body else body


def _unless_twice(body: str, found: re.Match[str]) -> str:
    """Nothing where the same address stands directly before it, with or without its scheme, or ends the line above."""
    before = body[max(found.start() - _LONGEST_ADDRESS - 20, 0) : found.start()]
    words = before.rstrip(" \t>|\n")
    near = before.count("\n", len(words)) < 2
    known = (found[1], found[1].partition("://")[2].rstrip("/"))
    return "" if near and any(words.endswith(one) for one in known if one) else found.group()


def without_notes(body: str, ours: Iterable[str]) -> str:
    """`body` without the notes on addresses that stand in one of the texts `ours`, and without their numbers."""
    if "[1]" not in body and " 1. http" not in body:
        return body
    texts = list(ours)
    lines = body.split("\n")
    notes = {at: found for at, line in enumerate(lines) if (found := _NOTE.match(line))}
    added = {at for at, found in notes.items() if any(found[2] in text for text in texts)}
    if not added:
        return body
    numbers = "|".join({notes[at][1] for at in added})
    gone = added | (set(_head_over(lines, min(notes))) if added == set(notes) else set())
    kept = "\n".join(line for at, line in enumerate(lines) if at not in gone)
    return re.sub(rf" ?\[(?:{numbers})\]", "", kept)


def _head_over(lines: list[str], first: int) -> Iterable[int]:
    """The lines over the first note that only announce it: a word or two, a drawn line, and blank ones between."""
    for at in range(first - 1, max(first - 1 - _MOST_LINES_OF_HEAD, -1), -1):
        if not _HEAD.match(lines[at]):
            return
        yield at
