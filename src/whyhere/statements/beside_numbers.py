"""What the words beside a number say, read in their order: where headlines and lost marks lead a parse astray.

"35 dead", "six of them children", "31 Harim Front militants", "including four women", "attack kills 30: monitor",
"three million have found refuge".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.statements.numbers import Quantity
    from whyhere.statements.syntax import Sentence, Token

_PARTS = frozenset({"including", "among", "with", "them", "whom", "which"})
_THEM = frozenset({"them", "those", "whom", "these", "the"})
_LONGEST_COMPOUND = 8  # tokens
_PHRASE_REACH = 6
_PASSIVE_REACH = 14
_TOLL_REACH = 14


def state_alone(sentence: Sentence, at: int) -> tuple[str, Token] | None:
    """The state that stands right behind the number with no noun behind it: "35 dead dozens wounded", and its word."""
    words = sentence.tokens[at : at + 2]
    alone = {word: state for state, row in vocabulary.load("figures")["alone"].items() for word in row}
    state = alone.get(words[0].text.lower()) if words else None
    if state is None:
        return None
    behind = words[1] if len(words) > 1 else None
    vague = vocabulary.load("figures")["vague"]
    ends = behind is None or behind.text.lower() in vague or behind.upos not in {"NOUN", "PROPN", "ADJ", "AUX"}
    return (state, words[0]) if ends else None


def of_them(sentence: Sentence, at: int) -> Token | None:
    """The pronoun of "six of them", "ten of those killed"."""
    words = sentence.tokens[at : at + 2]
    fits = len(words) == 2 and words[0].text.lower() == "of" and words[1].text.lower() in _THEM - {"the"}  # noqa: PLR2004
    return words[1] if fits else None


def is_headline_source(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun is who says it, at a headline's end: "kills 30 monitor"."""
    last = next((t for t in reversed(sentence.tokens) if t.upos != "PUNCT"), noun)
    return noun is last and noun.text.lower() in reporting("kinds", "tails") and noun.text.lower()[-1:] != "s"


def last_of_compound(sentence: Sentence, at: int, is_counted: Callable[[Token], bool]) -> Token | None:
    """The noun for people or goods at the end of the names behind the number: "31 Harim Front militants"."""
    tokens = sentence.tokens
    for token in tokens[at : at + _LONGEST_COMPOUND]:
        follows = tokens[token.index + 1].upos if token.index + 1 < len(tokens) else "X"
        if token.upos == "NOUN" and is_counted(token) and follows not in {"NOUN", "PROPN"}:
            return token
        bound = token.index and tokens[token.index - 1].text in "-–"  # "Norland-led"
        names = {"NOUN", "PROPN", "ADJ"}
        if token.upos not in names and token.text not in {"-", "–", "(", ")", "[", "]", "/"} and not bound:
            return None
    return None


def is_part(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number is said to be part of the count before it: "including four women", "six of them children"."""
    if of_them(sentence, quantity.last) is not None:
        return True
    before = sentence.tokens[max(0, quantity.hedge - 3) : quantity.hedge]
    if not before:
        return False
    joined = before[-1].text.lower() == "and" and len(before) > 2 and before[-3].upos == "NUM"  # noqa: PLR2004
    return before[-1].text.lower() in _PARTS or joined


def toll_before(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The toll told of before the number, with verbs of counting alone between: "the death toll … is at least 70"."""
    nouns = vocabulary.load("figures")["nouns"]
    for token in reversed(sentence.tokens[max(0, quantity.hedge - _TOLL_REACH) : quantity.hedge]):
        if token.lemma.lower() == "toll":
            return token
        verb = token.upos == "VERB" and token.lemma.lower() not in {*nouns["toll_verbs"], "say"}
        if verb or token.upos == "SCONJ" or (token.upos == "PUNCT" and token.text not in ",-"):
            return None
    return None


def among_before(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The word for the dead of "among the dead were three children"."""
    before = sentence.tokens[max(0, quantity.hedge - 4) : quantity.hedge]
    words = [t.text.lower() for t in before]
    fits = len(words) > 3 and words[0] == "among" and words[1] == "the" and before[3].lemma.lower() == "be"  # noqa: PLR2004
    return before[2] if fits else None


def including_before(sentence: Sentence, quantity: Quantity) -> Token | None:
    """The noun that the number is part of: "killing civilians including three children"."""
    at = quantity.hedge - 1
    return sentence.tokens[at - 1] if at > 0 and sentence.tokens[at].text.lower() == "including" else None


def phrase_behind(sentence: Sentence, target: Token) -> tuple[str, Token] | None:
    """The state that a verb and a word of its own say together, with the verb: "have found refuge"."""
    near = sentence.tokens[target.index + 1 : target.index + 1 + _PHRASE_REACH]
    for state, rows in vocabulary.load("figures")["phrases"].items():
        for row in rows:
            lemma, word = row.split()
            verb = next((t for t in near if t.lemma.lower() == lemma and t.upos in {"VERB", "AUX"}), None)
            behind = sentence.tokens[verb.index + 1 : verb.index + 1 + _PHRASE_REACH] if verb is not None else ()
            if verb is not None and any(word in {t.lemma.lower(), t.text.lower()} for t in behind):
                return state, verb
    return None


def passive_behind(sentence: Sentence, target: Token) -> Token | None:
    """The passive verb behind the noun's own phrase: "three children from one family were killed"."""
    tokens = sentence.tokens
    for token in tokens[target.index + 1 : target.index + _PASSIVE_REACH]:
        if token.upos == "AUX":
            behind = (t for t in tokens[token.index + 1 : token.index + 4] if t.upos not in {"AUX", "ADV"})
            verb = next(behind, None)
            return verb if verb is not None and verb.xpos == "VBN" else None
        ends = token.upos in {"VERB", "PUNCT", "SCONJ", "CCONJ", "PRON"}
        if ends and token.text.lower() not in {"including", "(", ")", "-"}:
            return None
    return None
