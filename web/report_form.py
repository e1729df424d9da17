"""The official report on the private page: its number, its day, its signed scan, as typed and as recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.answering import AnswerForm, Report
from language.dates import day_meant, short_date
from language.text import tidy
from language.wording import Wording, wording
from models.answer_file import FileRef
from models.official_report import OfficialReport

LONGEST_NUMBER = 100


@dataclass(frozen=True)
class TypedReport:
    """The report's fields as they stand in the form, its scan, and what is wrong, by field."""

    number: str = ""
    signed_on: str = ""
    scan: FileRef | None = None
    faults: Mapping[str, Wording] = field(default_factory=dict)

    def report(self) -> Report:
        """What is to be recorded."""
        return Report(self.number, day_meant(self.signed_on), self.scan)


def shown_report(report: OfficialReport | None) -> TypedReport:
    """The fields that show what is on record."""
    if report is None:
        return TypedReport()
    return TypedReport(report.number, short_date(report.signed_on) if report.signed_on else "", report.scan)


def read_report(form: AnswerForm, posted: Mapping[str, str], scan: FileRef | None) -> TypedReport:
    """The report as posted; a form without its fields leaves it as it is."""
    known = shown_report(form.report)
    if "report-number" not in posted:
        return known
    number, signed_on = tidy(posted["report-number"]), tidy(posted.get("report-date", ""))
    dropped = "drop-report" in posted
    return TypedReport(number, signed_on, scan or (None if dropped else known.scan), _faults(number, signed_on))


def _faults(number: str, signed_on: str) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    if len(number) > LONGEST_NUMBER:
        found["report-number"] = wording("Số báo cáo dài quá {most} ký tự.", most=LONGEST_NUMBER)
    if signed_on and day_meant(signed_on) is None:
        found["report-date"] = wording("Ghi ngày ký theo dạng ngày/tháng/năm, ví dụ 15/03/2023.")
    return found
