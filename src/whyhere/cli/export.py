"""``whyhere export``: verdicts and evidence as tables and maps for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.options import AsOf, BeatFolder
from whyhere.cli.rows import EVIDENCE, VERDICT, Row, csv_text, evidence_rows, verdict_geojson, verdict_row
from whyhere.cli.show import note, save
from whyhere.pipeline import Desk, covered, gather


class Format(StrEnum):
    """What can be exported to."""

    geojson = "geojson"
    csv = "csv"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("export")(export)


def export(
    place: Annotated[
        str | None, typer.Argument(help="A place: its name, or its GeoNames id.", show_default=False)
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Who holds what: one row a place.")] = False,
    fmt: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: by the ending of -o, else csv.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    beat: BeatFolder = None,
) -> None:
    """Write what the ledger holds for other programs: with --all who holds which place, for a place its evidence.

    The evidence has one row a finding or quote, with the exact words. Cells that a spreadsheet would take for a formula
    begin with an apostrophe.
    """
    chosen = fmt or _by_ending(output)
    if (place is None) != every:
        message = "name a place, or give --all for every place"
        raise typer.BadParameter(message)
    if place is not None and chosen is Format.geojson:
        message = "evidence has no coordinates: use csv or jsonl, or --all for places as GeoJSON"
        raise typer.BadParameter(message)
    with Desk.open(beats.needed(beat)) as desk:
        if place is None:
            rows = [verdict_row(row) for row in covered(desk, as_of=as_of) if row.verdict is not None]
            text = written(rows, VERDICT, chosen)
        else:
            text = written(evidence_rows(gather(desk, desk.place(place), as_of=as_of)), EVIDENCE, chosen)
    _deliver(text, output)


def written(rows: Sequence[Row], columns: Sequence[str], fmt: Format) -> str:
    """The rows in a format."""
    if fmt is Format.geojson:
        return json.dumps(verdict_geojson(rows), ensure_ascii=False, indent=1) + "\n"
    if fmt is Format.jsonl:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return csv_text(rows, columns)


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    save(output, text)
    note(f"{output} is written")


def _by_ending(output: Path | None) -> Format:
    ending = output.suffix.lower().lstrip(".") if output else ""
    return {"geojson": Format.geojson, "json": Format.geojson, "jsonl": Format.jsonl, "ndjson": Format.jsonl}.get(
        ending, Format.csv
    )
