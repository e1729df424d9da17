"""What a draft digest says of one agency: the lines it may contest."""

from collections.abc import Iterator

from sqlmodel import Session

from language.wording import SOURCE_LANGUAGE
from mail.digest_round_letter import OwnLine
from models.digest import Digest, current_digest, issued
from models.digest_compile import Issued
from models.digest_labels import issue_title
from models.digest_lines import ObligationLine
from models.digest_reports import Standing
from models.digest_rows import answers_by_id
from models.digest_task_story import line_told
from models.digest_task_tally import agency_line
from models.digest_words import Detail, Words
from models.issue import issue_keyed


def title_of(digest: Digest) -> str:
    """What the digest is called."""
    issue = issue_keyed(digest.period_key)
    return issue_title(issue.kind, issue.wording.say()).say()


def in_force(session: Session, digest: Digest) -> Digest | None:
    """The version that stands of the issue the digest belongs to."""
    return current_digest(session, digest.plan_id, digest.period_key)


def own_lines(
    session: Session, digest: Digest, agency_id: str, detail: Detail, locale: str = SOURCE_LANGUAGE
) -> tuple[OwnLine, ...]:
    """What the digest says of one agency, in the order of the plan."""
    found = issued(session, digest)
    words = Words(found.data.head.zone, locale, detail)
    titles = {task.code: task.title for task in found.data.tasks}
    return tuple(
        OwnLine(
            obligation_id=line.obligation_id,
            code=line.part.task_code,
            title=titles[line.part.task_code],
            told=line_told(agency_line(line), words),
        )
        for line in _lines_of(session, found, agency_id)
    )


def _lines_of(session: Session, found: Issued, agency_id: str) -> Iterator[ObligationLine]:
    mine = [
        row for row in found.ledger.rows() if row.party.agency_id == agency_id and row.standing is not Standing.WAIVED
    ]
    answers = answers_by_id(session, [row.response_id for row in mine])
    for row in mine:
        given = answers.get(row.response_id)
        yield ObligationLine(
            row.obligation_id, row.part, row.party, row.state, row.standing, given, row.due_on, row.late, row.note
        )
