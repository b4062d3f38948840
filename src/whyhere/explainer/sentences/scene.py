"""What the writing of one explainer knows: the place and its names, the parties, who was introduced, what is used."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.errors import CitationError
from whyhere.explainer.cite import cite
from whyhere.explainer.evidence import all_evidence, place_refs
from whyhere.explainer.sentences.grammar import definite, ended, head, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.records import Citation, Dossier, Party, PartyRef, PlaceRef, Sentence, Stakes

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence before it is cited: its words and what they rest on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Scene:
    """The state of writing; one for each explainer, so that nothing is shared between two."""

    dossier: Dossier
    stakes: Stakes | None
    parties: dict[str, Party]
    place: str
    about: tuple[str, ...]
    anaphor: str | None
    met: set[str] = field(default_factory=set)
    used: set[tuple[str, int, int]] = field(default_factory=set)  # statements told or quoted: not to be quoted again
    quoted: set[str] = field(default_factory=set)  # the words quoted
    told: set[tuple[str, int, int, str]] = field(default_factory=set)  # findings told
    spoken_of: set[str] = field(default_factory=set)  # parties named in this section
    dropped: int = 0
    turn: int = 0
    named: bool = False  # whether the place has been named in this section

    def known(self) -> dict[str, str]:
        """The parties' printed names by id."""
        return {key: party.name for key, party in self.parties.items()}

    def open_section(self) -> None:
        """A section names the place anew and begins its attributions anew."""
        self.turn, self.named = 0, False
        self.spoken_of.clear()

    def here(self) -> str:
        """The place: its name first, then "the town" where the reports call it so, by turns."""
        if self.named and self.anaphor:
            self.named = False
            return self.anaphor
        self.named = True
        return self.place

    def write(self, drafts: Iterable[Draft | None]) -> tuple[Sentence, ...]:
        """The drafts that their citations carry; the others are counted and left out; nothing is said twice."""
        written: list[Sentence] = []
        for draft in drafts:
            if draft is None:
                continue
            try:
                sentence = cite(ended(draft.text), draft.citations, about=self.about, known=self.known())
            except CitationError as error:
                self.dropped += 1
                _LOG.info("left out: %s", error)
                continue
            if sentence.text not in {s.text for s in written}:
                written.append(sentence)
        return tuple(written)

    def party(self, ref: PartyRef | None) -> str | None:
        """A party in prose: the beat's name where it is known, else as said; None where that does not print."""
        if ref is None:
            return None
        if ref.id is not None and ref.id in self.parties:
            return definite(self.parties[ref.id].name)
        return definite(ref.text) if printable(ref.text) else None

    def force(self, ref: PartyRef | None) -> str | None:
        """A party as one that fights: "Karsian government forces" first in a section, "government forces" later."""
        party = self.parties.get(ref.id) if ref is not None and ref.id is not None else None
        if ref is None or party is None or not party.adjective or party.civilian:
            return self.party(ref)
        if party.id in self.spoken_of:
            return f"{party.adjective} forces"
        self.spoken_of.add(party.id)
        governs = head(party.name).lower() in vocabulary.load("wording")["nouns"]["governing"]
        return f"{party.name} forces" if governs else definite(party.name)

    def party_key(self, ref: PartyRef | None) -> str | None:
        """What tells two parties apart."""
        return None if ref is None else ref.id or ref.name.casefold()

    def is_here(self, ref: PlaceRef | None) -> bool:
        """Whether the mention is the explained place."""
        return ref is not None and ref.id == self.dossier.place.id

    def place_name(self, ref: PlaceRef | None) -> str | None:
        """A place as prose names it; the explained one by :meth:`here`; None where the mention cannot be printed."""
        if ref is None:
            return None
        if self.is_here(ref):
            return self.here() if not ref.part or not printable(ref.part) else _part_of(ref.part, self.here())
        said = ref.name if ref.anaphor else ref.text
        return said if printable(said) else None


def _part_of(part: str, place: str) -> str:
    """Such as "eastern" → "eastern X", "60 percent of" → "60 percent of X", "area" → "the X area"; else "part of X"."""
    wording = vocabulary.load("wording")["places"]
    named, word = not place.startswith("the "), part.lower().removeprefix("the ")
    if part.endswith(" of"):
        return f"{part} {place}"
    if named and (word in wording["sides"] or word.endswith("ern")):
        return f"{word} {place}"
    return f"the {place} {word}" if named and word in wording["surroundings"] else f"part of {place}"


def set_scene(dossier: Dossier, stakes: Stakes | None, parties: Sequence[Party]) -> Scene:
    """The scene of a dossier: the place goes by the name that most reports use."""
    words = Counter(ref.text.lower() for ref in _mentions(dossier) if ref.anaphor)
    anaphors = vocabulary.load("wording")["places"]["anaphors"]
    anaphor = next((word for word, _ in words.most_common() if word in anaphors), None)
    about = names_of(dossier)
    return Scene(dossier, stakes, {party.id: party for party in parties}, about[0], about, anaphor)


def names_of(dossier: Dossier) -> tuple[str, ...]:
    """The place's names, the one that most reports use first; the gazetteer's own where none names it."""
    said = Counter(r.text for r in _mentions(dossier) if not r.anaphor and r.text[:1].isupper() and printable(r.text))
    names = (*(name for name, _ in said.most_common(1)), dossier.place.name, *dossier.place.names)
    return tuple(dict.fromkeys(names))


def _mentions(dossier: Dossier) -> list[PlaceRef]:
    return [ref for item in all_evidence(dossier) for ref in place_refs(item) if ref.id == dossier.place.id]
