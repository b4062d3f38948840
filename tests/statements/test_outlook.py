"""Outlook: rows of a sentence and what is expected, feared or held to matter, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    ("The win for government forces marks a major turning point in the war.", {"cue": "significance", "condition": None}),
    ("The loss of Ardun would be a blow to the rebels.", {"cue": "significance", "place": "Ardun"}),
    ("Ardun is strategically important.", {"cue": "significance", "place": "Ardun"}),
    ("A victory for the army in Ardun will likely discourage the government from talking.", {"cue": "consequence", "place": "Ardun"}),
    ("The conflict will drag on if the rebels lose ground.", {"cue": "consequence", "condition": "if the rebels lose ground"}),
    ("If the road is cut, they will be reluctant to leave.", {"cue": "conditional", "condition": "If the road is cut"}),
    ("The capture of Ardun could open the way to Belmar.", {"cue": "consequence", "place": "Ardun"}),
    ("There are fears of a massacre in Ardun.", {"cue": "feared", "place": "Ardun"}),
    ("The army is expected to storm Ardun.", {"cue": "expected", "place": "Ardun"}),
]  # fmt: skip

UNSAID = [
    "The army paved the way for the visit.",  # what happened, nowhere in particular
    "If true, it would be the first attack of its kind.",  # a judgement on words
    "The government will allow aid into Ardun.",  # a bare future
    "The army marked the anniversary in Ardun.",  # another sense
    "The toll is expected to rise.",  # of the figures, not of the place
    "The rebels opened an office in Ardun.",  # another sense
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_looks_ahead(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "outlook")
    assert [{slot: each[slot] for slot in expected} for each in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_does_not(told: Told, text: str) -> None:
    assert told(text, "outlook") == []
