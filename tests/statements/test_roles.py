"""Roles as walks on a parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.statements.actuality import Actuality, of_noun
from whyhere.statements.roles import follow
from whyhere.statements.syntax import Sentence, Token

if TYPE_CHECKING:
    from .conftest import Parse


@pytest.mark.parametrize(
    ("text", "lemma", "path", "expected"),
    [
        ("Rebels took control of Ardun.", "take", "object/of", ["Ardun"]),
        ("Rebels took Ardun and Belmar.", "take", "object", ["Ardun", "Belmar"]),
        ("Ardun is under rebel control.", "control", "bearer", ["Ardun"]),
        ("Rebels launched an assault.", "assault", "light", ["Rebels"]),
        ("Clashes erupted in Ardun.", "clash", "clause/where", ["Ardun"]),
        ("The town, which rebels hold, fell.", "hold", "object", ["town"]),
        ("They left.", "leave", "object", []),
    ],
)
def test_where_a_path_leads(parse: Parse, text: str, lemma: str, path: str, expected: list[str]) -> None:
    (sentence,) = parse(text).sentences
    token = next(t for t in sentence.tokens if t.lemma == lemma)
    assert [t.text for t in follow(sentence, token, tuple(path.split("/")))] == expected


def test_a_circle_of_conjuncts_ends() -> None:
    circle = (
        Token(0, "stronghold", 0, 10, "stronghold", "NOUN", "NN", 1, "conj"),
        Token(1, "bastion", 11, 18, "bastion", "NOUN", "NN", 0, "conj"),
    )
    sentence = Sentence(0, 18, circle)
    assert follow(sentence, circle[0], ("bearer",)) == ()
    assert of_noun(sentence, circle[0]) is Actuality.OPEN
