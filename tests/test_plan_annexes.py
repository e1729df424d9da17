"""Annexes of many looks: every task found, none invented, every cell right or reported, in each kind of file."""

from pathlib import Path

import pytest
from annex_cases import Case, cases, open_phrases, wanted, yielded
from annex_writer import UP, WRITERS, as_docx, by_libreoffice

from documents.plan_document import PlanRead
from documents.read_plan import read_plan

ALL = cases("annexes.yaml", "annexes_harder.yaml", "annexes_further.yaml")
TABLES = [case for case in ALL if not isinstance(case.annex, str)]
UNMERGED = [case for case in TABLES if not any(UP in row for row in case.annex.rows[1:])]
TEXTS = [case for case in ALL if isinstance(case.annex, str)]
ON_PAPER = TABLES[::4]


def named(case: Case) -> str:
    return case.name


def read(folder: Path, case: Case, raw: bytes, kind: str) -> PlanRead:
    path = folder / f"plan.{kind}"
    path.write_bytes(raw)
    return read_plan(path, case.directory, case.signed_on)


def is_right(plan: PlanRead, case: Case) -> bool:
    assert yielded(plan) == wanted(case)
    assert {task.code: len(task.open_phrases) for task in plan.tasks} == open_phrases(case)
    assert len(plan.passed_over) == case.passed
    return True


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
@pytest.mark.parametrize("case", TABLES, ids=named)
def test_an_annex_with_merged_cells_yields_its_tasks(tmp_path: Path, case: Case, kind: str) -> None:
    assert is_right(read(tmp_path, case, WRITERS[kind](case.annex), kind), case)


@pytest.mark.parametrize("kind", ["md", "txt"])
@pytest.mark.parametrize("case", [case for case in UNMERGED if case.tasks], ids=named)
def test_an_annex_without_merged_cells_yields_its_tasks_from_text_too(tmp_path: Path, case: Case, kind: str) -> None:
    assert is_right(read(tmp_path, case, WRITERS[kind](case.annex), kind), case)


@pytest.mark.parametrize("case", TEXTS, ids=named)
def test_an_annex_in_a_layout_of_text_yields_its_tasks(tmp_path: Path, case: Case) -> None:
    assert is_right(read(tmp_path, case, str(case.annex).encode(), "txt"), case)


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", ON_PAPER, ids=named)
def test_an_annex_on_paper_yields_its_tasks(tmp_path: Path, case: Case) -> None:
    raw = by_libreoffice(as_docx(case.annex), ".docx", "pdf", tmp_path)
    assert is_right(read(tmp_path, case, raw, "pdf"), case)


@pytest.mark.parametrize("case", ALL, ids=named)
def test_every_problem_has_its_place_and_what_to_do(tmp_path: Path, case: Case) -> None:
    kind = "txt" if isinstance(case.annex, str) else "docx"
    raw = case.annex.encode() if isinstance(case.annex, str) else as_docx(case.annex)
    assert all(problem.place and problem.proposal for problem in read(tmp_path, case, raw, kind).problems)
