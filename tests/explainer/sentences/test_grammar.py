"""The English of the sentences, word by word."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.explainer.sentences.grammar import definite, ended, is_plural, listed, printable, small
from whyhere.explainer.spoken import label, minutes, numbers_in, people, percent, speakable, when_phrase
from whyhere.records import When

D = date


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a, b", "c"], "a, b; and c")],
)
def test_lists(items: list[str], text: str) -> None:
    assert listed(items) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Karsian government", "the Karsian government"),
        ("Karsian rebels", "the Karsian rebels"),
        ("Northern League", "the Northern League"),
        ("Oskola", "Oskola"),  # a single name is no description
        ("The army", "the army"),
        ("Ulland", "Ulland"),
    ],
)
def test_articles(name: str, text: str) -> None:
    assert definite(name) == text


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("the rebels", True),
        ("the army", False),
        ("government forces", True),
        ("fighters from the Northern League", True),
        ("Oskola", False),
        ("three residents", True),
        ("police", True),
    ],
)
def test_number(phrase: str, *, plural: bool) -> None:
    assert is_plural(phrase) is plural


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A rebel commander", "a rebel commander"),
        ("Karsian media", "Karsian media"),
        ("Humanitarian agencies", "humanitarian agencies"),
    ],
)
def test_descriptions_inside_a_sentence(text: str, result: str) -> None:
    assert small(text) == result


@pytest.mark.parametrize(
    ("phrase", "fits"),
    [
        ("the eastern quarter", True),
        ("his fighters", False),
        ("a\nb", False),
        ("one two three four five six seven eight nine ten", False),
        ("“a”", False),
    ],
)
def test_what_may_stand_in_our_sentence(phrase: str, *, fits: bool) -> None:
    assert printable(phrase) is fits


@pytest.mark.parametrize(
    ("text", "result"), [("it fell", "It fell."), ("“it fell.”", "“it fell.”"), ("who  knows?", "Who knows?")]
)
def test_ends(text: str, result: str) -> None:
    assert ended(text) == result


@pytest.mark.parametrize(
    ("when", "phrase"),
    [
        (When(D(2031, 5, 19), D(2031, 5, 19), "day"), "on 19 May 2031"),
        (When(D(2031, 5, 1), D(2031, 5, 31), "month"), "in May 2031"),
        (When(D(2031, 1, 1), D(2031, 12, 31), "year"), "in 2031"),
        (When(None, D(2031, 6, 5), "until"), "by 5 June 2031"),
        (When(None, D(2030, 6, 5), "since"), "since at least 5 June 2030"),
        (When(D(2031, 6, 3), D(2031, 6, 5), "days"), "between 3 June and 5 June 2031"),
        (When(D(2030, 12, 30), D(2031, 1, 2), "days"), "between 30 December 2030 and 2 January 2031"),
        (When(None, None, "unknown"), ""),
        (None, ""),
    ],
)
def test_dates(when: When | None, phrase: str) -> None:
    assert when_phrase(when) == phrase


def test_a_date_as_a_heading() -> None:
    assert label(When(D(2031, 5, 19), D(2031, 5, 19), "day")) == "19 May 2031"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (51.7, "52 minutes"),
        (60, "1 hour"),
        (81.6, "1 hour 22 minutes"),
        (120, "2 hours"),
        (0, "0 minutes"),
        (1, "1 minute"),
    ],
)
def test_minutes(value: float, text: str) -> None:
    assert minutes(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(6200, "6,200"), (6240, "about 6,200"), (999, "999"), (123456, "about 120,000")]
)
def test_people(value: float, text: str) -> None:
    assert people(value) == text


@pytest.mark.parametrize(("share", "text"), [(0.306, "31%"), (0.001, "less than 1%"), (0, "0%"), (1, "100%")])
def test_shares(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("14,000 of 1.2 million", [14000, 1.2e6]),
        ("two others, 5 June", [2, 5]),
        ("a hundred", [100]),
        ("3 thousand", [3000]),
    ],
)
def test_numbers_in_text(text: str, numbers: list[float]) -> None:
    assert [number for _, number in numbers_in(text)] == numbers


@given(st.floats(0, 10_000))
def test_what_is_said_of_minutes_is_speakable(value: float) -> None:
    assert {number for _, number in numbers_in(minutes(value))} <= speakable(value)


@given(st.floats(0, 1))
def test_what_is_said_of_a_share_is_speakable(share: float) -> None:
    assert {number for _, number in numbers_in(percent(share))} <= speakable(share)


@given(st.integers(0, 10**8))
def test_what_is_said_of_people_is_speakable(count: int) -> None:
    assert {number for _, number in numbers_in(people(count))} <= speakable(count)
