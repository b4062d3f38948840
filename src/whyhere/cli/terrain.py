"""``whyhere terrain``: make roads of a map, and tell what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whyhere.cli.options import AsJson, BeatFolder
from whyhere.cli.show import err, note, out, print_json, progress
from whyhere.errors import TerrainError
from whyhere.pipeline import Desk

if TYPE_CHECKING:
    from whyhere.terrain import Built

terrain = typer.Typer(help="The beat's roads: make them of a map, tell what is in them.", no_args_is_help=True)

NAME = "roads.npz"


def register(app: typer.Typer) -> None:
    """Hang the command group on the application."""
    app.add_typer(terrain, name="terrain")


@terrain.command("build")
def build_roads(
    file: Annotated[Path, typer.Argument(metavar="FILE.osm.pbf", help="An OpenStreetMap extract of a country.")],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write, or a folder for its roads.npz.")
    ] = Path(NAME),
    profile: Annotated[str, typer.Option("--profile", metavar="WHO", help="Who travels: car, truck or foot.")] = "car",
    countries: Annotated[
        str,
        typer.Option(
            "--countries",
            metavar="XX,YY",
            help="Give places ids of these countries only (ISO codes). Default: of any.",
            show_default=False,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make the roads of a beat out of an OpenStreetMap extract, and offer its key sites in a file beside them.

    Needs pyosmium: pip install 'whyhere[osm]'. Extracts of every country: download.geofabrik.de.
    """
    from whyhere.gazetteer import Gazetteer
    from whyhere.terrain import build, joined

    codes = frozenset(code.strip().upper() for code in countries.split(",") if code.strip())
    target = output / NAME if output.is_dir() or not output.suffix else output
    with _telling() as tell:
        made = build(
            file, profile=profile, tell=tell, join=lambda places: joined(places, Gazetteer.open(), countries=codes)
        )
    sites = _write(made, target)
    if as_json:
        print_json({**made.network.summary(), "file": str(target), "sites": _kinds(made)})
        return
    _print({**made.network.summary(), "sites offered": _listed(_kinds(made))})
    note(f'written: {target}. In beat.toml, under [terrain]: file = "{target.name}" and sites = "{sites.name}"')


@terrain.command("show")
def show(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A built file; default: the beat's roads.", show_default=False),
    ] = None,
    *,
    as_json: AsJson = False,
    beat: BeatFolder = None,
) -> None:
    """Tell what roads hold: places, links, kilometres by class, what was left out, sites, version."""
    from whyhere.terrain import Network

    if file is not None:
        rows, kinds = Network.load(file).summary(), None
    else:
        rows, kinds = _of_beat(beat)
    if as_json:
        print_json(rows if kinds is None else {**rows, "sites": kinds})
    else:
        _print(rows if kinds is None else {**rows, "sites": _listed(kinds)})


def _of_beat(beat: Path | None) -> tuple[dict[str, str | int | float], dict[str, int]]:
    with Desk.open(beat) as desk:
        if desk.network is None:
            message = "the beat names no roads ([terrain] file or folder in beat.toml)"
            raise TerrainError(message)
        return desk.network.summary(), dict(Counter(site.kind for site in desk.sites))


def _write(made: Built, target: Path) -> Path:
    """Write the roads, and the offered sites where there are none yet: a desk's choice is never overwritten."""
    from whyhere.terrain import sites_toml

    sites = target.with_suffix(".sites.toml")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made.network.save(target)
        if sites.exists():
            note(f"kept: {sites} (remove it to have the map's sites offered anew)")
        else:
            sites.write_text(sites_toml(made.network, made.sites), encoding="utf-8")
    except OSError as error:
        message = f"{target}: cannot be written: {error}"
        raise TerrainError(message) from error
    return sites


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """Words of progress on stderr: one line that changes in a terminal, plain lines elsewhere."""
    if not err.is_terminal:
        yield note
        return
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        yield lambda words: bar.update(task, description=words)


def _kinds(made: Built) -> dict[str, int]:
    return dict(Counter(site.kind for site in made.sites))


def _listed(kinds: dict[str, int]) -> str:
    return ", ".join(f"{n} {kind}" for kind, n in kinds.items())


def _print(rows: dict[str, str | int | float]) -> None:
    for key, value in rows.items():
        out.print(f"{key}: {value}", markup=False, soft_wrap=True)
