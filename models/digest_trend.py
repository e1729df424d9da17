"""What digests counted, period after period."""

from models.digest_data import DigestData
from models.digest_parts import TrendPoint

LONGEST_TREND = 12


def trend_with(before: DigestData | None, digest: DigestData) -> tuple[TrendPoint, ...]:
    """The points of the digest before and this one's own, the last twelve; a period compiled again counts once."""
    point = trend_point(digest)
    earlier = before.trend if before else ()
    return (*(one for one in earlier if one.period_key != point.period_key), point)[-LONGEST_TREND:]


def trend_point(digest: DigestData) -> TrendPoint:
    """What this digest counted."""
    period = digest.head.period
    return TrendPoint(
        period_key=period.key,
        period_name=period.name,
        owed=digest.obligations.owed,
        answered=digest.obligations.answered,
        on_time=digest.discipline.on_time,
        dated=digest.table.dated,
        completed=digest.table.completed,
        overdue=digest.table.overdue,
    )
