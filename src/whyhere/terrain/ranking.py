"""Every place of the network by the share of key connections that runs through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.closures import baseline, close, uses
from whyhere.terrain.facts import duration, percent
from whyhere.terrain.sites import WEIGHT, ends_of
from whyhere.terrain.travel import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Place, Site
    from whyhere.terrain.closures import Baseline
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End


def rank(network: Network, sites: Sequence[Site]) -> list[tuple[Place, float, str]]:
    """Every place with its share (0 to 1) of the key connections between other places and one line of why.

    Highest share first, then most people. It tells how much civil life depends on a place; it says nothing of ways to
    interrupt it: no combination of closures is ever searched for. TerrainError when fewer than two sites are on it.
    """
    ends = ends_of(network, sites)
    base = baseline(network, [end.junction for end in ends])
    rows = [_row(base, ends, i) for i in range(len(network.places))]
    return sorted(rows, key=lambda row: (-row[1], -row[0].population, row[0].name))


def _row(base: Baseline, ends: Sequence[End], i: int) -> tuple[Place, float, str]:
    place = base.network.places[i]
    counted, through = uses(base, i)
    pairs, used = int(np.triu(counted, 1).sum()), int(np.triu(through, 1).sum())
    if not used:
        return place, 0.0, f"none of {pairs} best ways between key sites runs through it"
    share = used / pairs
    line = f"{used} of {pairs} best ways between key sites ({percent(share)} percent) run through it"
    return place, share, f"{line}; without it {_worst(base, ends, i)}"


def _worst(base: Baseline, ends: Sequence[End], i: int) -> str:
    """The connection that closing a place hurts most: lost and weighty, else the most added seconds times weight."""
    closure = close(base, i)
    rows, columns = np.nonzero(np.triu(closure.through, 1))
    before, after = base.between[rows, columns], closure.without[rows, columns]
    weight = np.array([WEIGHT[end.site.kind] for end in ends])
    heavy = weight[rows] * weight[columns]
    lost = after >= NEVER
    score = np.where(lost, heavy * float(NEVER), heavy * (after - before).astype(np.float64))
    k = int(np.argmax(score))
    name = f"{ends[int(rows[k])].site.name}–{ends[int(columns[k])].site.name}"
    if lost[k]:
        return f"{name} has no way left"
    extra = int(after[k] - before[k])
    return f"{name} takes {duration(extra)} longer" if extra else f"{name} takes no longer by another way"
