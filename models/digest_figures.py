"""The figures of a digest by name, as every form prints them; `dondoc digest trace` starts from these names."""

from models.digest_data import DigestData
from models.digest_reports import Standing, Timeliness
from models.digest_words import Words

SUMS = ("completed", "not_completed", "dated", "total", "continuing_reported")


def figures(data: DigestData, words: Words) -> dict[str, str]:
    """Every count that stands for itself: "table.overdue", "reports.no_answer"."""
    counts = {f"table.{cell.value}": int(getattr(data.table, cell.value)) for cell in Timeliness}
    counts |= {f"table.{name}": int(getattr(data.table, name)) for name in SUMS}
    counts |= {f"reports.{standing.value}": data.obligations.of(standing) for standing in Standing}
    counts |= {f"reports.{name}": int(getattr(data.obligations, name)) for name in ("total", "owed", "answered")}
    counts |= {f"agencies.{s.value}": len(data.group(s).agencies) for s in Standing if s is not Standing.REPORTED}
    counts["proposals.total"] = len(data.for_decision)
    return {name: words.number(count) for name, count in counts.items()}
