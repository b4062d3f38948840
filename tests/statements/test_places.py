"""Names of an invented district in, places out. The small gazetteer holds every place that the sentences name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from whyhere.gazetteer import Gazetteer
from whyhere.gazetteer.build import compile_index
from whyhere.gazetteer.index import Index
from whyhere.statements.places import find_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.records import PlaceRef
    from whyhere.statements.document import Document

    Parse = Callable[..., Document]

DISTRICT = [
    # id, name, country, people, lat, lon, division, other names
    (1, "Al Qardun", "SY", 41_000, 34.5, 36.5, "11", ["Qardun", "El Kardun", "Qardoun"]),
    (2, "Al Qardun", "EG", 90_000, 26.1, 34.2, "01", ["Qardun"]),
    (3, "Harmas", "SY", 770_000, 34.7, 36.7, "11", []),
    (4, "Tell Sarra", "SY", 6_000, 34.6, 36.4, "11", []),
    (5, "Tell Sarra", "SY", 9_000, 36.9, 41.9, "01", []),
    (6, "Velmora", "SY", 120_000, 35.9, 36.6, "12", []),
    (7, "Orsk Bay", "US", 2_000, 40.0, -90.0, "IL", []),
    (8, "Khan", "SY", 3_000, 34.9, 36.9, "11", []),
]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("gazetteer")
    rows = {
        str(number): {
            "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": country,
            "population": people, "timezone": "", "admin1code": division, "alternatenames": names,
        }
        for number, name, country, people, lat, lon, division, names in DISTRICT
    }  # fmt: skip
    (folder / "places.json").write_text(json.dumps(rows), encoding="utf-8")
    compile_index(folder / "places.json", folder / "index")
    return Gazetteer(Index(folder / "index"))


def named(places: tuple[PlaceRef, ...], name: str) -> PlaceRef:
    found = [p for p in places if p.name == name and not p.anaphor]
    assert found, f"{name} is not among {[p.text for p in places]}"
    return found[0]


ROWS: list[tuple[str, str, dict[str, Any]]] = [
    # sentence, name, what the mention must hold
    ("Fighting broke out in the town of Qardun in Syria.", "Qardun", {"id": 1, "kind": "settlement"}),
    ("Fighting broke out in the Egyptian town of Qardun.", "Qardun", {"id": 2, "kind": "settlement"}),
    ("Syrian troops shelled the town of El Kardun.", "El Kardun", {"id": 1}),  # another romanisation
    ("Syrian troops moved into Harmas province.", "Harmas", {"id": None, "kind": "province", "country": "SY"}),
    ("Syrian troops moved into the city of Harmas.", "Harmas", {"id": 3, "kind": "settlement"}),
    ("Syrian troops shelled eastern Harmas.", "Harmas", {"id": 3, "part": "eastern"}),
    ("Syrian troops hold the northern outskirts of Harmas.", "Harmas", {"id": 3, "part": "northern outskirts"}),
    ("Syrian troops hold 60 percent of Harmas.", "Harmas", {"id": 3, "part": "60 percent"}),
    ("Syrian planes bombed the Qardun airbase.", "Qardun", {"id": None, "kind": "airbase"}),  # the town is not meant
    ("People fled from Syria to the village of Olvenna.", "Olvenna", {"id": None, "kind": "settlement"}),  # not listed
    ("Syrian troops hit Tell Sarra near Harmas.", "Tell Sarra", {"id": 4}),  # by what it is told with
    ("The war in Syria goes on.", "Syria", {"kind": "country", "country": "SY"}),
    # a noun behind a list is each name's
    ("Syrian troops shelled Velmora, Harmas and Al Qardun provinces.", "Harmas", {"id": None, "kind": "province"}),
    # a generic word before an article is half a name
    ("Syrian troops shelled the village of Khan al-Osk.", "Khan al-Osk", {"id": None}),
]


@pytest.mark.parametrize(("text", "name", "expected"), ROWS)
def test_a_name_is_read_in_its_place(
    parse: Parse, gazetteer: Gazetteer, text: str, name: str, expected: dict[str, Any]
) -> None:
    place = named(find_places(parse(text), gazetteer), name)
    assert {key: getattr(place, key) for key in expected} == expected
    assert place.reason


@pytest.mark.parametrize(
    "text",
    [
        "The Harmas Media Center published a video.",
        "Harmas Governor Jarod Ellin spoke to reporters.",
        "General Velmora spoke to reporters in a statement.",
        "The University of Harmas was closed.",
    ],
)
def test_people_and_bodies_are_no_places(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    assert [p for p in find_places(parse(text), gazetteer) if p.kind != "country"] == []


def test_the_beats_countries_come_first(parse: Parse, gazetteer: Gazetteer) -> None:
    document = parse("Shells fell on the town of Qardun.")
    assert named(find_places(document, gazetteer, countries=["EG"]), "Qardun").id == 2
    assert named(find_places(document, gazetteer, countries=["SY"]), "Qardun").id == 1


def test_a_far_namesake_stays_unresolved(parse: Parse, gazetteer: Gazetteer) -> None:
    place = named(find_places(parse("Syrian troops entered the village of Orsk Bay."), gazetteer), "Orsk Bay")
    assert place.id is None
    assert place.confidence == 0.0


def test_two_towns_joined_keep_their_kind(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Residents of the Syrian villages of Olvenna and Marrat waited."
    kinds = {p.name: p.kind for p in find_places(parse(text), gazetteer)}
    assert kinds == {"Olvenna": "settlement", "Marrat": "settlement"}


def test_the_town_points_back_to_the_town(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Close to the city of Harmas in Syria lies the town of Qardun. Shells fell on the town on Monday."
    back = [p for p in find_places(parse(text), gazetteer) if p.anaphor]
    assert [(p.text, p.name, p.id) for p in back] == [("the town", "Qardun", 1)]


def test_the_city_points_back_to_the_city(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Close to the city of Harmas in Syria lies the town of Qardun. Shells fell on the city on Monday."
    back = [p for p in find_places(parse(text), gazetteer) if p.anaphor]
    assert [(p.text, p.name, p.id) for p in back] == [("the city", "Harmas", 3)]


def test_two_equal_towns_leave_the_phrase_open(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Shells hit the towns of Qardun and Olvenna in Syria. Rebels left the town on Monday."
    assert [p for p in find_places(parse(text), gazetteer) if p.anaphor] == []


def test_there_is_not_a_town_when_a_nameless_place_stands_nearer(parse: Parse, gazetteer: Gazetteer) -> None:
    near = "Rebels in the Syrian town of Qardun waited. Many would flee there."
    nearer = "Rebels in the Syrian town of Qardun blocked the way to the coastal heartland. Many would flee there."
    assert [p.name for p in find_places(parse(near), gazetteer) if p.anaphor] == ["Qardun"]
    assert [p for p in find_places(parse(nearer), gazetteer) if p.anaphor] == []


def test_spans_are_the_reports_own_text(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Syrias army left Harmas’s outskirts. “Qardun fell,” he said in the town."
    document = parse(text)
    for place in find_places(document, gazetteer):
        assert document.report.text[place.span.start : place.span.end] == place.text
