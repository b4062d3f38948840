"""Numbers in a sentence: digits, words, magnitudes and vague plurals, with the words that bound or soften them.

Conventions: "dozens" is at least two dozen (low 24, high None), so with "scores", "hundreds", "thousands"; "several
hundred" at least three hundred; "at least", "more than" leave the high side open, "as many as", "up to" the low one;
"about", "nearly" and their like soften the number and change neither bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from whyhere import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.statements.syntax import Sentence, Token

Bound = Literal["most", "least", "about"]
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_TENS, _HUNDRED = 20, 100
_LONGEST_HEDGE = 4
_GROUP = 3  # digits
_JOINTS = frozenset({"-", "–", "and"})
_RANGE = frozenset({"to", "-", "–", "and", "or"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens ``first`` up to ``last`` (exclusive) say a number between ``low`` and ``high``; None is an open side.

    ``hedge`` is where the words that bound or soften it begin; it equals ``first`` where there are none.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    hedge: int
    bound: Bound | None = None
    vague: bool = False


@cache
def _table(name: str) -> dict[str, float]:
    return {word: float(value) for word, value in vocabulary.load("figures")[name].items()}


@cache
def _hedges() -> dict[str, Bound]:
    return {words: bound for bound, rows in vocabulary.load("figures")["hedges"].items() for words in rows}


def find_quantities(sentence: Sentence) -> Iterator[Quantity]:
    """Every number of a sentence, longest reading first, in text order."""
    position = 0
    while position < len(sentence.tokens):
        one = _single(sentence.tokens, position) if _may_begin(sentence.tokens[position].text) else None
        found = (one and _range(sentence.tokens, position, one)) or one
        if found is None:
            position += 1
            continue
        yield _hedged(sentence.tokens, found)
        position = found.last


def _may_begin(text: str) -> bool:
    """Whether a number may begin with the word; most words are turned away here."""
    return text[0].isdigit() or text.lower() in _openers()


@cache
def _openers() -> frozenset[str]:
    few = (words.split()[0] for words in _table("few"))
    return frozenset((*_table("vague"), *few, *_table("numbers"), "tens", "half", "a"))


def _range(tokens: tuple[Token, ...], at: int, one: Quantity) -> Quantity | None:
    """Two numbers as bounds, of which the first is ``one``: "20 to 30", "20-30", "between 20 and 30"."""
    if one.vague or one.last + 1 >= len(tokens) or tokens[one.last].text.lower() not in _RANGE:
        return None
    word = tokens[one.last].text.lower()
    if word == "and" and not (at and tokens[at - 1].text.lower() == "between"):
        return None
    two = _single(tokens, one.last + 1)
    if two is None or two.vague or one.low is None or two.high is None or two.high <= one.low:
        return None
    if word == "to" and at and tokens[at - 1].text.lower() == "from":
        return None  # a toll that rose from one number to another is two numbers
    scale = two.high / one.low
    low = one.low * 1000 if scale > _HUNDRED and tokens[two.last - 1].text.lower() == "thousand" else one.low
    return Quantity(at, two.last, low, two.high, at)


def _single(tokens: tuple[Token, ...], at: int) -> Quantity | None:
    word = tokens[at].text.lower()
    if word in _table("vague") and word != "tens":
        return _vague(tokens, at)
    if word == "tens" and at + 2 < len(tokens) and tokens[at + 1].text.lower() == "of":
        inner = _vague(tokens, at + 2) if tokens[at + 2].text.lower() in _table("vague") else None
        return Quantity(at, inner.last, (inner.low or 0) * 10, None, at, vague=True) if inner else None
    if word == "tens":
        return _vague(tokens, at)
    few = _few(tokens, at)
    if few is not None:
        return few
    return _digits(tokens, at) or _words(tokens, at)


def _vague(tokens: tuple[Token, ...], at: int) -> Quantity:
    """A bare plural: "dozens", "hundreds of thousands"."""
    low, end = _table("vague")[tokens[at].text.lower()], at + 1
    if end + 1 < len(tokens) and tokens[end].text.lower() == "of" and tokens[end + 1].text.lower() in _table("vague"):
        low, end = low * _table("vague")[tokens[end + 1].text.lower()] / 2, end + 2
    return Quantity(at, end, low, None, at, vague=True)


def _few(tokens: tuple[Token, ...], at: int) -> Quantity | None:
    """Small words before a magnitude: "several hundred", "a few dozen", "a dozen", "half a million"."""
    texts = [t.text.lower() for t in tokens[at : at + 4]]
    for words, count in _table("few").items():
        length = len(words.split())
        if " ".join(texts[:length]) != words:
            continue
        scale = _table("magnitudes").get(texts[length], 0) if len(texts) > length else 0
        if scale:
            return Quantity(at, at + length + 1, count * scale, None, at, vague=True)
        return Quantity(at, at + length, count, None, at, vague=True) if words != "many" else None
    if texts[:2] == ["half", "a"] and len(texts) > 2 and texts[2] in _table("magnitudes"):  # noqa: PLR2004
        value = _table("magnitudes")[texts[2]] / 2
        return Quantity(at, at + 3, value, value, at)
    if texts[:2] in (["a", "quarter"], ["quarter", "of"]):  # "(a) quarter of a million"
        return _quarter(tokens, at, texts)
    if texts[:1] == ["a"] and len(texts) > 1 and texts[1] in _table("magnitudes"):
        value = _table("magnitudes")[texts[1]]
        return Quantity(at, at + 2, value, value, at)
    return None


def _quarter(tokens: tuple[Token, ...], at: int, texts: list[str]) -> Quantity | None:
    end = at + (5 if texts[0] == "a" else 4)
    words = [t.text.lower() for t in tokens[end - 3 : end]]
    if words[:2] != ["of", "a"] or words[2:] == [] or words[2] not in _table("magnitudes"):
        return None
    value = _table("magnitudes")[words[2]] / 4
    return Quantity(at, end, value, value, at)


def _digits(tokens: tuple[Token, ...], at: int) -> Quantity | None:
    if not _DIGITS.fullmatch(tokens[at].text):
        return None
    value, end = float(tokens[at].text.replace(",", "")), at + 1
    if tokens[at].text.isdigit() and len(tokens[at].text) <= _GROUP and not tokens[at].text.startswith("0"):
        while end < len(tokens) and _is_group(tokens[end - 1], tokens[end]):  # "300 000"
            value, end = value * 1000 + float(tokens[end].text), end + 1
    following = tokens[end].text.lower() if end < len(tokens) else ""
    if following in _table("magnitudes"):
        value, end = value * _table("magnitudes")[following], end + 1
    return Quantity(at, end, value, value, at)


def _is_group(before: Token, token: Token) -> bool:
    """Whether three digits go on with a number, a single space between: the thousands as the SI writes them."""
    return token.text.isdigit() and len(token.text) == _GROUP and token.start == before.end + 1


def _words(tokens: tuple[Token, ...], at: int) -> Quantity | None:
    """Number words: "two", "twenty-five", "three hundred and ten", "two million"."""
    total, part, end = 0.0, None, at
    position = at
    while position < len(tokens):
        word = tokens[position].text.lower()
        if word in _table("numbers"):
            value = _table("numbers")[word]
            if part is not None and not _fits(part, value):
                break
            part = (part or 0.0) + value
        elif word in _table("magnitudes") and part is not None:
            scale = _table("magnitudes")[word]
            if scale > _HUNDRED:
                total, part = total + part * scale, 0.0
            else:
                part *= scale
        elif not (word in _JOINTS and part is not None and _continues(tokens, position, part)):
            break
        position += 1
        if word not in _JOINTS:
            end = position
    return Quantity(at, end, total + part, total + part, at) if part is not None and end > at else None


def _fits(part: float, value: float) -> bool:
    """Whether a number word may follow what is said so far: "hundred ten", "twenty five"."""
    return part % _HUNDRED == 0 or (part % 10 == 0 and value < 10 and part % _HUNDRED >= _TENS)  # noqa: PLR2004


def _continues(tokens: tuple[Token, ...], at: int, part: float) -> bool:
    """Whether a hyphen or "and" goes on with the number: "twenty-five", "a hundred and ten"."""
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if tokens[at].text.lower() == "and":
        return part % _HUNDRED == 0 and part > 0 and following in _table("numbers")
    joined = tokens[at].start == tokens[at - 1].end
    return joined and part % 10 == 0 and part % _HUNDRED >= _TENS and following in _table("numbers")


def _hedged(tokens: tuple[Token, ...], found: Quantity) -> Quantity:
    """The number with the hedge right before it put into its bounds."""
    start = found.first
    if start and tokens[start - 1].text.lower() == "between" and found.low != found.high:
        return Quantity(found.first, found.last, found.low, found.high, start - 1)
    for length in range(_LONGEST_HEDGE, 0, -1):
        words = " ".join(t.text.lower() for t in tokens[max(0, start - length) : start])
        bound = _hedges().get(words) if length <= start else None
        if bound is not None:
            low = None if bound == "most" else found.low
            high = None if bound == "least" else found.high
            if bound == "most" and found.vague:
                low, high = found.low, None
            return Quantity(found.first, found.last, low, high, start - length, bound, found.vague)
    return found
