"""Two texts word by word: where runs of words of the one stand in the other, whatever was done to lines and marks."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

GRAM = 4  # words: shorter runs are found by their neighbours
MOST_PLACES = 64  # of one gram: a letter repeats a phrase once a task
NEAR = 120  # words
BONUS = 4  # words that going on where one was is worth
ADDRESS = "\0"
# An address of a page is one word and like any other: mail scanners rewrite them. What programs add is none.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'\])]+")
_ADDED = re.compile(r"<mailto:[^>\s]*>|\[cid:[^\]\s]*\]")
_WORD = re.compile("(\\w+|[\0\u2600-\u27bf\U0001f300-\U0001faff])")
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

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The character each line of the text begins with; last, one line end behind the text."""
        return tuple(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))

    @cached_property
    def line_firsts(self) -> tuple[int, ...]:
        """The words that are the first in their line."""
        return tuple(sorted({bisect_left(self.starts, start) for start in self.line_starts}))

    def line_of(self, word: int) -> int:
        """The line that word stands in."""
        return bisect_right(self.line_starts, self.starts[word]) - 1

    def first_from(self, line: int) -> int:
        """The first word that stands in that line or behind it."""
        return bisect_left(self.starts, self.line_starts[line])

    @cached_property
    def run_together(self) -> str:
        """All letters and digits of a text that holds an address, without what stands between; else nothing."""
        return re.sub(r"\W", "", self.text.casefold()) if ADDRESS in self.keys else ""


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


class Known:
    """A text whose words are looked for in others; `grams` has the places of each run of GRAM words."""

    def __init__(self, text: str, *, damaged: bool = False) -> None:
        self.words = words_of(text, damaged=damaged)

    @cached_property
    def grams(self) -> dict[tuple[str, ...], list[int]]:
        """Where each gram begins, at most MOST_PLACES places."""
        grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, gram in enumerate(_grams(self.words.keys)):
            places = grams[gram]
            if len(places) < MOST_PLACES:
                places.append(place)
        return grams


def words_of(text: str, *, damaged: bool = False) -> Words:
    """The words of `text`; `damaged`: with every letter beyond ASCII as a program shows it that knows none, "?"."""
    small = _small(_as_damaged(text) if damaged else text).replace(ADDRESS, " ")
    if "<mailto:" in small or "[cid:" in small:
        small = _ADDED.sub(lambda found: " " * len(found.group()), small)
    addresses = list(_ADDRESS.finditer(small)) if "://" in small or "www." in small else []
    if addresses:
        small = _ADDRESS.sub(lambda found: ADDRESS.ljust(len(found.group())), small)
    pieces = _WORD.split(small)  # what stands between words, a word, and so on in turn
    edges = tuple(accumulate(map(len, pieces)))
    keys, ends = pieces[1::2], list(edges[1::2])
    for at, found in zip(places_of(ADDRESS, keys), addresses, strict=True):
        ends[at] = found.end()
    if damaged:
        keys = [re.sub(f"{_LOST}+", _LOST, key) for key in keys]
    return Words(text, tuple(keys), edges[:-1:2], tuple(ends))


def places_of(value: object, values: Sequence[object]) -> Iterator[int]:
    """Where in `values` it stands; quicker than looking at each of them."""
    at = -1
    with suppress(ValueError):
        while True:
            at = values.index(value, at + 1)
            yield at


def _small(text: str) -> str:
    """In small letters, as many characters as before: a few letters would become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower()[:1] for one in text)


def _as_damaged(text: str) -> str:
    """As many characters as before, so that places stay."""
    return _NOT_ASCII.sub(_LOST, text).replace("?", _LOST)


def runs(words: Words, of: Known) -> list[Run]:
    """The longest runs of `of` in `words`, one after another; each has at least GRAM words."""
    found: list[Run] = []
    keys, ours = words.keys, of.words.keys
    grams, last, at = of.grams, len(keys) - GRAM, 0
    while at <= last:
        places = grams.get(keys[at : at + GRAM])
        if places is None:
            at += 1
            continue
        run = _longest(keys, ours, at, places, found[-1].place_end if found else 0)
        found.append(_reaching_back(keys, ours, run, found[-1] if found else Run(0, 0, 0)))
        at = run.end
    return found


def _grams(keys: Sequence[str]) -> "zip[tuple[str, ...]]":
    return zip(*(keys[offset:] for offset in range(GRAM)), strict=False)


def _longest(keys: Sequence[str], ours: Sequence[str], at: int, places: Sequence[int], expected: int) -> Run:
    best, most = Run(at, places[0], GRAM), -1
    for place in places:
        length = _equal_from(keys, ours, at, place)
        worth = length + (BONUS if 0 <= place - expected <= NEAR else 0)
        if worth > most:
            best, most = Run(at, place, length), worth
    return best


def _equal_from(keys: Sequence[str], ours: Sequence[str], at: int, place: int) -> int:
    """How many words on end are the same, GRAM of which are: by stretches that double, then halve."""

    def same(length: int, step: int) -> bool:
        one, other = keys[at + length : at + length + step], ours[place + length : place + length + step]
        return len(one) == step and one == other

    length, step = GRAM, GRAM
    while same(length, step):
        length, step = length + step, step * 2
    while step := step // 2:
        length += step if same(length, step) else 0
    return length


def _reaching_back(keys: Sequence[str], ours: Sequence[str], run: Run, before: Run) -> Run:
    """The run with the equal words before it that no earlier run has."""
    most = min(run.start - before.end, run.place - (before.place_end if before.place_end <= run.place else 0))
    back = 0
    while back < most and keys[run.start - back - 1] == ours[run.place - back - 1]:
        back += 1
    return Run(run.start - back, run.place - back, run.length + back)
