"""``whyhere init``: a new beat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.show import out


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("init")(init)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; its beat.toml must not exist yet.")
    ],
    countries: Annotated[
        str, typer.Option("--countries", help="ISO codes of the countries covered, comma-separated: SY,LB.")
    ],
    title: Annotated[str | None, typer.Option("--title", help="What the beat is called.", show_default=False)] = None,
) -> None:
    """Make a beat: a folder with a beat.toml that says what it covers, ready for reports."""
    path = beats.create(folder, countries=tuple(countries.split(",")), title=title)
    out.print(f"{path} is written. Next: whyhere add --beat {folder} REPORTS", markup=False, soft_wrap=True)
