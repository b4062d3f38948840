"""Quotes: a text in, the quoted stretches out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.statements.quotes import find_quotes, is_speech

ROWS = [
    # straight, curly and single marks
    ('He said "we will stay" and left.', ["we will stay"]),
    ("“We will stay,” he said. “And wait.”", ["We will stay,", "And wait."]),
    ("'We will stay,' said the guards' leader. 'It's ours.'", ["We will stay,", "It's ours."]),
    ("‘We will stay’, he said, ‘and wait.’", ["We will stay", "and wait."]),
    ("«We will stay», he said.", ["We will stay"]),
    # apostrophes and inches are no quotes
    ("The guards' base and the town's post", []),
    ('a 5" pipe and a 6" pipe', []),
    ("the '90s were quiet", []),
    # a lost closing mark: the quote ends with its sentence
    ('"We will stay, he said. The bridge fell. "Never," she said.', ["We will stay, he said.", "Never,"]),
    # a lost opening mark: the quote begins with its sentence
    ('We will stay," he said. Then: "No."', ["We will stay,", "No."]),
    # a closing mark set off from its word
    ('"Why? "he asked.', ["Why?"]),
    # nested, outer first
    ("“She told me ‘go away’ twice,” he said.", ["She told me ‘go away’ twice,", "go away"]),
    # nothing inside
    ('""', []),
    ('"', []),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_finds(text: str, wanted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == wanted


def test_paragraphs_that_open_again_are_one_series() -> None:
    text = '"The bridge is open.\n\n"The road is not," he said.\n\nThen a "third word" came.'
    quotes = find_quotes(text)
    assert [q.series for q in quotes[:2]] == [quotes[0].series] * 2
    assert quotes[2].series != quotes[0].series
    assert not quotes[0].closed


def test_nested_quotes_are_deeper() -> None:
    assert [q.depth for q in find_quotes("“She told me ‘go away’ twice,” he said.")] == [0, 1]


SPEECH = [
    ('He said: "We will stay here."', True),
    ('The so-called "liberated zone" is empty.', False),
    ('They gave it the name "Lion of the Hills".', False),
    ('"Never again!" she said.', True),
]


@pytest.mark.parametrize(("text", "speech"), SPEECH)
def test_tells_speech_from_scare_quotes(parse, text: str, speech: bool) -> None:  # noqa: ANN001, FBT001
    document = parse(text)
    assert [is_speech(document, q) for q in find_quotes(text)] == [speech]


@given(st.text(alphabet="\"'“”‘’« ab.,\n1", max_size=200))
def test_every_quote_lies_inside_the_text(text: str) -> None:
    for quote in find_quotes(text):
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end].strip() == text[quote.start : quote.end]


@pytest.mark.parametrize("mark", ['"', "'", "“", "‘", ' "', '" a', "'a "])
def test_hostile_runs_of_marks_are_read(mark: str) -> None:
    text = "x" + mark * 20_000
    assert all(q.end <= len(text) for q in find_quotes(text))
