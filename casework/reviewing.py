"""Digests over several periods: the year, the mid-term and the final review, from the frozen answers of those sent."""

from collections import Counter
from dataclasses import replace

from sqlmodel import Session

from casework.compiling import head_of, store_draft, task_lines
from casework.docket import Docket
from casework.following_up import followed_up
from casework.frozen import quoted_answers
from language.wording import Wording, wording
from models.digest import Digest, issued, reference_to, sent_digests
from models.digest_compile import Beside, Compiled, Issued, compile_review
from models.digest_data import DigestHead
from models.digest_lines import Given, ObligationLine
from models.digest_parts import Correction, TrendPoint
from models.digest_rows import answers_by_id
from models.digest_text import last_texts, left_out, office_texts
from models.issue import Issue
from models.promise import Kept, PromiseCount

Sources = list[tuple[Digest, Issued]]


def compile_issue(session: Session, docket: Docket, issue: Issue, by: str) -> Digest | Wording:
    """A new draft over several periods; or why not: none of them has a digest that was sent."""
    sources = _sources(session, docket, issue)
    if not sources:
        return wording("Chưa gửi báo cáo nào của {issue} để tổng hợp.", issue=issue.wording)
    return store_draft(session, docket, issue.key, gather_review(session, docket, issue, sources), by)


def _sources(session: Session, docket: Docket, issue: Issue) -> Sources:
    """Of each period the digest that was sent last, in order."""
    keys = [period.key for period in issue.periods]
    last = {one.period_key: one for one in sent_digests(session, docket.plan_id) if one.period_key in keys}
    return [(last[key], issued(session, last[key])) for key in keys if key in last]


def gather_review(session: Session, docket: Docket, issue: Issue, sources: Sources) -> Compiled:
    """The data of a digest over several periods."""
    written = last_texts(session, docket.plan_id, issue.key)
    return compile_review(
        _head(session, docket, issue, sources),
        task_lines(session, docket),
        _lines(session, docket, [found for _, found in sources]),
        docket.now,
        Beside(
            followed_up=followed_up(session, docket),
            texts=office_texts(written),
            leave_out=left_out(written),
            promise_counts=_promises(sources),
            promises=tuple(one for _, found in sources for one in found.data.promises),
            trend=tuple(_point(found) for _, found in sources),
        ),
    )


def _head(session: Session, docket: Docket, issue: Issue, sources: Sources) -> DigestHead:
    covered = {digest.period_key for digest, _ in sources}
    return replace(
        head_of(session, docket, issue),
        sources=tuple(reference_to(digest, found.data.head.period.name) for digest, found in sources),
        missing=tuple(period.key for period in issue.periods if period.key not in covered),
    )


def _lines(session: Session, docket: Docket, sources: list[Issued]) -> list[ObligationLine]:
    """Every line of the digests in order; an answer that a later digest corrected stands as corrected."""
    corrected = _corrected(session, docket)
    lines: list[ObligationLine] = []
    for found in sources:
        answers = quoted_answers(session, found.ledger)
        lines += [_as_corrected(line, corrected) for line in found.ledger.lines(answers)]
    return lines


def _corrected(session: Session, docket: Docket) -> dict[int, Given]:
    found: dict[int, Correction] = {}
    for digest in sent_digests(session, docket.plan_id):
        for one in issued(session, digest).data.corrections:
            found[one.obligation_id] = one
    answers = answers_by_id(session, [one.after_id for one in found.values()])
    return {number: answers[one.after_id] for number, one in found.items() if one.after_id}


def _as_corrected(line: ObligationLine, corrected: dict[int, Given]) -> ObligationLine:
    given = corrected.get(line.obligation_id)
    return line._replace(given=given) if given is not None and line.given is not None else line


def _promises(sources: Sources) -> tuple[PromiseCount, ...]:
    total: Counter[Kept] = Counter()
    for _, found in sources:
        total.update({one.kept: one.count for one in found.data.promise_counts})
    return tuple(PromiseCount(kept, total[kept]) for kept in Kept if total[kept])


def _point(found: Issued) -> TrendPoint:
    return found.data.trend[-1]
