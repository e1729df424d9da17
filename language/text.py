"""Normal forms of Vietnamese text: one writing to keep, and keys that let two writings of one name meet."""

import re
import unicodedata
from functools import lru_cache

from language.abbreviations import spell_out

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_DASH = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_COMMA = re.compile(r"\s*,\s*")
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201c\u201d\u00ab\u00bb'", '"'))
_EDGES = " .,;:-+*•–—\"'"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _placements() -> dict[str, str]:
    """New-style endings ("oà", "uý") and the old-style ones ("òa", "úy") that they equal."""
    pairs = [(first, second) for first, second in ("oa", "oe", "uy")]
    return {
        unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
        for first, second in pairs
        for tone in _TONES
    }


_OLD_STYLE = _placements()
_NEW_STYLE_END = re.compile(rf"(?<![qQ])({'|'.join(_OLD_STYLE)})(?!\w)", re.IGNORECASE)
_Q_PLACEMENTS = {
    unicodedata.normalize("NFC", f"u{tone}y"): unicodedata.normalize("NFC", f"uy{tone}") for tone in _TONES
}
_Q_END = re.compile(rf"(?<=[qQ])({'|'.join(_Q_PLACEMENTS)})(?!\w)", re.IGNORECASE)


def composed(text: str) -> str:
    """The text in Unicode NFC, without invisible marks, with plain spaces for the no-break ones; lines stay."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return plain.replace("\u00a0", " ").replace("\u202f", " ").replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(8192)
def tidy(text: str) -> str:
    """The text on one line: NFC, each run of white space one space, none at the ends."""
    return _SPACE.sub(" ", composed(text)).strip()


def one_tone_placement(text: str) -> str:
    """The text with "hoà", "uỷ" written "hòa", "ủy", and the slip "qúy" written "quý"; those letters small."""
    old = _NEW_STYLE_END.sub(lambda found: _OLD_STYLE[found[0].lower()], text)
    return _Q_END.sub(lambda found: _Q_PLACEMENTS[found[0].lower()], old)


@lru_cache(8192)
def fold(text: str) -> str:
    """A key under which writings of one phrase are equal: case, tone placement, dashes, quotes, "&", edge marks."""
    plain = one_tone_placement(tidy(text)).casefold().translate(_QUOTES).replace("&", " và ")
    spaced = _COMMA.sub(", ", _DASH.sub("-", plain))
    return _SPACE.sub(" ", spaced).strip(_EDGES)


def phrase_key(text: str) -> str:
    """`fold` after the abbreviations of official letters (UBND, TW, PTNT …) are spelt out."""
    return fold(spell_out(tidy(text)))


def unmarked(text: str) -> str:
    """The folded text without any diacritic, "đ" as "d": for likeness only, never for equality."""
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
