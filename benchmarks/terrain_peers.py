"""Closing a place the naive way with other libraries: take it out of the graph, ask every pair of sites again.

Some of these are not free of copyleft: they are installed for this measurement alone, never at run time. Each function
returns CPU seconds of building its graph, CPU seconds a closure, and the table of the last closure for comparison (what
a library is too slow for is measured on fewer sources and scaled up; ``SOURCES`` says to how many).
"""

from __future__ import annotations

from importlib import import_module
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from terrain_maps import Country

    Peer = Callable[[Country, Sequence[int], Sequence[int]], tuple[float, float, np.ndarray]]

SOURCES = {"rustworkx": 4, "networkx": 1}


def scipy(land: Country, sites: Sequence[int], closed: Sequence[int]) -> tuple[float, float, np.ndarray]:
    """``scipy.sparse.csgraph.dijkstra`` from all sites."""
    start = process_time()
    tails, heads = np.concatenate((land.start, land.end)), np.concatenate((land.end, land.start))
    graph = csr_matrix((np.tile(land.ms, 2).astype(np.float64), (tails, heads)), (len(land), len(land)))
    rows = np.repeat(np.arange(len(land)), np.diff(graph.indptr))
    built, start = process_time() - start, process_time()
    for place in closed:
        weight = graph.data.copy()
        weight[(rows == place) | (graph.indices == place)] = np.inf
        less = csr_matrix((weight, graph.indices, graph.indptr), graph.shape)
        found = dijkstra(less, indices=list(sites))[:, list(sites)]
    return built, (process_time() - start) / len(closed), found


def igraph(land: Country, sites: Sequence[int], closed: Sequence[int]) -> tuple[float, float, np.ndarray]:
    """``igraph.Graph.distances`` between all sites."""
    library: Any = import_module("igraph")
    start = process_time()
    graph = library.Graph(n=len(land), edges=np.column_stack((land.start, land.end)).tolist())
    built, start = process_time() - start, process_time()
    for place in closed:
        weight = land.ms.astype(np.float64)
        weight[graph.incident(place)] = np.inf
        weights = weight.tolist()
        found = graph.distances(source=list(sites), target=list(sites), weights=weights, algorithm="dijkstra")
    return built, (process_time() - start) / len(closed), np.array(found)


def networkit(land: Country, sites: Sequence[int], closed: Sequence[int]) -> tuple[float, float, np.ndarray]:
    """``networkit.distance.SPSP``, one thread."""
    library: Any = import_module("networkit")
    library.setNumberOfThreads(1)
    start = process_time()
    coo = (land.ms.astype(np.float64), (land.start.astype(np.uint64), land.end.astype(np.uint64)))
    graph = library.GraphFromCoo(coo, n=len(land), weighted=True, directed=False)
    built, start = process_time() - start, process_time()
    for place in closed:
        gone = [(other, graph.weight(place, other)) for other in graph.iterNeighbors(place)]
        for other, _ in gone:
            graph.removeEdge(place, other)
        search = library.distance.SPSP(graph, list(sites))
        search.setTargets(list(sites))
        found = np.array(search.run().getDistances())
        for other, weight in gone:
            graph.addEdge(place, other, weight)
    return built, (process_time() - start) / len(closed), found if found.shape[1] == len(sites) else found[:, sites]


def rustworkx(land: Country, sites: Sequence[int], closed: Sequence[int]) -> tuple[float, float, np.ndarray]:
    """``rustworkx.dijkstra_shortest_path_lengths``, with its callback for weights."""
    library: Any = import_module("rustworkx")
    start = process_time()
    graph = library.PyGraph()
    graph.add_nodes_from(range(len(land)))
    rows = zip(land.start.tolist(), land.end.tolist(), land.ms.astype(float).tolist(), strict=True)
    graph.add_edges_from(list(rows))
    graph.remove_node(closed[-1])
    built, start = process_time() - start, process_time()
    some = sites[: SOURCES["rustworkx"]]
    found = [library.dijkstra_shortest_path_lengths(graph, site, float) for site in some]
    taken = (process_time() - start) * len(sites) / len(some)
    return (
        built,
        taken,
        np.array([[0.0 if a == b else row[b] for b in sites] for a, row in zip(some, found, strict=True)]),
    )


def networkx(land: Country, sites: Sequence[int], closed: Sequence[int]) -> tuple[float, float, np.ndarray]:
    """``networkx.single_source_dijkstra_path_length``."""
    library: Any = import_module("networkx")
    start = process_time()
    graph = library.Graph()
    graph.add_weighted_edges_from(zip(land.start.tolist(), land.end.tolist(), land.ms.tolist(), strict=True))
    graph.remove_node(closed[-1])
    built, start = process_time() - start, process_time()
    some = sites[: SOURCES["networkx"]]
    found = [library.single_source_dijkstra_path_length(graph, site) for site in some]
    taken = (process_time() - start) * len(sites) / len(some)
    return built, taken, np.array([[row.get(b, np.inf) for b in sites] for row in found])


PEERS: dict[str, Peer] = {
    "scipy": scipy,
    "igraph": igraph,
    "networkit": networkit,
    "rustworkx": rustworkx,
    "networkx": networkx,
}
