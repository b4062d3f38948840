"""Routes: rows of a sentence and what it says of ways, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    # lies on
    ("Ardun lies on a crucial supply route between Norland and Sudland.", {"effect": "lies on", "via": "Ardun", "between": ["Norland", "Sudland"], "kind": "supply"}),
    ("Ardun is a gateway to Belmar.", {"effect": "lies on", "via": "Ardun", "to": ["Belmar"]}),
    ("Ardun, a key crossing between Norland and Sudland, was hit.", {"effect": "lies on", "via": "Ardun", "between": ["Norland", "Sudland"], "kind": "crossing"}),
    ("The highway from Belmar to Corvel runs through Ardun.", {"effect": "lies on", "via": "Ardun", "frm": "Belmar", "to": ["Corvel"], "kind": "road"}),
    ("The rebels had used Ardun as a supply route between Norland and Belmar.", {"effect": "lies on", "via": "Ardun", "between": ["Norland", "Belmar"], "kind": "supply", "party": "rebels"}),
    ("For the army, Ardun secures the way between Belmar and Corvel.", {"effect": "lies on", "via": "Ardun", "between": ["Belmar", "Corvel"]}),
    # denied, hindered, allowed
    ("Ardun denied government forces passage to Tolven province.", {"effect": "denied", "via": "Ardun", "to": ["Tolven province"], "party": "government forces"}),
    ("Rebels in Ardun hindered government forces from reaching Belmar.", {"effect": "hindered", "via": "Ardun", "to": ["Belmar"], "actor": "Rebels", "party": "government forces"}),
    ("The army prevented the rebels from reaching Belmar.", {"effect": "denied", "actor": "The army", "party": "rebels", "to": ["Belmar"]}),
    ("Ardun allowed the rebels to smuggle weapons to Belmar.", {"effect": "allowed", "via": "Ardun", "party": "rebels", "to": ["Belmar"], "kind": "smuggling"}),
    # cut, threatened
    ("The Hill Guard has cut off almost all of our supply routes to Ardun.", {"effect": "cut", "actor": "Hill Guard", "to": ["Ardun"], "kind": "supply"}),
    ("Rebels cut the highway linking Ardun and Belmar on Monday.", {"effect": "cut", "actor": "Rebels", "between": ["Ardun", "Belmar"], "when": "on Monday"}),
    ("The road to Ardun was cut by the rebels.", {"effect": "cut", "actor": "rebels", "to": ["Ardun"]}),
    ("Ardun has been cut off from the rest of the country.", {"effect": "cut", "to": ["Ardun"]}),
    ("The rebels threatened the main road to Belmar.", {"effect": "threatened", "actor": "rebels", "to": ["Belmar"]}),
    # open, closed, reopened
    ("An exit remained open from the north.", {"effect": "open", "kind": "exit", "direction": "north"}),
    ("The army reopened the road between Ardun and Belmar.", {"effect": "reopened", "actor": "The army", "between": ["Ardun", "Belmar"]}),
    ("The road to Ardun is closed.", {"effect": "closed", "to": ["Ardun"], "kind": "road"}),
    ("The army opened a corridor to Ardun.", {"effect": "open", "to": ["Ardun"], "kind": "corridor", "actor": "The army"}),
    # refuge, with its condition
    ("The rebels would seek refuge in Dunmar if Belmar fell.", {"kind": "refuge", "party": "rebels", "condition": "if Belmar fell"}),
    # negated
    ("The road to Ardun is not closed.", {"effect": "closed", "to": ["Ardun"], "negated": True}),
]  # fmt: skip

UNSAID = [
    "Rebels hope to cut the road to Ardun.",  # a hope
    "The rebels used the road to Ardun.",  # nothing happened to it
    "Protesters blocked a road.",  # no place is named
    "The talks opened on Monday.",  # another sense
    "The army cut the power in Ardun.",  # no way
    "Ardun lies on a hill.",  # no way either
    "A bus stood on the road in Ardun.",  # the bus is no place
    "The government did not allow aid workers to reach Ardun.",  # that is access
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_tells_of_a_way(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "route")
    assert [{slot: route[slot] for slot in expected} for route in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_tells_of_none(told: Told, text: str) -> None:
    assert told(text, "route") == []


def test_it_is_the_place_spoken_of(told: Told) -> None:
    found = told("Ardun lies on a hill. It denied government forces passage to Tolven province.", "route")
    assert [(route["via"], route["actor"], route["party"]) for route in found] == [("Ardun", None, "government forces")]


def test_both_frontlines_are_ends(told: Told) -> None:
    found = told(
        "Ardun allowed the rebels to smuggle weapons across the border and to the Belmar and Corvel frontlines.",
        "route",
    )
    assert [route["to"] for route in found] == [["Belmar", "Corvel"]]
