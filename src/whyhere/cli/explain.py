"""``whyhere explain``: the explainer of a place."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.add import enter_all, passed_words
from whyhere.cli.options import AsOf, BeatFolder, Everything, Model, Outlet, PlaceName, Published
from whyhere.cli.show import note, out, save
from whyhere.pipeline import Desk
from whyhere.pipeline import explain as compose
from whyhere.records import Explainer


class Format(StrEnum):
    """What an explainer can be written as."""

    text = "text"
    html = "html"
    md = "md"
    json = "json"


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("explain")(explain)


def explain(
    place: PlaceName,
    *,
    as_of: AsOf = None,
    fmt: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: by the ending of -o, else text.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False)
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(
            "--reports",
            metavar="DIR",
            exists=True,
            help="A one-off: read these reports, store nothing.",
            show_default=False,
        ),
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    everything: Everything = False,
    model: Model = None,
    beat: BeatFolder = None,
) -> None:
    """Write why a place matters: who holds it, what runs through it, who is cut off, who says so.

    Every sentence cites exact spans or computed facts; whyhere verify FILE re-checks it later. Exit code 3 when some
    of the --reports could not be read.
    """
    failed = 0
    with Desk.open(beats.needed(beat)) if reports is None else Desk.open(beat, scratch=True, model=model) as desk:
        if reports is not None:
            desk.seek(desk.place(place))
            tally = enter_all(desk, [str(reports)], published=published, outlet=outlet, everything=everything)
            failed = tally.failed
            if tally.passed:
                note(passed_words(tally.passed))
        explainer = compose(desk, place, as_of=as_of)
    text = written(explainer, fmt or _by_ending(output))
    if output is None:
        out.print(text, markup=False, soft_wrap=True)
    else:
        save(output, text)
        note(f"{output} is written")
    if failed:
        raise typer.Exit(3)


def written(explainer: Explainer, fmt: Format) -> str:
    """The explainer in a format."""
    from whyhere.explainer import to_html, to_json, to_markdown, to_text

    if fmt is Format.html:
        return to_html(explainer)
    if fmt is Format.md:
        return to_markdown(explainer)
    if fmt is Format.json:
        return json.dumps(to_json(explainer), ensure_ascii=False, indent=1)
    return to_text(explainer)


def _by_ending(output: Path | None) -> Format:
    ending = output.suffix.lower().lstrip(".") if output else ""
    return {"html": Format.html, "htm": Format.html, "md": Format.md, "json": Format.json}.get(ending, Format.text)
