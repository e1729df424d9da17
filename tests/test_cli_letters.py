"""`dondoc run`, `letters` and `mail`: flows by hand, and what the office decides about letters."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from office import Office

from flows.installation import installation
from models.letter import FAILED, QUEUED, SENT, WITHDRAWN

pytest_plugins = ("office",)


def states(office: Office, delivery: int) -> list[str]:
    found = office.json("letters", "show", str(delivery))
    return [one["state"] for one in found["deliveries"] if one["delivery"] == delivery]


def test_a_flow_by_hand_finds_nothing_to_do_twice(office: Office) -> None:
    assert office.json("run", "request_reports")["result"]["opened"] == 0


def test_a_flow_by_hand_starts_no_server(office: Office) -> None:
    code = "import sys; from cli.main import run; run(['run', 'send_reminders']); print('uvicorn' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "False"
    assert "server" not in said.stderr


def test_a_dry_run_leaves_no_trace(office: Office) -> None:
    before = office.json("audit", "verify")
    office.at("2023-06-06T08:30")
    code, said = office.type("run", "request_reports", "--dry-run")
    assert (code, "Chạy thử" in said) == (0, True)
    assert office.json("audit", "verify") == before


@pytest.mark.parametrize(
    "words", [["nothing"], ["deliver_messages", "--dry-run"], ["request_reports", "--day", "soon"]]
)
def test_a_flow_or_option_that_there_is_not_is_wrong_usage(office: Office, words: list[str]) -> None:
    assert office.type("run", *words)[0] == 2


def test_letters_that_only_wait_are_no_trouble(office: Office) -> None:
    code, said = office.type("letters", "list")
    assert code == 0
    assert "yêu cầu báo cáo 73" in said


@pytest.mark.parametrize("outcome", ["permanent", "unconfirmed"])
def test_a_letter_in_trouble_is_listed_and_ends_with_one(office: Office, outcome: str) -> None:
    delivery = office.send_next(outcome)
    assert office.type("letters", "list")[0] == 1
    [shown] = office.json("letters", "list", "--state", FAILED if outcome == "permanent" else outcome)
    assert shown["delivery"] == delivery


def test_the_text_of_a_sent_letter_is_shown(office: Office) -> None:
    delivery = office.send_next("sent")
    assert "V/v báo cáo thực hiện nhiệm vụ" in office.type("letters", "show", str(delivery), "--text")[1]
    assert "<html" in office.type("letters", "show", str(delivery), "--html")[1]


def test_a_letter_not_written_yet_has_no_text(office: Office) -> None:
    code, said = office.type("letters", "show", "1", "--text")
    assert code == 1
    assert "chưa được viết" in said


def test_a_failed_letter_is_queued_again_with_its_attempts_anew(office: Office) -> None:
    delivery = office.send_next("permanent")
    assert office.type("letters", "resend", str(delivery), "--reason", "đã sửa hộp thư")[0] == 0
    [shown] = office.json("letters", "show", str(delivery))["deliveries"]
    assert (shown["state"], shown["attempts"], len(shown["history"])) == (QUEUED, 0, 1)


@pytest.mark.parametrize("outcome", ["sent", "unconfirmed", "temporary"])
def test_nothing_but_a_failed_letter_is_sent_again(office: Office, outcome: str) -> None:
    delivery = office.send_next(outcome)
    before = states(office, delivery)
    code, said = office.type("letters", "resend", str(delivery), "--reason", "x")
    assert (code, "Lỗi" in said) == (1, False)
    assert states(office, delivery) == before


def test_a_trial_letter_is_not_queued_again_for_live(office: Office) -> None:
    delivery = office.send_next("permanent")
    office.type("mail", "live", "--yes")
    assert office.type("letters", "resend", str(delivery), "--reason", "x")[0] == 1


@pytest.mark.parametrize("outcome", [SENT, FAILED])
def test_what_is_in_doubt_is_settled_by_a_person(office: Office, outcome: str) -> None:
    delivery = office.send_next("unconfirmed")
    assert office.type("letters", "settle", str(delivery), outcome, "--reason", "đã gọi điện", "--by", "Trần B")[0] == 0
    assert states(office, delivery) == [outcome]


def test_what_is_not_in_doubt_is_not_settled(office: Office) -> None:
    delivery = office.send_next("sent")
    assert office.type("letters", "settle", str(delivery), FAILED, "--reason", "x")[0] == 1
    assert states(office, delivery) == [SENT]


def test_a_letter_in_doubt_is_settled_as_nothing_else(office: Office) -> None:
    delivery = office.send_next("unconfirmed")
    assert office.type("letters", "settle", str(delivery), QUEUED, "--reason", "x")[0] == 1


def test_a_withdrawn_letter_and_its_notices_go_nowhere(office: Office) -> None:
    assert office.type("letters", "withdraw", "1", "--reason", "sai nội dung")[0] == 0
    letter = office.json("letters", "show", "1")
    assert [one["state"] for one in letter["deliveries"]] == [WITHDRAWN]
    assert {one["dropped"] for one in letter["notices"]} == {"withdrawn"}


def test_a_letter_that_left_is_not_withdrawn(office: Office) -> None:
    delivery = office.send_next("sent")
    assert office.type("letters", "withdraw", str(delivery), "--reason", "x")[0] == 1


@pytest.mark.parametrize("words", [["resend", "1"], ["withdraw", "1"], ["settle", "1", "sent"], ["show", "9999"]])
def test_a_reason_and_a_known_number_are_needed(office: Office, words: list[str]) -> None:
    assert office.type("letters", *words)[0] == 2


def test_a_reason_of_nothing_is_none(office: Office) -> None:
    assert office.type("letters", "withdraw", "1", "--reason", " ")[0] == 2


def test_stopped_mail_says_so_until_it_is_started(office: Office) -> None:
    office.type("mail", "stop")
    assert office.json("mail", "status") == {"mode": "trial", "stopped": True}
    office.type("mail", "start")
    assert office.type("mail", "status") == (0, "Chế độ THỬ: không thư nào đến cơ quan.")


def test_live_without_a_yes_stays_in_trial(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    code, said = office.type("mail", "live")
    assert (code, "THẬT" in said) == (1, True)
    assert office.json("mail", "status")["mode"] == "trial"


def test_live_with_a_yes_is_live_and_who_said_so_is_recorded(office: Office, tmp_path: Path) -> None:
    office.type("mail", "live", "--yes", "--by", "Trần B")
    office.type("audit", "export", str(tmp_path / "record"))
    assert office.json("mail", "status")["mode"] == "live"
    assert "Trần B" in (tmp_path / "record").read_text().splitlines()[-1]


def test_going_back_to_trial_keeps_mail_stopped(office: Office) -> None:
    for words in (["stop"], ["live", "--yes"], ["trial"]):
        office.type("mail", *words)
    assert office.json("mail", "status") == {"mode": "trial", "stopped": True}


def test_a_raw_message_is_read_as_the_collector_reads_it(empty_office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("From: a@b.vn\nSubject: Re: x\nDate: Wed, 15 Mar 2023 08:00:00 +0700\n\nxin chào")
    read = empty_office.json("mail", "read", str(tmp_path / "a.eml"))
    assert (read["kind"], read["sender"], read["text"]) == ("reply", "a@b.vn", "xin chào")


def test_garbage_bytes_end_with_one_and_a_reason(empty_office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(range(256)) * 20)
    assert empty_office.type("mail", "read", str(tmp_path / "a.eml"))[0] == 1
    assert empty_office.type("mail", "read", str(tmp_path / "none.eml"))[0] == 2


def test_the_servers_log_settles_what_it_names_and_leaves_the_rest_in_doubt(office: Office, tmp_path: Path) -> None:
    number, log = office.send_next("unconfirmed"), tmp_path / "mail.log"
    log.write_text(f"Mar 6 mx postfix/qmgr[7]: 3F2A91: from=<{installation().sender.bounce_address(number)}>, size=1\n")
    assert office.type("letters", "settle", "--postfix-log", str(log))[0] == 0
    office.send_next("unconfirmed")
    assert office.type("letters", "settle", "--postfix-log", str(log))[0] == 1
    assert {one["state"] for one in office.json("letters", "list")} >= {"sent", "unconfirmed"}


def test_a_log_that_is_not_there_is_wrong_usage(office: Office) -> None:
    assert office.type("letters", "settle", "--postfix-log", "no.log")[0] == 2
