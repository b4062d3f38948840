"""Alembic's entry: runs the migrations in the transaction that the ledger opened, or prints them as SQL."""

from __future__ import annotations

from alembic import context

from whyhere.ledger.schema import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    url = context.config.get_main_option("sqlalchemy.url")
    context.configure(url=url, target_metadata=metadata, literal_binds=True)
else:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
