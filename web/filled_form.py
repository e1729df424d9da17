"""The private page's form as a whole: each task's entry, the official report, and whether anything in it is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from casework.answering import AnswerForm
from casework.drafting import REPORT, draft_files
from language.wording import Wording
from models.answer_file import FileRef
from web.answer_form import Entry, read_entries, shown_entries
from web.report_form import TypedReport, read_report, shown_report

Files = Sequence[tuple[int, FileRef]]


@dataclass(frozen=True)
class Filled:
    """The form with what stands in it."""

    form: AnswerForm
    entries: tuple[Entry, ...]
    report: TypedReport

    @property
    def faulty(self) -> bool:
        """Whether anything in it is wrong."""
        return bool(self.report.faults) or any(entry.faults for entry in self.entries)

    @property
    def touched(self) -> bool:
        """Whether anything in it differs from what is on record."""
        changed = any(entry.changed or entry.faults for entry in self.entries)
        return changed or self.report != shown_report(self.form.report)


def as_shown(form: AnswerForm) -> Filled:
    """The form as the page first shows it: filled with the draft if there is one, else with what is on record.

    A draft shows no faults until it is sent.
    """
    if form.draft is None:
        return Filled(form, shown_entries(form), shown_report(form.report))
    filled = fill(form, form.draft.fields, draft_files(form.draft))
    entries = tuple(replace(entry, faults={}) for entry in filled.entries)
    return Filled(form, entries, replace(filled.report, faults={}))


def fill(form: AnswerForm, fields: Mapping[str, str], files: Files) -> Filled:
    """The form with posted fields and files, each file with its obligation, or REPORT for the report's scan."""
    beside: dict[int, tuple[FileRef, ...]] = {}
    for number, ref in files:
        beside[number] = (*beside.get(number, ()), ref)
    scans = beside.pop(REPORT, ())
    return Filled(form, read_entries(form, fields, beside), read_report(form, fields, scans[-1] if scans else None))


def with_file_faults(filled: Filled, faults: Mapping[str, Wording]) -> Filled:
    """The form with what is wrong with its files, each beside the task or the report it was chosen for."""
    entries = tuple(_with_fault(entry, faults.get(f"file-{entry.line.obligation_id}")) for entry in filled.entries)
    scan = {name: why for name, why in faults.items() if name == "report-scan"}
    return Filled(filled.form, entries, replace(filled.report, faults=dict(filled.report.faults) | scan))


def _with_fault(entry: Entry, why: Wording | None) -> Entry:
    return entry if why is None else replace(entry, faults=dict(entry.faults) | {"file": why})
