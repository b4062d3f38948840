"""Which method finds the best ways of a network: its hierarchy, where it has one and numba is there; plain trees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from whyhere.terrain.plain import MANY, PlainSolver

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.changes import Mask, Solver
    from whyhere.terrain.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Contraction:
    """A contraction hierarchy as it is kept: the junctions from the least important on, and its upper arcs by rank."""

    order: NDArray[np.int32]
    up_ptr: NDArray[np.int32]
    up_head: NDArray[np.int32]


def solver(network: Network, closed: Mask | None = None) -> Solver:
    """A solver of the network without the closed junctions; that of the open network is made once."""
    if closed is not None and closed.any():
        return _solver(network, closed)
    if "solver" not in network.derived:
        network.derived["solver"] = _solver(network, None)
    found: Solver = network.derived["solver"]
    return found


def contracted(network: Network) -> Network:
    """The network with a contraction hierarchy, about 20 seconds' work for a million junctions.

    As it was where it has one, is small, or there is no numba. With ``pip install 'whyhere[cch]'`` its order is better
    and questions a few times quicker.
    """
    if network.contraction is not None or len(network.lat) < MANY or find_spec("numba") is None:
        return network
    made = contract(network)
    _warm(made)
    return made


def _warm(network: Network) -> None:
    """Asks one small question of each kind, so that the loops are compiled here and not when somebody waits."""
    method, ends = solver(network), [int(network.anchor[0]), int(network.heads[0])]
    some, asked = network.anchor[:1], np.ones((2, 2), dtype=np.bool_)
    method.close_each(ends, [some], asked=asked, weight=np.ones(2))
    method.closing(some).open_each(ends, [some], asked=asked)
    method.nearest(ends, np.arange(min(100, len(network.lat)), dtype=np.int32))
    method.through(ends, some)
    method.path(ends[0], ends[1])


def contract(network: Network) -> Network:
    """The network with a contraction hierarchy, whatever its size; ModuleNotFoundError without numba."""
    order = import_module("whyhere.terrain.search.ordering").order_of(network)
    over = import_module("whyhere.terrain.search.hierarchy").hierarchy_of(network, order)
    return replace(network, contraction=Contraction(over.node, over.shape.up_ptr, over.shape.up_head))


def _solver(network: Network, closed: Mask | None) -> Solver:
    kept = network.contraction
    if kept is None or find_spec("numba") is None:
        return PlainSolver(network, closed)
    if "hierarchy" not in network.derived:
        shapes = import_module("whyhere.terrain.search.hierarchy")
        network.derived["hierarchy"] = shapes.assembled(network, kept.order, kept.up_ptr, kept.up_head)
    method: Any = import_module("whyhere.terrain.search.solver").HierarchySolver
    made: Solver = method(network, network.derived["hierarchy"], closed=closed)
    return made
