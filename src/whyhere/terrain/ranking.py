"""Every place of the network by what hangs on it: the key connections of everybody, or of one party."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.changes import NEVER
from whyhere.terrain.closures import close_all
from whyhere.terrain.control import read_control
from whyhere.terrain.facts import duration, percent
from whyhere.terrain.flips import flips
from whyhere.terrain.sites import WEIGHT, ends_of
from whyhere.terrain.solvers import solver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from whyhere.records import Party, Place, Site, Stance, Verdict
    from whyhere.terrain.changes import Changes, Ints
    from whyhere.terrain.control import Control, Passage
    from whyhere.terrain.flips import Flip
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End

    Row = tuple[Place, float, str]


def rank(  # noqa: PLR0913  one question with many grounds; all but the first two have a default
    network: Network,
    sites: Sequence[Site],
    *,
    party: str | None = None,
    holders: Mapping[int, Verdict] | None = None,
    parties: Sequence[Party] = (),
    stances: Sequence[Stance] = (),
    passage: Passage | None = None,
) -> list[Row]:
    """Every place with its share (0 to 1) of the key connections between other places and one line of why.

    Highest share first, then most people. With a ``party`` (id) it is the share of the connections that its bloc has
    only, or sooner, while it may pass the place. It tells how much civil life, or a party's, depends on a place; it
    says nothing of ways to interrupt it: no combination of closures is ever searched for. TerrainError when fewer than
    two sites are on the network.
    """
    ends = ends_of(network, sites)
    if party is None:
        rows = _for_all(network, ends)
    else:
        control = read_control(network, holders or {}, parties=parties, stances=stances, passage=passage)
        rows = _for_party(network, ends, control, party)
    return sorted(rows, key=lambda row: (-row[1], -row[0].population, row[0].name))


@dataclass(frozen=True, slots=True)
class _Hurt:
    """A connection that a place makes: its two ends in words, seconds with the place and without it."""

    name: str
    with_it: int
    without: int

    @property
    def lost(self) -> bool:
        return self.without >= NEVER

    @property
    def longer(self) -> str:
        return duration(self.without - self.with_it)


def _for_all(network: Network, ends: Sequence[End]) -> list[Row]:
    junctions = [end.junction for end in ends]
    between = solver(network).table(junctions, junctions)
    found = close_all(network, junctions)
    return [_row(network.places[i], ends, between, found, i) for i in range(len(network.places))]


def _row(place: Place, ends: Sequence[End], between: NDArray[np.int64], found: Changes, i: int) -> Row:
    pairs, used, part = int(found.counted[i]), int(found.through[i]), found.rows(i)
    if not used:
        return place, 0.0, f"none of {pairs} best ways between key sites runs through it"
    line = f"{used} of {pairs} best ways between key sites ({percent(used / pairs)} percent) run through it"
    if part.start == part.stop:
        return place, used / pairs, f"{line}; each has another way as quick"
    start, end = found.start[part], found.end[part]
    worst = _worst(ends, (start, end), between[start, end], found.seconds[part])
    last = f"it is the only way between {worst.name}" if worst.lost else _detour(worst)
    return place, used / pairs, f"{line}; {last}"


def _detour(worst: _Hurt) -> str:
    return f"without it the way between {worst.name} takes {worst.longer} longer, {duration(worst.without)} in all"


def _worst(
    ends: Sequence[End], pairs: tuple[Ints, Ints], with_it: NDArray[np.int64], without: NDArray[np.int64]
) -> _Hurt:
    """The connection that a place's closing hurts most: lost and weighty, else the most added seconds times weight."""
    weight = np.array([WEIGHT[end.site.kind] for end in ends])
    heavy = weight[pairs[0]] * weight[pairs[1]]
    score = heavy * np.where(without >= NEVER, float(NEVER), (without - with_it).astype(np.float64))
    k = int(np.argmax(score))
    name = f"{ends[int(pairs[0][k])].site.name} and {ends[int(pairs[1][k])].site.name}"
    return _Hurt(name, int(with_it[k]), int(without[k]))


def _for_party(network: Network, ends: Sequence[End], control: Control, party: str) -> list[Row]:
    found = flips(network, [end.junction for end in ends], control, control.bloc(party))
    at_stake = {place: (is_open, rows) for place, is_open, rows in found.rows()}
    standing = Counter(end.place for end in ends)
    name = control.name(party)
    return [
        _party_row(network.places[i], ends, len(ends) - standing[i], name, at_stake.get(i))
        for i in range(len(network.places))
    ]


def _party_row(place: Place, ends: Sequence[End], others: int, name: str, stake: tuple[bool, list[Flip]] | None) -> Row:
    pairs = others * (others - 1) // 2
    if stake is None:
        return place, 0.0, f"none of {pairs} connections between key sites hangs on it for {name}"
    is_open, rows = stake
    start, end, now, then = (np.array(column) for column in zip(*rows, strict=True))
    worst = _worst(ends, (start, end), *((now, then) if is_open else (then, now)))
    verb = "hang on it for" if is_open else "are to be gained with it by"
    line = f"{len(rows)} of {pairs} connections between key sites ({percent(len(rows) / pairs)} percent) {verb} {name}"
    only = f"it is the only way between {worst.name} through places that {name} can pass"
    return place, len(rows) / pairs, f"{line}; {only if worst.lost else _detour(worst)}"
