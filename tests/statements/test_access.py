"""Humanitarian access: rows of a sentence and who is let in or out, about an invented district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Told

SAID: list[tuple[str, dict[str, Any]]] = [
    # allowed, under a condition, refused
    ("The government allowed the Red Lantern agency to enter Ardun.", {"state": "allowed", "by": "government", "place": "Ardun"}),
    ("The government will allow the Red Lantern agency access to Ardun after the end of military operations.", {"state": "conditional", "place": "Ardun", "condition": "after the end of military operations"}),
    ("The government did not allow aid workers to reach Ardun.", {"state": "refused", "by": "government", "place": "Ardun"}),
    ("The government denied aid agencies access to Ardun.", {"state": "refused", "by": "government", "place": "Ardun"}),
    # asked for
    ("The Council of Nations called for humanitarian access to Ardun.", {"state": "requested", "by": "Council of Nations", "place": "Ardun"}),
    # delivered, blocked
    ("A convoy carrying food aid entered Ardun on Monday.", {"state": "delivered", "place": "Ardun", "when": "on Monday"}),
    ("The Red Lantern delivered food parcels to Ardun.", {"state": "delivered", "by": "Red Lantern", "place": "Ardun"}),
    ("Militants blocked aid convoys from entering Ardun.", {"state": "blocked", "by": "Militants", "place": "Ardun"}),
    # out
    ("Hundreds of civilians were evacuated from Ardun on Friday.", {"state": "evacuated", "place": "Ardun", "when": "on Friday"}),
    ("The Red Lantern evacuated the wounded from Ardun.", {"state": "evacuated", "by": "Red Lantern", "place": "Ardun"}),
]  # fmt: skip

UNSAID = [
    "The army entered Ardun.",  # no aid
    "The rebels blocked the road to Ardun.",  # a route
    "The rebels delivered a speech in Ardun.",  # no aid either
    "The rebels brought weapons to Ardun.",  # nor here
    "The Red Lantern hopes to deliver food to Ardun.",  # a hope
    "The government asked the rebels to leave Ardun.",  # nobody is let in or out
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_a_sentence_that_tells_of_access(told: Told, text: str, expected: dict[str, Any]) -> None:
    found = told(text, "access")
    assert [{slot: access[slot] for slot in expected} for access in found] == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_a_sentence_that_tells_of_none(told: Told, text: str) -> None:
    assert told(text, "access") == []
