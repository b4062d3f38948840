"""Lines lose points, never their way."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whyhere.terrain.lines import KM_A_DEGREE, simplified

point = st.tuples(st.integers(0, 40), st.integers(0, 40))


def away(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    along = b - a
    t = float(np.clip(np.dot(p - a, along) / max(np.dot(along, along), 1e-12), 0, 1))
    return float(np.linalg.norm(p - a - t * along))


@given(st.lists(st.lists(point, min_size=2, max_size=12), min_size=1, max_size=5))
def test_no_point_lies_off_the_line_that_is_drawn(lines: list[list[tuple[int, int]]]) -> None:
    """At the equator, where a degree is as long either way; the grid is 0.0001 degrees, 11 m."""
    start = np.append(0, np.cumsum([len(line) for line in lines]))
    flat = np.array([spot for line in lines for spot in line], dtype=float) * 1e-4
    keep = simplified(flat[:, 0], flat[:, 1], start, tolerance_km=0.03)
    for first, last in itertools.pairwise(start):
        kept = [i for i in range(first, last) if keep[i]]
        assert (kept[0], kept[-1]) == (first, last - 1)
        for i in range(first, last):
            near = (away(flat[i], flat[a], flat[b]) for a, b in itertools.pairwise(kept) if a <= i <= b)
            assert min(near) * KM_A_DEGREE <= 0.03 + 1e-6


def test_straight_points_go() -> None:
    lon = np.linspace(0, 0.01, 11)
    assert simplified(np.zeros(11), lon, np.array([0, 11])).nonzero()[0].tolist() == [0, 10]
