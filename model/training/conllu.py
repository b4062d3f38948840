"""Treebanks in CoNLL-U → examples (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import lzma
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Link:
    """A word group and the words tied to it by role: a cue with source and content, a trigger with its slots."""

    label: str
    words: frozenset[int]
    roles: dict[str, frozenset[int]]

    def moved(self, place: Callable[[int], Iterable[int]]) -> Link | None:
        """The link with every word at its new places; None where its own words are gone."""

        def put(words: frozenset[int]) -> frozenset[int]:
            return frozenset(new for old in words for new in place(old))

        words = put(self.words)
        return Link(self.label, words, {r: put(w) for r, w in self.roles.items()}) if words else None


@dataclass(slots=True)
class Example:
    """One sentence and what is known of it; a layer that its corpus does not annotate is None.

    ``ner`` are BIO tags of coarse (PER, ORG, LOC) or fine types; ``links`` are attributions, ``found`` findings.
    """

    sent_id: str
    words: list[str]
    lemmas: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    misc: list[str] = field(default_factory=list)
    space_after: list[bool] = field(default_factory=list)
    newpar: bool = False
    doc: str = ""
    ner: list[str] | None = None
    links: list[Link] | None = None
    found: list[Link] | None = None
    certainty: list[tuple[int, str]] | None = None
    coarse: bool = True
    parsed: bool = True


def lines(path: Path) -> Iterator[str]:
    """The lines of an xz-compressed text file without their ends."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def read(path: Path) -> list[Example]:
    """Every sentence of a treebank file; empty nodes are left out, heads count from 0 with -1 for the root."""
    found: list[Example] = []
    rows: list[list[str]] = []
    comments: dict[str, str] = {}
    doc = ""
    for line in [*lines(path), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
            if key.strip() == "newdoc id":
                doc = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            found.append(_example(rows, comments, doc))
            rows, comments = [], {}
    return found


def _example(rows: list[list[str]], comments: dict[str, str], doc: str) -> Example:
    words = [row for row in rows if row[0].isdigit()]
    return Example(
        sent_id=comments.get("sent_id", ""),
        words=[row[1].replace(" ", "") for row in words],
        lemmas=[row[2] for row in words],
        upos=[row[3] for row in words],
        xpos=[row[4] for row in words],
        heads=[int(row[6]) - 1 for row in words],
        deprels=[row[7] for row in words],
        misc=[row[9] for row in words],
        space_after=_spaces(rows),
        newpar="newpar" in comments or "newdoc id" in comments,
        doc=doc,
    )


def _spaces(rows: list[list[str]]) -> list[bool]:
    """Whether a space follows each word: the parts of a contraction stand together, its last part as the whole says."""
    joined: dict[int, bool] = {}
    last: dict[int, bool] = {}
    for row in rows:
        if match := re.fullmatch(r"(\d+)-(\d+)", row[0]):
            start, end = int(match[1]), int(match[2])
            joined.update(dict.fromkeys(range(start, end), True))
            last[end] = "SpaceAfter=No" not in row[9]
    spaces = []
    for row in rows:
        if row[0].isdigit():
            number = int(row[0])
            spaces.append(last.get(number, not joined.get(number, False) and "SpaceAfter=No" not in row[9]))
    return spaces
