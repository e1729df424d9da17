"""`dondoc plan read`: what it prints and how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.plan import app
from settings import settings

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
DECISION = str(PLAN / "decision.txt")


def run(*words, columns="100"):
    return CliRunner().invoke(app, ["read", *words], env={"COLUMNS": columns})


def test_a_sound_decision_ends_with_nought_and_lists_its_tasks():
    ended = run(DECISION)
    assert ended.exit_code == 0
    assert "I.2.a" in ended.output and "hạn 31/03/2023" in ended.output
    assert "22 nhiệm vụ, 0 lỗi phải sửa" in ended.output


def test_questions_come_before_tasks():
    output = run(DECISION).output
    assert output.index("Câu hỏi cho Văn phòng") < output.index("Chủ trì")


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_the_table_fits_the_terminal(columns):
    assert max(map(len, run(DECISION, columns=columns).output.splitlines())) <= int(columns)


def test_json_is_the_agreed_shape():
    read = json.loads(run(DECISION, "--json").output)
    assert read["plan"]["signed_on"] == "2022-10-12"
    assert [task["code"] for task in read["tasks"]][:3] == ["I.1.a", "I.1.b", "I.2.a"]


def test_a_missing_file_ends_with_one_and_a_reason(tmp_path):
    ended = run(str(tmp_path / "none.txt"))
    assert ended.exit_code == 1
    assert "Không có tệp này" in " ".join(ended.output.split())


@pytest.fixture
def no_plans(tmp_path, monkeypatch):
    """An installation that has no plan yet, and so no directory."""
    monkeypatch.setenv("DONDOC_PLANS", str(tmp_path / "plans"))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("no_plans")
def test_a_document_without_directory_is_told_how_to_name_one(tmp_path):
    (tmp_path / "plan.txt").write_text("x")
    ended = run(str(tmp_path / "plan.txt"))
    assert ended.exit_code == 1
    assert "--directory" in ended.output


def test_a_document_that_is_dropped_in_is_read_with_the_installation_s_directory(tmp_path):
    (tmp_path / "plan.txt").write_bytes((PLAN / "decision.txt").read_bytes())
    ended = run(str(tmp_path / "plan.txt"))
    assert (ended.exit_code, "22 nhiệm vụ, 0 lỗi" in ended.output) == (0, True)
    assert "Danh bạ dùng để đọc" in ended.output


def test_a_directory_may_be_named(tmp_path):
    (tmp_path / "plan.txt").write_bytes((PLAN / "decision.txt").read_bytes())
    assert run(str(tmp_path / "plan.txt"), "--directory", str(PLAN / "agencies.yaml")).exit_code == 0


def test_wrong_usage_ends_with_two():
    assert run().exit_code == 2
    assert run(DECISION, "--nonsense").exit_code == 2


def altered(folder, *changes):
    """The first plan's folder with its decision changed."""
    shutil.copytree(PLAN, folder)
    text = (folder / "decision.txt").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "decision.txt").write_text(text)
    return folder / "decision.txt"


SLIP = ("\tQuý I/2023", "\tQuý I")
OTHER_LEAD = ("\tBộ Nông nghiệp và Phát triển nông thôn\n\tBộ Y tế", "\tBộ Công Thương\n\tBộ Y tế")


def test_problems_come_first_each_with_its_place_and_a_proposal(tmp_path):
    output = " ".join(run(str(altered(tmp_path / "plan", SLIP))).output.split())
    assert output.index("Lỗi phải sửa") < output.index("Câu hỏi cho Văn phòng") < output.index("Chủ trì")
    assert "Ở: Phụ lục, mục I.2.a, dòng" in output and "cột “Thời gian thực hiện/hoàn thành”" in output
    assert "Đề xuất: Có phải Quý I/2022?" in output


def test_what_is_passed_over_is_said_with_the_reason(tmp_path):
    table = "\n".join("| 1 | Tỷ lệ | % | Bộ Y tế |" for _ in range(3))
    (tmp_path / "plan.md").write_text(
        f"| TT | Chỉ tiêu | Đơn vị | Cơ quan theo dõi, đánh giá |\n|--|--|--|--|\n{table}\n"
    )
    assert "Bỏ qua dòng 1: Bảng" in run(str(tmp_path / "plan.md"), "--directory", str(PLAN / "agencies.yaml")).output


def test_a_draft_of_corrections_is_written_and_used_once_decided(tmp_path):
    decision = altered(tmp_path / "plan", SLIP)
    assert run(str(decision), "--draft-corrections").exit_code == 1
    draft = decision.parent / "corrections.yaml"
    lines = draft.read_text().splitlines()
    kept = [
        line.replace("năm-tháng-ngày", "2023-03-31")
        for line in lines
        if "no_date:" not in line and "as_read:" not in line
    ]
    draft.write_text("\n".join(line[1:] if line.startswith(("#-", "#  ")) else line for line in kept))
    assert run(str(decision)).exit_code == 0


def test_the_day_of_signing_may_be_given(tmp_path):
    lines = (PLAN / "decision.txt").read_text().split("\n")
    (tmp_path / "annex.txt").write_text("Số: 04/QĐ\n" + "\n".join(lines[78:]))
    assert run(str(tmp_path / "annex.txt")).exit_code == 1
    assert run(str(tmp_path / "annex.txt"), "--signed-on", "2022-10-12").exit_code == 0


def test_an_amended_version_is_held_against_the_one_before(tmp_path):
    amended = altered(tmp_path / "plan", OTHER_LEAD, ("\tQuý I/2023", "\tQuý II/2023"))
    output = " ".join(run(str(amended), "--against", DECISION, columns="120").output.split())
    assert "I.2.a đổi cơ quan" in output and "I.2.a đổi thời hạn Quý I/2023 Quý II/2023" in output
    assert "0 nhiệm vụ thêm mới, 0 bị bỏ, 1 thay đổi" in output


def test_the_difference_is_in_the_json_too(tmp_path):
    amended = altered(tmp_path / "plan", OTHER_LEAD)
    told = json.loads(run(str(amended), "--against", DECISION, "--json").output)["difference"]
    assert [(change["code"], change["kinds"]) for change in told["changed"]] == [("I.2.a", ["reassigned"])]
