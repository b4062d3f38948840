"""Figures: counts of people and goods, with their bounds, what they are of, where and when.

A number becomes a figure only when what it counts (:mod:`counted`) and what is said of it (:mod:`befallen`) are both
found; ages, dates, money, distances, hours and shares are none. The name is "who state": "civilians trapped", "people
killed".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from whyhere.records import Figure, Term
from whyhere.statements.befallen import HARMED, state_of
from whyhere.statements.counted import (
    head_of,
    is_people,
    lemma_of,
    listed,
    may_be_people,
    noun_of,
    plural,
)
from whyhere.statements.figure_setting import date_of, place_of
from whyhere.statements.numbers import find_quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.befallen import State
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.numbers import Quantity
    from whyhere.statements.syntax import Sentence, Token

MOST_NUMBERS = 40  # of one sentence; what has more is a table that lost its lines
_YEARS = range(1900, 2100)
_LONGEST_TERM = 8  # tokens between the noun and the word for its state, for them to be shown as one stretch
_BOUNDS = {"most": "at most", "least": "at least", "about": "about"}


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number with what it counts and what is said of it."""

    quantity: Quantity
    noun: Token | None
    state: State


def find_figures(document: Document, sentence_index: int, mentions: Mentions) -> list[tuple[Figure, Token]]:
    """The figures of one sentence, each with its number's head token, in text order.

    "Dozens" has low 24 and no high, "hundreds" low 200; "at least" leaves the high side open, "as many as" the low one.
    """
    sentence = document.sentences[sentence_index]
    found = []
    earlier: State | None = None
    for quantity in islice(find_quantities(sentence), MOST_NUMBERS):
        if _is_other(sentence, quantity, mentions):
            continue
        noun = noun_of(sentence, quantity)
        state = state_of(sentence, quantity, noun, earlier)
        if state is None or _is_nothing(quantity, noun, state):
            continue
        earlier = state
        what = _Counted(quantity, noun, state)
        found.append((_figure(document, sentence_index, what, mentions), head_of(sentence, quantity)))
    return found


def _is_other(sentence: Sentence, quantity: Quantity, mentions: Mentions) -> bool:
    """Whether the number is a date, an age, money, a measure, a share or part of a name."""
    tokens = sentence.tokens
    inside = tokens[quantity.first : quantity.last]
    before = tokens[quantity.first - 1] if quantity.first else None
    behind = tokens[quantity.last] if quantity.last < len(tokens) else None
    if any(mentions.date_at(t) is not None for t in inside):
        return True
    if before is not None and (
        before.text.lower() in listed("never", "money") or (before.text in "-–." and before.end == inside[0].start)
    ):
        return True
    if behind is None:
        return False
    hyphen = behind.text in "-–" and behind.start == inside[-1].end
    unit = behind.text.lower() in listed("never", "units") or behind.lemma.lower() in listed("never", "units")
    of_them = behind.text.lower() == "of" and inside[0].text.lower() == "one"
    return unit or hyphen or of_them


def _is_nothing(quantity: Quantity, noun: Token | None, state: State) -> bool:
    """Whether the number counts nothing that figures are kept of, or is a year."""
    if noun is None:
        return quantity.low is not None and quantity.low == quantity.high and int(quantity.low) in _YEARS
    harmed = state.token is not noun and state.value in HARMED and may_be_people(noun)
    return not ((_counts(noun) or harmed) and _agrees(quantity, noun))


def _figure(document: Document, at: int, counted: _Counted, mentions: Mentions) -> Figure:
    sentence = document.sentences[at]
    quantity, noun, state = counted.quantity, counted.noun, counted.state
    who = "people" if noun is None else plural(noun)
    last = max((t for t in (noun, state.token, sentence.tokens[quantity.last - 1]) if t), key=lambda t: t.index)
    first = min(sentence.tokens[quantity.hedge], state.token, key=lambda t: t.index)
    target = noun or head_of(sentence, quantity)
    number = document.span(sentence.tokens[quantity.first], sentence.tokens[quantity.last - 1])
    return Figure(
        span=document.span(first, last),
        what=_what(document, noun, state, who),
        number=number,
        low=quantity.low,
        high=quantity.high,
        unit="people" if is_people(noun) else who,
        hedge=_hedge(document, sentence, quantity),
        place=place_of(document, at, target, state.token, mentions),
        party=mentions.party_at(noun) if noun is not None and is_people(noun) else None,
        when=date_of(sentence, target, state.token, mentions),
        negated=any(c.lemma in {"not", "n't", "never"} for c in sentence.children(state.token, "advmod")),
    )


def _agrees(quantity: Quantity, noun: Token) -> bool:
    """Whether number and noun agree: "85 commander" is a page's junk."""
    several = (quantity.low or quantity.high or 0) > 1
    same = plural(noun) == noun.text.lower() or noun.xpos in {"NNS", "NNPS", "JJ", "VBN"}
    return not several or same or lemma_of(noun) in {"other", "more", "people", "person"}


def _counts(noun: Token) -> bool:
    known = listed("who", "people") | listed("who", "things") | listed("who", "dead") | listed("who", "wounded")
    return lemma_of(noun) in known | listed("who", "casualties") | {"other", "life", "more"}


def _what(document: Document, noun: Token | None, state: State, who: str) -> Term:
    """The figure's name, with the words that say it."""
    own = noun is not None and state.token is noun
    if own and not state.value:
        value = who
    elif own or (noun is not None and lemma_of(noun) in listed("who", "dead") and state.value == "killed"):
        value = f"people {state.value}"
    else:
        value = f"{who} {state.value}"
    words: Sequence[Token] = sorted((t for t in (noun, state.token) if t is not None), key=lambda t: t.index)
    if words[-1].index - words[0].index > _LONGEST_TERM:
        words = [state.token]
    span = document.span(words[0], words[-1])
    return Term(span.text, span, value)


def _hedge(document: Document, sentence: Sentence, quantity: Quantity) -> Term | None:
    if quantity.bound is None:
        return None
    span = document.span(sentence.tokens[quantity.hedge], sentence.tokens[quantity.first - 1])
    return Term(span.text, span, _BOUNDS[quantity.bound])
