"""A number as its source says it: "thousands of civilians", "at least 24 fighters", "four children"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.sentences.grammar import printable
from whyhere.explainer.spoken import grouped

if TYPE_CHECKING:
    from whyhere.records import Figure

_SAID = re.compile(r"[a-z]+(?:[ -][a-z]+){0,4}")
_LOWER, _UPPER, _SOFT = "at least", "as many as", "about"


def bounded(figure: Figure) -> str:
    """The number with its bounds as its source gave them: "as many as 20,000", "at least 9", "dozens", "about 300"."""
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return f"between {grouped(low)} and {grouped(high)}"
    number = _number(figure, low if low is not None else high or 0)
    hedge = figure.hedge.text.lower() if figure.hedge else ""
    if low is None and high is not None:
        return f"{_UPPER} {number}"
    if high is None and low is not None:
        bound = "more than" if hedge in ("more than", "over") else _LOWER
        return number if is_vague(figure) else f"{bound} {number}"
    return f"{_SOFT} {number}" if hedge in vocabulary.load("wording")["figure_hedges"]["soft"] else number


def noun_phrase(figure: Figure, party: str | None = None) -> str:
    """The number with what is counted: "thousands of civilians", "three fighters of the League"."""
    noun = " ".join(figure.what.value.split()[:-1]) or (figure.unit if printable(figure.unit) else "people")
    of = " of" if is_vague(figure) and _vague(figure)[1] else ""
    if noun in vocabulary.load("wording")["figure_many"]["labels"]:
        noun = f"“{noun}”" if re.search(rf"\b{noun}\b", figure.span.text) else "people"  # their word, not ours
    known = {word.rstrip("s") for word in (party or "").lower().split()}
    whose = f" of {party}" if party and noun.rstrip("s") not in known and noun in _fighters() else ""
    return f"{bounded(figure)}{of} {noun}{whose}"


def is_vague(figure: Figure) -> bool:
    """Whether the source gives a word for many and no number: "dozens", "thousands", "several"."""
    return figure.low is not None and figure.high is None and not figure.hedge and _vague(figure)[0]


def is_slight(figure: Figure) -> bool:
    """Whether the source says no more than that there were some: "several", "a few"."""
    words = _words(figure) or ""
    return is_vague(figure) and words.rsplit(" ", 1)[-1] in vocabulary.load("wording")["figure_many"]["bare"]


def _vague(figure: Figure) -> tuple[bool, bool]:
    """Whether the words end in one for many, and whether that takes "of"."""
    said = _words(figure) or ""
    words = vocabulary.load("wording")["figure_many"]
    last = said.rsplit(" ", 1)[-1]
    return last in (*words["of"], *words["bare"]), last in words["of"]


def _number(figure: Figure, value: float) -> str:
    return _words(figure) or grouped(value)


def _words(figure: Figure) -> str | None:
    """The number in the source's words, where it is written in words."""
    said = " ".join(figure.number.text.lower().split())
    return said if _SAID.fullmatch(said) else None


def _fighters() -> list[str]:
    found: list[str] = vocabulary.load("wording")["figure_many"]["fighters"]
    return found
