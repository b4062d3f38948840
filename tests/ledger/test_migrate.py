from __future__ import annotations

import io
from importlib.resources import files
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from whyhere.ledger import Ledger
from whyhere.ledger.fulltext import question
from whyhere.ledger.schema import HEAD, REVISIONS, metadata

if TYPE_CHECKING:
    from pathlib import Path


def _config(**options: object) -> Config:
    config = Config(**options)  # type: ignore[arg-type]
    config.set_main_option("script_location", str(files("whyhere.ledger") / "migrations"))
    return config


def test_the_migrations_lead_to_the_schema_that_the_code_knows() -> None:
    scripts = ScriptDirectory.from_config(_config())
    assert scripts.get_current_head() == HEAD
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)


def test_the_migrated_tables_are_the_ones_that_the_code_asks(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.sqlite").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with engine.connect() as connection:
        known = {"include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith("search")}
        found = compare_metadata(MigrationContext.configure(connection, opts=known), metadata)
    engine.dispose()
    assert found == []


def test_the_first_schema_can_be_written_for_postgresql() -> None:
    out = io.StringIO()
    config = _config(output_buffer=out)
    config.set_main_option("sqlalchemy.url", "postgresql://")
    command.upgrade(config, "head", sql=True)
    sql = out.getvalue()
    assert "CREATE TABLE statements" in sql
    assert "fts5" not in sql
    assert sql.count("BEFORE UPDATE OR DELETE") == len(metadata.tables)


def test_search_asks_postgresql_in_its_own_words() -> None:
    statement, query = question(("velm", "fell"), "postgresql")
    assert "plainto_tsquery" in str(statement)
    assert query == "velm fell"
