"""``whyhere review``: an editor's word on a statement, kept as an entry of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.options import BeatFolder
from whyhere.cli.show import out
from whyhere.pipeline import Desk, judge


class Decision(StrEnum):
    """What an editor can say of a statement."""

    accept = "accept"
    reject = "reject"


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("review")(review)


def review(
    statement: Annotated[str, typer.Argument(help="The statement's id, as ask --json prints it.")],
    decision: Annotated[Decision, typer.Argument(help="accept: it stands; reject: explainers leave it out.")],
    author: Annotated[str, typer.Option("--author", help="Who decides.")],
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    beat: BeatFolder = None,
) -> None:
    """Accept or reject a statement. Nothing is deleted: the decision is an entry with its author and date."""
    with Desk.open(beats.needed(beat)) as desk:
        judge(desk, statement, decision.value, author=author, note=note)
    out.print(f"{statement}: {decision.value} by {author}", markup=False)
