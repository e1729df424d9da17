"""What a digest says of the ones before it: corrections of what they said, and what has changed since the last."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from language.wording import wording
from models.digest_changes import ANSWERED, TASK
from models.digest_data import DigestData
from models.digest_labels import CELLS, FIELDS, SILENCE_CHANGES, STATUSES
from models.digest_parts import Change, Correction, DigestRef, FieldChange
from models.digest_reports import Timeliness
from models.digest_words import Words


def corrections_told(data: DigestData, words: Words) -> tuple[str, ...]:
    """A sentence for each answer behind an earlier digest that was amended or withdrawn since."""
    return words.shortened([_correction(one, words) for one in data.corrections])


def reference_told(digest: DigestRef, words: Words) -> str:
    """How a report is cited: by number and day once the registry gave them, and by its period."""
    period = words.issue(digest.period_key)
    if not digest.number:
        return words.say(wording("Báo cáo {period}", period=period))
    if digest.numbered_on is None:
        return words.say(wording("Báo cáo số {number} ({period})", number=digest.number, period=period))
    day = words.day(digest.numbered_on)
    return words.say(wording("Báo cáo số {number} ngày {day} ({period})", number=digest.number, day=day, period=period))


def _correction(one: Correction, words: Words) -> str:
    report, agency = reference_told(one.digest, words), words.cut(one.agency_name)
    if not one.after_id:
        return words.say(
            wording(
                "Đính chính {report}: nhiệm vụ {code}, {agency}: nội dung đã dẫn được trả lại để hoàn thiện, chưa có "
                "nội dung thay thế.",
                report=report,
                code=one.task_code,
                agency=agency,
            )
        )
    said = "; ".join(_field(change, words) for change in one.fields) or words.say(wording("đã có báo cáo"))
    return words.say(
        wording(
            "Đính chính {report}: nhiệm vụ {code}, {agency}: {changes}.",
            report=report,
            code=one.task_code,
            agency=agency,
            changes=said,
        )
    )


def _field(change: FieldChange, words: Words) -> str:
    before, after = (_value(change.field, value, words) for value in (change.before, change.after))
    return words.say(
        wording(
            "{field} “{before}” nay là “{after}”", field=words.say(FIELDS[change.field]), before=before, after=after
        )
    )


def _value(field: str, value: str, words: Words) -> str:
    if not value:
        return words.say(wording("không nêu"))
    if field == "status":
        return words.say(STATUSES[value])
    if field == "percent":
        return f"{value}%"
    return words.day(date.fromisoformat(value)) if field == "forecast" else words.cut(value)


def changes_told(data: DigestData, words: Words) -> tuple[str, ...]:
    """What differs from the digest before; always at least one sentence."""
    if data.head.sources:
        return (words.say(wording("Thay đổi qua từng kỳ nêu tại các báo cáo đã gửi và tại mục 5.")),)
    if data.head.previous is None:
        return (words.say(wording("Đây là báo cáo đầu tiên của Kế hoạch, chưa có kỳ trước để so sánh.")),)
    name = words.issue(data.head.previous.period_key)
    if not data.changes:
        return (words.say(wording("Không phát sinh thay đổi so với báo cáo {name}.", name=name)),)
    by_kind = groupby(data.changes, key=lambda change: change.kind)
    return tuple(sentence for kind, group in by_kind for sentence in _change(kind, list(group), name, words))


def _change(kind: str, changes: Sequence[Change], name: str, words: Words) -> Sequence[str]:
    if kind == ANSWERED:
        return [_answered_change(change, name, words) for change in changes]
    if kind == TASK:
        return words.shortened([_task_change(change, words) for change in changes])
    names = words.names([change.subject for change in changes])
    label = words.say(SILENCE_CHANGES[kind])
    return [f"{label} ({words.number(len(changes))}): {names}."]


def _answered_change(change: Change, name: str, words: Words) -> str:
    before, after = (_ratio(counts, words) for counts in (change.before, change.after))
    return words.say(
        wording("Lượt báo cáo nhận được: {after} ({name}: {before}).", after=after, name=name, before=before)
    )


def _ratio(counts: str, words: Words) -> str:
    return "/".join(words.number(int(count)) for count in counts.split("/"))


def _task_change(change: Change, words: Words) -> str:
    before, after = (words.say(CELLS[Timeliness(cell)]) for cell in (change.before, change.after))
    return words.say(
        wording("Nhiệm vụ {code}: {after} (kỳ trước: {before}).", code=change.subject, after=after, before=before)
    )
