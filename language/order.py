"""Vietnamese alphabetical order: a ă â b c d đ e ê …, and within one spelling the tones."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
ITEM_LETTERS = "abcdđeghiklmnopqrstuvxy"  # how lists of a document are lettered: đ after d, no f, j, w, z
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANK = {letter: rank for rank, letter in enumerate(ALPHABET)}

SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def _letters_and_tones(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = tuple(_TONES[mark] for mark in decomposed if mark in _TONES)
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    # What is no letter (digits, signs) sorts before every letter.
    return tuple(_RANK.get(letter, ord(letter) - 0x110000) for letter in toneless), tones


def sort_key(text: str) -> SortKey:
    """A key for `sorted`: syllable by syllable, letters first, then tone (level, huyền, hỏi, ngã, sắc, nặng)."""
    return tuple(_letters_and_tones(syllable) for syllable in text.casefold().split())
