"""A plan as read, with what a person settled put in: each correction takes the problem that it answers away."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.corrections_file import Correction
from documents.plan_document import (
    AGENCY,
    CODE,
    FILE,
    LEAD_MISSING,
    TIME,
    AssignmentRead,
    Findings,
    MilestoneRead,
    PlanRead,
    ReadingProblem,
    TaskRead,
)
from documents.task_findings import open_questions
from language.wording import wording
from models.directory import Directory
from models.problem import Problem, Question


def corrected(plan: PlanRead, corrections: Sequence[Correction], directory: Directory) -> PlanRead:
    """The plan with the corrections put in; one that answers no problem is itself reported."""
    return _Corrected(plan, corrections, directory).plan()


class _Corrected:
    """One pass over a plan's problems."""

    def __init__(self, plan: PlanRead, corrections: Sequence[Correction], directory: Directory) -> None:
        self.read, self.corrections, self.directory = plan, corrections, directory
        self.tasks = list(plan.tasks)
        self.questions: list[Question] = list(plan.questions)
        self.used: set[str] = set()

    def plan(self) -> PlanRead:
        standing = [problem for problem in self.read.problems if not self._settled(problem)]
        unused = [one for one in self.corrections if one.place not in self.used]
        findings = Findings((*standing, *_unused(unused)), tuple(self.questions), self.read.passed_over)
        return replace(self.read, tasks=tuple(self.tasks), findings=findings)

    def _settled(self, problem: Problem) -> bool:
        if not isinstance(problem, ReadingProblem) or problem.kind == FILE:
            return False
        fitting = [one for one in self.corrections if one.fits(problem.text, problem.code) and _answers(one, problem)]
        answer = max(fitting, key=lambda one: bool(one.tasks), default=None)  # one for this task before one for all
        if answer is None:
            return False
        self.used.add(answer.place)
        if not answer.as_read:
            self._put_in(problem, answer)
        return True

    def _put_in(self, problem: ReadingProblem, answer: Correction) -> None:
        if problem.kind == CODE:
            at = next(
                n for n, task in enumerate(self.tasks) if task.place == problem.place and task.code == problem.code
            )
            self.tasks[at] = replace(self.tasks[at], code=answer.code)
            return
        at = next(n for n, task in enumerate(self.tasks) if task.code == problem.code)
        task = self.tasks[at]
        if problem.kind == TIME:
            self.tasks[at] = _redated(task, problem.text, answer.milestones)
        elif answer.open:
            self.tasks[at] = replace(task, open_phrases=(*task.open_phrases, problem.text))
            self.questions += open_questions(task.code, [problem.text])
        else:
            given = self._given(answer.means or answer.lead, problem.role or "lead", problem.text)
            self.tasks[at] = _with(task, given)

    def _given(self, ids: Iterable[str], role: str, phrase: str) -> list[AssignmentRead]:
        return [AssignmentRead(one, role, phrase, one in self.directory.collectives) for one in ids]


def _answers(correction: Correction, problem: ReadingProblem) -> bool:
    """Whether a correction says what this kind of problem asks."""
    if correction.as_read:
        return problem.kind not in (AGENCY, LEAD_MISSING)
    if problem.kind == TIME:
        return bool(correction.milestones)
    if problem.kind == CODE:
        return bool(correction.code)
    if problem.kind == LEAD_MISSING:
        return bool(correction.lead) or correction.nobody
    return problem.kind == AGENCY and bool(correction.means or correction.open or correction.nobody)


def _redated(task: TaskRead, part: str, given: tuple[MilestoneRead, ...]) -> TaskRead:
    """The task with the milestones of one part of its time expression replaced."""
    kept = [one for one in task.milestones if one.text != part and one.kind != "none"]
    return replace(task, milestones=(*kept, *(replace(one, text=part) for one in given)))


def _with(task: TaskRead, given: Sequence[AssignmentRead]) -> TaskRead:
    held = {(one.assignee, one.role) for one in task.assignments}
    new = [one for one in given if (one.assignee, one.role) not in held]
    both = sorted((*task.assignments, *new), key=lambda one: one.role != "lead")
    return replace(task, assignments=tuple(both))


def _unused(corrections: Iterable[Correction]) -> Iterable[Problem]:
    for one in corrections:
        why = wording("Mục này không khớp lỗi nào của văn bản: có thể văn bản đã sửa, hoặc “text” chép chưa đúng.")
        yield Problem(one.place, one.text, why, "Xóa mục này, hoặc chép lại nguyên văn.")
