"""Quotations are chosen for what they tell: of this place, by somebody, whole, and no bare toll."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture_statements as said
import pytest
from fixture import DOSSIER, PARTIES

from whyhere.explainer.sentences.outlook import looks_ahead
from whyhere.explainer.sentences.scene import set_scene
from whyhere.explainer.sentences.voices import significance, telling, voices

if TYPE_CHECKING:
    from whyhere.records import Evidence


def saying(words: str, item: Evidence = said.WHOEVER) -> Evidence:
    span = replace(item.statement.span, text=words, end=item.statement.span.start + len(words))
    finding = None if item.finding is None else replace(item.finding, span=span)
    return replace(item, statement=replace(item.statement, span=span, places=()), finding=finding)


TELLING = [
    ("We buried our neighbours at night and nobody in Maravel slept", True),
    ("The road to Maravel is the only one by which bread comes in", True),
    # a fragment
    ("We probably had a role", False),
    # hangs on what stood before it
    ("It has been done by them and everybody in the street saw it", False),
    # a bare toll
    ("At least 9 people were killed and 4 wounded in Maravel today", False),
    # of no place and of nothing in particular
    ("The committee has decided to look into the matter once more", False),
]


@pytest.mark.parametrize(("words", "tells"), TELLING)
def test_a_quotation_tells(words: str, tells: bool) -> None:  # noqa: FBT001 - a table's column
    scene = set_scene(DOSSIER, None, PARTIES)
    assert (telling(saying(words), scene) >= 3) is tells


def test_who_is_nobody_is_not_quoted() -> None:
    scene = set_scene(DOSSIER, None, PARTIES)
    item = saying("The road to Maravel is the only one by which bread comes in")
    assert telling(replace(item, statement=replace(item.statement, voice=())), scene) == 0


def test_a_quotation_has_its_day() -> None:
    scene = set_scene(DOSSIER, None, PARTIES)
    (sentence,) = scene.write(voices([said.WHOEVER], scene))
    assert sentence.text.endswith("Colonel Dara Vint told Hadran-based Channel Six, in a report of 5 June 2031.")


WEIGHTY = [
    ("Maravel is a strategic town on the road to the sea", True),
    ("Whoever holds Maravel holds the road to the sea", True),
    # a word of weight about something else
    ("The key witness was heard by the court on Tuesday morning", False),
    # hangs on what stood before it
    ("It is very important because they will cut the road of Maravel", False),
]


@pytest.mark.parametrize(("words", "weighs"), WEIGHTY)
def test_significance_is_of_the_place(words: str, weighs: bool) -> None:  # noqa: FBT001 - a table's column
    scene = set_scene(DOSSIER, None, PARTIES)
    assert bool(significance([saying(words)], scene)) is weighs


AHEAD = [
    ("The fall of Maravel will likely discourage the government from the talks", True),
    ("If the army keeps the town, the League will find it hard to supply Tolm", True),
    # a picture's doubt, a condition contrary to fact
    ("If genuine it would not be the first picture of that kind from Maravel", False),
    ("if the families were able to leave nobody would stay in those streets", False),
    # looks back
    ("The League fought for the town during three weeks of shelling", False),
]


@pytest.mark.parametrize(("words", "ahead"), AHEAD)
def test_an_outlook_looks_ahead(words: str, ahead: bool) -> None:  # noqa: FBT001 - a table's column
    assert looks_ahead(saying(words, said.TALKS)) is ahead
