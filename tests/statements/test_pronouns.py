"""What pronouns stand for, or that nothing is plainly meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import PartyRef, PlaceRef
from whyhere.statements import pronouns, referents
from whyhere.statements.document import Mentions
from whyhere.statements.scenes import Scene

if TYPE_CHECKING:
    from whyhere.statements.syntax import Token

    from .conftest import Parse


def scene(parse: Parse, text: str, lemma: str) -> tuple[Scene, Token]:
    """The last sentence of a text with Ardun and Norland for places, "rebels" and "Hill Guard" for parties."""
    document = parse(text)
    names = {"Ardun": "settlement", "Belmar": "settlement", "Norland": "country"}
    places = [
        PlaceRef(n, document.report.span(at, at + len(n)), n, kind=k)
        for n, k in names.items()
        if (at := text.find(n)) >= 0
    ]
    parties = [
        PartyRef(n, document.report.span(at, at + len(n)), n)
        for n in ("rebels", "Hill Guard")
        if (at := text.find(n)) >= 0
    ]
    whole = Scene(document, len(document.sentences) - 1, Mentions(tuple(places), tuple(parties)))
    return whole, next(t for t in whole.sentence.tokens if t.lemma.lower() == lemma)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ardun lies on a hill. It fell.", "Ardun"),  # the subject of the sentence before
        ("People fled from Ardun. It fell.", "Ardun"),  # its only town
        ("People fled from Ardun to Belmar. It fell.", None),  # two could be meant
    ],
)
def test_it_is_a_place_only_when_one_is_spoken_of(parse: Parse, text: str, name: str | None) -> None:
    found = pronouns.place(*scene(parse, text, "it"))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "lemma", "name"),
    [
        ("The rebels met. They attacked.", "they", "rebels"),  # the subject before
        ("The rebels said that they had left.", "they", "rebels"),  # in the same sentence
        ("Hill Guard drove the rebels from their base.", "their", "rebels"),  # the one driven out
        ("The rebels defended their base.", "their", "rebels"),
        ("The rebels destroyed their base.", "their", None),  # no one strikes their own
        ("The rebels launched raids against their bases.", "their", None),
        ("The rebels met. He spoke.", "he", None),  # one person is no party
        ("The minister met. They attacked.", "they", None),  # no party was spoken of
    ],
)
def test_they_are_a_party_only_when_one_is_spoken_of(parse: Parse, text: str, lemma: str, name: str | None) -> None:
    found = referents.party(*scene(parse, text, lemma))
    assert (found.name if found else None) == name
