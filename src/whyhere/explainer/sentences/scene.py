"""What the writing of one explainer knows: the place and its names, the parties, who was introduced, what is used."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.errors import CitationError
from whyhere.explainer.cite import cite
from whyhere.explainer.evidence import all_evidence, place_refs
from whyhere.explainer.sentences.grammar import definite, ended, head, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.records import Citation, Dossier, Evidence, Party, PartyRef, PlaceRef, Sentence, Stakes, Stance

_LOG = logging.getLogger(__name__)
_FRESH = timedelta(days=14)  # what is older is told in the past tense


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
    checked: set[tuple[str, int, int, str]] = field(default_factory=set)  # claims that the roads have answered
    spoken_of: set[str] = field(default_factory=set)  # parties named in this section
    dropped: int = 0
    turn: int = 0
    named: bool = False  # whether the place has been named in this section
    stances: tuple[Stance, ...] = ()
    is_of_one_report: bool = False

    @property
    def today(self) -> date:
        """The day as of which the explainer is written; without one, that of its newest report."""
        days = (printed_day(item) for item in all_evidence(self.dossier))
        return self.dossier.as_of or max((day for day in days if day), default=date.min)

    def is_fresh(self, items: Iterable[Evidence]) -> bool:
        """Whether the newest of them may still be told in the present tense."""
        return any(day is not None and self.today - day <= _FRESH for day in map(printed_day, items))

    def outlet(self, name: str) -> str:
        """An outlet in prose: the Valley Desk’s wire digest at first, "the wire digest" once it was introduced."""
        _, _, tail = name.rpartition(": ")
        if not tail or tail == name or not tail[0].islower() or self._tails[tail] > 1:
            return definite(name)
        if name in self.met:
            return definite(tail) if definite(tail) != tail else f"the {tail}"
        self.met.add(name)
        desk = name.removesuffix(f": {tail}")
        return f"{'the ' if desk.rsplit(' ', 1)[-1][:1].islower() else ''}{desk}’s {tail}"

    @property
    def _tails(self) -> Counter[str]:
        outlets = {card.outlet for card in (*self.dossier.sources, *(i.report for i in all_evidence(self.dossier)))}
        return Counter(name.rpartition(": ")[2] for name in outlets if name)

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
        if not printable(ref.text):
            return None
        labels = vocabulary.load("wording")["figure_many"]["labels"]
        labelled = ref.text.lower() in labels
        if f"{ref.text.lower()}s" in labels:
            return None  # half of a phrase ("a terrorist attack")
        return f"“{ref.text}”" if labelled else definite(ref.text)

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


def printed_day(item: Evidence) -> date | None:
    """The day of the report that the evidence stands in."""
    published = item.report.published
    return None if published is None else published.latest or published.earliest


def _part_of(part: str, place: str) -> str:
    """Such as "eastern" → "eastern X", "60 percent of" → "60 percent of X", "centre" → "the centre of X".

    What names no part that a reader could find is "part of X" or, where it is many, "parts of X".
    """
    wording = vocabulary.load("wording")["places"]
    named, word = not place.startswith("the "), part.lower().removeprefix("the ").strip()
    if part.endswith(" of"):
        return f"{part} {place}"
    if word in wording["halves"] or (word.endswith("ern") and not named):
        return f"the {word.removesuffix('ern')} of {place}"
    if named and (word in wording["sides"] or word.endswith("ern")):
        return f"{word} {place}"
    if named and word in wording["surroundings"]:
        return f"the {place} {word}"
    if word in wording["shares"]:
        return f"{word} of {place}"
    return f"parts of {place}" if word.endswith("s") and word not in wording["measures"] else f"part of {place}"


def set_scene(
    dossier: Dossier, stakes: Stakes | None, parties: Sequence[Party], stances: Sequence[Stance] = ()
) -> Scene:
    """The scene of a dossier: the place goes by the name that most reports use."""
    words = Counter(ref.text.lower() for ref in _mentions(dossier) if ref.anaphor)
    anaphors = vocabulary.load("wording")["places"]["anaphors"]
    anaphor = next((word for word, _ in words.most_common() if word in anaphors), None)
    about = names_of(dossier)
    reports = len({item.report.id for item in all_evidence(dossier)} | {card.id for card in dossier.sources})
    return Scene(
        dossier,
        stakes,
        {party.id: party for party in parties},
        about[0],
        about,
        anaphor,
        stances=tuple(stances),
        is_of_one_report=reports == 1,
    )


def names_of(dossier: Dossier) -> tuple[str, ...]:
    """The place's names, the one that most reports use first; the gazetteer's own where none names it."""
    said = Counter(r.text for r in _mentions(dossier) if not r.anaphor and r.text[:1].isupper() and printable(r.text))
    names = (*(name for name, _ in said.most_common(1)), dossier.place.name, *dossier.place.names)
    return tuple(dict.fromkeys(names))


def _mentions(dossier: Dossier) -> list[PlaceRef]:
    return [ref for item in all_evidence(dossier) for ref in place_refs(item) if ref.id == dossier.place.id]
