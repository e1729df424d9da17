"""Claims about mail programs: what the digest's letter is made of, held against caniemail's results."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from mail.digest_letter import Enclosed, digest_letter
from rehearsal.sample_digest import quarter_two

DATA = Path(__file__).parent / "vendor" / "caniemail" / "caniemail.json"
PROGRAMS = (
    *(("gmail", platform) for platform in ("desktop-webmail", "ios", "android")),
    *(("outlook", platform) for platform in ("windows", "outlook-com", "ios", "android")),
    *(("apple-mail", platform) for platform in ("macos", "ios")),
)
SAME = re.compile(r"^(padding|margin|border|background|list-style)-?.*")
# Without these the letter is plainer and says the same.
DISPENSABLE = {"css-white-space": "Outlook for Windows breaks a line within the number of a document"}


class Made(HTMLParser):
    """What a letter is made of, as caniemail names it."""

    def __init__(self) -> None:
        super().__init__()
        self.slugs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        properties = re.findall(r"(?:^|;)\s*([a-z-]+)\s*:", given.pop("style", None) or "")
        self.slugs |= {f"css-{name}" for one in properties for name in (one, SAME.sub(r"\1", one))}
        self.slugs |= {f"html-{name}" for name in (tag, *given)}


@cache
def features() -> dict[str, dict]:
    return {one["slug"]: one["stats"] for one in json.loads(DATA.read_text())["data"]}


def refused(slug: str) -> list[str]:
    """The programs that do not know it, by their newest result."""
    results = ((family, where, features()[slug].get(family, {}).get(where)) for family, where in PROGRAMS)
    return [f"{family} {where}" for family, where, found in results if found and [*found.values()][-1].startswith("n")]


def made_of() -> set[str]:
    made = Made()
    made.feed(digest_letter(quarter_two().data, Enclosed("https://x.example/d/k", "cid:chart", "864/916"), False).html)
    return made.slugs & set(features())


def test_the_letter_is_made_of_what_gmail_outlook_and_telephones_know() -> None:
    unknown = {slug: programs for slug in made_of() if (programs := refused(slug))}
    assert {slug: programs for slug, programs in unknown.items() if slug not in DISPENSABLE} == {}


def test_the_list_of_what_the_letter_can_do_without_is_no_longer_than_needed() -> None:
    assert {slug for slug in DISPENSABLE if not refused(slug)} == set()


def test_enough_of_the_letter_is_in_the_data() -> None:
    assert len(made_of()) > 20
