"""Frames found on a parse: particles, needed and barred words, words before a noun, headlines without a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.statements.patterns import lexicon, matches

if TYPE_CHECKING:
    from .conftest import Parse


@pytest.mark.parametrize(
    ("text", "name", "words", "value"),
    [
        ("They pulled out of Ardun.", "control", "pulled out", "withdrew"),  # a particle
        ("They took control of Ardun.", "control", "took control", "captured"),  # a needed object
        ("A car bomb exploded.", "events", "car bomb", "bombing"),  # a word before
        ("The ground is in rebel hands.", "control", "hands", "held"),  # a noun under its preposition
    ],
)
def test_a_frame_is_found_with_its_words(parse: Parse, text: str, name: str, words: str, value: str) -> None:
    (sentence,) = parse(text).sentences
    found = [match for token in sentence.tokens for match in matches(sentence, token, lexicon(name))]
    assert (words, value) in [(" ".join(t.text for t in match.words), match.frame.value) for match in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They held talks in Ardun.", "control"),  # a barred object
        ("They took part in Ardun.", "control"),  # another
        ("A car stopped.", "events"),  # half of a noun
    ],
)
def test_a_frame_is_not_found(parse: Parse, text: str, name: str) -> None:
    (sentence,) = parse(text).sentences
    assert [match for token in sentence.tokens for match in matches(sentence, token, lexicon(name))] == []


def test_unknown_vocabularies_are_errors() -> None:
    with pytest.raises(FileNotFoundError):
        lexicon("no such file")
