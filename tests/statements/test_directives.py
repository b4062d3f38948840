"""Demands, labels and charges: whose words they are, and that what is charged is nobody's fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.statements.attributed import attributions
from whyhere.statements.attribution import find_claims

if TYPE_CHECKING:
    from conftest import Parse


def told(parse: Parse, text: str, headline: str | None = None) -> list[tuple[str, str, str]]:
    document = parse(text, headline=headline)
    whole = document.report.text
    said = attributions(document, find_claims(document))
    return [
        tuple(" + ".join(whole[a:b] for a, b in pieces) for pieces in (s.source, s.cue, s.content))  # type: ignore[misc]
        for s in said
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The council urged the army to leave Tarnik.", "The council", "urged", "the army to leave Tarnik"),
        ("The council called on the rebels to stop.", "The council", "called on", "the rebels to stop"),
        ("The ministry described the march as a crime.", "The ministry", "described", "the march as a crime"),
        (
            "Rebels accused the army of shelling a market.",
            "Rebels",
            "accused",
            "the army of shelling a market",
        ),
        (
            'The guard said the raid "hit nobody" in Tarnik.',
            "The guard",
            "said",
            'the raid "hit nobody" in Tarnik',
        ),
        (
            "The ministry, which moved last year, said the road was open.",
            "The ministry",
            "said",
            "the road was open",
        ),
    ],
)
def test_source_cue_and_content(parse: Parse, text: str, source: str, cue: str, content: str) -> None:
    assert told(parse, text) == [(source, cue, content)]


def test_a_source_behind_a_headline(parse: Parse) -> None:
    found = told(parse, "Shells fell on Monday.", headline="Strike kills 15 people near Tarnik monitor")
    assert found == [("monitor", "", "Strike kills 15 people near Tarnik")]


@pytest.mark.parametrize("text", ["He asked a question.", "The guards were urged on."])
def test_no_directive(parse: Parse, text: str) -> None:
    assert all(cue not in {"called", "asked", "urged"} for _, cue, _ in told(parse, text))
