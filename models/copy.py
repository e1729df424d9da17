"""A consistent copy of the whole database as one SQLite file, whatever it lives in, and the way back."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select, text

from models.database import open_engine, upgrade
from models.tables import ALL_TABLES

ROWS_AT_ONCE = 2_000
SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class NotEmptyError(RuntimeError):
    """The database holds something: a copy goes only into an empty one."""


def snapshot(engine: Engine, path: Path) -> None:
    """Copy the database as it is at this moment into the new SQLite file `path`, while others write on."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(f"file:{engine.url.database}?mode=ro", uri=True)) as database:
            database.execute("VACUUM INTO ?", (str(path),))
        return
    copy = open_engine(f"sqlite:///{path}")
    upgrade(copy)
    with engine.connect().execution_options(**SNAPSHOT) as source, copy.begin() as target:
        _pour(source, target)
    copy.dispose()


def restore_into(connection: Connection, path: Path) -> None:
    """Fill the empty database with the copy in `path`, after bringing that to this version's tables.

    Raises NotEmptyError when there is anything in the database.
    """
    if any(connection.scalar(select(func.count()).select_from(table)) for table in _tables()):
        raise NotEmptyError("the database is not empty")
    copy = open_engine(f"sqlite:///{path}")
    upgrade(copy)
    with copy.connect() as source:
        _pour(source, connection)
    copy.dispose()
    if connection.dialect.name == "postgresql":
        _count_on(connection)


def _tables() -> list[Table]:
    return [model.__table__ for model in ALL_TABLES]  # type: ignore[attr-defined]


def _pour(source: Connection, target: Connection) -> None:
    """Every row, the earlier table first, each in the order of its key: as the record wants its lines."""
    for table in _tables():
        for rows in _rows(source, table):
            target.execute(insert(table), rows)


def _rows(source: Connection, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS_AT_ONCE)
    for rows in source.execute(query).mappings().partitions():
        yield [dict(row) for row in rows]


def _count_on(connection: Connection) -> None:
    """PostgreSQL's counters go on after the highest number that came with the rows."""
    for table in _tables():
        if "id" in table.c and isinstance(table.c.id.type, Integer):
            counter = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
            highest = f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table.name}"'
            connection.execute(text(f"SELECT setval({counter}, ({highest}), false)"))
