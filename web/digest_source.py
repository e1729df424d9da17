"""What the page behind a figure shows: the rule, the figures in it, and each report with the answer it rests on."""

from dataclasses import dataclass
from typing import Any

from casework.tracing import Source, Walked
from models.digest_figure_labels import figure_label
from models.digest_figures import figures
from models.digest_labels import ROLES, STANDINGS, STATUSES, issue_title
from models.digest_ledger import LedgerRow
from models.digest_words import Words
from models.words import SOURCES


@dataclass(frozen=True)
class RowShown:
    """One report that a figure counts."""

    code: str
    agency: str
    role: str
    state: str
    due: str
    came: str
    result: str
    evidence: str
    note: str


@dataclass(frozen=True)
class PartShown:
    """A figure that the one looked at is made of."""

    figure: str
    label: str
    count: str


def source_values(walked: Walked, locale: str) -> dict[str, Any]:
    """The values of the page, in that language."""
    data, trace = walked.found.data, walked.trace
    words = Words(data.head.zone, locale)
    numbers = figures(data, words)
    versions = [walked.sources[number] for number in trace.responses if number in walked.sources]
    return {
        "digest_title": words.say(issue_title(data.head.kind, words.issue(data.head.period.key))),
        "figure": trace.figure,
        "label": _label(trace.figure, words),
        "count": numbers.get(trace.figure, words.number(trace.count) if trace.count is not None else ""),
        "rule": words.say(trace.rule),
        "frozen": words.minute(data.frozen_at),
        "parts": [PartShown(name, _label(name, words), numbers.get(name, "")) for name in trace.parts],
        "rows": [_row(row, walked.sources.get(row.response_id), words) for row in walked.rows],
        "versions": [(_came(one, words), one.result, one.evidence) for one in versions],
        "rows_left": walked.rows_left,
    }


def _label(figure: str, words: Words) -> str:
    try:
        return figure_label(figure, words)
    except (KeyError, ValueError):
        return figure


def _row(row: LedgerRow, given: Source | None, words: Words) -> RowShown:
    return RowShown(
        code=row.part.task_code,
        agency=row.party.name,
        role=words.say(ROLES[row.part.role]),
        state=words.say(STATUSES[row.status] if row.status else STANDINGS[row.standing]),
        due=words.day(row.due_on) if row.due_on else "",
        came=_came(given, words) if given else "",
        result=given.result if given else "",
        evidence=given.evidence if given else "",
        note=row.note,
    )


def _came(one: Source, words: Words) -> str:
    source = words.say(SOURCES[one.source]) if one.source in SOURCES else one.source
    subject = f" “{one.subject}”" if one.subject else ""
    return f"{words.minute(one.recorded_at)}, {source}{subject}"
