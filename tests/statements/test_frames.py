"""All findings of a sentence together: order, one reading a word, nothing said twice, and every vocabulary file sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from whyhere import vocabulary
from whyhere.records import Certainty
from whyhere.statements import roles
from whyhere.statements.frames import find_findings
from whyhere.statements.patterns import lexicon

if TYPE_CHECKING:
    from .conftest import Parse, Told

FILES = ("control", "routes", "events", "access", "involvement", "outlook")
CHANGES = {
    "captured", "retook", "lost", "withdrew", "held", "holds part", "entered", "besieged", "advanced", "contested",
}  # fmt: skip
EFFECTS = {"lies on", "allowed", "denied", "hindered", "cut", "open", "closed", "reopened", "threatened"}
KINDS = {"supply", "smuggling", "road", "corridor", "exit", "crossing", "border", "refuge", "access"}
STATES = {"allowed", "refused", "conditional", "requested", "delivered", "blocked", "evacuated"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The army besieged Ardun.", ["control"]),  # a named place: control, not an event
        ("The rebels cut the road linking Ardun and Belmar.", ["route"]),  # "linking" only names its ends
        ("Militants blocked aid convoys from entering Ardun.", ["access"]),  # not a route, and nobody entered
        ("Rebels shelled rebel-held Ardun.", ["event", "control"]),  # in the order of their words
        ("Rebels attacked and captured Ardun.", ["event", "control"]),  # both are said
        ("An airstrike hit Ardun.", ["event"]),  # one event, not two
        ("The minister had lunch in Ardun.", []),
    ],
)
def test_the_types_of_a_sentence(told: Told, text: str, kinds: list[str]) -> None:
    found = [finding["type"] for finding in told(text)]
    assert sorted(found) == sorted(kinds)


def test_every_finding_comes_with_a_word_of_its_sentence(parse: Parse) -> None:
    document = parse("Rebels held the town. The talks failed and clashes erupted.")
    from whyhere.statements.document import Mentions  # noqa: PLC0415

    for at, sentence in enumerate(document.sentences):
        for finding, token in find_findings(document, at, Mentions()):
            assert token in sentence.tokens
            assert finding.span.text == document.report.text[finding.span.start : finding.span.end]


@pytest.mark.parametrize("name", FILES)
def test_a_vocabulary_names_only_roles_that_exist(name: str) -> None:
    known = set(roles.NAMES) | {
        "in",
        "to",
        "from",
        "on",
        "of",
        "by",
        "with",
        "for",
        "over",
        "into",
        "under",
        "at",
        "against",
    }
    known |= {
        "between",
        "near",
        "along",
        "through",
        "via",
        "across",
        "after",
        "inside",
        "around",
        "toward",
        "towards",
        "onto",
    }
    known |= {"as", "out_of", "on_to", "about", "past", "alongside", "beside", "astride", "after", "clause_subject"}
    frames = [f for group in (lexicon(name).verbs, lexicon(name).nouns) for fs in group.values() for f in fs]
    used = {
        part for f in frames for paths in (*f.roles.values(), *f.noun_roles.values()) for path in paths for part in path
    }
    assert used <= known, used - known


@pytest.mark.parametrize(("name", "values"), [("control", CHANGES), ("routes", EFFECTS), ("access", STATES)])
def test_a_vocabulary_says_only_what_the_records_list(name: str, values: set[str]) -> None:
    assert {frame["value"] for frame in vocabulary.load(name)["frame"]} <= values


def test_kinds_of_ways_are_those_of_the_records() -> None:
    assert set(vocabulary.load("routes")["terms"]) == KINDS


@pytest.mark.parametrize("name", FILES)
def test_a_vocabulary_has_verbs_or_nouns_in_every_frame(name: str) -> None:
    assert all(frame.get("verbs") or frame.get("nouns") for frame in vocabulary.load(name)["frame"])


def test_certainty_is_no_matter_of_frames() -> None:
    words = {word for name in FILES for frame in vocabulary.load(name)["frame"] for word in frame}
    assert not words & set(get_args(Certainty))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("An airstrike on Ardun killed ten civilians.", ["airstrike"]),
        ("Rebels shelled Ardun, killing ten civilians.", ["shelling"]),
        ("The rebels killed ten soldiers in Ardun.", ["killing"]),
    ],
)
def test_what_an_act_kills_is_no_event_of_its_own(told: Told, text: str, kinds: list[str]) -> None:
    assert [finding["event"] for finding in told(text, "event")] == kinds
