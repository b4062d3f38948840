"""The timeline tells events and changes, each once, and nothing hollow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture_statements as said
from fixture import DOSSIER, PARTIES
from fixture_reports import day

from whyhere.explainer.sentences.scene import set_scene
from whyhere.explainer.sentences.timeline import event_clause, timeline
from whyhere.records import DateRef, Term, When

if TYPE_CHECKING:
    from whyhere.records import Evidence

JUNE = When(day(2031, 6, 1).latest, day(2031, 6, 30).latest, "month")


def told(*items: Evidence) -> list[str]:
    scene = set_scene(replace(DOSSIER, control_history=()), None, PARTIES)
    return [sentence.text for sentence in scene.write(timeline(items, scene))]


def at(item: Evidence, when: When, change: str | None = None) -> Evidence:
    finding = replace(item.finding, when=DateRef("then", item.finding.span, when), since=None)
    if change:
        finding = replace(finding, change=Term(change, finding.change.span, change))
    return replace(item, finding=finding)


def test_a_leaving_is_told_by_the_taking() -> None:
    """One says the army retook it, another that the League withdrew the same day."""
    assert told(said.RETAKEN, said.WITHDREW) == [
        "5 June 2031: Karsian government forces retook Maravel, state television said."
    ]


def test_a_mere_holding_is_no_event() -> None:
    assert told(at(said.HELD, day(2031, 6, 2))) == []


def test_a_holder_told_of_once_is_not_told_again() -> None:
    held = at(said.HELD, When(day(2031, 6, 2).latest, day(2031, 6, 2).latest, "since"))
    assert len(told(at(said.HELD, day(2031, 6, 1), "captured"), held)) == 1


def test_the_shorter_time_is_told() -> None:
    lines = told(at(said.HELD, JUNE, "entered"), at(said.HELD, day(2031, 6, 2), "entered"))
    assert [line[:11] for line in lines] == ["2 June 2031"]


def test_lines_stand_in_order_of_time() -> None:
    lines = told(said.RETAKEN, said.ASSAULT)
    assert [line.split(":")[0] for line in lines] == ["19 May 2031", "5 June 2031"]


def test_a_killing_without_a_number_is_no_line() -> None:
    scene = set_scene(DOSSIER, None, PARTIES)
    finding = replace(said.ASSAULT.finding, event=Term("killed", said.ASSAULT.finding.span, "killing"))
    item = replace(said.ASSAULT, finding=finding)
    assert event_clause(item, scene) is None
    count = replace(said.WOUNDED.finding, what=Term("killed", finding.span, "people killed"), place=None)
    statement = replace(item.statement, findings=(finding, count))
    assert event_clause(replace(item, statement=statement), scene) == "at least 900 people were killed in the town"
