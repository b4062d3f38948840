"""Names to places. A small gazetteer of invented places shows the rules; the installed one is asked a few sure things."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.errors import GazetteerError, PlaceError
from whyhere.gazetteer import Gazetteer, distance_km
from whyhere.gazetteer.build import compile_index
from whyhere.gazetteer.fold import loose, strict
from whyhere.gazetteer.index import Index

if TYPE_CHECKING:
    from pathlib import Path


def entry(number: int, name: str, country: str, people: int, *other: str, lat: float = 10.0, lon: float = 20.0) -> dict:
    return {
        "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": country,
        "population": people, "timezone": "", "admin1code": "01", "alternatenames": list(other),
    }  # fmt: skip


PLACES = [
    entry(1, "Al Ostrah", "SY", 40_000, "Ostra", "El Ostrah", "OST", "wstrh", lat=34.0),
    entry(2, "Ostra", "EG", 900_000, lat=25.0),
    entry(3, "Qalmin", "SY", 5_000, lat=34.2),
    entry(4, "Norra", "SY", 90_000, lat=35.0),
    entry(5, "Norra", "IQ", 1_000, lat=33.0),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("gazetteer")
    source = folder / "places.json"
    source.write_text(json.dumps({str(p["geonameid"]): p for p in PLACES}), encoding="utf-8")
    compile_index(source, folder / "index")
    return Gazetteer(Index(folder / "index"))


@pytest.fixture(scope="module")
def installed() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Ostrah", "Al Ostrah"),  # the article, with and without its hyphen
        ("Ar Ranna", "al-Ranna"),  # the article assimilates
        ("Deir ez-Zorra", "Deir al-Zorra"),  # inside a name, too
        ("Ḩarmā", "Harma"),  # diacritics
        ("Dar‘a", "Dar'a"),  # apostrophes of all shapes
        ("St. Orra", "Saint Orra"),
    ],
)
def test_strict_key_folds_script_habits(one: str, other: str) -> None:
    assert strict(one) == strict(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qalmin", "Kalmin"),
        ("Ostroum", "Ostrum"),
        ("Khan Sheibun", "Khan Shaybun"),
        ("Orrayya", "Orraya"),
        ("Tallisah", "Talisa"),
        ("Deir Ezzorra", "Deir ez-Zorra"),
    ],
)
def test_loose_key_folds_romanisations(one: str, other: str) -> None:
    assert strict(one) != strict(other)
    assert loose(one) == loose(other)


def test_loose_key_keeps_consonants_apart() -> None:
    assert loose("Orraya") != loose("Orraa")  # y between vowels is a consonant


@given(st.text(max_size=60))
def test_any_text_folds(text: str) -> None:
    assert strict(text) == strict(text.upper()) or not text.isascii()
    assert isinstance(loose(text), str)


def test_people_decide_without_a_country(small: Gazetteer) -> None:
    assert [p.id for p in small.candidates("Ostra")] == [2, 1]


def test_countries_of_the_beat_come_first(small: Gazetteer) -> None:
    assert [p.id for p in small.candidates("Ostra", countries=["SY"])] == [1, 2]


def test_other_romanisation_is_found_when_no_place_has_the_spelling(small: Gazetteer) -> None:
    assert [p.id for p in small.candidates("Kalmeen", countries=["SY"])] == [3]
    assert small.candidates("Kalmeen", loose=False) == []


def test_codes_and_vowelless_names_are_left_out(small: Gazetteer) -> None:
    assert small.candidates("OST") == []
    assert small.candidates("wstrh") == []


def test_find_by_id_and_by_name(small: Gazetteer) -> None:
    assert small.find("3").name == "Qalmin"
    assert small.find("Norra").id == 4  # ninety times the people of the other
    assert small.find("Norra", ["IQ"]).id == 5


def test_find_lists_what_it_could_be(small: Gazetteer, tmp_path: Path) -> None:
    rows = [entry(7, "Torra", "SY", 100), entry(8, "Torra", "IQ", 120)]
    source = tmp_path / "places.json"
    source.write_text(json.dumps({str(p["geonameid"]): p for p in rows}), encoding="utf-8")
    compile_index(source, tmp_path / "index")
    with pytest.raises(PlaceError, match=r"8 Torra.*; 7 Torra"):
        Gazetteer(Index(tmp_path / "index")).find("Torra")
    with pytest.raises(PlaceError, match="no place called"):
        small.find("Nowhere")


def test_near_is_sorted_and_bounded(small: Gazetteer) -> None:
    assert [p.id for p in small.near(34.0, 20.0, 30)] == [1, 3]
    assert distance_km(34.0, 20.0, 34.2, 20.0) == pytest.approx(22.24, abs=0.01)


def test_place_by_id(small: Gazetteer) -> None:
    found = small.place(1)
    assert found is not None
    assert (found.name, found.names) == ("Al Ostrah", ("Ostra", "El Ostrah"))
    assert small.place(99) is None


def test_province_by_its_main_city(small: Gazetteer) -> None:
    found = small.province("Norra", ["SY"])
    assert found is not None
    assert (found.kind, found.id, found.country) == ("province", 0, "SY")


def test_a_broken_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="delete the folder"):
        Index(tmp_path)


def test_compiling_twice_keeps_the_first(tmp_path: Path) -> None:
    source = tmp_path / "places.json"
    source.write_text(json.dumps({"1": PLACES[0]}), encoding="utf-8")
    compile_index(source, tmp_path / "index")
    compile_index(source, tmp_path / "index")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index", "places.json"]


@pytest.mark.parametrize("name", ["Syria", "Syrian", "Syrians", "SY", "syria"])
def test_country_by_name_demonym_and_code(installed: Gazetteer, name: str) -> None:
    found = installed.country(name)
    assert found is not None
    assert (found.country, found.kind) == ("SY", "country")


def test_no_country_for_a_town(installed: Gazetteer) -> None:
    assert installed.country("Homs") is None


@pytest.mark.parametrize("name", ["Anbar", "Anbar Governorate", "al-Anbar"])
def test_province_of_the_installed_data(installed: Gazetteer, name: str) -> None:
    found = installed.province(name)
    assert found is not None
    assert (found.country, found.kind) == ("IQ", "province")


def test_installed_places_resolve_by_spelling(installed: Gazetteer) -> None:
    ids = {installed.candidates(name, countries=["SY"])[0].id for name in ("Qusayr", "al-Qusair", "Qoussair", "Qosayr")}
    assert ids == {173322}


@pytest.mark.parametrize("name", ["Ostra, EG", "Ostra, Egypt", "ostra , Egypt"])
def test_a_country_after_a_comma_tells_places_apart(small: Gazetteer, name: str) -> None:
    assert small.find(name, ["SY"]).id == 2


@pytest.mark.parametrize("name", ["Qalmin, EG", "Qalmin, Nowhere", ", SY"])
def test_a_place_that_is_not_in_that_country_is_none(small: Gazetteer, name: str) -> None:
    with pytest.raises(PlaceError):
        small.find(name)
