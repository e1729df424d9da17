"""The annexes of the annexes*.yaml as values, and what a reading yields in their notation."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from annex_writer import Annex
from local_directory import NATIONAL, local

from documents.plan_document import MilestoneRead, PlanRead, TaskRead
from models.directory import Directory

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One annex with its directory, the day it was signed where it does not print one, and what it should yield."""

    name: str
    annex: Annex | str
    tasks: dict[str, tuple[str, str, str]]
    directory: Directory
    signed_on: date | None
    passed: int


def cases(*files: str) -> list[Case]:
    """The cases of these files, in order."""
    return [_case(one) for name in files for one in yaml.safe_load((HERE / name).read_text("utf-8"))]


def _case(one: dict[str, Any]) -> Case:
    annex = one.get("text") or Annex(tuple(one["lines"]), tuple(tuple(row) for row in one["rows"]))
    directory = local(one["place"], tuple(one.get("communes", ()))) if "place" in one else NATIONAL
    tasks = {str(code): tuple(cells) for code, cells in one["tasks"].items()}
    return Case(one["name"], annex, tasks, directory, one.get("signed_on"), one.get("passed", 0))


def yielded(plan: PlanRead) -> dict[str, tuple[str, str, str]]:
    """What was read of each task, as the cases say it; a cell with a problem ends in "!"."""
    faulty = {(getattr(problem, "code", ""), getattr(problem, "role", "")) for problem in plan.problems}
    return {task.code: _cells(task, faulty) for task in plan.tasks}


def _cells(task: TaskRead, faulty: set[tuple[str, str]]) -> tuple[str, str, str]:
    times = " ".join(_time(one) for one in task.milestones)
    return (
        said(task.leads, (task.code, "lead") in faulty),
        said(task.coordinating, (task.code, "coordinating") in faulty),
        "!" if (task.code, "") in faulty else times,
    )


def said(ids: tuple[str, ...] | list[str], faulty: bool) -> str:
    """Ids in alphabetical order, and a "!" for any fault."""
    return " ".join([*sorted(set(ids)), *(["!"] if faulty else [])])


def wanted(case: Case) -> dict[str, tuple[str, str, str]]:
    """What a case should yield, open phrases left out (they are asked about, not assigned)."""
    found = {}
    for code, (lead, helped, time) in case.tasks.items():
        words = [[word for word in cell.split() if word not in ("~", "!")] for cell in (lead, helped)]
        found[code] = (said(words[0], "!" in lead), said(words[1], "!" in helped), time)
    return found


def open_phrases(case: Case) -> dict[str, int]:
    """How many open phrases each task of a case should have."""
    return {code: (lead + helped).count("~") for code, (lead, helped, _) in case.tasks.items()}


def _time(one: MilestoneRead) -> str:
    counted = f"{one.amount} {one.unit}" if one.amount else ""
    forms = {
        "deadline": f"D{one.due}",
        "span": f"S{one.begins}..{one.due or ''}",
        "recurring": f"R{one.every or ''}{counted}",
        "relative": f"X{counted}{f' {one.due}' if one.due else ''}",
    }
    return forms.get(one.kind, one.kind[0].upper())
