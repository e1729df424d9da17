"""A reply cut where older messages begin: whose words each stretch holds, and the pieces typed between ours."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mail.boundaries import Boundary, is_rule
from mail.marks import MARK, depth, marked
from mail.own_words import NOWHERE, OwnWords, lines_spanned
from mail.quotes import own_words
from mail.sent_letter import SentLetter
from mail.word_runs import places_of

Author = Literal["author", "other"]
AUTHOR: Author = "author"
OTHER: Author = "other"
CHAINED = 30  # words of the letter between a line that was quoted and the next
OPENING = 15  # a quotation of ours begins with one of the letter's first words
_BANNER = re.compile(
    r"caution|external|outside (?:of )?(?:the|your) organi[sz]ation|"
    r"don't often get e?mail|không thường xuyên nhận (?:được )?(?:e?-?mail|thư)|cảnh báo|"
    r"bên ngoài (?:tổ chức|"
    r"cơ quan|hệ thống)|thư (?:đến )?từ bên ngoài|không (?:nên )?(?:mở|bấm|nhấp)|quoted text hidden|message clipped|"
    r"view entire message|văn bản được trích dẫn|expéditeur externe|externe? e?mail|extern:",
    re.IGNORECASE,
)
_DRAWN_ROUND = re.compile(r"^\s*-{3,}[ \t]*[^\n]{1,120}(?:\n[^\n]{1,120})?[ \t]*-{3,}\s*$")
_END_WORDS = re.compile(r"\b(?:end|fin|ende|fine|einde|kết thúc)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """Words between ours, by whom, and the character of `SentLetter.whole` they stand behind; -1: in none."""

    text: str
    author: Author
    place: int


@dataclass(frozen=True)
class Zone:
    """The lines from one announcement to the next. `quoted_from` is the first line of our quotation in it, `last`
    when there is none; `level` is how many marks our lines bear; `author` wrote what in it is not ours."""

    lines: Sequence[str]
    first: int
    last: int
    quoted_from: int
    level: int
    author: Author
    ours: OwnWords

    def lines_above(self) -> Sequence[str]:
        """The lines over the quotation."""
        return self.lines[self.first : self.quoted_from]

    def words(self) -> tuple[int, int]:
        """The first word of the quotation, and the one behind the zone's last."""
        return self.ours.words.first_from(self.quoted_from), self.ours.words.first_from(self.last)


def zones_of(lines: Sequence[str], announced: Sequence[Boundary], ours: OwnWords, letter: SentLetter) -> list[Zone]:
    """The zones of a reply that quotes `letter`, the first one its author's own."""
    announced = [one for one in announced if not _holds_ours(one, ours)]
    edges = [(0, 0), *((one.start, one.end) for one in announced), (len(lines), len(lines))]
    zones: list[Zone] = []
    for number, ((_, first), (last, _)) in enumerate(zip(edges, edges[1:], strict=False)):
        quoted_from, level = _quotation(lines, first, last, ours, own=number == 0)
        author: Author = zones[-1].author if zones else AUTHOR
        if number and not _is_ours(announced[number - 1], quoted_from, last, ours, letter):
            author = OTHER
        zones.append(Zone(lines, first, last, quoted_from, level, author, ours))
    return zones


def _holds_ours(one: Boundary, ours: OwnWords) -> bool:
    first, last = ours.words.first_from(one.start), ours.words.first_from(one.end)
    return any(place != NOWHERE for place in ours.places[first:last])


def _quotation(lines: Sequence[str], first: int, last: int, ours: OwnWords, *, own: bool) -> tuple[int, int]:
    """The line where our quotation begins between two lines, and how many marks it bears; `last` when there is none.

    Over the first announcement people name the letter's titles themselves: a piece of one line of ours, unmarked, is
    a quotation only when more of the letter follows it.
    """
    words = ours.words
    runs = [run for run in ours.runs if words.first_from(first) <= run.start < words.first_from(last)]
    if own:
        whole = [
            at
            for at, run in enumerate(runs)
            if lines_spanned(run, ours.letter) > 1 or marked(lines[words.line_of(run.start)])
        ]
        begins = whole[0] if whole else len(runs)
        while 0 < begins < len(runs) and 0 <= runs[begins].place - runs[begins - 1].place_end <= CHAINED:
            begins -= 1
        runs = runs[begins:]
    if not runs:
        return last, 0
    quoted = {line for run in runs for line in range(words.line_of(run.start), words.line_of(run.end - 1) + 1)}
    levels = Counter(depth(line) for line in map(lines.__getitem__, quoted) if line.strip())
    return _first_of_ours(runs[0].start, first, ours), levels.most_common(1)[0][0]


def _first_of_ours(word: int, first: int, ours: OwnWords) -> int:
    """The line of that word, or an earlier one whose words are all ours too and come before in the letter."""
    earliest = ours.words.first_from(first)
    while word > earliest and ours.places[word - 1] != NOWHERE:
        if ours.places[word - 1] > ours.places[word]:
            break
        word -= 1
    return ours.words.line_of(word)


def _is_ours(one: Boundary, quoted_from: int, last: int, ours: OwnWords, letter: SentLetter) -> bool:
    """Whether what an announcement announces is our letter: it names us, or the letter's first words follow at once."""
    if letter.is_named_in(one.text):
        return True
    following = ours.words.first_from(one.end)
    if following == len(ours.words) or quoted_from >= last:
        return False
    place = ours.places[following]
    return place != NOWHERE and place <= OPENING


def pieces_in(zone: Zone, letter: SentLetter) -> Iterator[Piece]:
    """What was typed in the zone, in its order; of the first zone only what stands in or under the quotation."""
    if zone.quoted_from >= zone.last:
        if zone.first:
            yield from _unquoted(zone)
        return
    if zone.first and (before := own_words(zone.lines_above())) and not _BANNER.search(before):
        yield Piece(before, zone.author, NOWHERE)
    for start, end in _between_ours(zone):
        yield from _pieces(zone, letter, start, end)


def _unquoted(zone: Zone) -> Iterator[Piece]:
    """A message in which nothing of ours is quoted: another's words, and the author's own beside marked lines."""
    lines = zone.lines[zone.first : zone.last]
    first = next((line for line in lines if line.strip() and not is_rule(line)), "")
    if marked(first):
        if own := own_words(lines):
            yield Piece(own, zone.author if zone.author == AUTHOR else OTHER, NOWHERE)
        lines = [MARK.sub("", line) for line in lines if marked(line)]
    if zone.author == OTHER and (text := own_words(lines)):
        yield Piece(text, OTHER, NOWHERE)


def _between_ours(zone: Zone) -> Iterator[tuple[int, int]]:
    """The stretches of words that are not ours from the beginning of the quotation to the zone's end: [start, end)."""
    first, last = zone.words()
    typed = [first + at for at in places_of(NOWHERE, zone.ours.places[first:last])]
    edges = [n for n in range(1, len(typed)) if typed[n] > typed[n - 1] + 1]
    for begin, end in zip([0, *edges], [*edges, len(typed)], strict=True):
        if typed:
            yield typed[begin], typed[end - 1] + 1


def _pieces(zone: Zone, letter: SentLetter, start: int, end: int) -> Iterator[Piece]:
    """One stretch, cut where lines of another depth tell that another typed them."""
    places = zone.ours.places
    first, last = zone.words()
    before = places[start - 1] if start > first else NOWHERE
    after = places[end] if end < last else NOWHERE
    text = _with_edges(zone, start, end, before, after)
    place = _character(zone, letter, before, after)
    lines = text.split("\n")
    lead = depth(zone.lines[zone.ours.words.line_of(start)])
    told = [(_author(zone, depth(line) if at else lead), _unmarked(line, zone)) for at, line in enumerate(lines)]
    for author, group in groupby(told, key=lambda one: one[0]):
        typed = _trimmed("\n".join(line for _, line in group))
        if typed and not (before == NOWHERE and _BANNER.search(typed)) and not _ends_quotation(typed, letter):
            yield Piece(typed, author, place)


def _ends_quotation(text: str, letter: SentLetter) -> bool:
    """Whether it is the line that a program draws under what it quoted: "----- End message from X <x@y> -----"."""
    drawn = _DRAWN_ROUND.match(text)
    return bool(drawn) and (letter.is_named_in(text) or bool(_END_WORDS.search(text)))


def _unmarked(line: str, zone: Zone) -> str:
    """Without marks of quotation; more of them than our lines bear were typed."""
    if zone.level and (typed := re.match(rf"(?:[>|][ \t]){{{zone.level}}}(?=>>)", line)):
        return line[typed.end() :]
    return line if zone.author == AUTHOR and depth(line) > max(zone.level, 2) else MARK.sub("", line)


def _author(zone: Zone, level: int) -> Author:
    """Between no mark and our letter's marks stands what another wrote who had quoted us before."""
    if zone.author == OTHER:
        return AUTHOR if zone.level and not level else OTHER
    return OTHER if 0 < level < zone.level else AUTHOR


def _with_edges(zone: Zone, start: int, end: int, before: int, after: int) -> str:
    """The characters of a stretch with the signs around it, less those that stand in the letter there too."""
    words, letter, text = zone.ours.words, zone.ours.letter, zone.ours.words.text
    first = words.ends[start - 1] if before != NOWHERE else text.rfind("\n", 0, words.starts[start]) + 1
    last = words.starts[end] if after != NOWHERE else words.line_starts[zone.last]
    head, tail = text[first : words.starts[start]], text[words.ends[end - 1] : last]
    if before != NOWHERE:
        head = _less(head, letter.text[letter.ends[before] : letter.ends[before] + 8])
    if after != NOWHERE:
        tail = _less(tail[::-1], letter.text[max(letter.starts[after] - 8, 0) : letter.starts[after]][::-1])[::-1]
    return head + text[words.starts[start] : words.ends[end - 1]] + tail


def _less(text: str, ours: str) -> str:
    """`text` without the signs at its beginning that `ours` begins with, spaces, line ends and marks passed over."""
    signs = ours.split()[0] if ours[:1].strip() else ""
    bare = text.lstrip()
    return bare[len(signs) :] if signs and bare.startswith(signs) else text


def _character(zone: Zone, letter: SentLetter, before: int, after: int) -> int:
    """The character of the letter that a stretch stands behind; in front of its first words when it stands there."""
    start = letter.part_starts[zone.ours.part]
    if before != NOWHERE:
        return start + zone.ours.letter.ends[before]
    return start if after != NOWHERE else NOWHERE


def _trimmed(text: str) -> str:
    """Without lines at both ends that say nothing; one that a signature follows says something."""
    lines = text.split("\n")
    while lines and lines[0].rstrip() != "--" and not re.search(r"[\w\u2600-\u27bf\U0001f300-\U0001faff]", lines[0]):
        lines = lines[1:]
    while lines and not re.search(r"[\w\u2600-\u27bf\U0001f300-\U0001faff]", lines[-1]):
        lines = lines[:-1]
    return "\n".join(lines).strip()
