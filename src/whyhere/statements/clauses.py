"""The words of one finding: its clause without other clauses, the date in it, and the condition on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Term
from whyhere.statements import arguments as args
from whyhere.statements import referents
from whyhere.statements.grammar import listed

if TYPE_CHECKING:
    from whyhere.records import DateRef, Span
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Sentence, Token

_OTHER_CLAUSES = frozenset({"advcl", "parataxis", "ccomp", "csubj", "discourse", "vocative", "punct", "cc", "dep"})
_TERM_REACH = 4
_CHAIN = 3


def words(scene: Scene, trigger: Token) -> tuple[Token, ...]:
    """The clause around a trigger: its arguments and modifiers, without relative, adverbial and coordinated clauses."""
    sentence = scene.sentence
    top = _top(sentence, trigger)
    kept = {top.index}
    frontier = [top]
    while frontier:
        head = frontier.pop()
        for child in sentence.children(head):
            if child.index not in kept and not _is_other(sentence, head, child, trigger):
                kept.add(child.index)
                frontier.append(child)
    kept |= {t.index for t in sentence.subtree(trigger) if t.index in kept} | {trigger.index}
    return _trimmed(tuple(sentence.tokens[i] for i in sorted(kept)))


def _top(sentence: Sentence, trigger: Token) -> Token:
    """The verb whose clause it is: over open complements.

    And over a participle or state word the phrase it modifies.
    """
    top = trigger
    for _ in range(_CHAIN):
        parent = sentence.parent(top)
        if parent is None:
            return top
        clausal = top.relation == "xcomp" and parent.upos in {"VERB", "AUX", "ADJ"}
        phrasal = top.relation in {"amod", "compound"} and top.index < parent.index
        if not (clausal or phrasal):
            return top
        top = parent
    return top


def _is_other(sentence: Sentence, head: Token, child: Token, trigger: Token) -> bool:
    if child.index == trigger.index or (child.relation == "advcl" and args.mark_words(sentence, child) == "from"):
        return False
    if (
        child.relation in _OTHER_CLAUSES
        or child.deprel == "acl:relcl"
        or args.case_words(sentence, child).startswith("according")
    ):
        return True
    if child.relation == "nsubj" and child not in args.own_subjects(sentence, head):
        return True
    if child.relation == "acl":
        describes = child.xpos in {"VBN", "VB"} or child.lemma in listed("clause", "describing")
        return child.upos == "VERB" and not describes
    return child.relation == "conj" and (child.upos in {"VERB", "AUX"} or head.upos in {"VERB", "AUX"})


def _trimmed(tokens: tuple[Token, ...], *, joins: bool = False) -> tuple[Token, ...]:
    """The tokens without punctuation at their edges and, unless ``joins`` is wanted.

    Without the word that joins them on.
    """
    start, end = 0, len(tokens)
    inside = {t.index for t in tokens}
    while start < end - 1 and (tokens[start].upos == "PUNCT" or (_only_joins(tokens[start], inside) and not joins)):
        start += 1
    while end > start + 1 and tokens[end - 1].upos == "PUNCT":
        end -= 1
    return tokens[start:end]


def _only_joins(token: Token, inside: set[int]) -> bool:
    joins = token.relation == "cc" or (
        token.relation == "case" and token.head in inside and token.text.lower() not in {"at", "up"}
    )
    return joins or token.text.lower() in {"that", "while", "though", "although"}


def span(scene: Scene, trigger: Token, *more: Token) -> Span:
    """The clause of the trigger as one stretch of text, stretched over further tokens of the finding.

    A noun that a light verb carries, or of which a verb only says that it took place, has that verb's clause.
    """
    return scene.span((*words(scene, _carrier(scene.sentence, trigger) or trigger), *words(scene, trigger), *more))


def _carrier(sentence: Sentence, trigger: Token) -> Token | None:
    governor = sentence.parent(trigger)
    if governor is None or trigger.upos not in {"NOUN", "PROPN"} or governor.upos not in {"VERB", "AUX"}:
        return None
    if args.is_light_for(sentence, trigger, listed("light", "verbs")) is not None:
        return governor
    if trigger.relation in {"obl", "xcomp"} and governor.lemma in listed("bearers", "verbs"):
        return governor
    tells = listed("light", "happen") | listed("noun_context", "scheduled")
    return governor if trigger.relation == "nsubj" and governor.lemma in tells else None


def term(scene: Scene, match: Match, value: str | None = None) -> Term:
    """The frame's value with the words that say it: the trigger, with its particle or object where they stand close."""
    near = tuple(t for t in match.words if abs(t.index - match.trigger.index) <= _TERM_REACH)
    found = scene.span(near or (match.trigger,))
    return Term(found.text, found, value if value is not None else match.frame.value)


def plain_term(scene: Scene, token: Token, value: str) -> Term:
    """One word as a term."""
    found = scene.span((token,))
    return Term(found.text, found, value)


def when(scene: Scene, trigger: Token) -> DateRef | None:
    """The date of the trigger's clause: the one hanging on it, else the only one in it; None when several compete."""
    found = all_dates(scene, trigger)
    return found[0] if len(found) == 1 else None


def all_dates(scene: Scene, trigger: Token) -> tuple[DateRef, ...]:
    """The dates of the clause; those on the trigger itself hide those further in."""
    sentence = scene.sentence
    carrier = _carrier(sentence, trigger)
    near = (*words(scene, trigger), *(t for p in args.next_phrase(sentence, trigger) for t in sentence.subtree(p)))
    near = tuple(t for t in near if not _is_described(sentence, t, trigger))
    for level in (
        _own_dates(scene, trigger),
        _own_dates(scene, carrier) if carrier is not None else (),
        referents.dates(scene, near),
        referents.dates(scene, words(scene, carrier)) if carrier is not None else (),
    ):
        if level:
            return level
    return referents.dates(scene, tuple(_led(sentence, trigger)))


def _is_described(sentence: Sentence, token: Token, trigger: Token) -> bool:
    """Whether the word tells of a noun, not of the clause: "advanced on the town held since March"."""
    for step in (token, *sentence.ancestors(token)):
        if step.index == trigger.index:
            return False
        if step.relation == "acl":
            return True
    return False


def _own_dates(scene: Scene, trigger: Token) -> tuple[DateRef, ...]:
    children = scene.sentence.children(trigger, "obl", "nmod", "advmod", "appos", "compound")
    other = {"after", "before", "following"}  # the time of something else, that came first or later
    return referents.dates(scene, tuple(c for c in children if args.case_words(scene.sentence, c) not in other))


def _led(sentence: Sentence, trigger: Token) -> list[Token]:
    """Dates that a parser hung on the head of an open complement's chain are those of the chain."""
    top = _top(sentence, trigger)
    return list(sentence.children(top, "obl", "advmod")) if top is not trigger else []


def opener(scene: Scene, date: DateRef) -> str:
    """The word that opens a date phrase: "since", "until", "for".

    From the mention's own words or the word before it.
    """
    own = date.text.lower().split()
    if own and own[0] in {"since", "until", "till", "for", "from", "by"}:
        return own[0]
    before = [t for t in scene.sentence.tokens if t.end <= date.span.start]
    for token in reversed(before[-_TERM_REACH:]):
        if token.text.lower() in {"since", "until", "till", "for"}:
            return token.text.lower()
        if token.upos in {"VERB", "AUX", "PUNCT", "PROPN"}:
            break
    return ""


def condition(scene: Scene, trigger: Token) -> Span | None:
    """The if-clause on the trigger's clause, or the phrase that makes an offer conditional ("after the end of …")."""
    for verb in _spine(scene.sentence, trigger):
        for child in scene.sentence.children(verb, "advcl"):
            mark = args.mark_words(scene.sentence, child)
            if mark in listed("clause", "conditions"):
                return scene.span(_trimmed(scene.sentence.subtree(child), joins=True))
    return None


def condition_phrase(scene: Scene, trigger: Token) -> Span | None:
    """A phrase of time that an offer waits for: "immediately after the end of military operations"."""
    inside = scene.sentence.subtree(trigger, without=frozenset({"acl", "ccomp", "parataxis", "conj"}))
    for phrase in inside:
        if phrase.relation not in {"obl", "advcl", "nmod"} or phrase.index <= trigger.index:
            continue
        waits = args.opening(scene.sentence, phrase)
        if waits in listed("clause", "condition_phrases") and not referents.dates(scene, (phrase,)):
            return scene.span(_trimmed(scene.sentence.subtree(phrase), joins=True))
    return None


def _spine(sentence: Sentence, trigger: Token) -> list[Token]:
    """The trigger, its objects, and the verbs over it as far as they share its clause."""
    over = [trigger]
    for step in sentence.ancestors(trigger):
        if over[-1].relation not in {"xcomp", "obj", "nsubj", "obl", "nmod"}:
            break
        over.append(step)
    return [*over, *sentence.children(trigger, "obj", "xcomp", "obl")]
