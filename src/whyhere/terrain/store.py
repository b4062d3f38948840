"""A built network as one file: arrays in NumPy's .npz, stored uncompressed and without pickle, and a table of words.

Opening checks every index against its bounds, so that a damaged or forged file is refused and never half used.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.lines import Lines
from whyhere.terrain.profiles import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from whyhere.terrain.network import Network

FORMAT: Final = 1
MAGIC: Final = "whyhere roads"
ARRAYS: Final = {
    "lat": np.float64,
    "lon": np.float64,
    "owner": np.int32,
    "anchor": np.int32,
    "indptr": np.int32,
    "heads": np.int32,
    "seconds": np.int64,
    "km": np.float64,
    "road": np.int32,
    "line_start": np.int64,
    "line_points": np.float32,
}
MEND: Final = "build it again: whyhere terrain build FILE.osm.pbf"


def save(network: Network, path: Path) -> None:
    """Write a network to a file, whole or not at all. TerrainError when it cannot be written."""
    lines = network.lines or Lines(np.zeros(len(network.heads) + 1, dtype=np.int64), np.zeros((0, 2), np.float32))
    words = {
        "what": MAGIC,
        "format": FORMAT,
        "written by": version("whyhere"),
        "version": network.version,
        "credit": network.credit,
        "about": dict(network.about),
        "profile": asdict(network.profile),
        "roads": network.roads,
        "places": [asdict(place) for place in network.places],
    }
    arrays: dict[str, Any] = {name: getattr(network, name) for name in ARRAYS if not name.startswith("line_")}
    arrays |= {"line_start": lines.start, "line_points": lines.points}
    arrays["words"] = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(errors="replace"), dtype=np.uint8)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            np.savez(stream, **arrays)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = f"{path}: cannot be written: {error}"
        raise TerrainError(message) from error


def read(path: Path) -> dict[str, Any]:
    """The fields of a saved network. TerrainError when the file is damaged, of another kind, or of another format."""
    try:
        with zipfile.ZipFile(path) as packed:
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in packed.infolist()):
                raise _fault(path, "is compressed")  # never written so: a small file that unpacks to a huge one
        with np.load(path, allow_pickle=False) as data:
            words = json.loads(data["words"].tobytes())
            if not isinstance(words, dict) or words.get("what") != MAGIC:
                raise _fault(path, "is no network of roads")
            if words.get("format") != FORMAT:
                raise _fault(path, f"has the format {words.get('format')}, this version reads {FORMAT}")
            fields = {name: data[name] for name in ARRAYS}
        return _fields(path, words, fields)
    except (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, RuntimeError, zipfile.BadZipFile) as error:
        raise _fault(path, f"cannot be read as a network of roads: {error}") from error


def _fields(path: Path, words: dict[str, Any], arrays: dict[str, Any]) -> dict[str, Any]:
    places = tuple(Place(**{**row, "names": tuple(row["names"])}) for row in words["places"])
    roads = tuple((str(road_class), str(ref)) for road_class, ref in words["roads"])
    for name, kind in ARRAYS.items():
        if arrays[name].dtype != kind or arrays[name].ndim != (2 if name == "line_points" else 1):
            raise _fault(path, f"has a broken column {name}")
    if not _sound(arrays, len(places), len(roads)):
        raise _fault(path, "has columns that do not fit together")
    return {
        "version": str(words["version"]),
        "credit": str(words["credit"]),
        "about": dict(words["about"]),
        "profile": Profile(**words["profile"]),
        "places": places,
        "roads": roads,
        "lines": Lines(arrays.pop("line_start"), arrays.pop("line_points")),
        **arrays,
    }


def _sound(arrays: dict[str, Any], places: int, roads: int) -> bool:
    """Whether every length fits and every index stays within its bounds."""
    junctions, arcs = len(arrays["lat"]), len(arrays["heads"])
    lengths = {"lon": junctions, "owner": junctions, "indptr": junctions + 1, "anchor": places, "line_start": arcs + 1}
    lengths |= dict.fromkeys(("seconds", "km", "road"), arcs)
    if any(len(arrays[name]) != length for name, length in lengths.items()) or arrays["line_points"].shape[1] != 2:  # noqa: PLR2004
        return False
    return (
        _rises(arrays["indptr"], arcs)
        and _rises(arrays["line_start"], len(arrays["line_points"]))
        and _within(arrays["heads"], 0, junctions)
        and _within(arrays["road"], 0, roads)
        and _within(arrays["owner"], -1, places)
        and _within(arrays["anchor"], 0, junctions)
        and bool((arrays["seconds"] > 0).all())
        and all(bool(np.isfinite(arrays[name]).all()) for name in ("lat", "lon", "km"))
    )


def _rises(column: Any, last: int) -> bool:  # noqa: ANN401  an array of either width
    return bool(column[0] == 0 and column[-1] == last and (np.diff(column) >= 0).all())


def _within(column: Any, least: int, end: int) -> bool:  # noqa: ANN401  an array of either width
    return bool(((column >= least) & (column < end)).all())


def _fault(path: Path, what: str) -> TerrainError:
    return TerrainError(f"{path}: {what} ({MEND})")
