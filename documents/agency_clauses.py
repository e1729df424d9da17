"""The parts of a cell of agencies: what bullets, semicolons, sentences and lists after a colon divide."""

import re

from documents.agency_words import BULLET, ENDS_OPEN, LATER_LISTS, LEAD_IN, SENTENCE, VERB
from documents.open_phrase import NAME_HEADS
from language.text import composed

_SEMICOLON = re.compile(r";")
_SAYS = re.compile(r"\w|…|\.{3}")
_AND_SO_ON = re.compile(r"v\.?\s?v\.?\W*$")


def clauses(cell: str) -> list[str]:
    """The parts of a cell that bullets and semicolons divide; other line breaks and brackets divide nothing.

    Line breaks stay inside a part: they tell where a name may begin that nothing else divides from the one before it.
    """
    parts = [part for piece in _pieces(composed(cell)) for part in outside_brackets(_SEMICOLON, piece)]
    return [bare for part in parts if _SAYS.search(part) and (bare := _bare(part))]


def _pieces(cell: str) -> list[str]:
    """Bulleted items, sentences, and what a line begins after the line above it has said what its body does."""
    bulleted: list[str] = []
    for line in cell.split("\n"):
        plain = " ".join(line.split())
        if not bulleted or BULLET.match(line) or _begins_anew(bulleted[-1], plain):
            bulleted.append(BULLET.sub("", plain))
        else:
            bulleted[-1] += f"\n{plain}"
    for later in LATER_LISTS:
        bulleted = [later.sub("; ", piece) for piece in bulleted]
    return [sentence for piece in bulleted for sentence in SENTENCE.split(piece)]


def _begins_anew(above: str, line: str) -> bool:
    said = VERB.search(above) is not None
    return said and NAME_HEADS.match(line) is not None and not ENDS_OPEN.search(above)


def _bare(part: str) -> str:
    text = part.strip(" \n\t,;" if _AND_SO_ON.search(part) else " \n\t.,;")
    for _ in range(3):
        text = LEAD_IN.sub("", text)
    if text.count("(") != text.count(")"):
        text = text.strip("() ")
    return text.removesuffix(":").strip()


def outside_brackets(separator: re.Pattern[str], text: str) -> list[str]:
    """The stretches of text between separators that stand outside brackets; empty ones are left out."""
    return [text[start:end] for start, end in spans(separator, text)]


def spans(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where those stretches begin and end."""
    found_spans, start, depth, at = [], 0, 0, 0
    for found in separator.finditer(text):
        depth = max(0, depth + text.count("(", at, found.start()) - text.count(")", at, found.start()))
        at = found.start()
        if depth == 0:
            found_spans.append((start, found.start()))
            start = found.end()
    return [(begin, end) for begin, end in [*found_spans, (start, len(text))] if text[begin:end].strip()]
