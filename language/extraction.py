"""Collects every Vietnamese sentence of the code and the templates into the English catalogue: `make catalogue`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUE = Path(__file__).parent / "catalogues" / "en.po"
ROOMS = ("cli", "rehearsal", "flows", "web", "casework", "mail", "documents", "models", "language")
TEMPLATES = ("*.html", "*.txt")
KEYWORDS: Mapping[str, Any] = {"wording": None, "_": None, "gettext": None, "ngettext": (1, 2)}
# The same as the environments that render them, or the sentences would not be found again.
JINJA = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}
PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}|%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Untranslated:
    """A sentence that the catalogue does not say: it is missing, or its translation has other placeholders."""

    sentence: str
    why: str

    def __str__(self) -> str:
        return f"{self.why}: {self.sentence}"


def collected(root: Path = ROOT) -> Catalog:
    """Every sentence of the code and the templates under `root`, with the files that say it."""
    catalogue = Catalog(locale="en", project="dondoc", charset="utf-8")
    for path, method, options in sources(root):
        for _line, message, comments, context in extract_from_file(method, path, KEYWORDS, (), options):
            place = (path.relative_to(root).as_posix(), 0)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def sources(root: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """The files to read under `root`, in order, each with babel's method for it and its options."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            yield path, "python", {}
    for path in sorted(path for pattern in TEMPLATES for path in (root / "templates").rglob(pattern)):
        yield path, "jinja2.ext:babel_extract", dict(JINJA)


def read(path: Path = CATALOGUE) -> Catalog:
    """The catalogue on disk, empty when there is none."""
    if not path.exists():
        return Catalog(locale="en", project="dondoc", charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale="en")


def merge(known: Catalog, found: Catalog) -> Catalog:
    """`known` with the sentences of `found`: translations stay, what nobody says any more becomes obsolete."""
    known.update(found, no_fuzzy_matching=True, update_creation_date=False)
    return known


def write(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """The catalogue to disk, in an order and form that change only where a sentence changes."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, width=100, sort_by_file=True, include_lineno=False)


def untranslated(found: Catalog, known: Catalog) -> list[Untranslated]:
    """The sentences of `found` that `known` cannot say, in order."""
    faults = (_fault(message, known.get(message.id, message.context)) for message in found if message.id)
    return [fault for fault in faults if fault]


def _fault(message: Message, entry: Message | None) -> Untranslated | None:
    sentence = " | ".join(_texts(message.id))
    translations = [text for text in _texts(entry.string) if text] if entry and not entry.fuzzy else []
    if not translations:
        return Untranslated(sentence, "missing")
    # A singular may say "one" where the plural counts, so each translation is held against all forms together.
    wanted = placeholders(_texts(message.id))
    if any(not placeholders([text]) <= wanted for text in translations) or placeholders(translations) != wanted:
        return Untranslated(sentence, f"other placeholders than {sorted(wanted)}")
    return None


def placeholders(texts: Iterable[str]) -> set[str]:
    """The names in `{name}` and `%(name)s` of all `texts`."""
    return {braces or percent for text in texts for braces, percent in PLACEHOLDER.findall(text)}


def _texts(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def main() -> None:
    """Bring the English catalogue up to date and list what it cannot say yet."""
    found = collected()
    write(merge(read(), found))
    faults = untranslated(found, read())
    for fault in faults:
        print(fault)
    print(f"{len(found)} sentences, {len(faults)} without a translation: {CATALOGUE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
