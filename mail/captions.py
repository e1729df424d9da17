"""Lines over task codes that say how the tasks named behind or under them stand: "A. Nhiệm vụ đã hoàn thành (3):"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mail.status_words import bare_letters, statuses_in

_LINE = re.compile(
    r"(?:\A|(?<=\n))[ \t]*(?P<mark>(?:[A-ZĐ]|[IVX]+|\d{1,2})[.)/]|[+•*–-])?[ \t]*(?P<said>[^\n:：]{3,90}?)"
    r"[ \t]*(?:\(\d+[^)\n]*\))?[ \t]*[:：][ \t]*(?:\n\s*)?\Z"
)
_STATUS = re.compile(
    r"(?:(?:cac|nhung|nhom|so|co|\d+)\s+)*(?:(?:nhiem vu|noi dung|muc|cong viec|dau viec|phan|viec)\s+)?"
    r"(?:(?:da |co ban )?(?:hoan thanh|xong)|(?:da |dang )(?:trien khai|thuc hien|lam|thuc hien xong)|"
    r"chua (?:trien khai|thuc hien|bat dau|lam|hoan thanh)|tam (?:dung|hoan|ngung)|"
    r"khong (?:co )?(?:phat sinh|gi moi)(?: moi)?|completed|done|in progress|ongoing|not started)"
    r"(?:\s+(?:trong (?:ky|quy)(?: \w+/\d{4})?|gom|bao gom|co|la))*"
)


@dataclass(frozen=True)
class Caption:
    """How the tasks named behind or under a line stand, "A. Nhiệm vụ đã hoàn thành (3):", or an empty text; and where
    that line begins, directly over a code."""

    said: str
    start: int
    inline: bool = False

    def over(self, said: str) -> str:
        """What is said under it: its status holds where nothing else is said of how the task stands."""
        if not self.said or statuses_in(said):
            return said
        return f"{self.said}: {said}" if re.search(r"\w", said) else self.said


def captions_over(
    text: str, groups: Sequence[tuple[int, int, tuple[str, ...]]], begins: Sequence[int]
) -> Iterator[Caption]:
    """For each group the caption that holds for it: up to the next one or to the end of its line; behind a blank line
    for codes of which nothing is said."""
    last, behind = Caption("", len(text)), 0
    for place, ((start, end, _), begin) in enumerate(zip(groups, begins, strict=True)):
        until = begins[place + 1] if place + 1 < len(begins) else len(text)
        if found := _LINE.search(text, behind, begin):
            last = _caption(found, inline="\n" not in text[found.end("said") : start])
        else:
            between, said = text[behind:start], re.search(r"\w", text[end:until])
            ended = "\n" in between if last.inline else said and re.search(r"\n\s*\n", between)
            last = Caption("" if ended else last.said, len(text), last.inline)
        yield last
        behind = end


def _caption(found: re.Match[str], *, inline: bool) -> Caption:
    """A line that says no status is one only when a letter or numeral shows that it begins a part; then it ends the one
    before."""
    states = _STATUS.fullmatch(bare_letters(found["said"]).casefold().strip())
    begins_part = (found["mark"] or "")[:1].isupper()
    start = found.start() if states or begins_part else len(found.string)
    return Caption(found["said"].strip() if states else "", start, inline)
