"""Alembic's entry: runs the steps on the connection it is given, inside the transaction that is open."""

from alembic import context

from dragoman.archive.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=context.config.attributes["version_table"],
)
with context.begin_transaction():
    context.run_migrations()
