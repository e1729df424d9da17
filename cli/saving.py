"""Writing what others sent into a folder of this machine, under names that cannot lead out of it."""

import re
from collections.abc import Sequence
from pathlib import Path

from cli.showing import tell
from language.wording import wording


def save_files(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Write the files (name, content) into the folder, numbered, and say so."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, content) in enumerate(files, 1):
        (folder / f"{number}-{_plain(name)}").write_bytes(content)
    tell(wording("Đã ghi {n} tệp vào {folder}.", n=len(files), folder=folder))


def _plain(name: str) -> str:
    return re.sub(r"[^\w .()-]+", "_", name).lstrip(".") or "tep"
