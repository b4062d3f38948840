"""``whyhere terrain``: what is in the beat's roads."""

from __future__ import annotations

from collections import Counter

import typer

from whyhere.cli.options import AsJson, BeatFolder
from whyhere.cli.show import out, print_json
from whyhere.errors import TerrainError
from whyhere.pipeline import Desk

terrain = typer.Typer(help="The beat's roads: what is in them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Hang the command group on the application."""
    app.add_typer(terrain, name="terrain")


@terrain.callback()
def _group() -> None:
    """Keep ``show`` a command of its own."""


@terrain.command("show")
def show(*, as_json: AsJson = False, beat: BeatFolder = None) -> None:
    """Tell what the beat's roads hold: places, links, kilometres by class, sites, version."""
    with Desk.open(beat) as desk:
        network = desk.network
        if network is None:
            message = "the beat names no roads ([terrain] folder in beat.toml)"
            raise TerrainError(message)
        summary = network.summary()
        kinds = Counter(site.kind for site in desk.sites)
    if as_json:
        print_json({**summary, "sites": dict(kinds)})
        return
    for key, value in {**summary, "sites": ", ".join(f"{n} {kind}" for kind, n in kinds.items())}.items():
        out.print(f"{key}: {value}", markup=False, soft_wrap=True)
