"""The order in which a hierarchy contracts junctions: nested dissection, by inertial flow (RoutingKit) at best.

Schild & Sommer, "On balanced separators in road networks", SEA 2015. The order is the one slow step of making a
terrain file; it depends on the map alone, not on travel times, and is kept in the file.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from whyhere.terrain.search.dissection import dissected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.network import Network


def can_order() -> bool:
    """Whether the package that finds orders is installed (``pip install 'whyhere[cch]'``)."""
    return find_spec("routingkit_cch") is not None


def order_of(network: Network) -> NDArray[np.int32]:
    """The junctions in the order in which they are contracted, the least important first.

    By the package's flows where it is installed; else along straight lines, an order of which questions take a few
    times longer.
    """
    low = np.minimum(network.tails, network.heads).astype(np.int64)
    high = np.maximum(network.tails, network.heads)
    _, first = np.unique(low * len(network.lat) + high, return_index=True)
    start, end = low[first].astype(np.int32), high[first]
    if not can_order():
        return _along_lines(network, start, end)
    kit: Any = import_module("routingkit_cch")
    found = kit.compute_order_inertial(
        len(network.lat), start.tolist(), end.tolist(), network.lat.tolist(), network.lon.tolist()
    )
    return np.array(found, dtype=np.int32)


def _along_lines(network: Network, start: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.int32]:
    tails, heads = np.concatenate((start, end)), np.concatenate((end, start))
    order = np.argsort(tails, kind="stable")
    ptr = np.searchsorted(tails[order], np.arange(len(network.lat) + 1)).astype(np.int32)
    wide = float(np.cos(np.radians(network.lat.mean())))  # a degree of longitude beside one of latitude
    found: NDArray[np.int32] = dissected(ptr, heads[order], network.lon * wide, network.lat.copy())
    return found
