"""The duties' file (duties.yaml): what a decision lays down outside its annex, each quoted and checked against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.plan_document import AssignmentRead, Findings, TaskRead
from documents.task_findings import time_questions
from documents.time_expression import read_time
from documents.yaml_file import Entry, read_yaml
from language.text import tidy
from language.wording import wording
from models.directory import Directory
from models.problem import Problem


@dataclass(frozen=True)
class DutiesRead:
    """The duties of a file, and what reading them turned up."""

    duties: tuple[TaskRead, ...] = ()
    findings: Findings = Findings()


def read_duties(path: Path, document: str, directory: Directory, signed_on: date | None) -> DutiesRead:
    """The duties of a YAML file; one whose quotation the document lacks is a Problem. A missing file is no duties."""
    if not path.exists():
        return DutiesRead()
    source = read_yaml(path)
    read = [_duty(entry, tidy(document), directory, signed_on) for entry in source.entries("duties")]
    found = sum((findings for _, findings in read), Findings(source.problems))
    return DutiesRead(tuple(duty for duty, _ in read), found)


def _duty(entry: Entry, document: str, directory: Directory, signed_on: date | None) -> tuple[TaskRead, Findings]:
    time = read_time(entry.text("time_text"), signed_on)
    duty = TaskRead(
        code=entry.text("code"),
        section=entry.text("section"),
        title=tidy(entry.text("title")),
        assignments=(
            *_given(entry, "leads", "lead", directory),
            *_given(entry, "coordinating", "coordinating", directory),
        ),
        open_phrases=(),
        time_text=entry.text("time_text"),
        milestones=time.milestones,
        product=entry.text("product"),
        place=entry.text("place"),
        text=tidy(entry.text("text")),
    )
    doubts = [Problem(entry.place, doubt.text, doubt.why, doubt.proposal or None) for doubt in time.doubts]
    problems = (*_problems(duty, entry, document, directory), *doubts)
    return duty, Findings(problems, tuple(time_questions(duty, time)))


def _given(entry: Entry, key: str, role: str, directory: Directory) -> Iterable[AssignmentRead]:
    listed = entry.values.get(key)
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict):
            given = Entry(item, entry.place)
            assignee = given.text("assignee")
            yield AssignmentRead(assignee, role, tidy(given.text("phrase")), assignee in directory.collectives)


def _problems(duty: TaskRead, entry: Entry, document: str, directory: Directory) -> Iterable[Problem]:
    missing = [key for key in ("code", "title", "text", "place", "leads") if not entry.values.get(key)]
    if missing:
        yield Problem(entry.place, duty.code, wording("Nhiệm vụ thiếu {missing}.", missing=", ".join(missing)))
    for quotation in (duty.text, *(given.phrase for given in duty.assignments)):
        if quotation and quotation not in document:
            why = wording("Đoạn trích dẫn không có trong văn bản: chép lại nguyên văn.")
            yield Problem(entry.place, quotation, why)
    for given in duty.assignments:
        if not given.collective and given.assignee not in directory.agencies:
            why = wording("Danh bạ không có mã “{agency}”.", agency=given.assignee)
            yield Problem(entry.place, given.assignee, why)
