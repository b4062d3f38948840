"""Ways out of Elmere, and how aid comes in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from whyhere.terrain import stakes

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.records import Party, Site, Stance, Verdict
    from whyhere.terrain import Network

ELMERE = 5


def test_four_roads_are_four_exits(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    assert sorted(way.direction for way in answer.exits) == ["east", "north", "south", "west"]
    assert [way.minutes for way in answer.exits] == [36, 36, 66, 66]
    roads = [frozenset(step) for way in answer.exits for step in pairwise(way.path)]
    assert len(roads) == len(set(roads))


def test_hostile_and_unknown_places_are_named(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=holders, stances=stances)
    by_wind = {way.direction: way for way in answer.exits}
    assert (by_wind["north"].to.name, by_wind["north"].hostile) == ("Brook", ())  # held by the holder: safe already
    assert (by_wind["south"].to.name, by_wind["south"].hostile) == ("Ivel", ("Heath",))
    assert by_wind["east"].unknown[0] == "Fenby"
    assert answer.exits[-1].direction == "south"  # those that cross a hostile place come last
    values = answer.facts[by_wind["south"].fact].values
    assert (values["hostile"], values["minutes_text"], values["direction"]) == (("Heath",), "36 min", "south")


def test_a_way_avoids_hostile_places_before_it_saves_time(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    verdict: Callable[..., Verdict],
) -> None:
    red_fenby = holders | {4: verdict("blue"), 6: verdict("red")}
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=red_fenby, stances=stances)
    west = next(way for way in answer.exits if way.direction == "west")
    assert (west.to.name, west.hostile) == ("Dell", ())


def test_another_country_is_safety(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    verdict: Callable[..., Verdict],
) -> None:
    red_round = holders | {3: verdict("red"), 9: verdict("red")}  # Corran and Ivel too
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=red_round, stances=stances)
    east = next(way for way in answer.exits if way.direction == "east")
    assert (east.to.name, east.minutes, east.fact) == ("Kell", 66, "exit:east:Kell")


def test_aid_tells_whose_places_it_crosses(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    (reach,) = stakes(district, 8, sites=sites, parties=parties, holders=holders, stances=stances).aid
    assert (reach.hub.name, reach.minutes, reach.crosses) == ("Corran hub", 54, ("the Blues", "the Reds"))
    values = (
        stakes(district, 8, sites=sites, parties=parties, holders=holders, stances=stances).facts[reach.fact].values
    )
    assert (values["lines_crossed"], values["unknown"], values["via"]) == (1, ("Corran",), ("Brook", "Elmere"))


def test_a_hub_in_the_place_itself_is_no_reach(district: Network, sites: tuple[Site, ...]) -> None:
    assert stakes(district, 3, sites=sites).aid == ()
