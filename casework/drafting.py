"""What was typed on a private page and not sent: kept for whoever typed it, with the files that came along."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from casework.opening import Opened
from models.answer_file import FileRef, ResponseFile, forget_content, keep_content
from models.draft import Draft, draft_of
from models.official_report import OfficialReport
from models.submission import DECLINED, WAITING, Submission

REPORT = 0


def save_draft(
    session: Session, opened: Opened, fields: Mapping[str, str], files: Sequence[tuple[int, FileRef]]
) -> Draft:
    """Keep what was typed and the files, each with its obligation (REPORT for the official report's scan)."""
    draft = draft_of(session, opened.request.id or 0, opened.owner)
    if draft is None:
        draft = Draft(request_id=opened.request.id or 0, owner=opened.owner, saved_at=opened.docket.now)
    before = {one["sha256"] for one in draft.files}
    draft.fields = dict(fields)
    draft.files = [vars(ref) | {"obligation_id": number} for number, ref in files]
    draft.saved_at = opened.docket.now
    session.add(draft)
    session.flush()
    _forget(session, before - {ref.sha256 for _, ref in files})
    return draft


def drop_draft(session: Session, opened: Opened) -> None:
    """Remove the draft, and the bytes of files that nothing else refers to."""
    draft = draft_of(session, opened.request.id or 0, opened.owner)
    if draft is None:
        return
    hashes = {one["sha256"] for one in draft.files}
    session.delete(draft)
    session.flush()
    _forget(session, hashes)


def draft_files(draft: Draft | None) -> list[tuple[int, FileRef]]:
    """The files of a draft, each with its obligation."""
    return [(one["obligation_id"], FileRef.stored(one)) for one in draft.files] if draft else []


def keep_file(session: Session, filename: str, content_type: str, content: bytes) -> FileRef:
    """Store an uploaded file under its hash."""
    return keep_content(session, filename, content_type, content)


def _forget(session: Session, hashes: set[str]) -> None:
    """Remove the bytes that no answer, report or draft refers to, nor a submission that waits or came back."""
    if not hashes:
        return
    used = set(session.exec(select(ResponseFile.sha256).where(col(ResponseFile.sha256).in_(hashes))))
    used |= set(session.exec(select(OfficialReport.sha256).where(col(OfficialReport.sha256).in_(hashes))))
    used |= {file["sha256"] for draft in session.exec(select(Draft)) for file in draft.files}
    held = session.exec(select(Submission).where(col(Submission.state).in_((WAITING, DECLINED))))
    used |= {file["sha256"] for one in held for answer in one.answers for file in answer.get("files", ())}
    forget_content(session, hashes - used)
