"""What would be won or lost: by those who are there, in the weightiest connection, and only where it is worth a word."""

from __future__ import annotations

from dataclasses import replace

import fixture
import pytest
from fixture import BRASK, DOSSIER, HADRAN, PARTIES, STAKES, TOLM, site
from fixture_reports import day
from fixture_statements import HELD, RETAKEN

from whyhere.explainer.sentences.scene import set_scene
from whyhere.explainer.sentences.whatif import parties_there, what_if
from whyhere.records import Connection, PartyStake

CAPITAL, PORT, CLINIC = site(HADRAN, "capital"), site(BRASK, "port"), site(TOLM, "hospital")


def way(start, end, without: float | None) -> Connection:  # noqa: ANN001 - sites
    return Connection(start, end, 60.0, 50.0, (), True, without, None, (), "connection:Hadran–Brask")


def told(*stakes: PartyStake) -> list[str]:
    scene = set_scene(DOSSIER, replace(STAKES, parties=stakes), PARTIES)
    return [draft.text for draft in what_if(replace(STAKES, parties=stakes), scene) if draft is not None]


def gains(party: str, *ways: Connection) -> PartyStake:
    return PartyStake(party, (party,), False, (), ways, "party:league")


def test_only_who_is_there_has_a_stake() -> None:
    scene = set_scene(DOSSIER, STAKES, PARTIES)
    assert parties_there(scene, "government") == {"government", "league", "guard"}
    assert told(gains("relief", way(CAPITAL, PORT, None))) == []


def test_old_evidence_puts_nobody_there() -> None:
    old = replace(
        fixture.DOSSIER, control=replace(DOSSIER.control, supporting=(), opposing=()), timeline=(), involvement=()
    )
    old = replace(old, control_history=(replace(HELD, report=replace(HELD.report, published=day(2027, 6, 5))),))
    assert parties_there(set_scene(old, STAKES, PARTIES), "government") == {"government"}


WORTH = [
    # minutes longer without the place → worth a sentence
    (72.0, False),
    (100.0, True),
    (None, True),
]


@pytest.mark.parametrize(("without", "worth"), WORTH)
def test_a_few_minutes_are_no_stake(without: float | None, worth: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(told(gains("league", way(CAPITAL, PORT, without)))) is worth


def test_alike_stakes_share_a_sentence() -> None:
    assert told(gains("league", way(CAPITAL, PORT, None)), gains("guard", way(CAPITAL, PORT, None))) == [
        "taking Maravel would give the Northern League or the Ulland Guard a road where there is none now between Hadran and Brask"
    ]


def test_the_weightiest_connection_is_named() -> None:
    (text,) = told(gains("league", way(CLINIC, CAPITAL, None), way(CAPITAL, PORT, None)))
    assert text.endswith("between Hadran and Brask and for one other")


def test_the_place_needs_its_own_hospital_no_road() -> None:
    own = site(replace(TOLM, lat=DOSSIER.place.lat, lon=DOSSIER.place.lon + 0.05), "hospital")
    assert told(gains("league", way(own, CAPITAL, None))) == []


def test_who_holds_it_loses() -> None:
    loses = PartyStake("government", ("government", "guard"), True, (way(CAPITAL, PORT, None),), (), "party:government")
    assert RETAKEN.finding.party.id == "government"
    assert told(loses) == ["losing Maravel would cost the Karsian government its only road between Hadran and Brask"]
