"""Tasks as lists of labelled lines: "- Nội dung: …", "- Đơn vị chủ trì: …", "- Thời gian hoàn thành: …".

The form of the plans of schools and of many people's committees (Quy Nhon University, 2025-2026): a numbered line or a
heading, then a line for each field. They become a table whose heads are the labels. Where the numbers begin anew under
the next heading, the headings are rows of that table too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.column_heads import head_meaning
from documents.numbering import split_number
from documents.table_rows import Cell, Row, Table
from language.roman import roman_value
from language.text import tidy

_LINE = re.compile(
    r"^\s*(?:[-–+•*▪]\s*|\(?[a-zđ0-9]\)\s*)?(?:\*\*|__)?(?P<label>[^\W\d_][^:.;!?]{1,50}?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<text>.*)$"
)
_HEADING = re.compile(r"^\s*#{1,6}\s+|^\s*(?:\*\*|__)|(?:\*\*|__)\s*$")
_MARKER = re.compile(r"\s*(?P<open>\(?)(?P<first>[IVXLC]+|[A-ZĐ]|[a-zđ]|\d)")
_CLOSES, _ENDS = re.compile(r"[.]\s*/?\.?$"), re.compile(r"[.;:!?]\s*$")
_LONG_LINE, _LONGEST_TITLE = 55, 2000  # in letters
_FIELDS = ("title", "lead", "coordinating", "time", "product", "group", "code", "level")
_NEEDED = frozenset({"lead"})
_BESIDE = frozenset({"coordinating", "time", "product"})


@dataclass(frozen=True)
class ListTable:
    """The records of a text as a table, and the number of each line that it takes up."""

    table: Table
    taken: frozenset[int]


@dataclass
class _Record:
    """One task: the line over it (number and title), its fields by meaning, the labels as printed."""

    line: int
    number: str = ""
    title: str = ""
    over: tuple["_Record", ...] = ()
    style: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)

    def is_task(self) -> bool:
        return self.fields.keys() >= _NEEDED and bool(self.fields.keys() & _BESIDE)


def labelled_list(lines: Sequence[str], first_line: int = 1) -> ListTable | None:
    """The labelled records of a text as a table, None when there is none that names a lead and something beside it."""
    reader = _Reader(lines)
    records = [record for record in reader.records if record.is_task()]
    if not records:
        return None
    used = [name for name in _FIELDS if any(name in record.fields for record in records)]
    heads = ["TT", "Nội dung", *(reader.labels[name] for name in used if name != "title")]
    place = f"dòng {records[0].line + first_line}"
    head = Row(tuple(Cell(text) for text in heads), place)
    numbers = [record.number for record in records if record.number]
    anew = len(set(numbers)) < len(numbers)
    listed = [row for record in records for row in _rows(record, used, first_line, anew)]
    return ListTable(Table((head, *dict.fromkeys(listed)), place=place), frozenset(reader.taken))


def _rows(record: _Record, used: Sequence[str], first_line: int, anew: bool) -> list[Row]:
    """The row of a record; where numbers begin anew, after the row of the heading over it, with its number."""
    if not (anew and record.over):
        return [_row(record, used, first_line)]
    over = record.over[-1]
    number = f"{over.number}.{record.number}" if over.number.isdigit() and record.number.isdigit() else record.number
    return [_row(over, used, first_line), _row(replace(record, number=number), used, first_line)]


def _row(record: _Record, used: Sequence[str], first_line: int) -> Row:
    texts = ["\n".join(record.fields.get(name, [])) for name in used if name != "title"]
    title = "\n".join(record.fields.get("title", [])) or record.title
    cells = (record.number, title, *texts)
    return Row(tuple(Cell(text) for text in cells), f"dòng {record.line + first_line}")


class _Reader:
    """One pass over lines, keeping the heading last seen and the record that is being filled."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.records: list[_Record] = []
        self.labels: dict[str, str] = {}
        self.taken: set[int] = set()
        self.heading = _Record(0)
        self.over: tuple[_Record, ...] = ()
        self.open: str | None = None
        for number, line in enumerate(lines):
            self._take(number, line)

    def _take(self, number: int, line: str) -> None:
        found = _LINE.match(line)
        meaning = head_meaning(found["label"]) if found else None
        if found and meaning and meaning.exact and meaning.meaning in _FIELDS:
            self._field(number, meaning.meaning, found)
        elif not line.strip():
            self.open = None
        elif self.open and self.records and not self._is_heading(line) and not self._is_prose(line):
            self.records[-1].fields[self.open].append(line.strip())
            self.taken.add(number)
        else:
            self._heading(number, line)

    def _field(self, number: int, meaning: str, found: re.Match[str]) -> None:
        if not self.records or meaning in self.records[-1].fields or self.records[-1].line != self.heading.line:
            if self.records and self.records[-1].line == self.heading.line:
                self.heading = _Record(number)
            self.records.append(replace(self.heading, fields={}))
        self.records[-1].fields[meaning] = [found["text"].strip()] if found["text"].strip() else []
        self.labels.setdefault(meaning, tidy(found["label"]))
        self.open = meaning
        self.taken.add(number)

    def _is_heading(self, line: str) -> bool:
        return line.lstrip().startswith("#") or split_number(_HEADING.sub("", line))[0] is not None

    def _is_prose(self, line: str) -> bool:
        """A long line after a field that is closed by its full stop begins something else."""
        said = self.records[-1].fields[self.open or ""]
        return bool(said) and _CLOSES.search(said[-1]) is not None and len(line) > _LONG_LINE

    def _heading(self, number: int, line: str) -> None:
        plain = _HEADING.sub("", line)
        bare, title = split_number(plain)
        self.open = None
        if bare is None and self._goes_on(plain):
            self.heading.title = f"{self.heading.title} {tidy(plain)}"
            return
        style = _style(plain, bare or "")
        styles = [over.style for over in self.over]
        above = self.over[: styles.index(style)] if style in styles else self.over
        self.heading = _Record(number, bare or "", tidy(title), above if bare else self.over, style)
        if bare:
            self.over = (*above, self.heading)

    def _goes_on(self, line: str) -> bool:
        """Whether a line tells more of the numbered heading above it: a page's edge broke it, or it says more."""
        heading = self.heading
        begun = self.records[-1].line == heading.line if self.records else False
        if begun or not heading.number or "roman" in heading.style or len(heading.title) > _LONGEST_TITLE:
            return False
        return not _ENDS.search(heading.title) or len(line) > _LONG_LINE or _CLOSES.search(line.strip()) is not None


def _style(line: str, number: str) -> str:
    """How a heading is numbered: of one style are "1." and "2.", of another "(1)", "a)", "I." and "1.1"."""
    found = _MARKER.match(line)
    if not found or not number:
        return ""
    sort = "digit" if number[0].isdigit() else "roman" if roman_value(number) else "letter"
    return f"{found['open']}{sort}{number.count('.')}"
