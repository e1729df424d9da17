"""A letter of ours as the answers to it quote it: its words, its lines, and which of them ask for which task."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from mail.charset import clean
from mail.html import text_of_html
from mail.word_runs import Known

_BETWEEN = "\n\f\n"
_FORM = re.compile(r"^[ \t]+(?!-)([^\W\d_][^:\n]*):[ \t]*\S", re.MULTILINE)
_PROMPT = re.compile(r":[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class SentLetter:
    """What was sent: both parts, and the names and addresses by which a quotation says it is ours (any case)."""

    text: str
    html: str = ""
    ours: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Each part as lines: a mail program quotes the one or the other."""
        found = (text_of_html(self.html) if self.html else "", self.text)
        return tuple(clean(part) for part in found if part.strip())

    @cached_property
    def whole(self) -> str:
        """The parts one under the other; all places are places in it."""
        return _BETWEEN.join(self.parts)

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of its parts, without space around them."""
        return frozenset(line.strip() for line in self.whole.split("\n"))

    @cached_property
    def part_starts(self) -> tuple[int, ...]:
        """Where each part begins in `whole`."""
        return tuple(accumulate((len(part) + len(_BETWEEN) for part in self.parts[:-1]), initial=0))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The heads of lines that say the same of every task, "Hạn báo cáo", with something behind the colon."""
        return frozenset(found[1] for found in _FORM.finditer(self.text) if len(found[1].split()) <= 6)

    def known(self, part: int, *, damaged: bool = False) -> Known:
        """The words of one part."""
        if (part, damaged) not in self._known:
            self._known[part, damaged] = Known(self.parts[part], damaged=damaged)
        return self._known[part, damaged]

    @cached_property
    def _known(self) -> dict[tuple[int, bool], Known]:
        return {}

    def line_at(self, place: int) -> str:
        """The line of `whole` that holds the character `place`."""
        start, end = self.whole.rfind("\n", 0, place) + 1, self.whole.find("\n", place)
        return self.whole[start : end if end >= 0 else None].strip()

    def is_named_in(self, announcement: str) -> bool:
        """Whether an announcement of a quoted message ("On … X <x@y> wrote:") names us."""
        said = " ".join(announcement.split()).casefold()
        return any(name.casefold() in said for name in self.ours if name)

    def blocks(self, headings: Iterable[str]) -> list[tuple[int, int, int]]:
        """(start, end, number of the heading) of each stretch of `whole` that asks for the task of one heading.

        A block goes from its heading to the next and ends with its last prompt ("Trả lời:"), so that what is typed
        under a heading of the letter itself, or under its closing words, belongs to no task.
        """
        found = sorted(
            (match.start(), number)
            for number, heading in enumerate(headings)
            for match in re.finditer(_loosely(heading), self.whole)
        )
        return [
            (start, self._end(start, found[at + 1][0] if at + 1 < len(found) else len(self.whole)), number)
            for at, (start, number) in enumerate(found)
        ]

    def _end(self, start: int, limit: int) -> int:
        """Behind the last prompt of the block that begins at `start`; `limit` when it has none."""
        block = self.whole[start:limit].split(_BETWEEN)[0]
        prompts = list(_PROMPT.finditer(block))
        return start + (prompts[-1].end() if prompts else len(block))


def _loosely(heading: str) -> str:
    return r"\s+".join(map(re.escape, heading.split())) or r"(?!)"
