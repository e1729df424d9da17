"""Files that were chosen on a private page: which are taken, which not and why, and to what each belongs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from language.text import composed
from language.wording import Wording, wording
from mail.render import size
from web.posted import Uploaded

LARGEST = 10_000_000
MOST = 20
REPORT_FIELD = "report-scan"
LONGEST_NAME = 150
KINDS = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt"),
    *("xls", "xlsx", "ods", "csv", "ppt", "pptx"),
    *("jpg", "jpeg", "png", "tif", "tiff", "heic"),
)
_FIELD = re.compile(r"file-(\d{1,9})")


@dataclass(frozen=True)
class Chosen:
    """A file that is taken, and the obligation it stands beside; 0 for the official report's scan."""

    obligation_id: int
    file: Uploaded


def choose(files: Sequence[Uploaded]) -> tuple[list[Chosen], dict[str, Wording]]:
    """(the files that are taken, what is wrong with the others by the field they were chosen in)."""
    taken: list[Chosen] = []
    faults: dict[str, Wording] = {}
    for file in files:
        number = _belongs_to(file.name)
        if number is None:
            continue
        why = _fault(file) or (_too_many() if len(taken) >= MOST else None)
        if why is None:
            taken.append(Chosen(number, Uploaded(file.name, plain_name(file.filename), _kind(file), file.content)))
        else:
            faults.setdefault(file.name, why)
    return taken, faults


def _belongs_to(name: str) -> int | None:
    found = _FIELD.fullmatch(name)
    return int(found[1]) if found else 0 if name == REPORT_FIELD else None


def plain_name(name: str) -> str:
    """The name without folders and control characters, cut when it is long; its ending stays."""
    last = re.split(r"[/\\]", composed(name))[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip() or "tep"
    stem, dot, ending = clean.rpartition(".")
    return clean if len(clean) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 6]}{dot}{ending[:5]}"


def saved_as(name: str) -> dict[str, str]:
    """The headers that have a browser save a file and never show it; what no document is gets no name to open it by."""
    safe = plain_name(name) if name.rpartition(".")[2].lower() in KINDS else "tep.bin"
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(safe)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def _kind(file: Uploaded) -> str:
    return file.content_type[:100] if file.content_type.isascii() else "application/octet-stream"


def _fault(file: Uploaded) -> Wording | None:
    ending = file.filename.rpartition(".")[2].lower()
    if ending not in KINDS:
        kinds = ", ".join(KINDS)
        return wording("Không nhận tệp “{name}”; chỉ nhận: {kinds}.", name=plain_name(file.filename), kinds=kinds)
    if len(file.content) > LARGEST:
        name = plain_name(file.filename)
        return wording("Tệp “{name}” lớn quá {most}.", name=name, most=size(LARGEST))
    if not file.content:
        return wording("Tệp “{name}” rỗng.", name=plain_name(file.filename))
    return None


def _too_many() -> Wording:
    return wording("Mỗi lần gửi không quá {most} tệp.", most=MOST)
