"""The leading sentences of a digest: how far the plan is, who has reported; and the cells that must be explained."""

from collections.abc import Sequence

from language.wording import Wording, wording
from models.digest_data import DigestData
from models.digest_labels import CELLS
from models.digest_reports import TaskEntry, Timeliness
from models.digest_words import Words

EXPLAINED_CELLS = (Timeliness.OVERDUE, Timeliness.COMPLETED_LATE, Timeliness.UNSETTLED)


def summary(data: DigestData, words: Words) -> tuple[tuple[str, str], ...]:
    """The leading sentences, each with the name of its figure."""
    return ("summary.tasks", _task_sentence(data, words)), ("summary.reports", _report_sentence(data, words))


def _task_sentence(data: DigestData, words: Words) -> str:
    table = data.table
    kinds = [
        (table.dated, wording("{count} có thời hạn", count=words.number(table.dated))),
        (table.continuing, wording("{count} thực hiện thường xuyên", count=words.number(table.continuing))),
        (table.unsettled, wording("{count} chưa xác định thời hạn", count=words.number(table.unsettled))),
    ]
    total = wording(
        "Kế hoạch có {count} nhiệm vụ: {kinds}.", count=words.number(table.total), kinds=_listed(kinds, words)
    )
    heard = wording(
        "{reported}/{count} nhiệm vụ thường xuyên có kết quả báo cáo trong kỳ.",
        reported=words.number(table.continuing_reported),
        count=words.number(table.continuing),
    )
    sentences = [total, *_dated_sentences(data, words), *([heard] if table.continuing else [])]
    return " ".join(words.say(sentence) for sentence in sentences)


def _dated_sentences(data: DigestData, words: Words) -> list[Wording]:
    table = data.table
    cells = [
        (table.completed_on_time, wording("{count} hoàn thành đúng hạn", count=words.number(table.completed_on_time))),
        (table.completed_late, wording("{count} hoàn thành quá hạn", count=words.number(table.completed_late))),
        (table.within_time, wording("{count} chưa hoàn thành, còn trong hạn", count=words.number(table.within_time))),
        (table.overdue, wording("{count} chưa hoàn thành, đã quá hạn", count=words.number(table.overdue))),
    ]
    told = [wording("Nhiệm vụ có thời hạn: {cells}.", cells=_listed(cells, words, "; "))] if table.dated else []
    return told + ([wording("Không có nhiệm vụ quá hạn.")] if not table.overdue else [])


def _listed(counted: Sequence[tuple[int, Wording]], words: Words, separator: str = ", ") -> str:
    return separator.join(words.say(sentence) for count, sentence in counted if count)


def _report_sentence(data: DigestData, words: Words) -> str:
    agencies, reports = data.agencies, data.obligations
    some, none = words.number(agencies.answered_some), words.number(agencies.answered_none)
    parts = [
        (agencies.answered_some, wording("{count} báo cáo một phần", count=some)),
        (agencies.answered_none, wording("{count} chưa có báo cáo (lý do tại mục 4)", count=none)),
    ]
    others = _listed(parts, words)
    return words.say(
        wording(
            "{all}/{total} cơ quan đã báo cáo đầy đủ{others}. Tính theo lượt (một cơ quan báo cáo một nhiệm vụ): "
            "đã nhận {answered}/{owed} lượt, trong đó {nothing} lượt không phát sinh.",
            all=words.number(agencies.answered_all),
            total=words.number(agencies.total),
            others=f", {others}" if others else "",
            answered=words.number(reports.answered),
            owed=words.number(reports.owed),
            nothing=words.number(reports.nothing_to_report),
        )
    )


def explained_cells(data: DigestData, words: Words) -> tuple[tuple[str, str], ...]:
    """Each cell that must be explained (overdue, late, without a date) with its tasks by name."""
    rows = [(cell, [task for task in data.tasks if task.timeliness is cell]) for cell in EXPLAINED_CELLS]
    return tuple((words.say(CELLS[cell]), words.names(_named(tasks), "; ")) for cell, tasks in rows if tasks)


def _named(tasks: Sequence[TaskEntry]) -> list[str]:
    return [f"{task.code} ({', '.join(task.leads) or task.time_text})" for task in tasks]
