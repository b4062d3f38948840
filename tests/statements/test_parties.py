"""A sentence about an invented war in, parties out; countries are real names, since demonyms are part of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import Party
from whyhere.statements.parties import find_parties

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.statements.document import Document

    Parse = Callable[..., Document]

BEAT = (
    Party(
        "state",
        "Malian state",
        aliases=("Malian army", "the junta"),
        leaders=("Oumar Delk", "Delk"),
        adjective="Malian",
    ),
    Party("veld", "Veld Front", aliases=("Veld fighters", "VF"), adjective="VF"),
)

ROWS = [
    # sentence, words, name
    ("Malian troops entered the town.", "Malian troops", "Malian government"),
    ("The Malian army entered the town.", "Malian army", "Malian government"),
    ("Malian rebels entered the town.", "Malian rebels", "Malian rebels"),
    ("The war in Mali goes on. Regime forces entered the town.", "Regime forces", "Malian government"),
    ("The war in Mali goes on. The rebels left the town.", "rebels", "Malian rebels"),
    ("The war in Mali goes on. Opposition fighters left.", "Opposition fighters", "Malian rebels"),
    ("The Free Malian Army left the town.", "Free Malian Army", "Malian rebels"),
    ("Malian President Oumar Delk spoke. Delk's forces entered the town.", "Delk's forces", "Malian government"),
    ("The Veld Liberation Front left the town.", "Veld Liberation Front", "Veld Liberation Front"),
    ("The war in Mali goes on. Villagers said the Veld rebels held the town.", "Veld rebels", "Veld"),  # whose is said
    ("The Army of the Dawn left the town.", "Army of the Dawn", "Army of the Dawn"),
    ("They fought armed terrorist groups.", "armed terrorist groups", "armed terrorist groups"),  # kept as said
]


@pytest.mark.parametrize(("text", "words", "name"), ROWS)
def test_a_party_is_named_by_the_reports_own_words(parse: Parse, text: str, words: str, name: str) -> None:
    found = {p.text: p for p in find_parties(parse(text))}
    assert words in found
    assert found[words].name == name
    assert found[words].id is None


@pytest.mark.parametrize(
    "text",
    [
        "Fighters entered the town.",  # whose?
        "Military operations were over.",
        "The forces of nature were strong.",
    ],
)
def test_words_that_name_no_one(parse: Parse, text: str) -> None:
    assert find_parties(parse(text)) == ()


def test_a_countrys_adjective_makes_no_militia_the_states(parse: Parse) -> None:
    names = {p.name for p in find_parties(parse("Malian fighters and Malian militants entered the town."))}
    assert "Malian government" not in names


def test_against_the_leader_is_not_the_leaders(parse: Parse) -> None:
    text = "Malian President Oumar Delk spoke. Anti-Delk forces and anti-government fighters left."
    assert {p.name for p in find_parties(parse(text))} <= {"Malian rebels", "Malian government"}
    assert "Malian government" not in {p.name for p in find_parties(parse(text)) if p.text.lower().startswith("anti")}


@pytest.mark.parametrize(
    ("text", "words", "identity"),
    [
        ("The Malian army entered the town.", "Malian army", "state"),
        ("Delk's forces entered the town.", "Delk's forces", "state"),
        ("Malian soldiers entered the town.", "Malian soldiers", "state"),
        ("Veld fighters left the town.", "Veld fighters", "veld"),
        ("VF fighters left the town.", "VF fighters", "veld"),
    ],
)
def test_the_beat_gives_ids(parse: Parse, text: str, words: str, identity: str) -> None:
    found = {p.text: p for p in find_parties(parse(text), parties=BEAT)}
    assert found[words].id == identity
    assert "beat" in found[words].reason


def test_short_names_need_their_capitals(parse: Parse) -> None:
    assert all(p.id is None for p in find_parties(parse("The vf is a term of radio engineering."), parties=BEAT))


def test_what_the_beat_does_not_list_has_no_id(parse: Parse) -> None:
    found = find_parties(parse("Terrorists shelled the town."), parties=BEAT)
    assert [(p.name, p.id) for p in found] == [("Terrorists", None)]


def test_an_abbreviation_takes_the_name_the_report_gives_it(parse: Parse) -> None:
    text = "The Veld Liberation Front (VLF) left. The VLF said so."
    names = {p.name for p in find_parties(parse(text))}
    assert "Veld Liberation Front" in names
    assert "VLF" not in names


def test_the_regime_is_that_of_the_places_told_of(parse: Parse) -> None:
    text = "The Chadian government spoke. The Chadian army and the Chadian police came. Regime forces left the town."
    found = {p.text: p.name for p in find_parties(parse(text), home="ML")}
    assert found["Regime forces"] == "Malian government"
