"""YAML files of a plan's folder: values with the lines they stand on, faults as Problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from documents.text_file import read_text
from language.text import composed
from language.wording import Wording, wording
from models.problem import Problem

_LINE = "__line__"


@dataclass(frozen=True)
class Entry:
    """One mapping of a file, and where it stands."""

    values: Mapping[str, Any]
    place: str

    def text(self, key: str) -> str:
        """A value as text, "" when absent."""
        value = self.values.get(key)
        return "" if value is None else composed(str(value)).strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list's values as texts; a single value counts as a list of one."""
        value = self.values.get(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(composed(str(item)).strip() for item in listed)

    def day(self, key: str) -> date | None:
        """A value as a day; None when absent, ValueError when it is no ISO date."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else date.fromisoformat(str(value))


@dataclass(frozen=True)
class YamlFile:
    """A file's top mapping, empty with a problem when it could not be read."""

    top: Entry
    problems: tuple[Problem, ...] = ()

    def entries(self, key: str) -> Iterator[Entry]:
        """The mappings of a list in the file, each with its line."""
        listed = self.top.values.get(key)
        for item in listed if isinstance(listed, list) else []:
            if isinstance(item, dict):
                yield Entry(item, f"{self.top.place}, dòng {item.get(_LINE, '?')}")


class _Lines(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one reads a directory ten times as fast
    """A safe loader that notes the line of each mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        return {**mapping, _LINE: node.start_mark.line + 1}


def read_yaml(path: Path) -> YamlFile:
    """The file's content; a missing, broken or unfitting file gives an empty one with a Problem."""
    text = read_text(path)
    if isinstance(text, Wording):
        return _broken(path, path.name, text)
    try:
        content = yaml.load(text, Loader=_Lines)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        return _broken(path, _where(path, fault), wording("Tệp không đúng cú pháp YAML: {fault}", fault=_said(fault)))
    if not isinstance(content, dict):
        return _broken(path, path.name, wording("Tệp phải gồm các mục “tên: giá trị”."))
    return YamlFile(Entry(content, path.name))


def _broken(path: Path, place: str, why: Wording) -> YamlFile:
    return YamlFile(Entry({}, path.name), (Problem(place, path.name, why),))


def _where(path: Path, fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    return f"{path.name}, dòng {mark.line + 1}" if mark else path.name


def _said(fault: Exception) -> str:
    return str(getattr(fault, "problem", None) or fault).splitlines()[0]
