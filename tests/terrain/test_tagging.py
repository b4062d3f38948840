"""Tags in, roads out: a row a rule."""

from __future__ import annotations

import pytest

from whyhere.terrain.profiles import load_profile
from whyhere.terrain.tagging import Road, Rules, duration_minutes, limit_kmh

NONE = float("inf")


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("30mph", 48.28032),
        ("70;50", 50),
        ("walk", 7),
        ("none", NONE),
        ("XA:urban", NONE),
        ("signals", NONE),
        ("0", NONE),
        ("-5", NONE),
        ("٥٠", NONE),  # digits of other scripts are no OpenStreetMap value
        ("1e9", NONE),
        (None, NONE),
    ],
)
def test_limits(text: str | None, kmh: float) -> None:
    assert limit_kmh(text) == pytest.approx(kmh)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("25", 25),
        ("1:45", 105),
        ("00:05:00", 5),
        ("PT1H30M", 90),
        ("P1DT2H", 1560),
        ("about an hour", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_durations(text: str | None, minutes: float) -> None:
    assert duration_minutes(text) == minutes


def tags(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


# tags, who travels, the road or None
ROADS = [
    ("highway=primary ref=R7", "car", Road("primary", "R7", 65, 65)),
    ("highway=primary maxspeed=30", "car", Road("primary", "", 30, 30)),
    ("highway=primary maxspeed=110", "car", Road("primary", "", 65, 65)),  # averages lie below the limit
    ("highway=primary maxspeed:forward=30", "car", Road("primary", "", 30, 65)),
    ("highway=primary maxspeed:hgv=40", "car", Road("primary", "", 65, 65)),
    ("highway=primary maxspeed:hgv=40", "truck", Road("primary", "", 40, 40)),
    ("highway=primary maxspeed=30 surface=mud", "foot", Road("primary", "", 5, 5)),
    ("highway=unclassified surface=unpaved", "car", Road("tertiary", "", 28, 28)),
    ("highway=track surface=dirt", "car", Road("track", "", 15, 15)),  # a track's speed is that of dirt
    ("highway=motorway", "car", Road("motorway", "", 95, 0)),
    ("highway=motorway oneway=no", "car", Road("motorway", "", 95, 95)),
    ("highway=primary oneway=-1", "car", Road("primary", "", 0, 65)),
    ("highway=primary oneway=yes", "foot", Road("primary", "", 5, 5)),
    ("highway=tertiary junction=roundabout", "car", Road("tertiary", "", 40, 0)),
    ("highway=primary access=private", "car", None),
    ("highway=primary access=no motorcar=yes", "car", Road("primary", "", 65, 65)),  # the particular key decides
    ("highway=primary access=yes hgv=no", "truck", None),
    ("highway=primary hgv=no", "car", Road("primary", "", 65, 65)),
    ("highway=primary motor_vehicle=no", "foot", Road("primary", "", 5, 5)),
    ("highway=primary foot=no", "foot", None),
    ("highway=motorway", "foot", None),
    ("highway=steps", "foot", Road("track", "", 4, 4)),
    ("highway=footway", "car", None),
    ("highway=pedestrian area=yes", "foot", None),
    ("highway=construction", "car", None),
    ("route=ferry", "car", Road("ferry", "", 20, 20)),
    ("route=ferry duration=00:30", "car", Road("ferry", "", 20, 20, 30)),
    ("route=ferry foot=yes", "car", None),  # speaks of walkers only
    ("route=ferry foot=yes motor_vehicle=yes", "car", Road("ferry", "", 20, 20)),
    ("route=ferry motorcar=no", "car", None),
    ("route=ferry motorcar=no foot=yes", "foot", Road("ferry", "", 20, 20)),
]


@pytest.mark.parametrize(("text", "who", "road"), ROADS)
def test_roads(text: str, who: str, road: Road | None) -> None:
    assert Rules(load_profile(who)).road(tags(text)) == road


# tags of a node on a road, who travels, seconds (endless: shut; None: no barrier)
BARRIERS = [
    ("barrier=border_control", "car", 1800),
    ("barrier=border_control access=no", "car", NONE),
    ("barrier=checkpoint", "truck", 1800),
    ("military=checkpoint", "foot", 300),
    ("barrier=bollard", "car", NONE),
    ("barrier=bollard motor_vehicle=yes", "car", None),
    ("barrier=bollard", "foot", None),
    ("barrier=gate", "car", None),
    ("barrier=gate access=private", "car", NONE),
]


@pytest.mark.parametrize(("text", "who", "seconds"), BARRIERS)
def test_barriers(text: str, who: str, seconds: float | None) -> None:
    assert Rules(load_profile(who)).delay(tags(text)) == seconds


def test_hostile_words_come_on_one_line() -> None:
    road = Rules(load_profile("car")).road({"highway": "primary", "ref": "R\x00 1\n\u202eX"})
    assert road is not None
    assert road.ref == "R 1 X"
