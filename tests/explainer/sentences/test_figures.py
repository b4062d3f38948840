"""Figures in prose: bounds kept, one time side by side, a source once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture_statements as said
import pytest
from fixture import DOSSIER, PARTIES
from fixture_reports import CARDS, day

from whyhere.explainer.sentences.counts import bounded, noun_phrase
from whyhere.explainer.sentences.figures import figures
from whyhere.explainer.sentences.scene import set_scene
from whyhere.records import FigureGroup, Term

if TYPE_CHECKING:
    from whyhere.records import Evidence

FIGURE = said.TRAPPED_POST.finding


def hedge(words: str) -> Term:
    return Term(words, FIGURE.number, words)


@pytest.mark.parametrize(
    ("low", "high", "words", "text"),
    [
        (None, 20_000, "as many as", "as many as 20,000"),
        (9, None, "at least", "at least 9"),
        (120, None, "more than", "more than 120"),
        (300, 300, "about", "about 300"),
        (300, 300, "exactly", "300"),
        (9_000, 12_000, "between", "between 9,000 and 12,000"),
    ],
)
def test_bounds_are_kept(low: float | None, high: float | None, words: str, text: str) -> None:
    assert bounded(replace(FIGURE, low=low, high=high, hedge=hedge(words))) == text


SAID = [
    # number as printed, low, high, hedge → as we print it
    ("Thousands", 2_000, None, None, "thousands of civilians"),  # never "at least 2,000"
    ("dozens", 24, None, None, "dozens of civilians"),
    ("several", 3, None, None, "several civilians"),
    ("two dozen", 24, None, "at least", "at least two dozen civilians"),
    ("four", 4, 4, None, "four civilians"),
    ("4", 4, 4, None, "4 civilians"),
    ("14,000", None, 14_000, "as many as", "as many as 14,000 civilians"),
]


@pytest.mark.parametrize(("number", "low", "high", "words", "text"), SAID)
def test_words_stay_words(number: str, low: float | None, high: float | None, words: str | None, text: str) -> None:
    span = replace(FIGURE.number, text=number)
    what = replace(FIGURE.what, value="civilians trapped")
    figure = replace(FIGURE, what=what, number=span, low=low, high=high, hedge=hedge(words) if words else None)
    assert noun_phrase(figure) == text


def told(*rows: Evidence, what: str = "trapped") -> list[str]:
    scene = set_scene(DOSSIER, None, PARTIES)
    return [s.text for s in scene.write(figures([FigureGroup(what, rows, len(rows))], scene))]


def printed(item: Evidence, month: int, number: int) -> Evidence:
    return replace(item, report=replace(CARDS[item.report.id], published=day(2031, month, number)))


def test_accounts_of_two_times_do_not_stand_side_by_side() -> None:
    old, new = printed(said.TRAPPED_POST, 3, 1), printed(said.TRAPPED_LEAGUE, 6, 6)
    assert told(old, new) == [
        "The Northern League spoke of 21,000 civilians trapped in Maravel, in a report of 6 June 2031."
    ]


def test_accounts_of_one_time_do() -> None:
    old, new = printed(said.TRAPPED_POST, 6, 5), printed(said.TRAPPED_LEAGUE, 6, 6)
    assert told(old, new) == [
        "In reports between 5 June and 6 June 2031, the Northern League spoke of 21,000 civilians trapped in Maravel; Karsia Wire reported as many as 14,000."
    ]


def test_a_source_is_heard_once() -> None:
    other = replace(said.TRAPPED_LEAGUE, finding=replace(said.TRAPPED_LEAGUE.finding, low=1_000, high=1_000))
    assert told(other, said.TRAPPED_LEAGUE) == [
        "The Northern League spoke of 21,000 civilians trapped in Maravel, in a report of 6 June 2031."
    ]


def test_an_unknown_kind_is_left_to_the_table() -> None:
    item = replace(
        said.WOUNDED, finding=replace(said.WOUNDED.finding, what=replace(FIGURE.what, value="people singing"))
    )
    assert told(item) == []


def killed(item: Evidence, count: float, month: int, number: int) -> Evidence:
    what = replace(item.finding.what, value="people killed")
    span = replace(item.finding.number, text=str(int(count)))
    finding = replace(item.finding, what=what, number=span, low=count, high=count, hedge=None)
    return printed(replace(item, finding=finding), month, number)


def test_the_dead_of_two_attacks_do_not_stand_side_by_side() -> None:
    scene = set_scene(DOSSIER, None, PARTIES)
    rows = (killed(said.TRAPPED_POST, 14, 6, 2), killed(said.TRAPPED_LEAGUE, 9, 6, 6))
    drafts = list(figures([FigureGroup("killed", rows, 2)], scene))
    assert [draft.text for draft in drafts if draft] == [
        "the Northern League spoke of 9 people killed, in a report of 6 June 2031",
        "in a report of 2 June 2031, Karsia Wire estimated 14 people killed",
    ]


def test_a_word_of_one_side_for_the_other_stands_between_quotation_marks() -> None:
    what = replace(FIGURE.what, value="terrorists killed")
    named = replace(FIGURE, what=what, low=9, high=9, hedge=None, span=replace(FIGURE.span, text="killed 9 terrorists"))
    assert noun_phrase(replace(named, number=replace(FIGURE.number, text="9"))) == "9 “terrorists”"
    unnamed = replace(named, span=replace(FIGURE.span, text="killed 9"), number=replace(FIGURE.number, text="9"))
    assert noun_phrase(unnamed) == "9 people"


def test_some_is_no_figure_for_prose() -> None:
    span = replace(FIGURE.number, text="several")
    item = replace(said.TRAPPED_LEAGUE, finding=replace(said.TRAPPED_LEAGUE.finding, number=span, low=3, high=None))
    assert told(item) == []
