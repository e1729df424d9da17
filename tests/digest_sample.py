"""Builders of small digests for tests; the two quarters of the OCOP plan are rehearsal/sample_digest.py."""

from datetime import UTC, date, datetime

from models.digest_compile import Beside, Compiled, Issued, compile_digest_data
from models.digest_data import DigestData, DigestHead, PeriodHead
from models.digest_lines import CollectiveHead, Given, ObligationLine, Part, Party, TaskLine, line_of
from rehearsal import sample_digest
from rehearsal.sample_plan import PLAN, PROVINCES

FROZEN = datetime(2023, 3, 20, 10, 30, tzinfo=UTC)
ALL = PROVINCES
HEAD = DigestHead(PLAN, PeriodHead("2023-Q1", "Quý I/2023", date(2022, 12, 15), date(2023, 3, 15), date(2023, 3, 24)))


def an_answer(status="in_progress", **given) -> Given:
    return Given(**{"response_id": 1, "status": status, "recorded_at": datetime(2023, 3, 14, 2, tzinfo=UTC)} | given)


def a_line(
    obligation_id=1,
    task_code="I.1",
    role="lead",
    agency_id="a",
    agency_name="Bộ A",
    state="answered",
    response=None,
    named=None,
    collective: CollectiveHead | None = None,
    place=0,
    **given,
) -> ObligationLine:
    """A line that has an answer when its state says so."""
    answer = an_answer() if state == "answered" and response is None else response
    part, party = Part(task_code, role, collective, place), Party(agency_id, agency_name, agency_name, named)
    return line_of(obligation_id, part, party, state, answer, **given)


def a_task(code="I.1", **given) -> TaskLine:
    defaults = {"title": "Ban hành tài liệu", "section": "I. TUYÊN TRUYỀN", "leads": ("Bộ A",), "coordinating": ()}
    dates = {"time_text": "Quý I/2023", "due": date(2023, 3, 31), "continuing": False}
    return TaskLine(**{"code": code} | defaults | dates | given)


def compiled(tasks=None, lines=None, before: Compiled | None = None, head=HEAD, **beside) -> Compiled:
    """A compiled digest; `before` is the one sent last."""
    previous = Issued(before.data, before.ledger) if before else None
    lines = [a_line()] if lines is None else lines
    return compile_digest_data(head, tasks or [a_task()], lines, FROZEN, Beside(before=previous, **beside))


def a_digest(tasks=None, lines=None, **given) -> DigestData:
    return compiled(tasks, lines, **given).data


def quarter_one() -> DigestData:
    return sample_digest.quarter_one().data


def quarter_two() -> DigestData:
    return sample_digest.quarter_two().data


def everywhere() -> DigestData:
    return sample_digest.everywhere().data
