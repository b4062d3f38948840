"""Families: reports that print the same text, whole or in part, whatever happened to its headline or punctuation.

Two stages. Candidates: a MinHash index (rensa) finds texts that are alike as wholes; since it cannot see that a short
cut stands inside a long text, a content-chosen sample of the word shingles (those whose hash is divisible by a small
number, as in FracMinHash: Irber et al. 2022) is indexed too. Decision, exact: the share of the shorter text's shingles
that the other text has (containment, Broder 1997) must reach :data:`MIN_CONTAINMENT`, over at least
:data:`MIN_SHARED` shingles, and :data:`MIN_OPENING` of those of its opening must be among them: two stories of one
site end in the same menus, and two stories of one war in the same background.

Words are compared without case, accents and punctuation, so that lost commas and curly quotes change nothing.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from rensa import RMinHash, RMinHashLSH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from whyhere.records import Report

SHINGLE = 4
"""Words a shingle: three are common phrases, five break too easily when a word is changed."""
MIN_CONTAINMENT = 0.45
"""Share of the shorter text's shingles in the other one. See docs/reports.md for the real reports it was set on."""
MIN_SHARED = 20
"""Shared shingles at least: two short notices may share a name and a title, and be two notices."""
MIN_OPENING = 0.25
"""Share of the shorter text's opening that the other text must have."""
OPENING = 120
"""The opening: so many shingles at most, and at most the first half. An outlet's own lead over a copy is shorter."""
_SAMPLED = 8  # one shingle in so many is indexed for candidates
_PERMUTATIONS, _BANDS = 128, 32  # MinHash: a pair with Jaccard 0.5 is a candidate with probability 0.87
_TOO_COMMON = 200  # a sampled shingle in more reports than this is boilerplate and no evidence of a candidate
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    """A stable 64-bit hash of a word (Python's own changes from run to run)."""
    data = word.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


@dataclass(frozen=True, slots=True)
class Shingles:
    """Sorted, distinct hashes of a text's word runs: of the whole text and of its opening."""

    whole: NDArray[np.uint64]
    opening: NDArray[np.uint64]


def shingles(text: str) -> Shingles:
    """The hashes of a text's runs of :data:`SHINGLE` words; a text with fewer words is one shingle."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
    words = np.fromiter((_word_hash(word) for word in _WORD.findall(plain)), dtype=np.uint64)
    if not len(words):
        return Shingles(words, words)
    size = min(SHINGLE, len(words))
    mixed = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        mixed = (mixed ^ words[offset : offset + len(mixed)]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return Shingles(np.unique(mixed), np.unique(mixed[: min(OPENING, (len(mixed) + 1) // 2)]))


def same_text(one: Shingles, other: Shingles) -> bool:
    """Whether the shorter of the two prints the other's text, in whole or part; symmetric."""
    short, long = (one, other) if len(one.whole) <= len(other.whole) else (other, one)
    return _within(short, long) or (len(short.whole) == len(long.whole) and _within(long, short))


def _within(short: Shingles, long: Shingles) -> bool:
    shared = _shared(short.whole, long.whole)
    if shared < min(MIN_SHARED, len(short.whole)) or shared < MIN_CONTAINMENT * len(short.whole):
        return False
    return shared > 0 and _shared(short.opening, long.whole) >= MIN_OPENING * len(short.opening)


def _shared(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


class FamilyIndex:
    """Which reports print the same text. ``family`` ids are the ids of their first members.

    The division into families does not depend on the order of adding: reports belong together when a chain of copies
    links them. Only a family's *name* does: it is the member added first. A report that links two families joins them
    under the elder's name; ``joined`` lists such (younger, elder) pairs in order, for those who stored names.
    """

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._parent: dict[str, str] = {}
        self._shingles: dict[str, Shingles] = {}
        self._ids: list[str] = []
        self._minhash = RMinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._sampled: defaultdict[int, list[int]] = defaultdict(list)
        self.joined: list[tuple[str, str]] = []

    def add(self, report_id: str, text: str) -> str:
        """The family of the report (perhaps its own); adding an id again changes nothing."""
        if report_id in self._parent:
            return self.family(report_id)
        own = shingles(text)
        number = len(self._ids)
        self._parent[report_id] = report_id
        self._order[report_id] = number
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update([value.tobytes() for value in own.whole])
        sampled = [int(value) for value in own.whole[own.whole % np.uint64(_SAMPLED) == 0]]
        for candidate in sorted({*self._minhash.query(sketch), *self._sharing(sampled)}):
            self._compare(report_id, own, self._ids[candidate])
        self._ids.append(report_id)
        self._shingles[report_id] = own
        self._minhash.insert(number, sketch)
        for value in sampled:
            self._sampled[value].append(number)
        return self.family(report_id)

    def _sharing(self, sampled: list[int]) -> set[int]:
        lists = (self._sampled[value] for value in sampled if value in self._sampled)
        return {number for numbers in lists if len(numbers) <= _TOO_COMMON for number in numbers}

    def _compare(self, report_id: str, own: Shingles, other_id: str) -> None:
        if not same_text(own, self._shingles[other_id]):
            return
        pair = sorted((self.family(report_id), self.family(other_id)), key=self._order.__getitem__)
        elder, younger = pair
        if elder != younger:
            self._parent[younger] = elder
            if younger != report_id:
                self.joined.append((younger, elder))

    def family(self, report_id: str) -> str:
        """The family that the report belongs to now; KeyError for an id that was never added."""
        root = self._parent[report_id]
        while root != self._parent[root]:
            root = self._parent[root]
        self._parent[report_id] = root
        return root

    @property
    def families(self) -> Mapping[str, str]:
        """Report id → family id, for all reports, as of now."""
        return MappingProxyType({report_id: self.family(report_id) for report_id in self._ids})


def family_text(report: Report) -> str:
    """What families compare of a report: the story itself, without headline, signatures, captions and menus."""
    return "\n".join(
        report.text[part.start : part.end] for part in report.parts if part.kind in {"body", "summary", "heading"}
    )
