"""Humanitarian access: who lets aid in or people out, refuses it, asks for it, promises it, brings it.

An allowance that hangs on a condition, or is promised for after some event, is ``conditional``; one that is refused
in a negated clause ("did not allow") is ``refused``, and a block that is negated says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Access
from whyhere.statements import actuality, clauses, referents
from whyhere.statements.actuality import Actuality
from whyhere.statements.patterns import is_word, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from whyhere.records import PartyRef, PlaceRef, Span
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token


def find(scene: Scene, token: Token) -> list[Access]:
    """The access finding that a token opens, as a list of none or one."""
    for match in matches(scene.sentence, token, lexicon("access")):
        found = _read(scene, match)
        if found is not None:
            return [found]
    return []


def _read(scene: Scene, match: Match) -> Access | None:
    actual = _actuality(scene, match)
    if actual is Actuality.OPEN:
        return None
    condition = clauses.condition(scene, match.trigger) or _promised_after(scene, match)
    state, negated = _state(match.frame.value, condition, negated=actual is Actuality.NEGATED)
    to, place = _to(scene, match), _place(scene, match)
    by = _by(scene, match)
    if not (to or place or by):
        return None
    return Access(
        span=clauses.span(scene, match.trigger, *match.words),
        state=clauses.term(scene, match, state),
        to=tuple(p for p in to if p != by),
        place=place,
        by=by,
        condition=condition,
        when=clauses.when(scene, match.trigger),
        negated=negated,
    )


def _actuality(scene: Scene, match: Match) -> Actuality:
    if match.roles is match.frame.roles:
        return actuality.of_verb(scene.sentence, match.trigger)
    if scene.sentence.children(match.trigger, "cop"):
        return actuality.of_verb(scene.sentence, match.trigger)
    return actuality.of_event_noun(scene.sentence, match.trigger)


def _state(value: str, condition: Span | None, *, negated: bool) -> tuple[str, bool]:
    if value == "allowed":
        return ("refused", False) if negated else ("conditional" if condition is not None else value, False)
    return value, negated


def _promised_after(scene: Scene, match: Match) -> Span | None:
    """For a promise ("will allow"), the phrase it waits for ("after the end of operations")."""
    promised = any(a.lemma in {"will", "would", "shall"} for a in scene.sentence.children(match.trigger, "aux"))
    return clauses.condition_phrase(scene, match.trigger) if promised else None


def _to(scene: Scene, match: Match) -> tuple[PartyRef, ...]:
    """Those let through: parties named in the phrase, those they act with included."""
    found: list[PartyRef] = []
    for path in match.roles.get("to", ()):
        for token in follow(scene.sentence, match.trigger, path):
            together = (token, *_with(scene, token), *_with(scene, match.trigger))
            named = (referents.party(scene, t) for t in together)
            found += [p for p in dict.fromkeys(named) if p is not None and p not in found]
        if found:
            return tuple(found)
    return ()


def _with(scene: Scene, token: Token) -> tuple[Token, ...]:
    """As in "the agency in cooperation with the ministry": the one acted with."""
    paths = (("in", "with"), ("alongside",), *((("with",),) if token.upos in {"NOUN", "PROPN"} else ()))
    return tuple(t for path in paths for t in follow(scene.sentence, token, path))


def _place(scene: Scene, match: Match) -> PlaceRef | None:
    for path in match.roles.get("place", ()):
        for token in follow(scene.sentence, match.trigger, path):
            found = referents.places(scene, token)
            if found:
                return found[0].place
    return None


def _by(scene: Scene, match: Match) -> PartyRef | None:
    people = lexicon("access").lists["people"]
    for token in match.tokens(scene.sentence, "by"):
        found = None if is_word(token, people) else referents.party(scene, token)
        if found is not None:
            return found
    return None
