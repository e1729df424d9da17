"""A backup as one file: a gzipped tar with the database's copy and a card that says what it is."""

import hashlib
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

CARD, COPY = "backup.json", "dondoc.db"
BLOCK = 1_048_576


class UnreadableBackupError(ValueError):
    """The file is no backup, or was damaged: its copy is not what its card says."""


@dataclass(frozen=True)
class Card:
    """What a backup holds: when it was made, trial or live, the record's length and last hash, the copy's SHA-256."""

    made_at: str
    mode: str
    lines: int
    head: str
    sha256: str


def pack(copy: Path, card: Card, target: Path) -> None:
    """Write the backup so that only its owner can read it; a file that exists is not overwritten (FileExistsError)."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive:
        described = json.dumps(asdict(card), indent=2).encode()
        member = tarfile.TarInfo(CARD)
        member.size, member.mode = len(described), 0o600
        archive.addfile(member, BytesIO(described))
        archive.add(copy, COPY)


def unpack(backup: Path, copy: Path) -> Card:
    """The card; the database's copy is written to `copy`, and to no place that the archive might name.

    Raises UnreadableBackupError.
    """
    try:
        with tarfile.open(backup) as archive:
            card = Card(**json.loads(_member(archive, CARD).read()))
            found = _write(_member(archive, COPY), copy)
    except (tarfile.TarError, KeyError, TypeError, ValueError, EOFError, OSError) as error:
        raise UnreadableBackupError(f"{backup} is no backup: {error}") from error
    if found != card.sha256:
        raise UnreadableBackupError(f"{backup} was damaged: its copy has another hash than its card says")
    return card


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member(archive: tarfile.TarFile, name: str) -> tarfile.ExFileObject:
    found = archive.extractfile(name)
    if found is None:
        raise UnreadableBackupError(f"{name} is no file")
    return found  # type: ignore[return-value]


def _write(source: tarfile.ExFileObject, target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while block := source.read(BLOCK):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()
