"""What sets two versions of a plan apart: tasks added, removed, re-assigned, re-dated, re-titled, re-numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from language.text import fold

_SAME_TASK, _SURELY_SAME = 0.6, 0.9  # likeness of titles: under one code, and under another


@dataclass(frozen=True)
class PlannedTime:
    """When a task is due, as a milestone says it, without the words that said so."""

    kind: str
    begins: date | None = None
    due: date | None = None
    every: str | None = None
    amount: int | None = None
    unit: str | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class PlannedTask:
    """A task as one version of the plan has it; leads and coordinating are ids, open phrases stay words."""

    code: str
    title: str
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    open_phrases: tuple[str, ...] = ()
    times: tuple[PlannedTime, ...] = ()
    time_text: str = ""


@dataclass(frozen=True)
class TaskChange:
    """One task in both versions, other in the second than in the first."""

    before: PlannedTask
    after: PlannedTask

    @property
    def renumbered(self) -> bool:
        """Whether its code is another."""
        return self.before.code != self.after.code

    @property
    def retitled(self) -> bool:
        """Whether its title is another, beyond its writing."""
        return fold(self.before.title) != fold(self.after.title)

    @property
    def reassigned(self) -> bool:
        """Whether others lead or coordinate; their order does not count, nor how an open phrase is written."""
        return _who(self.before) != _who(self.after)

    @property
    def redated(self) -> bool:
        """Whether its milestones are others."""
        return set(self.before.times) != set(self.after.times)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of "reassigned", "redated", "retitled", "renumbered" it is."""
        return tuple(kind for kind in ("reassigned", "redated", "retitled", "renumbered") if getattr(self, kind))

    def gained(self, role: str) -> tuple[str, ...]:
        """Who is new in a role ("leads" or "coordinating")."""
        return _without(getattr(self.after, role), getattr(self.before, role))

    def lost(self, role: str) -> tuple[str, ...]:
        """Who has that role no more."""
        return _without(getattr(self.before, role), getattr(self.after, role))


@dataclass(frozen=True)
class PlanDifference:
    """What became of a plan's tasks from one version to the next, each in the order of the plan."""

    added: tuple[PlannedTask, ...] = ()
    removed: tuple[PlannedTask, ...] = ()
    changed: tuple[TaskChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def of_kind(self, kind: str) -> tuple[TaskChange, ...]:
        """The changes that are, among others, "reassigned", "redated", "retitled" or "renumbered"."""
        return tuple(change for change in self.changed if kind in change.kinds)

    def to_json(self) -> dict[str, Any]:
        """Stable keys: codes of what came and went, and each change with what it was and is."""
        return {
            "added": [task.code for task in self.added],
            "removed": [task.code for task in self.removed],
            "changed": [_change(change) for change in self.changed],
        }


def plan_difference(before: Sequence[PlannedTask], after: Sequence[PlannedTask]) -> PlanDifference:
    """What sets `after` apart from `before`.

    A task is the same under one code with a like title, or under another code with (nearly) the same title: an
    inserted row moves the numbers of all that follow it.
    """
    pairs = _Pairs(before, after)
    pairs.join(lambda old, new: old.code == new.code and fold(old.title) == fold(new.title))
    pairs.join(lambda old, new: fold(old.title) == fold(new.title))
    pairs.join(lambda old, new: old.code == new.code and _alike(old, new) >= _SAME_TASK)
    pairs.join(lambda old, new: _alike(old, new) >= _SURELY_SAME)
    changes = [TaskChange(before[pairs.was[n]], after[n]) for n in range(len(after)) if n in pairs.was]
    return PlanDifference(
        added=tuple(after[n] for n in pairs.new),
        removed=tuple(before[n] for n in pairs.old),
        changed=tuple(change for change in changes if change.kinds),
    )


class _Pairs:
    """The tasks of two versions, by their places in each, joined two by two, the surest rule first."""

    def __init__(self, before: Sequence[PlannedTask], after: Sequence[PlannedTask]) -> None:
        self.before, self.after = before, after
        self.old, self.new = list(range(len(before))), list(range(len(after)))
        self.was: dict[int, int] = {}

    def join(self, same: Callable[[PlannedTask, PlannedTask], bool]) -> None:
        for new in list(self.new):
            old = next((one for one in self.old if same(self.before[one], self.after[new])), None)
            if old is not None:
                self.was[new] = old
                self.old.remove(old)
                self.new.remove(new)


def _alike(old: PlannedTask, new: PlannedTask) -> float:
    likeness = SequenceMatcher(None, fold(old.title), fold(new.title), autojunk=False)
    return likeness.ratio() if likeness.quick_ratio() >= _SAME_TASK else 0.0


def _who(task: PlannedTask) -> tuple[frozenset[str], ...]:
    phrases = frozenset(fold(phrase) for phrase in task.open_phrases)
    return frozenset(task.leads), frozenset(task.coordinating), phrases


def _without(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in some if one not in others)


def _change(change: TaskChange) -> dict[str, Any]:
    return {
        "code": change.after.code,
        "kinds": list(change.kinds),
        "before": _version(change.before),
        "after": _version(change.after),
    }


def _version(task: PlannedTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "title": task.title,
        "leads": list(task.leads),
        "coordinating": list(task.coordinating),
        "open_phrases": list(task.open_phrases),
        "time_text": task.time_text,
    }
