"""What a report tells a name with: "X, Y", "X in Y", "Y's X", "the Y-ish town of X", "the Y town of X"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.statements.place_resolution import Hints, Resolver
from whyhere.statements.toponyms import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.place_kinds import Described
    from whyhere.statements.syntax import Sentence, Token
    from whyhere.statements.toponyms import Toponym

_POSSESSIVE = frozenset({"'s", "’s"})
_BETWEEN = 4  # tokens between a name and what it is told with
_NEAR = frozenset({"near", "outside", "beside"})


def find_hints(
    document: Document, toponyms: Sequence[Toponym], described: Mapping[Toponym, Described], resolver: Resolver
) -> dict[str, Hints]:
    """Hints by the name's key, from all its mentions."""
    hints: dict[str, Hints] = defaultdict(Hints)
    previous: Toponym | None = None
    for toponym in toponyms:
        hints[toponym.key].nouns |= {noun} if (noun := described[toponym].noun) else set()
        sentence = document.sentences[toponym.at]
        if previous is not None and previous.at == toponym.at:
            between = [t.text.lower() for t in sentence.tokens[described[previous].last : toponym.first]]
            holder = _holder(between, described[previous])
            if holder == "second":
                _tell(hints[previous.key], toponym, described[toponym], resolver)
            elif holder == "first":
                _tell(hints[toponym.key], previous, described[previous], resolver)
        demonym = _demonym_before(sentence, toponym)
        if demonym is not None and described[toponym].kind is not None:
            hints[toponym.key].countries[demonym] += 1
        previous = toponym
    return hints


def _holder(between: Sequence[str], one: Described) -> str:
    """Which of two names, by the words between them, says where the other lies: "first", "second", or neither ("")."""
    opening = between[0] if between else ""
    if between in ([","], ["("]) or (
        opening in {"in"} | _NEAR and set(between[1:]) <= words("context", "positions") | {"the"}
    ):
        return "second"
    possessive = opening in _POSSESSIVE and len(between) <= _BETWEEN
    return "first" if possessive or (one.holds and len(between) <= _BETWEEN) else ""


def _tell(hints: Hints, outer: Toponym, described: Described, resolver: Resolver) -> None:
    if outer.known == "country":
        code = countries.code_of(outer.name)
        if code is not None:
            hints.countries[code] += 1
    elif described.kind == "province" or outer.known == "province" or resolver.division(outer.name) is not None:
        hints.provinces.add(outer.name)
    elif outer.known == "place":
        hints.beside.add(outer.name)


def _demonym_before(sentence: Sentence, toponym: Toponym) -> str | None:
    """The country of "Xish" in "the Xish town of Y" or "the northern Xish city of Y"."""
    floor = max(0, toponym.first - 6)
    stretch: list[Token] = []
    for token in reversed(sentence.tokens[floor : toponym.first]):
        if token.upos in {"VERB", "AUX", "PUNCT"} or token.text.lower() in words("context", "locative"):
            break
        stretch.append(token)
    for token in stretch:
        if countries.is_demonym(token.text):
            return countries.code_of(token.text)
    return None
