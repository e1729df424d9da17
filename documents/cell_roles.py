"""A cell that holds both roles: "Chủ trì: A; phối hợp: B", "A chủ trì, phối hợp với B"."""

import re

from documents.open_phrase import NAME_HEADS
from language.text import fold, one_tone_placement

_NAMES = r"(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|địa phương)?(?:\s*,\s*(?:cơ quan|đơn vị))*\s*"
_ROLE = re.compile(r"\b(phối|chủ)\s+(hợp|trì)\b", re.IGNORECASE)  # a narrow column breaks the words in two
_LABEL = re.compile(
    rf"(?:^|[\n;.])\s*(?:[-–+•*]\s*)?(?P<label>{_NAMES}(?:chủ trì|phối hợp|thực hiện"
    rf"|tham gia)(?:\s+(?:thực hiện|chính|chủ trì))?)\s*:",
    re.IGNORECASE,
)
_LEADS_WITH = re.compile(
    r"[\s,]*(?:\b(?:chủ trì|làm đầu mối|là cơ quan chủ trì"
    r"|chịu trách nhiệm chính)\b)?[\s,]*(?:và\s+)?\b(?:phối hợp|hợp tác)\s+(?:(?:với|cùng)\s+|(?=(?:các\s+)?"
    rf"(?-i:{NAME_HEADS.pattern})))",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^\s*(?:đề nghị\s+)?(?:có sự\s+)?(?:phối hợp|tham gia)(?:\s+(?:với|cùng|của))?\s+|^\s*đề nghị\s+", re.IGNORECASE
)


def roles(lead: str, coordinating: str) -> tuple[str, str]:
    """The texts of both roles, taken from the two cells (one may be empty, or hold both)."""
    led, helped = _labelled(_ROLE.sub(r"\1 \2", lead), "lead")
    rest, more = _labelled(_ROLE.sub(r"\1 \2", coordinating), "coordinating")
    led, with_them = _verbs(led)
    return _joined(led, rest), _joined(helped, with_them, _ASKED.sub("", more))


def labelled(cell: str) -> bool:
    """Whether a cell says in words which role its parts have."""
    return _LABEL.search(cell) is not None or _verbs(cell)[1] != ""


def _labelled(cell: str, role: str) -> tuple[str, str]:
    """The parts of a cell that lead and that coordinate; what stands before the first label has the column's role."""
    labels = list(_LABEL.finditer(cell))
    starts = [found.start() for found in labels]
    ends = [*starts[1:], len(cell)]
    parts = [(role, cell[: starts[0]] if starts else cell)]
    for found, end in zip(labels, ends if labels else [], strict=True):
        helps = re.search(r"phối hợp|tham gia", fold(found["label"])) is not None
        parts.append(("coordinating" if helps else "lead", cell[found.end() : end]))
    return _joined(*(text for name, text in parts if name == "lead")), _joined(
        *(text for name, text in parts if name == "coordinating")
    )


def _verbs(cell: str) -> tuple[str, str]:
    """ "A chủ trì, phối hợp với B" in a cell of leads."""
    found = _LEADS_WITH.search(one_tone_placement(cell))
    if found is None or not cell[: found.start()].strip():
        return cell, ""
    return cell[: found.start()], cell[found.end() :]


def _joined(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip(" \n\t;.,"))
