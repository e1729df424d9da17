"""Sentences for people: written in Vietnamese in the code, said in the reader's language by the catalogues."""

import gettext
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "vi"
CATALOGUES = Path(__file__).parent / "catalogues"


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of one language; Vietnamese, and any language without a catalogue, says the source."""
    path = CATALOGUES / f"{locale}.po"
    if locale == SOURCE_LANGUAGE or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        entries = read_po(source, locale=locale)
    compiled = io.BytesIO()
    write_mo(compiled, entries)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translator(locale: str) -> Callable[[str], str]:
    """A function that says a Vietnamese source sentence in `locale`."""
    return catalogue(locale).gettext


@dataclass(frozen=True)
class Wording:
    """A sentence with its values, kept apart until somebody reads it in a language.

    `text` is the Vietnamese source, with `{names}` for the values; it is what babel extracts.
    """

    text: str
    values: tuple[tuple[str, str], ...] = ()

    def say(self, locale: str = SOURCE_LANGUAGE) -> str:
        """The sentence in `locale`."""
        return translator(locale)(self.text).format(**dict(self.values))

    def __str__(self) -> str:
        return self.say()


def wording(text: str, **values: object) -> Wording:
    """The sentence `text` with `values` for its `{names}`."""
    return Wording(text, tuple((name, str(value)) for name, value in values.items()))
