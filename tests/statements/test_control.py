"""Control: rows of a sentence and what it says of who holds which place, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    # active, perfect, with what kind of place it is
    ("Government forces have recaptured the strategic town of Ardun.", {"change": "retook", "place": "Ardun", "party": "Government forces"}),
    ("Rebels seized Ardun from the army on Monday.", {"change": "captured", "party": "Rebels", "other": "the army", "when": "on Monday"}),
    # passive, with and without its agent
    ("Ardun was recaptured by the army on Friday.", {"change": "retook", "place": "Ardun", "party": "the army", "when": "on Friday"}),
    ("Belmar was captured on Sunday.", {"change": "captured", "place": "Belmar", "party": None, "when": "on Sunday"}),
    # nominalisations
    ("The capture of Ardun by the army came after weeks of fighting.", {"change": "captured", "place": "Ardun", "party": "the army"}),
    ("The army's recapture of Ardun was announced on Sunday.", {"change": "retook", "place": "Ardun", "party": "The army"}),
    ("The fall of Ardun to the rebels shocked many.", {"change": "captured", "place": "Ardun", "party": "rebels"}),
    # light verbs and fixed phrases
    ("The rebels took control of Ardun.", {"change": "captured", "place": "Ardun", "party": "rebels"}),
    ("The army regained control of Belmar.", {"change": "retook", "place": "Belmar", "party": "The army"}),
    ("Ardun is under the control of the rebels.", {"change": "held", "place": "Ardun", "party": "rebels"}),
    ("The army is in full control of Ardun.", {"change": "held", "place": "Ardun", "party": "The army"}),
    ("Ardun has been in rebel hands since March.", {"change": "held", "place": "Ardun", "party": "rebel", "since": "since March"}),
    ("The army said it had retaken Ardun.", {"change": "retook", "place": "Ardun", "party": "The army"}),
    # participles before and after the noun, relative clauses
    ("Shells hit rebel-held Ardun.", {"change": "held", "place": "Ardun", "party": "rebel"}),
    ("People left the government-controlled town of Belmar.", {"change": "held", "place": "Belmar", "party": "government"}),
    ("Ardun, which has been held by the rebels since March, was quiet.", {"change": "held", "place": "Ardun", "party": "rebels", "since": "since March"}),
    ("The rebel stronghold of Ardun was hit.", {"change": "held", "place": "Ardun", "party": "rebel"}),
    # implicative verbs say that it happened or that it did not
    ("The army managed to retake Ardun.", {"change": "retook", "place": "Ardun", "party": "The army", "negated": False}),
    ("The army failed to retake Ardun.", {"change": "retook", "place": "Ardun", "party": "The army", "negated": True}),
    ("The rebels no longer control Ardun.", {"change": "held", "place": "Ardun", "party": "rebels", "negated": True}),
    ("The rebels made the decision to pull out of Ardun.", {"change": "withdrew", "place": "Ardun", "party": "rebels"}),
    # the loser as subject or object
    ("The rebels have lost Ardun to the army.", {"change": "lost", "place": "Ardun", "party": "rebels", "other": "the army"}),
    ("The army drove the rebels out of Ardun.", {"change": "captured", "place": "Ardun", "party": "The army", "other": "rebels"}),
    ("Militants were driven from Ardun by government forces.", {"change": "captured", "party": "government forces", "other": "Militants"}),
    ("The rebels withdrew from Ardun on Monday.", {"change": "withdrew", "place": "Ardun", "party": "rebels", "when": "on Monday"}),
    # parts are not the whole
    ("The rebels hold most of Ardun.", {"change": "holds part", "place": "Ardun", "party": "rebels"}),
    ("The army seized parts of Ardun.", {"change": "holds part", "place": "Ardun", "party": "The army"}),
    ("The army attacked the rebels' remaining strongholds in Belmar.", {"change": "holds part", "place": "Belmar", "party": "rebels"}),
    # entering, besieging, advancing, contesting
    ("Government troops entered Ardun on Friday.", {"change": "entered", "place": "Ardun", "party": "Government troops"}),
    ("The army has besieged Ardun since 2012.", {"change": "besieged", "place": "Ardun", "party": "The army", "since": "since 2012"}),
    ("The rebels advanced on Belmar.", {"change": "advanced", "place": "Belmar", "party": "rebels"}),
    # headlines
    ("Army retakes Ardun", {"change": "retook", "place": "Ardun", "party": "Army"}),
    ("Ardun falls to rebels", {"change": "captured", "place": "Ardun", "party": "rebels"}),
    ("Rebels capture key town of Ardun", {"change": "captured", "place": "Ardun", "party": "Rebels"}),
    # the participle's words are read where a parser hangs it elsewhere
    ("Civilians in rebel-held east Ardun continue to face bombs.", {"change": "holds part", "place": "Ardun", "party": "rebel"}),
    ("Shells hit a school in the government-held west of Ardun on Friday.", {"change": "holds part", "place": "Ardun", "when": None}),
    ("Shells hit Ardun, a rebel-held suburb.", {"change": "held", "place": "Ardun", "party": "rebel"}),
    ("The rebels have expanded their control of Ardun.", {"change": "advanced", "place": "Ardun", "party": "rebels"}),
    # what it is held to be is said of it; a body without a name is those it is made of
    ("Ardun, which is believed to be the last stronghold of the rebels, was hit.", {"change": "held", "place": "Ardun", "party": "rebels"}),
    ("Ardun is held by a coalition of rebels.", {"change": "held", "place": "Ardun", "party": "rebels"}),
    # shared subjects and objects
    ("Rebels attacked and captured Ardun.", {"change": "captured", "place": "Ardun", "party": "Rebels"}),
    ("Rebels attacked Belmar and seized Ardun.", {"change": "captured", "place": "Ardun", "party": "Rebels"}),
]  # fmt: skip

UNSAID = [
    # blame is no hold
    "The council holds Ardun responsible for the attack.",
    "Rebels are trying to capture Ardun.",  # an attempt
    "The army plans to retake Ardun.",  # a plan
    "The army vowed to retake Ardun.",  # a vow
    "The army launched an operation to capture Ardun.",  # a purpose
    "If the army captures Ardun, the war will end.",  # a condition
    "The fall of Ardun would be a blow to the rebels.",  # a supposition
    "The army must retake Ardun.",  # a duty
    "Taking Ardun is part of the plan.",  # part of a plan
    "She feared that many would flee once the rebels entered Ardun.",  # said of a time to come
    "Shells hit rebel areas north of Ardun.",  # beyond it
    "Shells hit a rebel-held Norland town.",  # a town says nothing of its country
    "They left the camps near Ardun, which are surrounded by government forces.",  # what lies near it
    "People fled areas under government siege around Ardun.",  # what lies around it
    "Police cordoned off Ardun after the blast.",  # a street closed is no siege
    "Will the army retake Ardun?",  # a question
    "The rebels wanted the army to leave Ardun.",  # a wish
    "Rebels captured five soldiers in Ardun.",  # people
    "The army seized weapons in Ardun.",  # things
    "Government troops captured the post office in Ardun.",  # a building
    "The rebels held talks in Ardun.",  # another sense
    "Aid workers entered Ardun.",  # they hold no ground
    "Residents fled Ardun.",  # nor do these
    "The fire took Ardun by surprise.",  # nor does it
    "The rebels left a statement in Ardun.",  # another sense
    "The former rebel stronghold of Ardun is quiet.",  # no longer so
    "The rebels withdrew from the outskirts of Ardun.",  # leaving a part says nothing of the whole
    "The army was forced to deny the report about Ardun.",  # no change at all
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_says_who_came_to_hold_what(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "control")
    assert [{slot: control[slot] for slot in expected} for control in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_says_no_such_thing(told: Told, text: str) -> None:
    assert told(text, "control") == []


def test_two_places_are_two_changes(told: Told) -> None:
    found = told("Rebels took control of Ardun and Belmar on Friday.", "control")
    assert [(control["place"], control["when"]) for control in found] == [
        ("Ardun", "on Friday"),
        ("Belmar", "on Friday"),
    ]


def test_it_is_the_place_the_sentence_before_speaks_of(told: Told) -> None:
    found = told("Ardun lies near the border of Norland. It has been in rebel hands for more than a year.", "control")
    assert [(control["place"], control["party"], control["since"]) for control in found] == [
        ("Ardun", "rebel", "for more than a year")
    ]


def test_the_words_are_the_clause_without_other_clauses(told: Told) -> None:
    (control,) = told("The army has retaken Ardun, which had been the scene of a battle.", "control")
    assert control["span"] == "The army has retaken Ardun"


def test_who_pulls_out_leaves_the_place_the_report_is_about(told: Told) -> None:
    about = "Ardun was shelled. Ardun was bombed. Many fled the town. The rebels made the decision to pull out."
    elsewhere = "Ardun was shelled. Belmar was bombed. The rebels made the decision to pull out."
    assert [(c["change"], c["place"], c["party"]) for c in told(about, "control")] == [("withdrew", "Ardun", "rebels")]
    assert told(elsewhere, "control") == []


def test_of_two_headlines_run_together_the_second_has_its_own_subject(told: Told) -> None:
    found = told("The army said so.", "control", headline="5 Militants Killed in Ardun Army Regains Parts of Belmar")
    assert {control["party"] for control in found} <= {"Army", "army"}
