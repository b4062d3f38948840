"""Words are found as they stand, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.statements.alignment import align

TEXT = "The Guards’ \u201cnew line\u201d – at Old-Tarnik – held. The new line held."


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("new line", "new line"),
        ("the", None),
        ('The Guards\' "new line"', "The Guards’ “new line"),
        ("Old-Tarnik", "Old-Tarnik"),
        ("Old\u2011Tarnik", "Old-Tarnik"),
        ("Old Tarnik", None),
        ("newline", None),
        ("ew line", None),
        ("line at", None),
        ("new  line", "new line"),
        ("", None),
        ('"!"', None),
    ],
)
def test_finds_the_very_words(said: str, found: str | None) -> None:
    bounds = align(TEXT, 0, len(TEXT), said)
    assert (TEXT[slice(*bounds)] if bounds else None) == found


def test_looks_only_where_it_is_told() -> None:
    last = TEXT.rindex("new line")
    assert align(TEXT, 20, len(TEXT), "new line") == (last, last + 8)
    assert align(TEXT, 0, len(TEXT), "new line", after=20) == (last, last + 8)
    assert align(TEXT, 0, 10, "new line") is None


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_found_has_the_letters_asked_for(text: str, said: str) -> None:
    bounds = align(text, 0, len(text), said)
    if bounds:
        assert 0 <= bounds[0] < bounds[1] <= len(text)
        assert [c for c in text[slice(*bounds)] if c.isascii() and c.isalnum()] == [
            c for c in said if c.isascii() and c.isalnum()
        ] or not (text.isascii() and said.isascii())


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=8), st.data())
def test_every_run_of_whole_words_is_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    bounds = align(text, 0, len(text), " ".join(words[first:last]))
    assert bounds is not None
    assert text[slice(*bounds)] == " ".join(words[first:last])
