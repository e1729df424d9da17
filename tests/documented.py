"""What the documents say, taken apart: commands, targets, paths, tables of names, the tree of errors, the example."""

import ast
import builtins
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUIDES = ("docs/operator.md", "docs/operator.en.md")
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", *GUIDES)
ROOMS = ("cli", "rehearsal", "flows", "web", "casework", "mail", "documents", "models", "language")
EXAMPLE = "plans/ke-hoach-moi"

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"")
BLOCK_COMMAND = re.compile(r"^    (?:\.venv/bin/)?dondoc (.+)$", re.MULTILINE)
NAMED_COMMAND = re.compile(r"`(?:\.venv/bin/)?dondoc ([^`]+)`")
TARGET = re.compile(r"(?:^    |`)make ([a-z]+)", re.MULTILINE)
EXAMPLE_FILE = re.compile(rf"`{EXAMPLE}/([\w.]+)`.*?```\w+\n(.*?)```", re.DOTALL)
ERROR_LINE = re.compile(r"^([│├└─ ]*)(\w+)(?: +([\w/]+\.py))?", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """The part of a page under one heading, up to the next of its rank."""
    return page(name).partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def commands(pattern: re.Pattern[str]) -> list[list[str]]:
    """The words after `dondoc` of every command the pages print, comments left out."""
    found = {line for name in PAGES for line in pattern.findall(page(name))}
    return [shlex.split(line, comments=True) for line in sorted(found)]


def targets() -> set[str]:
    return {target for name in PAGES for target in TARGET.findall(page(name))}


def paths() -> Iterator[str]:
    """Every path of the project that a page names in code or links to."""
    tops = {line.partition("/")[0] for line in tracked()}
    for name in PAGES:
        for found in CODE.findall(page(name)):
            path = found.partition(" ")[0]
            if "/" in path and path.partition("/")[0] in tops and not path.startswith(EXAMPLE):
                yield path
        for link in ("".join(groups) for groups in LINK.findall(page(name))):
            if "://" not in link:
                yield str((ROOT / name).parent.joinpath(link).resolve().relative_to(ROOT))


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def rows(text: str) -> list[list[str]]:
    """The cells of every table in the text, the heads left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    bodies = [row for row, after in zip(cells, [*cells[1:], [""]], strict=True) if not after[0].startswith("---")]
    return [row for row in bodies if not row[0].startswith("---")]


def named(cell: str) -> list[str]:
    """The names in code of one cell."""
    return CODE.findall(cell)


def errors_told() -> dict[str, tuple[str, str]]:
    """Of each error in the tree: its file and its parent."""
    above: dict[int, str] = {}
    told = {}
    tree = section("ARCHITECTURE.md", "The tree of errors").partition("```text\n")[2].partition("```")[0]
    for indent, name, file in ERROR_LINE.findall(tree):
        depth = len(indent)
        above[depth] = name
        if file:
            told[name] = (file, above[max(one for one in above if one < depth)])
        above = {one: two for one, two in above.items() if one <= depth}
    return told


def errors_defined() -> dict[str, tuple[str, str]]:
    """Of each exception class of the rooms: its file and its base."""
    classes = {one.name: (path, one.bases) for path, one in _classes()}
    known = {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)}
    found: dict[str, tuple[str, str]] = {}
    while True:
        new = {name: place for name, place in _based(classes, known | set(found)) if name not in found}
        if not new:
            return found
        found |= new


def _based(classes: dict[str, tuple[str, list[ast.expr]]], known: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, (path, bases) in classes.items():
        base = next((one.id for one in bases if isinstance(one, ast.Name) and one.id in known), None)
        if base:
            yield name, (path, base)


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(one, ast.ClassDef):
                    yield str(path.relative_to(ROOT)), one
