"""What the page sets: the standfirst once, the verdict's age, sides no longer than their sections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import fixture
import pytest

from whyhere.explainer import compose
from whyhere.explainer.page import page

if TYPE_CHECKING:
    from whyhere.records import Explainer


def test_the_standfirst_is_who_holds_it_and_why_it_matters(explainer: Explainer) -> None:
    held, why = page(explainer)["lead"]
    assert held.text.startswith("Karsian government forces retook Maravel")
    assert why.text.startswith("Maravel lies on a supply route")
    assert (held.note.number, why.note.number) == (1, 2)


def test_what_the_standfirst_says_is_not_said_below(explainer: Explainer) -> None:
    shown = page(explainer)
    below = [told.note.number for section in shown["sections"] for told in section["told"]]
    count = sum(len(section.sentences) for section in explainer.sections)
    assert sorted([*below, *(told.note.number for told in shown["lead"])]) == list(range(1, count + 1))


AGES = [
    # page's day, newest account 5 June 2031 → what the verdict adds
    (None, ""),
    (date(2031, 6, 12), ""),
    (date(2031, 7, 5), "; the newest is four weeks old"),
    (date(2031, 12, 5), "; the newest is six months old"),
]


@pytest.mark.parametrize(("as_of", "words"), AGES)
def test_the_verdict_says_how_old_it_is(as_of: date | None, words: str) -> None:
    shown = page(compose(replace(fixture.DOSSIER, as_of=as_of), None, parties=fixture.PARTIES))
    assert shown["verdict"]["why"] == fixture.CONTROL.why + words


def test_sides_name_an_outlet_once(explainer: Explainer) -> None:
    for section in page(explainer)["sections"]:
        outlets = [line.split(",")[0] for line in section["side"]]
        assert len(outlets) == len(set(outlets)) <= 6
