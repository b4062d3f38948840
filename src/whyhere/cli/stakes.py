"""``whyhere stakes`` and ``whyhere rank``: what hangs on a place, computed from the roads."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from whyhere import beat as beats
from whyhere.cli.options import AsJson, AsOf, BeatFolder, PlaceName
from whyhere.cli.show import note, out, print_json
from whyhere.errors import BeatError, TerrainError
from whyhere.forms import stakes_json
from whyhere.pipeline import Desk, rank_places, weigh_stakes
from whyhere.records import Connection, Stakes

SHOWN = 8


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("stakes")(stakes)
    app.command("rank")(rank)


def stakes(
    place: PlaceName,
    *,
    as_of: AsOf = None,
    holder: Annotated[
        str | None,
        typer.Option(
            "--holder", metavar="PARTY", help="What if this party held it? (its id or name)", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
    beat: BeatFolder = None,
) -> None:
    """Tell what hangs on a place: the connections through it, who is cut off without it, exits and aid.

    It informs about access and protection; there is no search for what to close.
    """
    with Desk.open(beats.needed(beat)) as desk:
        found = weigh_stakes(desk, desk.place(place), as_of=as_of, holder=party_id(desk, holder))
    if found is None:
        message = "the beat names no roads that reach this place ([terrain] file or folder in beat.toml)"
        raise TerrainError(message)
    if as_json:
        print_json(stakes_json(found))
    else:
        show_stakes(found)


def rank(
    *,
    top: Annotated[int, typer.Option("--top", min=1, help="How many places.")] = 20,
    party: Annotated[
        str | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="By what hangs on each for this party (its id or name).",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    beat: BeatFolder = None,
) -> None:
    """Order the places of the beat's roads by the share of key connections that run through them.

    With --party: by the share that the party has only, or sooner, while it may pass there, or would gain.
    """
    with Desk.open(beats.needed(beat)) as desk:
        rows = rank_places(desk, party=party_id(desk, party), as_of=as_of)[:top]
    if as_json:
        print_json([{"place": p.name, "id": p.id, "share": share, "why": why} for p, share, why in rows])
        return
    table = Table("place", "share", "why", box=None)
    for place, share, why in rows:
        table.add_row(place.name, f"{share:.0%}", why)
    out.print(table)


def party_id(desk: Desk, name: str | None) -> str | None:
    """The id of the beat's party of that id, name or alias.

    Raises:
        BeatError: the beat knows no such party; the message lists those it knows.
    """
    if name is None:
        return None
    wanted = name.casefold()
    for party in desk.beat.parties:
        if wanted in {word.casefold() for word in (party.id, party.name, *party.aliases)}:
            return party.id
    known = ", ".join(party.id for party in desk.beat.parties if not party.civilian) or "none"
    message = f"the beat knows no party {name!r}; it knows {known}"
    raise BeatError(message)


def show_stakes(found: Stakes) -> None:
    """Print stakes for people: share, connections, who is cut off, parties, exits, aid, assumptions."""
    out.print(f"{found.place.name}: {found.share:.0%} of {found.pairs} key connections run through it", style="bold")
    table = Table("connection", "now", "without it", box=None)
    for connection in found.connections[:SHOWN]:
        table.add_row(_ends(connection), _minutes(connection.minutes), _minutes(connection.minutes_without))
    out.print(table)
    for cut in found.cut_off:
        out.print(f"cut off or far: {cut.place.name} ({cut.people:,} people)", markup=False)
    for stake in found.parties:
        for word, rows in (("loses", stake.lost), ("gains", stake.gained)):
            if rows:
                out.print(f"{stake.party} {word} {len(rows)}: " + ", ".join(map(_ends, rows[:SHOWN])), markup=False)
    for way in found.exits:
        held = f", past places held against it: {', '.join(way.hostile)}" if way.hostile else ""
        out.print(
            f"exit {way.direction} to {way.to.name}: {way.km:.0f} km, {_minutes(way.minutes)}{held}", markup=False
        )
    for reach in found.aid:
        out.print(f"aid from {reach.hub.name}: {_minutes(reach.minutes)}", markup=False)
    for line in found.assumptions:
        note(line)


def _ends(connection: Connection) -> str:
    return f"{connection.start.name}–{connection.end.name}"


def _minutes(minutes: float | None) -> str:
    return "no way" if minutes is None else f"{int(minutes) // 60} h {int(minutes) % 60:02d}"
