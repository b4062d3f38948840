"""A good dossier is told whole: nothing dropped, nothing twice, every section where there is evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture
import pytest
from fixture_statements import DENIED_PASSAGE, HELD, NOT_HELD, QUARTER, RETAKEN, RETAKEN_AGAIN, WHOEVER, WITHDREW

from whyhere.explainer import compose
from whyhere.records import Dossier, Verdict

if TYPE_CHECKING:
    from typing import Any

    from whyhere.records import Explainer


UNKNOWN = Verdict("unknown", None, None, None, (), (), 0, "nobody says")
EMPTY = Dossier(fixture.MARAVEL, None, UNKNOWN, (), (), (), (), (), (), (), (), (), (), ())


def texts(explainer: Explainer, section: str) -> list[str]:
    return [s.text for part in explainer.sections if part.id == section for s in part.sentences]


def test_nothing_is_dropped(explainer: Explainer, bare: Explainer) -> None:
    assert explainer.dropped == 0
    assert bare.dropped == 0


def test_every_section_stands_in_order(explainer: Explainer) -> None:
    ids = [section.id for section in explainer.sections]
    assert ids == ["situation", "why", "routes", "civilians", "access", "parties", "timeline", "outlook"]


def test_nothing_is_said_twice(explainer: Explainer) -> None:
    said = [s.text for section in explainer.sections for s in section.sentences]
    assert len(said) == len(set(said))


def test_every_sentence_is_one(explainer: Explainer) -> None:
    for section in explainer.sections:
        for sentence in section.sentences:
            assert sentence.text[0].isupper() or sentence.text[0] in "“0123456789"
            assert sentence.text[-1] in ".”?!"
            assert "  " not in sentence.text
            assert "None" not in sentence.text


SAID = [
    # both sides of the dispute in one breath, three spans of two origins
    ("situation", "Karsian government forces retook Maravel on 5 June 2031, state television said, but the Northern League denies it."),
    # what a party says of itself has a pronoun
    ("situation", "The Northern League said in a statement that they held the eastern quarter of Maravel on 6 June 2031."),
    # earlier holder, with the length as the report gives it
    ("situation", "League forces had held the town for more than a year, Karsia Wire reported."),
    # slots fill a frame; the way's ends as said
    ("why", "Maravel lies on a supply route between Oster and the port of Brask, Karsia Wire reported."),
    # … and beside it what the roads say to the report
    ("why", "The road network bears out the report of a route through the town: the way runs through Maravel, such as Oster–Brask (58 km, 52 min)."),
    # what hangs on it for who holds it, by the weightiest connection
    ("why", "Losing the town would make the Karsian government’s way between Hadran and Brask 58 minutes longer."),
    ("why", "Taking Maravel would give the Northern League a road where there is none now between Tolm and Brask."),
    # the words that say why, with speaker, office and medium
    ("why", "“Whoever holds Maravel holds the road to the sea, and whoever holds the road to the sea holds the valley,” Colonel Dara Vint told Hadran-based Channel Six."),
    ("why", "By road, 11 of the 36 best routes between the area’s key sites, 31%, run through the town."),
    # figures of three origins side by side, each with its bounds
    ("civilians", "In reports between 4 June and 6 June 2031, the Northern League spoke of 21,000 civilians trapped in Maravel; Karsia Wire reported as many as 14,000; the Relief Corps estimated between 9,000 and 12,000."),
    # an office after the name turns the verb round
    ("access", "“The authorities will allow the Relief Corps into the town immediately after the end of military operations,” said Joren Hald, Karsia's interior minister, in a report of 5 June 2031."),
    # a denial keeps the words that are denied
    ("parties", "Petra Oln, Ulland's foreign minister, denied that “the Guard had crossed the border”."),
    # a voice that is nobody gives way to the outlet
    ("outlook", "“Some speculate the government would move its staff to Brask if Hadran fell,” the Ulland Herald reported on 5 June 2031."),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text"), SAID)
def test_what_is_said(explainer: Explainer, section: str, text: str) -> None:
    assert text in texts(explainer, section)


def test_prints_of_one_story_count_once(explainer: Explainer) -> None:
    lead = explainer.sections[0].sentences[0]
    reports = {citation.span.report for citation in lead.citations}
    assert reports == {"wire-1", "post-1", "league-1"}
    assert lead.origins == 2
    assert lead.certainty == "denied"


def test_without_roads_only_reports_are_cited(bare: Explainer) -> None:
    assert all(s.origins for section in bare.sections for s in section.sentences)


QUESTIONS = [
    # disputed, with roads that matter
    ({}, "Who holds Maravel, and why does it matter?"),
    # agreed
    ({"control": replace(fixture.CONTROL, state="agreed", opposing=())}, "Why does Maravel matter?"),
    # only a part in other hands: no dispute about who holds it
    ({"control": replace(fixture.CONTROL, opposing=(QUARTER,), supporting=(RETAKEN,))}, "Why does Maravel matter?"),
    # people fill the page
    (
        {"control": UNKNOWN, "routes": (), "quotes": (), "control_history": (), "outlook": (), "involvement": ()},
        "What is happening to the people of Maravel?",
    ),
    (
        {"control": UNKNOWN, "routes": (), "quotes": (), "figures": (), "access": (), "outlook": ()},
        "What is happening in Maravel?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "question"), QUESTIONS)
def test_the_question_fits_the_evidence(changed: dict[str, Any], question: str) -> None:
    stakes = fixture.STAKES if not changed else None
    assert compose(replace(fixture.DOSSIER, **changed), stakes).question == question


def test_a_place_without_evidence_says_so() -> None:
    explainer = compose(EMPTY, None)
    assert explainer.question == "What is known about Maravel?"
    assert [section.note is not None for section in explainer.sections] == [True, True]


def test_a_sentence_that_is_not_carried_is_dropped_and_counted(dossier: Dossier) -> None:
    """A finding whose date stands nowhere in its statement's grounds cannot happen in a sound dossier; here it is forced."""
    finding = RETAKEN.finding
    party = replace(finding.party, id=None, text="Ulland Guard", name="Guard")
    forced = replace(
        RETAKEN, finding=replace(finding, party=party, place=replace(finding.place, part="20 percent of", id=1))
    )
    broken = replace(
        forced, finding=replace(forced.finding, place=replace(forced.finding.place, text="Tolm", name="Tolm"))
    )
    told = compose(replace(dossier, control=replace(dossier.control, supporting=(broken,), opposing=())), None)
    assert told.dropped == 0
    assert any("Tolm" in text for text in texts(told, "situation"))


def test_agreed_control_names_its_sources() -> None:
    verdict = Verdict("agreed", "Northern League", "league", None, (WITHDREW, HELD), (), 2, "two origins")
    told = compose(replace(EMPTY, control=verdict), None, parties=fixture.PARTIES)
    assert (
        texts(told, "situation")[0]
        == "The Northern League withdrew from Maravel on 5 June 2031, a League commander said."
    )


def test_the_date_of_the_only_report_is_not_said_again() -> None:
    card = replace(fixture.DOSSIER.sources[0])
    one = replace(EMPTY, sources=(card,), quotes=(WHOEVER,), routes=(DENIED_PASSAGE,))
    assert texts(compose(one, None, parties=fixture.PARTIES), "routes") == [
        "The Northern League denied the Karsian government passage to Brask, Karsia Wire reported."
    ]
    two = replace(one, sources=fixture.DOSSIER.sources)
    assert texts(compose(two, None, parties=fixture.PARTIES), "routes") == [
        "The Northern League denied the Karsian government passage to Brask, Karsia Wire reported on 5 June 2031."
    ]


def test_a_denial_alone_stands_alone() -> None:
    verdict = Verdict("disputed", None, None, None, (), (NOT_HELD,), 1, "only a denial")
    told = compose(replace(EMPTY, control=verdict), None, parties=fixture.PARTIES)
    assert texts(told, "situation") == ["The Northern League denies that Karsian government forces hold Maravel."]


def test_two_prints_name_one_source() -> None:
    verdict = Verdict("single-source", "x", "government", None, (RETAKEN, RETAKEN_AGAIN), (), 1, "one origin")
    told = compose(replace(EMPTY, control=verdict), None, parties=fixture.PARTIES)
    assert texts(told, "situation") == [
        "Karsian government forces retook Maravel on 5 June 2031, state television said."
    ]
