"""Terrain: roads, places and control → what hangs on a place.

``Network.load`` reads a folder of roads, ``stakes`` answers for a place, ``rank`` for all of them, ``map_data`` draws.
"""

from whyhere.terrain.control import Passage
from whyhere.terrain.drawing import map_data
from whyhere.terrain.network import Network, closest
from whyhere.terrain.ranking import rank
from whyhere.terrain.sites import load_sites
from whyhere.terrain.stakes import stakes

__all__ = ["Network", "Passage", "closest", "load_sites", "map_data", "rank", "stakes"]
