from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import ledger_district as make
import pytest

from whyhere.errors import LedgerError
from whyhere.ledger import Ledger, review_statement

if TYPE_CHECKING:
    from pathlib import Path

TAKEN = make.story(make.line("The Council captured Velm.", make.control("captured")), day=5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger file that holds one report."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.add(*TAKEN, family="f1")
    return path


def test_what_was_added_is_there_when_opened_again(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert ledger.report(TAKEN[0].id) == TAKEN[0]
        assert ledger.problems() == ()


@pytest.mark.parametrize("table", ["reports", "readings", "statements", "mentions", "focus", "reviews"])
def test_no_entry_is_changed_or_deleted_by_any_program(path: Path, table: str) -> None:
    with Ledger.open(path) as ledger:
        ledger.review(review_statement(TAKEN[1][0], "reject", author="A. Editor", on=make.june(9)))
    other = sqlite3.connect(path)
    column = other.execute(f"PRAGMA table_info({table})").fetchone()[1]
    if table == "focus":
        other.execute("INSERT INTO focus VALUES (1, 101)")
    for deed in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):  # noqa: S608
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(deed)
    other.close()


def test_a_replace_deletes_nothing_unseen(path: Path) -> None:
    with Ledger.open(path) as ledger:
        engine = ledger._store.engine  # type: ignore[attr-defined]
        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO reports SELECT * FROM reports")


def test_a_second_writer_is_told_to_wait(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    with Ledger.open(path, wait=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.has(TAKEN[0].id)  # reading goes on
        with pytest.raises(LedgerError, match="in use by another program that writes"):
            ledger.add(*make.story(make.line("Velm was calm.")), family="f2")
        other.execute("ROLLBACK")
        assert ledger.add(*make.story(make.line("Velm was calm.")), family="f2") is True
    other.close()


def test_a_reader_sees_one_state_while_another_adds(path: Path) -> None:
    with Ledger.open(path) as one, Ledger.open(path) as two:
        seen = one.seen()
        assert len(seen.cards) == 1
        assert two.add(*make.story(make.line("Velm was calm.")), family="f2") is True
        assert len(seen.cards) == 1
        assert len(one.seen().cards) == 2


def _other_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE shoes (size)")
    connection.close()


def _newer(path: Path) -> None:
    Ledger.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


REFUSED = [
    (lambda path: path.write_bytes(b"GIF89a not a database at all " * 99), "not a ledger: move the file away"),
    (lambda path: path.mkdir(), "a folder: give the path of the ledger's file"),
    (_other_program, "another program: give the ledger a file of its own"),
    (_newer, "written by a newer Whyhere .schema 9999"),
]


@pytest.mark.parametrize(("prepare", "mend"), REFUSED)
def test_what_is_no_ledger_of_ours_is_refused_with_the_mend(tmp_path: Path, prepare: object, mend: str) -> None:
    path = tmp_path / "ledger.sqlite"
    prepare(path)  # type: ignore[operator]
    with pytest.raises(LedgerError, match=mend) as caught:
        Ledger.open(path)
    assert str(path) in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="check that the folder is there"):
        Ledger.open(tmp_path / "none" / "ledger.sqlite")


def test_a_damaged_page_is_found_and_said(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))
    with pytest.raises(LedgerError, match="damaged"):
        Ledger.open(path).reports()


def test_an_entry_changed_behind_the_ledgers_back_is_found(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("DROP TRIGGER statements_keep_update")
    other.execute("UPDATE statements SET body = replace(body, 'asserted', 'denied')")
    other.commit()
    other.close()
    with Ledger.open(path) as ledger:
        assert ledger.problems() == ("statements entry 1 is not what was entered",)
