"""A built network as one file that is mapped, not read: arrays in NumPy's .npz, each where a processor can use it.

The file is a ZIP archive of .npy arrays, stored uncompressed and without pickle, and a table of words; every array
begins at a multiple of 64 bytes, so that opening it takes no copy. Opening checks every sum and every index, so
that a damaged or forged file is refused and never half used. It also keeps what is slow to make and follows from the
map: the order in which junctions are contracted, and the place that each junction counts to.
"""

from __future__ import annotations

import json
import mmap
import zipfile
import zlib
from dataclasses import asdict
from importlib.metadata import version
from struct import unpack
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.lib import format as npy

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.lines import Lines
from whyhere.terrain.profiles import Profile

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    from whyhere.terrain.network import Network

FORMAT: Final = 2
MAGIC: Final = "whyhere roads"
ARRAYS: Final = {
    "lat": np.float64,
    "lon": np.float64,
    "owner": np.int32,
    "domain": np.int32,
    "anchor": np.int32,
    "indptr": np.int32,
    "heads": np.int32,
    "seconds": np.int64,
    "km": np.float64,
    "road": np.int32,
    "line_start": np.int64,
    "line_points": np.float32,
    "order": np.int32,
    "up_ptr": np.int32,
    "up_head": np.int32,
}
APART: Final = frozenset(
    {"line_start", "line_points", "order", "up_ptr", "up_head"}
)  # no columns of the network itself
LINE: Final = 64  # bytes of a cache line: where arrays begin
PADDING: Final = 0xD935  # the extra field that ZIP writers use to align what follows (Android's zipalign)
HEADER: Final = 30  # bytes of a ZIP entry's own header before its name
LARGEST: Final = 1 << 31  # bytes: an entry of more takes the long form of header, and is copied when it is opened
MEND: Final = "build it again: whyhere terrain build FILE.osm.pbf"


def save(network: Network, path: Path) -> None:
    """Write a network to a file, whole or not at all. TerrainError when it cannot be written."""
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
    arrays = _arrays(network)
    arrays["words"] = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(errors="replace"), dtype=np.uint8)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream, zipfile.ZipFile(stream, "w") as packed:
            for name, array in arrays.items():
                _pack(packed, stream, name, np.ascontiguousarray(array))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = f"{path}: cannot be written: {error}"
        raise TerrainError(message) from error


def _arrays(network: Network) -> dict[str, NDArray[Any]]:
    lines = network.lines or Lines(np.zeros(len(network.heads) + 1, dtype=np.int64), np.zeros((0, 2), np.float32))
    arrays: dict[str, NDArray[Any]] = {name: getattr(network, name) for name in ARRAYS if name not in APART}
    kept, none = network.contraction, np.zeros(0, dtype=np.int32)
    order, up_ptr, up_head = (kept.order, kept.up_ptr, kept.up_head) if kept else (none, none, none)
    return arrays | {
        "line_start": lines.start,
        "line_points": lines.points,
        "order": order,
        "up_ptr": up_ptr,
        "up_head": up_head,
    }


def _pack(packed: zipfile.ZipFile, stream: IO[bytes], name: str, array: NDArray[Any]) -> None:
    """Write one array as an entry whose content begins at a multiple of LINE bytes."""
    entry = zipfile.ZipInfo(f"{name}.npy")
    begins = stream.tell() + HEADER + len(entry.filename) + 4
    gap = -begins % LINE
    entry.extra = PADDING.to_bytes(2, "little") + gap.to_bytes(2, "little") + bytes(gap)
    with packed.open(entry, "w", force_zip64=array.nbytes > LARGEST) as out:
        npy.write_array(out, array, allow_pickle=False)


def read(path: Path) -> dict[str, Any]:
    """The fields of a saved network, and under ``domain`` its derived column of that name.

    TerrainError when the file is damaged, of another kind, or of another format.
    """
    try:
        with path.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            with zipfile.ZipFile(stream) as packed:
                entries = {entry.filename.removesuffix(".npy"): entry for entry in packed.infolist()}
                words = json.loads(_column(path, stream, mapped, entries["words"]).tobytes())
                if not isinstance(words, dict) or words.get("what") != MAGIC:
                    raise _fault(path, "is no network of roads")
                if words.get("format") != FORMAT:
                    raise _fault(path, f"has the format {words.get('format')}, this version reads {FORMAT}")
                fields = {name: _column(path, stream, mapped, entries[name]) for name in ARRAYS}
        found = _fields(path, words, fields)
        if hasattr(mmap, "MADV_DONTNEED"):  # what was looked at to check it need not stay in memory until it is used
            mapped.madvise(mmap.MADV_DONTNEED)
    except (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, RuntimeError, zipfile.BadZipFile) as error:
        raise _fault(path, f"cannot be read as a network of roads: {error}") from error
    return found


def _column(path: Path, stream: IO[bytes], mapped: mmap.mmap, entry: zipfile.ZipInfo) -> NDArray[Any]:
    """An array over the mapped file, its sum checked; a copy where it does not begin where a processor wants it."""
    if entry.compress_type != zipfile.ZIP_STORED:
        raise _fault(path, "is compressed")  # never written so: a small file that unpacks to a huge one
    stream.seek(entry.header_offset)
    name, extra = unpack("<HH", stream.read(HEADER)[26:30])
    begins = entry.header_offset + HEADER + name + extra
    with memoryview(mapped) as view, view[begins : begins + entry.file_size] as content:
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise _fault(path, f"has a damaged column {entry.filename}")
    stream.seek(begins)
    read_header = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}[npy.read_magic(stream)]
    shape, turned, kind = read_header(stream)
    if kind.hasobject or turned:
        raise _fault(path, f"has a broken column {entry.filename}")
    count = int(np.prod(shape, dtype=np.int64))
    if stream.tell() + count * kind.itemsize != begins + entry.file_size:
        raise _fault(path, f"has a broken column {entry.filename}")
    if not count:
        return np.zeros(shape, dtype=kind)
    column = np.frombuffer(mapped, dtype=kind, count=count, offset=stream.tell()).reshape(shape)
    return column if column.flags.aligned else column.copy()


def _fields(path: Path, words: dict[str, Any], arrays: dict[str, Any]) -> dict[str, Any]:
    places = tuple(Place(**{**row, "names": tuple(row["names"])}) for row in words["places"])
    roads = tuple((str(road_class), str(ref)) for road_class, ref in words["roads"])
    for name, kind in ARRAYS.items():
        if arrays[name].dtype != kind or arrays[name].ndim != (2 if name == "line_points" else 1):
            raise _fault(path, f"has a broken column {name}")
    if not _sound(arrays, len(places), len(roads)) or not _well_contracted(arrays):
        raise _fault(path, "has columns that do not fit together")
    return {
        "version": str(words["version"]),
        "credit": str(words["credit"]),
        "about": dict(words["about"]),
        "profile": Profile(**words["profile"]),
        "places": places,
        "roads": roads,
        "lines": Lines(arrays.pop("line_start"), arrays.pop("line_points")),
        "contraction": tuple(arrays.pop(name) for name in ("order", "up_ptr", "up_head")),
        **arrays,
    }


def _sound(arrays: dict[str, Any], places: int, roads: int) -> bool:
    """Whether every length fits and every index stays within its bounds."""
    junctions, arcs = len(arrays["lat"]), len(arrays["heads"])
    lengths = {
        "lon": junctions,
        "owner": junctions,
        "domain": junctions,
        "indptr": junctions + 1,
        "anchor": places,
        "line_start": arcs + 1,
    }
    lengths |= dict.fromkeys(("seconds", "km", "road"), arcs)
    if any(len(arrays[name]) != length for name, length in lengths.items()) or arrays["line_points"].shape[1] != 2:  # noqa: PLR2004
        return False
    return (
        _rises(arrays["indptr"], arcs)
        and _rises(arrays["line_start"], len(arrays["line_points"]))
        and _within(arrays["heads"], 0, junctions)
        and _within(arrays["road"], 0, roads)
        and _within(arrays["owner"], -1, places)
        and _within(arrays["domain"], -1, places)
        and _within(arrays["anchor"], 0, junctions)
        and bool((arrays["seconds"] > 0).all())
        and all(bool(np.isfinite(arrays[name]).all()) for name in ("lat", "lon", "km"))
    )


def _well_contracted(arrays: dict[str, Any]) -> bool:
    """Whether there is no contraction, or one of these junctions: an order of all, and arcs that rise in it."""
    order, up_ptr, up_head = arrays["order"], arrays["up_ptr"], arrays["up_head"]
    if not len(order):
        return not len(up_ptr) and not len(up_head)
    size = len(arrays["lat"])
    if len(order) != size or len(up_ptr) != size + 1 or not _within(order, 0, size) or not _rises(up_ptr, len(up_head)):
        return False
    tails = np.repeat(np.arange(size, dtype=np.int32), np.diff(up_ptr))
    within = tails[1:] == tails[:-1]
    return (
        bool((np.bincount(order, minlength=size) == 1).all())
        and _within(up_head, 0, size)
        and bool((up_head > tails).all())
        and bool((np.diff(up_head)[within] > 0).all())
    )


def _rises(column: Any, last: int) -> bool:  # noqa: ANN401  an array of either width
    return bool(column[0] == 0 and column[-1] == last and (np.diff(column) >= 0).all())


def _within(column: Any, least: int, end: int) -> bool:  # noqa: ANN401  an array of either width
    return bool(((column >= least) & (column < end)).all())


def _fault(path: Path, what: str) -> TerrainError:
    return TerrainError(f"{path}: {what} ({MEND})")
