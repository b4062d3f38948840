"""Many names in one pass over a text: what counts as naming a place or party, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.gazetteer.matcher import NameMatcher

NAMES = ["Ostrah", "Deir ez-Zorra", "Ḩarmīn", "St. Orra", "Orvan Front", "Tell Bura", "the Marsh"]


@pytest.fixture(scope="module")
def matcher() -> NameMatcher:
    return NameMatcher(NAMES, weak=["Hill", "Salt"])


@pytest.mark.parametrize(
    "text",
    [
        "Troops entered Ostrah.",
        "Troops entered al-Ostrah.",  # an article of the text is no part of the name
        "OSTRAH FALLS",  # a headline in capitals
        "troops entered ostrah",  # no capital anywhere: all may be names
        "Ostrah’s mayor left.",  # a possessive s, with a curly apostrophe
        "Ostrahs mayor left.",  # and with a lost one
        "Ostrah-based fighters",
        "The road to Deir al-Zorra",  # another article inside
        "the road to Deir Zorra is cut",
        "near Deir Ezzorra",  # the article run together
        "near Harmin",  # without diacritics
        "near Ḩarmīn",
        "near Hharmeen",  # another romanisation
        "at Saint Orra",  # written out
        "in Tal Bura",
        "In the Marsh",
        "the ORVAN FRONT said",
        "fighting in Hill, they said",  # a common word behind a preposition of place
    ],
)
def test_named(matcher: NameMatcher, text: str) -> None:
    assert matcher.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing is said here.",
        "Ostrahan cheese",  # half a word
        "The front was quiet, the Orvan was not.",
        "Hill said that the salt was gone.",  # a person and a thing
        "The Hill was taken",
        "Deir was hit and Zorra was not",
        "日本語だけ",
    ],
)
def test_not_named(matcher: NameMatcher, text: str) -> None:
    assert not matcher.found_in(text)


def test_names_are_told_as_they_are_folded(matcher: NameMatcher) -> None:
    assert matcher.names_in("From Ostrah to Harmin and back to Ostrah") == ["Ostrah", "Harmin"]


def test_very_short_names_are_not_looked_for() -> None:
    assert len(NameMatcher(["Al", "X", ""])) == 0
    assert not NameMatcher(["Al", "X", ""]).found_in("Al met X.")


@given(st.text(max_size=80))
def test_a_name_is_found_wherever_it_stands(around: str) -> None:
    assert NameMatcher(NAMES).found_in(f"{around} (Ostrah) {around}")
