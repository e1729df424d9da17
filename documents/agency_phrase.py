"""Cells that name agencies, read as mentions: an agency, a collective, an open phrase, or an unknown name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.open_phrase import COMMITTEES as _COMMITTEES
from documents.open_phrase import CONCERNED as _CONCERNED
from documents.open_phrase import NAME_HEADS as _NAME_HEADS
from documents.open_phrase import PLURAL as _PLURAL
from documents.open_phrase import is_open
from language.text import fold, tidy
from models.directory import Directory, Found

_BULLET = re.compile(r"^\s*[-–—+•*]\s+|^\s*[-–—+•]")
_LEADING_AND = re.compile(r"^(?:và|cùng với|cùng|phối hợp với|với)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*,\s*(?:và\s+)?|\s+(?:và|cùng|cùng với)\s+|(?<=\w)\s*/\s*(?=\w)", re.IGNORECASE)
_LIST_OF = (
    r"(?:(?:các|những)\s+)?(?P<head>bộ|sở|ban|ubnd|ủy ban nhân dân)"
    r"(?:(?:,\s*|\s+)(?:các|ngành|tỉnh|thành phố|và|trực thuộc|trung ương))*\s*:\s*"
)
_LIST_HEAD = re.compile(rf"^{_LIST_OF}", re.IGNORECASE)
_LATER_LIST = re.compile(rf",\s*(?:và\s+)?(?={_LIST_OF})", re.IGNORECASE)
_EACH = re.compile(r"\b(?:các|những)\s+", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|xã|phường|địa phương)\b", re.IGNORECASE)
_GLUED = re.compile(rf"\s+(?={_NAME_HEADS.pattern})")
_LONGEST_NAME = 6  # in parts: "Ủy ban Dân tộc, Tôn giáo, …" has commas and "và" of its own


@dataclass(frozen=True)
class Mention:
    """What one part of a cell names; `phrase` is its text as written.

    An open phrase has neither agency nor collective. An unknown one has neither and is not open; `proposals` are
    the ids of the nearest names.
    """

    phrase: str
    agency: str | None = None
    collective: str | None = None
    open: bool = False
    proposals: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it names somebody, one or many."""
        return self.agency is not None or self.collective is not None


def mentions(cell: str, directory: Directory, day: date | None = None) -> tuple[Mention, ...]:
    """All that a cell names, in its order; `day` settles names that several agencies bore in turn."""
    read = [mention for clause in clauses(cell) for mention in _Clause(clause, directory, day).read()]
    return tuple(read)


def clauses(cell: str) -> list[str]:
    """The parts of a cell that bullets and semicolons divide; other line breaks and brackets divide nothing."""
    bulleted: list[str] = []
    for line in cell.split("\n"):
        if not bulleted or _BULLET.match(line):
            bulleted.append(_BULLET.sub("", line))
        else:
            bulleted[-1] += f" {line}"
    listed = [_LATER_LIST.sub("; ", clause) for clause in bulleted]
    parts = [part for clause in listed for part in _outside_brackets(re.compile(r";"), clause)]
    bare = (_LEADING_AND.sub("", tidy(part)).strip(" .,;") for part in parts)
    return [part.removesuffix(":").strip() for part in bare if re.search(r"\w", part)]


def _outside_brackets(separator: re.Pattern[str], text: str) -> list[str]:
    return [text[start:end] for start, end in _spans(separator, text)]


def _spans(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The stretches of text between separators that stand outside brackets; empty ones are left out."""
    spans, start = [], 0
    for found in separator.finditer(text):
        before = text[: found.start()]
        if before.count("(") <= before.count(")"):
            spans.append((start, found.start()))
            start = found.end()
    return [(begin, end) for begin, end in [*spans, (start, len(text))] if text[begin:end].strip()]


class _Clause:
    """One clause read from left to right: the longest known name first, else an open phrase, else unknown."""

    def __init__(self, text: str, directory: Directory, day: date | None) -> None:
        self.directory, self.day = directory, day
        listed = _LIST_HEAD.match(text)
        self.heads = _singular_heads(listed) if listed else ()
        self.listed = listed is not None
        self.text = text[listed.end() :] if listed else text
        self.spans = _spans(_SEPARATOR, self.text)

    def read(self) -> list[Mention]:
        found: list[tuple[int, Mention]] = []
        at = 0
        while at < len(self.spans):
            taken, mentioned = self._next(at, found[-1][1] if found else None)
            found += [(at, mention) for mention in mentioned]
            at += taken
        return self._joined(found)

    def _next(self, at: int, last: Mention | None) -> tuple[int, list[Mention]]:
        after_open = last is not None and last.open
        if after_open and self._bare_noun(at):
            return 1, [Mention(self._slice(at, 1), open=True)]
        if run := self._concerned_run(at):
            return run, [Mention(self._slice(at, run), open=True)]
        for count in range(min(_LONGEST_NAME, len(self.spans) - at), 0, -1):
            mention = self._known(self._slice(at, count))
            if mention:
                return count, [mention]
        if after_open and self._slice(at, 1)[0].islower():
            return 1, [Mention(self._slice(at, 1), open=True)]
        return 1, self._unnamed(self._slice(at, 1))

    def _concerned_run(self, at: int) -> int:
        """How many parts "các địa phương, đơn vị liên quan" has: the last word makes the whole open, not its end."""
        if not is_open(self._slice(at, 1)):
            return 0
        places_only = _COMMITTEES.match(self._slice(at, 1)) is not None
        end = at + 1
        while end < len(self.spans) and self._bare_noun(end):
            if places_only and not _PLACE.match(self._slice(end, 1)):
                break
            end += 1
        return end - at if _CONCERNED.search(self._slice(end - 1, 1)) else 0

    def _slice(self, at: int, count: int) -> str:
        return self.text[self.spans[at][0] : self.spans[at + count - 1][1]].strip()

    def _bare_noun(self, at: int) -> bool:
        """A common noun without "các" of its own goes on with the open phrase before it."""
        text = self._slice(at, 1)
        return not _PLURAL.match(text) and is_open(f"các {text}")

    def _known(self, phrase: str) -> Mention | None:
        name = _REMARK.sub("", phrase) or phrase
        for candidate in (name, *(f"{head} {name}" for head in self.heads)):
            found = self.directory.find_exact(candidate, self.day)
            if found:
                return self._mention(phrase, found, candidate)
        singular = _EACH.sub("", name)
        found = self.directory.find_exact(singular, self.day) if singular != name else None
        return self._mention(phrase, found, singular) if found and found.agency else None

    def _mention(self, phrase: str, found: Found, name: str) -> Mention:
        collective = self.directory.collectives.get(found.collective or "")
        if collective is not None and collective.open:
            return Mention(phrase, open=True)
        if found.agency and not self.listed:
            self.heads = (name.split()[0],)
        return Mention(phrase, found.agency, found.collective)

    def _unnamed(self, phrase: str) -> list[Mention]:
        if is_open(phrase):
            return [Mention(phrase, open=True)]
        glued = [self._known(part) for part in _GLUED.split(phrase)]
        named = [mention for mention in glued if mention and mention.known]
        if len(glued) > 1 and len(named) == len(glued):
            return named
        return [Mention(phrase)]

    def _joined(self, found: Sequence[tuple[int, Mention]]) -> list[Mention]:
        """Neighbouring open parts are one phrase, and so are neighbouring unknown parts of what looks like one name."""
        groups: list[list[tuple[int, Mention]]] = []
        for at, mention in found:
            if groups and self._goes_on(groups[-1][-1][1], mention):
                groups[-1].append((at, mention))
            else:
                groups.append([(at, mention)])
        return [self._group(group) for group in groups]

    def _goes_on(self, last: Mention, mention: Mention) -> bool:
        if last.known or mention.known or last.open != mention.open:
            return False
        return mention.open or not (self.listed or _NAME_HEADS.match(mention.phrase))

    def _group(self, group: Sequence[tuple[int, Mention]]) -> Mention:
        first, last = group[0], group[-1]
        if len(group) == 1 and (first[1].known or first[1].open):
            return first[1]
        begin = self.text.index(first[1].phrase, self.spans[first[0]][0])
        end = self.text.index(last[1].phrase, self.spans[last[0]][0]) + len(last[1].phrase)
        phrase = self.text[begin:end]
        if first[1].open:
            return Mention(phrase, open=True)
        head = f"{self.heads[0]} " if self.listed else ""
        return Mention(phrase, proposals=self.directory.find(head + phrase, self.day).proposals)


def _singular_heads(listed: re.Match[str]) -> tuple[str, ...]:
    """What each item of "Các Bộ: A, B" or "UBND các tỉnh, thành phố: A, B" lacks before its name."""
    head = listed["head"]
    if fold(head) in ("bộ", "sở", "ban"):
        return (head.capitalize(),)
    return tuple(f"Ủy ban nhân dân {level}" for level in ("tỉnh", "thành phố"))
