"""Claims about upgrades: from every schema that there was, with data in every table, nothing is lost on the way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import administer
from sqlalchemy import Engine, MetaData, Table

from models.chain import GENESIS, chained
from models.database import MIGRATIONS, open_engine, reading, upgrade
from models.event import faults
from models.tables import metadata

ROWS = 2
MOMENT = datetime(2023, 3, 6, 2, tzinfo=UTC)
RELEASED = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
NOT_DATA = {"alembic_version"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def blank(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    """A database without a table, of each kind in turn."""
    url = f"sqlite:///{tmp_path / 'blank.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_url")
        administer(server, "DROP DATABASE IF EXISTS blank")
        administer(server, "CREATE DATABASE blank")
        url = f"{server}/blank"
    engine = open_engine(url)
    yield engine
    engine.dispose()


def tables_of(engine: Engine) -> list[Table]:
    """The tables that are there, the earlier first."""
    found = MetaData()
    found.reflect(engine)
    return [table for table in found.sorted_tables if table.name not in NOT_DATA]


def value(table: Table, column: sa.Column, number: int) -> Any:
    """A value for the column in the row of that number, like none in another row."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return value(target.table, target, number)
    if isinstance(column.type, sa.JSON):
        return {}
    given = {int: number, bool: False, date: MOMENT.date(), datetime: MOMENT, bytes: b"%d" % number}
    return given.get(column.type.python_type, f"{table.name}-{column.name}-{number}")


def fill(engine: Engine) -> None:
    """Two rows in every table."""
    tables = tables_of(engine)
    with engine.begin() as connection:
        for table in tables:
            rows = [{one.name: value(table, one, number) for one in table.c} for number in range(1, ROWS + 1)]
            connection.execute(sa.insert(table), linked(rows) if table.name == "event" else rows)


def linked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the record, as a chain."""
    prev = GENESIS
    for row in rows:
        row["prev"], row["hash"] = prev, chained(prev, row["body"])
        prev = row["hash"]
    return rows


def contents(engine: Engine, tables: list[Table]) -> dict[str, list[tuple]]:
    """What the tables' columns hold."""
    with engine.connect() as connection:
        return {one.name: sorted(map(tuple, connection.execute(sa.select(one))), key=repr) for one in tables}


@pytest.mark.parametrize("revision", RELEASED)
def test_an_upgrade_from_any_schema_keeps_every_row_and_ends_at_the_models(blank: Engine, revision: str):
    upgrade(blank, revision)
    fill(blank)
    old = tables_of(blank)
    before = contents(blank, old)
    upgrade(blank)
    assert contents(blank, old) == before and all(len(rows) == ROWS for rows in before.values())
    with blank.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    with reading(blank) as session:
        assert faults(session) == []


def test_after_an_upgrade_what_refers_to_nothing_is_refused_again_and_nothing_does(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'blank.db'}")
    upgrade(engine, RELEASED[0])
    fill(engine)
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_the_schemas_stand_in_one_line():
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_bases() == ["0001"] and len(script.get_heads()) == 1 and sorted(RELEASED) == RELEASED
