"""What a number counts, and what is said to have happened to it: "20,000 civilians", "trapped".

The noun is the one the number modifies, the "of" phrase of a vague plural, or the next noun for people or goods where a
parser loses it; a number without a noun counts people when a verb of killing or wounding governs it. The state is found
by the first of these that holds: the noun of doing before "of" ("the deaths of"), the participle right behind, a verb
whose object or passive subject the noun is, a verb of becoming whose subject it is, an adjective, a toll, the noun's
own meaning ("12 dead"), and, behind "including", the state of what it is included in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer import countries
from whyhere.statements import arguments as args
from whyhere.statements.toponyms import is_capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.statements.numbers import Quantity
    from whyhere.statements.syntax import Sentence, Token

_LOOK_AHEAD = 4
_INCLUDED = frozenset({"including", "among", "with", "among them"})
_GOODS_STATES = frozenset({"delivered", "destroyed", "damaged"})
_MOVES = frozenset({"evacuated", "delivered"})
_LIFE = frozenset({"claim", "cost", "take"})
_ELLIPTICAL = frozenset({"killed", "wounded", "displaced", "evacuated", "detained", "missing", "trapped"})
_HARMED = frozenset({"killed", "wounded"})
_OTHERS = frozenset({"other", "others", "more"})


@dataclass(frozen=True, slots=True)
class State:
    """A state of the vocabulary with the token that says it."""

    value: str
    token: Token


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of the vocabulary of figures."""
    return frozenset(vocabulary.load("figures")[table][name])


@cache
def _states(table: str) -> dict[str, str]:
    rows = vocabulary.load("figures")[table].items()
    return {lemma: state for state, lemmas in rows for lemma in lemmas if not state.startswith("toll")}


def head_of(sentence: Sentence, quantity: Quantity) -> Token:
    """The number's own head: the token that hangs on something outside the number."""
    inside = range(quantity.first, quantity.last)
    return next(
        (sentence.tokens[i] for i in inside if sentence.tokens[i].head not in inside), sentence.tokens[quantity.first]
    )


def is_counted(lemma: str) -> bool:
    """Whether a noun is for people or goods that figures are kept of."""
    return lemma in listed("who", "people") | listed("who", "things") | _own_states().keys() or lemma == "life"


@cache
def _own_states() -> dict[str, str]:
    rows = {"dead": "killed", "wounded": "wounded", "casualties": ""}
    return {lemma: state for name, state in rows.items() for lemma in listed("who", name)}


def noun_of(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The noun that the number counts, or None where it stands alone."""
    head = head_of(sentence, quantity)
    following = sentence.tokens[quantity.last : quantity.last + 2]
    if len(following) > 1 and following[0].text.lower() in _own_states() and following[1].upos == "AUX":
        return following[0]  # "1,500 wounded were trapped", whatever a parser takes the word for
    for child in sentence.children(head, "nmod"):
        if child.index >= quantity.last and args.case_words(sentence, child) == "of":
            return child
    parent = sentence.parent(head)
    counted = {"nummod", "det", "amod", "compound", "nmod"}
    if (
        parent is not None
        and head.relation in counted
        and parent.index >= quantity.last
        and parent.upos in {"NOUN", "PROPN", "ADJ", "VERB"}
    ):
        near = _next_noun(sentence, quantity)
        closer = near is not None and near.index < parent.index
        return near if closer and near is not None and _ends_phrase(sentence, near, parent) else parent
    return _next_noun(sentence, quantity)


def _ends_phrase(sentence: Sentence, near: Token, parent: Token) -> bool:
    """Whether a verb or preposition stands between the next noun and the word that a parser hung the number on."""
    return parent.upos != "NOUN" or any(
        t.upos in {"VERB", "AUX", "ADP"} for t in sentence.tokens[near.index : parent.index]
    )


def _next_noun(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The next noun for people or goods, over adjectives only: where a parser has lost the thread."""
    for token in sentence.tokens[quantity.last : quantity.last + _LOOK_AHEAD]:
        if token.upos in {"NOUN", "ADJ"} and is_counted(lemma_of(token)) and token.lemma not in {"wounded", "injured"}:
            return token
        if token.upos not in {"ADJ", "PROPN", "PUNCT", "NOUN"} and token.text.lower() not in {"of", "the", "more"}:
            return None
    return None


def lemma_of(token: Token) -> str:
    """The noun's lemma, as the vocabulary has it."""
    lemma = token.text.lower() if token.text.lower() in _own_states() else token.lemma.lower()
    if is_capital(token) and countries.is_demonym(token.text):
        return "person"  # "45 Norvians"
    return {"people": "person", "others": "other"}.get(lemma, lemma)


def plural(noun: Token) -> str:
    """The noun as it is printed in a figure's name."""
    lemma = lemma_of(noun)
    known: dict[str, str] = vocabulary.load("figures")["plurals"]
    if lemma in _OTHERS or lemma == "life":
        return "people"
    return known.get(lemma) or (lemma if lemma.endswith("s") and len(lemma) > 5 else lemma + "s")  # noqa: PLR2004


def is_people(noun: Token | None) -> bool:
    """Whether the noun is for people; a number that stands alone counts people."""
    return (
        noun is None
        or lemma_of(noun) in listed("who", "people") | _OTHERS | {"life"}
        or lemma_of(noun) in _own_states()
    )


# ----------------------------------------------------------------------------------------------------------- states


def state_of(sentence: Sentence, quantity: Quantity, noun: Token | None) -> State | None:
    """What is said of the counted, by the first rule of this module's order that holds."""
    head = head_of(sentence, quantity)
    partitive = noun is not None and noun.head == head.index and head.upos == "NOUN"
    targets = (head, noun) if partitive and noun is not None else (noun or head,)
    said = (state for target in targets for state in _said(sentence, target, quantity))
    found = next((s for s in said if _suits(s, noun)), None)
    target = targets[-1]
    if found is None and noun is not None:
        own = _own_states().get(lemma_of(noun))
        found = State(own, noun) if own is not None else None
    return found or _included(sentence, target, quantity, noun)


def _suits(state: State, noun: Token | None) -> bool:
    """Whether people or goods may be in that state."""
    if noun is None:
        return state.value in _ELLIPTICAL
    if is_people(noun):
        return state.value not in _GOODS_STATES
    family = lemma_of(noun) in {"family", "household"}
    if family:
        return state.value not in _GOODS_STATES
    if state.value == "delivered":
        return lemma_of(noun) in listed("who", "goods")
    return state.value in _GOODS_STATES


def _said(sentence: Sentence, target: Token, quantity: Quantity) -> Iterator[State]:
    yield from _by_noun_before(sentence, quantity)
    yield from (s for s in _by_neighbour(sentence, target) if s.value in _HARMED and s.token.index == target.index + 1)
    yield from (s for s in _by_verb_before(sentence, quantity) if s.value in _HARMED)
    yield from _by_verb(sentence, target)
    yield from _by_adjective(sentence, target)
    yield from _by_noun(sentence, target)
    yield from _by_toll(sentence, target, quantity)
    yield from _by_neighbour(sentence, target)
    yield from _by_verb_before(sentence, quantity)


def _by_verb_before(sentence: Sentence, quantity: Quantity) -> Iterator[State]:
    """Of "killed at least 58": the active verb right before the number, whatever a parser hangs the number on."""
    verb = sentence.tokens[quantity.hedge - 1] if quantity.hedge else None
    state = _states("done").get(verb.lemma.lower()) if verb is not None and verb.upos == "VERB" else None
    if verb is not None and state in _ELLIPTICAL and not sentence.children(verb, "aux:pass"):
        yield State(state, verb)


def _by_verb(sentence: Sentence, target: Token) -> Iterator[State]:
    """Verbs that govern the counted come before participles that describe it: "killing 12 people evacuated"."""
    first = sorted(sentence.tokens, key=lambda t: (t.relation == "acl", t.index))
    for verb in first:
        lemma = verb.lemma.lower()
        if verb.upos not in {"VERB", "ADJ", "NOUN"} or verb is target or _is_half(sentence, verb):
            continue
        done, become = _states("done").get(lemma), _states("become").get(lemma)
        behind = verb.relation == "acl" and target.index > verb.index and target.head != verb.index
        if done and not behind and target in _objects(sentence, verb) and _is_plain(lemma, target):
            yield State(done, verb)
        elif become and verb.upos == "VERB" and target in args.surface_subject(sentence, verb):
            yield from () if become in _MOVES and sentence.children(verb, "xcomp", "ccomp") else (State(become, verb),)


def _is_half(sentence: Sentence, verb: Token) -> bool:
    """Whether the participle is half of a word: "the rebel-held one"."""
    before = sentence.tokens[verb.index - 1] if verb.index else None
    return before is not None and before.text in "-–" and before.end == verb.start


def _objects(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """All that the verb is done to; a second object that a parser sees in "58 people including 11 children" counts."""
    own = [c for o in sentence.children(verb, "obj") for c in args.conjuncts(sentence, o)]
    return (*own, *args.deep_object(sentence, verb))


def _is_plain(verb: str, target: Token) -> bool:
    """Whether the verb kills here: "claimed 20 lives" does, "claimed 20 villages" does not."""
    return verb not in _LIFE or lemma_of(target) == "life" or lemma_of(target) in listed("who", "casualties")


def _by_adjective(sentence: Sentence, target: Token) -> Iterator[State]:
    known = _states("being")
    for word in sentence.tokens:
        state = known.get(word.text.lower())
        if state is None or word is target or _is_counted_itself(sentence, word):
            continue
        governor = sentence.parent(word)
        beside = word.head == target.index and word.relation in {
            "amod",
            "acl",
            "advmod",
            "xcomp",
            "appos",
            "nmod",
            "dep",
        }
        predicate = target.head == word.index and target.relation == "nsubj"
        left = governor is not None and word.relation in {"xcomp", "obj", "advcl"} and target.head == governor.index
        if beside or predicate or (left and target.relation == "obj"):
            yield State(state, word)


def _is_counted_itself(sentence: Sentence, word: Token) -> bool:
    """Of "700 people including 47 wounded": the wounded are another count."""
    before = sentence.tokens[word.index - 1] if word.index else None
    return before is not None and before.upos == "NUM"


def _by_noun_before(sentence: Sentence, quantity: Quantity) -> Iterator[State]:
    """Of "the deaths of 12": the noun right before "of", whatever a parser hangs the phrase on."""
    if quantity.hedge > 1 and sentence.tokens[quantity.hedge - 1].text.lower() == "of":
        before = sentence.tokens[quantity.hedge - 2]
        if before.lemma.lower() in _states("nouns"):
            yield State(_states("nouns")[before.lemma.lower()], before)


def _by_noun(sentence: Sentence, target: Token) -> Iterator[State]:
    first = target
    while first.relation == "conj" and (joined := sentence.parent(first)) is not None:
        first = joined
    for step in dict.fromkeys((target, first)):
        over = sentence.parent(step)
        doing = over is not None and step.relation == "nmod" and args.case_words(sentence, step) in {"of", ""}
        if doing and over is not None and over.lemma.lower() in _states("nouns"):
            yield State(_states("nouns")[over.lemma.lower()], over)


def _by_toll(sentence: Sentence, target: Token, quantity: Quantity) -> Iterator[State]:
    """Of "the toll rose to 45", "a toll of 45"; the number a toll rose from is an older one."""
    head = head_of(sentence, quantity)
    if args.case_words(sentence, head) == "from" or args.case_words(sentence, target) == "from":
        return
    over = sentence.parent(target)
    if over is None or lemma_of(target) in _own_states():
        return
    if over.lemma in listed("nouns", "tolls"):
        yield State("killed", over)
    elif over.lemma.lower() in listed("nouns", "toll_verbs"):
        tolls = [c for c in sentence.children(over, "nsubj", "obj") if c.lemma.lower() in listed("nouns", "tolls")]
        if tolls and (tolls[0].lemma != "total" or any(c.lemma == "dead" for c in sentence.subtree(tolls[0]))):
            yield State("killed", tolls[0])


def _by_neighbour(sentence: Sentence, target: Token) -> Iterator[State]:
    """Of "45 civilians killed": the participle right behind, which a headline's parse hangs elsewhere."""
    if args.case_words(sentence, target) == "from":
        return  # "three children of one family were killed": who is the other noun
    for word in sentence.tokens[target.index + 1 : target.index + 3]:
        if word.upos in {"VERB", "ADJ"} and word.xpos in {"VBN", "VBD", "JJ"}:
            state = _states("done").get(word.lemma.lower()) or _states("being").get(word.text.lower())
            counts = sentence.tokens[word.index + 1 : word.index + 2]  # "killed two patients injured eight"
            if state and not sentence.children(word, "obj") and not (counts and counts[0].upos == "NUM"):
                yield State(state, word)
            return
        if word.upos not in {"ADV", "NOUN"} and word.text.lower() not in {"others", "more", "were", "was", "are"}:
            return


def _included(sentence: Sentence, target: Token, quantity: Quantity, noun: Token | None) -> State | None:
    """Of "18 people including five children": the state of what the count is part of."""
    top = target
    while top.relation == "conj" and (parent := sentence.parent(top)) is not None:
        top = parent
    words = args.case_words(sentence, top).split()
    opened = sentence.tokens[quantity.hedge - 1].text.lower() if quantity.hedge else ""
    over = sentence.parent(top)
    if over is None:
        return None
    among = top.relation == "nsubj" and "among" in args.case_words(sentence, over).split()
    if not (among or set(words) & _INCLUDED or opened in _INCLUDED):
        return None
    if over.upos == "VERB":
        done = _states("done").get(over.lemma.lower()) or _states("become").get(over.lemma.lower())
        return State(done, over) if done and done not in _MOVES else None
    rules = (_by_verb, _by_adjective, _by_noun, _by_neighbour)
    outer = [state for rule in rules for state in rule(sentence, over)]
    own = _own_states().get(lemma_of(over))
    if own and not outer:
        outer = [State(own, over)]
    return next((s for s in outer if _suits(s, noun)), None)
