"""What closing, or opening, many places changes: only what becomes another, in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Mask = NDArray[np.bool_]

NEVER: Final = 1 << 60  # seconds of a journey that cannot be made; two of them still fit an int64


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """The outcome of many what-ifs, by the number of the place in the order asked.

    ``counted`` pairs of ends have a way and neither end in the place, ``through`` of them use it; ``share`` is the part
    that uses it, each pair weighed by its two ends. Row ``r``: with the place ``place[r]`` changed, the seconds from
    end ``start[r]`` to end ``end[r]`` become ``seconds[r]`` (NEVER where no way is left). Rows rise by place.
    """

    counted: Ints
    through: Ints
    share: NDArray[np.float64]
    place: Ints
    start: Ints
    end: Ints
    seconds: NDArray[np.int64]

    def rows(self, place: int) -> slice:
        """The rows of one place."""
        first, last = np.searchsorted(self.place, (place, place + 1)).tolist()
        return slice(first, last)


class Solver(Protocol):
    """Best ways over a network with some junctions closed, by whatever method is at hand. Seconds, NEVER for none."""

    def table(self, starts: Sequence[int] | Ints, ends: Sequence[int] | Ints) -> NDArray[np.int64]:
        """Seconds from each start (rows) to each end (columns); to and from closed junctions there is no way."""
        ...

    def path(self, start: int, end: int) -> tuple[int, ...]:
        """The junctions of a best way, empty where there is none."""
        ...

    def nearest(self, goals: Sequence[int] | Ints, many: Ints) -> NDArray[np.int64]:
        """Seconds from each of many junctions to the nearest of the goals."""
        ...

    def through(self, ends: Sequence[int], junctions: Ints) -> Mask:
        """Which pairs of ends have a best way through any of the junctions."""
        ...

    def closing(self, junctions: Ints) -> Solver:
        """The same network with these junctions closed too."""
        ...

    def close_each(
        self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask, weight: NDArray[np.float64]
    ) -> Changes:
        """Closes one set of junctions after the other and tells what becomes of the pairs of ends asked for."""
        ...

    def open_each(self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask) -> Changes:
        """Opens one closed set after the other; pairs with a closed end are not told of, nor is ``share``."""
        ...
