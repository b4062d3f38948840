"""What is said to have happened to the counted: "20,000 civilians trapped", "the deaths of 12".

The state is found by the first of these that holds: the noun of doing before "of" ("the deaths of"), the participle
right behind, a verb whose object or passive subject the noun is, a verb of becoming whose subject it is, an adjective,
a toll, the noun's own meaning ("12 dead"), and, behind "including", the state of what it is included in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere.statements import arguments as args
from whyhere.statements import beside_numbers as beside
from whyhere.statements.counted import (
    head_of,
    is_counted,
    is_people,
    lemma_of,
    listed,
    may_be_people,
    own_states,
    states,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.statements.numbers import Quantity
    from whyhere.statements.syntax import Sentence, Token

_INCLUDED = frozenset({"including", "among", "with", "among them"})
_GOODS_STATES = frozenset({"delivered", "destroyed", "damaged"})
_MOVES = frozenset({"evacuated", "delivered"})
_DRIVING, _CARRYING = frozenset({"force", "drive"}), frozenset({"carry", "transport"})
_LIFE = frozenset({"claim", "cost", "take"})
HARMED = frozenset({"killed", "wounded", "executed", "lost", "gassed"})
_ELLIPTICAL = frozenset(
    {
        "killed",
        "wounded",
        "displaced",
        "evacuated",
        "detained",
        "missing",
        "trapped",
        "abducted",
        "executed",
        "gassed",
        "lost",
    }
)


@dataclass(frozen=True, slots=True)
class State:
    """A state of the vocabulary with the token that says it."""

    value: str
    token: Token


def state_of(sentence: Sentence, quantity: Quantity, noun: Token | None, earlier: State | None = None) -> State | None:
    """What is said of the counted, by the first rule of this module's order that holds.

    ``earlier`` is the state of the count before it in the sentence, which a part of that count shares.
    """
    alone = beside.state_alone(sentence, quantity.last)
    if noun is None and alone is not None:
        return State(*alone)
    head = head_of(sentence, quantity)
    partitive = noun is not None and noun.head == head.index and head.upos == "NOUN"
    targets = (head, noun) if partitive and noun is not None else (noun or head,)
    said = (_of_people(s, noun) for target in targets for s in _said(sentence, target, quantity))
    fitting = [s for s in said if _suits(s, noun)]
    found = fitting[0] if fitting else None
    if found is not None and found.value == "detained":  # "rounded up and executed"
        found = next((s for s in fitting if s.value in HARMED), found)
    target = targets[-1]
    if found is None and noun is not None:
        own = own_states().get(lemma_of(noun))
        found = State(own, noun) if own is not None else None
    found = found or _included(sentence, target, quantity, noun) or _told_before(sentence, quantity)
    if found is None and earlier is not None and is_people(noun) and beside.is_part(sentence, quantity):
        return earlier
    return found


def _of_people(state: State, noun: Token | None) -> State:
    """What destroys people kills them."""
    people = noun is not None and is_people(noun) and lemma_of(noun) not in {"family", "household"}
    return State("killed", state.token) if people and state.value == "destroyed" else state


def _told_before(sentence: Sentence, quantity: Quantity) -> State | None:
    """Of "death toll from the attack at least 126", "among the dead were three": what the words before say."""
    toll = beside.toll_before(sentence, quantity)
    if toll is not None:
        return State("killed", toll)
    dead = beside.among_before(sentence, quantity)
    state = states("being").get(dead.text.lower()) if dead is not None else None
    if dead is not None and state:
        return State(state, dead)
    whole = beside.including_before(sentence, quantity)
    return next(_by_verb(sentence, whole), None) if whole is not None and is_counted(lemma_of(whole)) else None


def _suits(state: State, noun: Token | None) -> bool:
    """Whether people or goods may be in that state."""
    if noun is None:
        return state.value in _ELLIPTICAL
    if is_people(noun):
        return state.value not in _GOODS_STATES
    if not is_counted(lemma_of(noun)):
        return state.value in HARMED and state.token.upos == "VERB" and may_be_people(noun)
    family = lemma_of(noun) in {"family", "household"}
    if family:
        return state.value not in _GOODS_STATES
    if state.value == "delivered":
        return lemma_of(noun) in listed("who", "goods")
    return state.value in _GOODS_STATES


def _said(sentence: Sentence, target: Token, quantity: Quantity) -> Iterator[State]:
    yield from _by_noun_before(sentence, quantity)
    yield from (s for s in _by_neighbour(sentence, target) if s.value in HARMED and s.token.index == target.index + 1)
    yield from (s for s in _by_verb_before(sentence, quantity) if s.value in HARMED)
    yield from _by_verb(sentence, target)
    yield from _by_adjective(sentence, target)
    yield from _by_noun(sentence, target)
    yield from _by_toll(sentence, target, quantity)
    yield from _by_neighbour(sentence, target)
    yield from _by_verb_before(sentence, quantity)
    yield from _by_words_behind(sentence, target)


def _by_words_behind(sentence: Sentence, target: Token) -> Iterator[State]:
    """Of "found refuge", "received wounds", and of "were … killed" behind words that a parser hung elsewhere."""
    if args.case_words(sentence, target) in {"from", "of"}:
        return
    phrase = beside.phrase_behind(sentence, target)
    if phrase is not None:
        yield State(*phrase)
    verb = beside.passive_behind(sentence, target)
    state = states("done").get(verb.lemma.lower()) if verb is not None else None
    if verb is not None and state:
        yield State(state, verb)


def _by_verb_before(sentence: Sentence, quantity: Quantity) -> Iterator[State]:
    """Of "killed at least 58": the active verb right before the number, whatever a parser hangs the number on."""
    verb = sentence.tokens[quantity.hedge - 1] if quantity.hedge else None
    state = states("done").get(verb.lemma.lower()) if verb is not None else None
    if verb is not None and verb.upos != "VERB" and (state not in HARMED or verb.xpos in {"JJ", "NNS"}):
        return
    if verb is not None and state in _ELLIPTICAL and not sentence.children(verb, "aux:pass"):
        yield State(state, verb)


def _by_verb(sentence: Sentence, target: Token) -> Iterator[State]:
    """Verbs that govern the counted come before participles that describe it: "killing 12 people evacuated"."""
    first = sorted(sentence.tokens, key=lambda t: (t.relation == "acl", t.index))
    for verb in first:
        lemma = verb.lemma.lower()
        if verb.upos not in {"VERB", "ADJ", "NOUN"} or verb is target or _is_half(sentence, verb):
            continue
        done, become = states("done").get(lemma), states("become").get(lemma)
        behind = verb.relation == "acl" and target.index > verb.index and _first_of(sentence, target).head != verb.index
        if done and not behind and target in _objects(sentence, verb) and _is_plain(sentence, verb, target):
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


def _first_of(sentence: Sentence, target: Token) -> Token:
    """The first of several joined by "and"."""
    while target.relation == "conj" and (joined := sentence.parent(target)) is not None:
        target = joined
    return target


def _is_plain(sentence: Sentence, verb: Token, target: Token) -> bool:
    """Whether the verb does it here: "claimed 20 lives" kills, "claimed 20 villages" does not."""
    lemma = verb.lemma.lower()
    if lemma in _DRIVING:
        return any(t.text.lower() in {"out", "from"} for t in sentence.tokens[target.index + 1 : target.index + 3])
    if lemma in _CARRYING:
        over = sentence.parent(verb) if verb.relation == "acl" else None
        bearers = (*args.deep_subject(sentence, verb), *((over,) if over is not None else ()))
        return any(t.lemma.lower() in listed("setting", "vehicles") for t in bearers)
    return lemma not in _LIFE or lemma_of(target) == "life" or lemma_of(target) in listed("who", "casualties")


def _by_adjective(sentence: Sentence, target: Token) -> Iterator[State]:
    known = states("being")
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
        state = states("nouns").get(before.lemma.lower()) or states("nouns").get(before.text.lower())
        if state:
            yield State(state, before)


def _by_noun(sentence: Sentence, target: Token) -> Iterator[State]:
    first = target
    while first.relation == "conj" and (joined := sentence.parent(first)) is not None:
        first = joined
    for step in dict.fromkeys((target, first)):
        over = sentence.parent(step)
        doing = over is not None and step.relation == "nmod" and args.case_words(sentence, step) in {"of", ""}
        if doing and over is not None and over.lemma.lower() in states("nouns"):
            yield State(states("nouns")[over.lemma.lower()], over)


def _by_toll(sentence: Sentence, target: Token, quantity: Quantity) -> Iterator[State]:
    """Of "the toll rose to 45", "a toll of 45"; the number a toll rose from is an older one."""
    head = head_of(sentence, quantity)
    if args.case_words(sentence, head) == "from" or args.case_words(sentence, target) == "from":
        return
    over = sentence.parent(target)
    if over is None or lemma_of(target) in own_states():
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
            state = states("done").get(word.lemma.lower()) or states("being").get(word.text.lower())
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
        done = states("done").get(over.lemma.lower()) or states("become").get(over.lemma.lower())
        return State(done, over) if done and done not in _MOVES else None
    rules = (_by_verb, _by_adjective, _by_noun, _by_neighbour)
    outer = [state for rule in rules for state in rule(sentence, over)]
    own = own_states().get(lemma_of(over))
    if own and not outer:
        outer = [State(own, over)]
    return next((s for s in outer if _suits(s, noun)), None)
