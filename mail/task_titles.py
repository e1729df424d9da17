"""Answers that name a task by its title, or by its place in the letter, where they give no code."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mail.status_words import bare_letters

SURE = 0.8  # share of the shorter one's words that both have
MARGIN = 0.2  # by which the second likeliest must fall behind
LONGEST = 1000  # characters of a line in which its title stands
FEWEST = 4  # words that say something
MORE = 4  # words more than the title has, in which it may stand
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(
    r"^[ \t*•+–-]*(?:nhiệm vụ|mục|câu|task|item|no\.?)?[ \t]*(?:số[ \t]*)?\(?(\d{1,2})[ \t]*[.)/:–-][ \t]*(?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"^\s*\(?(\d{1,2})[.)/][ \t]*(?!\d)")
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
    """`text` cut at the lines that begin with a title, or a part of one; first what stands before any (number None).

    In a numbered list the next item without a title is a passage of its own, under no task.
    """
    known = [Counter(_keys(title)) for title in titles]
    said = frozenset(key for title in known for key in title)
    passages: list[tuple[int | None, bool, list[str]]] = [(None, True, [])]
    item: str | None = None
    for line in text.split("\n"):
        number, end, sure = _title_of(line, known, said)
        follows = item is not None and item_number(line) == str(int(item) + 1)
        if number is not None:
            passages.append((number, sure, [line[end:].strip(" \t:：–—-.*_|")]))
        elif follows:
            passages.append((None, True, [line]))
        else:
            passages[-1][2].append(line)
        item = item_number(line) if number is not None or follows else item
    return [Passage(number, "\n".join(lines).strip(), sure) for number, sure, lines in passages]


def item_number(line: str) -> str | None:
    """The number of a list's item that the line begins with: "(2)", "2.", "2/"; None when it begins with none."""
    found = _ITEM.match(line)
    return found[1] if found else None


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


def _title_of(line: str, titles: Sequence[Counter[str]], said: frozenset[str]) -> tuple[int | None, int, bool]:
    """The number of the title that the line begins with, where in the line it ends, and whether that is certain."""
    begin = _SIGN.match(line)
    start = begin.end() if begin else 0
    words = [(key, word.end()) for word in _WORD.finditer(line[start : start + LONGEST]) for key in _keys(word.group())]
    if sum(key in said for key, _ in words) < FEWEST:
        return None, 0, False
    head = _HEAD.search(line, start)
    rated = [
        (*_likeness(words, head.end() - start if head else 0, title), number) for number, title in enumerate(titles)
    ]
    likely = sorted((one for one in rated if one[0] >= SURE), key=lambda one: one[0] + one[1] / 2, reverse=True)
    if not likely:
        return None, 0, False
    share, whole, end, number = likely[0]
    sure = len(likely) < 2 or share + whole / 2 - likely[1][0] - likely[1][1] / 2 >= MARGIN
    return number, start + end, sure


def _likeness(words: Sequence[tuple[str, int]], head: int, title: Counter[str]) -> tuple[float, float, int]:
    """How much of the title, or of what stands before the colon that ends at `head`, the other has; how much of the
    title is named; and where in the line that ends."""
    total = sum(title.values())
    named = [key for key, end in words if end <= head]
    shared = sum((Counter(named) & title).values())
    if shared >= FEWEST and shared / len(named) >= SURE:
        return shared / len(named), shared / total, head
    left, last = Counter(title), 0
    for key, end in words[: total * 2 + MORE]:
        if left[key] > 0:
            left[key] -= 1
            last = end
    share = 1 - sum((+left).values()) / total if total >= FEWEST else 0.0
    return share, share, last


def _keys(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        key = bare_letters(word.casefold())
        if key not in _EMPTY:
            yield key
