"""Signatures that a mail program sets into HTML, in an element which it names so."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mail.html import text_of_html

MOST = 5
LONGEST = 20_000  # characters: a longer one holds a message
# Gmail, Thunderbird, Yahoo, Outlook on the web and on phones, Apple Mail by class or id; Spark by name; Zimbra by
# "__SIG_PRE__", Zoho by "data-sigid".
_OPENED = re.compile(
    r"<(?P<name>div|span|table|p|section|pre)\s[^<>]{0,400}?"
    r"(?:(?:class|id|name|data-smartmail)\s*=\s*[\"']?[^\"'<>]{0,80}(?:signature|mb_sig)|data-marker\s*=\s*[\"']?__sig_|"
    r"data-sigid\s*=)[^<>]*>",
    re.IGNORECASE,
)
# Foxmail sets a line of its own over it.
_UNDER_A_LINE = re.compile(
    r"<hr\s[^<>]{0,200}?\b210px\b[^<>]{0,200}?#b5c4df[^<>]*>\s*<(?P<name>div)\b[^<>]*>", re.IGNORECASE
)


def signatures_in(pages: Sequence[str]) -> list[str]:
    """The text of each signature that a program marked in HTML, at most MOST of them."""
    found = islice((one for page in pages for one in _of(page)), MOST)
    return [text for text in map(text_of_html, found) if text.strip()]


def _of(page: str) -> Iterator[str]:
    small = page.lower()
    named = any(name in small for name in ("signature", "mb_sig", "__sig_", "data-sigid"))
    opened = [*_OPENED.finditer(page)] if named else []
    for one in [*opened, *(_UNDER_A_LINE.finditer(page) if "#b5c4df" in small else ())]:
        yield page[one.end() : _end_of(page, one["name"], one.end())]


def _end_of(page: str, name: str, start: int) -> int:
    """Where the element that begins there ends; at most LONGEST characters on."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])", re.IGNORECASE).finditer(page, start, start + LONGEST):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return min(start + LONGEST, len(page))
