"""The road network: junctions joined by roads with travel seconds, and the places that stand on them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from whyhere.errors import TerrainError
from whyhere.terrain.geodesy import great_circle_km
from whyhere.terrain.profiles import Profile, load_profile
from whyhere.terrain.solvers import Contraction, contracted
from whyhere.terrain.store import read, save
from whyhere.terrain.tables import Link, read_links, read_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from whyhere.records import Place
    from whyhere.terrain.lines import Lines


@dataclass(frozen=True, eq=False)  # no slots: derived arrays are cached on first use; equal means the same one
class Network:
    """A directed road graph in CSR form with places on it. Nothing in it changes after it is made.

    Junction ``i`` stands at ``lat[i], lon[i]`` and belongs to the place ``owner[i]`` (an index of ``places``, -1 for
    open road). Arc ``e`` of ``indptr[i] … indptr[i + 1]`` runs from ``i`` to ``heads[e]`` in ``seconds[e]`` over
    ``km[e]`` kilometres of road ``road[e]`` (an index of ``roads``: class and number). ``anchor[p]`` is the junction
    where journeys from and to place ``p`` begin and end; every junction that it owns is its footprint. ``about`` tells
    what was read and left out in the making; ``lines`` are what roads follow between junctions, None for straight ones.
    ``contraction`` is a shape of this graph that makes best ways quick to find, None where none was made.
    """

    version: str
    profile: Profile
    places: tuple[Place, ...]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    owner: NDArray[np.int32]
    anchor: NDArray[np.int32]
    indptr: NDArray[np.int32]
    heads: NDArray[np.int32]
    seconds: NDArray[np.int64]
    km: NDArray[np.float64]
    road: NDArray[np.int32]
    roads: tuple[tuple[str, str], ...]
    credit: str = ""
    about: Mapping[str, str | int] = field(default_factory=dict)
    lines: Lines | None = None
    contraction: Contraction | None = None
    index: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {place.id: i for i, place in enumerate(self.places)})
        for array in (
            self.lat,
            self.lon,
            self.owner,
            self.anchor,
            self.indptr,
            self.heads,
            self.seconds,
            self.km,
            self.road,
        ):
            array.setflags(write=False)

    @classmethod
    def load(cls, path: Path, *, profile: str | None = None, whole: bool = True) -> Network:
        """The network of a file made by ``whyhere terrain build``, or of a folder's ``places.csv`` and ``links.csv``.

        A folder is read for a car unless ``profile`` says otherwise, a file only for the profile that it was built for.
        TerrainError names file and fault; with ``whole`` (the default) also a folder's network in several pieces.
        """
        if path.is_file():
            network = _opened(cls, read(path))
            _refuse_profile(network, path, profile)
            return network
        if not path.is_dir():
            message = f"{path}: no such file or folder (make one: whyhere terrain build FILE.osm.pbf)"
            raise TerrainError(message)
        traveller = load_profile(profile or "car")
        places = read_places(path / "places.csv")
        links = read_links(path / "links.csv", {place.id: place for place in places}, traveller.kmh)
        network = from_links(places, links, traveller, version=_version(path, traveller))
        if whole:
            _refuse_pieces(network, path)
        return network

    def save(self, path: Path) -> None:
        """Write the network to one file that ``load`` opens; TerrainError when it cannot be written.

        A large network is contracted first, where the packages for that are installed, so that the file keeps what is
        slow to make: see :func:`whyhere.terrain.solvers.contracted`.
        """
        save(contracted(self), path)

    def at(self, place_id: int) -> int:
        """The index of a place by its id; TerrainError when the network has no such place."""
        try:
            return self.index[place_id]
        except KeyError:
            message = (
                f"the network {self.version} has no place with the id {place_id} (find the nearest one with closest())"
            )
            raise TerrainError(message) from None

    @cached_property
    def tails(self) -> NDArray[np.int32]:
        """The junction each arc begins at."""
        return np.repeat(np.arange(len(self.lat), dtype=np.int32), np.diff(self.indptr))

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What others work out of the network and keep with it, by name."""
        return {}

    @cached_property
    def domain(self) -> NDArray[np.int32]:
        """The place each junction counts to when somebody holds it: its own, else the nearest by road (-1: none).

        Roads are followed either way, whatever they take the other way.
        """
        if bool((self.owner >= 0).all()):
            return self.owner
        return _nearest_owner(self)

    def footprint(self, place: int) -> NDArray[np.int32]:
        """The junctions that the place (by index) covers: what closing it closes."""
        return np.flatnonzero(self.owner == place).astype(np.int32)

    def matrix(self, *, closed: NDArray[np.bool_] | None = None) -> csr_matrix[Any]:
        """The travel seconds as a sparse matrix; arcs at a closed junction are endless, the arcs' order is kept."""
        weight = self.seconds.astype(np.float64)
        if closed is not None:
            weight[closed[self.tails] | closed[self.heads]] = np.inf
        size = len(self.lat)
        return csr_matrix((weight, self.heads, self.indptr), shape=(size, size))

    def summary(self) -> dict[str, str | int | float]:
        """What the network holds: version, profile, places, roads, kilometres by class (each road once), its making."""
        low, high = np.minimum(self.tails, self.heads), np.maximum(self.tails, self.heads)
        _, once = np.unique(low.astype(np.int64) * len(self.lat) + high, return_index=True)
        km: dict[str, float] = {}
        for number, total in enumerate(np.bincount(self.road[once], weights=self.km[once], minlength=len(self.roads))):
            km[self.roads[number][0]] = km.get(self.roads[number][0], 0.0) + float(total)
        return {
            "version": self.version,
            "profile": self.profile.name,
            "places": len(self.places),
            "junctions": len(self.lat),
            "roads": len(once),
            "pieces": len(self.pieces()),
            **{f"km of {kind}": round(km[kind]) for kind in (*self.profile.kmh, "ferry") if kind in km},
            **self.about,
        }

    def pieces(self) -> tuple[tuple[int, ...], ...]:
        """The places (indices) of each connected piece, largest first: one, where the network is whole."""
        if "pieces" not in self.derived:
            self.derived["pieces"] = connected_components(self.matrix(), directed=True, connection="weak")[1]
        label = self.derived["pieces"]
        groups: dict[int, list[int]] = {}
        for place, junction in enumerate(self.anchor):
            groups.setdefault(int(label[junction]), []).append(place)
        return tuple(tuple(group) for group in sorted(groups.values(), key=len, reverse=True))


def _opened(kind: type[Network], fields: dict[str, Any]) -> Network:
    """A network out of the fields of a file, with what the file keeps of what follows from them."""
    domain, kept = fields.pop("domain"), fields.pop("contraction")
    network = kind(**fields, contraction=Contraction(*kept) if len(kept[0]) else None)
    vars(network)["domain"] = domain
    return network


def _nearest_owner(network: Network) -> NDArray[np.int32]:
    """Dijkstra's method from all owned junctions at once, over every road both ways."""
    seeds = np.flatnonzero(network.owner >= 0)
    if not len(seeds):
        return network.owner
    _, _, source = dijkstra(_either_way(network), indices=seeds, min_only=True, return_predecessors=True)
    found = np.where(source >= 0, network.owner[np.maximum(source, 0)], -1).astype(np.int32)
    found.setflags(write=False)
    return found


def _either_way(network: Network) -> csr_matrix[Any]:
    """Every road both ways, at the lesser of its times."""
    size = len(network.lat)
    low, high = np.minimum(network.tails, network.heads), np.maximum(network.tails, network.heads)
    order = np.lexsort((network.seconds, high, low))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)
    kept = order[first]
    once = csr_matrix((network.seconds[kept].astype(np.float64), (low[kept], high[kept])), shape=(size, size))
    both: csr_matrix[Any] = (once + once.T).tocsr()
    return both


@dataclass(frozen=True, slots=True)
class Arcs:
    """Roads before they are put in order: tail and head junctions, seconds, kilometres, and the index of a road."""

    tails: Sequence[int] | NDArray[np.int64]
    heads: Sequence[int] | NDArray[np.int64]
    seconds: Sequence[int] | NDArray[np.int64]
    km: Sequence[float] | NDArray[np.float64]
    road: Sequence[int] | NDArray[np.int64]

    def order(self) -> NDArray[np.int64]:
        """The arcs that are kept, in CSR order: of parallel ones the quickest, no loops."""
        tails, heads, seconds = (np.asarray(a, dtype=np.int64) for a in (self.tails, self.heads, self.seconds))
        order = np.lexsort((seconds, heads, tails))
        tails, heads = tails[order], heads[order]
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
        kept: NDArray[np.int64] = order[first & (tails != heads)]
        return kept

    def compressed(self, size: int) -> dict[str, Any]:
        """The arcs in CSR form over ``size`` junctions; of parallel ones the quickest is kept, loops are left out."""
        keep = self.order()
        tails = np.asarray(self.tails, dtype=np.int64)[keep]
        return {
            "indptr": np.searchsorted(tails, np.arange(size + 1)).astype(np.int32),
            "heads": np.asarray(self.heads, dtype=np.int32)[keep],
            "seconds": np.asarray(self.seconds, dtype=np.int64)[keep],
            "km": np.asarray(self.km, dtype=np.float64)[keep],
            "road": np.asarray(self.road, dtype=np.int32)[keep],
        }


def from_links(places: Sequence[Place], links: Sequence[Link], profile: Profile, *, version: str) -> Network:
    """A network with one junction a place, out of links between place ids."""
    index = {place.id: i for i, place in enumerate(places)}
    roads = tuple(dict.fromkeys((link.road_class, link.ref) for link in links))
    number = {road: i for i, road in enumerate(roads)}
    rows: list[tuple[int, int, int, float, int]] = []
    for link in links:
        a, b = index[link.start], index[link.end]
        first, last = places[a].country, places[b].country
        seconds = profile.seconds(link.km, link.road_class, border=bool(first and last and first != last))
        row = seconds, link.km, number[link.road_class, link.ref]
        rows += [(a, b, *row)] if link.oneway else [(a, b, *row), (b, a, *row)]
    columns = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    size = len(places)
    return Network(
        version=version,
        profile=profile,
        places=tuple(places),
        lat=np.array([place.lat for place in places]),
        lon=np.array([place.lon for place in places]),
        owner=np.arange(size, dtype=np.int32),
        anchor=np.arange(size, dtype=np.int32),
        roads=roads,
        **Arcs(*columns).compressed(size),
    )


def closest(network: Network, lat: float, lon: float) -> tuple[Place, float]:
    """The place nearest to a point in degrees, and its great-circle distance in kilometres."""
    near = min(network.places, key=lambda place: great_circle_km(lat, lon, place.lat, place.lon))
    return near, great_circle_km(lat, lon, near.lat, near.lon)


def _version(folder: Path, profile: Profile) -> str:
    """Changes when a source table or the profile changes, and only then."""
    digest = hashlib.sha256(repr((profile.name, sorted(profile.kmh.items()), profile.border_minutes)).encode())
    for name in ("places.csv", "links.csv"):
        digest.update(b"\0" + (folder / name).read_bytes())
    return f"{folder.name}-{profile.name}-{digest.hexdigest()[:12]}"


def _refuse_profile(network: Network, path: Path, profile: str | None) -> None:
    if profile is not None and profile != network.profile.name:
        message = f"{path}: built for a {network.profile.name}, not a {profile} (terrain build --profile {profile})"
        raise TerrainError(message)


def _refuse_pieces(network: Network, folder: Path) -> None:
    _, *rest = network.pieces()
    if rest:
        names = ", ".join(network.places[place].name for group in rest for place in group[:5])
        where, count = folder / "links.csv", len(rest) + 1
        message = f"{where}: the network is in {count} pieces; join {names}, or load it with whole=False"
        raise TerrainError(message)
