"""Options that several commands share, and how their words become values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def a_date(text: str | date) -> date:
    """A day written as YYYY-MM-DD; anything else is refused with the mend."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no date; write it as YYYY-MM-DD"
        raise typer.BadParameter(message) from None


BeatFolder = Annotated[
    Path | None,
    typer.Option(
        "--beat",
        "-b",
        envvar="WHYHERE_BEAT",
        help="Folder of the beat (its beat.toml). Default: the nearest one at or above here.",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=a_date,
        metavar="DATE",
        help="Answer as it was known at the end of that day.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        parser=a_date,
        metavar="DATE",
        help="Publication date of reports that carry none.",
        show_default=False,
    ),
]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Outlet of reports that name none.", show_default=False)]
Everything = Annotated[bool, typer.Option("--all", help="Also read reports that name nothing of the beat.")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="WHYHERE_MODEL",
        metavar="NAME",
        help="What reads: own (default), a folder, spacy:PIPELINE, or openai:MODEL@http://HOST/v1.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
PlaceName = Annotated[str, typer.Argument(help="A place: its name in any common spelling, or its GeoNames id.")]
