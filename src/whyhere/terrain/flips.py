"""What every place of a country is to a party: the connections that hang on whether it may pass there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.closures import footprints, once
from whyhere.terrain.control import closed_to
from whyhere.terrain.solvers import solver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Changes
    from whyhere.terrain.control import Control
    from whyhere.terrain.network import Network

Flip = tuple[int, int, int, int]  # a pair of ends (numbers), its seconds now, its seconds once the place is flipped


@dataclass(frozen=True, slots=True, eq=False)
class Flips:
    """A bloc's connections now (``between``: seconds from end to end, over what it may pass), and after each flip.

    ``lost``: what becomes of them when a place that it passes, ``open_places[k]``, is closed to it; ``gained``: when
    one that it does not, ``shut_places[k]``, is opened. Connections with an end in the place are not counted.
    """

    bloc: tuple[str, ...]
    between: NDArray[np.int64]
    open_places: NDArray[np.int64]
    lost: Changes
    shut_places: NDArray[np.int64]
    gained: Changes

    def rows(self) -> Iterator[tuple[int, bool, list[Flip]]]:
        """For each place with something at stake: its index, whether it is open now, and its flips."""
        for places, changes, is_open in ((self.open_places, self.lost, True), (self.shut_places, self.gained, False)):
            for k in np.unique(changes.place).tolist():
                part = changes.rows(k)
                start, end = changes.start[part], changes.end[part]
                columns = (start, end, self.between[start, end], changes.seconds[part])
                yield int(places[k]), is_open, list(zip(*(column.tolist() for column in columns), strict=True))


def flips(network: Network, ends: Sequence[int], control: Control, bloc: Sequence[str]) -> Flips:
    """Every place taken from a bloc, or given to it, one at a time; ``ends`` are junctions.

    Each junction counts to the place nearest along the roads; the bloc passes its own places and what the passage
    settings leave open.
    """
    by = solver(network, closed_to(network, control, bloc))
    passes = np.array([control.passable(place, bloc) for place in range(len(network.places))], dtype=np.bool_)
    sets, asked = footprints(network.domain, len(network.places)), once(len(ends))
    opened, shut = np.flatnonzero(passes), np.flatnonzero(~passes)
    return Flips(
        bloc=tuple(bloc),
        between=by.table(ends, ends),
        open_places=opened,
        lost=by.close_each(ends, [sets[i] for i in opened], asked=asked, weight=np.ones(len(ends))),
        shut_places=shut,
        gained=by.open_each(ends, [sets[i] for i in shut], asked=asked),
    )
