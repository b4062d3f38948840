"""Which tags a word may have, where its corpus says less than the eight types: a set, not a guess.

UNER and GUM know persons, organisations and places; whether an organisation fights or a place has walls, and which of
their unlabelled words are dates, quantities, peoples or armed sides, they leave open. The loss then asks only that the
probability of all allowed tags together be high. Where a name says itself which it is ("Ministry", no word for a
building), the set has one tag.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from whyhere import vocabulary

if TYPE_CHECKING:
    from .conllu import Example

FINE = ("person", "organisation", "armed_party", "place", "facility", "date", "quantity", "group")
COARSE = {"PER": ("person",), "ORG": ("organisation", "armed_party"), "LOC": ("place", "facility")}


def tag_set() -> list[str]:
    """The tags in the order of the head's outputs."""
    return ["O", *(f"{p}-{kind}" for kind in FINE for p in "BI")]


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.toml``; ``peoples`` with the nationalities that the reader knows."""
    found = set(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))[name])
    if name == "peoples":
        known = vocabulary.load("demonyms")
        found |= {word.lower() for forms in known["demonyms"].values() for word in forms}
        found |= {word.lower() for word in known["adjectives"].values() if len(word) > len("U.S.")}
    return frozenset(found)


def allowed(example: Example, index: int) -> tuple[str, ...]:
    """The tags that a word may have; its own tag alone where that is a fine one."""
    tag = (example.ner or [])[index]
    if tag == "O":
        return _outside(example, index)
    kinds = COARSE.get(tag[2:])
    if kinds is None:
        return (tag,)
    name = {word.lower() for word in _name(example, index)}
    if tag[2:] == "LOC" and not name & words("built"):
        kinds = ("place",)
    elif tag[2:] == "ORG" and name & words("civil"):
        kinds = ("organisation",)
    return tuple(f"{tag[0]}-{kind}" for kind in kinds)


def _name(example: Example, index: int) -> list[str]:
    """The words of the name that a word stands in."""
    tags = example.ner or []
    first, last = index, index + 1
    while tags[first].startswith("I-") and first:
        first -= 1
    while last < len(tags) and tags[last].startswith("I-"):
        last += 1
    return example.words[first:last]


def _outside(example: Example, index: int) -> tuple[str, ...]:
    if not example.coarse:
        return ("O",)
    word = example.words[index].lower()
    may: list[str] = []
    if example.xpos[index] in {"JJ", "NNP", "NNPS"} and word in words("peoples"):
        return ("B-group",)
    if word in words("times") or _near(example, index, words("times")):
        may.append("date")
    if example.xpos[index] == "CD" or any(example.xpos[i] == "CD" for i in _around(example, index)):
        may.append("quantity")
    if word in words("sides"):
        may.append("armed_party")
    return ("O", *(f"{p}-{kind}" for kind in may for p in "BI"))


def _around(example: Example, index: int) -> list[int]:
    return [i for i in (index - 2, index - 1, index + 1, index + 2) if 0 <= i < len(example.words)]


def _near(example: Example, index: int, sought: frozenset[str]) -> bool:
    near = any(example.words[i].lower() in sought for i in _around(example, index))
    return near and example.upos[index] in {"NUM", "DET", "ADJ", "PUNCT", "ADP", "NOUN"}
