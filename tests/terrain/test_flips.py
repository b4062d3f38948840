"""Every place changing hands, by hand on the district and by brute force on random networks."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyhere.records import Party, Place
from whyhere.terrain.changes import NEVER
from whyhere.terrain.control import Control, Passage, read_control
from whyhere.terrain.flips import flips
from whyhere.terrain.network import Network, from_links
from whyhere.terrain.profiles import load_profile
from whyhere.terrain.ranking import rank
from whyhere.terrain.sites import ends_of
from whyhere.terrain.tables import Link

if TYPE_CHECKING:
    from whyhere.records import Site, Stance, Verdict

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARTIES = ("blue", "red", "green")


def test_flips_by_hand(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    """Blue holds Aster, Brook and Elmere, Red Heath and Gorse: only Heath given to Blue brings a way nearer for it."""
    control = read_control(district, holders, parties=parties, stances=stances)
    ends = ends_of(district, sites)
    names = [place.name for place in district.places]
    found = flips(district, [end.junction for end in ends], control, control.bloc("blue"))
    told = {(names[i], is_open): rows for i, is_open, rows in found.rows()}
    at = {end.site.name: k for k, end in enumerate(ends)}
    minutes = {
        key: [(a, b, now // 60, None if then >= NEVER else then // 60) for a, b, now, then in rows]
        for key, rows in told.items()
    }
    # Elmere to Aster: the tracks by Corran and Fenby to Ivel take 132 minutes, by Elmere and Fenby 102
    assert minutes["Elmere", True] == [(at["Aster"], at["Ivel"], 102, 132)]
    # without Fenby there is no way to Ivel at all, for Heath and Gorse are Red's
    assert (at["Aster"], at["Ivel"], 102, None) in minutes["Fenby", True]
    # with Heath open to Blue, Ivel lies 72 minutes from Aster and from Corran
    assert minutes["Heath", False] == [(at["Aster"], at["Ivel"], 102, 72), (at["Corran"], at["Ivel"], 96, 72)]
    # Gorse itself is an end: what ends there is not counted, and nothing else needs it
    assert ("Gorse", False) not in minutes


def test_ranking_by_party_says_why(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    ordered = rank(district, sites, party="blue", holders=holders, parties=parties, stances=stances)
    rows = {place.name: (share, why) for place, share, why in ordered}
    assert rows["Elmere"] == (
        1 / 6,
        (
            "1 of 6 connections between key sites (17 percent) hang on it for the Blues;"
            " without it the way between Aster and Ivel takes 30 min longer, 2 h 12 in all"
        ),
    )
    share, why = rows["Fenby"]
    assert share == 2 / 6
    assert why.endswith("it is the only way between Aster and Ivel through places that the Blues can pass")
    assert "are to be gained with it by the Blues" in rows["Heath"][1]
    assert rows["Jett"] == (0, "none of 6 connections between key sites hangs on it for the Blues")


@st.composite
def contested(draw: st.DrawFn) -> tuple[Network, Control]:
    """A random network of 3 to 9 places, some roads one-way, and who holds each place, if anybody is known to."""
    size = draw(st.integers(3, 9))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(size), 2))), min_size=2, max_size=18, unique=True))
    kms = st.sampled_from([6.5, 13.0, 19.5])
    links = [Link(a, b, "primary", draw(kms), oneway=draw(st.sampled_from([False, False, True]))) for a, b in pairs]
    places = [Place(i, f"P{i}", 0.01 * i, 0.01 * (i % 3), "XA") for i in range(size)]
    held = draw(st.lists(st.sampled_from([*PARTIES, None, "disputed"]), min_size=size, max_size=size))
    passage = Passage(unknown=draw(st.booleans()), contested=draw(st.booleans()))
    control = Control(
        holder={i: party for i, party in enumerate(held) if party in PARTIES},
        contested=frozenset(i for i, party in enumerate(held) if party == "disputed"),
        passage=passage,
    )
    return from_links(places, links, load_profile("car"), version="random"), control


def between(network: Network, passed: set[int]) -> dict[tuple[int, int], int]:
    graph = nx.DiGraph()
    graph.add_nodes_from(passed)
    rows = zip(network.tails.tolist(), network.heads.tolist(), network.seconds.tolist(), strict=True)
    graph.add_weighted_edges_from((a, b, s) for a, b, s in rows if {a, b} <= passed)
    found = dict(nx.all_pairs_dijkstra_path_length(graph))
    return {(a, b): s for a, row in found.items() for b, s in row.items()}


@given(contested())
@unhurried
def test_flips_by_brute_force(case: tuple[Network, Control]) -> None:
    network, control = case
    size = len(network.places)
    for party in PARTIES:
        passed = {i for i in range(size) if control.passable(i, (party,))}
        found = flips(network, list(range(size)), control, (party,))
        told = {i: rows for i, _, rows in found.rows()}
        now = between(network, passed)
        for place in range(size):
            then = between(network, passed ^ {place})
            pairs = combinations(sorted(passed - {place}), 2)
            rows = [(*pair, now.get(pair, NEVER), then.get(pair, NEVER)) for pair in pairs]
            expected = [row for row in rows if row[2] != row[3]]
            assert told.get(place, []) == expected


def test_a_country_road_counts_to_the_place_nearest_along_it() -> None:
    places = [Place(i, f"P{i}", 0.01 * i, 0.0, "XA") for i in range(4)]
    links = [Link(a, a + 1, "primary", 13.0) for a in range(3)]
    line = from_links(places, links, load_profile("car"), version="line")
    object.__setattr__(line, "owner", np.array([0, -1, -1, 3], dtype=np.int32))
    assert line.domain.tolist() == [0, 0, 3, 3]
