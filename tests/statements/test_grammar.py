"""The closed classes of words."""

from __future__ import annotations

import pytest

from whyhere import vocabulary
from whyhere.statements.grammar import listed


def test_every_list_holds_words_in_lower_case() -> None:
    data = vocabulary.load("grammar")
    for table, lists in data.items():
        for name in lists:
            assert listed(table, name)
            assert all(word == word.lower() for word in listed(table, name))


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        listed("clause", "no such list")
