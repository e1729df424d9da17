"""Claims about the record: nothing in it can be changed, and whoever has the file finds what was."""

import json
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import ASK_DAY, DUE, Desk, at, small_plan
from conftest import administer
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from casework.compiling import compile_digest
from cli.audit import as_line
from models.answer_file import ResponseFile
from models.chain import GENESIS, Link, chained, faults_among
from models.database import hand_over, open_engine, owns_record, reading, upgrade, writing
from models.digest import DigestForm
from models.digest_text import DigestText
from models.event import Event, head, lines, record
from models.follow_up import FollowUp
from models.message import Message, MessageRaw
from models.mode import MailMode
from models.obligation import DueChange
from models.official_report import OfficialReport
from models.period import period_keyed
from models.request import Request
from models.response import Decision
from models.tables import APPEND_ONLY

VERIFIER = Path(__file__).parent.parent / "audit" / "verify_record.py"
REFUSED = "append-only"


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return desk_with_rows(engine)


def desk_with_rows(engine: Engine) -> Desk:
    """An office with a row in every table to which rows are only added."""
    desk = small_plan(engine).asked()
    [response] = desk.answer("I.1", "bo-a")
    message = Message(message_id="<m>", sha256="", mailbox="", uidvalidity=1, uid=1, received_at=at(ASK_DAY))
    desk.add(message)
    desk.add(
        MessageRaw(message_id=message.id, content=b"raw"),
        Decision(response_id=response.id, verdict="confirmed", reason="", by="x", at=at(ASK_DAY)),
        ResponseFile(response_id=response.id, sha256="0", filename="a", content_type="", size=1),
        OfficialReport(request_id=desk.rows(Request)[0].id, by="x", at=at(ASK_DAY)),
        MailMode(mode="trial", stopped=False, by="x", at=at(ASK_DAY)),
        due_change(desk),
        *rows_of_a_digest(desk),
    )
    return desk


def rows_of_a_digest(desk: Desk) -> list[SQLModel]:
    with writing(desk.engine) as session:
        digest = compile_digest(session, desk.docket(session, ASK_DAY), period_keyed("2023-Q1"), "x")
    return [
        DigestForm(digest_id=digest.id, form="docx", filename="a", content_type="", content=b"", sha256="0"),
        DigestText(plan_id=digest.plan_id, period_key="2023-Q1", place="x", text="", by="x", at=at(ASK_DAY)),
        FollowUp(digest_id=digest.id, number=1, outcome="x", said="", by="x", at=at(ASK_DAY)),
    ]


def due_change(desk: Desk) -> DueChange:
    number = desk.obligation("I.1", "bo-b")
    given = {"from_on": DUE, "to_on": date(2023, 3, 27), "reason": "x", "authority": "x", "by": "x"}
    return DueChange(obligation_id=number, revision=1, kind="extended", at=at(ASK_DAY), **given)


def refusal(engine: Engine, statement: str) -> str:
    """How the database refuses the statement; "" when it does not."""
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        return str(error.orig)
    return ""


def names(model) -> tuple[str, str]:
    return model.__tablename__, next(iter(model.__table__.primary_key)).name


def test_no_row_is_changed_or_removed_in_any_table_to_which_rows_are_only_added(desk):
    for table, key in map(names, APPEND_ONLY):
        assert REFUSED in refusal(desk.engine, f"UPDATE {table} SET {key} = {key}"), table
        assert REFUSED in refusal(desk.engine, f"DELETE FROM {table}"), table
        if desk.engine.dialect.name == "postgresql":
            assert REFUSED in refusal(desk.engine, f"TRUNCATE {table} CASCADE"), table


def test_no_row_is_replaced_on_sqlite_by_a_connection_that_fires_no_triggers_for_it(sqlite_url):
    desk_with_rows(open_engine(sqlite_url)).engine.dispose()
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    for table, key in map(names, APPEND_ONLY):
        with pytest.raises(sqlite3.DatabaseError, match=REFUSED):
            other.execute(f"REPLACE INTO {table} SELECT * FROM {table} ORDER BY {key} LIMIT 1")
    with pytest.raises(sqlite3.DatabaseError, match=REFUSED):
        columns = [name for _, name, *_ in other.execute("PRAGMA table_info(response)") if name != "id"]
        listed = ", ".join(f'"{one}"' for one in columns)
        other.execute(f"REPLACE INTO response ({listed}) SELECT {listed} FROM response")
    other.close()


@pytest.mark.parametrize(("seq", "prev"), [(2, None), (0, None), (1, "f" * 64)], ids=["gap", "again", "another chain"])
def test_the_record_takes_only_the_line_that_follows_its_last(engine: Engine, seq: int, prev: str | None):
    with writing(engine) as session:
        record(session, at(ASK_DAY), "x", "did", "thing:1")
    with reading(engine) as session:
        last_seq, last = head(session)
    follows = prev or last
    with pytest.raises(DBAPIError, match=REFUSED), writing(engine) as session:
        session.add(Event(seq=last_seq + seq, prev=follows, body=b"{}", hash=chained(follows, b"{}")))


@pytest.mark.postgresql
def test_postgresql_refuses_a_line_whose_hash_is_not_its_own(postgresql_url):
    engine = fresh(postgresql_url, "hashes")
    with pytest.raises(DBAPIError, match=REFUSED), writing(engine) as session:
        session.add(Event(seq=1, prev=GENESIS, body=b"{}", hash="0" * 64))
    engine.dispose()


def fresh(server: str, name: str) -> Engine:
    administer(server, f"CREATE DATABASE record_{name} TEMPLATE template")
    return open_engine(f"{server}/record_{name}")


@pytest.mark.postgresql
def test_the_role_that_works_adds_to_the_record_and_cannot_take_its_triggers_off(postgresql_url):
    owner = fresh(postgresql_url, "owned")
    administer(postgresql_url, "CREATE ROLE dondoc_app LOGIN")
    for _ in range(2):
        hand_over(owner, "dondoc_app", (one.__tablename__ for one in APPEND_ONLY))
    working = open_engine(str(owner.url).replace("postgres@", "dondoc_app@"))
    upgrade(working)
    small_plan(working).asked().answer("I.1", "bo-a")
    assert (owns_record(owner), owns_record(working)) == (True, False)
    for statement in ("ALTER TABLE event DISABLE TRIGGER ALL", "DROP TRIGGER event_follows ON event", "TRUNCATE event"):
        assert "owner" in refusal(working, statement) or "denied" in refusal(working, statement)
    for statement in ("UPDATE response SET version = 9", "DELETE FROM event", "SET session_replication_role = replica"):
        assert "denied" in refusal(working, statement)
    working.dispose()
    owner.dispose()


# -- the stand-alone script


def written(desk: Desk, path: Path) -> list[dict]:
    """The record as it is exported."""
    with reading(desk.engine) as session:
        path.write_text("".join(as_line(line) + "\n" for line in lines(session)), encoding="utf-8")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def verified(path: Path, *hashes: str) -> tuple[int, str]:
    """Exit code and output of the script, run without our packages."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(path), *hashes]
    ended = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=30)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture
def exported(sqlite_url: str, tmp_path: Path) -> tuple[Path, list[dict]]:
    path = tmp_path / "record.jsonl"
    return path, written(small_plan(open_engine(sqlite_url)).asked(), path)


def test_an_exported_record_is_whole_and_has_the_hash_that_a_digest_names(exported):
    path, rows = exported
    assert verified(path, rows[-1]["hash"], rows[3]["hash"])[0] == 0


CHANGES = {
    "changed": (lambda rows: rows[2].update(body=rows[2]["body"].replace("opened", "closed")), ["line 3: changed"]),
    "removed": (lambda rows: rows.pop(2), ["line 3: missing"]),
    "re-ordered": (
        lambda rows: rows.insert(4, rows.pop(2)),
        ["line 4: out of order, it follows line 3", "line 3: out of order, it follows line 2"],
    ),
    "rewritten": (
        lambda rows: rows[2].update(body="{}", hash=chained(rows[2]["prev"], b"{}")),
        ["line 4: the line before it was removed or rewritten"],
    ),
}


@pytest.mark.parametrize(("change", "named"), CHANGES.values(), ids=CHANGES)
def test_a_line_that_was_changed_removed_or_put_elsewhere_is_named(exported, change, named):
    path, rows = exported
    change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    code, said = verified(path)
    assert code == 1 and [one for one in named if one not in said] == []


def test_a_record_that_was_cut_off_lacks_the_hash_that_a_digest_names(exported):
    path, rows = exported
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:-2]), encoding="utf-8")
    assert verified(path)[0] == 0
    code, said = verified(path, rows[-1]["hash"])
    assert code == 1 and rows[-1]["hash"] in said


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"[1]\n"], ids=["missing", "binary", "no record"])
def test_a_file_that_is_no_record_is_said_to_be_none(tmp_path: Path, content: bytes | None):
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    code, said = verified(path)
    assert code in (1, 2) and "Traceback" not in said


def chain(bodies: list[bytes]) -> list[Link]:
    prev, links = GENESIS, []
    for seq, body in enumerate(bodies, 1):
        links.append(Link(seq, prev, chained(prev, body), fits=True))
        prev = links[-1].hash
    return links


@given(st.integers(2, 12), st.data())
def test_no_line_but_the_last_can_be_removed_and_none_moved_unseen(count: int, data: st.DataObject):
    links = chain([str(number).encode() for number in range(count)])
    assert faults_among(links) == []
    gone = data.draw(st.integers(0, count - 2))
    assert [fault.seq for fault in faults_among(links[:gone] + links[gone + 1 :])] == [gone + 1]
    renumbered = [one._replace(seq=seq) for seq, one in enumerate(data.draw(st.permutations(links)), 1)]
    assert bool(faults_among(renumbered)) == (renumbered != links)
