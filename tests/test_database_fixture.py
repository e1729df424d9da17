"""The databases that the tests are given are migrated, empty and their own."""

import pytest
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_database_of_its_own(engine: Engine, turn: int) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (turn INTEGER)"))


def test_the_database_is_at_the_newest_revision(engine: Engine) -> None:
    assert "alembic_version" in inspect(engine).get_table_names()


def test_the_session_can_read_and_write(session: Session) -> None:
    session.connection().execute(text("CREATE TABLE notes (text TEXT)"))
    session.connection().execute(text("INSERT INTO notes VALUES ('Đôn đốc')"))
    assert session.connection().execute(text("SELECT text FROM notes")).scalar_one() == "Đôn đốc"
