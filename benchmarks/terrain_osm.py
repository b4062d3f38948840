"""How long OpenStreetMap extracts take: reading by pyosmium alone, building, opening, stakes, ranking; and memory.

Run: ``python benchmarks/terrain_osm.py FILE.osm.pbf…``. Wall seconds of one process, the best of three (building in a
process of its own for its peak memory); ten sites, the most populous places. Prints the table of docs/terrain.md.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import osmium

from whyhere.gazetteer import Gazetteer
from whyhere.records import Site
from whyhere.terrain import Network, build, joined, rank, stakes

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = [
    *("extract", "MB", "junctions", "roads", "bare pass s", "touching pass s", "build s", "peak MB"),
    *("open s", "stakes s", "rank s"),
]


def main() -> None:
    """Print one row a file."""
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    for name in sys.argv[1:]:
        print("| " + " | ".join(row(Path(name))) + " |", flush=True)


def row(path: Path) -> list[str]:
    """The measures of one extract, in the order of the columns."""
    gazetteer = Gazetteer.open()
    joined([], gazetteer)
    bare, _ = best(lambda: bare_pass(path))
    touched, _ = best(lambda: touching_pass(path))
    built, made = best(lambda: build(path, join=lambda places: joined(places, gazetteer)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roads.npz"
        made.network.save(file)
        opened, network = best(lambda: Network.load(file))
    chosen = sorted(network.places, key=lambda place: (-place.population, place.name))[:10]
    sites = [Site(place.name, place.id, "city", place.lat, place.lon) for place in chosen]
    ranked, ranks = best(lambda: rank(network, sites))
    asked, _ = best(lambda: stakes(network, ranks[0][0].id, sites=sites))
    size, roads = path.stat().st_size / 1e6, network.summary()["roads"]
    times = f"{bare:.2f}", f"{touched:.2f}", f"{built:.2f}", peak(path), f"{opened:.3f}"
    head = path.name.split(".")[0], f"{size:.1f}", f"{len(network.lat):,}", f"{roads:,}"
    return [*head, *times, f"{asked:.2f}", f"{ranked:.2f}"]


def bare_pass(path: Path) -> int:
    """What any reading costs: every road and place with its node positions, looked at and dropped."""
    chosen = osmium.filter.KeyFilter("highway", "place")
    return sum(1 for _ in osmium.FileProcessor(str(path)).with_locations().with_filter(chosen))


def touching_pass(path: Path) -> int:
    """What reading in Python costs: the same, with every tag and every road's nodes brought over from C++."""
    chosen = osmium.filter.KeyFilter("highway", "place")
    touched = 0
    for entity in osmium.FileProcessor(str(path)).with_locations().with_filter(chosen):
        touched += len(dict(entity.tags))
        if entity.is_way():
            touched += sum(1 for node in entity.nodes if (node.ref, node.x, node.y))
    return touched


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least of three times, in seconds, and the result."""
    times = []
    for _ in range(3):
        start = perf_counter()
        result = work()
        times.append(perf_counter() - start)
    return min(times), result


def peak(path: Path) -> str:
    """The peak memory of a process that builds, in MB."""
    done = subprocess.run(  # noqa: S603  this very script
        [sys.executable, __file__, "--peak", str(path)], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        build(Path(sys.argv[2]))
        print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    else:
        main()
