"""What a pronoun in a slot stands for: the subject of the clause or sentence before, when it is a fitting mention.

Subjects are what is spoken of (centering theory: Grosz, Joshi and Weinstein 1995). Where the subject is no such
mention, "it" and "there" may be the only settlement of the sentence before; everything else stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.records import PartyRef, PlaceRef, Span
from whyhere.statements import arguments as args
from whyhere.statements.grammar import listed
from whyhere.statements.scenes import ACTING_KINDS, WIDE_KINDS, Scene
from whyhere.statements.syntax import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

Named = Callable[[Scene, Token], PartyRef | None]
_PLACE_PRONOUNS = frozenset({"it", "there", "which", "here"})
_GROUP_PRONOUNS = frozenset({"they", "them", "it", "their", "its"})


def place(scene: Scene, token: Token) -> PlaceRef | None:
    """The place that "it", "there" or "here" stands for; None unless one place is plainly spoken of."""
    if token.lemma.lower() not in _PLACE_PRONOUNS:
        return None
    if token.lemma.lower() == "it" and token.relation not in {"nsubj", "obj", "obl"}:
        return None
    for sentence, limit in _before(scene, token):
        subject = _subject_mention(scene, sentence, limit)
        if subject is not None:
            return subject
        found = {p.name: p for p in _mentioned(scene, sentence, limit) if p.kind not in WIDE_KINDS - {"province"}}
        if len(found) == 1:
            return replace(next(iter(found.values())))
        if found or (sentence is scene.sentence and _is_nameless(scene, limit)):
            return None
    return None


def _is_nameless(scene: Scene, limit: int) -> bool:
    """Whether a place that could not be told ("the town") stands before the pronoun: then it may be that one."""
    return any(
        t.end <= limit
        and t.upos == "NOUN"
        and t.lemma.lower() in listed("places", "kinds")
        and scene.mentions.place_at(t) is None
        and any(d.text.lower() in {"the", "this", "that"} for d in scene.sentence.children(t, "det"))
        and not args.obliques(scene.sentence, t, "of")
        for t in scene.sentence.tokens
    )


def _before(scene: Scene, token: Token) -> Iterator[tuple[Sentence, int]]:
    """The words before the pronoun in its sentence, then the sentence before."""
    yield scene.sentence, token.start
    if scene.index > 0 and scene.document.parts[scene.index - 1] == scene.document.parts[scene.index]:
        previous = scene.document.sentences[scene.index - 1]
        yield previous, previous.end


def _subject_mention(scene: Scene, sentence: Sentence, limit: int) -> PlaceRef | None:
    for token in sentence.tokens:
        if token.relation == "nsubj" and token.end <= limit and token.upos != "PRON":
            found = scene.mentions.place_at(token)
            if found is not None and found.kind != "country":
                return found
    return None


def _mentioned(scene: Scene, sentence: Sentence, limit: int) -> list[PlaceRef]:
    return [
        p for p in scene.mentions.places if sentence.start <= p.span.start and p.span.end <= min(limit, sentence.end)
    ]


def party(scene: Scene, token: Token, named: Named) -> PartyRef | None:
    """The party that "they", "them", "their" or "it" stands for: the party that is the subject before it.

    ``named`` tells which party a phrase names. None where no party or more than one could be meant.
    """
    word = token.text.lower()
    if word in {"his", "her"}:
        return _leaders_party(scene, token, named)
    if word not in _GROUP_PRONOUNS:
        return None
    if token.xpos == "PRP$":
        driven = _driven_from_theirs(scene, token, named)
        another = _has_rivals(scene, token) or _is_struck(scene.sentence, token)
        return driven or (None if another else _subject_before(scene, token, named))
    return _subject_before(scene, token, named)


def _subject_before(scene: Scene, token: Token, named: Named) -> PartyRef | None:
    for sentence, limit in list(_before(scene, token))[: 1 if token.xpos == "PRP$" else 2]:
        here = Scene(scene.document, scene.index if sentence is scene.sentence else scene.index - 1, scene.mentions)
        subjects = [t for t in sentence.tokens if t.relation == "nsubj" and t.end <= limit and t.upos != "PRON"]
        found = {p.name: p for t in subjects if (p := named(here, t)) is not None}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
        if sentence is scene.sentence and _said_by_another(scene, token):
            return None
    return None


def _said_by_another(scene: Scene, token: Token) -> bool:
    """Whether somebody else speaks in the clause above ("the ministry said it had left"): then that one is meant."""
    for verb in scene.sentence.ancestors(token):
        if verb.upos in {"VERB", "AUX"} and token not in (own := args.own_subjects(scene.sentence, verb)):
            spoken = [t for t in own if t.upos in {"NOUN", "PROPN"} and t.end <= token.start]
            if spoken and scene.mentions.place_at(spoken[0]) is None:
                return True
    return False


def _has_rivals(scene: Scene, token: Token) -> bool:
    """Whether several parties or countries stand before a possessive in its sentence: then it may be anyone's."""
    start = scene.sentence.start
    acting = [p for p in scene.mentions.places if p.kind in ACTING_KINDS]
    spans = {m.name: m.span for m in scene.mentions.parties} | {m.name: m.span for m in acting}
    before = {name for name, span in spans.items() if start <= span.start and span.end <= token.start}
    return len({name for name in before if not _only_modifies(scene.sentence, spans[name])}) > 1


def _only_modifies(sentence: Sentence, span: Span) -> bool:
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    return all(t.relation in {"amod", "compound", "flat", "punct", "case", "det"} for t in inside)


def _leaders_party(scene: Scene, token: Token, named: Named) -> PartyRef | None:
    """As in "its leader said that his fighters": the party of the one who speaks in the clause above."""
    for verb in scene.sentence.ancestors(token):
        subjects = args.own_subjects(scene.sentence, verb)
        if verb.upos == "VERB" and subjects and token not in scene.sentence.subtree(subjects[0]):
            owner = next((c for c in scene.sentence.children(subjects[0], "nmod:poss") if c.xpos == "PRP$"), None)
            owned = party(scene, owner, named) if owner is not None and owner.text.lower() in _GROUP_PRONOUNS else None
            return named(scene, subjects[0]) or owned
    return None


def _is_struck(sentence: Sentence, token: Token) -> bool:
    """Whether the owned thing is what a blow falls on ("destroyed their strongholds"): no one strikes their own."""
    step = sentence.parent(token)
    while (
        step is not None and step.relation in {"conj", "nmod"} and not args.case_words(sentence, step).startswith("in")
    ):
        over = sentence.parent(step)
        case = args.case_words(sentence, step)
        blow = over is not None and (
            over.lemma.lower() in listed("parties", "striking") | listed("parties", "fighting")
        )
        if case == "against" or (case == "on" and blow):  # "in raids on their strongholds"
            return True
        step = over
    verb = sentence.parent(step) if step is not None else None
    if step is None or verb is None:
        return False
    if args.case_words(sentence, step) == "against":
        return True
    return step.relation == "obj" and verb.lemma.lower() in listed("parties", "striking")


def _driven_from_theirs(scene: Scene, token: Token, named: Named) -> PartyRef | None:
    """As in "drove the rebels from their strongholds": the owner of what a party is driven from is the one driven."""
    phrase = scene.sentence.parent(token)
    verb = scene.sentence.parent(phrase) if phrase is not None else None
    if phrase is None or verb is None or args.case_words(scene.sentence, phrase) not in {"from", "out of"}:
        return None
    found = [p for t in args.deep_object(scene.sentence, verb) if (p := named(scene, t)) is not None]
    return found[0] if len(found) == 1 else None
