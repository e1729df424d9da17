"""The database edge: engines, sessions, column types, and bringing a database to this version."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",  # 64 MiB a connection at most: a large plan is read by agency, all over the file
)


class Lock(IntEnum):
    """What is done by one transaction at a time on PostgreSQL: its advisory locks."""

    RECORD = 5_710_233
    HAND_OVER = 5_710_234
    STORING = 5_710_235


HAS_ITS_RIGHTS = """
SELECT COALESCE(bool_and(has_table_privilege(:role, c.oid, 'INSERT')), false)
       AND NOT COALESCE(bool_or(c.relname = 'event' AND has_table_privilege(:role, c.oid, 'UPDATE')), true)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = current_schema()
"""
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON {kept} FROM {role}",
)
OWNS_RECORD = """
SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables
WHERE tablename = 'event' AND schemaname = current_schema()
"""

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on the Python side, UTC in the database. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: pass an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonColumn(TypeDecorator[Any]):
    """A small JSON document beside its row."""

    impl = JSON
    cache_ok = True


def open_engine(url: str) -> Engine:
    """An engine for `url`; on SQLite every writing transaction begins IMMEDIATE and is on disk when committed."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)


def open_throwaway(url: str) -> Engine:
    """An engine for a database that nobody keeps, such as a rehearsal's: no commit waits for the disk."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _wait_for_nothing)
    return engine


def _wait_for_nothing(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end, or rolls all of it back when anything is raised."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only looks; on SQLite it does not wait for a writer."""
    with Session(engine.execution_options(read_only=True), expire_on_commit=False) as session:
        yield session


def insert_into(session: Session, model: type[SQLModel]) -> Any:
    """An INSERT into the table of `model` that can say what happens ON CONFLICT, as both databases spell it."""
    return insert_as(session.get_bind().dialect.name, model)


def insert_as(dialect: str, model: type[SQLModel]) -> Any:
    """The same, as the database of that name spells it."""
    spelling = postgresql if dialect == "postgresql" else sqlite
    return spelling.insert(model.__table__)  # type: ignore[attr-defined]


def take_turns(session: Session, lock: Lock) -> None:
    """Wait until no other transaction has this lock, and keep it to the end of this one.

    For what must look before it adds: rows that are not there yet cannot be locked. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


@contextmanager
def trying(engine: Engine) -> Iterator[Session]:
    """A session in which everything can be done and of which nothing stays: for dry runs."""
    with Session(engine, expire_on_commit=False) as session:
        session.begin()
        try:
            yield session
        finally:
            session.rollback()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`, the newest unless named."""
    with engine.connect() as connection, _rebuilding_tables(connection):
        command.upgrade(_migration_config(connection), revision)
        connection.commit()


@contextmanager
def _rebuilding_tables(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and drops none to which rows refer unless that is not looked at."""
    if connection.dialect.name != "sqlite":
        yield
        return
    bare: Any = connection.connection.dbapi_connection
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        bare.execute("PRAGMA foreign_keys=ON")


def hand_over(owner: Engine, role: str, append_only: Iterable[str]) -> None:
    """On PostgreSQL, let `role` use the tables that `owner` owns: to read and write, and of these only to add to.

    Does nothing when the role has just these rights; one that owns the tables could take the triggers off them.
    """
    with owner.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": Lock.HAND_OVER})
        name = connection.dialect.identifier_preparer.quote(role)
        kept = ", ".join(sorted(append_only))
        if not connection.scalar(text(HAS_ITS_RIGHTS), {"role": role}):
            for statement in RIGHTS:
                connection.execute(text(statement.format(role=name, kept=kept)))


def owns_record(engine: Engine) -> bool:
    """Whether who works with `engine` on PostgreSQL owns the record, and so could change it; on SQLite it is a file."""
    if engine.dialect.name != "postgresql":
        return False
    with engine.connect() as connection:
        return bool(connection.scalar(text(OWNS_RECORD)))


def _migration_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
