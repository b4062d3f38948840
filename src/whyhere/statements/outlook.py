"""Outlook: what a change is held to mean, and what is expected or feared next, with its if-clause.

A bare future ("the army will allow …") is no outlook. One is read from words of weight ("marks a turning point"), of
forecast ("is likely to", "fears of"), from a consequence under "will" or "could" whose subject is no person, and from a
future whose clause hangs on an "if".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import Outlook, Term
from whyhere.statements import actuality, clauses, referents
from whyhere.statements.patterns import key, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from whyhere.records import PlaceRef, Span
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token


_BARE = 2  # "if true"
# what is expected or feared of nowhere in particular is left out
_PLACED = frozenset({"expected", "feared", "warned"})


def find(scene: Scene, token: Token) -> list[Outlook]:
    """The outlook finding that a token opens, as a list of none or one."""
    for match in matches(scene.sentence, token, lexicon("outlook")):
        condition = clauses.condition(scene, match.trigger)
        if _has_form(scene, match, condition):
            cue = clauses.term(scene, match)
            place = _place(scene, match)
            if match.frame.value == "significance" and actuality.is_negated(scene.sentence, match.trigger):
                continue  # what something is not held to be is no outlook
            vague = match.frame.value in _PLACED and condition is None
            if place is not None or not (vague or match.frame.facts.get("place") == "needed"):
                return [_outlook(scene, match.trigger, cue, condition, place)]
    return _conditional(scene, token)


def _outlook(scene: Scene, trigger: Token, cue: Term, condition: Span | None, place: PlaceRef | None) -> Outlook:
    span = clauses.span(scene, trigger)
    if condition is not None:
        span = scene.document.report.span(min(span.start, condition.start), max(span.end, condition.end))
    when = clauses.when(scene, trigger)
    return Outlook(
        span=span,
        cue=cue,
        condition=condition,
        place=place,
        when=when,
        negated=actuality.is_negated(scene.sentence, trigger),
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load("outlook")["clause"][name])


def _is_future(scene: Scene, verb: Token) -> bool:
    return any(key(a) in _words("future") for a in scene.sentence.children(verb, "aux"))


def _has_form(scene: Scene, match: Match, condition: Span | None) -> bool:
    """Whether the word stands as its frame asks: as a predicate, in a future clause, over a complement."""
    form, token, sentence = match.frame.facts.get("form", ""), match.trigger, scene.sentence
    purpose = token.xpos == "VB" and not sentence.children(token, "aux") and match.roles is match.frame.roles
    if purpose or token.relation == "amod" or (form == "future" and token.deprel == "acl:relcl"):
        return False
    if form == "predicate":
        return bool(sentence.children(token, "cop")) and bool(sentence.children(token, "nsubj"))
    if form == "complement":
        return bool(sentence.children(token, "xcomp", "ccomp"))
    if form == "future clause":
        return any(_is_future(scene, c) for c in sentence.children(token, "ccomp"))
    return not form or _is_forecast(scene, token, condition, caused=form == "future")


def _is_forecast(scene: Scene, verb: Token, condition: Span | None, *, caused: bool) -> bool:
    """A future that is called likely, hangs on a condition or, for verbs of causing, has an event as its subject."""
    likely = any(key(a) in _words("adverbs") for a in scene.sentence.children(verb, "advmod"))
    told = likely or condition is not None or (caused and _is_consequence(scene, verb))
    return told and _is_future(scene, verb)


def _is_consequence(scene: Scene, verb: Token) -> bool:
    """As in "The fall of the town could …": a subject that is an event, not one who acts."""
    return any(key(s) in _words("events") or s.xpos == "VBG" for s in follow(scene.sentence, verb, ("surface",)))


def _conditional(scene: Scene, token: Token) -> list[Outlook]:
    """A future that hangs on an if-clause: "if the road is cut, the town will fall"."""
    if token.upos not in {"VERB", "ADJ", "NOUN"} or not _is_future(scene, token):
        return []
    condition = clauses.condition(scene, token)
    if condition is None or not condition.text.lower().startswith(("if", "unless", "should", "provided")):
        return []
    if len(condition.text.split()) == _BARE and scene.sentence.children(token, "cop"):
        return []  # "if genuine, it would be the first picture": a judgement on words, not on what comes
    aux = next(a for a in scene.sentence.children(token, "aux") if key(a) in _words("future"))
    cue = clauses.plain_term(scene, aux, "conditional")
    return [_outlook(scene, token, cue, condition, None)]


def _place(scene: Scene, match: Match) -> PlaceRef | None:
    for path in match.roles.get("place", ()):
        for token in follow(scene.sentence, match.trigger, path):
            if path == ("bearer",) and token.upos == "PRON":
                continue  # "it is important that …": whatever it is, no place is named
            found = referents.places(scene, token)
            if found:
                return found[0].place
    return None
