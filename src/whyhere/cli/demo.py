"""``whyhere demo``: the main job on the sample beat."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from whyhere import beat as beats
from whyhere.cli.add import enter_all
from whyhere.cli.show import out, save
from whyhere.pipeline import LEDGER, Desk, explain


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("demo")(demo)


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path("qusayr.html"),
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the explainer's text.")] = False,
    place: Annotated[str, typer.Option("--place", help="Another place of the sample beat.")] = "Qusayr",
) -> None:
    """Read the sample beat (Qusayr, April–June 2013), write the explainer's page and print its text.

    The sample's reports were written for it from documented public facts; no archived article is among them.
    """
    from whyhere.explainer import to_html, to_text

    beat = beats.load(beats.sample_folder())
    with Desk(beat, ledger=demo_ledger(fresh=True)) as desk:
        enter_all(desk, [str(beat.reports)])
        explainer = explain(desk, place)
    save(output, to_html(explainer))
    if not quiet:
        out.print(to_text(explainer), markup=False, soft_wrap=True)
    out.print(f"\nThe page: {output.resolve()}", markup=False, soft_wrap=True)


def demo_ledger(*, fresh: bool = False) -> Path:
    """Where the demo keeps its ledger, so that ``whyhere verify --demo`` can check the page afterwards.

    ``fresh`` begins it anew: an older sample's reports must not stay in it.
    """
    folder = user_data_path("whyhere", appauthor=False) / "demo"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / LEDGER
