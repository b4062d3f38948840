"""``whyhere ask``: one question about a place, as of a date."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from whyhere import beat as beats
from whyhere.cli.options import AsJson, AsOf, BeatFolder, PlaceName
from whyhere.cli.show import out, print_json
from whyhere.forms import ask_json
from whyhere.pipeline import Desk, gather, rows_of
from whyhere.records import Evidence


class Question(StrEnum):
    """What the ledger can be asked about a place."""

    control = "control"
    figures = "figures"
    quotes = "quotes"
    timeline = "timeline"
    routes = "routes"
    access = "access"


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("ask")(ask)


def ask(
    question: Annotated[Question, typer.Argument(help="What to ask.")],
    place: PlaceName,
    *,
    as_of: AsOf = None,
    as_json: AsJson = False,
    beat: BeatFolder = None,
) -> None:
    """Ask the beat's ledger about a place: who holds it, which figures stand side by side, who said what."""
    with Desk.open(beats.needed(beat)) as desk:
        found = gather(desk, desk.place(place), as_of=as_of)
    if as_json:
        print_json(ask_json(question.value, found))
        return
    if question is Question.control:
        held = found.control
        out.print(f"{found.place.name}: {held.value or 'holder unknown'} ({held.state})", style="bold", markup=False)
        out.print(held.why, markup=False, soft_wrap=True)
    rows = rows_of(question.value, found)
    for evidence in rows:
        print_evidence(evidence)
    if not rows and question is not Question.control:
        out.print(f"{found.place.name}: no {question.value} reported", markup=False, soft_wrap=True)


def print_evidence(evidence: Evidence) -> None:
    """One line of evidence: date, outlet, voice, certainty, and the exact words."""
    card = evidence.report
    day = card.published.latest.isoformat() if card.published and card.published.latest else "no date"
    speaker = evidence.statement.voice[0].name if evidence.statement.voice else "unattributed"
    words = " ".join((evidence.finding or evidence.statement).span.text.split())
    out.print(
        f"[dim]{day} {escape(card.outlet or 'no outlet')}[/dim] [bold]{escape(speaker)}[/bold] "
        f"[dim]({evidence.statement.certainty})[/dim] {escape(words)}",
        soft_wrap=True,
    )
