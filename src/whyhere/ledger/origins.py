"""What corroboration counts: the origin of a piece of evidence, so that ten prints of one wire story are one.

1. A statement that begins with a named voice has that voice for its origin, whoever prints it and however often.
2. Anything else (narration, "activists said") is the word of the newsroom that wrote it: the agency of its report's
   family, else the outlet that printed the family first. A newsroom that says it twice is still one origin.
3. A family of which no newsroom is known is an origin of its own.
4. A voice that is a newsroom (the report's own, or one quoted by another) is that newsroom's origin.
5. Names of one voice count as one: initials ("OCV" and "Office of the Civil Valley"), and a shorter name whose words
   all stand in exactly one longer name of the ledger. Joining too much only lowers the count, which is the safe side.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whyhere.records import ReportCard, Statement

_INITIALS = re.compile(r"^[A-Z]{2,8}$")
_WORD = re.compile(r"\w+")


@cache
def _small() -> frozenset[str]:
    text = files("whyhere.ledger").joinpath("names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["small"])


@cache
def fold(name: str) -> str:
    """A name without case, accents, punctuation and small words: "The Orbán Observatory" is "orban observatory"."""
    plain = unicodedata.normalize("NFKD", name)
    words = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)).casefold())
    return " ".join([word for word in words if word not in _small()] or words)


def named_voice(statement: Statement) -> str | None:
    """The name that a statement's words begin with; None for narration and for voices only described."""
    first = statement.voice[0] if statement.voice else None
    return first.name if first is not None and first.named and fold(first.name) else None


@dataclass(frozen=True, slots=True)
class Origins:
    """Tells origins by all the names and reports that a ledger holds (as of a date)."""

    _voices: Mapping[str, str] = field(default_factory=dict)  # folded name → the folded name that stands for it
    _newsrooms: Mapping[str, str] = field(default_factory=dict)  # family → its newsroom
    _houses: frozenset[str] = frozenset()

    @classmethod
    def among(cls, names: Iterable[str], cards: Iterable[ReportCard]) -> Origins:
        """Knows the voices' ``names``, and the newsroom of every family of ``cards``."""
        written: dict[str, str] = {}
        for card in sorted(cards, key=_writer_first):
            if house := card.agency or card.outlet:
                written.setdefault(card.family, house)
        voices = _joined((*names, *written.values()))
        newsrooms = {family: voices[fold(house)] for family, house in written.items() if fold(house)}
        return cls(voices, newsrooms, frozenset(newsrooms.values()))

    def of(self, statement: Statement, card: ReportCard) -> str:
        """The origin of a statement: ``voice:…``, ``outlet:…`` or ``family:…``; equal ones count as one."""
        name = named_voice(statement)
        own = {self._joined(house) for house in (card.outlet, card.agency) if house}
        if name is not None and (voice := self._joined(name)) not in own:
            return f"outlet:{voice}" if voice in self._houses else f"voice:{voice}"
        newsroom = self._newsrooms.get(card.family)
        return f"outlet:{newsroom}" if newsroom else f"family:{card.family}"

    def _joined(self, name: str) -> str:
        return self._voices.get(fold(name), fold(name))


def _writer_first(card: ReportCard) -> tuple[bool, str]:
    """Within a family: who credits an agency knows best, then who printed first; what has no date comes last."""
    day = card.published and (card.published.latest or card.published.earliest)
    return (not card.agency, day.isoformat() if day else "9999")


def _joined(names: Iterable[str]) -> dict[str, str]:
    """Each folded name → the folded name that stands for its voice."""
    known = {fold(name): name for name in names if fold(name)}
    by_initials: dict[str, set[str]] = {}
    by_word: dict[str, set[str]] = {}
    for folded in known:
        by_initials.setdefault("".join(word[0] for word in folded.split()), set()).add(folded)
        for word in folded.split():
            by_word.setdefault(word, set()).add(folded)
    return {folded: _longest(folded, name, by_initials, by_word) for folded, name in known.items()}


def _longest(folded: str, name: str, by_initials: Mapping[str, set[str]], by_word: Mapping[str, set[str]]) -> str:
    if _INITIALS.match(name.strip()):
        full = by_initials.get(folded, set()) - {folded}
        return next(iter(full)) if len(full) == 1 else folded
    longer = set.intersection(*(by_word[word] for word in folded.split())) - {folded}
    return next(iter(longer)) if len(longer) == 1 else folded
