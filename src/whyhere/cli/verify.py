"""``whyhere verify``: re-check a saved explainer against ledger and roads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.demo import demo_ledger
from whyhere.cli.options import AsJson, BeatFolder
from whyhere.cli.show import complain, out, print_json
from whyhere.pipeline import Desk, check


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("verify")(verify)


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An explainer saved as .html or .json.")],
    *,
    as_json: AsJson = False,
    demo: Annotated[bool, typer.Option("--demo", help="Check the page that whyhere demo wrote.")] = False,
    beat: BeatFolder = None,
) -> None:
    """Check a saved explainer: every cited span still reads so in the ledger, every computed fact still comes out.

    Exit code 1 when anything does not hold; each problem names its section and sentence.
    """
    opened = Desk(beats.load(beats.sample_folder()), ledger=demo_ledger()) if demo else Desk.open(beats.needed(beat))
    with opened as desk:
        problems, checked = check(desk, file)
    if as_json:
        print_json({"file": str(file), "citations": checked, "problems": [str(problem) for problem in problems]})
    else:
        for problem in problems:
            complain(str(problem))
        out.print(f"{checked} citations checked, {len(problems)} do not hold", markup=False)
    if problems:
        raise typer.Exit(1)
