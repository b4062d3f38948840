"""The terrain's answers against networkx on random road networks, one-way roads among them."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyhere.records import Place, Site
from whyhere.terrain import rank
from whyhere.terrain.closures import baseline, close
from whyhere.terrain.disjoint import disjoint_ways
from whyhere.terrain.network import Network, from_links
from whyhere.terrain.profiles import load_profile
from whyhere.terrain.tables import Link
from whyhere.terrain.travel import NEVER, Trips

CAR = load_profile("car")
Case = tuple[Network, nx.DiGraph]

settings.register_profile("terrain", deadline=None, suppress_health_check=[HealthCheck.too_slow])
unhurried = settings.get_profile("terrain")


@st.composite
def roads(draw: st.DrawFn) -> Case:
    """A random network of 3 to 9 places, few lengths so that equally quick ways are common, and the same for networkx."""
    size = draw(st.integers(3, 9))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(size), 2))), min_size=2, max_size=18, unique=True))
    links = [
        Link(
            a,
            b,
            "primary",
            draw(st.sampled_from([6.5, 13.0, 19.5, 26.0])),
            oneway=draw(st.sampled_from([False, False, True])),
        )
        for a, b in pairs
    ]
    places = [Place(i, f"P{i}", 0.01 * i, 0.01 * (i % 3), "XA", population=i) for i in range(size)]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for link in links:
        seconds = CAR.seconds(link.km, link.road_class)
        graph.add_edge(link.start, link.end, seconds=seconds, capacity=1)
        if not link.oneway:
            graph.add_edge(link.end, link.start, seconds=seconds, capacity=1)
    return from_links(places, links, CAR, version="random"), graph


def oracle(graph: nx.DiGraph, start: int, end: int) -> int:
    try:
        return nx.dijkstra_path_length(graph, start, end, weight="seconds")
    except nx.NetworkXNoPath:
        return NEVER


def marked(network: Network, junctions: set[int]) -> np.ndarray:
    mask = np.zeros(len(network.lat), dtype=np.bool_)
    mask[list(junctions)] = True
    return mask


@given(roads())
@unhurried
def test_times_and_ways(case: Case) -> None:
    network, graph = case
    trips = Trips(network)
    for start in graph:
        for end in graph:
            want = oracle(graph, start, end)
            way = trips.way(start, end)
            assert (way.seconds if way else NEVER) == want == trips.seconds(start, end)
            if way:
                steps = pairwise(way.junctions)
                assert sum(graph[a][b]["seconds"] for a, b in steps) == want


@given(roads(), st.integers(0, 8))
@unhurried
def test_closing_a_place(case: Case, number: int) -> None:
    network, graph = case
    place = number % len(graph)
    ends = list(graph)
    closure = close(baseline(network, ends), place)
    less = graph.subgraph([node for node in graph if node != place])
    paths = nx.single_source_dijkstra_path_length(graph, place, weight="seconds")
    for start, end in combinations(ends, 2):
        if place in (start, end):
            assert not closure.counted[start, end]
            continue
        before, after = oracle(graph, start, end), oracle(less, start, end)
        assert closure.without[start, end] == after
        through = before < NEVER and oracle(graph, start, place) + paths.get(end, NEVER) == before
        assert (closure.counted[start, end], closure.through[start, end]) == (before < NEVER, through)
        assert through or after == before  # who does not need the place, does not miss it


@given(roads())
@unhurried
def test_shares(case: Case) -> None:
    network, graph = case
    sites = [Site(f"P{i}", i, "city", 0, 0) for i in graph]
    for place, share, why in rank(network, sites):
        pairs = [(a, b) for a, b in combinations(graph, 2) if place.id not in (a, b) and oracle(graph, a, b) < NEVER]
        used = [
            (a, b) for a, b in pairs if oracle(graph, a, place.id) + oracle(graph, place.id, b) == oracle(graph, a, b)
        ]
        assert share == (len(used) / len(pairs) if pairs else 0)
        assert f"{len(used) or 'none'} of {len(pairs)} best ways" in why


@given(roads(), st.sets(st.integers(1, 8), min_size=1, max_size=3))
@settings(unhurried, max_examples=200)
def test_edge_disjoint_ways_are_as_many_as_the_maximum_flow(case: Case, wanted: set[int]) -> None:
    network, graph = case
    goals = {goal for goal in wanted if goal < len(graph)} or {1}
    ways = disjoint_ways(network, {0: 0}, marked(network, goals))
    flow = graph.copy()
    for goal in goals:
        flow.remove_edges_from(list(flow.out_edges(goal)))
        flow.add_edge(goal, "out", capacity=len(graph), seconds=0)
    assert len(ways) == nx.maximum_flow_value(flow, 0, "out")
    used = [frozenset(step) for way in ways for step in pairwise(way)]
    assert len(used) == len(set(used))
    assert all(way[0] == 0 and way[-1] in goals and not goals & set(way[:-1]) for way in ways)
    assert all(graph.has_edge(a, b) for way in ways for a, b in pairwise(way))


@given(roads(), st.sets(st.integers(1, 8), min_size=1, max_size=2))
@unhurried
def test_edge_disjoint_ways_together_are_the_quickest(case: Case, wanted: set[int]) -> None:
    network, graph = case
    goals = {goal for goal in wanted if goal < len(graph)} or {1}
    ways = disjoint_ways(network, {0: 0}, marked(network, goals))
    flow = graph.copy()
    for goal in goals:
        flow.remove_edges_from(list(flow.out_edges(goal)))
        flow.add_edge(goal, "out", capacity=len(graph), seconds=0)
    best = nx.max_flow_min_cost(flow, 0, "out", weight="seconds")
    want = nx.cost_of_flow(flow, best, weight="seconds")
    assert sum(graph[a][b]["seconds"] for way in ways for a, b in pairwise(way)) == want


@given(roads(), st.sets(st.integers(1, 8), min_size=1, max_size=2), st.integers(0, 900))
@unhurried
def test_ways_out_of_a_place_of_several_junctions(case: Case, wanted: set[int], number: int) -> None:
    network, graph = case
    starts = {0: 0, len(graph) - 1: number}
    goals = {goal for goal in wanted if goal < len(graph) - 1} or {1}
    ways = disjoint_ways(network, starts, marked(network, goals))
    flow = graph.copy()
    for start, seconds in starts.items():
        flow.remove_edges_from(list(flow.in_edges(start)))
        flow.add_edge("in", start, capacity=99, seconds=seconds)
    for goal in goals:
        flow.remove_edges_from(list(flow.out_edges(goal)))
        flow.add_edge(goal, "out", capacity=99, seconds=0)
    best = nx.max_flow_min_cost(flow, "in", "out", weight="seconds")
    assert len(ways) == sum(best["in"].values())
    paid = sum(starts[way[0]] + sum(graph[a][b]["seconds"] for a, b in pairwise(way)) for way in ways)
    assert paid == nx.cost_of_flow(flow, best, weight="seconds")


@given(roads())
@unhurried
def test_nothing_of_the_network_changes(case: Case) -> None:
    network, graph = case
    before = [array.copy() for array in (network.seconds, network.heads, network.indptr)]
    close(baseline(network, list(graph)), 0)
    disjoint_ways(network, {0: 0}, marked(network, {1}))
    assert all(
        np.array_equal(a, b) for a, b in zip(before, (network.seconds, network.heads, network.indptr), strict=True)
    )
    assert not network.seconds.flags.writeable
