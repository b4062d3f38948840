"""Brings a ledger's tables to this version's schema, in one transaction, or says why it cannot."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from whyhere.errors import LedgerError
from whyhere.ledger.schema import HEAD, REVISIONS

_FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, where: str) -> None:
    """Make or update the tables behind ``connection``, which stands in a write transaction.

    Raises:
        LedgerError: the file was written by a newer Whyhere, or is a database of another program.
    """
    found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in REVISIONS:
        message = f"{where}: written by a newer Whyhere (schema {found}, known is {HEAD}): update Whyhere to open it"
        raise LedgerError(message)
    if found is None and inspect(connection).get_table_names():
        message = f"{where}: a database of another program: give the ledger a file of its own"
        raise LedgerError(message)
    _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The schema that the tables have, None when there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    # Imported here: Alembic takes a fifth of a second to load, and nearly every opening finds the schema up to date.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
