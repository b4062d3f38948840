"""Frames from vocabulary files, matched on a parse: a word's sense, what must stand with it, and who fills which slot.

A vocabulary file holds ``[[frame]]`` tables. ``verbs`` and ``nouns`` list the words that open the frame ("pull out"
is a verb with its particle, "car bomb" a noun with what stands before it). ``with`` names, per role, words of which
one must head that role (an empty list: any); ``without`` words that must not. ``roles`` (for verbs) and
``noun_roles`` map each slot to paths, first found wins: ``"object/of from"`` reads "the object's of-phrase, else the
from-phrase". ``@name`` stands for a list of the file's ``[lists]``. Role names are those of
:func:`whyhere.statements.roles.step`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from whyhere import vocabulary
from whyhere.statements import arguments as args
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whyhere.statements.syntax import Sentence, Token

Paths = tuple[tuple[str, ...], ...]
FAMILIES = ("control", "access", "routes", "involvement", "events", "outlook")
_PARTICLE_REACH = 4
_WORDS = 1 << 14  # distinct words remembered


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense: ``value`` is what the finding will say; ``cases`` are prepositions a noun must stand under."""

    value: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    cases: frozenset[str] = frozenset()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bars: Mapping[str, frozenset[str]] = field(default_factory=dict)
    roles: Mapping[str, Paths] = field(default_factory=dict)
    noun_roles: Mapping[str, Paths] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found at ``trigger``; ``words`` are the tokens that say it (particle and needed words included)."""

    frame: Frame
    trigger: Token
    words: tuple[Token, ...]
    roles: Mapping[str, Paths]

    def tokens(self, sentence: Sentence, slot: str) -> Iterator[Token]:
        """The candidates for a slot, best path first."""
        for path in self.roles.get(slot, ()):
            yield from follow(sentence, self.trigger, path)

    def groups(self, sentence: Sentence, slot: str) -> Iterator[tuple[Token, ...]]:
        """The candidates for a slot, path by path; a group is one phrase with its conjuncts."""
        for path in self.roles.get(slot, ()):
            found = follow(sentence, self.trigger, path)
            if found:
                yield found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The frames of a file by the last word that opens them, and its named lists."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    lists: Mapping[str, frozenset[str]]
    terms: Mapping[str, str]


@cache
def lexicon(name: str) -> Lexicon:
    """The compiled vocabulary file ``name``."""
    data = vocabulary.load(name)
    lists = {key: frozenset(words) for key, words in data.get("lists", {}).items()}
    defaults = data.get("default", {})
    frames = [_frame(entry, lists, defaults) for entry in data.get("frame", [])]
    terms = {word: value for value, words in data.get("terms", {}).items() for word in words}
    return Lexicon(_by_word(frames, "verbs"), _by_word(frames, "nouns"), lists, terms)


@lru_cache(_WORDS)
def opened_by(lemma: str, text: str) -> frozenset[str]:
    """The families with a frame that a word may open, whatever its part of speech: all vocabularies asked at once."""
    lower = text.lower()
    forms = (lemma.lower(), lower, *(lower.removesuffix(end) for end in ("s", "es")), lower.removesuffix("ies") + "y")
    return frozenset().union(*(_families().get(form, frozenset()) for form in forms))


@cache
def _families() -> dict[str, frozenset[str]]:
    """Each word that opens a frame with the families it opens one in."""
    found: dict[str, frozenset[str]] = {}
    for family in FAMILIES:
        for word in (*lexicon(family).verbs, *lexicon(family).nouns):
            found[word] = found.get(word, frozenset()) | {family}
    return found


def _by_word(frames: list[Frame], which: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        for entry in getattr(frame, which):
            key = entry.split()[0] if which == "verbs" else entry.split()[-1]
            if frame not in found.setdefault(key, []):
                found[key].append(frame)
    return {key: tuple(list_) for key, list_ in found.items()}


def _frame(entry: dict[str, Any], lists: Mapping[str, frozenset[str]], defaults: dict[str, Any]) -> Frame:
    return Frame(
        value=entry["value"],
        verbs=tuple(entry.get("verbs", ())),
        nouns=tuple(entry.get("nouns", ())),
        cases=frozenset(entry.get("cases", ())),
        needs=_words(entry.get("with", {}), lists),
        bars=_words(entry.get("without", {}), lists),
        roles=_paths({**defaults.get("roles", {}), **entry.get("roles", {})}),
        noun_roles=_paths({**defaults.get("noun_roles", {}), **entry.get("noun_roles", {})}),
        facts=entry.get("facts", {}),
    )


def _words(needs: dict[str, Any], lists: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {
        role: lists[words[1:]] if isinstance(words, str) else _expanded(words, lists) for role, words in needs.items()
    }


def _expanded(words: list[str], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(w for word in words for w in (lists[word[1:]] if word.startswith("@") else (word,)))


def _paths(roles: dict[str, str]) -> dict[str, Paths]:
    return {slot: _role_paths(paths) for slot, paths in roles.items()}


@cache
def _role_paths(written: str) -> Paths:
    """Paths as a vocabulary writes them, "object/of from", taken apart."""
    return tuple(tuple(path.split("/")) for path in written.split())


# ------------------------------------------------------------------------------------------------------- matching


def key(token: Token) -> str:
    """The word a vocabulary lists: the lemma in lower case."""
    return token.lemma.lower()


def is_word(token: Token, words: frozenset[str]) -> bool:
    """Whether the token is one of the words by lemma, form.

    Or form without its plural (names keep their form as lemma).
    """
    text = token.text.lower()
    return key(token) in words or text in words or (text.endswith("s") and text[:-1] in words)


def matches(sentence: Sentence, token: Token, words: Lexicon) -> Iterator[Match]:
    """All frames of the vocabulary that open at the token and have what they need, in the file's order."""
    if token.upos in {"VERB", "AUX"} or token.xpos in {"VBN", "VBD", "VBG", "VBZ"}:
        for frame in words.verbs.get(key(token), ()):
            yield from _verb(sentence, token, frame)
    if token.upos in {"NOUN", "PROPN", "ADJ", "ADV"} or token.xpos == "VBG":
        for form in dict.fromkeys((key(token), token.text.lower(), token.text.lower().removesuffix("s"))):
            for frame in words.nouns.get(form, ()):
                yield from _noun(sentence, token, frame, form)
    if token.upos in {"NOUN", "PROPN"} and token.text.endswith("s") and args.is_verbless(sentence):
        yield from _headline(token, words)


def _headline(token: Token, words: Lexicon) -> Iterator[Match]:
    """A verb in the present that a parser took for a noun, in a headline without any verb: "Army retakes X"."""
    text = token.text.lower()
    for form in (text.removesuffix("s"), text.removesuffix("es"), text.removesuffix("ies") + "y"):
        for frame in words.verbs.get(form, ()):
            if form in frame.verbs and not frame.needs:
                yield Match(frame, token, (token,), frame.roles)


def _verb(sentence: Sentence, token: Token, frame: Frame) -> Iterator[Match]:
    for entry in frame.verbs:
        lemma, *particles = entry.split()
        found = _particles(sentence, token, particles) if lemma == key(token) else None
        if found is not None:
            needed = _needed(sentence, token, frame)
            if needed is not None:
                yield Match(frame, token, (token, *found, *needed), frame.roles)
                return


def _noun(sentence: Sentence, token: Token, frame: Frame, form: str) -> Iterator[Match]:
    for entry in frame.nouns:
        *before, last = entry.split()
        found = _before(sentence, token, before) if last == form else None
        if found is not None and (not frame.cases or args.case_words(sentence, token).partition(" ")[0] in frame.cases):
            needed = _needed(sentence, token, frame)
            if needed is not None:
                yield Match(frame, token, (*found, token, *needed), frame.noun_roles)
                return


def _particles(sentence: Sentence, verb: Token, particles: list[str]) -> tuple[Token, ...] | None:
    """The particles in order after the verb, hanging on it or on what follows; None when one is missing."""
    found: list[Token] = []
    at = verb.index
    for particle in particles:
        near = sentence.tokens[at + 1 : at + 1 + _PARTICLE_REACH]
        fits = next((t for t in near if t.text.lower() == particle and _belongs(sentence, t, verb)), None)
        if fits is None:
            return None
        found.append(fits)
        at = fits.index
    return tuple(found)


def _belongs(sentence: Sentence, particle: Token, verb: Token) -> bool:
    if particle.head == verb.index or particle.index == verb.index + 1:
        return True
    parent = sentence.parent(particle)
    return parent is not None and parent.head == verb.index and particle.relation in {"case", "fixed", "mark", "advmod"}


def _before(sentence: Sentence, noun: Token, words: list[str]) -> tuple[Token, ...] | None:
    """The words right before the noun (hyphens skipped); None when they are others."""
    found: list[Token] = []
    at = noun.index - 1
    for word in reversed(words):
        while at >= 0 and sentence.tokens[at].text in {"-", "–"}:
            at -= 1
        if at < 0 or not is_word(sentence.tokens[at], frozenset({word})):
            return None
        found.insert(0, sentence.tokens[at])
        at -= 1
    return tuple(found)


def _needed(sentence: Sentence, token: Token, frame: Frame) -> tuple[Token, ...] | None:
    """The words that fill the frame's needs; None when one is missing or a barred one is there."""
    for role, barred in frame.bars.items():
        if any(is_word(t, barred) for path in _role_paths(role) for t in follow(sentence, token, path)):
            return None
    needed = []
    for role, wanted in frame.needs.items():
        found = (t for path in _role_paths(role) for t in follow(sentence, token, path))
        fits = next((t for t in found if not wanted or is_word(t, wanted)), None)
        if fits is None:
            return None
        needed.append(fits)
    return tuple(needed)
