"""Who is said to say what: a date is attributed to those alone who give it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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


def in_passing(words: str, change: str, part: str | None = None) -> Evidence:
    """A holding that a report only names on its way to something else."""
    finding = said.HELD.finding
    place = replace(finding.place, part=part)
    span = replace(finding.span, text=words)
    term = Term(change, finding.change.span, "holds part" if part else "held")
    whole = replace(
        said.HELD.statement, span=replace(said.HELD.statement.span, text=f"A picture from {words} was seen")
    )
    return replace(
        said.HELD, statement=whole, finding=replace(finding, span=span, change=term, place=place, since=None)
    )


OLD = date(2031, 9, 1)
PASSING = [
    # what the report says on its way, the word of holding, the part → our words; never the sentence around it
    ("the League-held town of Maravel", "held", None, "Karsia Wire described Maravel as League-held in a report of 5 June 2031."),
    ("League-held eastern Maravel", "held", "eastern", "Karsia Wire described eastern Maravel as League-held in a report of 5 June 2031."),
    ("the League stronghold of Maravel", "stronghold", None, "Karsia Wire described Maravel as a stronghold of the Northern League in a report of 5 June 2031."),
    # a name with a capital is joined only where the report does
    ("the Leaguer-held Maravel", "held", None, "Karsia Wire described Maravel as held by the Northern League in a report of 5 June 2031."),
    # a verb of its own is told by it, in the past: the report is old by then
    ("the League held Maravel", "held", None, "The Northern League held Maravel, Karsia Wire reported on 5 June 2031."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "change", "part", "text"), PASSING)
def test_a_holding_named_in_passing_is_told_as_one(words: str, change: str, part: str | None, text: str) -> None:
    scene = scene_of(in_passing(words, change, part))
    scene.dossier = replace(scene.dossier, as_of=OLD)
    assert [sentence.text for sentence in scene.write(situation(scene))] == [text]


FRESH = [(date(2031, 6, 10), "The Northern League holds Maravel, Karsia Wire reported on 5 June 2031."),
         (OLD, "The Northern League held Maravel, Karsia Wire reported on 5 June 2031.")]  # fmt: skip


@pytest.mark.parametrize(("as_of", "text"), FRESH)
def test_what_is_old_is_told_in_the_past(as_of: date, text: str) -> None:
    scene = scene_of(in_passing("the League held Maravel", "held"))
    scene.dossier = replace(scene.dossier, as_of=as_of)
    assert [sentence.text for sentence in scene.write(situation(scene))] == [text]


def test_an_advance_that_goes_on_is_told_as_one() -> None:
    since = DateRef(
        "since 5 June", said.WITHDREW.finding.span, When(day(2031, 6, 5).latest, day(2031, 6, 5).latest, "since")
    )
    finding = replace(said.WITHDREW.finding, change=Term("x", said.WITHDREW.finding.span, "advanced"), when=since)
    item = replace(said.WITHDREW, finding=finding)
    assert (
        clause(item, scene_of(item), now=True) == "the Northern League has been advancing on Maravel since 5 June 2031"
    )
    assert clause(item, scene_of(item)) == "the Northern League had been advancing on Maravel since 5 June 2031"


PARTS = [
    ("eastern", "eastern Maravel"), ("east", "the east of Maravel"), ("centre", "the centre of Maravel"),
    ("60 percent of", "60 percent of Maravel"), ("most", "most of Maravel"), ("districts", "parts of Maravel"),
    ("area", "the Maravel area"), ("kilometres", "part of Maravel"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "words"), PARTS)
def test_parts_have_their_names(part: str, words: str) -> None:
    scene = scene_of(said.WITHDREW)
    assert scene.place_name(replace(said.WITHDREW.finding.place, part=part)) == words
