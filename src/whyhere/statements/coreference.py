"""Who a pronoun, a surname or "the minister" is, when they speak; None and a note where more than one would fit.

Sources are taken in text order. "He" and "she" are the last person who spoke, "it" the last body, "they" the last
group, within three sentences and the same part of the page, unless another fitting person or body has been named in
between; a continuing verb ("he added") outweighs such a mention. "The minister" and "the source" take the one earlier
source whose title or description has that noun; a surname the one full name that ends with it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from whyhere.statements.lexicon import reporting
from whyhere.statements.sources import can_speak, marked

if TYPE_CHECKING:
    from whyhere.records import Voice
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Entity, Sentence, Token
    from whyhere.statements.voices import Gender, Source

_PERSONAL: dict[str, Gender] = {"he": "male", "she": "female"}
_SELF = frozenset({"i", "we"})
_REACH = 3  # sentences a pronoun looks back
_NOBODY = frozenset(
    {"i", "we", "you", "one", "this", "that", "these", "those", "there", "what", "who", "which", "us", "me"}
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source with its antecedent put in; ``source`` is None and ``note`` says why where it stays open."""

    source: Source | None
    note: str | None = None


@dataclass(slots=True)
class Speakers:
    """The sources of one document so far, in text order; feed it each cue's source in turn."""

    document: Document
    seen: list[Source] = field(default_factory=list)

    def resolve(self, source: Source, cue: Cue, *, nested: bool = False) -> Resolved:
        """The source itself, or the earlier one it stands for; remembers it for those that follow.

        ``nested``: it speaks inside another's words, so no later sentence goes on with it.
        """
        found = self._resolve(source, cue)
        if nested and found.source is None and source.head.text.lower() in _SELF:
            return Resolved(None)  # the one whose words they are
        if found.source is not None and not nested:
            self.seen.append(replace(found.source, at=source.at, head=source.head, tokens=source.tokens))
        return found

    def _resolve(self, source: Source, cue: Cue) -> Resolved:
        word = source.head.text.lower()
        if self._is_nobody(source) or self._is_thing(source, cue):
            return Resolved(None, f"speaker: '{source.voice.name}'")
        initials = len(word) > 1 and source.head.text.isupper()
        if (source.head.upos == "PRON" and not initials) or word in _PERSONAL:
            if word in _NOBODY:
                return Resolved(None, f"speaker: '{source.head.text}'")
            antecedent = self._of_pronoun(source, cue, word)
            return _taken(source, antecedent) if antecedent else Resolved(None, f"speaker: '{source.head.text}'")
        if source.voice.named and source.kind == "person":
            full = self._full_name(source)
            return Resolved(full or source)
        antecedent = self._fuller_body(source) if source.voice.named else self._of_description(source)
        same = antecedent is None or antecedent.voice.name == source.voice.name
        return Resolved(source) if antecedent is None or same else _taken(source, antecedent)

    def _is_nobody(self, source: Source) -> bool:
        """Whether the source is denied to be one ("neither X nor Y", "no group"), or took the picture ("AGENCY/X")."""
        words = [t.text.lower() for t in source.tokens]
        last, sentence = source.tokens[-1], self.document.sentences[source.at]
        behind = sentence.tokens[last.index + 1].text if last.index + 1 < len(sentence.tokens) else ""
        if behind == "(" and last.text.isupper() and _is_place(sentence, last):
            return True  # the dateline
        return words[0] in {"no", "none", "nobody", "neither"} or bool({"nor", "/"} & set(words))

    def _is_thing(self, source: Source, cue: Cue) -> bool:
        """Whether a noun is for nothing that can speak, by the vocabulary and the model, or hangs on a preposition."""
        if source.voice.named or source.kind != "unknown" or source.head.upos != "NOUN":
            return False
        sentence = self.document.sentences[source.at]
        first = source.tokens[0].index
        if cue.form == "verb" and first and sentence.tokens[first - 1].upos == "ADP" and first < cue.token.index:
            return True
        return not can_speak(sentence, source.head) and not marked(sentence, source.head)

    # ------------------------------------------------------------------------------------------------------ pronouns

    def _of_pronoun(self, source: Source, cue: Cue, word: str) -> Source | None:
        gender: Gender = _PERSONAL.get(word, "")
        kinds = {"it": {"body", "unknown"}, "they": {"persons", "body"}}.get(word, {"person"} if gender else set())
        recent = [s for s in self.seen if s.at >= source.at - _REACH and s.kind in kinds and self._same_part(s, source)]
        fitting = [s for s in recent if not gender or s.gender in {"", gender}]
        if not fitting:
            return self._subject_before(source, gender) if gender else None
        last = fitting[-1]
        if cue.token.lemma in reporting("continuing", "verbs") and recent[-1] is last:
            return replace(last, gender=last.gender or gender)
        inner = word in {"it", "they"} and cue.token.relation == "advcl" and last.at != source.at
        if inner and self._body_before(source, cue):
            return None  # "… of the government, though it denied …"
        others = self._others(last, source, gender) if gender or word == "it" else set()
        if others or (word == "they" and len({s.voice.name for s in fitting if s.at >= last.at - 1}) > 1):
            return None
        return replace(last, gender=last.gender or gender)

    def _body_before(self, source: Source, cue: Cue) -> bool:
        """Whether the pronoun's own sentence has spoken of a body already, outside of what it reports."""
        before = [
            t for t in self.document.sentences[source.at].tokens[: source.head.index] if t.index not in cue.content
        ]
        return any(t.upos == "NOUN" and t.lemma.lower() in reporting("kinds", "body") for t in before)

    def _same_part(self, one: Source, other: Source) -> bool:
        parts = self.document.parts
        return parts[one.at] == parts[other.at]

    def _others(self, last: Source, source: Source, gender: Gender) -> set[str]:
        """Names of other persons (for "he"), or bodies (for "it"), named as subjects since the last fitting source."""
        label = "PER" if gender else "ORG"
        own = _fold(last.voice.name)
        names: set[str] = set()
        for at in range(last.at, source.at + 1):
            sentence = self.document.sentences[at]
            for entity in sentence.entities:
                top = _top(sentence, entity)
                after = top.start > last.head.start and top.start < source.head.start
                named = _is_subject(sentence, top) or _is_told_of(sentence, entity)
                if entity.label != label or not after or top in last.tokens or not named:
                    continue
                name = _fold(self.document.text(sentence.tokens[entity.first : entity.last]))
                if name and not (set(name.split()) <= set(own.split())):
                    names.add(name)
        return names

    def _subject_before(self, source: Source, gender: Gender) -> Source | None:
        """A person who has not spoken yet but is the only one named as a subject in the sentence before."""
        if source.at == 0 or not self._near(source.at - 1, source.at):
            return None
        here, before = self.document.sentences[source.at], self.document.sentences[source.at - 1]
        persons = {
            self.document.text(s.tokens[e.first : e.last]): (s, e)
            for s in (before, here)
            for e in s.entities
            if e.label == "PER"
            and _top(s, e).start < source.head.start
            and (_is_subject(s, _top(s, e)) or _is_told_of(s, e))
        }
        if len(persons) != 1 or any(p.gender not in {"", gender} for p in self.seen if p.voice.name in persons):
            return None
        ((name, (sentence, entity)),) = persons.items()
        tokens = sentence.tokens[entity.first : entity.last]
        span = self.document.span(tokens[0], tokens[-1])
        voice = replace(source.voice, name=name, named=True, span=span, role=None)
        return replace(source, voice=voice, kind="person", gender=gender)

    def _near(self, one: int, other: int) -> bool:
        return self.document.parts[one] == self.document.parts[other]

    # ---------------------------------------------------------------------------------------- names and descriptions

    def _full_name(self, source: Source) -> Source | None:
        """The one earlier full name that a surname (or a shorter form) is the end of."""
        parts = _fold(source.voice.name).split()
        fuller = {
            _fold(s.voice.name): s for s in self.seen
            if s.kind == "person" and s.voice.named and _ends_with(_fold(s.voice.name).split(), parts)
        }  # fmt: skip
        if len(fuller) == 1:
            (known,) = fuller.values()
            voice = replace(
                source.voice, name=known.voice.name, span=known.voice.span, role=source.voice.role or known.voice.role,
                party=source.voice.party or known.voice.party, resolved_from=_said(source, known),
            )  # fmt: skip
            return replace(source, voice=voice, gender=source.gender or known.gender)
        if len(fuller) > 1 or len(parts) > 1 or source.voice.role:
            return None
        return self._mentioned(source, parts)

    def _mentioned(self, source: Source, parts: list[str]) -> Source | None:
        """A full name that was named earlier without speaking."""
        names: dict[str, tuple[Sentence, Entity]] = {}
        for at in range(source.at):
            sentence = self.document.sentences[at]
            for entity in sentence.entities:
                folded = _fold(self.document.text(sentence.tokens[entity.first : entity.last]))
                if entity.label == "PER" and len(folded.split()) > 1 and _ends_with(folded.split(), parts):
                    names.setdefault(folded, (sentence, entity))
        if len(names) != 1:
            return None
        ((sentence, entity),) = names.values()
        span = self.document.span(sentence.tokens[entity.first], sentence.tokens[entity.last - 1])
        voice = replace(source.voice, name=span.text, span=span, resolved_from=source.voice.name)
        return replace(source, voice=voice)

    def _fuller_body(self, source: Source) -> Source | None:
        """Read "The Monitor": the one earlier body whose longer name holds the word."""
        words = set(_fold(source.voice.name).split())
        said = [t for t in source.tokens if t.text.lower() not in {"the", "a", "an"}]
        if source.kind != "body" or len(words) > 1 or source.voice.name.isupper() or len(said) > 1:
            return None
        fuller = {
            s.voice.name: s for s in self.seen
            if s.kind == "body" and s.voice.named and words < set(_fold(s.voice.name).split()) and not _is_joint(s)
        }  # fmt: skip
        return next(iter(fuller.values())) if len(fuller) == 1 else None

    def _of_description(self, source: Source) -> Source | None:
        """Read "The minister", "the source": the one earlier source that has the noun in its title or description."""
        if source.voice.named or not source.tokens or source.tokens[0].text.lower() not in {"the", "this", "that"}:
            return None
        if len(source.tokens) > 2 and any(t.relation in {"nmod", "acl", "amod", "compound"} for t in source.tokens[1:]):  # noqa: PLR2004
            return None
        noun = source.head.lemma.lower()
        found: dict[str, Source] = {}
        for earlier in reversed(self.seen):
            if earlier.at == source.at and earlier.head.start > source.head.start:
                continue
            if _described_as(earlier, noun):
                found.setdefault(earlier.voice.name, earlier)
                if noun in reporting("kinds", "person") and source.at - earlier.at <= _REACH:
                    break  # of several sources the one that spoke last
        return next(iter(found.values())) if len(found) == 1 else None


def _taken(source: Source, antecedent: Source) -> Resolved:
    """The antecedent's voice with this cue's own medium, and the words that stood for it."""
    said = source.voice.span.text if source.voice.span is not None and not source.voice.named else source.voice.name
    voice: Voice = replace(antecedent.voice, medium=source.voice.medium, resolved_from=said)
    return Resolved(replace(source, voice=voice, kind=antecedent.kind, gender=antecedent.gender))


def _said(source: Source, known: Source) -> str | None:
    return source.voice.name if _fold(source.voice.name) != _fold(known.voice.name) else source.voice.resolved_from


def _described_as(source: Source, noun: str) -> bool:
    described = "" if source.kind == "person" and source.voice.named else source.voice.name
    words = f"{source.voice.role or ''} {described}".lower()
    return noun in {w.strip(",.()") for w in words.replace("-", " ").split()}


def _fold(name: str) -> str:
    """A name for comparing: without accents, articles and hyphens, in small letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = plain.lower().replace("-", " ").replace("’", "").replace("'", "").split()
    return " ".join(w for w in words if w not in {"al", "el", "the"}) or plain.lower()


def _is_joint(source: Source) -> bool:
    """Whether two bodies speak as one: neither of them is the joint one's short name."""
    words = source.voice.name.split()
    return any(word == "and" and after.islower() for word, after in pairwise(words))


def _ends_with(full: list[str], short: list[str]) -> bool:
    return len(full) > len(short) and full[-len(short) :] == short


def _top(sentence: Sentence, entity: Entity) -> Token:
    group = sentence.tokens[entity.first : entity.last]
    return next((t for t in group if not entity.first <= t.head < entity.last), group[0])


def _is_place(sentence: Sentence, token: Token) -> bool:
    return any(e.first <= token.index < e.last and e.label == "LOC" for e in sentence.entities)


def _is_told_of(sentence: Sentence, entity: Entity) -> bool:
    """Whether a clause says what the named one did: "X, who …"."""
    rest = [t for t in sentence.tokens[entity.last : entity.last + 3] if t.text != "," and t.relation != "flat"]
    return bool(rest) and rest[0].text.lower() == "who"


def _is_subject(sentence: Sentence, token: Token) -> bool:
    step = token
    for _ in range(4):
        if step.relation == "nsubj":
            return True
        head = sentence.parent(step)
        if (
            head is None
            or step.relation not in {"flat", "compound", "appos", "conj"} | {"nmod"}
            or step.deprel == "nmod:poss"
        ):
            return False
        if step.relation == "nmod" and step.deprel != "nmod:desc":
            return False
        step = head
    return False
