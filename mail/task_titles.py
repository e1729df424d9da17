"""Answers that name a task by its title, or by its place in the letter, where they give no code."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mail.status_words import bare_letters

SURE = 0.8  # share of the shorter one's words that both have
MARGIN = 0.2  # by which the second likeliest must fall behind
FEWEST = 4  # words that say something
MORE = 4  # words more than the title has, in which it may stand
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(
    r"^[ \t*•+–-]*(?:nhiệm vụ|mục|câu|task|item|no\.?)?[ \t]*(?:số[ \t]*)?\(?(\d{1,2})[ \t]*[.)/:–-][ \t]*(?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN = re.compile(r"^[ \t]*(?:[*•+–-][ \t]*|\(?(?:\d{1,2}|[a-hđ]|[IVX]+)[.)][ \t]*)*", re.IGNORECASE)
_HEAD = re.compile(r"[:：\t|]| [–—-] ")
_EMPTY = frozenset(bare_letters("và các của về cho theo trong với tại để được là đã đang có nhiệm vụ việc").split())


@dataclass(frozen=True)
class Passage:
    """Text that stands under the task `number` of those offered; `sure` when nothing else fits nearly as well."""

    number: int | None
    text: str
    sure: bool = True


def split_by_title(text: str, titles: Sequence[str]) -> list[Passage]:
    """`text` cut at the lines that begin with a title, or a part of one; first what stands before any (number None)."""
    known = [_words(title) for title in titles]
    passages: list[Passage] = [Passage(None, "")]
    for line in text.split("\n"):
        number, end, sure = _title_of(line, known)
        if number is None:
            last = passages.pop()
            passages.append(Passage(last.number, f"{last.text}\n{line}".strip(), last.sure))
        else:
            passages.append(Passage(number, line[end:].strip(" \t:：–—-.*_|"), sure))
    return passages


def split_by_number(text: str) -> tuple[str, list[str]]:
    """The text before the first item, and the items of a list numbered from 1 upwards; no items when it is none."""
    found = list(_NUMBERED.finditer(text))
    numbers = [int(match[1]) for match in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return text, []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return text[: found[0].start()].strip(), [
        text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)
    ]


def _title_of(line: str, titles: Sequence[Counter[str]]) -> tuple[int | None, int, bool]:
    """The number of the title that the line begins with, where in the line it ends, and whether that is certain."""
    begin = _SIGN.match(line)
    start = begin.end() if begin else 0
    rated = [(*_likeness(line[start:], title), number) for number, title in enumerate(titles)]
    likely = sorted((one for one in rated if one[0] >= SURE), key=lambda one: one[0] + one[1] / 2, reverse=True)
    if not likely:
        return None, 0, False
    share, whole, end, number = likely[0]
    sure = len(likely) < 2 or share + whole / 2 - likely[1][0] - likely[1][1] / 2 >= MARGIN
    return number, start + end, sure


def _likeness(line: str, title: Counter[str]) -> tuple[float, float, int]:
    """How much of the title, or of what stands before a colon, the other has; how much of the title is named; and where
    in the line that ends."""
    said = list(_WORD.finditer(line))
    head = _HEAD.search(line)
    named = [word for word in said if head and word.end() <= head.start()]
    total = sum(title.values())
    shared = sum((Counter(_keys(named)) & title).values())
    if named and shared >= FEWEST and (share := shared / max(len(list(_keys(named))), 1)) >= SURE:
        return share, shared / total, head.end() if head else 0
    window = said[: total * 2 + MORE]
    left, last = Counter(title), 0
    for word in window:
        for key in _keys([word]):
            if left[key] > 0:
                left[key] -= 1
                last = word.end()
        if not +left:
            break
    found = total - sum((+left).values())
    share = found / total if total >= FEWEST else 0.0
    return share, share, last


def _words(text: str) -> Counter[str]:
    return Counter(_keys(list(_WORD.finditer(text))))


def _keys(words: Sequence[re.Match[str]]) -> Iterator[str]:
    for word in words:
        key = bare_letters(word.group().casefold())
        if key not in _EMPTY:
            yield key
