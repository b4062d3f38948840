"""Whether it happened: one row a construction, read from the word in capitals' lemma."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.statements import actuality
from whyhere.statements.actuality import Actuality

if TYPE_CHECKING:
    from .conftest import Parse

REAL, NEGATED, OPEN = Actuality.REAL, Actuality.NEGATED, Actuality.OPEN

VERBS = [
    ("The army took Ardun.", "take", REAL),
    ("The army did not take Ardun.", "take", NEGATED),
    ("The army never took Ardun.", "take", NEGATED),
    ("No troops took Ardun.", "take", NEGATED),
    ("The army managed to take Ardun.", "take", REAL),
    ("The army did not manage to take Ardun.", "take", NEGATED),
    ("The army failed to take Ardun.", "take", NEGATED),
    ("The army is trying to take Ardun.", "take", OPEN),
    ("The army wants to take Ardun.", "take", OPEN),
    ("They came to take Ardun.", "take", REAL),  # after "come to", as the list has it
    ("After taking Ardun, the army left.", "take", REAL),
    ("If the army takes Ardun, the rebels will leave.", "take", OPEN),
    ("The army must take Ardun.", "take", OPEN),
    ("Did the army take Ardun?", "take", OPEN),
    ("A plan to take Ardun was made.", "take", OPEN),
    ("The decision to take Ardun was hard.", "take", REAL),
    ("The rebels demanded that the army leave Ardun.", "leave", OPEN),
    ("The general said the army took Ardun.", "take", REAL),  # speech is no matter of this file
    ("The rebels prevented the army from taking Ardun.", "take", NEGATED),
]

NOUNS = [
    ("The capture of Ardun shocked the army.", "capture", REAL),
    ("The army announced the capture of Ardun.", "capture", REAL),
    ("People fled after the capture of Ardun.", "capture", REAL),
    ("The army planned the capture of Ardun.", "capture", OPEN),
    ("The capture of Ardun would end the war.", "capture", OPEN),
    ("The army fights for the capture of Ardun.", "capture", OPEN),
]

EVENTS = [
    ("Clashes erupted in Ardun.", "clash", REAL),
    ("No clashes were reported in Ardun.", "clash", NEGATED),
    ("The army threatened an attack on Ardun.", "attack", OPEN),
    ("The army launched an attack on Ardun.", "attack", REAL),
    ("The army plans to launch an attack on Ardun.", "attack", OPEN),
    ("The minister condemned the attack on Ardun.", "attack", REAL),
]


@pytest.mark.parametrize(("text", "lemma", "expected"), VERBS)
def test_verbs(parse: Parse, text: str, lemma: str, expected: Actuality) -> None:
    (sentence,) = parse(text).sentences
    verb = next(token for token in sentence.tokens if token.lemma == lemma)
    assert actuality.of_verb(sentence, verb) is expected


@pytest.mark.parametrize(("text", "lemma", "expected"), NOUNS)
def test_nominalisations(parse: Parse, text: str, lemma: str, expected: Actuality) -> None:
    (sentence,) = parse(text).sentences
    noun = next(token for token in sentence.tokens if token.lemma == lemma)
    assert actuality.of_noun(sentence, noun) is expected


@pytest.mark.parametrize(("text", "lemma", "expected"), EVENTS)
def test_event_nouns(parse: Parse, text: str, lemma: str, expected: Actuality) -> None:
    (sentence,) = parse(text).sentences
    noun = next(token for token in sentence.tokens if token.lemma == lemma)
    assert actuality.of_event_noun(sentence, noun) is expected


def test_talks_that_are_set_are_to_be_expected(parse: Parse) -> None:
    (sentence,) = parse("Talks are planned for Monday.").sentences
    assert actuality.of_event_noun(sentence, sentence.tokens[0]) is OPEN
    assert actuality.of_event_noun(sentence, sentence.tokens[0], scheduled=True) is REAL
