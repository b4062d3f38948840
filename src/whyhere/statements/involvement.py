"""Involvement: a party that backs, joins, arms, fights beside or fights against another.

Both ends must be parties: who supports a plan or a hospital stands beside nobody. "X-backed fighters" is read as it
is said, the backer before the hyphen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Involvement
from whyhere.statements import actuality, clauses, referents
from whyhere.statements import arguments as args
from whyhere.statements.actuality import Actuality
from whyhere.statements.patterns import is_word, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from whyhere.records import PartyRef, PlaceRef
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token


def find(scene: Scene, token: Token) -> list[Involvement]:
    """The involvement finding that a token opens, as a list of none or one."""
    for match in matches(scene.sentence, token, lexicon("involvement")):
        found = _read(scene, match)
        if found is not None:
            return [found]
    return []


def _read(scene: Scene, match: Match) -> Involvement | None:
    actual = _actuality(scene, match)
    if actual is Actuality.OPEN or _is_other_form(match):
        return None
    actor = _party(scene, match, "actor", ())
    if actor is None:
        return None
    beside = _party(scene, match, "beside", (actor,))
    against = _party(scene, match, "against", (actor, beside))
    place = _place(scene, match)
    if not _is_whole(match, beside, against, place) or not any(_is_party(scene, p) for p in (actor, beside, against)):
        return None
    return Involvement(
        span=clauses.span(scene, match.trigger, *match.words),
        actor=actor,
        role=clauses.term(scene, match),
        beside=beside,
        against=against,
        place=place,
        when=clauses.when(scene, match.trigger),
        negated=actual is Actuality.NEGATED,
    )


def _is_party(scene: Scene, ref: PartyRef | None) -> bool:
    """Whether it is a party of the report or a country: two persons who stand together are no parties."""
    return ref is not None and (ref in scene.mentions.parties or ref.reason != "as said")


def _actuality(scene: Scene, match: Match) -> Actuality:
    if match.roles is match.frame.roles:
        return actuality.of_verb(scene.sentence, match.trigger)
    return actuality.of_event_noun(scene.sentence, match.trigger)


def _is_other_form(match: Match) -> bool:
    """As in "X-led forces" tells who stands with whom; "X led the forces" tells who commands."""
    return match.frame.facts.get("form") == "amod" and match.trigger.relation != "amod"


def _is_whole(match: Match, beside: PartyRef | None, against: PartyRef | None, place: PlaceRef | None) -> bool:
    if match.frame.facts.get("against") == "needed":
        return against is not None
    if match.frame.value == "takes part":
        return beside is not None or against is not None or place is not None
    if match.frame.facts.get("either"):
        return beside is not None or place is not None
    return beside is not None


def _party(scene: Scene, match: Match, slot: str, taken: tuple[PartyRef | None, ...]) -> PartyRef | None:
    names = {p.name.casefold() for p in taken if p is not None}
    fallback: PartyRef | None = None
    for path in match.roles.get(slot, ()):
        tokens = (
            _clause_subject(scene, match)
            if path == ("clause_subject",)
            else follow(scene.sentence, match.trigger, path)
        )
        for token in tokens:
            found = referents.fighting_party(scene, token)
            if (
                found is not None
                and found.name.casefold() not in names
                and (path[-1] != "mod" or found in scene.mentions.parties)
            ):
                if path != ("poss",) or found in scene.mentions.parties:
                    return found
                fallback = fallback or found  # "Norland's Front affiliate": the Front's, in Norland
    return fallback


def _clause_subject(scene: Scene, match: Match) -> tuple[Token, ...]:
    """The one helped in "took the town with the help of X": the subject of the clause the phrase hangs on."""
    verb = scene.sentence.parent(match.trigger)
    return args.deep_subject(scene.sentence, verb) if verb is not None and verb.upos in {"VERB", "AUX"} else ()


def _place(scene: Scene, match: Match) -> PlaceRef | None:
    for path in match.roles.get("place", ()):
        for token in follow(scene.sentence, match.trigger, path):
            found = referents.places(scene, token) or tuple(p for p in _before(scene, token) if not _acts(scene, p))
            if found:
                return found[0].place
    told = any(_is_the_attack(scene, t) for t in match.tokens(scene.sentence, "place"))
    return referents.focus(scene) if told and match.frame.value == "takes part" else None


def _acts(scene: Scene, located: referents.Located) -> bool:
    """As in "the Ardun government's offensive": a name that stands for those who govern is who, not where."""
    span = located.place.span
    return any(m.span == span and m.id is not None for m in scene.mentions.parties)


def _is_the_attack(scene: Scene, token: Token) -> bool:
    """Fighting that the report has told of before: "took part in the attack" is the one on the place it is about."""
    definite = any(t.lemma.lower() in {"the", "this"} for t in scene.sentence.children(token, "det"))
    return definite and is_word(token, lexicon("involvement").lists["fight"])


def _before(scene: Scene, token: Token) -> tuple[referents.Located, ...]:
    """As in "the Belmar offensive", "the Norlandic war": the place that stands before the event taken part in."""
    before = args.modifiers(scene.sentence, token)
    found = tuple(p for t in before for p in referents.places(scene, t))
    adjectives = (referents.country_of(scene, t) for t in before if t.upos in {"ADJ", "PROPN"})
    return found or tuple(referents.Located(p) for p in adjectives if p is not None)
