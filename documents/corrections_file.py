"""What a person settled about a plan's document (corrections.yaml): each entry answers one problem of the reading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from documents.plan_document import MilestoneRead
from documents.yaml_file import Entry, read_yaml
from language.text import fold
from language.wording import wording
from models.directory import Directory
from models.problem import Problem

NAME = "corrections.yaml"
_KINDS = ("deadline", "span", "recurring", "conditional", "relative", "none")
_ANSWERS = ("means", "open", "nobody", "milestones", "no_date", "lead", "code", "as_read")


@dataclass(frozen=True)
class Correction:
    """One entry: the words it is about, the tasks it is for (none: wherever the words stand), and the answer.

    `means` and `lead` are ids of the directory; `open` leaves a phrase to the office, `nobody` drops it; `as_read`
    accepts what was read, or that it was left out.
    """

    place: str
    text: str
    tasks: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    open: bool = False
    nobody: bool = False
    milestones: tuple[MilestoneRead, ...] = ()
    code: str = ""
    as_read: bool = False

    def fits(self, text: str, code: str) -> bool:
        """Whether it is about these words of this task."""
        return fold(self.text) == fold(text) and (not self.tasks or code in self.tasks)


@dataclass(frozen=True)
class CorrectionsRead:
    """The corrections of a file, and what is wrong in it."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_corrections(path: Path, directory: Directory) -> CorrectionsRead:
    """The corrections of a YAML file; a missing file, or one with nothing but comments, has none."""
    if not path.exists() or _is_bare(path):
        return CorrectionsRead()
    source = read_yaml(path)
    found: list[Correction] = []
    problems = list(source.problems)
    for entry in source.entries("corrections"):
        read = _correction(entry)
        problems += _faults(read, entry, directory) if isinstance(read, Correction) else [read]
        found += [read] if isinstance(read, Correction) else []
    return CorrectionsRead(tuple(found), tuple(problems))


def _is_bare(path: Path) -> bool:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return all(not line.strip() or line.lstrip().startswith("#") or line.strip() == "corrections:" for line in lines)


def _correction(entry: Entry) -> Correction | Problem:
    try:
        milestones = tuple(_milestones(entry))
    except ValueError as fault:
        why = wording("Mốc thời hạn không đúng: {fault}", fault=str(fault))
        return Problem(entry.place, entry.text("text"), why, "Ví dụ: milestones: [{kind: deadline, due: 2026-12-31}]")
    return Correction(
        place=entry.place,
        text=entry.text("text"),
        tasks=entry.texts("tasks") or entry.texts("task"),
        means=entry.texts("means"),
        lead=entry.texts("lead"),
        open=entry.values.get("open") is True,
        nobody=entry.values.get("nobody") is True,
        milestones=milestones,
        code=entry.text("code"),
        as_read=entry.values.get("as_read") is True,
    )


def _milestones(entry: Entry) -> Iterator[MilestoneRead]:
    """The milestones of an entry; ValueError, with a sentence, for one that cannot be."""
    if entry.values.get("no_date") is True:
        yield MilestoneRead("none", entry.text("text"))
    listed = entry.values.get("milestones")
    for item in listed if isinstance(listed, list) else []:
        if not isinstance(item, Mapping) or item.get("kind") not in _KINDS:
            raise ValueError(f"kind: {', '.join(_KINDS)}")
        yield _milestone(Entry(item, entry.place), entry.text("text"))


def _milestone(item: Entry, text: str) -> MilestoneRead:
    amount = item.values.get("amount")
    return MilestoneRead(
        kind=item.text("kind"),
        text=text,
        begins=_day(item, "begins"),
        due=_day(item, "due"),
        every=item.text("every") or None,
        amount=amount if isinstance(amount, int) else None,
        unit=item.text("unit") or None,
        anchor=item.text("anchor") or None,
    )


def _day(item: Entry, key: str) -> date | None:
    try:
        return item.day(key)
    except ValueError:
        raise ValueError(f"{key}: 2026-12-31") from None


def _faults(read: Correction, entry: Entry, directory: Directory) -> Iterable[Problem]:
    given: Mapping[str, Any] = entry.values
    if not read.text:
        yield Problem(entry.place, "", wording("Mục này thiếu “text”: ghi lại nguyên văn đoạn được sửa."))
    if sum(1 for key in _ANSWERS if given.get(key) not in (None, False, [], "")) != 1:
        why = wording("Mục này phải có đúng một trong các câu trả lời: {answers}.", answers=", ".join(_ANSWERS))
        yield Problem(entry.place, read.text, why)
    for name in (*read.means, *read.lead):
        if name not in directory.agencies and name not in directory.collectives:
            yield Problem(entry.place, name, wording("Danh bạ không có mã “{agency}”.", agency=name))
