"""What is behind a figure of a digest: the rule that makes it, the ledger's rows it counts, the figures in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from language.wording import Wording
from models.digest_data import DigestData
from models.digest_figures import collective_key, counts_of
from models.digest_ledger import Ledger, LedgerRow
from models.digest_reports import Standing, TaskEntry, Timeliness
from models.digest_rules import QUOTED
from models.digest_trace_rules import CELL_RULES, KEPT_RULES, RULES, STANDING_RULES
from models.promise import Kept
from models.task import LEAD

SUMS = {
    "completed": ("completed_on_time", "completed_late"),
    "not_completed": ("within_time", "overdue"),
    "dated": ("completed", "not_completed"),
    "total": ("dated", "continuing", "unsettled"),
}
SENTENCES: dict[str, tuple[str, ...]] = {
    "frozen": (),
    "summary.tasks": ("table.total", "table.dated", "table.continuing", "table.unsettled", "table.continuing_reported"),
    "summary.reports": ("agencies.answered_all", "agencies.total", "reports.answered", "reports.owed"),
    "discipline": ("discipline.on_time", "discipline.late", "discipline.agency_days", "discipline.office_days"),
}
Keep = Callable[[LedgerRow], bool]


@dataclass(frozen=True)
class Trace:
    """What one figure or sentence rests on.

    `count` is the figure where it is a number; `rows` are what it counts, `parts` the figures it is made of,
    `responses` the versions it quotes beside them.
    """

    figure: str
    rule: Wording
    count: int | None = None
    rows: tuple[LedgerRow, ...] = ()
    parts: tuple[str, ...] = ()
    responses: tuple[int, ...] = ()


def trace(data: DigestData, ledger: Ledger, figure: str) -> Trace:
    """What is behind the figure of that name; raises LookupError for a name that the digest does not have."""
    if figure in SENTENCES:
        return Trace(figure, RULES["sentence"], parts=SENTENCES[figure])
    group, _, rest = figure.partition(".")
    if group not in GROUPS or not rest:
        raise LookupError(figure)
    try:
        return GROUPS[group](data, ledger, figure, rest)
    except (KeyError, ValueError, IndexError, StopIteration) as unknown:
        raise LookupError(figure) from unknown


def _kept(ledger: Ledger, keep: Keep) -> tuple[LedgerRow, ...]:
    return tuple(row for row in ledger.rows() if keep(row))


def _table(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    count = counts_of(data)[figure]
    if rest in SUMS:
        return Trace(figure, RULES["sum"], count, parts=tuple(f"table.{name}" for name in SUMS[rest]))
    if rest == "continuing_reported":
        reported = {row.part.task_code for row in ledger.rows() if _lead_reported(row)}
        tasks = [task for task in data.tasks if task.timeliness is Timeliness.CONTINUING and task.code in reported]
        return Trace(figure, RULES[rest], count, parts=_cells(tasks))
    cell = Timeliness(rest)
    return Trace(figure, CELL_RULES[cell], count, parts=_cells(t for t in data.tasks if t.timeliness is cell))


def _lead_reported(row: LedgerRow) -> bool:
    return row.part.role == LEAD and row.standing is Standing.REPORTED


def _cells(tasks: Iterable[TaskEntry]) -> tuple[str, ...]:
    return tuple(f"task.{task.code}.cell" for task in tasks)


def _task(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    """`CODE.cell`, or `CODE.COLLECTIVE.ROLE.reported` or a status in its place."""
    task = next(one for one in data.tasks if rest.startswith(f"{one.code}."))
    what = rest.removeprefix(f"{task.code}.")
    if what == "cell":
        leads = _kept(ledger, lambda row: row.part.task_code == task.code and row.part.role == LEAD)
        return Trace(figure, CELL_RULES[task.timeliness], rows=leads)
    key, _, status = what.rpartition(".")
    report = next(one for one in task.collectives if collective_key(one) == key)
    rows = _kept(ledger, lambda row: row.part.task_code == task.code and _is_part(row, key))
    if status == "reported":
        counted = tuple(row for row in rows if row.standing in QUOTED)
        return Trace(figure, RULES["task.reported"], report.counts.answered, counted)
    share = next(one for one in report.statuses if one.status == status)
    return Trace(figure, RULES["task.status"], share.count, tuple(row for row in rows if row.status == status))


def _is_part(row: LedgerRow, key: str) -> bool:
    return row.part.collective is not None and f"{row.part.collective.collective_id}.{row.part.role}" == key


def _reports(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    count = counts_of(data)[figure]
    keeps: dict[str, Keep] = {
        "total": lambda row: True,
        "owed": lambda row: row.standing is not Standing.WAIVED,
        "answered": lambda row: row.standing in QUOTED,
    }
    if rest in keeps:
        return Trace(figure, RULES[rest], count, _kept(ledger, keeps[rest]))
    standing = Standing(rest)
    return Trace(figure, STANDING_RULES[standing], count, _kept(ledger, lambda row: row.standing is standing))


def _agencies(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    count = counts_of(data)[figure]
    rows = data.discipline.rows
    chosen = {
        "total": rows,
        "answered_all": [row for row in rows if row.answered == row.owed],
        "answered_some": [row for row in rows if 0 < row.answered < row.owed],
        "answered_none": [row for row in rows if not row.answered],
    }
    if rest in chosen:
        return Trace(figure, RULES[figure], count, parts=tuple(f"agency.{row.agency_id}" for row in chosen[rest]))
    standing = Standing(rest)
    return Trace(figure, STANDING_RULES[standing], count, _kept(ledger, lambda row: row.standing is standing))


def _agency(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    rows = _kept(ledger, lambda row: row.party.agency_id == rest)
    if not rows:
        raise KeyError(rest)
    return Trace(figure, RULES["agency"], len(rows), rows)


def _promises(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    count = counts_of(data)[figure]
    if rest == "total":
        return Trace(
            figure, RULES["sum"], count, parts=tuple(f"promises.{one.kept.value}" for one in data.promise_counts)
        )
    kept = Kept(rest)
    return Trace(figure, KEPT_RULES[kept], count, _kept(ledger, lambda row: row.kept is kept))


def _discipline(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    count = counts_of(data)[figure]
    keeps: dict[str, Keep] = {
        "on_time": lambda row: row.standing in QUOTED and row.late is None,
        "late": lambda row: row.standing in QUOTED and row.late is not None,
        "agency_days": lambda row: row.late is not None and row.late.agency > 0,
        "office_days": lambda row: row.late is not None and row.late.office > 0,
    }
    return Trace(figure, RULES[rest], count, _kept(ledger, keeps[rest]))


def _line(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    rows = _kept(ledger, lambda row: row.obligation_id == int(rest))
    if not rows:
        raise KeyError(rest)
    return Trace(figure, RULES["line"], rows=rows)


def _item(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    item = next(one for one in data.for_decision if one.number == int(rest))
    if not item.response_ids:
        return Trace(figure, RULES["own_item"])
    return Trace(figure, RULES["item"], rows=_kept(ledger, lambda row: row.response_id in set(item.response_ids)))


def _proposals(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    items = tuple(f"item.{one.number}" for one in data.for_decision)
    return Trace(figure, RULES["sum"], counts_of(data)[figure], parts=items)


def _left_out(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    quoted = {number for one in data.left_out for number in one.item.response_ids}
    return Trace(
        figure, RULES["left_out"], counts_of(data)[figure], _kept(ledger, lambda row: row.response_id in quoted)
    )


def _followed(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    return Trace(figure, RULES["followed"], counts_of(data)[figure])


def _correction(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    one = data.corrections[int(rest) - 1]
    return Trace(figure, RULES["correction"], responses=tuple(n for n in (one.before_id, one.after_id) if n))


def _corrections(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    parts = tuple(f"correction.{number}" for number in range(1, len(data.corrections) + 1))
    return Trace(figure, RULES["sum"], counts_of(data)[figure], parts=parts)


def _clash(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    ids = data.clashes[int(rest) - 1].obligation_ids
    return Trace(figure, RULES["clash"], rows=_kept(ledger, lambda row: row.obligation_id in ids))


def _clashes(data: DigestData, ledger: Ledger, figure: str, rest: str) -> Trace:
    parts = tuple(f"clash.{number}" for number in range(1, len(data.clashes) + 1))
    return Trace(figure, RULES["sum"], counts_of(data)[figure], parts=parts)


Finder = Callable[[DigestData, Ledger, str, str], Trace]
GROUPS: dict[str, Finder] = {
    "table": _table,
    "task": _task,
    "reports": _reports,
    "agencies": _agencies,
    "agency": _agency,
    "promises": _promises,
    "discipline": _discipline,
    "line": _line,
    "item": _item,
    "proposals": _proposals,
    "left_out": _left_out,
    "followed_up": _followed,
    "correction": _correction,
    "corrections": _corrections,
    "clash": _clash,
    "clashes": _clashes,
}
