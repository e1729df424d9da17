"""Cells that name agencies, read as mentions: an agency, a collective, an open phrase, or an unknown name.

Every word of a cell is accounted for: it names somebody, it belongs to an open phrase, it says what somebody does (a
remark), or it is part of a name that nobody bears, which is a problem. Nothing is dropped and nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.agency_clauses import clauses, spans
from documents.agency_names import Names
from documents.agency_words import (
    BRACKETS,
    COMMUNE,
    COMMUNE_NAME,
    COMMUNES_HEAD,
    EACH,
    EITHER,
    ENDS_OPEN,
    GLUED,
    LEVEL_HEAD,
    LIST_HEAD,
    LOCALITIES,
    NOBODY,
    PERSON,
    PLACE,
    SEPARATOR,
    SERVED,
    SORTS_HEAD,
    TAIL,
)
from documents.mention import Mention
from documents.open_phrase import (
    COMMITTEES,
    CONCERNED,
    GOVERNS,
    NAME_HEADS,
    PLURAL,
    begins_with_name,
    is_open,
    lists_sorts,
    names_another,
)
from language.text import fold, tidy
from models.directory import Found

_LONGEST_NAME = 6  # in parts: "Ủy ban Dân tộc, Tôn giáo, …" has commas and "và" of its own
_LONGEST_TAIL = 30  # in words
_LONGEST_CELL, _SHOWN = 4_000, 200  # in letters
_COMMITTEES = ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân thành phố")


def mentions(cell: str, names: Names) -> tuple[Mention, ...]:
    """All that a cell names, in its order; one far longer than any list of agencies names nobody."""
    if NOBODY.fullmatch(cell.strip()):
        return ()
    if len(cell) > _LONGEST_CELL:
        return (Mention(f"{tidy(cell[:_SHOWN])}…"),)
    return tuple(mention for clause in clauses(cell) for mention in _Clause(clause, names).read())


class _Clause:
    """One clause read from left to right: the longest known name first, else an open phrase, else unknown."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        listed, communes = LIST_HEAD.match(text), COMMUNES_HEAD.match(text)
        self.heads: tuple[str, ...] = ()
        self.strict = False  # every item is one of the list's kind: no other body of that name is meant
        if communes:
            levels = re.split(r"\s*[,/]\s*", communes["levels"].lower())
            self.heads, self.strict = tuple(f"Ủy ban nhân dân {level}" for level in levels), True
        elif listed:
            self.heads = _singular_heads(listed)
        sorts = SORTS_HEAD.match(text)
        begun = listed or communes or (sorts if sorts and is_open(sorts["sorts"]) else None)
        self.listed = begun is not None
        self.text = text[begun.end() :] if begun else text
        self.spans: list[tuple[int, int]] = []
        for span in spans(SEPARATOR, self.text):
            if self.spans and self._goes_on_after_break(span):
                self.spans[-1] = (self.spans[-1][0], span[1])
            else:
                self.spans.append(span)

    def _goes_on_after_break(self, span: tuple[int, int]) -> bool:
        """Whether only a line break stands before a part that begins no name: "Tập đoàn" and below it "Viettel"."""
        between, part = self.text[self.spans[-1][1] : span[0]], self.text[span[0] : span[1]]
        alone = between == "\n" or not between
        above = self.text[slice(*self.spans[-1])].strip()
        if alone and (PERSON.fullmatch(f"{above} ") or GOVERNS.search(above)):
            return True
        begins = NAME_HEADS.match(part) or PLURAL.match(part) or self._known(tidy(part))
        return alone and not begins

    def read(self) -> list[Mention]:
        found: list[tuple[int, Mention]] = []
        at = 0
        while at < len(self.spans):
            last = found[-1][1] if found else None
            if last is not None and last.remark and self._more_of_remark(at):
                found[-1] = (found[-1][0], replace(last, remark=f"{last.remark}, {self._slice(at, 1)}"))
                at += 1
                continue
            taken, mentioned = self._next(at, last)
            found += [(at, mention) for mention in mentioned]
            self._learn_head(mentioned[-1])
            at += taken
        return self._joined(found)

    def _next(self, at: int, last: Mention | None) -> tuple[int, list[Mention]]:
        after_open = last is not None and last.open
        if after_open and self._bare_noun(at):
            return 1, [Mention(self._slice(at, 1), open=True)]
        if run := self._concerned_run(at):
            return run, [Mention(self._slice(at, run), open=True)]
        for count in self._counts(at):
            mention = self._known(self._slice(at, count))
            if mention:
                return count, [mention]
        for count in self._counts(at):
            mention = self._with_tail(at, count)
            if mention:
                return count, [mention]
        for count in self._counts(at):
            if glued := self._glued(self._slice(at, count)):
                return count, glued
        for count in self._counts(at)[:-1]:
            if lists_sorts(self._slice(at, count)):
                return count, [Mention(self._slice(at, count), open=True)]
        if after_open and self._slice(at, 1)[0].islower() and not names_another(self._slice(at, 1)):
            return 1, [Mention(self._slice(at, 1), open=True)]
        return 1, self._unnamed(self._slice(at, 1))

    def _counts(self, at: int) -> range:
        return range(min(_LONGEST_NAME, len(self.spans) - at), 0, -1)

    def _more_of_remark(self, at: int) -> bool:
        """Whether a part goes on with what the body before it does: "triển khai hệ thống, hạ tầng, dữ liệu"."""
        text = self._slice(at, 1)
        return text[0].islower() and not is_open(text) and self._known(text) is None and not NAME_HEADS.search(text)

    def _concerned_run(self, at: int) -> int:
        """How many parts "các địa phương, đơn vị liên quan" has: the last word makes the whole open, not its end."""
        if not (is_open(self._slice(at, 1)) or self._bare_noun(at)):
            return 0
        places_only = COMMITTEES.match(self._slice(at, 1)) is not None
        end = at + 1
        while end < len(self.spans) and self._bare_noun(end):
            if places_only and not PLACE.match(self._slice(end, 1)):
                break
            end += 1
        return end - at if CONCERNED.search(self._slice(end - 1, 1)) else 0

    def _slice(self, at: int, count: int) -> str:
        return tidy(self._raw(at, count))

    def _raw(self, at: int, count: int) -> str:
        return self.text[self.spans[at][0] : self.spans[at + count - 1][1]].strip()

    def _bare_noun(self, at: int) -> bool:
        """A common noun without "các" of its own goes on with the open phrase before it."""
        text = self._slice(at, 1)
        return not PLURAL.match(text) and not begins_with_name(text) and is_open(f"các {text}")

    def _known(self, phrase: str) -> Mention | None:
        if any(EITHER.search(inner) for inner in re.findall(r"\([^()]*\)", phrase)):
            return None
        name = BRACKETS.sub(" ", phrase).strip() or phrase
        for candidate in self._candidates(name):
            if found := self.names.find(candidate):
                return self._mention(phrase, found)
        singular = EACH.sub("", name)
        one = self.names.find(singular) if singular != name and not self.strict else None
        return self._mention(phrase, one) if one and one.agency else None

    def _candidates(self, name: str) -> list[str]:
        """What a part may stand for: as it is, with the word that a list distributes, without a person's title."""
        if COMMUNE_NAME.match(name):
            return [name, f"Ủy ban nhân dân {name}"]
        headed = [f"{head} {name}" for head in self.heads]
        if self.strict and not NAME_HEADS.match(name):
            return headed
        named = [name, *headed] if NAME_HEADS.match(name) or not self.listed else [*headed, name]
        if place := LOCALITIES.match(name):
            named += [f"{committee} {name[place.end() :]}" for committee in _COMMITTEES]
        return [*named, PERSON.sub("", name)] if PERSON.match(name) else named

    def _mention(self, phrase: str, found: Found) -> Mention:
        entry = self.names.directory.collectives.get(found.collective or "")
        is_set = entry is not None and entry.open
        return Mention(phrase, open=True) if is_set else Mention(phrase, found.agency, found.collective)

    def _learn_head(self, mention: Mention) -> None:
        """The word that the names after this one may lack: "Bộ Y tế, Tài chính", "UBND xã Mường La, Bắc Yên"."""
        name = EACH.sub("", PERSON.sub("", BRACKETS.sub(" ", mention.phrase)))
        if mention.agency is None or not NAME_HEADS.match(name) or self.names.find(name) is None:
            return
        if self.listed:
            self.strict = False
            return
        level = LEVEL_HEAD.match(name)
        self.heads = (level[0] if level else " ".join(name.split()[: 2 if name[0] in "ỦU" else 1]),)
        self.strict = level is not None and COMMUNE.match(level["level"]) is not None

    def _with_tail(self, at: int, count: int) -> Mention | None:
        """A known name followed by what it does: "Sở Y tế tham mưu …"; no other body may stand in what follows."""
        words = self._slice(at, count).split(" ")
        fewest = max(1, len(self._slice(at, count - 1).split(" ")) if count > 1 else 1)
        for cut in range(min(len(words) - 1, fewest + _LONGEST_TAIL), fewest - 1, -1):
            tail = " ".join(words[cut:])
            if not TAIL.match(tail) or NAME_HEADS.search(SERVED.sub("", tail)):
                continue
            name = " ".join(words[:cut])
            if mention := self._known(name):
                return replace(mention, remark=tail)
        return None

    def _unnamed(self, phrase: str) -> list[Mention]:
        if is_open(phrase):
            return [Mention(phrase, open=True)]
        return [Mention(phrase)]

    def _glued(self, phrase: str) -> list[Mention]:
        """Names with nothing between them ("Bộ Y tế Bộ Công an"), the first as short as the rest allows; else none."""
        for cut in GLUED.finditer(phrase):
            first, rest = self._named(phrase[: cut.start()]), phrase[cut.end() :]
            if first and (others := [last] if (last := self._named(rest)) else self._glued(rest)):
                return [first, *others]
        return []

    def _named(self, part: str) -> Mention | None:
        if ENDS_OPEN.search(part):
            return None
        opens = is_open(part) and not (SEPARATOR.search(part) or EITHER.search(part))
        return self._known(part) or (Mention(part, open=True) if opens else None)

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
        if last.known or mention.known or last.open != mention.open or last.remark:
            return False
        return mention.open or not (self.listed or NAME_HEADS.match(mention.phrase))

    def _group(self, group: Sequence[tuple[int, Mention]]) -> Mention:
        first, last = group[0], group[-1]
        if len(group) == 1 and (first[1].known or first[1].open):
            return first[1]
        phrase = self._slice(first[0], last[0] - first[0] + 1) if len(group) > 1 else first[1].phrase
        if first[1].open:
            return replace(last[1], phrase=phrase)
        return self._unknown(replace(first[1], phrase=phrase))

    def _unknown(self, mention: Mention) -> Mention:
        head = f"{self.heads[0]} " if self.listed and self.heads and not NAME_HEADS.match(mention.phrase) else ""
        return replace(mention, phrase=head + mention.phrase, proposals=self.names.nearest(head + mention.phrase))


def _singular_heads(listed: re.Match[str]) -> tuple[str, ...]:
    """What each item of "Các Bộ: A, B" or "UBND các tỉnh, thành phố: A, B" lacks before its name."""
    head = fold(listed["head"])
    if head in ("bộ", "sở", "ban"):
        return (head.capitalize(),)
    if head in ("cơ quan", "đơn vị"):
        return ()
    return _COMMITTEES
