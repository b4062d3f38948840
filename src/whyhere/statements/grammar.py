"""The closed classes of words that the frames share, read once from the vocabulary file ``grammar``."""

from __future__ import annotations

from functools import cache

from whyhere import vocabulary


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """The words of one list of the grammar vocabulary; KeyError when there is no such list."""
    return frozenset(vocabulary.load("grammar")[table][name])
