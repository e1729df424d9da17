"""The office's own words of a digest as a text file: written out to be edited at leisure, and read back."""

import re
from collections.abc import Mapping

from language.text import composed
from models.digest_labels import PLACES

MARK = re.compile(r"^==\s*(\w+)\s*==", re.MULTILINE)
NOTHING = "không phát sinh"


def words_file(title: str, said: Mapping[str, str]) -> str:
    """The file: each place under its mark with what is said there; an empty text is written as "Không phát sinh"."""
    parts = [
        f"# {title}",
        "# Dòng bắt đầu bằng # không được đọc. Phần để trống là chưa viết; ghi “Không phát sinh” nếu",
    ]
    parts.append("# quyết định không nêu gì. Phần decisions: mỗi dòng một nội dung đề nghị Ban Chỉ đạo quyết định.")
    for place, label in PLACES.items():
        text = said.get(place)
        shown = "" if text is None else text or "Không phát sinh"
        parts += ["", f"== {place} ==", f"# {label}", shown]
    return "\n".join(parts).rstrip() + "\n"


def read_words_file(text: str) -> dict[str, str]:
    """What stands in each place that holds something; "Không phát sinh" is an empty text, a place left empty is absent.

    A mark that is no place is returned too, for the caller to refuse.
    """
    lines = (line for line in composed(text).split("\n") if not line.startswith("#"))
    pieces = MARK.split("\n".join(lines))
    said = {place: body.strip() for place, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    return {place: "" if _nothing(body) else body for place, body in said.items() if body}


def _nothing(body: str) -> bool:
    return body.casefold().strip(" .") == NOTHING
