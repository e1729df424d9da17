"""How Alembic reaches the database: through the connection that models.database hands it."""

from alembic import context

from models.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
