"""corrections.yaml: what a person settles takes its problem away, and nothing else."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from annex_writer import Annex, as_text
from ocop_annex import PLAN

from documents.corrected_plan import corrected
from documents.corrections_draft import draft, write_draft
from documents.corrections_file import NAME, read_corrections
from documents.directory_file import read_directory
from documents.plan_document import PlanRead
from documents.plan_folder import read_plan_folder
from documents.read_plan import read_plan_text

DIRECTORY = read_directory(PLAN / "agencies.yaml").directory
LINES = ("Số: 1/QĐ-A", "Hà Nội, ngày 01 tháng 02 năm 2023")
HEAD = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn")


def plan_of(*rows: tuple[str, ...]) -> PlanRead:
    return read_plan_text(as_text(Annex(LINES, (HEAD, *rows))).decode(), DIRECTORY)


UNCLEAR = plan_of(
    ("1", "Một", "Bộ Y tê", "Hội Từ thiện, Bộ Tài chính", "Quý II"),
    ("2", "Hai", "", "Hội Từ thiện", "2023; đầu năm 2024"),
)


def settled(folder: Path, text: str, plan: PlanRead = UNCLEAR) -> PlanRead:
    (folder / NAME).write_text(f"corrections:\n{text}", "utf-8")
    read = read_corrections(folder / NAME, DIRECTORY)
    assert read.problems == ()
    return corrected(plan, read.corrections, DIRECTORY)


def texts(plan: PlanRead) -> list[str]:
    return [problem.text for problem in plan.problems]


def test_the_plan_has_the_problems_that_these_tests_settle() -> None:
    assert texts(UNCLEAR) == ["Bộ Y tê", "Hội Từ thiện", "Quý II", "Hội Từ thiện", "Hai", "đầu năm 2024"]


def test_a_name_is_given_its_agency(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Bộ Y tê, means: bo-yt}")
    assert plan.tasks[0].leads == ("bo-yt",)
    assert texts(plan) == texts(UNCLEAR)[1:]


def test_an_answer_for_one_task_leaves_the_same_words_elsewhere(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Hội Từ thiện, tasks: ['2'], means: [tw-hnd, bo-yt]}")
    assert plan.tasks[1].coordinating == ("tw-hnd", "bo-yt")
    assert texts(plan).count("Hội Từ thiện") == 1


def test_an_answer_without_tasks_holds_wherever_the_words_stand(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Hội Từ thiện, nobody: true}")
    assert "Hội Từ thiện" not in texts(plan)
    assert plan.tasks[0].coordinating == ("bo-tc",)


def test_an_open_phrase_is_asked_about_like_any_other(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Hội Từ thiện, tasks: '2', open: true}")
    assert plan.tasks[1].open_phrases == ("Hội Từ thiện",)
    assert ("2", "Hội Từ thiện") in [(question.code, question.text) for question in plan.questions]


def test_a_time_in_doubt_is_given_its_milestones(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Quý II, milestones: [{kind: deadline, due: 2023-06-30}]}")
    assert [(one.kind, one.due, one.text) for one in plan.tasks[0].milestones] == [
        ("deadline", date(2023, 6, 30), "Quý II")
    ]


def test_only_the_part_in_doubt_is_replaced(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: đầu năm 2024, milestones: [{kind: deadline, due: 2024-03-31}]}")
    assert [one.due for one in plan.tasks[1].milestones] == [date(2023, 12, 31), date(2024, 3, 31)]


def test_a_reading_may_be_kept_as_it_is(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: đầu năm 2024, as_read: true}")
    assert plan.tasks == UNCLEAR.tasks
    assert "đầu năm 2024" not in texts(plan)


def test_a_task_without_a_lead_is_given_one(tmp_path: Path) -> None:
    assert settled(tmp_path, "- {text: Hai, lead: [bo-tc]}").tasks[1].leads == ("bo-tc",)


def test_a_number_that_comes_twice_is_given_anew(tmp_path: Path) -> None:
    twice = plan_of(("1", "Một", "Bộ Y tế", "", "2023"), ("1", "Hai", "Bộ Y tế", "", "2023"))
    plan = settled(tmp_path, "- {text: Hai, code: 1b}", twice)
    assert ([task.code for task in plan.tasks], plan.problems) == (["1", "1b"], ())


def test_an_answer_to_another_kind_of_question_settles_nothing(tmp_path: Path) -> None:
    plan = settled(tmp_path, "- {text: Bộ Y tê, milestones: [{kind: deadline, due: 2023-06-30}]}")
    assert "Bộ Y tê" in texts(plan)
    assert any("không khớp lỗi nào" in str(problem.why) for problem in plan.problems)


def test_an_entry_that_fits_no_problem_is_reported(tmp_path: Path) -> None:
    [stray] = [one for one in settled(tmp_path, "- {text: Bộ Khác, means: bo-yt}").problems if one.text == "Bộ Khác"]
    assert stray.place == f"{NAME}, dòng 2"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{text: a, means: bo-khong}", "không có mã “bo-khong”"),
        ("{text: a}", "đúng một"),
        ("{text: a, open: true, nobody: true}", "đúng một"),
        ("{means: bo-yt}", "thiếu “text”"),
        ("{text: a, milestones: [{kind: sometime}]}", "không đúng"),
        ("{text: a, milestones: [{kind: deadline, due: hôm nay}]}", "không đúng"),
    ],
)
def test_a_faulty_entry_says_what_is_wrong(tmp_path: Path, entry: str, said: str) -> None:
    (tmp_path / NAME).write_text(f"corrections:\n- {entry}", "utf-8")
    assert any(said in str(problem.why) for problem in read_corrections(tmp_path / NAME, DIRECTORY).problems)


def test_a_draft_settles_nothing_until_a_person_does(tmp_path: Path) -> None:
    path, entries = write_draft(tmp_path, UNCLEAR.problems)
    assert entries == 5
    assert read_corrections(path, DIRECTORY) == read_corrections(tmp_path / "none.yaml", DIRECTORY)


def decided(written: str) -> str:
    """A draft as a person leaves it: marks taken off, the first answer of each entry kept."""
    lines: list[str] = []
    for line in written.splitlines():
        key = line[3:].split(":")[0]
        answers = line.startswith("#  ") and key != "tasks"
        if not line.startswith(("#-", "#  ")) or not (
            answers and lines[-1].startswith("  ") and "tasks" not in lines[-1]
        ):
            lines.append(line[1:] if line.startswith(("#-", "#  ")) else line)
    return "\n".join(lines).replace("mã-cơ-quan", "bo-yt").replace("năm-tháng-ngày", "2023-06-30")


def test_a_draft_that_is_decided_settles_every_problem(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(decided(draft(UNCLEAR.problems)), "utf-8")
    read = read_corrections(tmp_path / NAME, DIRECTORY)
    assert (read.problems, corrected(UNCLEAR, read.corrections, DIRECTORY).problems) == ((), ())


def test_a_second_draft_keeps_what_was_decided_and_adds_what_is_new(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('corrections:\n- text: "Bộ Y tê"\n  means: [bo-yt]\n', "utf-8")
    path, entries = write_draft(tmp_path, UNCLEAR.problems)
    assert entries == 4
    assert [one.means for one in read_corrections(path, DIRECTORY).corrections] == [("bo-yt",)]


def test_a_plan_s_folder_is_sound_once_its_problems_are_settled(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PLAN, tmp_path / "plan"))
    text = (folder / "decision.txt").read_text("utf-8").replace("\tQuý I/2023", "\tQuý I", 1)
    (folder / "decision.txt").write_text(text, "utf-8")
    assert [problem.text for problem in read_plan_folder(folder).problems] == ["Quý I"]
    (folder / NAME).write_text(
        "corrections:\n- {text: Quý I, milestones: [{kind: deadline, due: 2023-03-31}]}", "utf-8"
    )
    assert read_plan_folder(folder).problems == ()
