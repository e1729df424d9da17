"""Any plan that the tests' own writer renders, in any layout and kind of file, reads back the same."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from annex_writer import LEFT, UP, WRITERS, Annex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from local_directory import DEPARTMENTS, local

from documents.read_plan import read_plan
from language.roman import roman

PLACE = "tỉnh Nghệ An"
DIRECTORY = local(PLACE)
NAMES = {key: name.format(level=PLACE, place="Nghệ An") for key, name in DEPARTMENTS.items()}
SHORT = {
    "so-khcn": "Sở KH&CN",
    "so-nnmt": "Sở NN&MT",
    "so-vhttdl": "Sở VH,TT&DL",
    "vp-ubnd": "VP UBND tỉnh",
    "ca": "Công an tỉnh",
}
LINES = ("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "Số: 10/KH-UBND", "Nghệ An, ngày 05 tháng 01 năm 2026")
TIMES = {
    "Quý I/2026": date(2026, 3, 31),
    "Trước 30/11/2026": date(2026, 11, 30),
    "Tháng 9 năm 2026": date(2026, 9, 30),
    "6/2027": date(2027, 6, 30),
    "2026-2030": date(2030, 12, 31),
    "Từ tháng 2 đến tháng 8/2026": date(2026, 8, 31),
    "100 ngày kể từ ngày ban hành Kế hoạch": date(2026, 4, 15),
}
HEADS = {
    "number": ["TT", "STT", "Số TT"],
    "title": ["Nội dung", "Tên nhiệm vụ", "Nhiệm vụ, giải pháp"],
    "lead": ["Cơ quan chủ trì", "Đơn vị thực hiện", "Chủ trì"],
    "coordinating": ["Cơ quan phối hợp", "Đơn vị phối hợp thực hiện", "Phối hợp"],
    "time": ["Thời gian hoàn thành", "Thời hạn", "Tiến độ"],
}
TITLES = [
    "Xây dựng kế hoạch",
    "Rà soát, hoàn thiện quy chế; công bố",
    "Tổ chức 02 lớp tập huấn (đợt 1)",
    "Số hóa 100% hồ sơ",
]


@dataclass(frozen=True)
class Task:
    """A task as the writer has it."""

    code: str
    title: str
    leads: tuple[str, ...]
    helped: tuple[str, ...]
    time: str


agencies = st.lists(st.sampled_from(sorted(NAMES)), unique=True, max_size=4)
contents = st.tuples(st.sampled_from(TITLES), agencies.filter(bool), agencies, st.sampled_from(sorted(TIMES)))


@st.composite
def rendered(draw: st.DrawFn) -> tuple[Annex, list[Task]]:
    """An annex in some layout, and the tasks that it holds."""
    columns = draw(st.permutations(["title", "lead", "coordinating", "time"]))
    order = ["number", *columns] if draw(st.booleans()) else [*columns, "number"]
    heads = {name: draw(st.sampled_from(HEADS[name])) for name in order}
    rows = [tuple(heads[name] for name in order)]
    tasks: list[Task] = []
    grouped, restarted, merged = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    count = 0
    for group in range(1, draw(st.integers(1, 3)) + 1):
        if grouped:
            title = f"Nhóm nhiệm vụ {group}"
            rows.append(
                tuple(roman(group) if name == "number" else title if name == columns[0] else LEFT for name in order)
            )
            if order[0] != "number":
                rows[-1] = (f"{roman(group)}. {title}", *[LEFT] * (len(order) - 1))
            count = 0 if restarted else count
        above = ""
        for title, leads, helped, time in draw(st.lists(contents, min_size=1, max_size=3)):
            count += 1
            goes_on = merged and time == above
            above = time
            code = f"{roman(group)}.{count}" if grouped else str(count)
            tasks.append(Task(code, title, tuple(leads), tuple(helped), time))
            cells = {
                "number": str(count),
                "title": title,
                "lead": draw(written(leads)),
                "coordinating": draw(written(helped)),
            }
            rows.append(tuple(cells.get(name, UP if goes_on else time) for name in order))
    return Annex(LINES, tuple(rows)), tasks


@st.composite
def written(draw: st.DrawFn, ids: list[str]) -> str:
    """Agencies as a cell names them: in full or short, divided in some way."""
    names = [SHORT.get(key, NAMES[key]) if draw(st.booleans()) else NAMES[key] for key in ids]
    divided = draw(st.sampled_from([", ", "; ", "\n- ", " và ", "\n", ";\n"]))
    text = divided.join(names)
    return f"- {text}" if divided == "\n- " and text else text


def read_back(annex: Annex, kind: str) -> list[tuple[object, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{kind}"
        path.write_bytes(WRITERS[kind](annex))
        plan = read_plan(path, DIRECTORY)
    assert plan.problems == ()
    return [
        (one.code, one.title, one.leads, one.coordinating, one.time_text, one.milestones[0].due) for one in plan.tasks
    ]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rendered(), st.sampled_from(["docx", "html", "xlsx"]))
def test_a_plan_reads_back_from_any_layout(plan: tuple[Annex, list[Task]], kind: str) -> None:
    annex, tasks = plan
    meant = [(one.code, one.title, one.leads, one.helped, one.time, TIMES[one.time]) for one in tasks]
    assert read_back(annex, kind) == meant


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rendered().filter(lambda plan: not any(UP in row for row in plan[0].rows)), st.sampled_from(["md", "txt"]))
def test_a_plan_reads_back_from_text_where_nothing_is_merged_down(plan: tuple[Annex, list[Task]], kind: str) -> None:
    annex, tasks = plan
    meant = [(one.code, one.title, one.leads, one.helped, one.time, TIMES[one.time]) for one in tasks]
    assert read_back(annex, kind) == meant


CELLS = [
    "",
    LEFT,
    UP,
    "TT",
    "Cơ quan chủ trì",
    "Phối hợp",
    "Thời hạn",
    "1",
    "I.",
    "a)",
    "Sở Y tế",
    "các đơn vị",
    "Quý I/2026",
    "-",
    "nt",
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.one_of(st.sampled_from(CELLS), st.text(max_size=6)), min_size=4, max_size=4), min_size=1, max_size=8
    ),
    st.sampled_from(["html", "md", "txt"]),
)
def test_no_table_raises(cells: list[list[str]], kind: str) -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    rows = tuple(tuple(row) for row in cells)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{kind}"
        path.write_bytes(WRITERS[kind](Annex(LINES, (head, *rows))))
        read_plan(path, DIRECTORY)
