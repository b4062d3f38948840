"""Events: rows of a sentence and what happened, to whom, where, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    # light verbs lend their subject and date
    ("Government forces launched a ground assault on Ardun on May 19.", {"event": "ground assault", "actor": "Government forces", "place": "Ardun", "when": "on May 19"}),
    # verbs
    ("Rebels shelled Ardun on Monday.", {"event": "shelling", "actor": "Rebels", "place": "Ardun", "when": "on Monday"}),
    ("Rebels attacked army positions in Ardun.", {"event": "attack", "actor": "Rebels", "target": "army", "place": "Ardun"}),
    ("Ardun was shelled by the rebels.", {"event": "shelling", "actor": "rebels", "place": "Ardun"}),
    ("Militants kidnapped ten villagers near Ardun.", {"event": "kidnapping", "actor": "Militants", "place": "Ardun"}),
    # two sides
    ("Clashes erupted in Ardun between rebels and government forces on Monday.", {"event": "clashes", "actor": "rebels", "target": "government forces", "place": "Ardun", "when": "on Monday"}),
    ("The rebels and the army agreed a truce in Ardun.", {"event": "ceasefire", "actor": "rebels", "target": "the army", "place": "Ardun"}),
    # nouns
    ("Three people died in shelling of Ardun by the army.", {"event": "shelling", "actor": "the army", "place": "Ardun"}),
    ("The Council of Nations led calls for a ceasefire.", {"event": "ceasefire call", "actor": "Council of Nations"}),
    ("Norland sent congratulations to Belmar.", {"event": "statement of support", "actor": "Norland", "target": "Belmar"}),
    # what strikes says what kind of attack it is
    ("Two warplanes struck Ardun on Monday.", {"event": "airstrike", "place": "Ardun"}),
    ("Nine people died in raids on Ardun.", {"event": "airstrike", "place": "Ardun"}),
    ("A suicide attacker detonated a belt in Ardun.", {"event": "suicide bombing", "place": "Ardun"}),
    ("Rebels set off a bomb near Ardun.", {"event": "bombing", "actor": "Rebels", "place": "Ardun"}),
    ("The rebels launched an operation in Ardun.", {"event": "offensive", "actor": "rebels", "place": "Ardun"}),
    ("The army destroyed 60 terrorists near Ardun.", {"event": "killing", "actor": "The army"}),
    # an attack and its toll are one event
    ("An airstrike on Ardun killed ten rebels.", {"event": "airstrike", "place": "Ardun"}),
    ("Twelve people were killed in a bomb attack on a wedding in Ardun.", {"event": "bombing", "place": "Ardun"}),
    ("The army carried out two strikes near Ardun, hitting a bridge.", {"event": "airstrike", "actor": "The army", "place": "Ardun"}),
    # told by its own word or its date
    ("An air raid killed 19 villagers.", {"event": "airstrike", "place": None}),
    ("They had destroyed the mill.", {"event": "destruction"}),
    ("Several neighbours condemned it.", {"event": "condemnation"}),
    ("Peace talks with the rebels are planned for next month.", {"event": "talks", "target": "rebels", "when": "next month"}),
]  # fmt: skip

UNSAID = [
    "They blamed it all on the rebels.",  # blame is no blow
    "The rebels planned an attack on Ardun.",  # a plan
    "There are fears of a massacre in Ardun.",  # a fear
    "Norland threatened an assault on Ardun.",  # a threat of one
    "Fighting was heavy.",  # nobody and nowhere
    "Twelve people have been killed in Ardun.",  # deaths alone are a figure
    "Rebels fighting the army live there.",  # who they are
    "It was part of the evacuation deal.",  # no evacuation yet
    "Villages besieged by the rebels lack food.",  # a state, and control's
    "The attack was heavy.",  # points back to one told of before
    "He had a heart attack in Ardun.",  # another sense
    "The two struck a deal in Ardun.",  # another sense
    "The minister strikes a hopeful tone.",  # another sense
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_tells_what_happened(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "event")
    assert [{slot: event[slot] for slot in expected} for event in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_tells_of_nothing(told: Told, text: str) -> None:
    kinds = [event["event"] for event in told(text, "event")]
    assert [kind for kind in kinds if kind != "threat"] == []


def test_fighting_named_as_before_was_where_the_sentence_tells_of(told: Told) -> None:
    found = told(
        "Government forces launched an assault on Ardun after weeks of bombardment by army artillery.", "event"
    )
    assert [(event["event"], event["actor"], event["place"]) for event in found] == [
        ("assault", "Government forces", "Ardun"),
        ("bombardment", "army", "Ardun"),
    ]


def test_blame_for_an_attack_strikes_nobody(told: Told) -> None:
    assert {event["target"] for event in told("The council blamed the attack on the rebels.", "event")} <= {None}


def test_those_who_talk_are_no_place(told: Told) -> None:
    found = told("Talks between the rebels and Ardun began on Monday.", "event")
    assert {event["place"] for event in found if event["event"] == "talks"} <= {None}


def test_a_ceasefire_that_collapsed_is_broken(told: Told) -> None:
    found = told("The ceasefire in Ardun collapsed on Monday.", "event")
    assert [(event["event"], event["place"]) for event in found] == [("ceasefire broken", "Ardun")]
