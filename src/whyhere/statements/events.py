"""Events: attacks, clashes, sieges, withdrawals, talks, ceasefires and calls for them, aid, killings, protest.

A verb or an event noun opens one; light verbs lend their subject ("launched an assault"), verbs of happening their
place and date ("clashes erupted in X on Monday"). An event that names nobody and no place is not kept.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import Event, PartyRef
from whyhere.statements import actuality, clauses, referents
from whyhere.statements import arguments as args
from whyhere.statements.actuality import Actuality
from whyhere.statements.patterns import key, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from whyhere.records import PlaceRef
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token

_WIDE = frozenset({"country", "region", "province"})
_MOST_PLACES = 4


def find(scene: Scene, token: Token) -> list[Event]:
    """The event findings that a token opens, one a place."""
    for match in matches(scene.sentence, token, lexicon("events")):
        found = _read(scene, match)
        if found:
            return found
    return []


def _read(scene: Scene, match: Match) -> list[Event]:
    actual = _actuality(scene, match)
    if actual is Actuality.OPEN:
        return []
    actor = _party(scene, match, "actor", None)
    target = _party(scene, match, "target", actor) or _second(scene, match, actor)
    places: list[PlaceRef | None] = [*_places(scene, match)]
    if actor is not None and places == [p for p in places if p is not None and p.span == actor.span] and places:
        actor, places = _who_or_where(match, actor, target, places)
    dated = match.frame.value in _group("dated")
    if _is_bare(match, actor, target) or not (actor or target or places or dated):
        return []
    when = clauses.when(scene, match.trigger)
    if not (actor or target or places or when):
        return []
    return [
        Event(
            span=clauses.span(scene, match.trigger, *match.words),
            event=clauses.term(scene, match),
            actor=actor,
            target=target,
            place=place,
            when=when,
            negated=actual is Actuality.NEGATED,
        )
        for place in places or [None]
    ]


def _who_or_where(
    match: Match, actor: PartyRef, target: PartyRef | None, places: list[PlaceRef | None]
) -> tuple[PartyRef | None, list[PlaceRef | None]]:
    """A country's name before an event noun: "Norland strikes on the rebels" says who, "the Norland attack" where."""
    return (actor, []) if target is not None or match.roles is match.frame.roles else (None, places)


def _actuality(scene: Scene, match: Match) -> Actuality:
    if match.roles is match.frame.roles:
        if match.trigger.relation == "amod":  # "the battered town": what it is like, not what happened
            return Actuality.OPEN
        return actuality.of_verb(scene.sentence, match.trigger)
    scheduled = match.frame.value in _group("dated")
    return actuality.of_event_noun(scene.sentence, match.trigger, scheduled=scheduled)


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load("events")["groups"][name])


def _is_bare(match: Match, actor: PartyRef | None, target: PartyRef | None) -> bool:
    facts = match.frame.facts
    return (facts.get("actor") == "needed" and actor is None) or (facts.get("target") == "needed" and target is None)


def _party(scene: Scene, match: Match, slot: str, taken: PartyRef | None) -> PartyRef | None:
    for path in match.roles.get(slot, ()):
        if slot == "target" and path == ("on",) and _is_blamed(scene, match.trigger):
            continue
        for token in _tokens(scene, match, slot, path):
            found = referents.party(scene, token)
            if (
                path[-1] == "mod"
                and found is not None
                and found.reason == "as said"
                and found not in scene.mentions.parties
            ):
                continue
            if found is None and match.frame.facts.get("metonym") == slot:
                found = _metonym(scene, token)
            if found is not None and found != taken and not (slot == "target" and _is_only_where(scene, token, found)):
                return found
    return None


def _is_blamed(scene: Scene, noun: Token) -> bool:
    """As in "blamed the attack on the army": it is laid at the army's door, not done to it."""
    governor = scene.sentence.parent(noun)
    return noun.relation == "obj" and governor is not None and key(governor) in _group("blame")


def _tokens(scene: Scene, match: Match, slot: str, path: tuple[str, ...]) -> tuple[Token, ...]:
    """The words a path leads to; of "attacked the convoy killing ten", those who attacked killed, not the convoy."""
    verb = match.trigger
    if slot == "actor" and verb.relation == "acl" and verb.xpos == "VBG" and "result" in match.frame.facts:
        over = next((t for t in scene.sentence.ancestors(verb) if t.upos == "VERB"), None)
        return args.deep_subject(scene.sentence, over) if over is not None else ()
    return follow(scene.sentence, verb, path)


def _is_only_where(scene: Scene, token: Token, found: PartyRef) -> bool:
    """As in "an attack on a Norland oil field": the country is where the target lies, not the target."""
    named = scene.mentions.party_at(token) == found or scene.mentions.place_at(token) is not None
    return not named and any(p.span == found.span for p in scene.mentions.places)


def _second(scene: Scene, match: Match, actor: PartyRef | None) -> PartyRef | None:
    """As in "clashes between the rebels and the army", "the rebels and the army agreed a truce": the other side."""
    if actor is None or match.frame.value not in _group("mutual"):
        return None
    for group in match.groups(scene.sentence, "actor"):
        found = [p for t in group if (p := referents.party(scene, t)) is not None]
        if actor in found:
            return next((p for p in found if p != actor), None)
    return None


def _metonym(scene: Scene, token: Token) -> PartyRef | None:
    """As in "sent congratulations to Belmar": a town named for those who govern from it."""
    found = referents.place(scene, token)
    return (
        PartyRef(found.text, found.span, found.name, reason="a place named for those who govern from it")
        if found
        else None
    )


def _places(scene: Scene, match: Match) -> list[PlaceRef]:
    for path in match.roles.get("place", ()):
        tokens = follow(scene.sentence, match.trigger, path)
        if match.frame.value in _group("mutual"):  # "talks between the council and Ardun": those who talk
            tokens = tuple(t for t in tokens if not _is_between(scene, t))
        found = [p.place for t in tokens for p in referents.places(scene, t)]
        if found:
            narrow = [p for p in found if p.kind not in _WIDE] or found[:1]
            return list(dict.fromkeys(narrow))[:_MOST_PLACES]
    return []


def _is_between(scene: Scene, token: Token) -> bool:
    first = scene.sentence.parent(token) if token.relation == "conj" else token
    return any(t is not None and args.case_words(scene.sentence, t) == "between" for t in (token, first))


def is_fighting(event: Event) -> bool:
    """Whether the event is of the kinds that take the place of the sentence they are named before in."""
    return event.event.value in _group("before")
