"""Who is said to say what: a date is attributed to those alone who give it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture_statements as said
import pytest
from fixture import DOSSIER, PARTIES
from fixture_reports import day

from whyhere.explainer.sentences.control import clause, situation
from whyhere.explainer.sentences.scene import set_scene
from whyhere.records import DateRef, Term, Verdict, When

if TYPE_CHECKING:
    from whyhere.records import Evidence


def scene_of(*supporting: Evidence):  # noqa: ANN201 - the scene is the room's own
    verdict = Verdict("agreed", "x", "league", None, supporting, (), len(supporting), "")
    return set_scene(replace(DOSSIER, control=verdict, control_history=()), None, PARTIES)


def told(*supporting: Evidence) -> list[str]:
    scene = scene_of(*supporting)
    return [sentence.text for sentence in scene.write(situation(scene))]


UNDATED = replace(
    said.QUARTER,
    origin="another",
    finding=replace(said.WITHDREW.finding, when=None, span=said.QUARTER.finding.span),
)


def test_who_gives_no_date_is_not_said_to_give_it() -> None:
    assert told(said.WITHDREW, UNDATED) == [
        "The Northern League withdrew from Maravel on 5 June 2031, a League commander said; the Northern League said the same in a report of 6 June 2031."
    ]


CHANGES = [
    # change, negated → our words
    ("captured", False, "the Northern League captured Maravel"),
    ("lost", False, "the Northern League lost Maravel"),
    ("withdrew", True, "the Northern League did not withdraw from Maravel"),
    ("besieged", False, "the Northern League besieged Maravel"),
    ("held", True, "the Northern League did not hold Maravel"),
    ("vanished", False, None),
]  # fmt: skip


@pytest.mark.parametrize(("change", "negated", "words"), CHANGES)
def test_each_change_has_its_verb(change: str, words: str | None, *, negated: bool) -> None:
    finding = replace(said.WITHDREW.finding, change=Term("x", said.WITHDREW.finding.span, change), negated=negated)
    item = replace(said.WITHDREW, finding=finding)
    assert clause(item, scene_of(item), dated=False) == words


def test_a_holding_that_goes_on_is_told_as_one() -> None:
    since = When(day(2031, 6, 5).latest, day(2031, 6, 5).latest, "since")
    ref = DateRef("since 5 June", said.HELD.finding.span, since)
    item = replace(said.HELD, finding=replace(said.HELD.finding, since=ref))
    assert clause(item, scene_of(item), now=True) == "the Northern League has held Maravel since 5 June 2031"


def test_an_unknown_party_is_left_out() -> None:
    item = replace(said.WITHDREW, finding=replace(said.WITHDREW.finding, party=None))
    assert clause(item, scene_of(item)) is None


def test_a_pronoun_is_no_party() -> None:
    party = replace(said.WITHDREW.finding.party, text="his fighters", id=None)
    item = replace(said.WITHDREW, finding=replace(said.WITHDREW.finding, party=party))
    assert clause(item, scene_of(item)) is None
