"""Parses as records: circles of heads are cut open."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from whyhere.statements.syntax import Sentence, Token, unlooped


def sentence(heads: list[int]) -> Sentence:
    tokens = (
        Token(i, "word", 5 * i, 5 * i + 4, "word", "NOUN", "NN", head, "conj" if head >= 0 else "root")
        for i, head in enumerate(heads)
    )
    return Sentence(0, 5 * len(heads), tuple(tokens))


def test_a_circle_hangs_on_the_root() -> None:
    assert [t.head for t in unlooped(sentence([-1, 2, 1])).tokens] == [-1, 0, 1]


def test_where_all_words_circle_the_first_is_the_root() -> None:
    assert [t.head for t in unlooped(sentence([1, 2, 0])).tokens] == [-1, 2, 0]


@given(st.lists(st.integers(-1, 11), min_size=12, max_size=12))
def test_every_walk_upwards_ends_and_a_tree_is_left_alone(heads: list[int]) -> None:
    cut = unlooped(sentence(heads))
    for token in cut.tokens:
        seen, step = {token.index}, token.head
        while step >= 0:
            assert step not in seen
            seen.add(step)
            step = cut.tokens[step].head
    assert unlooped(cut) is cut
    assert [replace(t, head=0, deprel="") for t in cut.tokens] == [
        replace(t, head=0, deprel="") for t in sentence(heads).tokens
    ]
