"""Two texts word by word: where runs of words of the one stand in the other, whatever was done to lines and marks."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

GRAM = 4  # words: shorter runs are found by their neighbours
MOST_PLACES = 64  # of one gram: a letter repeats a phrase once a task
NEAR = 120  # words
BONUS = 4  # words that going on where one was is worth
ADDRESS = "\0"
# An address of a page is one word and like any other: mail scanners rewrite them.
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>\"'\])]+)|<mailto:[^>\s]*>|\[cid:[^\]\s]*\]|\w+|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
_LOST = "\u0294"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Words:
    """A text's words: `keys` to compare them by, and where each begins and ends in `text`."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Run:
    """`length` words from word `start` of the one text that are the words from `place` of the other."""

    start: int
    place: int
    length: int

    @property
    def end(self) -> int:
        """The word after the run in the one text."""
        return self.start + self.length

    @property
    def place_end(self) -> int:
        """The word after it in the other."""
        return self.place + self.length


@dataclass(frozen=True)
class Known:
    """A text whose words are looked for in others."""

    words: Words
    grams: dict[tuple[str, ...], list[int]] = field(repr=False)


def words_of(text: str, *, damaged: bool = False) -> Words:
    """The words of `text`; `damaged`: with every letter beyond ASCII as a program shows it that knows none, "?"."""
    keys, starts, ends = [], [], []
    for found in _WORD.finditer(_as_damaged(text) if damaged else text):
        word = found.group()
        if word[0] in "<[":
            continue
        key = ADDRESS if found["address"] else word.casefold()
        keys.append(re.sub(f"{_LOST}+", _LOST, key) if damaged else key)
        starts.append(found.start())
        ends.append(found.end())
    return Words(text, tuple(keys), tuple(starts), tuple(ends))


def _as_damaged(text: str) -> str:
    """As many characters as before, so that places stay."""
    return _NOT_ASCII.sub(_LOST, text).replace("?", _LOST)


def known(text: str, *, damaged: bool = False) -> Known:
    """`text` made ready to be looked for."""
    words = words_of(text, damaged=damaged)
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, gram in enumerate(_grams(words.keys)):
        if len(grams[gram]) < MOST_PLACES:
            grams[gram].append(place)
    return Known(words, dict(grams))


def runs(words: Words, of: Known) -> list[Run]:
    """The longest runs of `of` in `words`, one after another; each has at least GRAM words."""
    found: list[Run] = []
    grams, ours = list(_grams(words.keys)), of.words.keys
    at = 0
    while at < len(grams):
        places = of.grams.get(grams[at])
        if places is None:
            at += 1
            continue
        run = _longest(words.keys, ours, at, places, found[-1].place_end if found else 0)
        found.append(_reaching_back(words.keys, ours, run, found[-1].end if found else 0))
        at = run.end
    return found


def _grams(keys: Sequence[str]) -> "zip[tuple[str, ...]]":
    return zip(*(keys[offset:] for offset in range(GRAM)), strict=False)


def _longest(keys: Sequence[str], ours: Sequence[str], at: int, places: Sequence[int], expected: int) -> Run:
    best, most = Run(at, places[0], GRAM), -1
    for place in places:
        length = GRAM
        while at + length < len(keys) and place + length < len(ours) and keys[at + length] == ours[place + length]:
            length += 1
        worth = length + (BONUS if 0 <= place - expected <= NEAR else 0)
        if worth > most:
            best, most = Run(at, place, length), worth
    return best


def _reaching_back(keys: Sequence[str], ours: Sequence[str], run: Run, floor: int) -> Run:
    """The run with the equal words before it."""
    back = 0
    while run.start - back > floor and run.place > back and keys[run.start - back - 1] == ours[run.place - back - 1]:
        back += 1
    return Run(run.start - back, run.place - back, run.length + back)
