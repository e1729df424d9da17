"""Files beside an answer: their bytes, each stored once under its hash, and the version of an answer they belong to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, select


class FileContent(SQLModel, table=True):
    """The bytes of one uploaded file, under their SHA-256; a file that came by mail stays in its message."""

    sha256: str = Field(primary_key=True)
    content: bytes


class ResponseFile(SQLModel, table=True):
    """A file that stands beside one version of an answer; append-only. `content_type` is what its sender claimed."""

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="response.id", index=True)
    sha256: str = Field(index=True)
    filename: str
    content_type: str
    size: int


@dataclass(frozen=True, order=True)
class FileRef:
    """A file by its hash (hexadecimal SHA-256), with the name and the type its sender gave it; `size` in bytes."""

    sha256: str
    filename: str
    content_type: str
    size: int

    @classmethod
    def of(cls, filename: str, content_type: str, content: bytes) -> "FileRef":
        """The reference to a file with that content."""
        return cls(hashlib.sha256(content).hexdigest(), filename, content_type, len(content))

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> "FileRef":
        """The reference that was kept as JSON."""
        return cls(plain["sha256"], plain["filename"], plain["content_type"], plain["size"])


def keep_content(session: Session, filename: str, content_type: str, content: bytes) -> FileRef:
    """Store the bytes under their hash unless they are there; returns the reference to them."""
    found = FileRef.of(filename, content_type, content)
    if session.get(FileContent, found.sha256) is None:
        session.add(FileContent(sha256=found.sha256, content=content))
        session.flush()
    return found


def files_of(session: Session, response_ids: Iterable[int]) -> dict[int, tuple[FileRef, ...]]:
    """The files beside each of the versions that has any, in the order of storing, by response id."""
    found: dict[int, tuple[FileRef, ...]] = {}
    if not (ids := list(response_ids)):
        return found
    query = select(ResponseFile).where(col(ResponseFile.response_id).in_(ids))
    for row in session.exec(query.order_by(col(ResponseFile.id))):
        ref = FileRef(row.sha256, row.filename, row.content_type, row.size)
        found[row.response_id] = (*found.get(row.response_id, ()), ref)
    return found


def add_files(session: Session, response_id: int, files: Iterable[FileRef]) -> None:
    """Put the files beside that version."""
    rows = [ResponseFile(response_id=response_id, **vars(file)) for file in files]
    if rows:
        session.add_all(rows)
        session.flush()


def forget_content(session: Session, hashes: Iterable[str]) -> None:
    """Remove bytes that nothing refers to any more; the caller has made sure of it."""
    session.execute(delete(FileContent).where(col(FileContent.sha256).in_(list(hashes))))
