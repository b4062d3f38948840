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
from whyhere.statements.place_phrases import head_of_place, is_said_of_another, lead_to
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from whyhere.records import DateRef, Finding, PlaceRef
    from whyhere.statements.patterns import Match
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Sentence, Token

_WIDE = frozenset({"country", "region", "province"})
_MOST_PLACES = 4
_BACK = frozenset({"the", "this", "that", "these", "those"})
_DEEPEST = 6  # steps of a parse
_PHRASAL = frozenset({"nmod", "obl", "obj", "compound", "flat", "appos", "conj"})


def find(scene: Scene, token: Token) -> list[Event]:
    """The event findings that a token opens, one a place."""
    text = token.text.lower()
    several = text != token.lemma.lower()  # "raids" say more than "raid"
    said = sorted(
        matches(scene.sentence, token, lexicon("events")), key=lambda m: not (several and text in m.frame.nouns)
    )
    for match in said:
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
    places: list[PlaceRef | None] = [*(_places(scene, match) or _below(scene, match))]
    if actor is not None and places == [p for p in places if p is not None and p.span == actor.span] and places:
        actor, places = _who_or_where(match, actor, target, places)
    named = bool(actor or target or places)
    if _is_bare(match, actor, target) or _is_unsaid(scene, match, actor):
        return []
    if not (named or match.frame.value in _group("dated") | _group("plain") | _group("mutual")):
        return []
    when = clauses.when(scene, match.trigger)
    if not (named or _is_told(scene, match, when)):
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


def _is_told(scene: Scene, match: Match, when: DateRef | None) -> bool:
    """Whether an event of no named side or place is told by its date or its own word: "an attack killed ten"."""
    if when is not None and match.frame.value in _group("dated"):
        return True
    if match.frame.value in _group("mutual") and _nouns(scene, match, "between"):
        return True
    if match.frame.value not in _group("plain") or match.frame.facts.get("plain") == "no":
        return False
    if match.roles is match.frame.roles:
        return match.frame.value != "evacuation" and bool(_nouns(scene, match, "object", "subject"))
    back = any(c.text.lower() in _BACK for c in scene.sentence.children(match.trigger, "det"))
    if not back:
        return True
    return bool(_nouns(scene, match, "on", "against", "of", "at", "near", "in", "between"))


def _nouns(scene: Scene, match: Match, *paths: str) -> list[Token]:
    tokens = (t for path in paths for t in follow(scene.sentence, match.trigger, (path,)))
    return [t for t in tokens if t.upos in {"NOUN", "PROPN"}]


def _below(scene: Scene, match: Match) -> list[PlaceRef]:
    """The nearest place deeper in the phrase of fighting: "an attack on a wedding in Ardun"."""
    if match.frame.value not in _group("harm"):
        return []
    sentence, found = scene.sentence, []
    for ref in scene.mentions.places:
        head = head_of_place(sentence, ref.span.start, ref.span.end)
        if head is None or head.index < match.trigger.index or ref.anaphor:
            continue
        steps = (head, *sentence.ancestors(head))[:_DEEPEST]
        at = next((i for i, s in enumerate(steps) if s is match.trigger), None)
        inside = at is not None and all(s.relation in _PHRASAL for s in steps[:at])
        if inside and lead_to(sentence, ref) and not is_said_of_another(sentence, ref, head, scene.mentions):
            found.append(ref)
    named = [ref for ref in found if ref.kind != "country"] or found
    return named[:1]


def _who_or_where(
    match: Match, actor: PartyRef, target: PartyRef | None, places: list[PlaceRef | None]
) -> tuple[PartyRef | None, list[PlaceRef | None]]:
    """A country's name before an event noun: "Norland strikes on the rebels" says who, "the Norland attack" where."""
    return (actor, []) if target is not None or match.roles is match.frame.roles else (None, places)


def _actuality(scene: Scene, match: Match) -> Actuality:
    if match.roles is match.frame.roles:
        if match.trigger.relation == "amod":  # "the battered town": what it is like, not what happened
            return Actuality.OPEN
        if _is_lasting(match.trigger):
            return Actuality.OPEN
        return actuality.of_verb(scene.sentence, match.trigger)
    if _is_part_of_name(scene.sentence, match.trigger) or _is_lasting(match.trigger):
        return Actuality.OPEN
    scheduled = match.frame.value in _group("scheduled")
    return actuality.of_event_noun(scene.sentence, match.trigger, scheduled=scheduled)


def _is_lasting(trigger: Token) -> bool:
    """As in "rebels fighting the army": who they are."""
    verb = trigger.xpos == "VBG" and trigger.relation == "acl"
    return verb and (trigger.lemma in _group("lasting") or trigger.text.lower() in _group("lasting"))


def _is_part_of_name(sentence: Sentence, noun: Token) -> bool:
    """As in "an evacuation deal", "a car bomb blast": the noun behind says what it is."""
    over = sentence.parent(noun)
    inside = noun.relation == "compound" and over is not None and over.index == noun.index + 1
    return inside and over is not None and over.lemma.lower() in _group("heads")


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load("events")["groups"][name])


def _is_bare(match: Match, actor: PartyRef | None, target: PartyRef | None) -> bool:
    facts = match.frame.facts
    return (facts.get("actor") == "needed" and actor is None) or (facts.get("target") == "needed" and target is None)


def _is_unsaid(scene: Scene, match: Match, actor: PartyRef | None) -> bool:
    """Whether nobody is said to do what only somebody can: "they blamed it on …"."""
    return match.frame.facts.get("actor") == "said" and actor is None and not _nouns(scene, match, "subject")


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


def settled(sentence: Sentence, found: list[tuple[Finding, Token]]) -> list[tuple[Finding, Token]]:
    """The findings without what only tells what an attack beside it did: its toll, or what it hit."""
    harm = [t for f, t in found if isinstance(f, Event) and f.event.value in _group("harm")]
    return [(f, t) for f, t in found if not (isinstance(f, Event) and _is_told_beside(sentence, f, t, harm))]


def _is_told_beside(sentence: Sentence, event: Event, trigger: Token, harm: list[Token]) -> bool:
    """As in "an airstrike killed ten", "strikes on X hitting a bridge": the strike is the event."""
    if event.event.value == "killing":
        return bool(harm) or not (event.actor or (event.target and _names_attack(sentence)))
    over = sentence.parent(trigger)
    participle = trigger.xpos == "VBG" and trigger.relation in {"acl", "advcl"} and over is not None
    if event.event.value != "attack" or not participle or over is None:
        return False
    noun = {t.index for t in (over, *sentence.children(over, "obj", "nsubj", "obl"))}
    return any(t.index in noun for t in harm if t is not trigger)


def _names_attack(sentence: Sentence) -> bool:
    """Whether an attack told of before is pointed back to: "in these strikes"."""
    nouns = _group("heads")
    return any(
        t.lemma.lower() in nouns and any(c.text.lower() in _BACK for c in sentence.children(t, "det"))
        for t in sentence.tokens
        if t.upos == "NOUN"
    )


def is_fighting(event: Event) -> bool:
    """Whether the event is of the kinds that take the place of the sentence they are named before in."""
    return event.event.value in _group("before")
