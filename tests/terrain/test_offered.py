"""Key sites that a map offers."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from whyhere.records import Site
from whyhere.terrain import load_sites, sites_toml
from whyhere.terrain.extract import Landmark
from whyhere.terrain.offered import offered

if TYPE_CHECKING:
    from pathlib import Path

    from whyhere.terrain import Network

MARKS = [
    Landmark("hospital", "", 0.1, 0.101),
    Landmark("hospital", "Elmere \"General\" \\ 'Saint Osk'", 0.101, 0.1),
    Landmark("crossing", "", 0.1, 0.29),
    Landmark("port", "Far harbour", 3.0, 3.0),
]


def test_offers(district: Network, tmp_path: Path) -> None:
    kinds = ["town"] * 6 + ["city"] * 2 + ["town"] * 3
    found = offered(district, MARKS, {(0.2, 0.0)}, kinds)
    assert [(site.name, site.place, site.kind) for site in found] == [
        ("Aster", 1, "capital"),
        ("Gorse", 7, "city"),
        ("Heath", 8, "city"),
        ("Kell crossing", 11, "crossing"),
        ("Elmere \"General\" \\ 'Saint Osk'", 5, "hospital"),  # two hospitals of a town are one site
    ]
    path = tmp_path / "roads.sites.toml"
    path.write_text(sites_toml(district, found), encoding="utf-8")
    assert load_sites(path, district) == found


def test_nothing_to_offer(district: Network) -> None:
    assert offered(district, [], set(), ["town"] * 11) == ()
    assert tomllib.loads(sites_toml(district, ())) == {}


def test_odd_names_stay_one_string(district: Network) -> None:
    site = Site('x"\n[[site]]\u007f', 1, "city", 0.2, 0.0)
    assert len(tomllib.loads(sites_toml(district, [site]))["site"]) == 1
