"""The district's stakes, worked out by hand (the map and the times stand in conftest.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.errors import TerrainError
from whyhere.records import Party, Site, Stance
from whyhere.terrain import Network, Passage, stakes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from whyhere.records import Connection, Evidence, Verdict

ELMERE, HEATH = 5, 8


def names(connections: Sequence[Connection]) -> list[tuple[str, str]]:
    return [(c.start.name, c.end.name) for c in connections]


def test_share_counts_the_pairs_whose_best_way_runs_through(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    assert (answer.pairs, answer.share) == (6, 4 / 6)
    values = answer.facts["share"].values
    assert (values["through"], values["pairs"], values["percent"], values["lost"]) == (4, 6, 67, 0)


# start, end, minutes, minutes without Elmere, through
WORKED = [
    ("Aster", "Corran", 36, 36, False),  # along the R1
    ("Aster", "Gorse", 72, 96, True),  # Brook, Elmere, Heath; else the two tracks by Dell
    ("Aster", "Ivel", 72, 132, True),  # else 36 + 96 by Corran and Fenby
    ("Corran", "Gorse", 72, 132, True),
    ("Corran", "Ivel", 72, 96, True),
    ("Gorse", "Ivel", 36, 36, False),
]


@pytest.mark.parametrize(("start", "end", "minutes", "without", "through"), WORKED)
def test_connections_by_hand(
    *, district: Network, sites: tuple[Site, ...], start: str, end: str, minutes: float, without: float, through: bool
) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    one = next(c for c in answer.connections if (c.start.name, c.end.name) == (start, end))
    assert (one.minutes, one.minutes_without, one.through) == (minutes, without, through)
    assert (5 in one.path) == through
    assert 5 not in one.path_without


def test_the_most_telling_connection_comes_first(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    # 60 minutes more each, but the capital weighs more than the port; then 24 more each
    assert names(answer.connections)[:4] == [
        ("Aster", "Ivel"),
        ("Corran", "Gorse"),
        ("Aster", "Gorse"),
        ("Corran", "Ivel"),
    ]


def test_a_connections_fact_carries_its_numbers_and_words(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    values = answer.facts["connection:Aster–Ivel"].values
    assert values["via"] == ("Brook", "Elmere", "Heath")
    assert (values["minutes_text"], values["minutes_without_text"], values["extra_minutes_text"]) == (
        "1 h 12",
        "2 h 12",
        "1 h",
    )
    assert (values["km"], values["km_rounded"]) == (48, 48)
    assert answer.facts["connection:Aster–Ivel"].terrain == district.version


def test_every_fact_that_a_record_names_is_there(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    claim: Callable[..., Evidence],
) -> None:
    answer = stakes(
        district,
        ELMERE,
        sites=sites,
        parties=parties,
        holders=holders,
        stances=stances,
        routes=[claim("lies on", via="Elmere")],
    )
    named = [*answer.connections, *answer.cut_off, *answer.parties, *answer.exits, *answer.aid, *answer.checks]
    named += [c for row in answer.parties for c in (*row.lost, *row.gained)]
    assert len(named) > 15
    assert {row.fact for row in named} <= set(answer.facts)
    assert all(answer.facts[key].key == key for key in answer.facts)


def test_closing_the_only_road_cuts_people_off(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, HEATH, sites=sites)
    assert [(c.place.name, c.people, c.minutes, c.minutes_without) for c in answer.cut_off] == [("Jett", 400, 72, None)]
    assert answer.facts["cutoff"].values["people_lost"] == 400
    assert answer.facts["cutoff:Jett"].values["minutes_without_text"] == "no way"


def test_a_detour_of_just_the_limit_cuts_nobody_off(district: Network, sites: tuple[Site, ...]) -> None:
    # without Elmere, Heath is 114 minutes from Aster instead of 54: sixty more, not over sixty
    assert stakes(district, ELMERE, sites=sites).cut_off == ()


def test_holder_loses_and_foe_gains(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=holders, stances=stances)
    blue, red = answer.parties
    assert (blue.party, blue.bloc, blue.holds, blue.gained) == ("blue", ("blue",), True, ())
    assert [(c.start.name, c.end.name, c.minutes, c.minutes_without) for c in blue.lost] == [
        ("Aster", "Ivel", 102, 132)
    ]
    assert (red.party, red.holds, red.lost) == ("red", False, ())
    assert [(c.start.name, c.end.name, c.minutes, c.minutes_without) for c in red.gained] == [
        ("Corran", "Gorse", 102, 132)
    ]
    values = answer.facts["party:red"].values
    assert (values["longer"], values["cut"], values["most_added_text"]) == (1, 0, "30 min")


def test_what_if_another_party_held_it(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=holders, stances=stances, holder="red")
    assert (answer.holder, answer.parties[0].party, answer.parties[0].holds) == ("red", "red", True)
    assert names(answer.parties[0].lost) == [("Corran", "Gorse")]
    assert any(line.startswith("What if: Elmere") for line in answer.assumptions)
    assert answer.facts["holder"].values["what_if"] is True


def test_friends_pass_each_others_places(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    friends = (*stances, Stance(("red", "green"), "with", "The Vale Courier"))
    held_by_green = holders | {7: holders[8].__class__("agreed", "green", "green", None, (), (), 1, "")}
    answer = stakes(
        district,
        ELMERE,
        sites=sites,
        parties=(*parties, Party("green", "the Greens")),
        holders=held_by_green,
        stances=friends,
    )
    assert [row.bloc for row in answer.parties] == [("blue",), ("red", "green")]  # one row a bloc
    assert names(answer.parties[1].gained) == [("Corran", "Gorse")]


def test_stances_that_contradict_each_other_make_no_bloc(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    both = (*stances, Stance(("red", "blue"), "with", "a rival paper"))
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=holders, stances=both)
    assert answer.parties[0].bloc == ("blue",)
    assert any("both together and against" in line for line in answer.assumptions)


def test_disputed_places_are_closed_unless_set_open(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    verdict: Callable[..., Verdict],
) -> None:
    disputed = holders | {6: verdict("red", "disputed")}  # Fenby, through which Blue reaches Ivel
    asked = {"sites": sites, "parties": parties, "holders": disputed, "stances": stances}
    shut = stakes(district, ELMERE, **asked)
    assert shut.parties[0].lost == ()  # Ivel cannot be reached at all
    opened = stakes(district, ELMERE, **asked, passage=Passage(contested=True))
    assert names(opened.parties[0].lost) == [("Aster", "Ivel")]


def test_unknown_places_can_be_set_closed(
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
) -> None:
    answer = stakes(
        district, ELMERE, sites=sites, parties=parties, holders=holders, stances=stances, passage=Passage(unknown=False)
    )
    assert answer.parties[0].lost == ()
    assert "A place whose holder is unknown is closed to every party." in answer.assumptions


def test_a_disputed_place_has_no_holder(
    *,
    district: Network,
    sites: tuple[Site, ...],
    parties: tuple[Party, ...],
    holders: dict[int, Verdict],
    stances: tuple[Stance, ...],
    verdict: Callable[..., Verdict],
) -> None:
    disputed = holders | {ELMERE: verdict("blue", "disputed")}
    answer = stakes(district, ELMERE, sites=sites, parties=parties, holders=disputed, stances=stances)
    assert answer.holder is None
    assert any("disputed: no party is taken to hold it" in line for line in answer.assumptions)
    assert {row.party for row in answer.parties} == {"blue", "red"}
    assert not any(row.holds for row in answer.parties)


def test_nothing_known_of_control_still_answers(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=sites)
    assert (answer.holder, answer.parties) == (None, ())
    assert any(line.startswith("Nobody is known to hold Elmere") for line in answer.assumptions)


def test_unknown_place_is_an_error_that_says_what_to_do(district: Network, sites: tuple[Site, ...]) -> None:
    with pytest.raises(TerrainError, match=r"no place with the id 99 \(find the nearest one with closest"):
        stakes(district, 99, sites=sites)


def test_no_sites_is_an_error(district: Network) -> None:
    with pytest.raises(TerrainError, match="fewer than two of 0 key sites"):
        stakes(district, ELMERE, sites=())


def test_a_site_off_the_network_is_said_so(district: Network, sites: tuple[Site, ...]) -> None:
    answer = stakes(district, ELMERE, sites=(*sites, Site("Far Point", 77, "port", 5.0, 5.0)))
    assert any("Left out, for they are not on the network: Far Point" in line for line in answer.assumptions)


def test_a_site_without_id_is_put_on_the_nearest_place(district: Network, sites: tuple[Site, ...]) -> None:
    moved = (*sites[:4], Site("Ivel", 0, "city", 0.01, 0.21))
    assert stakes(district, ELMERE, sites=moved).share == 4 / 6


def test_a_network_in_pieces_answers_and_says_so(write_roads: Callable[..., Path], sites: tuple[Site, ...]) -> None:
    with_isle = Network.load(write_roads(places=_places() + "12,Lorn,0.5,0.5,XA,,50,settlement,\n"), whole=False)
    answer = stakes(with_isle, ELMERE, sites=(*sites, Site("Lorn", 12, "city", 0.5, 0.5)))
    assert answer.pairs == 6  # pairs without any way are not counted
    assert any("in 2 pieces" in line for line in answer.assumptions)


def _places() -> str:
    rows = ["id,name,lat,lon,country,admin,population,kind,names"]
    spots = [(1, "Aster", 0.2, 0.0), (2, "Brook", 0.2, 0.1), (3, "Corran", 0.2, 0.2), (4, "Dell", 0.1, 0.0)]
    spots += [(5, "Elmere", 0.1, 0.1), (6, "Fenby", 0.1, 0.2), (7, "Gorse", 0.0, 0.0), (8, "Heath", 0.0, 0.1)]
    spots += [(9, "Ivel", 0.0, 0.2), (10, "Jett", -0.1, 0.1), (11, "Kell", 0.1, 0.3)]
    rows += [f"{i},{name},{lat},{lon},XA,,1,settlement," for i, name, lat, lon in spots]
    return "\n".join(rows) + "\n"


def test_share_by_people_weighs_each_pair_by_its_ends(district: Network, sites: tuple[Site, ...]) -> None:
    # Aster 9, Corran 5, Gorse 7, Ivel 6.5 thousand; all but Aster–Corran and Gorse–Ivel run through Elmere
    through = 9 * 7 + 9 * 6.5 + 5 * 7 + 5 * 6.5
    values = stakes(district, ELMERE, sites=sites).facts["share"].values
    assert values["percent_people"] == round(100 * through / (through + 9 * 5 + 7 * 6.5))


def test_people_within_an_hour_of_a_hospital_before_and_after(district: Network, sites: tuple[Site, ...]) -> None:
    clinic = Site("Brook clinic", 2, "hospital", 0.2, 0.1)
    values = stakes(district, HEATH, sites=(*sites, clinic)).facts["within:hospital"].values
    # 54 minutes by Elmere and Heath to Gorse, Ivel and Jett; Dell and Fenby 36, Kell 84
    assert values["people"] == 9000 + 800 + 5000 + 300 + 2000 + 250 + 7000 + 6500 + 400
    assert values["people_without"] == 9000 + 800 + 5000 + 300 + 2000 + 250
    assert values["names_lost"] == ("Gorse", "Ivel", "Jett")


def test_the_detours_tightest_place_is_told(district: Network, sites: tuple[Site, ...]) -> None:
    values = stakes(district, ELMERE, sites=sites).facts["connection:Aster–Ivel"].values
    # without Elmere the way runs by Brook, Corran and Fenby, 132 minutes; without Fenby too by Dell and Gorse, the same
    assert "tightest" not in values
    values = stakes(district, ELMERE, sites=sites).facts["connection:Aster–Gorse"].values
    # by Dell, 96 minutes; without Dell too by Brook, Corran, Fenby, Ivel and Heath, 168
    assert (values["tightest"], values["tightest_lost"], values["tightest_extra_minutes"]) == ("Dell", False, 72)


def test_assumptions_tell_what_is_known_of_control_and_of_snapped_sites(
    district: Network, sites: tuple[Site, ...], holders: dict[int, Verdict]
) -> None:
    moved = (*sites[:4], Site("Ivel depot", 0, "aid hub", 0.01, 0.21))
    lines = stakes(district, ELMERE, sites=moved, holders=holders).assumptions
    assert "Of 11 places the holder of 5 is known, of 0 disputed, of 6 unknown." in lines
    assert "Ivel depot is put on Ivel, 1.6 km off." in lines
