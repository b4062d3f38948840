"""What makes a report a beat's business. The beat is of a real country, its party and the places in texts are invented."""

from __future__ import annotations

import pytest

from whyhere.beat import Beat
from whyhere.pipeline import Desk
from whyhere.records import Party, Place, Site

FRONT = Party("front", "Orvan Front", aliases=("OVF", "rebels", "the fighters"), leaders=("Marek Olt",))
SITE = Site(name="Velm Crossing", place=1, kind="crossing", lat=0.0, lon=0.0, country="SD")
FAR = Place(1, "Ostrevik", 60.0, 10.0, "NO", "", 900, names=("Ostravik",))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(Beat(folder=None, title="t", countries=("SD",), parties=(FRONT,), sites=(SITE,)), scratch=True)


@pytest.mark.parametrize(
    "text",
    [
        "Aid reached Sudan on Monday.",  # the country
        "A Sudanese driver said so.",  # its adjective
        "Trucks left Khartoum.",  # a town
        "near Ed Damazeen",  # another romanisation
        "The Orvan Front said so.",  # a party
        "OVF fighters left.",
        "Olt did not answer, though Marek Olt had promised.",  # its leader
        "The queue at Velm Crossing grew.",  # a key site
    ],
)
def test_read(desk: Desk, text: str) -> None:
    assert desk.names is not None
    assert desk.names.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels and the fighters fought on.",  # whose, nobody says
        "rain fell over the fields of rye",
        "The parliament of Norway met.",
    ],
)
def test_passed_over(desk: Desk, text: str) -> None:
    assert desk.names is not None
    assert not desk.names.found_in(text)


def test_a_beat_without_countries_reads_everything() -> None:
    assert Desk(Beat(folder=None, title="t", parties=(FRONT,)), scratch=True).names is None


def test_a_place_asked_about_counts_wherever_it_lies() -> None:
    desk = Desk(Beat(folder=None, title="t", countries=("SD",)), scratch=True)
    desk.seek(FAR)
    assert desk.names is not None
    assert desk.names.found_in("Snow fell on Ostravik.")
