"""Numbers of official documents, as "1048/QĐ-TTg": found in a text, and kept whole where its lines are broken."""

import re

NUMBER = re.compile(r"(?<![\w/])\d+(?:/\d{4})?/[A-ZĐ]\w*(?:-\w+)+")
_TAG_OR_NUMBER = re.compile(rf"<style.*?</style>|<[^>]*>|({NUMBER.pattern})", re.DOTALL)


def kept_whole(html: str) -> str:
    """The page with every such number of its text in one line: browsers break lines after a hyphen."""
    return _TAG_OR_NUMBER.sub(lambda found: _unbroken(found[1]) if found[1] else found[0], html)


def _unbroken(number: str) -> str:
    return f'<span style="white-space:nowrap">{number}</span>'


def hyphens_in_numbers(text: str) -> list[int]:
    """Where in the text the hyphens of such numbers stand."""
    return [
        found.start() + place for found in NUMBER.finditer(text) for place, sign in enumerate(found[0]) if sign == "-"
    ]
