"""What each agency said last of each of its parts, over several periods: what a review tells of a task."""

from collections.abc import Iterable
from datetime import date

from models.digest_lines import ObligationLine
from models.digest_rules import COMPLETED, reported_completed_on

Key = tuple[str, str, str, str]


def last_words(lines: Iterable[ObligationLine], zone: str) -> list[ObligationLine]:
    """Of several periods' lines, in their order: of each part of each agency the last with an answer, else the last.

    Work that was reported completed again and again is completed on the first of those days. They come part by part.
    """
    last: dict[Key, ObligationLine] = {}
    for line in lines:
        key = _key(line)
        known = last.get(key)
        if known is None or line.given is not None or known.given is None:
            last[key] = _with_first_day(known, line, zone)
    return sorted(last.values(), key=lambda line: line.part.place)


def _key(line: ObligationLine) -> Key:
    part = line.part
    return part.task_code, part.role, part.collective.collective_id if part.collective else "", line.party.agency_id


def _with_first_day(known: ObligationLine | None, line: ObligationLine, zone: str) -> ObligationLine:
    day = _completed_on(known, zone)
    if day is None or line.given is None or line.given.status != COMPLETED:
        return line
    return line._replace(given=line.given._replace(completed_on=day))


def _completed_on(line: ObligationLine | None, zone: str) -> date | None:
    return reported_completed_on(line.given, zone) if line and line.given else None
