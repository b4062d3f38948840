"""Reported route claims beside the roads of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import PlaceRef, Site, Span
from whyhere.terrain import stakes

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from whyhere.records import Evidence, Party, Stance, Verdict
    from whyhere.terrain import Network

ELMERE = 5

# effect, slots, verdict, a word of the why
CLAIMS = [
    # ways through a place
    (
        "lies on",
        {"via": "Elmere", "between": ("Aster", "Gorse")},
        "supported",
        "Aster–Gorse runs through Elmere (48 km, 1 h 12)",
    ),
    ("lies on", {"via": "Elmere", "between": ("Aster", "Corran")}, "not supported", "at the least it adds 36 min"),
    ("lies on", {"via": "Elmere"}, "supported", "4 of 6 ways run through Elmere"),  # every pair of key sites
    ("lies on", {"via": "Jett"}, "not supported", "none of 6 ways runs through Jett"),
    ("allowed", {"via": "Elmere", "to": ("Gorse", "Ivel")}, "supported", "run through Elmere"),
    ("denied", {"via": "Elmere", "to": ("Gorse",), "party": "blue"}, "supported", "Aster–Gorse takes 24 min longer"),
    (
        "denied",
        {"via": "Elmere", "to": ("Corran",), "party": "blue"},
        "not supported",
        "Aster–Corran goes without Elmere",
    ),
    ("denied", {"via": "Elmere", "to": ("Corran",)}, "supported", "2 of 3 ways"),  # nobody named: from every key site
    (
        "denied",
        {"via": "Elmere", "frm": "Gorse", "to": ("Heath", "Jett", "Ivel", "Corran")},
        "cannot tell",
        "in part only: ",
    ),
    (
        "hindered",
        {"via": "Elmere", "frm": "Gorse", "to": ("Heath", "Jett", "Ivel", "Corran")},
        "supported",
        "1 of 4 ways",
    ),
    ("cut", {"via": "Heath", "to": ("Jett",)}, "supported", "has no way left"),
    (
        "denied",
        {"via": "Fenby", "to": ("Ivel",), "party": "blue"},
        "supported",
        "given who holds the places around, without Fenby, Aster–Ivel has no way left",
    ),
    ("denied", {"via": "Fenby", "to": ("Ivel",)}, "not supported", "none of 3 ways needs Fenby"),  # nobody named
    # ways out of and into the place asked about
    ("open", {"frm": "Elmere", "direction": "north", "kind": "exit"}, "supported", "out of Elmere to the north"),
    (
        "open",
        {"frm": "Elmere", "direction": "south", "kind": "exit"},
        "not supported",
        "crosses a hostile place (Heath)",
    ),
    (
        "open",
        {"frm": "Elmere", "direction": "north-west", "kind": "exit"},
        "not supported",
        "no road of the network leads",
    ),
    (
        "open",
        {"frm": "Elmere", "direction": "south", "voice": "the Reds"},
        "supported",
        "leads to Heath",
    ),  # their own exit
    (
        "open",
        {"frm": "Elmere", "direction": "south", "voice": "Vale Relief"},
        "not supported",
        "Heath",
    ),  # holds nothing
    (
        "open",
        {"frm": "Elmere", "direction": "northern", "kind": "exit"},
        "supported",
        "out of Elmere to the north leads",
    ),
    (
        "open",
        {"frm": "Elmere", "direction": "Northeast", "kind": "exit"},
        "not supported",
        "no road of the network leads",
    ),
    ("open", {"kind": "exit"}, "supported", "a way out of Elmere"),
    ("cut", {"to": ("Elmere",), "party": "blue"}, "cannot tell", "in part only: 1 of 4 ways out of Elmere crosses"),
    ("hindered", {"to": ("Elmere",), "party": "blue"}, "supported", "such as Heath"),
    ("cut", {"to": ("Elmere",), "direction": "south"}, "supported", "1 of 1 way"),
    ("closed", {"frm": "Elmere", "direction": "east", "kind": "exit"}, "cannot tell", "not every holder is known"),
    ("closed", {"frm": "Elmere", "direction": "north", "kind": "exit"}, "not supported", "none of 1 way"),
    # two ends and nobody's place between them
    ("cut", {"between": ("Aster", "Ivel"), "actor": "red"}, "supported", "Aster–Ivel"),
    (
        "cut",
        {"between": ("Aster", "Corran"), "actor": "red"},
        "not supported",
        "Aster–Corran does not need a place held against it",
    ),
    ("open", {"between": ("Aster", "Corran"), "party": "blue"}, "supported", "needs no place held against it"),
    ("open", {"between": ("Aster", "Ivel"), "party": "blue"}, "not supported", "breaks or gets longer"),
    (
        "cut",
        {"between": ("Aster", "Ivel"), "actor": "nobody known"},
        "cannot tell",
        "none is known to be held against it",
    ),
    # denials
    ("lies on", {"via": "Elmere", "between": ("Aster", "Gorse"), "negated": True}, "not supported", "a denial"),
    ("lies on", {"via": "Elmere", "between": ("Aster", "Gorse"), "certainty": "denied"}, "not supported", "a denial"),
    (
        "lies on",
        {"via": "Elmere", "between": ("Aster", "Gorse"), "certainty": "denied", "negated": True},
        "supported",
        "",
    ),
    # abstentions
    (
        "lies on",
        {"via": "Nowhere", "between": ("Aster", "Gorse")},
        "cannot tell",
        "Nowhere cannot be put on the road network",
    ),
    ("denied", {"via": "Elmere", "to": ("Gorse", "Nowhere")}, "cannot tell", "Nowhere"),
    ("cut", {}, "cannot tell", "names no place"),
    ("blessed", {"via": "Elmere"}, "cannot tell", "the network has no answer to 'blessed'"),
    ("lies on", {"via": "Elmere", "frm": "Elmere", "to": ("Elmere",)}, "supported", "a way out of Elmere"),
]


@pytest.mark.parametrize(("effect", "slots", "verdict", "why"), CLAIMS)
def test_claims(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    claim: Callable[..., Evidence],
    effect: str,
    slots: dict[str, Any],
    verdict: str,
    why: str,
) -> None:
    asked = stakes(
        district,
        ELMERE,
        sites=sites,
        parties=parties,
        holders=holders,
        stances=stances,
        routes=[claim(effect, **slots)],
    )
    (answer,) = asked.checks
    assert (answer.verdict, why in answer.why) == (verdict, True), answer.why
    assert answer.fact == "check:s1:0"
    assert asked.facts[answer.fact].values["verdict"] == verdict


# the area's name, kind and country, and how many pairs are asked about from Gorse
AREAS = [
    ("North Vale province", "province", "XA", "2 of 2 ways"),  # its key sites: Aster and Corran
    ("XA", "country", "XA", "2 of 3 ways"),  # its key sites besides Gorse: Aster, Corran, Ivel
    (
        "Kellshire",
        "province",
        None,
        "Gorse–Kell runs through Elmere (48 km, 1 h 42)",
    ),  # no key site: its one settlement
]


@pytest.mark.parametrize(("name", "kind", "country", "why"), AREAS)
def test_an_area_stands_for_its_key_sites(
    *,
    district: Network,
    sites: tuple[Site, ...],
    claim: Callable[..., Evidence],
    area: Callable[..., PlaceRef],
    name: str,
    kind: str,
    country: str | None,
    why: str,
) -> None:
    said = claim("lies on", via="Elmere", between=("Gorse", area(name, kind, country)))
    (answer,) = stakes(district, ELMERE, sites=sites, routes=[said]).checks
    assert (answer.verdict, why in answer.why) == ("supported", True), answer.why


@pytest.mark.parametrize(("name", "kind"), [("the highlands", "region"), ("Erewhon", "country"), ("Vale", "province")])
def test_a_vague_area_is_nothing_to_check(
    *,
    district: Network,
    sites: tuple[Site, ...],
    claim: Callable[..., Evidence],
    area: Callable[..., PlaceRef],
    name: str,
    kind: str,
) -> None:
    said = claim("hindered", via="Elmere", to=(area(name, kind),))
    (answer,) = stakes(district, ELMERE, sites=sites, routes=[said]).checks
    assert (answer.verdict, answer.why) == ("cannot tell", f"{name} cannot be put on the road network")


def test_a_country_by_its_name_alone(
    district: Network, sites: tuple[Site, ...], claim: Callable[..., Evidence], area: Callable[..., PlaceRef]
) -> None:
    said = claim("lies on", via="Elmere", between=("Gorse", area("Iceland", "country")))
    (answer,) = stakes(district, ELMERE, sites=sites, routes=[said]).checks
    assert answer.verdict == "cannot tell"  # a country of the world, but none of this network


def test_an_area_is_no_point_on_a_way(
    district: Network, sites: tuple[Site, ...], claim: Callable[..., Evidence], area: Callable[..., PlaceRef]
) -> None:
    said = claim("lies on", via=area("Mid Vale", "province", "XA"), between=("Aster", "Gorse"))
    (answer,) = stakes(district, ELMERE, sites=sites, routes=[said]).checks
    assert (answer.verdict, answer.why) == ("cannot tell", "Mid Vale is an area, not a point on a way")


def test_what_is_smuggled_comes_from_abroad(
    district: Network, sites: tuple[Site, ...], claim: Callable[..., Evidence]
) -> None:
    post = Site("Kell post", 11, "crossing", 0.1, 0.3)
    said = claim("allowed", via="Fenby", to=("Aster",), kind="smuggling")
    (answer,) = stakes(district, ELMERE, sites=(*sites, post), routes=[said]).checks
    assert (answer.verdict, answer.why) == ("supported", "Kell–Aster runs through Fenby (48 km, 1 h 42)")


def test_a_village_off_the_network_is_its_nearest_place(
    district: Network, sites: tuple[Site, ...], claim: Callable[..., Evidence]
) -> None:
    near = PlaceRef("Elm Cross", Span("r1", 0, 9, "Elm Cross"), "Elm Cross", id=555, lat=0.11, lon=0.1)
    far = PlaceRef("Far Cross", Span("r1", 0, 9, "Far Cross"), "Far Cross", id=556, lat=1.1, lon=0.1)
    said = [claim("lies on", via=via, between=("Aster", "Gorse")) for via in (near, far)]
    answers = stakes(district, ELMERE, sites=sites, routes=said).checks
    assert [answer.verdict for answer in answers] == ["supported", "cannot tell"]


def test_claims_that_hold_show_a_path(
    district: Network, sites: tuple[Site, ...], claim: Callable[..., Evidence]
) -> None:
    (answer,) = stakes(
        district, ELMERE, sites=sites, routes=[claim("lies on", via="Elmere", between=("Aster", "Gorse"))]
    ).checks
    assert answer.path == (1, 2, 5, 8, 7)
