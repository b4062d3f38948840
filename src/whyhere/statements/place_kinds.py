"""What kind of place a name is where it stands, and which part of it is meant: by the nouns beside it.

"X province", "the town of X", "the villages of X and Y", "X's eastern outskirts", "60 percent of X". A noun that is
followed by "of" and another name belongs to that one ("the X district of Y": Y is the place that X lies in).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements.toponyms import is_capital, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whyhere.statements.syntax import Sentence, Token
    from whyhere.statements.toponyms import Toponym

_LONGEST_NOUN = 3
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BEFORE_PART = 6  # tokens looked at before a name for "the northern outskirts of"
_MASS = frozenset({"percent", "%", "cent", "per", "part", "parts", "half", "most", "much", "third", "quarters", "rest"})
_NEVER_BEHIND = frozenset(
    {"capital", "port", "hometown", "front", "state", "school", "plant", "station", "route", "hall", "pass", "range"}
)
_LISTED = frozenset({"province", "neighbourhood"})
_LEADING_NOUNS = frozenset({"mount", "lake", "jabal", "jebel", "wadi", "port", "camp", "river", "operation"})


@dataclass(frozen=True, slots=True)
class Described:
    """The kind that the words beside a name give it (None: none), the noun itself, and the part meant.

    ``last`` is the end (exclusive) with a kind noun that follows the name; ``holds`` tells that the name only says
    where another place lies ("the X district of Y").
    """

    kind: str | None
    noun: str | None
    part: str | None
    last: int
    holds: bool = False


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in vocabulary.load("places")["kinds"].items() for noun in nouns}


def kind_of(noun: str) -> str | None:
    """The kind that a noun, singular or plural, gives a place."""
    singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
    return _kinds().get(noun) or _kinds().get(singular)


def describe(sentence: Sentence, toponym: Toponym, people: Mapping[int, int]) -> Described:
    """What the words beside the name say of it.

    ``people`` gives, by token index, how many live in the place that a name of this sentence may be: of "the X suburb
    of Y" the larger one is where the other lies.
    """
    if toponym.known == "country":
        return Described(None, None, _part(sentence, toponym, toponym.last), toponym.last)
    listed = _noun_of_list(sentence, toponym, people)
    if listed is not None:
        return Described(kind_of(listed), listed, _part(sentence, toponym, toponym.last), toponym.last)
    after, last = _noun_after(sentence, toponym, people)
    holds = after is not None and _holds_another(sentence, toponym, last, people)
    kind = kind_of(after) if after and not holds else None
    noun = after if kind else None
    if kind is None:
        noun = _noun_before(sentence, toponym, people)
        kind = kind_of(noun) if noun else None
        last = toponym.last
    return Described(kind, noun, _part(sentence, toponym, last), last, holds=holds)


def _noun_after(sentence: Sentence, toponym: Toponym, people: Mapping[int, int]) -> tuple[str | None, int]:
    """The longest kind noun right behind the name, and its end; a plural ("X districts") is a part, not a kind."""
    tokens = sentence.tokens
    hyphen = toponym.first - 1
    if hyphen > 0 and tokens[hyphen].text in "-–" and hyphen - 1 in people:
        return None, toponym.last  # "the W-X road" has two ends and no name
    for length in range(_LONGEST_NOUN, 0, -1):
        stretch = tokens[toponym.last : toponym.last + length]
        noun = " ".join(t.text.lower() for t in stretch)
        if (
            len(stretch) == length
            and noun in _kinds()
            and noun not in _NEVER_BEHIND
            and not _goes_on(tokens, toponym.last + length)
        ):
            return noun, toponym.last + length
    return None, toponym.last


def _noun_of_list(sentence: Sentence, toponym: Toponym, people: Mapping[int, int]) -> str | None:
    """The plural noun behind a list of names: "W, X and Y provinces"; commas may be lost."""
    tokens = sentence.tokens
    joints = {"and", "or", ",", "&"}
    others = toponym.first > 1 and tokens[toponym.first - 1].text in joints and toponym.first - 2 in people
    at = toponym.last
    while at < len(tokens) and (tokens[at].text in joints or at in people):
        others = others or at in people
        at += 1
    noun = tokens[at].text.lower() if at < len(tokens) else ""
    listed = others and noun.endswith("s") and kind_of(noun) in _LISTED and noun not in _kinds()
    return noun if listed else None


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun is only the first half of another: "X state television", "X city council"."""
    following = tokens[end] if end < len(tokens) else None
    return (
        following is not None
        and following.text.lower() in words("bodies", "heads")
        and following.upos in {"NOUN", "PROPN"}
    )


def _holds_another(sentence: Sentence, toponym: Toponym, end: int, people: Mapping[int, int]) -> bool:
    """Whether "of" and the name of a smaller place follow the noun: "the X suburb of Y"."""
    rest = sentence.tokens[end : end + 4]
    if len(rest) < 2 or rest[0].text.lower() != "of":  # noqa: PLR2004
        return False
    other = next((t for t in rest[1:] if is_capital(t)), None)
    return other is not None and people.get(toponym.first, 0) > people.get(other.index, 0)


def _noun_before(sentence: Sentence, toponym: Toponym, people: Mapping[int, int]) -> str | None:
    """The kind noun that the name completes: "town of X", "towns of W and X", "village X", "Mount X"."""
    tokens = sentence.tokens
    at = toponym.first - 1
    bare = at in people  # the commas of a list are lost: only a plural is said of all its names
    while at > 0 and (at in people or (tokens[at].text in {",", "and", "or"} and at - 1 in people)):
        at -= 1
        while at >= 0 and at in people:
            at -= 1
    if at < 0:
        return None
    joined = tokens[at].text.lower() in {"of", "called", "named"}
    end = at if joined else at + 1
    if joined and end > 0 and tokens[end - 1].text.lower() == "the":
        end -= 1
    for length in range(_LONGEST_NOUN, 0, -1):
        stretch = tokens[max(0, end - length) : end]
        noun = " ".join(t.text.lower() for t in stretch)
        if len(stretch) != length or kind_of(noun) is None or (bare and not noun.endswith("s")):
            continue
        if joined and _is_named(tokens, end - length, toponym, people):
            return None
        if joined and kind_of(noun) == "neighbourhood" and _is_side(tokens, end - length - 1):
            return None  # "the eastern district of X" is a part of X, "the district of X" has that name
        if _completes(noun, joined=joined) and (joined or _is_bare(sentence, stretch, toponym)):
            return noun
    return None


def _is_named(tokens: Sequence[Token], first: int, toponym: Toponym, people: Mapping[int, int]) -> bool:
    """Whether the noun has a name of its own, of a smaller place: "the X quarter of Y" says nothing of Y's kind."""
    before = tokens[first - 1] if first > 0 else None
    if (
        before is None
        or before.text.lower() in words("context", "never")
        or not (first - 1 in people or (is_capital(before) and before.upos == "PROPN"))
    ):
        return False
    return people.get(first - 1, 0) <= people.get(toponym.first, 0)


def _is_side(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and tokens[at].text.lower() in words("context", "positions")


def _completes(noun: str, *, joined: bool) -> bool:
    """Whether a name may complete the noun: every town is "of X", but "districts of X" are parts of it."""
    kind = kind_of(noun)
    if kind in {"settlement", "province", "river", "area"}:
        return True
    return noun in _kinds() and (kind == "neighbourhood" or (joined and kind in {"airbase", "crossing"}))


def _is_bare(sentence: Sentence, stretch: Sequence[Token], toponym: Toponym) -> bool:
    """Whether a noun right before the name is its kind: "the village X", but not "the city X fled to"."""
    word = stretch[-1].text.lower()
    if word in _LEADING_NOUNS:
        return True
    name = sentence.tokens[toponym.last - 1]
    joined = any(
        sentence.tokens[i].head == stretch[-1].index
        and sentence.tokens[i].relation in {"appos", "flat", "nmod", "compound"}
        for i in range(toponym.first, toponym.last)
    ) or (stretch[-1].head == name.index and stretch[-1].relation in {"compound", "nmod", "amod"})
    return joined and not is_capital(stretch[-1])


def _part(sentence: Sentence, toponym: Toponym, last: int) -> str | None:
    """What of the place is meant ("eastern", "northern outskirts", "60 percent"); None for all of it."""
    return _part_behind(sentence, last) or _part_before(sentence, toponym)


def _part_behind(sentence: Sentence, last: int) -> str | None:
    tokens = sentence.tokens
    at = last + 1 if last < len(tokens) and tokens[last].text in _POSSESSIVE else last
    end = at
    while end < len(tokens) and tokens[end].text.lower() in words("context", "positions"):
        end += 1
    two = " ".join(t.text.lower() for t in tokens[end : end + 2])
    if two in words("context", "parts"):
        return " ".join(t.text for t in tokens[at : end + 2])
    if end < len(tokens) and tokens[end].text.lower() in words("context", "parts") - _MASS:
        return " ".join(t.text for t in tokens[at : end + 1])
    return None


def _part_before(sentence: Sentence, toponym: Toponym) -> str | None:
    tokens = sentence.tokens
    end = toponym.first
    if end and tokens[end - 1].text.lower() in words("context", "positions") and not _is_name_like(tokens, end - 1):
        start = end - 1
        while start and tokens[start - 1].text.lower() in words("context", "positions"):
            start -= 1
        return " ".join(t.text for t in tokens[start:end])
    while end and tokens[end - 1].text.lower() in {"the", "city", "town", "of", "'s", "province", "village"}:
        end -= 1
        if (
            tokens[end].text.lower() == "of"
            and end
            and tokens[end - 1].text.lower() in words("context", "parts") | {"%"}
        ):
            return _measured(tokens, end)
        if tokens[end].text.lower() == "of" and kind_of(tokens[end - 1].text.lower()) == "neighbourhood":
            return _measured(tokens, end) if _is_side(tokens, end - 2) else None
    return None


def _measured(tokens: Sequence[Token], end: int) -> str:
    """The part with its measure: "60 percent", "northern outskirts", "large parts"."""
    start = end - 1
    floor = max(0, end - _BEFORE_PART)
    while start > floor and (
        tokens[start - 1].upos in {"NUM", "ADJ"}
        or tokens[start - 1].text.lower() in words("context", "positions") | {"per"}
    ):
        start -= 1
    return " ".join(t.text for t in tokens[start:end])


def _is_name_like(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capital word of position belongs to the name: "South Ostra" inside a sentence."""
    return (
        at > 0 and is_capital(tokens[at]) and tokens[at].text.lower() not in {"central", "downtown", "rural", "greater"}
    )
