"""What a phrase refers to: places through their kinds and parts, parties through their people, pronouns, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import PartyRef, PlaceRef
from whyhere.statements import referents
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
    ("text", "lemma", "name", "part"),
    [
        ("They took Ardun.", "ardun", "Ardun", None),
        ("They took the town of Ardun.", "town", "Ardun", None),  # through its kind
        ("They took all of Ardun.", "all", "Ardun", None),  # the whole
        ("They took parts of Ardun.", "part", "Ardun", "parts"),
        ("They reached the outskirts of the town of Ardun.", "outskirts", "Ardun", "outskirts"),
    ],
)
def test_a_phrase_that_is_a_place(parse: Parse, text: str, lemma: str, name: str, part: str | None) -> None:
    (found,) = referents.places(*scene(parse, text, lemma))
    assert (found.place.name, found.part) == (name, part)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("They took the governor of Ardun.", "governor"),  # a person
        ("They took the post office in Ardun.", "office"),  # a building
        ("They took weapons from Ardun.", "weapon"),  # things
        ("It rains.", "it"),  # nothing was spoken of
    ],
)
def test_a_phrase_that_is_none(parse: Parse, text: str, lemma: str) -> None:
    assert referents.places(*scene(parse, text, lemma)) == ()


@pytest.mark.parametrize(
    ("text", "lemma", "name"),
    [
        ("The rebels attacked.", "rebel", "rebels"),
        ("Fighters from the Hill Guard attacked.", "fighter", "Hill Guard"),  # through its people
        ("The Hill Guard's artillery fired.", "artillery", "Hill Guard"),  # through its things
        ("Norland attacked.", "norland", "Norland"),  # a country that acts
        ("Ardun was hit.", "ardun", None),  # a town does not
        ("The rebels met. They attacked.", "they", "rebels"),  # the subject before
        ("The rebels met the Hill Guard. He spoke.", "he", None),  # one person is no party
    ],
)
def test_a_phrase_that_is_a_party(parse: Parse, text: str, lemma: str, name: str | None) -> None:
    found = referents.party(*scene(parse, text, lemma))
    assert (found.name if found else None) == name
