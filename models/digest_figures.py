"""The figures of a digest by name, as every form prints them; `dondoc digest trace` starts from these names."""

from models.digest_data import DigestData
from models.digest_reports import CollectiveReport, Standing, Timeliness
from models.digest_words import Words
from models.promise import Kept

SUMS = ("completed", "not_completed", "dated", "total", "continuing_reported")
REPORTS = ("total", "owed", "answered")
AGENCIES = ("total", "answered_all", "answered_some", "answered_none")


def counts_of(data: DigestData) -> dict[str, int]:
    """Every count that stands for itself: "table.overdue", "reports.no_answer", "promises.moved"."""
    counts = {f"table.{cell.value}": int(getattr(data.table, cell.value)) for cell in Timeliness}
    counts |= {f"table.{name}": int(getattr(data.table, name)) for name in SUMS}
    counts |= {f"reports.{standing.value}": data.obligations.of(standing) for standing in Standing}
    counts |= {f"reports.{name}": int(getattr(data.obligations, name)) for name in REPORTS}
    counts |= {f"agencies.{s.value}": len(data.group(s).agencies) for s in Standing if s is not Standing.REPORTED}
    counts |= {f"agencies.{name}": int(getattr(data.agencies, name)) for name in AGENCIES}
    return counts | _sums(data)


def _sums(data: DigestData) -> dict[str, int]:
    promises = {one.kept: one.count for one in data.promise_counts}
    return {f"promises.{kept.value}": promises.get(kept, 0) for kept in Kept} | {
        "promises.total": sum(promises.values()),
        "proposals.total": len(data.for_decision),
        "left_out.total": len(data.left_out),
        "followed_up.total": len(data.followed_up),
        "corrections.total": len(data.corrections),
        "clashes.total": len(data.clashes),
        "discipline.on_time": data.discipline.on_time,
        "discipline.late": data.discipline.late,
        "discipline.agency_days": data.discipline.agency_days,
        "discipline.office_days": data.discipline.office_total,
    }


def figures(data: DigestData, words: Words) -> dict[str, str]:
    """Every count as a form prints it."""
    return {name: words.number(count) for name, count in counts_of(data).items()}


def collective_key(report: CollectiveReport) -> str:
    """The part of a figure's name that says which collective, and in which role."""
    return f"{report.collective_id}.{report.role}"
