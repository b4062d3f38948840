"""A network in a file: what goes in comes out, and what does not fit is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from whyhere.errors import TerrainError
from whyhere.terrain import Network, map_data, stakes
from whyhere.terrain.store import ARRAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from whyhere.records import Site


@pytest.fixture
def file(district: Network, tmp_path: Path) -> Path:
    path = tmp_path / "roads.npz"
    district.save(path)
    return path


def test_a_saved_network_answers_the_same(district: Network, file: Path, sites: tuple[Site, ...]) -> None:
    again = Network.load(file)
    assert (again.places, again.roads, again.profile) == (district.places, district.roads, district.profile)
    assert again.summary() == district.summary()
    assert stakes(again, 5, sites=sites) == stakes(district, 5, sites=sites)
    assert map_data(again, {}) == map_data(district, {})
    assert not file.with_name("roads.npz.part").exists()


def test_a_file_has_its_own_profile(file: Path) -> None:
    assert Network.load(file, profile="car").profile.name == "car"
    with pytest.raises(TerrainError, match=r"roads\.npz: built for a car, not a foot"):
        Network.load(file, profile="foot")


def test_what_cannot_be_written_is_named(district: Network, tmp_path: Path) -> None:
    with pytest.raises(TerrainError, match=r"roads\.npz: cannot be written"):
        district.save(tmp_path / "gone" / "roads.npz")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TerrainError, match=r"gone\.npz: no such file or folder"):
        Network.load(tmp_path / "gone.npz")


@pytest.mark.parametrize("size", [0, 10, 700, -1])
def test_a_cut_file_is_refused(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(TerrainError, match=r"roads\.npz: cannot be read as a network of roads: .*build it again"):
        Network.load(file)


def _words(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def forge(data: dict[str, Any]) -> None:
        words = json.loads(data["words"].tobytes())
        change(words)
        data["words"] = np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)

    return forge


def _put(name: str, at: int, value: float) -> Callable[[dict[str, Any]], None]:
    def forge(data: dict[str, Any]) -> None:
        data[name][at] = value

    return forge


# what is forged, what is said
FORGED = [
    (_words(lambda words: words.update(format=99)), r"has the format 99, this version reads 2"),
    (_words(lambda words: words.update(what="recipes")), r"is no network of roads"),
    (_words(lambda words: words["places"].pop()), r"columns that do not fit together"),
    (_words(lambda words: words["places"][0].update(odd=1)), r"cannot be read"),
    (_words(lambda words: words.pop("roads")), r"cannot be read"),
    (lambda data: data.pop("km"), r"cannot be read"),
    (lambda data: data.update(words=np.zeros(3, dtype=np.uint8)), r"cannot be read"),
    (lambda data: data.update(lat=data["lat"].astype(np.float32)), r"a broken column lat"),
    (lambda data: data.update(seconds=data["seconds"][:-1]), r"columns that do not fit together"),
    (_put("heads", 0, 10**6), r"columns that do not fit together"),
    (_put("heads", 0, -1), r"columns that do not fit together"),
    (_put("owner", 0, -2), r"columns that do not fit together"),
    (_put("anchor", 0, 99), r"columns that do not fit together"),
    (_put("indptr", 1, 99), r"columns that do not fit together"),
    (_put("seconds", 0, -5), r"columns that do not fit together"),
    (_put("lat", 0, float("nan")), r"columns that do not fit together"),
]


@pytest.mark.parametrize(("forge", "message"), FORGED)
def test_a_forged_file_is_refused(file: Path, forge: Callable[[dict[str, Any]], None], message: str) -> None:
    with np.load(file) as held:
        data = {name: held[name].copy() for name in (*ARRAYS, "words")}
    forge(data)
    np.savez(file, **data)
    with pytest.raises(TerrainError, match=message):
        Network.load(file)


def test_pickles_and_packed_files_are_refused(file: Path) -> None:
    with np.load(file) as held:
        data = {name: held[name].copy() for name in (*ARRAYS, "words")}
    np.savez_compressed(file, **data)
    with pytest.raises(TerrainError, match="is compressed"):
        Network.load(file)
    np.savez(file, **{**data, "words": np.array([{"what": "objects"}], dtype=object)})
    with pytest.raises(TerrainError, match=r"cannot be read as a network of roads|has a broken column words"):
        Network.load(file)


def test_arrays_are_mapped_where_a_processor_can_use_them(district: Network, file: Path) -> None:
    again = Network.load(file)
    for array in (again.seconds, again.heads, again.lat, again.domain):
        assert not array.flags.owndata
        assert not array.flags.writeable
        assert array.ctypes.data % 64 == 0
    assert np.array_equal(again.domain, district.domain)


def test_numpy_reads_the_file_too(district: Network, file: Path) -> None:
    with np.load(file) as held:
        assert np.array_equal(held["seconds"], district.seconds)


def test_a_changed_byte_is_noticed(file: Path) -> None:
    data = bytearray(file.read_bytes())
    at = data.index(b"seconds.npy") + 400
    data[at] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(TerrainError, match=r"has a damaged column \w+\.npy|cannot be read"):
        Network.load(file)


def _contraction(**columns: list[int]) -> Callable[[dict[str, Any]], None]:
    def forge(data: dict[str, Any]) -> None:
        size = len(data["lat"])
        whole = {"order": list(range(size)), "up_ptr": [0] * size + [1], "up_head": [size - 1]} | columns
        data.update({name: np.array(values, dtype=np.int32) for name, values in whole.items()})

    return forge


# contractions that are none: no order, an order with a junction twice, arcs that fall, an arc to nowhere
@pytest.mark.parametrize(
    "forge",
    [
        _contraction(order=[]),
        _contraction(order=[0] * 11),
        _contraction(up_ptr=[0] * 11 + [1], up_head=[0]),
        _contraction(up_ptr=[0] + [1] * 11, up_head=[11]),
    ],
)
def test_a_forged_contraction_is_refused(file: Path, forge: Callable[[dict[str, Any]], None]) -> None:
    with np.load(file) as held:
        data = {name: held[name].copy() for name in (*ARRAYS, "words")}
    forge(data)
    np.savez(file, **data)
    with pytest.raises(TerrainError, match="columns that do not fit together"):
        Network.load(file)


def test_a_contraction_of_another_network_is_refused_when_it_is_used(file: Path, sites: tuple[Site, ...]) -> None:
    with np.load(file) as held:
        data = {name: held[name].copy() for name in (*ARRAYS, "words")}
    _contraction(up_ptr=[0] + [1] * 11, up_head=[10])(data)
    np.savez(file, **data)
    with pytest.raises(TerrainError, match="keeps a contraction that is not its own"):
        stakes(Network.load(file), 5, sites=sites)
