"""``whyhere add``: reports into the beat's ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.options import BeatFolder, Everything, Model, Outlet, Published
from whyhere.cli.show import complain, out, print_json, progress
from whyhere.errors import ReportError
from whyhere.pipeline import Desk
from whyhere.pipeline import add as add_reports


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a run."""

    added: int = 0
    known: int = 0
    statements: int = 0
    failed: int = 0
    passed: int = 0


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("add")(add)


def add(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL|FEED…", help="Files, folders, pages or feeds to read in.")
    ],
    *,
    published: Published = None,
    outlet: Outlet = None,
    everything: Everything = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the tally as JSON.")] = False,
    model: Model = None,
    beat: BeatFolder = None,
) -> None:
    """Read reports into the beat's ledger. Stop it whenever: the same command goes on from there.

    A report that the ledger holds is not read again. One that names no place of the beat's countries or roads and no
    party of the beat is passed over (a beat without countries passes over nothing). Exit code 3 when some reports could
    not be read.
    """
    with Desk.open(beats.needed(beat), model=model) as desk:
        tally = enter_all(desk, sources, published=published, outlet=outlet, everything=everything)
    if as_json:
        print_json({field.name: getattr(tally, field.name) for field in fields(tally)})
    else:
        out.print(
            f"{tally.added} reports added with {tally.statements} statements, {tally.known} known already, "
            f"{tally.failed} could not be read" + (f", {passed_words(tally.passed)}" if tally.passed else "")
        )
    if tally.failed:
        raise typer.Exit(3)


def passed_words(count: int) -> str:
    """How reports that were not read are told of."""
    return f"{count} passed over: they name nothing of the beat (--all reads them)"


def enter_all(
    desk: Desk,
    sources: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    everything: bool = False,
) -> Tally:
    """Read all sources into the desk's ledger with a progress bar; what could not be read is told on stderr."""
    added = known = statements = failed = 0
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        for item in add_reports(desk, sources, published=published, outlet=outlet, everything=everything):
            bar.advance(task)
            if isinstance(item, ReportError):
                failed += 1
                complain(str(item))
            elif item.known:
                known += 1
            else:
                added += 1
                statements += len(item.statements)
    return Tally(added, known, statements, failed, desk.passed_over)
