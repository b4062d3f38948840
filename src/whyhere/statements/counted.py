"""What a number counts: "20,000 civilians", "45 Norvians", "six of them children".

The noun is the one the number modifies, the "of" phrase of a vague plural, or the next noun for people or goods where a
parser loses it; a number without a noun counts people when a verb of killing or wounding governs it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer import countries
from whyhere.statements import arguments as args
from whyhere.statements import beside_numbers as beside
from whyhere.statements.toponyms import is_capital

if TYPE_CHECKING:
    from whyhere.statements.numbers import Quantity
    from whyhere.statements.syntax import Sentence, Token

_LOOK_AHEAD = 4
_OTHERS = frozenset({"other", "others", "more"})


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of the vocabulary of figures."""
    return frozenset(vocabulary.load("figures")[table][name])


@cache
def states(table: str) -> dict[str, str]:
    """Each lemma of one table of the vocabulary with the state it says."""
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
    return lemma in listed("who", "people") | listed("who", "things") | own_states().keys() or lemma == "life"


@cache
def own_states() -> dict[str, str]:
    """Each noun that says a state itself, with the state: "12 dead"."""
    rows = {"dead": "killed", "wounded": "wounded", "casualties": ""}
    return {lemma: state for name, state in rows.items() for lemma in listed("who", name)}


def noun_of(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The noun that the number counts, or None where it stands alone."""
    head = head_of(sentence, quantity)
    following = sentence.tokens[quantity.last : quantity.last + 2]
    if len(following) > 1 and following[0].text.lower() in own_states() and following[1].upos == "AUX":
        return following[0]  # "1,500 wounded were trapped", whatever a parser takes the word for
    if beside.state_alone(sentence, quantity.last) is not None:
        return None
    pronoun = beside.of_them(sentence, quantity.last)
    if pronoun is not None:
        behind = _next_noun(sentence, pronoun.index + 1)
        return behind if behind is not None and behind.index == pronoun.index + 1 else None
    found = _noun_in_parse(sentence, quantity, head)
    if found is not None and beside.is_headline_source(sentence, found):
        return None  # "attack kills 30: monitor", the marks lost
    if found is not None and is_counted(lemma_of(found)):
        return found
    found = beside.last_of_compound(sentence, quantity.last, is_counted_word) or found
    some_of = found is not None and found.upos == "PROPN" and head.relation == "obj" and found.head == head.index
    return None if some_of else found  # "killed five of the Harim Front"


def is_counted_word(token: Token) -> bool:
    """Whether the word is for people or goods that figures are kept of."""
    return is_counted(lemma_of(token))


def _noun_in_parse(sentence: Sentence, quantity: Quantity, head: Token) -> Token | None:
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
        near = _next_noun(sentence, quantity.last)
        closer = near is not None and near.index < parent.index
        return near if closer and near is not None and _ends_phrase(sentence, near, parent) else parent
    return _next_noun(sentence, quantity.last)


def _ends_phrase(sentence: Sentence, near: Token, parent: Token) -> bool:
    """Whether a verb or preposition stands between the next noun and the word that a parser hung the number on."""
    return parent.upos != "NOUN" or any(
        t.upos in {"VERB", "AUX", "ADP"} for t in sentence.tokens[near.index : parent.index]
    )


def _next_noun(sentence: Sentence, at: int) -> Token | None:
    """The next noun for people or goods, over adjectives only: where a parser has lost the thread."""
    for token in sentence.tokens[at : at + _LOOK_AHEAD]:
        if token.upos in {"NOUN", "ADJ"} and is_counted(lemma_of(token)) and token.lemma not in {"wounded", "injured"}:
            return token
        if token.upos not in {"ADJ", "PROPN", "PUNCT", "NOUN"} and token.text.lower() not in {"of", "the", "more"}:
            return None
    return None


def lemma_of(token: Token) -> str:
    """The noun's lemma, as the vocabulary has it."""
    lemma = token.text.lower() if token.text.lower() in own_states() else token.lemma.lower()
    if is_capital(token) and countries.is_demonym(token.text):
        return "person"  # "45 Norvians"
    if lemma.endswith("s") and lemma[:-1] in listed("who", "people"):
        return lemma[:-1]  # "troops"
    return {"people": "person", "others": "other"}.get(lemma, lemma)


def plural(noun: Token) -> str:
    """The noun as it is printed in a figure's name."""
    lemma = lemma_of(noun)
    known: dict[str, str] = vocabulary.load("figures")["plurals"]
    if lemma in _OTHERS or lemma == "life":
        return "people"
    return known.get(lemma) or (lemma if lemma.endswith("s") and len(lemma) > 5 else lemma + "s")  # noqa: PLR2004


def may_be_people(noun: Token) -> bool:
    """Whether an unlisted noun may be for people: of what is said to be killed or hurt, all that is no listed thing."""
    several = noun.xpos in {"NNS", "NNPS"} and lemma_of(noun) not in listed("who", "things")
    return several and lemma_of(noun) not in listed("setting", "attack_nouns") | listed("never", "units")


def is_people(noun: Token | None) -> bool:
    """Whether the noun is for people; a number that stands alone counts people."""
    return (
        noun is None or lemma_of(noun) in listed("who", "people") | _OTHERS | {"life"} or lemma_of(noun) in own_states()
    )
