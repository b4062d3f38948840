"""The order in which a hierarchy contracts junctions: nested dissection by inertial flow (RoutingKit).

Schild & Sommer, "On balanced separators in road networks", SEA 2015. The order is the one slow step of making a
terrain file; it depends on the map alone, not on travel times, and is kept in the file.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.network import Network


def can_order() -> bool:
    """Whether the package that finds orders is installed (``pip install 'whyhere[cch]'``)."""
    return find_spec("routingkit_cch") is not None


def order_of(network: Network) -> NDArray[np.int32]:
    """The junctions in the order in which they are contracted, the least important first."""
    kit: Any = import_module("routingkit_cch")
    low = np.minimum(network.tails, network.heads).astype(np.int64)
    high = np.maximum(network.tails, network.heads)
    _, first = np.unique(low * len(network.lat) + high, return_index=True)
    found = kit.compute_order_inertial(
        len(network.lat), low[first].tolist(), high[first].tolist(), network.lat.tolist(), network.lon.tolist()
    )
    return np.array(found, dtype=np.int32)
