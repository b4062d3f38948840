"""How long the sample's terrain takes: loading, every place's stakes, the ranking; and whether closures are exact.

Run: ``python benchmarks/terrain_sample.py``. CPU seconds of one process; the check solves every
closure anew with networkx.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from pathlib import Path
from time import process_time

import networkx as nx

from whyhere.terrain import Network, load_sites, rank, stakes
from whyhere.terrain.closures import baseline, close
from whyhere.terrain.sites import ends_of
from whyhere.terrain.travel import NEVER

ROADS = Path(str(files("whyhere") / "data" / "sample" / "roads"))


def main() -> None:
    """Print the times, then the number of travel times checked and of mismatches."""
    start = process_time()
    network = Network.load(ROADS)
    sites = load_sites(ROADS / "sites.toml", network)
    size = f"{len(network.places)} places, {len(network.heads)} arcs, {len(sites)} sites"
    print(f"load: {process_time() - start:.3f} s, {size}")
    start = process_time()
    for place in network.places:
        stakes(network, place.id, sites=sites)
    taken = process_time() - start
    print(f"stakes of every place: {taken:.2f} s, {taken / len(network.places):.4f} s each")
    start = process_time()
    rank(network, sites)
    print(f"rank: {process_time() - start:.3f} s")
    checked, wrong, seconds = brute_force(network, sites)
    print(f"closures against networkx: {checked} travel times, {wrong} mismatches, {seconds:.1f} s by brute force")


def brute_force(network: Network, sites: tuple) -> tuple[int, int, float]:
    """Every place closed in turn and every pair of sites solved again; times compared, mismatches, seconds it took."""
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(
        zip(network.tails.tolist(), network.heads.tolist(), network.seconds.tolist(), strict=True)
    )
    ends = [end.junction for end in ends_of(network, sites)]
    base = baseline(network, ends)
    checked = wrong = 0
    start = process_time()
    for place in range(len(network.places)):
        closure = close(base, place)
        less = graph.subgraph([node for node in graph if node != place])
        found = {a: nx.single_source_dijkstra_path_length(less, a) for a in ends if a != place}
        for i, j in combinations(range(len(ends)), 2):
            if place not in (ends[i], ends[j]):
                checked += 1
                wrong += int(closure.without[i, j]) != found[ends[i]].get(ends[j], NEVER)
    return checked, wrong, process_time() - start


if __name__ == "__main__":
    main()
