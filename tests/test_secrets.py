"""Claims about what others may see: nothing of a secret, a log of ids alone, and files for their owner's eyes."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from builders import address_of, email
from office import Office

from flows.installation import ExposedSecretError, installation, sender_of
from flows.logs import LOG_FILE
from flows.request_reports import request_reports
from models.event import loggable
from models.pen import PenItem
from settings import Settings

pytest_plugins = ("office", "working_office")

ROOT = Path(__file__).parent.parent


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_installation_s_folder_and_files_are_their_owner_s_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "DONDOC_DATA": str(tmp_path / "data")}
    code = "import sys; sys.argv = ['dondoc', 'mail', 'stop']; from cli.main import main; main()"
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, umask=0o022, timeout=120)
    assert mode_of(tmp_path / "data") == 0o700
    files = [path for path in (tmp_path / "data").iterdir() if path.is_file()]
    assert {path.name for path in files} >= {"dondoc.db", "dondoc.log", "secret"}
    assert {mode_of(path) for path in files} == {0o600}


def test_a_signing_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(ExposedSecretError, match="chmod 600"):
        sender_of(Settings(data=tmp_path))


def test_the_doctor_names_a_file_that_others_can_read_and_never_says_a_secret(office: Office, monkeypatch) -> None:
    monkeypatch.setenv("DONDOC_SMTP_PASSWORD", "mật khẩu rất kín")
    (office.data / "dondoc.db").chmod(0o644)
    said = office.type("doctor")[1]
    assert "dondoc.db; chạy chmod 600" in said and "rất kín" not in said


async def test_the_log_has_one_line_a_decision_with_ids_and_no_address_name_key_or_text(open_office) -> None:
    office = open_office()
    await office.run(request_reports)
    desk = office.desk
    key = desk.key("bo-a")
    desk.receive(
        email("Nội dung riêng của cơ quan", "nguoi-la@noi-khac.example"), email("I.1: 40%", address_of("bo-b"))
    )
    desk.send()
    written = (installation().settings.data / LOG_FILE).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"opened", "wrote", "took", "received", "penned"} <= {one["verb"] for one in lines}
    assert all(one["subject"] and one["at"] for one in lines)
    for told in ("@", key, "Nội dung", "Cơ quan", "Kính gửi", desk.sender.secret.decode()):
        assert told not in written
    assert desk.rows(PenItem)


async def test_a_log_that_cannot_be_written_undoes_no_decision(open_office, capsys) -> None:
    office = open_office()
    shutil.move(office.here.settings.data / LOG_FILE, office.here.settings.data / "gone")
    (office.here.settings.data / LOG_FILE).mkdir()
    assert (await office.run(request_reports))["ask"] > 0
    assert "Logging error" in capsys.readouterr().err


def test_words_that_a_person_wrote_are_left_to_the_record() -> None:
    facts = {"n": 3, "why": "no_contact", "ids": [1, 2], "reason": "Ông A xin hoãn", "to": "a@b.example"}
    line = {"at": "t", "actor": "Nguyễn Văn A", "verb": "dropped", "subject": "notice:1", "facts": facts}
    assert loggable(line)["facts"] == {"n": 3, "why": "no_contact", "ids": [1, 2]}
    assert loggable(line)["actor"] == "officer"
