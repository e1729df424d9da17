"""Claims about backups: whole and consistent while the office works, restored in trial, and never a key in them."""

import sqlite3
import tarfile
import threading
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from builders import AFTER, ASK_DAY, REMIND_DAY, Desk, address_of, at, email, small_plan
from conftest import administer
from office import Office
from sqlalchemy import Engine
from test_proving import proof

from casework.backing_up import ON_THE_WAY, Restored, back_up, restore
from casework.compiling import compile_digest
from documents.backup_file import COPY, UnreadableBackupError, unpack
from models.copy import NotEmptyError
from models.database import open_engine, reading, upgrade, writing
from models.digest import Digest
from models.event import Event, faults
from models.letter import UNCONFIRMED, Delivery, Letter
from models.message import MessageRaw
from models.mode import TRIAL, MailMode, mail_mode
from models.obligation import Obligation
from models.period import period_keyed
from models.tables import ALL_TABLES

pytest_plugins = ("office",)
# A line more, the switch to trial, all to be looked at again, and what waited is unconfirmed.
CHANGED_BY_RESTORING = {Event, MailMode, Obligation, Delivery}
NOW = at(AFTER)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A worked quarter with an answer by mail and a digest, gone live."""
    desk = small_plan(engine)
    desk.go_live()
    desk.asked().receive(email("I.1: đã hoàn thành.", address_of("bo-b")))
    with writing(desk.engine) as session:
        compile_digest(session, desk.docket(session, AFTER), period_keyed("2023-Q1"), "officer")
    return desk


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "backup.tar.gz"
    back_up(desk.engine, path, NOW)
    return path


def empty(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'restored.db'}")
    upgrade(engine)
    return engine


def stood_up(backup: Path, folder: Path) -> tuple[Desk, Restored]:
    engine = empty(folder)
    return Desk(engine), restore(engine, backup, "officer", NOW)


def test_all_data_with_raw_mail_and_digests_comes_back_and_the_proof_holds(desk, backup, tmp_path):
    again, _ = stood_up(backup, tmp_path)
    for model in ALL_TABLES:
        if model not in CHANGED_BY_RESTORING:
            assert again.rows(model) == desk.rows(model), model
    ended = [one for one in desk.rows(Delivery) if one.state not in ON_THE_WAY]
    assert [one for one in again.rows(Delivery) if one.state != UNCONFIRMED] == ended
    assert len(again.rows(Delivery)) == len(desk.rows(Delivery)) > len(ended)
    assert again.rows(MessageRaw) and again.rows(Digest)
    assert [one.hash for one in again.rows(Event)][: len(desk.rows(Event))] == [one.hash for one in desk.rows(Event)]
    assert proof(again).holds


def test_what_is_restored_stands_in_trial_and_goes_on_counting_where_it_left_off(desk, backup, engine, tmp_path):
    again, _ = stood_up(backup, tmp_path)
    with reading(again.engine) as session:
        assert mail_mode(session) == (TRIAL, False)
    again.ask(AFTER)
    assert proof(again).holds and len(again.rows(Letter, mode=TRIAL)) > 0


def test_it_says_which_letters_it_would_have_sent(engine: Engine, tmp_path: Path):
    desk = small_plan(engine)
    desk.go_live()
    desk.ask()
    waiting = {(one.agency_id, one.id) for one in desk.rows(Letter)}
    back_up(desk.engine, tmp_path / "b", at(ASK_DAY))
    restored = restore(empty(tmp_path), tmp_path / "b", "officer", at(ASK_DAY))
    assert {(one.agency_id, one.number) for one in restored.letters} == waiting


def test_what_waited_when_it_was_made_is_not_sent_again_by_itself_after_going_live(engine: Engine, tmp_path: Path):
    desk = small_plan(engine)
    desk.go_live()
    desk.ask()
    back_up(desk.engine, tmp_path / "b", at(ASK_DAY))
    assert len(desk.send()) > 0
    again, _ = stood_up(tmp_path / "b", tmp_path)
    again.go_live()
    assert again.send() == [] and {one.state for one in again.rows(Delivery)} == {UNCONFIRMED}
    assert proof(again).holds


def test_it_says_which_letters_today_s_walks_would_have_written(desk, tmp_path):
    back_up(desk.engine, tmp_path / "b", at(ASK_DAY))
    restored = restore(empty(tmp_path), tmp_path / "b", "officer", at(REMIND_DAY))
    assert {(one.agency_id, one.kind) for one in restored.letters if one.day == REMIND_DAY} >= {("tinh-x", "remind")}


@pytest.mark.postgresql
def test_a_backup_of_one_kind_of_database_is_restored_into_the_other(sqlite_url, postgresql_url, tmp_path):
    desk = small_plan(open_engine(sqlite_url)).asked()
    back_up(desk.engine, tmp_path / "b", NOW)
    administer(postgresql_url, "CREATE DATABASE restored TEMPLATE template")
    again = Desk(open_engine(f"{postgresql_url}/restored"))
    restore(again.engine, tmp_path / "b", "officer", NOW)
    again.answer("I.1", "bo-a")
    back_up(again.engine, tmp_path / "b2", NOW)
    third, _ = stood_up(tmp_path / "b2", tmp_path)
    assert proof(again).holds and proof(third).holds
    again.engine.dispose()


def test_a_copy_taken_while_others_write_is_of_one_moment(desk, tmp_path):
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            desk.answer("I.1", "bo-a", percent=number % 100, day=AFTER)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(3):
            back_up(desk.engine, tmp_path / str(number), NOW + timedelta(minutes=number))
    finally:
        stop.set()
        writer.join()
    again, restored = stood_up(tmp_path / "2", tmp_path)
    with reading(again.engine) as session:
        assert faults(session) == []
    assert proof(again).holds and restored.card.lines < len(desk.rows(Event))


def test_a_database_that_holds_anything_is_never_overwritten(desk, backup):
    with pytest.raises(NotEmptyError):
        restore(desk.engine, backup, "officer", NOW)


def test_no_key_and_no_secret_is_in_a_backup(desk, backup, tmp_path):
    unpack(backup, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    assert desk.key("bo-a").encode() not in content and desk.sender.secret not in content
    assert backup.stat().st_mode & 0o077 == 0


def damaged(backup: Path) -> bytes:
    """A backup whose copy is another one than its card says."""
    with tarfile.open(backup) as archive:
        card = archive.extractfile("backup.json").read()
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in (("backup.json", card), (COPY, b"other"), ("../../outside", b"x")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize("spoil", [damaged, lambda path: path.read_bytes()[:500], lambda _: b"no archive"])
def test_a_backup_that_was_damaged_is_refused_and_writes_nothing(backup, tmp_path, spoil):
    backup.write_bytes(spoil(backup))
    engine = empty(tmp_path)
    with pytest.raises(UnreadableBackupError):
        restore(engine, backup, "officer", NOW)
    assert Desk(engine).rows(Event) == [] and not (tmp_path.parent / "outside").exists()


def test_the_commands_write_a_backup_and_stand_up_from_it(office: Office, tmp_path: Path, monkeypatch):
    made = office.json("backup", str(tmp_path / "b.tar.gz"))
    assert office.type("backup", str(tmp_path / "b.tar.gz"))[0] == 2
    assert office.type("restore", str(tmp_path / "b.tar.gz"))[0] == 2
    connection = sqlite3.connect(office.data / "dondoc.db")
    assert connection.execute("SELECT COUNT(*) FROM event").fetchone() == (made["lines"],)
    connection.close()
