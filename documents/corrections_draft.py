"""The draft of corrections.yaml: one commented entry for each problem, with what the reader proposes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from documents.corrections_file import NAME
from documents.plan_document import AGENCY, CODE, FILE, HEAD, LEAD_MISSING, TIME, ReadingProblem
from models.problem import Problem

_HEAD = """\
# Những chỗ văn bản chưa rõ, và cách hiểu mà Văn phòng đã quyết định.
# Mỗi mục ứng với một lỗi. Muốn giải quyết lỗi nào: bỏ dấu "#" ở đầu các dòng "#- text" và "#  …" của mục ấy,
# rồi chỉ giữ lại một câu trả lời. Mục còn để "#" thì lỗi vẫn còn và kế hoạch chưa nạp được. Các câu trả lời:
# * means: mã cơ quan trong danh bạ, nhiều mã thì [a, b]; open: để ngỏ, Văn phòng nêu tên sau; nobody: không hỏi ai
# * milestones: các mốc thời hạn (kind: deadline, span, recurring, conditional, relative); no_date: không có hạn
# * lead: cơ quan chủ trì; code: số thứ tự mới; as_read: đã xem, giữ như đã đọc
"""
_TIME = "milestones: [{kind: deadline, due: năm-tháng-ngày}]"  # no date, so that nobody confirms one unread


def draft(problems: Iterable[Problem], before: str = "") -> str:
    """The text of the file: what it held `before`, then an entry in comments for each problem that it can settle."""
    entries = [_entry(group) for group in _alike(problems)]
    if not before.strip():
        return f"{_HEAD}corrections:\n" + "\n".join(entries)
    return before.rstrip("\n") + "\n" + "\n".join(entries)


def write_draft(folder: Path, problems: Iterable[Problem]) -> tuple[Path, int]:
    """Write the draft into a folder, after what its file holds already; the file, and how many entries came in."""
    path = folder / NAME
    settled = [problem for problem in problems if _can_settle(problem)]
    before = path.read_text("utf-8") if path.exists() else ""
    new = [problem for problem in settled if f"text: {_quoted(problem.text)}" not in before]
    if new or not before:
        path.write_text(draft(new, before), "utf-8")
    return path, len(_alike(new))


def _can_settle(problem: Problem) -> bool:
    return isinstance(problem, ReadingProblem) and problem.kind not in (FILE, HEAD)


def _alike(problems: Iterable[Problem]) -> list[list[ReadingProblem]]:
    """The problems that one answer settles: the same words, asked for the same reason."""
    groups: dict[tuple[str, str], list[ReadingProblem]] = {}
    for problem in problems:
        if isinstance(problem, ReadingProblem) and _can_settle(problem):
            groups.setdefault((problem.kind, problem.text), []).append(problem)
    return list(groups.values())


def _entry(group: Sequence[ReadingProblem]) -> str:
    first = group[0]
    codes = list(dict.fromkeys(problem.code for problem in group if problem.code))
    places = "; ".join(dict.fromkeys(problem.place for problem in group))
    said = [f"# {places}", f"# {first.why}", *([f"# {first.proposal}"] if first.proposal else [])]
    lines = [f"- text: {_quoted(first.text)}", *([f"  tasks: [{', '.join(map(_quoted, codes))}]"] if codes else [])]
    lines += [f"  {answer}" for answer in _answers(first)]
    return "\n".join([*said, *(f"#{line}" for line in lines), ""])


def _answers(problem: ReadingProblem) -> list[str]:
    if problem.kind == AGENCY:
        return [f"means: [{next(iter(problem.proposed), 'mã-cơ-quan')}]", "open: true", "nobody: true"]
    if problem.kind == LEAD_MISSING:
        return ["lead: [mã-cơ-quan]"]
    if problem.kind == TIME:
        return [_TIME, "no_date: true", "as_read: true"]
    return ['code: "…"'] if problem.kind == CODE else ["as_read: true"]


def _quoted(text: str) -> str:
    """A text as one YAML scalar on one line."""
    written = yaml.safe_dump(text, allow_unicode=True, width=float("inf"), default_style='"')
    return str(written).strip()
