"""Opens the database of a ledger and turns what it complains of into words with a mend."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from whyhere.errors import LedgerError
from whyhere.ledger.migrate import migrate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_WRITES = "whyhere_writes"  # the execution option of a connection that is about to write
_MENDS = (
    ("locked", "in use by another program that writes: wait for it to end, then try again"),
    ("not a database", "not a ledger: move the file away, or give another path"),
    ("malformed", "damaged: restore a copy, or make a new ledger and add the reports again"),
    ("disk i/o", "the disk does not read or write: check the disk, then open a copy"),
    ("readonly", "may not be written: give the file and its folder write permission"),
    ("unable to open", "cannot be opened: check that the folder is there and that you may write to it"),
    ("full", "the disk is full: free some space; all that was committed is kept"),
)


def sqlite_engine(path: Path, *, wait: float) -> Engine:
    """An engine on a file, its tables made or brought up to date; ``wait`` in seconds for another writer to end.

    Write-ahead log with full synchronisation: what is committed survives a kill and a loss of power.
    """
    if path.is_dir():
        message = f"{path}: a folder: give the path of the ledger's file, such as {path / 'ledger.sqlite'}"
        raise LedgerError(message)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": wait})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return _ready(engine, str(path))


def server_engine(url: str) -> Engine:
    """An engine on a database server (PostgreSQL), its tables made or brought up to date."""
    engine = create_engine(url)
    return _ready(engine, engine.url.render_as_string(hide_password=True))


def _ready(engine: Engine, where: str) -> Engine:
    try:
        with writing(engine, where) as connection:
            migrate(connection, where=where)
    except LedgerError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A connection that sees one state of the ledger, whatever others add meanwhile."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise _in_words(error, where) from error


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A connection whose whole work is committed at its end, or not at all; one writer at a time."""
    try:
        with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise _in_words(error, where) from error


def _in_words(error: DBAPIError, where: str) -> LedgerError:
    reason = str(error.orig)
    mend = next((mend for sign, mend in _MENDS if sign in reason.casefold()), "the database refused it")
    return LedgerError(f"{where}: {mend} ({reason})")


def _set_up(connection: object, _record: object) -> None:
    raw = cast("sqlite3.Connection", connection)
    raw.isolation_level = None  # the driver's own BEGIN comes too late for a read and never for DDL; _begin does it
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        raw.execute(f"PRAGMA {pragma}")  # recursive triggers: or INSERT OR REPLACE would delete unseen


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once, so that what it read before it wrote still holds when it writes.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
