"""Where a source's phrase really begins and ends when the commas around it are lost.

"… the city of Marran state television said" has its seam before "state", "said the statement adding that …" before
"adding". A seam counts only where what is left of the phrase can speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer import countries
from whyhere.statements import phrases
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.syntax import Sentence, Token

_NEAR = 3  # tokens between a number and what it counts
_JOINED = frozenset({"NOUN", "ADJ", "PROPN"})


def trimmed(sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The phrase between its last seam and the words that no longer belong to it; the phrase itself where none is."""
    tokens = tokens[: _end(tokens)]
    for place in range(len(tokens) - 1, 0, -1):
        rest = tokens[place:]
        if _is_seam(sentence, tokens, place) and _may_speak(sentence, rest):
            return rest
    return tokens


def _is_seam(sentence: Sentence, tokens: Sequence[Token], place: int) -> bool:
    before, token = tokens[place - 1], tokens[place]
    if before.upos in {"PUNCT", "ADP", "CCONJ", "PART"} or before.index + 1 != token.index:
        return False
    if token.text in {"The", "A", "An"}:
        return not _is_within(sentence, before, token)
    if before.text.lower() in {*vocabulary.load("dates")["weekdays"], *reporting("kinds", "times")}:
        return token.upos in _JOINED
    if not all(t.upos in _JOINED for t in tokens[place:]):
        return False
    outlet = _is_outlet(sentence, tokens, place)
    return outlet or _counts(tokens, place) or _placed(sentence, tokens, place) or _many(tokens, place)


def _is_within(sentence: Sentence, before: Token, token: Token) -> bool:
    return any(e.first <= before.index and token.index < e.last for e in sentence.entities)


def _is_outlet(sentence: Sentence, tokens: Sequence[Token], place: int) -> bool:
    """Whether an outlet's journalist begins behind another noun: "a car explosion | the Hill Post correspondent"."""
    begins = any(e.first == tokens[place].index and e.label == "ORG" for e in sentence.entities)
    return begins and tokens[place - 1].xpos in {"NN", "NNS"} and tokens[-1].lemma in reporting("media", "journalists")


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether a counted plural ends before: "eight volunteers | opposition activists"; or a number nothing counts."""
    before = tokens[place - 1]
    if before.upos == "NUM" and place == 1:
        return tokens[-1].xpos in {"NN", "NNP"} and before.text[0].isdigit()
    return before.xpos == "NNS" and any(t.upos == "NUM" for t in tokens[max(0, place - 1 - _NEAR) : place - 1])


def _placed(sentence: Sentence, tokens: Sequence[Token], place: int) -> bool:
    """Whether a place that something silent lies in ends before: "a blast in Marran | local media"."""
    entity = next((e for e in sentence.entities if e.label == "LOC" and e.last == tokens[place].index), None)
    token = tokens[place]
    if entity is None or not (token.text.islower() or countries.is_demonym(token.text)):
        return False
    start = entity.first - tokens[0].index
    if start == 0:
        return token.upos == "ADJ" and token.text == "local"
    led = any(t.upos == "ADP" for t in tokens[max(0, start - 2) : start])
    return led and not _may_speak(sentence, tokens[: max(0, start - 1)])


def _many(tokens: Sequence[Token], place: int) -> bool:
    """Whether a plural stands behind the article of another noun: "a northern province | activists"."""
    last = place == len(tokens) - 1 and tokens[place].xpos == "NNS" and tokens[place - 1].xpos == "NN"
    return last and tokens[0].text.lower() in {"a", "an"} and all(t.upos in _JOINED for t in tokens[1:])


def _may_speak(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    known = reporting("kinds", "person") | reporting("kinds", "body") | reporting("documents", "nouns")
    return any(
        t.lemma.lower() in known
        or t.text.lower() in reporting("kinds", "plural")
        or any(e.first <= t.index < e.last and e.label != "LOC" for e in sentence.entities)
        for t in tokens
        if t.upos in phrases.NOMINAL or t.upos == "ADJ"
    )


def _end(tokens: Sequence[Token]) -> int:
    """Before "adding that …", "on Tuesday" and "with the toll expected to rise"."""
    for place, token in enumerate(tokens):
        if place and token.text.lower().removesuffix("ing") in reporting("continuing", "verbs"):
            return place if token.text.lower().endswith("ing") else len(tokens)
        if place and token.text.lower() == "with" and _is_absolute(tokens[place + 1 :]):
            return place
    end = len(tokens)
    if end > 1 and tokens[-1].text.lower() in vocabulary.load("dates")["weekdays"]:
        end -= 1
        while end > 1 and tokens[end - 1].upos in {"ADP", "ADV"}:
            end -= 1
    return end


def _is_absolute(behind: Sequence[Token]) -> bool:
    """Whether a noun and its own participle follow: "with the toll expected to rise", "with talks failing"."""
    verb = next((i for i, t in enumerate(behind) if t.upos == "VERB"), 0)
    noun = behind[verb - 1] if verb else None
    return noun is not None and noun.relation == "nsubj"
