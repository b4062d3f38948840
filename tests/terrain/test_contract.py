"""Roads as drawn against their links: the same times between junctions, on random maps, by an independent library."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whyhere.terrain.contract import Links, contract, pieces_of, steps_of
from whyhere.terrain.extract import Extract

way = st.tuples(
    st.lists(st.integers(0, 14), min_size=2, max_size=7),
    st.sampled_from([(50.0, 50.0), (50.0, 0.0), (0.0, 30.0), (20.0, 40.0)]),
    st.sampled_from(["primary", "track"]),
)


def drawn(ways: list[tuple[list[int], tuple[float, float], str]], delay: dict[int, float]) -> Extract:
    """Nodes on a grid of a kilometre or so, five a row."""
    found = Extract(delay=delay)
    for refs, (forward, backward), road_class in ways:
        found.refs.extend(refs)
        found.x.extend((ref % 5) * 100_000 for ref in refs)
        found.y.extend((ref // 5) * 100_000 for ref in refs)
        found.size.append(len(refs))
        found.road.append(found.roads.setdefault((road_class, ""), len(found.roads)))
        found.forward.append(forward)
        found.backward.append(backward)
        found.minutes.append(0)
        found.service.append(0)
    return found


def graph(tail: np.ndarray, head: np.ndarray, along: np.ndarray, against: np.ndarray) -> nx.DiGraph:
    net = nx.DiGraph()
    for a, b, forth, back in zip(*(column.tolist() for column in (tail, head, along, against)), strict=True):
        for u, v, seconds in ((a, b, forth), (b, a, back)):
            if seconds < min(net.get_edge_data(u, v, {"weight": float("inf")})["weight"], float("inf")):
                net.add_edge(u, v, weight=seconds)
    return net


def links_graph(links: Links) -> nx.DiGraph:
    return graph(links.tail, links.head, links.along, links.against)


@given(
    ways=st.lists(way, min_size=1, max_size=8),
    keep=st.sets(st.integers(0, 14), max_size=3),
    delay=st.dictionaries(st.integers(0, 14), st.sampled_from([60.0, float("inf")]), max_size=2),
)
def test_links_keep_times_and_lengths(
    ways: list[tuple[list[int], tuple[float, float], str]], keep: set[int], delay: dict[int, float]
) -> None:
    steps = steps_of(drawn(ways, delay))
    if not len(steps.km):
        return
    used = np.unique(np.concatenate((steps.tail, steps.head)))
    links = contract(steps, np.array([node for node in keep if node in used], dtype=np.int64))
    full, short = graph(steps.tail, steps.head, steps.along, steps.against), links_graph(links)
    assert {node for node in keep if node in full} <= set(short)
    assert abs(links.km.sum() - steps.km.sum()) < 1e-9
    for start in short:
        expected = nx.single_source_dijkstra_path_length(full, start)
        found = nx.single_source_dijkstra_path_length(short, start)
        assert {node: round(s, 6) for node, s in found.items()} == {
            node: round(s, 6) for node, s in expected.items() if node in short
        }


@given(ways=st.lists(way, min_size=1, max_size=8))
def test_a_link_passes_the_nodes_of_its_road(ways: list[tuple[list[int], tuple[float, float], str]]) -> None:
    steps = steps_of(drawn(ways, {}))
    if not len(steps.km):
        return
    links = contract(steps, np.zeros(0, dtype=np.int64))
    pairs = {frozenset(pair) for pair in zip(steps.tail.tolist(), steps.head.tolist(), strict=True)}
    for first, last in zip(links.start[:-1], links.start[1:], strict=True):
        nodes = links.nodes[first:last].tolist()
        assert all(frozenset(pair) in pairs for pair in itertools.pairwise(nodes))


def test_two_roads_end_to_end_are_one_link() -> None:
    both = (50.0, 50.0)
    ways = [([0, 1, 2], both, "primary"), ([4, 3, 2], both, "primary"), ([4, 9], both, "track")]
    links = contract(steps_of(drawn(ways, {})), np.zeros(0, dtype=np.int64))
    assert sorted(sorted((int(a), int(b))) for a, b in zip(links.tail, links.head, strict=True)) == [[0, 4], [4, 5]]
    assert sorted(np.diff(links.start).tolist()) == [2, 5]  # nodes passed, ends and all


def test_a_kept_node_stays_a_junction() -> None:
    links = contract(steps_of(drawn([([0, 1, 2], (50.0, 50.0), "primary")], {})), np.array([1]))
    assert sorted((int(a), int(b)) for a, b in zip(links.tail, links.head, strict=True)) == [(0, 1), (1, 2)]


def test_pieces_follow_the_directions() -> None:
    ways = [([0, 1], (50.0, 50.0), "primary"), ([1, 2], (50.0, 0.0), "primary")]
    label = pieces_of(steps_of(drawn(ways, {})))
    assert label[0] == label[1] != label[2]
