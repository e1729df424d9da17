"""A time expression in parts, each of which states one thing: what semicolons, bullets, sentences and lines divide."""

import re
from collections.abc import Callable, Iterator

from language.text import composed, tidy

_HARD = re.compile(r";|\n(?=\s*[-–+•*▪]\s)|\.\s+(?=[A-ZĐÀ-Ỹ])")
_BEGINS = re.compile(r"[A-ZĐÀ-Ỹ\d(]")
_OPEN_END = re.compile(r"(?:[-–—/,(]|\b(?:đến|từ|và|trước|hết|ngày|tháng|quý|năm|trong|tới|vào))\s*$", re.IGNORECASE)


def time_parts(text: str, speaks: Callable[[str], bool]) -> list[str]:
    """The parts of an expression, each on one line.

    A line break divides only where both sides state a time by themselves (`speaks`): a narrow column breaks "Quý" from
    "I/2026" and "100 ngày kể" from "từ ngày ban hành".
    """
    parts = (part for piece in _HARD.split(composed(text)) for part in _lines(piece, speaks))
    return [bare for part in parts if (bare := _bare(part))]


def _lines(piece: str, speaks: Callable[[str], bool]) -> Iterator[str]:
    above = ""
    lines = [line.strip() for line in piece.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        rest = " ".join(lines[number:])
        if above and _BEGINS.match(line) and not _OPEN_END.search(above) and speaks(above) and speaks(rest):
            yield above
            above = line
        else:
            above = _joined(above, line)
    yield above


def _joined(above: str, line: str) -> str:
    """Two lines as one; a dash or stroke that ends a word at the line's end was none of the writer's breaks."""
    glue = "" if re.search(r"\S[-/]$", above) else " "
    return f"{above}{glue}{line}" if above else line


def _bare(part: str) -> str:
    plain = re.sub(r"^[-–+•*▪]\s*", "", tidy(part)).strip(" .,:")
    return plain.removeprefix("(").removesuffix(")").strip() if plain.count("(") != plain.count(")") else plain
