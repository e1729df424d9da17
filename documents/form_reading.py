"""Reading an answer form as people leave it: where its table stands, which column holds what, and each filled row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from documents.form_layout import ANSWER_KEYS, COLUMNS, ID_MARK, PREPARED_BY, REPORT_DATE, REPORT_NUMBER, TAG
from documents.sheet import Cell, Sheet, blank
from language.dates import day_meant
from language.text import tidy, unmarked
from language.wording import Wording, wording

HEAD_WITHIN = 40  # rows: people put letterheads above the table
LONGEST_HEAD = 80

# In this order: the first that a head begins with is meant, so "hạn chế" is a difficulty before it is a "hạn".
_MEANINGS: dict[str, str] = {
    "id": r"dau rieng|own mark",
    "earlier": r".*(ky truoc|lan truoc|bao cao truoc|previous)",
    "forecast": r"(ngay |thoi gian |thoi han )?du kien|expected|forecast",
    "difficulty": r"(nhung )?(ton tai|han che|kho khan|vuong mac|nguyen nhan)|difficult",
    "proposal": r"(noi dung )?(kien nghi|de xuat)|y kien|proposal|recommendation",
    "percent": r"(ty|ti) le|muc do hoan thanh|phan tram|%|tien do.*%|percent",
    "status": r"(tinh hinh|tinh trang|trang thai|tien do)|status",
    "result": r"ket qua|noi dung (da )?thuc hien|phan viec (da )?(phoi hop|thuc hien)|result",
    "evidence": r"van ban|minh chung|tai lieu|evidence|document",
    "due": r"han|thoi (han|gian)|due",
    "code": r"(ma|so|tt|stt|code|no)( (so|hieu|thu tu|tt))?( nhiem vu)?$",
    "title": r"(ten |noi dung )?(nhiem vu|cong viec)|noi dung|task",
}
_PATTERNS = {key: re.compile(rf"(?:{words})(?![a-z])") for key, words in _MEANINGS.items()}
_OWN_ID = re.compile(rf"\s*{ID_MARK}\s*(\d{{1,9}})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class FilledRow:
    """One row in which something was answered: where it stands, what names its task, and its answer cells.

    `shared` tells that an answer cell is merged with another row's: it may speak of several tasks.
    """

    place: str
    obligation_id: int | None
    code: str
    title: str
    cells: Mapping[str, Cell]
    shared: bool = False

    def text(self, key: str) -> str:
        """What stands in one answer cell."""
        return self.cells.get(key, blank()).text

    def said(self) -> str:
        """The row as a person reads it, a line for each cell."""
        parts = [f"{self.code} {self.title}".strip()]
        parts += [f"{column.head.say()}: {self.text(column.key)}" for column in COLUMNS if self.text(column.key)]
        return "\n".join(parts)


@dataclass(frozen=True)
class FormRead:
    """A form as read: the thread it came with, the official report it names, its filled rows.

    `tag` is the plan's tag and the request's number, None when the form does not show them.
    """

    tag: tuple[str, int] | None = None
    report_number: str = ""
    report_on: date | None = None
    prepared_by: str = ""
    rows: tuple[FilledRow, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether it is a form that we made, and not a table of the agency's own."""
        return self.tag is not None or any(row.obligation_id is not None for row in self.rows)


def read_form(sheets: Sequence[Sheet]) -> FormRead | None:
    """The form on these sheets, copies and renamed ones included; None when none has a table to answer in."""
    found = [(sheet, head) for sheet in sheets if (head := _head(sheet)) is not None]
    if not found:
        return None
    rows = tuple(row for sheet, (number, columns) in found for row in _filled(sheet, number, columns))
    first, (number, _) = found[0]
    above = first.rows[:number]
    report_on = _beside(above, REPORT_DATE)
    return FormRead(
        tag=_tag(sheet.rows[: at + 1] for sheet, (at, _) in found),
        report_number=_beside(above, REPORT_NUMBER).text,
        report_on=report_on.day or day_meant(report_on.text),
        prepared_by=_beside(above, PREPARED_BY).text,
        rows=rows,
    )


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(number of the head row, place of each column) of the sheet's table: the row that names most columns."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        columns = _columns(row)
        if _answerable(columns) and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return best


def _answerable(columns: Mapping[str, int]) -> bool:
    return bool({"code", "title", "id"} & set(columns)) and bool({"status", "result"} & set(columns))


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """What each column holds, told by its head; of two heads of one meaning the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        key = _meaning(cell.text)
        if key is not None:
            found.setdefault(key, place)
    return found


def _meaning(text: str) -> str | None:
    if not text or len(text) > LONGEST_HEAD:
        return None
    head = unmarked(text)
    return next((key for key, pattern in _PATTERNS.items() if pattern.match(head)), None)


def _filled(sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[FilledRow]:
    for number, row in enumerate(sheet.rows[head + 1 :], head + 1):
        if len(_columns(row)) >= max(len(columns) - 1, 3):  # the head again, on the next printed page
            continue
        cells = {key: _cell(row, columns, key) for key in ANSWER_KEYS}
        if all(cell.empty for cell in cells.values()):
            continue
        yield FilledRow(
            place=wording("trang tính “{name}”, dòng {row}", name=sheet.name, row=number + 1).say(),
            obligation_id=_own_id(_cell(row, columns, "id").text),
            code=tidy(_cell(row, columns, "code").text),
            title=tidy(_cell(row, columns, "title").text),
            cells={key: cell for key, cell in cells.items() if not cell.empty},
            shared=_is_shared(sheet, number, [columns[key] for key in ANSWER_KEYS if key in columns]),
        )


def _cell(row: Sequence[Cell], columns: Mapping[str, int], key: str) -> Cell:
    place = columns.get(key)
    return row[place] if place is not None and place < len(row) else blank()


def _own_id(text: str) -> int | None:
    found = _OWN_ID.fullmatch(text)
    return int(found[1]) if found else None


def _is_shared(sheet: Sheet, row: int, places: Sequence[int]) -> bool:
    return any(
        top <= row <= bottom and bottom > top and any(left <= place <= right for place in places)
        for top, left, bottom, right in sheet.merged
    )


def _tag(tops: Iterator[Sequence[Sequence[Cell]]]) -> tuple[str, int] | None:
    for rows in tops:
        for cell in (cell for row in rows for cell in row):
            found = TAG.search(cell.text)
            if found:
                return found[1], int(found[2])
    return None


def _beside(rows: Sequence[Sequence[Cell]], label: Wording) -> Cell:
    """The first filled cell to the right of the one that holds `label`, before the next label."""
    wanted = {unmarked(label.say(locale)) for locale in ("vi", "en")}
    for row in rows:
        for place, cell in enumerate(row):
            if unmarked(cell.text) in wanted:
                after = next((one for one in row[place + 1 :] if not one.empty), blank())
                return blank() if after.text.rstrip().endswith(":") else after
    return blank()
