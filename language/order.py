"""Vietnamese alphabetical order: a ă â b c d đ e ê …, then the tones, then small letters before capitals; as in ICU.

A text is compared letter by letter to its end before any tone counts, as spreadsheets sort.
"""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
ITEM_LETTERS = "abcdđeghiklmnopqrstuvxy"  # how lists of a document are lettered: đ after d, no f, j, w, z
_SIGNS = " _-–—,;:!?.…'‘’\"“”()[]{}§@*/\\&#%`^+<=>|~$0123456789"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_QUOTES = {"‘": ("'", 1), "’": ("'", 2), "“": ('"', 1), "”": ('"', 2)}  # told apart as tones are
_RANK = {letter: rank for rank, letter in enumerate(_SIGNS + ALPHABET)}

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


def sort_key(text: str) -> SortKey:
    """A key for `sorted`: letters, then tone by tone (level, huyền, hỏi, ngã, sắc, nặng), then capitals.

    Signs and digits come before every letter, what is neither after all of them.
    """
    letters, tones = [], []
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    for letter in plain:
        base, tone = _letter_and_tone(letter)
        letters.append(_RANK.get(base, len(_RANK) + ord(letter)))
        tones.append(tone)
    return tuple(letters), tuple(tones), tuple(letter.isupper() for letter in plain)


def _letter_and_tone(letter: str) -> tuple[str, int]:
    if letter in _QUOTES:
        return _QUOTES[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
    toneless = "".join(mark for mark in decomposed if mark not in _TONES)
    return unicodedata.normalize("NFC", toneless).casefold(), tone
