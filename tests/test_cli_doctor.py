"""`dondoc doctor`: what keeps an installation from working, and the watchdog's look at the last ticks."""

import pytest
from office import Office

from flows.installation import installation
from settings import settings

pytest_plugins = ("office",)


def findings(office: Office, *words: str) -> dict[str, bool]:
    return {one["name"]: one["well"] for one in office.json("doctor", *words)}


def test_mail_servers_that_are_down_are_named_with_their_address(office: Office) -> None:
    code, said = office.type("doctor")
    assert code == 1
    assert "127.0.0.1:2525 không dùng được" in said
    assert "127.0.0.1:2143 không dùng được" in said


def test_a_data_folder_that_others_can_read_is_a_fault(office: Office) -> None:
    office.data.chmod(0o755)
    assert not findings(office)["data"]
    office.data.chmod(0o700)
    assert findings(office)["data"]


def test_the_watchdog_is_content_while_a_flow_finished_of_late_and_not_an_hour_later(office: Office) -> None:
    assert office.type("doctor", "--watch")[0] == 0
    office.at("2023-03-06T09:31")
    assert office.type("doctor", "--watch")[0] == 1
    assert office.type("doctor", "--watch", "--minutes", "120")[0] == 0


def test_a_look_before_going_live_names_what_is_not_real_yet(office: Office) -> None:
    looked = findings(office, "--live")
    assert not looked["sender"] and not looked["web"]
    assert looked["database"] and looked["secret"] and looked["zone"] and looked["fonts"]
    assert {"SPF", "DKIM", "DMARC", "reverse name", "clock"} <= set(looked)


def test_a_secret_that_others_can_read_stands_in_the_way(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DONDOC_SECRET")
    settings.cache_clear()
    installation.cache_clear()
    assert findings(office, "--live")["secret"]
    (office.data / "secret").chmod(0o644)
    assert not findings(office, "--live")["secret"]
