"""Involvement: rows of a sentence and who stands beside or against whom, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    ("Government forces were aided by fighters from the Hill Guard.", {"role": "backs", "actor": "Hill Guard", "beside": "Government forces"}),
    ("Government forces backed by the Hill Guard attacked Ardun.", {"role": "backs", "actor": "Hill Guard", "beside": "Government forces"}),
    ("The Hill Guard supports the rebels.", {"role": "backs", "actor": "Hill Guard", "beside": "rebels"}),
    ("Fighters of the Hill Guard are taking part in the battle in Ardun.", {"role": "takes part", "actor": "Hill Guard", "place": "Ardun"}),
    ("The rebels fought alongside the Plain Union against the army.", {"role": "fights beside", "actor": "rebels", "beside": "Plain Union", "against": "army"}),
    ("The Plain Union joined the rebels.", {"role": "joins", "actor": "Plain Union", "beside": "rebels"}),
    ("Government forces backed by Norland attacked Ardun.", {"role": "backs", "actor": "Norland", "place": None}),  # who, not where
    ("Norland sent fighters to Sudland.", {"role": "sends fighters", "actor": "Norland", "place": "Sudland"}),
]  # fmt: skip

UNSAID = [
    "The Hill Guard supports the plan.",  # no party stands on the other side
    "The Hill Guard backed up the government's denials.",  # nor here
    "Norland hopes to send fighters to Sudland.",  # a hope
    "The rebels joined talks.",  # no party
    "The army supports a hospital in Ardun.",  # no party
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_says_who_stands_with_whom(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "involvement")
    assert [_bare({slot: each[slot] for slot in expected}) for each in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_says_no_such_thing(told: Told, text: str) -> None:
    assert told(text, "involvement") == []


def test_they_are_the_party_the_sentence_before_speaks_of(told: Told) -> None:
    found = told("Government forces launched an assault on Ardun. They were aided by the Hill Guard.", "involvement")
    assert [_bare(each)["beside"] for each in found] == ["Government forces"]


def _bare(slots: dict[str, Any]) -> dict[str, Any]:
    return {
        slot: value.removeprefix("the ").removeprefix("The ") if isinstance(value, str) else value
        for slot, value in slots.items()
    }
