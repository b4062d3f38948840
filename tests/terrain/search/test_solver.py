"""Every method of finding ways, closures and openings against networkx on random one-way networks; any order will do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.changes import NEVER, Changes
from whyhere.terrain.disjoint import disjoint_ways, prices
from whyhere.terrain.network import Arcs, Network
from whyhere.terrain.plain import PlainSolver
from whyhere.terrain.profiles import load_profile
from whyhere.terrain.search import ordering, trees
from whyhere.terrain.search.dissection import dissected
from whyhere.terrain.search.flow import flow_of
from whyhere.terrain.search.hierarchy import assembled, hierarchy_of
from whyhere.terrain.search.solver import HierarchySolver
from whyhere.terrain.solvers import Contraction, contract, solver

settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
unhurried = settings.get_profile("search")
seeds = given(st.integers(0, 2**32 - 1))


def random_network(seed: int) -> tuple[Network, np.random.Generator]:
    """4 to 40 junctions, a third of the roads one-way or slower one way, few different times so that many ways tie."""
    chance = np.random.default_rng(seed)
    size = int(chance.integers(4, 40))
    roads = chance.integers(0, size, (int(size * chance.uniform(0.8, 2.2)), 2))
    there = chance.choice([1, 2, 3, 5, 60], len(roads))
    back = np.where(chance.random(len(roads)) < 0.3, chance.choice([1, 7, 60], len(roads)), there)
    twice = chance.random(len(roads)) < 0.8
    tails, heads = np.concatenate((roads[:, 0], roads[twice, 1])), np.concatenate((roads[:, 1], roads[twice, 0]))
    arcs = Arcs(
        tails, heads, np.concatenate((there, back[twice])), np.ones(len(tails)), np.zeros(len(tails), dtype=int)
    )
    places = min(size, 5)
    owner = chance.integers(-1, places, size).astype(np.int32)
    anchor = chance.choice(size, places, replace=False).astype(np.int32)
    owner[anchor] = np.arange(places)
    network = Network(
        version=f"random {seed}",
        profile=load_profile("car"),
        places=tuple(Place(i + 1, f"P{i}", 0.01 * i, 0.0, "XA") for i in range(places)),
        lat=chance.random(size),
        lon=chance.random(size),
        owner=owner,
        anchor=anchor,
        roads=(("primary", ""),),
        **arcs.compressed(size),
    )
    return network, chance


def contracted(network: Network, chance: np.random.Generator) -> Network:
    over = hierarchy_of(network, chance.permutation(len(network.lat)).astype(np.int32))
    return replace(network, contraction=Contraction(over.node, over.shape.up_ptr, over.shape.up_head))


def graph_of(network: Network, closed: np.ndarray | None = None) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(network.lat)))
    rows = zip(network.tails.tolist(), network.heads.tolist(), network.seconds.tolist(), strict=True)
    graph.add_weighted_edges_from(rows)
    if closed is not None:
        graph.remove_nodes_from(np.flatnonzero(closed).tolist())
    return graph


def times(graph: nx.DiGraph, ends: list[int]) -> np.ndarray:
    found = np.full((len(ends), len(ends)), NEVER)
    for i, start in enumerate(ends):
        if start in graph:
            reached = nx.single_source_dijkstra_path_length(graph, start)
            found[i] = [reached.get(end, NEVER) for end in ends]
    return found


def a_question(
    network: Network, chance: np.random.Generator
) -> tuple[list[int], list[np.ndarray], np.ndarray, np.ndarray]:
    """Ends, sets of junctions that may overlap, junctions closed to begin with, and the pairs asked for."""
    size = len(network.lat)
    ends = chance.choice(size, min(size, 6), replace=False).tolist()
    sets = [np.flatnonzero(network.owner == i).astype(np.int32) for i in range(len(network.places))]
    sets += [chance.choice(size, int(chance.integers(1, 4)), replace=False).astype(np.int32) for _ in range(3)]
    closed = chance.random(size) < chance.choice([0, 0.2])
    asked = chance.random((len(ends), len(ends))) < 0.8
    np.fill_diagonal(asked, val=False)
    return ends, sets, closed, asked


@seeds
@unhurried
def test_tables_and_paths(seed: int) -> None:
    network, chance = random_network(seed)
    ends, _, closed, _ = a_question(network, chance)
    method = solver(contracted(network, chance), closed)
    assert isinstance(method, HierarchySolver)
    assert isinstance(solver(network, closed), PlainSolver)
    want = times(graph_of(network, closed), ends)
    everywhere = np.arange(len(network.lat), dtype=np.int32)
    for one in (method, solver(network, closed)):
        assert np.array_equal(one.table(ends, ends), want)
        assert np.array_equal(one.table(ends, everywhere)[:, ends], want)
        assert np.array_equal(one.table(everywhere, ends)[ends], want)
        assert np.array_equal(one.nearest(ends[:2], everywhere)[ends], want[:, :2].min(axis=1))
        for i, j in permutations(range(len(ends)), 2):
            way = one.path(ends[i], ends[j])
            assert bool(way) == (want[i, j] < NEVER)
            if way:
                graph = graph_of(network, closed)
                assert (way[0], way[-1]) == (ends[i], ends[j])
                assert sum(graph[a][b]["weight"] for a, b in pairwise(way)) == want[i, j]


@seeds
@unhurried
def test_closing_a_set_changes_it_for_good_and_nothing_else(seed: int) -> None:
    network, chance = random_network(seed)
    ends, sets, closed, _ = a_question(network, chance)
    method = solver(contracted(network, chance), closed)
    before = method.table(ends, ends)
    both = method.closing(sets[0]).closing(sets[-1])
    shut = closed.copy()
    shut[sets[0]] = shut[sets[-1]] = True
    assert np.array_equal(both.table(ends, ends), times(graph_of(network, shut), ends))
    assert np.array_equal(method.table(ends, ends), before)


def told(found: Changes) -> set[tuple[int, ...]]:
    rows = zip(found.place.tolist(), found.start.tolist(), found.end.tolist(), found.seconds.tolist(), strict=True)
    return set(rows)


@seeds
@unhurried
def test_every_method_closes_alike_and_as_by_brute_force(seed: int) -> None:
    network, chance = random_network(seed)
    ends, sets, closed, asked = a_question(network, chance)
    weight = chance.integers(1, 9, len(ends)).astype(np.float64)
    quick = solver(contracted(network, chance), closed).close_each(ends, sets, asked=asked, weight=weight)
    plain = PlainSolver(network, closed).close_each(ends, sets, asked=asked, weight=weight)
    subtree = trees.close_each(network, closed, ends, sets, asked=asked, weight=weight)
    before = times(graph_of(network, closed), ends)
    expected = set()
    for x, junctions in enumerate(sets):
        shut = closed.copy()
        shut[junctions] = True
        after, inside = times(graph_of(network, shut), ends), np.isin(ends, junctions)
        valid = asked & (before < NEVER) & ~inside[:, None] & ~inside[None, :]
        for i, j in np.argwhere(valid & (after != before)).tolist():
            expected.add((x, i, j, int(after[i, j])))
        legs = times(graph_of(network, closed), list(range(len(closed))))
        uses = (legs[np.ix_(ends, junctions)][:, None, :] + legs[np.ix_(junctions, ends)].T[None, :, :]).min(
            axis=2
        ) == before
        assert (quick.counted[x], quick.through[x]) == (valid.sum(), (valid & uses).sum())
        heavy = weight[:, None] * weight
        whole = heavy[valid].sum()
        assert quick.share[x] == pytest.approx(heavy[valid & uses].sum() / whole if whole else 0)
    for found in (quick, plain, subtree):
        assert told(found) == expected
        assert np.array_equal(found.counted, quick.counted)
        assert np.array_equal(found.through, quick.through)
        assert found.share == pytest.approx(quick.share)
        assert (np.diff(found.place) >= 0).all()


@seeds
@unhurried
def test_every_method_opens_alike_and_as_by_brute_force(seed: int) -> None:
    network, chance = random_network(seed)
    ends, _, _, asked = a_question(network, chance)
    shut_places = np.flatnonzero(chance.random(len(network.places)) < 0.5)
    closed = np.isin(network.owner, shut_places)
    sets = [np.flatnonzero(network.owner == i).astype(np.int32) for i in shut_places]
    before, expected = times(graph_of(network, closed), ends), set()
    alive = ~closed[ends]
    for x, junctions in enumerate(sets):
        fewer = closed.copy()
        fewer[junctions] = False
        after = times(graph_of(network, fewer), ends)
        for i, j in np.argwhere(asked & alive[:, None] & alive[None, :] & (after < before)).tolist():
            expected.add((x, i, j, int(after[i, j])))
    assert told(PlainSolver(network, closed).open_each(ends, sets, asked=asked)) == expected
    assert told(solver(contracted(network, chance), closed).open_each(ends, sets, asked=asked)) == expected


@seeds
@unhurried
def test_compiled_edge_disjoint_ways_are_as_many_and_as_quick(seed: int) -> None:
    network, chance = random_network(seed)
    goals = chance.random(len(network.lat)) < 0.2
    starts = {int(j): int(chance.integers(0, 9)) for j in np.flatnonzero((network.owner == 0) & ~goals)}
    if not starts:
        return
    hostile = np.isin(network.owner, [1, 2])
    price = prices(network, hostile)
    ways = disjoint_ways(network, starts, goals, hostile=hostile)
    onward, supply = flow_of(network, price, starts, goals)
    lookup = {(a, b): int(c) for a, b, c in zip(network.tails.tolist(), network.heads.tolist(), price, strict=True)}
    assert supply.total() == len(ways)
    paid = sum(starts[way[0]] + sum(lookup[step] for step in pairwise(way)) for way in ways)
    sent = sum(starts[j] * count for j, count in supply.items())
    assert sent + sum(lookup[a, b] for a, heads in onward.items() for b in heads) == paid


def test_a_contraction_of_other_roads_is_refused() -> None:
    network, chance = random_network(1)
    over = hierarchy_of(network, chance.permutation(len(network.lat)).astype(np.int32))
    cut = over.shape.up_ptr.copy()
    cut[1:] -= 1
    with pytest.raises(TerrainError, match="keeps a contraction that is not its own"):
        assembled(network, over.node.copy(), np.maximum(cut, 0), over.shape.up_head[1:].copy())


@pytest.mark.parametrize("package", [True, False])
def test_orders_of_either_kind_contract(*, package: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if package:
        pytest.importorskip("routingkit_cch")
    else:
        monkeypatch.setattr(ordering, "can_order", lambda: False)
    for seed in range(20):
        network, _ = random_network(seed)
        made = contract(network)
        ends = network.anchor.tolist()
        assert isinstance(solver(made), HierarchySolver)
        assert np.array_equal(solver(made).table(ends, ends), times(graph_of(network), ends))


def test_lines_cut_a_grid_where_few_roads_cross() -> None:
    """Two grids of 12 by 12 joined by one road: an end of that road comes last, each grid apart before it."""
    size, roads = 12, []
    for grid in range(2):
        number = np.arange(size * size).reshape(size, size) + grid * size * size
        roads += [*zip(number[:, :-1].ravel(), number[:, 1:].ravel(), strict=True)]
        roads += [*zip(number[:-1].ravel(), number[1:].ravel(), strict=True)]
    roads.append((size - 1, size * size))
    both = np.array(roads + [(b, a) for a, b in roads], dtype=np.int32)
    both = both[np.argsort(both[:, 0], kind="stable")]
    ptr = np.searchsorted(both[:, 0], np.arange(2 * size * size + 1)).astype(np.int32)
    y, x = np.divmod(np.tile(np.arange(size * size), 2), size)
    x[size * size :] += size
    order = dissected(ptr, both[:, 1].copy(), x.astype(float), y.astype(float)).tolist()
    assert sorted(order) == list(range(2 * size * size))
    assert order[-1] in {size - 1, size * size}
    first = {int(junction >= size * size) for junction in order[:100]}
    assert len(first) == 1
