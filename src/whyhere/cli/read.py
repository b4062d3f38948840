"""``whyhere read``: reports to statements, nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from whyhere.cli.add import passed_words
from whyhere.cli.options import AsJson, BeatFolder, Model, Outlet, Published
from whyhere.cli.show import complain, note, out, print_json
from whyhere.errors import ReportError
from whyhere.forms import statement_json
from whyhere.pipeline import Desk, Reading
from whyhere.pipeline import read as read_reports


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("read")(read)


def read(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Files or folders: text, HTML, JSON, JSONL, WARC.")
    ],
    *,
    published: Published = None,
    outlet: Outlet = None,
    of_beat: Annotated[
        bool, typer.Option("--of-beat", help="Pass over reports that name nothing of the beat, as add does.")
    ] = False,
    model: Model = None,
    as_json: AsJson = False,
    beat: BeatFolder = None,
) -> None:
    """Read reports into statements: who said what, how surely, and what it finds. Nothing is stored.

    With --json one object a line; its JSON Schema is src/whyhere/schemas/statement.schema.json. Exit code 3
    when some reports could not be read.
    """
    failed = 0
    with Desk.open(beat, model=model) as desk:
        for item in read_reports(desk, paths, published=published, outlet=outlet, everything=not of_beat):
            if isinstance(item, ReportError):
                failed += 1
                complain(str(item))
            else:
                _print(item, as_json=as_json)
        if desk.passed_over:
            note(passed_words(desk.passed_over))
    if failed:
        raise typer.Exit(3)


def _print(item: Reading, *, as_json: bool) -> None:
    if as_json:
        for statement in item.statements:
            print_json(statement_json(statement, item.report))
        return
    out.rule(escape(item.report.headline or item.report.id), align="left")
    for statement in item.statements:
        speakers = " → ".join(voice.name for voice in statement.voice)
        kinds = ", ".join(finding.type for finding in statement.findings)
        out.print(f"[bold]{escape(speakers)}[/bold] [dim]{statement.kind}, {statement.certainty}[/dim]", soft_wrap=True)
        out.print(f"  {escape(statement.span.text)}" + (f"  [cyan]{kinds}[/cyan]" if kinds else ""), soft_wrap=True)
