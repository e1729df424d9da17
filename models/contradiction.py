"""Whether what a lead and a coordinating agency say of one task can both be true, as a pure rule on their words.

One says the task is completed while the other says it waits for him. Nothing else is compared: that a lead has
finished while a coordinating agency still works is no contradiction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    """Of the statements on one task, those that wait for somebody of the other role who is done: of several the first.

    A role means everybody who has it, so it tells only while all of them say they are done.
    """
    finished = [one for one in statements if one.status == COMPLETED]
    unfinished = {one.role == LEAD for one in statements if one.status != COMPLETED}
    waiting = [one for one in statements if one.status not in SILENT] if finished else []
    found = (_contradiction(one, finished, whole_role=(one.role != LEAD) not in unfinished) for one in waiting)
    return tuple(one for one in found if one)


def _contradiction(waiting: Statement, finished: Sequence[Statement], *, whole_role: bool) -> Contradiction | None:
    """The sentence in which `waiting` says that it waits for one who is done, by name or by role."""
    others = [one for one in finished if (one.role == LEAD) != (waiting.role == LEAD)]
    for sentence, after in _waiting_sentences(waiting.texts if others else ()):
        by_role = whole_role and (_THE_OTHERS if waiting.role == LEAD else _THE_LEAD).search(after)
        done = next((one for one in others if by_role or _names(after, one)), None)
        if done:
            return Contradiction(done, waiting, sentence[:LONGEST_QUOTE])
    return None


def _names(text: str, one: Statement) -> bool:
    keys = map(_name_key, one.names)
    return any(key in text and _says(text, key) for key in keys if len(key) >= _SHORTEST_NAME)


@lru_cache(maxsize=10_000)
def _name_key(name: str) -> str:
    return phrase_key(name)


def _waiting_sentences(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(each sentence that waits for something, what it says from there on as a key)."""
    for sentence in (one.strip() for text in texts for one in _SENTENCE.split(text)):
        key = phrase_key(sentence)
        found = _WAITS.search(key)
        if found is not None and not _NOT.search(key[: found.start()]):
            yield sentence, key[found.start() :]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
