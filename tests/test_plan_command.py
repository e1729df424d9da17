"""`dondoc plan read`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.plan import app

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


def test_a_document_without_directory_is_told_how_to_name_one(tmp_path):
    (tmp_path / "plan.txt").write_text("x")
    ended = run(str(tmp_path / "plan.txt"))
    assert ended.exit_code == 1
    assert "--directory" in ended.output


def test_a_directory_may_be_named(tmp_path):
    (tmp_path / "plan.txt").write_bytes((PLAN / "decision.txt").read_bytes())
    assert run(str(tmp_path / "plan.txt"), "--directory", str(PLAN / "agencies.yaml")).exit_code == 0


def test_wrong_usage_ends_with_two():
    assert run().exit_code == 2
    assert run(DECISION, "--nonsense").exit_code == 2
