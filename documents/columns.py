"""Which column of a table holds what, told by its heads and, where a head leaves it open, by its cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from documents.column_heads import HeadMeaning, head_meaning, time_head
from documents.numbering import number_of
from documents.open_phrase import begins_with_body
from documents.table_rows import Row
from documents.time_expression import NOTHING_SAID, TimeHead, read_time
from language.text import tidy
from language.wording import Wording, wording

_MOST = 0.7
_OF_BODIES, _OF_TIMES = (None, "lead", "coordinating", "both", "body"), (None, "time", "begins")

NO_LEAD = wording("Bảng không giao nhiệm vụ: không có cột cơ quan chủ trì (thực hiện).")
TARGETS = wording("Bảng chỉ tiêu, không phải bảng giao nhiệm vụ: không có cột phối hợp.")
NO_CONTENT = wording("Bảng không có cột nội dung nhiệm vụ.")
TOO_LITTLE = wording("Bảng không giao nhiệm vụ: có cột cơ quan nhưng không có cột phối hợp, thời hạn hay sản phẩm.")


@dataclass(frozen=True)
class Columns:
    """The index of each column, None where the table has none of that meaning.

    `number` is the column whose numbers nest, `running` one that only counts the tasks; `both` says that the lead's
    column holds both roles; `result` is a second column of products, `note` one of remarks; `marked` are columns that
    stand for a time each, with the head that says it; `over_time` is what the head of the times says of them; `heads`
    are the heads as printed; `doubts` are about columns left out though they name bodies or times.
    """

    title: int
    lead: int
    number: int | None = None
    running: int | None = None
    code: int | None = None
    group: int | None = None
    coordinating: int | None = None
    time: int | None = None
    begins: int | None = None
    product: int | None = None
    result: int | None = None
    note: int | None = None
    marked: tuple[tuple[int, str], ...] = ()
    both: bool = False
    over_time: TimeHead = NOTHING_SAID
    heads: tuple[str, ...] = ()
    doubts: tuple[Wording, ...] = ()

    @property
    def assigning(self) -> tuple[int, ...]:
        """The columns that make a row a task: who leads, who helps, by when."""
        named = self.lead, self.coordinating, self.time, self.begins
        return tuple(column for column in named if column is not None)

    @property
    def numbering(self) -> tuple[int, ...]:
        """The columns that number or code a row."""
        return tuple(column for column in (self.number, self.running, self.code) if column is not None)

    def head(self, column: int | None) -> str:
        """The head of a column as printed, on one line."""
        return tidy(self.heads[column]) if column is not None and column < len(self.heads) else ""


def columns(heads: Sequence[Sequence[str]], body: Sequence[Row]) -> Columns | Wording:
    """What the columns under these heads hold, or why the table assigns no tasks.

    Each head is its parts from top to bottom: of two rows the lower is the nearer. An assignment table says who leads,
    and who coordinates, by when or with what result; a table of targets names agencies too, but nobody who coordinates
    (both annexes of Resolution 03/NQ-CP).
    """
    return _Chosen(heads, body).columns()


class _Chosen:
    """The choice among the columns of one table."""

    def __init__(self, heads: Sequence[Sequence[str]], body: Sequence[Row]) -> None:
        self.heads, self.body = heads, body
        self.meanings = [_meaning(parts) for parts in heads]
        self.numbers = self._number_columns()

    def columns(self) -> Columns | Wording:
        lead, both = self._lead()
        if lead is None:
            return NO_LEAD
        coordinating, begins = (self._best(name, {lead}) for name in ("coordinating", "begins"))
        time = self._time()
        products = self._products(lead)
        product, result = (*products, None, None)[:2]
        taken = {lead, coordinating, time, begins, *products, *self.numbers, self._best("code")}
        title, group = self._title(taken)
        if title is None:
            return NO_CONTENT
        if self._named(title, "target") and coordinating is None and not both:
            return TARGETS
        if coordinating is None and time is None and product is None and not both and not self._is_plain_list(title):
            return TOO_LITTLE
        number, running = self._numbering()
        over_time = time_head(" ".join(self.heads[time])) if time is not None else NOTHING_SAID
        return Columns(
            title, lead, number, running, self._best("code"), group, coordinating, time, begins, product, result,
            self._best("note"), self._marked(), both,
            over_time,
            tuple(" ".join(dict.fromkeys(parts)) for parts in self.heads),
            tuple(self._doubts({*taken, lead, title, group, number, running})),
        )  # fmt: skip

    def _doubts(self, taken: set[int | None]) -> Iterator[Wording]:
        """Columns that name bodies or state times and are not read, in a role that is taken or none: never lost."""
        for column, found in enumerate(self.meanings):
            head = tidy(" ".join(dict.fromkeys(self.heads[column])))
            meaning = found.meaning if found else None
            if column in taken:
                continue
            if meaning in _OF_BODIES and self._mostly(column, begins_with_body):
                yield _unread_bodies(head)
            elif meaning in _OF_TIMES and self._mostly(column, _states_time):
                yield wording("Cột “{head}” cũng ghi thời gian: các ô của cột này chưa được đọc.", head=head)

    def _is_plain_list(self, title: int) -> bool:
        """Whether numbers, contents and leads are all that the table has: nothing of money, persons or units."""
        known = {meaning.meaning for meaning in self.meanings if meaning}
        return bool(self.numbers) and self._exact(title) and not known & {"money", "unit", "target", "watch", "body"}

    def _lead(self) -> tuple[int | None, bool]:
        lead, both = self._best("lead"), self._best("both")
        if both is not None and (lead is None or not self._exact(lead)):
            return both, True
        if lead is None:
            bodies = [n for n in self._all("body") if self._mostly(n, begins_with_body)]
            lead = bodies[0] if bodies and self._best("coordinating") is not None else None
        return lead, False

    def _time(self) -> int | None:
        """Of several heads of times the one whose cells state times: "Tiến độ" may say how far the work is."""
        stating = [n for n in self._all("time") if self._mostly(n, _states_time)]
        return min(stating or self._all("time"), key=self._rank, default=None)

    def _marked(self) -> tuple[tuple[int, str], ...]:
        """The columns that stand for a time each, a mark saying which: "x" under "Quý II", with that head."""
        return tuple((n, tidy(self.heads[n][-1])) for n in self._all("time") if self._mostly(n, is_mark))

    def _products(self, lead: int | None) -> list[int]:
        """The columns of products, what is to be made before what is to be reached."""
        found = [n for n in self._all("product") if n != lead and self._exact(n)] or self._all("product")[:1]
        return sorted(found, key=lambda n: ("sản phẩm" not in " ".join(self.heads[n]).lower(), n))

    def _title(self, taken: set[int | None]) -> tuple[int | None, int | None]:
        """The column of contents, and one of groups; of two the one whose cells go on over others groups them."""
        group = self._best("group", taken)
        named = [n for n in self._all("title") if n not in taken]
        if not named:
            free = [*self._all("target"), *(n for n, meaning in enumerate(self.meanings) if meaning is None)]
            title = next((n for n in free if n not in taken and self._says_much(n)), group)
            return title, group if title != group else None
        title = min(named, key=self._rank)
        others = [n for n in named if n != title]
        if (finer := next((n for n in others if self._goes_on_over(title, n)), None)) is not None:
            return finer, title
        return title, next((n for n in others if group is None and self._goes_on_over(n, title)), group)

    def _numbering(self) -> tuple[int | None, int | None]:
        """Of two columns of numbers the one with letters or dots nests, the other counts."""
        if len(self.numbers) < 2:
            return (self.numbers[0] if self.numbers else None), None
        nesting = next((n for n in self.numbers if any(not bare.isdigit() for bare in self._bare(n))), self.numbers[0])
        return nesting, next(n for n in self.numbers if n != nesting)

    def _number_columns(self) -> list[int]:
        headed = self._all("number")
        titles = self._all("title")
        doubtful = [
            n for n, meaning in enumerate(self.meanings) if meaning is None or (n in titles and len(titles) > 1)
        ]
        return sorted([*headed, *(n for n in doubtful if self._counts(n))])

    def _bare(self, column: int) -> list[str]:
        cells = [row.text(column) for row in self.body if not row.cell(column).blank and not row.cell(column).above]
        return [number for cell in cells if (number := number_of(cell)) is not None]

    def _counts(self, column: int) -> bool:
        printed = [row for row in self.body if not row.cell(column).blank]
        return len(printed) > 0 and len(self._bare(column)) >= _MOST * len(printed)

    def _mostly(self, column: int, fits: Callable[[str], bool]) -> bool:
        """Whether most of what a column prints of its own is of some sort."""
        rows = [row for row in self.body if not any(cell.left for cell in row.cells)]
        printed = [row.text(column) for row in rows if not (row.cell(column).blank or row.cell(column).above)]
        return bool(printed) and sum(map(fits, printed)) >= _MOST * len(printed)

    def _says_much(self, column: int) -> bool:
        return any(len(row.text(column)) > 3 for row in self.body) or not self.body

    def _goes_on_over(self, column: int, other: int) -> bool:
        return any(
            (row.cell(column).blank or row.cell(column).above) and not (row.cell(other).blank or row.cell(other).above)
            for row in self.body
            if not any(cell.left for cell in row.cells)
        )

    def _named(self, column: int, meaning: str) -> bool:
        found = self.meanings[column]
        return found is not None and found.meaning == meaning

    def _exact(self, column: int) -> bool:
        found = self.meanings[column]
        return found is not None and found.exact

    def _all(self, meaning: str) -> list[int]:
        return [n for n in range(len(self.meanings)) if self._named(n, meaning)]

    def _best(self, meaning: str, taken: set[int | None] | None = None) -> int | None:
        return min((n for n in self._all(meaning) if n not in (taken or set())), key=self._rank, default=None)

    def _rank(self, column: int) -> tuple[bool, int, int]:
        """An exact head first, then the shortest, for "Phòng, đơn vị chủ trì" is a second one; then from the left."""
        return not self._exact(column), len(tidy(" ".join(self.heads[column]))), column


def _unread_bodies(head: str) -> Wording:
    return wording(
        "Cột “{head}” ghi tên cơ quan nhưng không nói rõ vai trò: các ô của cột này chưa được đọc.", head=head
    )


def is_mark(text: str) -> bool:
    """Whether a cell only ticks what its column stands for."""
    return tidy(text).lower() in ("x", "✓", "✔", "√")


def _states_time(text: str) -> bool:
    read = read_time(text, None)
    return not read.doubts and any(milestone.kind not in ("none", "conditional") for milestone in read.milestones)


def _meaning(parts: Sequence[str]) -> HeadMeaning | None:
    """What the parts of one head mean: the lowest alone, all as one text, the highest alone; exact meanings first."""
    whole = " ".join(dict.fromkeys(tidy(part) for part in parts if tidy(part)))
    forms = [*(form for form in (parts[-1:], [whole], parts[:1]) if form)]
    found = [meaning for form in forms if (meaning := head_meaning(form[0]))]
    return next((meaning for meaning in found if meaning.exact), found[0] if found else None)
