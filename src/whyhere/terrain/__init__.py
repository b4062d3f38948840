"""Terrain: roads, places and control → what hangs on a place.

``build`` makes a network of an OpenStreetMap extract, ``joined`` gives its places their GeoNames ids, ``Network.load``
opens it or a folder of tables; ``stakes`` answers for a place, ``rank`` for all of them, ``map_data`` draws.
"""

from whyhere.terrain.control import Passage
from whyhere.terrain.drawing import map_data
from whyhere.terrain.join import joined
from whyhere.terrain.network import Network, closest
from whyhere.terrain.offered import sites_toml
from whyhere.terrain.osm import Built, build
from whyhere.terrain.ranking import rank
from whyhere.terrain.sites import load_sites
from whyhere.terrain.stakes import stakes

__all__ = [
    "Built",
    "Network",
    "Passage",
    "build",
    "closest",
    "joined",
    "load_sites",
    "map_data",
    "rank",
    "sites_toml",
    "stakes",
]
