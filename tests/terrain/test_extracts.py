"""Every closure and change of hands on three real maps, by every method, against plain Dijkstra without the place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from whyhere.records import Site, Verdict
from whyhere.terrain import Network, build, rank, stakes
from whyhere.terrain.changes import NEVER, Changes
from whyhere.terrain.closures import close_all, footprints, once
from whyhere.terrain.control import Control, closed_to, read_control
from whyhere.terrain.flips import flips
from whyhere.terrain.plain import whole_seconds
from whyhere.terrain.search import trees
from whyhere.terrain.sites import ends_of
from whyhere.terrain.solvers import contracted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.shared
MAPS = ("andorra", "liechtenstein", "malta")


@dataclass(frozen=True)
class Ground:
    network: Network
    sites: tuple[Site, ...]
    ends: list[int]

    def times(self, closed: np.ndarray) -> np.ndarray:
        """Seconds between the ends, solved anew with these junctions closed."""
        found = whole_seconds(dijkstra(self.network.matrix(closed=closed), indices=self.ends))[:, self.ends]
        shut = closed[self.ends]
        found[shut[:, None] | shut[None, :]] = NEVER
        return found


@pytest.fixture(scope="module")
def maps(shared_data: Path) -> Callable[[str], Ground]:
    """A map's network, contracted, and its six largest places as key sites."""
    made: dict[str, Ground] = {}

    def opened(name: str) -> Ground:
        if name not in made:
            network = contracted(build(shared_data / "osm" / f"{name}.osm.pbf").network)
            large = sorted(network.places, key=lambda place: (-place.population, place.name))[:6]
            kinds = ("capital", "port", "aid hub", "hospital", "city", "city")
            sites = tuple(
                Site(place.name, place.id, kind, place.lat, place.lon) for place, kind in zip(large, kinds, strict=True)
            )
            made[name] = Ground(network, sites, [end.junction for end in ends_of(network, sites)])
        return made[name]

    return opened


def told(found: Changes) -> set[tuple[int, ...]]:
    rows = zip(found.place.tolist(), found.start.tolist(), found.end.tolist(), found.seconds.tolist(), strict=True)
    return set(rows)


@pytest.mark.parametrize("name", MAPS)
def test_every_closure(maps: Callable[[str], Ground], name: str) -> None:
    ground = maps(name)
    network, asked = ground.network, once(len(ground.ends))
    sets = footprints(network.owner, len(network.places))
    none = np.zeros(len(network.lat), dtype=np.bool_)
    before, expected = ground.times(none), set()
    for x, junctions in enumerate(sets):
        closed = none.copy()
        closed[junctions] = True
        after, outside = ground.times(closed), ~closed[ground.ends]
        counted = asked & outside[:, None] & outside[None, :] & (before < NEVER)
        expected |= {(x, i, j, int(after[i, j])) for i, j in np.argwhere(counted & (after != before)).tolist()}
    assert expected
    assert told(close_all(network, ground.ends)) == expected
    weight = np.ones(len(ground.ends))
    assert told(trees.close_each(network, none, ground.ends, sets, asked=asked, weight=weight)) == expected


@pytest.mark.parametrize("name", ["andorra", "liechtenstein"])
def test_every_change_of_hands(maps: Callable[[str], Ground], name: str) -> None:
    ground = maps(name)
    network, control = ground.network, _split(ground.network)
    for bloc in (("blue",), ("red",)):
        found = flips(network, ground.ends, control, bloc)
        rows = {i: part for i, _, part in found.rows()}
        now = ground.times(closed_to(network, control, bloc))
        for i in range(len(network.places)):
            opened = not control.passable(i, bloc)
            then = ground.times(closed_to(network, control, bloc, place=i, opened=opened))
            outside = network.domain[ground.ends] != i
            asked = once(len(ground.ends)) & outside[:, None] & outside[None, :]
            changed = np.argwhere(asked & (now != then)).tolist()
            assert rows.get(i, []) == [(a, b, int(now[a, b]), int(then[a, b])) for a, b in changed]


def _split(network: Network) -> Control:
    """The west held by one party, the east by another, every ninth place disputed, every seventh of unknown holder."""
    middle = float(np.median([place.lon for place in network.places]))
    verdicts = {}
    for i, place in enumerate(network.places):
        party = "blue" if place.lon < middle else "red"
        state = "disputed" if i % 9 == 0 else "unknown" if i % 7 == 0 else "agreed"
        verdicts[place.id] = Verdict(state, party, party, None, (), (), 1, "as the test says")  # type: ignore[arg-type]
    return read_control(network, verdicts)


def test_a_mapped_file_answers_as_the_network_that_was_saved(maps: Callable[[str], Ground], tmp_path: Path) -> None:
    ground = maps("malta")
    ground.network.save(tmp_path / "malta.npz")
    again = Network.load(tmp_path / "malta.npz")
    assert again.contraction is not None
    assert not again.seconds.flags.owndata
    assert np.array_equal(again.domain, ground.network.domain)
    assert rank(again, ground.sites) == rank(ground.network, ground.sites)


def test_stakes_do_not_depend_on_the_method(maps: Callable[[str], Ground]) -> None:
    """Ties may be broken otherwise, so that paths and kilometres may be others: times, counts and parties may not."""
    ground = maps("liechtenstein")
    plain = replace(ground.network, contraction=None)
    busiest = rank(ground.network, ground.sites)[0][0].id
    verdicts = {place.id: Verdict("agreed", "red", "red", None, (), (), 1, "") for place in ground.network.places[::2]}
    quick, slow = (
        stakes(one, busiest, sites=ground.sites, holders=verdicts, holder="blue") for one in (ground.network, plain)
    )
    assert (quick.share, quick.pairs) == (slow.share, slow.pairs)
    for a, b in ((quick.connections, slow.connections), (quick.parties[0].lost, slow.parties[0].lost)):
        assert {(c.fact, c.minutes, c.minutes_without, c.through) for c in a} == {
            (c.fact, c.minutes, c.minutes_without, c.through) for c in b
        }
    assert [(c.place.id, c.minutes, c.minutes_without) for c in quick.cut_off] == [
        (c.place.id, c.minutes, c.minutes_without) for c in slow.cut_off
    ]
    assert [(a.hub.name, a.minutes) for a in quick.aid] == [(a.hub.name, a.minutes) for a in slow.aid]
    assert len(quick.exits) == len(slow.exits)
