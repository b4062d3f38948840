"""Ways: a place that lies on one; ways cut, open, closed or threatened; passage allowed, denied or hindered.

The place through which the way runs (``via``) is the subject of "lies on", the place whose holder denies passage, or
the place the doers stand in ("rebels in X hindered …"). Passage of aid is access, not a route
(:mod:`~whyhere.statements.access`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import Route
from whyhere.statements import actuality, clauses, pronouns, referents
from whyhere.statements import arguments as args
from whyhere.statements.actuality import Actuality
from whyhere.statements.patterns import is_word, key, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import PartyRef, PlaceRef, Term
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token

_LINKS = frozenset({"link", "connect", "join", "run", "lead"})
_TELLING = frozenset({"supply", "smuggling", "exit", "refuge", "corridor"})
_INSIDE = ("in", "inside", "at", "near", "around")


def find(scene: Scene, token: Token) -> list[Route]:
    """The route findings that a token opens: one at most."""
    for match in matches(scene.sentence, token, lexicon("routes")):
        found = _read(scene, match)
        if found is not None:
            return [found]
    return []


def _read(scene: Scene, match: Match) -> Route | None:
    actual = _actuality(scene, match)
    if actual is Actuality.OPEN:
        return None
    frm, (to, between) = _from(scene, match), _ends(scene, match)
    via, actor = _via(scene, match)
    via = via or (_way_at(scene, match) if match.frame.value != "lies on" else None)
    party = _party(scene, match, actor)
    somewhere = via or to or between or frm or _direction(scene, match)
    if not _is_whole(match, via, to, between) or not (
        somewhere or (actor and party and match.frame.value != "allowed")
    ):
        return None
    if party is None and match.frame.facts.get("party") == "needed":
        return None
    ends_with_via = tuple(p for p in to if via is None or p.name != via.name)
    return Route(
        span=clauses.span(scene, match.trigger, *match.words),
        effect=clauses.term(scene, match),
        kind=_kind(scene, match),
        via=via,
        between=between if len(between) > 1 else (),
        frm=frm,
        to=ends_with_via if len(between) != 1 else (*between, *ends_with_via),
        actor=actor,
        party=party,
        direction=_direction(scene, match),
        condition=clauses.condition(scene, match.trigger),
        when=clauses.when(scene, match.trigger),
        negated=actual is Actuality.NEGATED,
    )


def _actuality(scene: Scene, match: Match) -> Actuality:
    token = match.trigger
    if match.roles is match.frame.roles or scene.sentence.children(token, "cop", "nsubj"):
        return actuality.of_verb(scene.sentence, token)
    parent = scene.sentence.parent(token)
    if parent is not None and token.relation in {"xcomp", "obl"} and parent.upos in {"VERB", "AUX"}:
        return actuality.of_verb(scene.sentence, parent)
    return Actuality.REAL


def _is_whole(match: Match, via: PlaceRef | None, to: tuple[PlaceRef, ...], between: tuple[PlaceRef, ...]) -> bool:
    facts = match.frame.facts
    if facts.get("via") == "needed" and via is None:
        return False
    if facts.get("ends") == "needed" and not (to or len(between) > 1):
        return False
    return not (facts.get("to") == "needed" and not (to or via))


# ---------------------------------------------------------------------------------------------------------- places


def _named(scene: Scene, tokens: Iterable[Token]) -> tuple[PlaceRef, ...]:
    """The places of phrases; a place that only stands before its head ("the Belmar frontline") counts."""
    found: dict[tuple[int, int], PlaceRef] = {}
    for token in tokens:
        near = [p.place for p in referents.places(scene, token)]
        before = args.modifiers(scene.sentence, token) if token.upos in {"NOUN", "PROPN"} else ()
        joined = [c for t in before for c in args.conjuncts(scene.sentence, t)]
        near = near or [p.place for t in joined for p in referents.places(scene, t)]
        found |= {(p.span.start, p.span.end): p for p in near}
    return tuple(found[k] for k in sorted(found))


def _first(scene: Scene, match: Match, slot: str) -> tuple[PlaceRef, ...]:
    for path in match.roles.get(slot, ()):
        found = _named(scene, follow(scene.sentence, match.trigger, path))
        if found:
            return found
    return ()


def _from(scene: Scene, match: Match) -> PlaceRef | None:
    found = _first(scene, match, "frm")
    return found[0] if len(found) == 1 else None


def _ends(scene: Scene, match: Match) -> tuple[tuple[PlaceRef, ...], tuple[PlaceRef, ...]]:
    """Where the way leads to, and what it lies between."""
    between = _first(scene, match, "between")
    to = _first(scene, match, "to") or _named(
        scene, (t for start in match.tokens(scene.sentence, "frm") for t in args.obliques(scene.sentence, start, "to"))
    )
    if match.frame.facts.get("links") == "yes":
        both = tuple(dict.fromkeys((*between, *to)))
        return (), both
    linked = between or _linked(scene, match)
    return to, linked


def _linked(scene: Scene, match: Match) -> tuple[PlaceRef, ...]:
    """The ends of "the road linking A and B", "the highway from A to B", "the A-B road"."""
    for slot in ("linking", "way"):
        for way in match.tokens(scene.sentence, slot):
            if way.upos not in {"NOUN", "PROPN"}:
                continue
            for clause in scene.sentence.children(way, "acl"):
                if key(clause) in _LINKS:
                    ends = (*args.deep_object(scene.sentence, clause), *args.obliques(scene.sentence, clause, "to"))
                    ends = (
                        *ends,
                        *args.obliques(scene.sentence, clause, "with"),
                        *args.obliques(scene.sentence, clause, "between"),
                    )
                    found = _named(scene, (t for t in ends if t is not way))
                    if found:
                        return found
            names = [
                n
                for t in args.modifiers(scene.sentence, way)
                for n in (t, *scene.sentence.children(t, "flat", "conj", "compound"))
            ]
            before = _named(scene, names)
            if len(before) > 1:
                return before
    return ()


def _via(scene: Scene, match: Match) -> tuple[PlaceRef | None, PartyRef | None]:
    """The place the way runs through, and who acts on it: a subject is the one or the other, or acts in the place."""
    stated = _first(scene, match, "via")
    if match.roles.get("via") and not match.frame.facts.get("links"):
        return (stated[0] if len(stated) == 1 else None), None
    slot = "via" if match.frame.facts.get("links") else "actor"
    for token in match.tokens(scene.sentence, slot):
        party = _actor(scene, token) if slot == "actor" else None
        if party is None:
            found = referents.places(scene, token)
            return (found[0].place if len(found) == 1 else None), None
        inside = [t for word in _INSIDE for t in args.obliques(scene.sentence, token, word)]
        where = _named(scene, inside)
        return (where[0] if len(where) == 1 else None), party
    return None, None


def _way_at(scene: Scene, match: Match) -> PlaceRef | None:
    """Where the way itself is said to be: "the crossing at X", "the road through X"."""
    phrases = [
        t
        for way in match.tokens(scene.sentence, "way")
        if way.upos in {"NOUN", "PROPN"}
        for word in ("at", "through", "via", "near", "in")
        for t in args.obliques(scene.sentence, way, word)
    ]
    found = _named(scene, phrases)
    return found[0] if len(found) == 1 else None


def _actor(scene: Scene, token: Token) -> PartyRef | None:
    """A subject that is a party; "it" is a place where a place is what is spoken of."""
    if token.lemma == "it" and pronouns.place(scene, token) is not None:
        return None
    return referents.party(scene, token)


def _party(scene: Scene, match: Match, actor: PartyRef | None) -> PartyRef | None:
    for token in match.tokens(scene.sentence, "party"):
        found = referents.party(scene, token)
        if (
            found is not None
            and found != actor
            and (token.relation not in {"amod", "compound"} or found in scene.mentions.parties)
        ):
            return found
    return None


# --------------------------------------------------------------------------------------------------------- closed slots


def _kind(scene: Scene, match: Match) -> Term | None:
    """What sort of way it is, from the words of the way: its modifier ("supply route") says more than its head."""
    terms = lexicon("routes").terms
    for way in (*match.tokens(scene.sentence, "way"), *match.words):
        if is_word(way, lexicon("routes").lists["ways"]) or key(way) in terms:
            before = args.modifiers(scene.sentence, way)
            telling = [t for t in before if terms.get(key(t)) in _TELLING]
            for token in (*telling, way, *before):
                for form in (key(token), token.text.lower(), token.text.lower().removesuffix("s")):
                    if form in terms:
                        return clauses.plain_term(scene, token, terms[form])
    return None


def _direction(scene: Scene, match: Match) -> Term | None:
    """The compass word of "open from the north" or "the northern exit"."""
    compass = frozenset(vocabulary.load("routes")["directions"]["words"])
    near = [t for slot in ("frm", "to") for t in match.tokens(scene.sentence, slot)]
    near += [t for way in match.tokens(scene.sentence, "way") for t in args.modifiers(scene.sentence, way)]
    near += [
        t
        for verb in (match.trigger, scene.sentence.parent(match.trigger))
        if verb
        for t in _compass_phrases(scene, verb)
    ]
    found = next((t for t in near if t.text.lower() in compass), None)
    return clauses.plain_term(scene, found, found.text.lower().removesuffix("ern")) if found is not None else None


def _compass_phrases(scene: Scene, verb: Token) -> list[Token]:
    return [t for word in ("from", "to", "in") for t in args.obliques(scene.sentence, verb, word)]
