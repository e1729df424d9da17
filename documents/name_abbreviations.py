"""Abbreviations inside names: capitals that are the first letters of the words they stand for ("Sở NN&MT")."""

import re
import unicodedata
from collections.abc import Iterable

from language.text import fold, tidy

WORDS = re.compile(r"[^\s,&\-–—/.()+]+")
JOINING = frozenset({"và", "của", "về"})
_LONGEST_SHORT = 10
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tokens_of(phrase: str) -> list[str]:
    """The words of a phrase, those that are abbreviations in capitals as they are, the others folded."""
    found = WORDS.findall(tidy(phrase))
    return [word if is_abbreviation(word) else fold(word) for word in found if fold(word) not in JOINING]


def is_abbreviation(word: str) -> bool:
    """Whether a word is capitals without tone marks."""
    return 1 < len(word) <= _LONGEST_SHORT and word.isalpha() and word.isupper() and not _has_tone(word)


def _has_tone(word: str) -> bool:
    return any(mark in unicodedata.normalize("NFD", word) for mark in _TONES)


def stands_for(tokens: list[str], words: tuple[str, ...]) -> bool:
    """Whether the tokens, each a word or the first letters of several, spell the words from the first to the last."""
    at = 0
    for token in tokens:
        count = len(token) if is_abbreviation(token) else 1
        group = words[at : at + count]
        if len(group) < count:
            return False
        initials, letters = _initials(group), fold(token)
        if not ((letters in (initials, _bare(initials))) if is_abbreviation(token) else group[0] == token):
            return False
        at += count
    return at == len(words)


def _initials(words: Iterable[str]) -> str:
    return "".join(unicodedata.normalize("NFC", _without(_TONES, word[0])) for word in words)


def _without(marks: str, letter: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in marks)


def _bare(letters: str) -> str:
    """Letters without any mark: "CUDVC" stands for "Cung ứng dịch vụ công"."""
    return "".join(mark for mark in unicodedata.normalize("NFD", letters) if not unicodedata.combining(mark)).replace(
        "đ", "d"
    )
