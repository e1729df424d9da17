"""What goes with a digest's letter: its files as far as mail servers take them, its picture, the thread of its year."""

from collections.abc import Sequence

from sqlmodel import Session

from casework.docket import Docket
from documents.charts import Chart, digest_chart
from language.wording import SOURCE_LANGUAGE
from mail.digest_letter import LEVELS, thread_year
from mail.message import Attachment
from models.digest import Digest, DigestForm, sent_digests
from models.digest_canonical import from_canonical
from models.digest_data import DigestData
from models.digest_story import story_of
from models.digest_words import Words
from models.issue import IssueKind
from models.letter import Letter

# Many servers refuse 10 MB and base64 adds a third.
MOST_BYTES = 7_000_000
FIRST_TO_GO = ("docx", "pdf", "xlsx")


def attachments_of(forms: Sequence[DigestForm]) -> tuple[list[Attachment], list[str]]:
    """(the files that the letter can carry, the names of those that are only on the page)."""
    in_order = sorted(forms, key=lambda one: FIRST_TO_GO.index(one.form))
    files: list[Attachment] = []
    left: list[str] = []
    room = MOST_BYTES
    for one in in_order:
        if len(one.content) <= room:
            files.append(Attachment(one.filename, one.content_type, one.content))
            room -= len(one.content)
        else:
            left.append(one.filename)
    return files, left


def chart_of(data: DigestData, locale: str = SOURCE_LANGUAGE) -> Chart:
    """The letter's one picture."""
    detail = LEVELS[0]
    return digest_chart(story_of(data, locale, detail), Words(data.head.zone, locale, detail))


def first_of_thread(session: Session, docket: Docket, letter: Letter, data: DigestData) -> str | None:
    """The Message-ID of the first digest of the year that this one is sent after; None for the first, and a review."""
    if data.head.kind is not IssueKind.PERIOD:
        return None
    for digest in sent_digests(session, docket.plan_id):
        first = session.get(Letter, digest.letter_id) if digest.letter_id else None
        if first and first.mode == letter.mode and first.id != letter.id and _same_thread(digest, data):
            return first.message_id
    return None


def _same_thread(digest: Digest, data: DigestData) -> bool:
    other = from_canonical(digest.content)
    return other.head.kind is IssueKind.PERIOD and thread_year(other) == thread_year(data)
