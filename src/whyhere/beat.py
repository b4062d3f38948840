"""A desk's beat: what it covers, whom it knows, which sites matter, where its roads are. Read from ``beat.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from whyhere.errors import BeatError
from whyhere.records import Party, Site, SiteKind, Stance

NAME = "beat.toml"
_SITE_KINDS = ("capital", "city", "port", "crossing", "hospital", "aid hub", "airport")
_RELATIONS = ("with", "against")

TEMPLATE = """\
# A Whyhere beat. Every table below may be repeated; nothing but [beat] is needed to read and explain.

[beat]
title = "{title}"
countries = [{countries}]        # ISO 3166-1 codes; place names are looked for here first

# [terrain]
# file = "roads.npz"             # made by whyhere terrain build (docs/terrain.md); stakes and maps need roads
# folder = "roads"               # or tables of your own: places.csv and links.csv
# sites = "roads.sites.toml"     # key sites, by the ids of the roads' places; or [[site]] below
# profile = "car"                # car, truck or foot; a file has its own

# [[party]]
# id = "army"                    # short, stable, used by --holder
# name = "National army"
# aliases = ["government forces", "the army"]
# leaders = ["First Last"]       # "Last's forces" is this party
# adjective = "government"
# civilian = false               # true for aid bodies: they hold nothing

# [[stance]]
# parties = ["army", "militia"]
# relation = "with"              # or "against"
# per = "who says so"

# [[site]]
# name = "Capital"
# place = 123456                 # GeoNames id, or the id in places.csv
# kind = "capital"               # capital, city, port, crossing, hospital, aid hub, airport
# lat = 0.0
# lon = 0.0

# [[feed]]
# url = "https://example.org/feed.xml"
# outlet = "Example Times"
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that ``whyhere watch`` polls."""

    url: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """What a desk covers. ``folder`` holds beat.toml, the ledger and the roads; None for a one-off without a folder.

    ``roads`` is a built file or a folder of tables; without a ``profile`` a file has its own and a folder is for cars.
    Key sites are those of ``sites`` and those of ``sites_file``, which names them by the places of the roads.
    """

    folder: Path | None
    title: str
    countries: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    stances: tuple[Stance, ...] = ()
    sites: tuple[Site, ...] = ()
    feeds: tuple[Feed, ...] = ()
    roads: Path | None = None
    profile: str | None = None
    sites_file: Path | None = None
    reports: Path | None = None


def find(start: Path | None = None) -> Path | None:
    """The nearest folder at or above ``start`` that holds a beat.toml, or None."""
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / NAME).is_file()), None)


def needed(folder: Path | None = None) -> Path:
    """The folder that was named, or the nearest one with a beat.toml; raises BeatError where there is none."""
    if found := folder or find():
        return found
    message = "no beat.toml here or above: make a beat with whyhere init DIR --countries XX, or name one with --beat"
    raise BeatError(message)


def sample_folder() -> Path:
    """Where the sample beat lies in the installed package."""
    return Path(str(files("whyhere") / "data" / "sample"))


def load(folder: str | Path) -> Beat:
    """The beat of a folder, or of the beat.toml that is named itself.

    Raises:
        BeatError: the file is missing, is not TOML, or a key does not hold; names file, key and mend.
    """
    folder = Path(folder)
    folder = folder.parent if folder.name == NAME and folder.is_file() else folder
    path = folder / NAME
    data = _read(path)
    head = data.get("beat")
    if not isinstance(head, dict):
        raise _fault(path, "[beat]", "the table is missing", "add [beat] with title and countries")
    roads, profile, sites_file = _terrain(path, data)
    parties = tuple(_party(path, row) for row in data.get("party", ()))
    stances = tuple(_stance(path, row, {party.id for party in parties}) for row in data.get("stance", ()))
    reports = head.get("reports")
    return Beat(
        folder=folder,
        title=str(head.get("title", folder.name)),
        countries=_countries(path, head.get("countries", [])),
        parties=parties,
        stances=stances,
        sites=tuple(_site(path, row) for row in data.get("site", ())),
        feeds=tuple(Feed(_text(path, "feed", row, "url"), row.get("outlet")) for row in data.get("feed", ())),
        roads=roads,
        profile=profile,
        sites_file=sites_file,
        reports=folder / str(reports) if reports else None,
    )


def create(folder: Path, *, countries: tuple[str, ...], title: str | None = None) -> Path:
    """Write a beat.toml to start from; returns its path.

    Raises:
        BeatError: the folder has one already, or a country code is none.
    """
    path = folder / NAME
    if path.exists():
        raise _fault(path, "file", "is there already", "edit it, or choose another folder")
    codes = _countries(path, [code.strip().upper() for code in countries])
    listed = ", ".join(f'"{code}"' for code in codes)
    name = re.sub(r'["\\\n]', "", title or folder.resolve().name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(TEMPLATE.format(title=name, countries=listed), encoding="utf-8")
    except OSError as error:
        raise _fault(path, "file", f"cannot be written: {error.strerror}", "choose another folder") from None
    return path


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _fault(path, "file", "is missing", "make one with: whyhere init DIR --countries XX") from None
    except OSError as error:
        raise _fault(path, "file", f"cannot be read: {error.strerror}", "name the beat's folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _fault(path, "file", f"is not TOML: {error}", "mend that line") from None


def _terrain(path: Path, data: dict[str, Any]) -> tuple[Path | None, str | None, Path | None]:
    """The roads' file or folder, the profile if one is named, and the file of key sites if one is named."""
    table = data.get("terrain")
    if not isinstance(table, dict):
        return None, None, None
    roads = _roads(path, table)
    sites = path.parent / _text(path, "terrain", table, "sites") if "sites" in table else None
    if sites is not None and not sites.is_file():
        raise _fault(path, "terrain.sites", f"{sites} is no file", "name a file of [[site]] tables")
    return roads, str(table["profile"]) if "profile" in table else None, sites


def _roads(path: Path, table: dict[str, Any]) -> Path:
    if "file" not in table:
        folder = path.parent / _text(path, "terrain", table, "folder")
        if not folder.is_dir():
            mend = "name the folder of places.csv and links.csv"
            raise _fault(path, "terrain.folder", f"{folder} is no folder", mend)
        return folder
    if "folder" in table:
        raise _fault(path, "terrain", "names both a file and a folder", "keep one of them")
    file = path.parent / _text(path, "terrain", table, "file")
    if not file.is_file():
        raise _fault(path, "terrain.file", f"{file} is no file", "make it with: whyhere terrain build FILE.osm.pbf")
    return file


def _countries(path: Path, codes: object) -> tuple[str, ...]:
    if not isinstance(codes, list) or not all(isinstance(c, str) and re.fullmatch(r"[A-Z]{2}", c) for c in codes):
        raise _fault(path, "beat.countries", f"{codes!r} are no ISO codes", 'write them like ["SY", "LB"]')
    return tuple(cast("list[str]", codes))


def _party(path: Path, row: dict[str, Any]) -> Party:
    return Party(
        id=_text(path, "party", row, "id"),
        name=_text(path, "party", row, "name"),
        aliases=tuple(map(str, row.get("aliases", ()))),
        leaders=tuple(map(str, row.get("leaders", ()))),
        adjective=row.get("adjective"),
        civilian=bool(row.get("civilian", False)),
    )


def _stance(path: Path, row: dict[str, Any], known: set[str]) -> Stance:
    pair = tuple(map(str, row.get("parties", ())))
    if len(pair) != 2 or not set(pair) <= known:  # noqa: PLR2004
        raise _fault(path, "stance.parties", f"{list(pair)} are not two known parties", "name two ids of [[party]]")
    if row.get("relation") not in _RELATIONS:
        raise _fault(path, "stance.relation", f"{row.get('relation')!r} is unknown", 'write "with" or "against"')
    return Stance(pair, row["relation"], _text(path, "stance", row, "per"))


def _site(path: Path, row: dict[str, Any]) -> Site:
    if row.get("kind") not in _SITE_KINDS:
        raise _fault(path, "site.kind", f"{row.get('kind')!r} is unknown", "one of " + ", ".join(_SITE_KINDS))
    try:
        return Site(
            name=_text(path, "site", row, "name"),
            place=int(row["place"]),
            kind=cast("SiteKind", row["kind"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=str(row.get("country", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _fault(path, "site", f"{row.get('name')}: {error}", "give place, lat and lon as numbers") from None


def _text(path: Path, table: str, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _fault(path, f"{table}.{key}", "is missing or empty", f"give every [[{table}]] a {key}")
    return value


def _fault(path: Path, key: str, what: str, mend: str) -> BeatError:
    return BeatError(f"{path}: {key} {what} ({mend})")
