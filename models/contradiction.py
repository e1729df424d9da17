"""Whether what a lead and a coordinating agency say of one task can both be true, as a pure rule on their words.

One says the task is completed while the other says it waits for him. Nothing else is compared: that a lead has
finished while a coordinating agency still works is no contradiction.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.text import phrase_key
from models.response import NOT_OURS
from models.task import LEAD

COMPLETED = "completed"
SILENT = (COMPLETED, "nothing", NOT_OURS)
LONGEST_QUOTE = 300

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
# With their marks: "chờ" waits, "cho" gives.
_WAITS = re.compile(
    r"(?<!\w)(?:chờ|đợi|chưa nhận được|chưa có|phụ thuộc|"
    r"(?:đề nghị|kiến nghị|đề xuất|mong)(?=[^.;]{0,160}?\b(?:sớm|khẩn trương|kịp thời)\b))(?!\w)"
)
_NOT = re.compile(r"(?:không|khỏi|chẳng)(?: phải| còn| cần)?\s*$")
_THE_LEAD = re.compile(r"(?<!\w)(?:(?:cơ quan|đơn vị|bộ|ngành)(?: được giao)? chủ trì)(?!\w)")
_THE_OTHERS = re.compile(
    r"(?<!\w)(?:(?:cơ quan|đơn vị|bộ, ngành|bộ ngành|bộ|địa phương)(?: được giao)? phối hợp)(?!\w)"
)
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Statement:
    """What one agency says of a task in one period; `names` are the ways in which others write who it is."""

    obligation_id: int
    agency_id: str
    role: str
    status: str
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """`done` says the task, or its part in it, is completed; `waiting` says in `quote` that it waits for that."""

    done: Statement
    waiting: Statement
    quote: str


def contradictions(statements: Sequence[Statement]) -> tuple[Contradiction, ...]:
    """Of the statements on one task, the pairs of a lead and a coordinating agency that cannot both be true."""
    finished = [one for one in statements if one.status == COMPLETED]
    missing = Counter(one.role for one in statements if one.status != COMPLETED)
    found = (
        (done, waiting, _quote(waiting, done, whole_role=not missing[done.role]))
        for done in finished
        for waiting in statements
        if waiting.status not in SILENT and (done.role == LEAD) != (waiting.role == LEAD)
    )
    return tuple(Contradiction(done, waiting, quote) for done, waiting, quote in found if quote)


def _quote(waiting: Statement, awaited: Statement, *, whole_role: bool) -> str:
    """The sentence in which `waiting` says that it waits for `awaited`, by name or by role; "" when there is none.

    A role means everybody who has it, so it tells only while all of them say they are done (`whole_role`).
    """
    role = _THE_LEAD if awaited.role == LEAD else _THE_OTHERS
    names = [key for key in map(phrase_key, awaited.names) if len(key) >= _SHORTEST_NAME]
    for sentence, after in _waiting_sentences(waiting.texts):
        if (whole_role and role.search(after)) or any(_says(after, name) for name in names):
            return sentence[:LONGEST_QUOTE]
    return ""


def _waiting_sentences(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(each sentence that waits for something, what it says from there on as a key)."""
    for sentence in (one.strip() for text in texts for one in _SENTENCE.split(text)):
        key = phrase_key(sentence)
        found = _WAITS.search(key)
        if found is not None and not _NOT.search(key[: found.start()]):
            yield sentence, key[found.start() :]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
