"""Which words of a reply are words of the letter it answers: runs in its order, and the short lines between."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from mail.marks import marked
from mail.sent_letter import SentLetter
from mail.word_runs import ADDRESS, GRAM, Known, Run, Words, places_of, runs, words_of

WHOLE = 0.9  # of a part's words: then the other part is not looked at
STRONG = 8  # words on end are no accident
OF_TWO_LINES = 6  # words on end, of more lines than one
PASSAGE = 2 * STRONG  # words: a letter is quoted, not named
WEAK_REACH = 40  # words of the letter between a short run and its neighbour
MOST_RUNS = 400
TWICE = 3  # words of ours that a program may have set twice: the address behind a link's words
MOST_COPIES = 3  # of one letter in a reply, over the first
GAP = 60  # words of the letter between two runs that are looked at line by line
NOWHERE = -1
_DAMAGED = re.compile(r"[A-Za-z]\?+[A-Za-z]")
_LIST_SIGN = re.compile(r"\d{1,2}|[o§a-h]", re.IGNORECASE)


@dataclass(frozen=True)
class OwnWords:
    """The words of a reply; `places` has for each the letter's word that it is, or NOWHERE; `part` is which part of
    the letter was quoted, as number and words."""

    words: Words
    places: tuple[int, ...]
    runs: tuple[Run, ...]
    part: int
    letter: Words

    @property
    def weight(self) -> int:
        """How many words of the reply are explained."""
        return sum(run.length for run in self.runs)


def own_words_in(body: str, letter: SentLetter, passed_over: Sequence[tuple[int, int]] = ()) -> OwnWords:
    """The words of `letter` in `body`, looked for outside the stretches of characters `passed_over`.

    Of the letter's parts the one that explains more is taken.
    """
    damaged = body.count("?") >= 10 and len(_DAMAGED.findall(body)) >= 10
    words = _without(words_of(body, damaged=damaged), passed_over)
    best: tuple[int, int, list[Run]] = (0, 0, [])
    for number in range(len(letter.parts)):
        part = letter.known(number, damaged=damaged)
        chain = _chain(words, part)
        weight = sum(run.length for run in chain)
        best = max(best, (weight, number, chain), key=lambda one: one[0])
        if weight >= WHOLE * len(part.words):
            break
    if not best[0]:
        return OwnWords(words, (), (), 0, words)
    quoted = letter.known(best[1], damaged=damaged).words
    return OwnWords(words, tuple(_filled(words, quoted, best[2])), tuple(best[2]), best[1], quoted)


def _without(words: Words, passed_over: Sequence[tuple[int, int]]) -> Words:
    keys = list(words.keys)
    for start, end in passed_over:
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        keys[first:last] = [""] * (last - first)
    return Words(words.text, tuple(keys), words.starts, words.ends)


def _chain(words: Words, part: Known) -> list[Run]:
    """The runs that follow each other in the letter's order and make most words; and those of a second quotation."""
    found = sorted(sorted(runs(words, part), key=lambda run: -run.length)[:MOST_RUNS], key=lambda run: run.start)
    chain = _heaviest_ascent(found)
    if not any(_is_strong(run, part.words) for run in chain):
        return []
    kept = _without_strays(chain, part.words)
    for _ in range(MOST_COPIES):
        chain = _heaviest_ascent([run for run in found if _outside(run, kept)])
        if not any(_is_passage(run, part.words) for run in chain):
            break
        kept = sorted([*kept, *_without_strays(chain, part.words)], key=lambda run: run.start)
    kept = [_from_its_line(words, run, before, part.words) for before, run in zip([None, *kept], kept, strict=False)]
    astray = [run for run in found if _is_strong(run, part.words) and _is_quoted_apart(words, run, kept)]
    return _apart(words, sorted([*kept, *astray], key=lambda run: run.start))


def _from_its_line(words: Words, run: Run, before: Run | None, letter: Words) -> Run:
    """The run without its first words where these end a line that was typed: "205/VPĐP-OCOP" over our line below a
    title that ends with the same word."""
    typed_before = run.start > (before.end if before else 0) and not _begins_line(words, run.start)
    for length in range(1, min(TWICE, run.length - GRAM) + 1) if typed_before else ():
        if _begins_line(words, run.start + length) and run.place + length in letter.line_firsts:
            return Run(run.start + length, run.place + length, run.length - length)
    return run


def _is_quoted_apart(words: Words, run: Run, kept: Sequence[Run]) -> bool:
    """Whether the run is marked lines, whole ones, that stand among others not in the letter's order: some of its lines
    were picked out, and put where they serve."""
    if not _begins_line(words, run.start) or not (run.end == len(words) or _begins_line(words, run.end)):
        return False
    first = words.text.rfind("\n", 0, words.starts[run.start]) + 1
    lines = words.text[first : words.ends[run.end - 1]].split("\n")
    return all(map(marked, lines)) and not any(run.start < one.end and one.start < run.end for one in kept)


def _apart(words: Words, chain: Sequence[Run]) -> list[Run]:
    """Runs that share no words of the letter where something was typed between them, unless at the beginning of a line:
    the year in "20/03/2023 → 31/7/2023" is ours once."""
    kept = list(chain[:1])
    for run in chain[1:]:
        shared = kept[-1].place_end - run.place
        typed = run.start > kept[-1].end and not _begins_line(words, run.start)
        if 0 < shared < run.length and typed and ADDRESS not in words.keys[run.start : run.start + shared]:
            run = Run(run.start + shared, run.place + shared, run.length - shared)
        kept.append(run)
    return kept


def _outside(run: Run, kept: Sequence[Run]) -> bool:
    """Whether the run stands before or behind all of those kept: a letter that is quoted again begins anew."""
    return run.end <= kept[0].start or run.start >= kept[-1].end


def _heaviest_ascent(found: Sequence[Run]) -> list[Run]:
    """The ascending sequence of places with the most words in it."""
    weights, before = [run.length for run in found], [NOWHERE] * len(found)
    for at, run in enumerate(found):
        for earlier in range(at):
            goes_on = found[earlier].place_end - TWICE <= run.place and found[earlier].place < run.place
            if goes_on and weights[earlier] + run.length > weights[at]:
                weights[at], before[at] = weights[earlier] + run.length, earlier
    chain: list[Run] = []
    at = max(range(len(found)), key=weights.__getitem__, default=NOWHERE)
    while at != NOWHERE:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _without_strays(chain: Sequence[Run], letter: Words) -> list[Run]:
    """Short runs stay only close to others: "khó khăn, vướng mắc" is also what people write themselves.

    Among typed words one must be whole lines of the letter: "Trân trọng cảm ơn" is not our "Trân trọng cảm ơn sự …".
    """
    kept = []
    for at, run in enumerate(chain):
        if not _is_strong(run, letter) and _stands_alone(chain, at) and not _is_whole_lines(run, letter):
            continue
        before = run.place - chain[at - 1].place_end if at else WEAK_REACH
        after = chain[at + 1].place - run.place_end if at + 1 < len(chain) else WEAK_REACH
        if _is_strong(run, letter) or min(before, after) < WEAK_REACH:
            kept.append(run)
    return kept


def _stands_alone(chain: Sequence[Run], at: int) -> bool:
    """Whether words of the reply that are not ours stand on both sides of the run, or nothing."""
    begins = not at or chain[at - 1].end < chain[at].start
    return begins and (at + 1 == len(chain) or chain[at].end < chain[at + 1].start)


def _is_whole_lines(run: Run, letter: Words) -> bool:
    firsts = letter.line_firsts
    return run.place in firsts and (run.place_end in firsts or run.place_end == len(letter))


def _is_strong(run: Run, letter: Words) -> bool:
    return run.length >= STRONG or (run.length >= OF_TWO_LINES and lines_spanned(run, letter) > 1)


def _is_passage(run: Run, letter: Words) -> bool:
    return run.length >= PASSAGE and lines_spanned(run, letter) > 2


def lines_spanned(run: Run, letter: Words) -> int:
    """Over how many lines of the letter the run goes, empty ones not counted."""
    said = letter.text[letter.starts[run.place] : letter.ends[run.place_end - 1]]
    return len([line for line in said.split("\n") if line.strip()])


def _filled(words: Words, letter: Words, chain: Sequence[Run]) -> list[int]:
    places = [NOWHERE] * len(words)
    for run in chain:
        places[run.start : run.end] = range(run.place, run.place_end)
    edges = [Run(0, 0, 0), *chain, Run(len(words), len(letter), 0)]
    for before, after in zip(edges, edges[1:], strict=False):
        if 0 < after.place - before.place_end <= GAP:
            _fill_gap(words, letter, places, before, after)
        elif before.length:
            _fill_next(words, letter, places, before, after)
    _fill_addresses(words, letter, places)
    _fill_list_signs(words, places)
    return places


def _fill_gap(words: Words, letter: Words, places: list[int], before: Run, after: Run) -> None:
    """Marks the letter's lines between two runs that stand in the reply between them, at the beginning of a line."""
    at = max(before.end, after.start - GAP)
    for first, end in _lines_between(letter, before.place_end, after.place):
        line = letter.keys[first:end]
        for start in range(at, after.start - len(line) + 1):
            fits = words.keys[start : start + len(line)] == line
            if fits and (start == before.end or _begins_line(words, start)):
                places[start : start + len(line)] = range(first, end)
                at = start + len(line)
                break


def _fill_next(words: Words, letter: Words, places: list[int], before: Run, after: Run) -> None:
    """Marks whole lines directly behind a run that are lines of the letter a little further on: the rest was cut."""
    at, place = before.end, before.place_end
    for first, end in _lines_between(letter, place, min(place + GAP, len(letter))):
        behind = at + end - first
        if not at < behind <= after.start or words.keys[at:behind] != letter.keys[first:end]:
            continue
        if _begins_line(words, at) and (behind == len(words) or _begins_line(words, behind)):
            places[at:behind] = range(first, end)
            at = behind


def _lines_between(letter: Words, first: int, end: int) -> list[tuple[int, int]]:
    """The stretches of words from `first` up to `end`, cut where a line ends."""
    begin, behind = bisect_right(letter.line_firsts, first), bisect_left(letter.line_firsts, end)
    edges = [first, *letter.line_firsts[begin:behind], end]
    return list(zip(edges, edges[1:], strict=False))


def _begins_line(words: Words, at: int) -> bool:
    start = words.text.rfind("\n", 0, words.starts[at]) + 1
    return not at or words.ends[at - 1] <= start


def _fill_addresses(words: Words, letter: Words, places: list[int]) -> None:
    """The rest of a page's address that was broken at the end of a line."""
    for at in places_of(ADDRESS, words.keys):
        if at and places[at] == NOWHERE:
            places[at] = _place_beside(words, places, at)
        for rest in range(at + 1, len(words)) if places[at] != NOWHERE else ():
            if places[rest] != NOWHERE or len(words.keys[rest]) < 3 or words.keys[rest] not in letter.run_together:
                break
            places[rest] = places[at]


def _place_beside(words: Words, places: Sequence[int], at: int) -> int:
    """Where the words of ours are to which a program set this address, before or behind them: "<https://…> Open"
    and "https://…<https://…>" (Outlook)."""
    for left in (at - 1, at):
        right, other = left + 1, left if left < at else left + 1
        if right == len(words) or words.keys[left] != words.keys[right] or places[other] == NOWHERE:
            continue
        if words.text[words.ends[left] : words.starts[right]].strip(" ") == "<":
            return places[other]
    if words.text[words.starts[at] - 1 : words.starts[at]] + words.text[words.ends[at] : words.ends[at] + 1] != "<>":
        return NOWHERE
    beside = (places[other] for other in (at + 1, at - 1) if other < len(words))
    return next((place for place in beside if place != NOWHERE), NOWHERE)


def _fill_list_signs(words: Words, places: list[int]) -> None:
    """A number or a letter that a mail program sets before a line of a list."""
    for at in places_of(NOWHERE, places[:-1]):
        before_ours = places[at + 1] != NOWHERE and _LIST_SIGN.fullmatch(words.keys[at])
        if before_ours and _begins_line(words, at) and not _begins_line(words, at + 1):
            places[at] = places[at + 1]
