"""The vocabulary of reporting and hedging as sets, read once from ``reporting.toml`` and ``hedges.toml``."""

from __future__ import annotations

from functools import cache

from whyhere import vocabulary


@cache
def reporting(table: str, name: str) -> frozenset[str]:
    """One list of the reporting vocabulary; KeyError when there is no such list."""
    return frozenset(vocabulary.load("reporting")[table][name])


@cache
def hedging(table: str, name: str) -> frozenset[str]:
    """One list of the hedging vocabulary; KeyError when there is no such list."""
    return frozenset(vocabulary.load("hedges")[table][name])


@cache
def stances() -> dict[str, str]:
    """Each reporting verb's lemma with what it makes of its content's certainty."""
    return {lemma: stance for stance, lemmas in vocabulary.load("reporting")["verbs"].items() for lemma in lemmas}


@cache
def levels(table: str) -> dict[str, str]:
    """Each word of one hedging table with the certainty it stands for."""
    return {word: level for level, words in vocabulary.load("hedges")[table].items() for word in words}
