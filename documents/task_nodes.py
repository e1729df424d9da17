"""The numbered rows of an assignment table as a tree: which of them are tasks, and what they have from those over them.

Which numbered row is a task: one that says who leads, who coordinates or by when, in cells of its own or in cells that
it has from the heading over it. A row over others only heads them when it says nothing of this; when the column that
counts the tasks is empty in it; when it refers to those below ("theo từng mốc dưới đây"); or when its cells are merged
down into theirs. All that is taken from Plan 277/KH-UBND of Hanoi (2026), whose heads 8 to 11 are tasks themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.numbering import Heading
from documents.table_rows import Row
from language.text import fold

FIELDS = ("lead", "coordinating", "time", "product")
_BELOW = re.compile(
    r"dưới đây|sau đây|như sau|từng mốc|ở dưới|bên dưới|các mục dưới|nêu dưới|đạt được các chỉ tiêu"
    r"|bao gồm:?$|cụ thể:?$"
)


@dataclass(eq=False)
class Node:
    """A numbered row with those under it; `cells` are its texts, `merged` names those that only go on from above.

    `counted`: the column that only counts tasks, if there is one, has a number here. `torn`: further rows were added
    that say who or when for themselves.
    """

    code: str
    path: tuple[Heading, ...]
    title: str
    row: Row
    cells: dict[str, str]
    merged: frozenset[str] = frozenset()
    counted: bool = True
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    torn: bool = False

    @property
    def style(self) -> str:
        """How it is numbered."""
        return self.path[-1].style

    @property
    def over(self) -> list[Heading]:
        """The headings over it, from the outermost in, those without number or title left out."""
        return [heading for heading in self.path[:-1] if heading.title or heading.number]

    @property
    def assigns(self) -> bool:
        """Whether it says who or when, itself or in cells merged down to it."""
        return any(self.cells[name] for name in ("lead", "coordinating", "time"))

    @property
    def heads(self) -> bool:
        """Whether it only heads the rows under it."""
        if not self.assigns:
            return True
        if not self.children:
            return False
        if not self.counted or not self.cells["lead"] or _refers_below(self.cells["time"]):
            return True
        first = self.children[0]
        untimed = not self.cells["time"] or "time" in first.merged
        return untimed and ("lead" in first.merged or not any(child.cells["lead"] for child in self.children))

    def whole_cells(self) -> dict[str, str]:
        """Its cells, the empty ones filled from what stands over it.

        A heading's cells hold for all under it. A task over others gives its cells to those that name no lead: a row
        that names its own is taken at its word, empty cells and all.
        """
        cells = dict(self.cells)
        for above in self._ancestors():
            for name in FIELDS:
                if not cells[name] and above.cells[name] and self._may_have(name, above):
                    cells[name] = above.cells[name]
        return cells

    def _ancestors(self) -> Iterator["Node"]:
        node = self
        while node.parent is not None:
            node = node.parent
            yield node

    def _may_have(self, name: str, above: "Node") -> bool:
        if name in ("time", "product") and _refers_below(above.cells[name]):
            return False
        if not self.cells["lead"]:
            return True
        return above.heads and (name != "coordinating" or not above.cells["lead"])


def _refers_below(text: str) -> bool:
    return _BELOW.search(fold(text)) is not None
