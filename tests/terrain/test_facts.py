"""Numbers as people say them, and keys that no other fact overwrites."""

from __future__ import annotations

import pytest

from whyhere.terrain.facts import FactBook, duration, km_values, time_values
from whyhere.terrain.geodesy import compass, great_circle_km


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (29, "0 min"),
        (31, "1 min"),
        (1500, "25 min"),
        (3599, "1 h"),
        (3600, "1 h"),
        (9600, "2 h 40"),
        (3900, "1 h 05"),
    ],
)
def test_durations(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_no_way_is_said() -> None:
    assert duration(None) == "no way"
    assert time_values("minutes", None) == {"minutes": None, "minutes_text": "no way"}
    assert km_values("km", None) == {"km": None}


def test_values_come_exact_and_rounded() -> None:
    assert time_values("minutes", 4355) == {"minutes": 72.6, "minutes_rounded": 73, "minutes_text": "1 h 13"}
    assert km_values("km", 96.46) == {"km": 96.5, "km_rounded": 96}


def test_a_taken_key_gets_a_number() -> None:
    book = FactBook("net-1")
    assert [book.add("exit:north:Homs", {}) for _ in range(3)] == [
        "exit:north:Homs",
        "exit:north:Homs#2",
        "exit:north:Homs#3",
    ]
    assert {fact.terrain for fact in book.facts.values()} == {"net-1"}


# from the origin to a point: the wind
@pytest.mark.parametrize(
    ("lat", "lon", "wind"),
    [(1, 0, "north"), (1, 1, "north-east"), (0, 1, "east"), (-1, 1, "south-east"), (-1, 0, "south"), (-1, -1, "south-west"),
     (0, -1, "west"), (1, -1, "north-west"), (1, -0.1, "north")],
)  # fmt: skip
def test_winds(lat: float, lon: float, wind: str) -> None:
    assert compass(0, 0, lat, lon) == wind


def test_great_circle() -> None:
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)  # half the Earth's girth
    assert great_circle_km(33.5102, 36.29128, 34.72405, 36.72559) == pytest.approx(140.7, abs=0.5)
