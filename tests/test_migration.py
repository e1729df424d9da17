"""The migrations make exactly the tables that the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from models.database import open_engine, upgrade
from models.tables import ALL_TABLES, metadata


def test_migrated_tables_equal_the_models(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_table_is_listed(engine: Engine):
    names = {model.__table__.name for model in ALL_TABLES}
    assert names == set(metadata.tables) == set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_upgrading_twice_changes_nothing(database_url: str):
    engine = open_engine(database_url)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()
