"""Control of a place: who took it, lost it, holds it, left it, entered it, besieges it or advances on it.

A change is only read where a place stands in the place's slot (not a person, a weapon or a building), where the party
in the party's slot may hold ground, and where the clause says that it happened: attempts, plans and conditions are no
change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.records import Control
from whyhere.statements import actuality, attributive, clauses, referents
from whyhere.statements import arguments as args
from whyhere.statements.actuality import Actuality
from whyhere.statements.grammar import listed
from whyhere.statements.patterns import is_word, lexicon, matches
from whyhere.statements.roles import follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.records import DateRef, PartyRef
    from whyhere.statements.patterns import Match
    from whyhere.statements.referents import Located
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token

_HOLDING = frozenset({"captured", "retook", "held"})
_MOVES = frozenset({"captured", "retook", "lost", "withdrew"})
_LEAVING = frozenset({"lost", "withdrew"})
_NO_GROUND = frozenset({"river", "road"})
_WIDE = frozenset({"province", "region", "country"})
_UNTAKEN_KINDS = frozenset({"country", "region"})


def find(scene: Scene, token: Token) -> list[Control]:
    """The control findings that a token opens, one a place; the first frame that fits wins."""
    state = False
    for match in matches(scene.sentence, token, lexicon("control")):
        if state and not match.frame.cases:
            continue  # "areas under siege around X": the state is the areas', X is not besieged
        found = list(_read(scene, match))
        if found:
            return found
        state = state or (bool(match.frame.cases) and match.roles is not match.frame.roles)
    return []


def _read(scene: Scene, match: Match) -> Iterator[Control]:
    actual = _actuality(scene, match)
    if actual is Actuality.OPEN:
        return
    negated = actual is Actuality.NEGATED
    places = _places(scene, match)
    party, vague = _party(scene, match)
    if not places or vague or (party is None and "party" in match.frame.facts):
        return
    other = _other(scene, match, party)
    if other is None and "other" in match.frame.facts and not _is_driven_pronoun(scene, match):
        return
    for located in places:
        control = _control(scene, match, located, party, other)
        untold = control is not None and control.change.value == "holds part" and (party is None or negated)
        if control is not None and not untold:
            yield replace(control, negated=negated)


def _actuality(scene: Scene, match: Match) -> Actuality:
    token = match.trigger
    if actuality.is_approximate(scene.sentence, token):
        return Actuality.OPEN
    if token.upos in {"VERB", "AUX"} or match.roles is match.frame.roles:
        return actuality.of_verb(scene.sentence, token)
    if match.frame.facts.get("noun") != "state":
        return actuality.of_noun(scene.sentence, token)
    parent = scene.sentence.parent(token)
    own = bool(scene.sentence.children(token, "cop", "nsubj")) or not match.frame.cases
    stated = parent is not None and parent.upos in {"VERB", "AUX"} and token.relation in {"obl", "xcomp", "obj"}
    return actuality.of_verb(scene.sentence, parent if stated and parent is not None and not own else token)


# ---------------------------------------------------------------------------------------------------------- slots


def _places(scene: Scene, match: Match) -> list[Located]:
    """The places of the first path that leads to any; a headline's "X captured" has it as subject."""
    for path in match.roles.get("place", ()):
        found = [p for t in follow(scene.sentence, match.trigger, path) for p in referents.places(scene, t)]
        found = [p for p in found if _may_be_held(p) and not _is_a_party(scene, p) and not _is_loose(scene, match, p)]
        if found and not (len(found) == 1 and _tells_of_several(scene, match)):
            found = [_before_lost_comma(scene, match, p) for p in found]
            partial = path[-1] in match.frame.facts.get("part", "").split()
            return [replace(p, part=p.part or path[-1]) if partial else p for p in found]
    told = attributive.place(scene, match.trigger) or _right_before_which(scene, match)
    if told is not None and _may_be_held(told):
        return [told]
    if "implied" in match.frame.facts:
        return _implied_places(scene, match)
    if match.roles is match.frame.roles and ("object",) in match.roles.get("place", ()):
        return _headline_places(scene, match.trigger)
    return []


def _tells_of_several(scene: Scene, match: Match) -> bool:
    """As in "the camps near Ardun, which are surrounded": one place cannot be those that "are"."""
    verb = scene.sentence.children(match.trigger, "aux", "cop")
    relative = any(args.is_relative(t) for t in scene.sentence.children(match.trigger, "nsubj"))
    return relative and any(t.text.lower() in {"are", "were", "have"} for t in verb)


def _is_a_party(scene: Scene, located: Located) -> bool:
    """Whether a place that nothing resolves is (run together with) the name of one of the beat's parties."""
    span = located.place.span
    return located.place.id is None and any(
        m.id is not None and m.span.start < span.end and span.start < m.span.end for m in scene.mentions.parties
    )


def _is_loose(scene: Scene, match: Match, located: Located) -> bool:
    """A whole country is only held where it stands right behind its verb: not in "holds land in X and nearby Y"."""
    between = [t for t in scene.sentence.tokens if match.trigger.end <= t.start and t.end <= located.place.span.start]
    whole = located.place.kind == "country" and located.part is None and located.place.part is None
    return whole and match.frame.value == "held" and any(t.upos in {"ADP", "CCONJ"} for t in between)


def _before_lost_comma(scene: Scene, match: Match, located: Located) -> Located:
    """As in "rebel-held Ardun northern Norland": with the comma lost, what stands right behind "held" is meant."""
    near = attributive.place(scene, match.trigger)
    if near is None or near.place.span.end >= located.place.span.start:
        return located
    between = [t for t in scene.sentence.tokens if near.place.span.end < t.start and t.end <= located.place.span.start]
    return near if all(t.upos == "ADJ" for t in between) else located


def _right_before_which(scene: Scene, match: Match) -> Located | None:
    """The place right before "which", where a parser hung its clause on a noun that is no place."""
    pronouns = [
        t
        for v in (match.trigger, *scene.sentence.ancestors(match.trigger))
        for t in scene.sentence.children(v, "nsubj", "obj")
        if t.lemma == "which" and t.index < match.trigger.index
    ]
    own = {t.index for path in match.roles.get("place", ()) for t in _unresolved(scene, match, path)}
    fits = [t for t in pronouns[:1] if t.index and t.index in own]
    last = scene.sentence.tokens[fits[0].index - 1] if fits else None
    near = scene.mentions.place_at(last) if last is not None else None
    if near is None or last is None:
        return None
    case = args.case_words(scene.sentence, next(t for t in scene.sentence.tokens if t.start >= near.span.start))
    beyond = case in listed("places", "beyond") or case.partition(" ")[0] in listed("places", "compass")
    return None if beyond else referents.Located(near, near.part)


def _unresolved(scene: Scene, match: Match, path: tuple[str, ...]) -> tuple[Token, ...]:
    if path == ("object",):
        return args.deep_object(scene.sentence, match.trigger)
    return args.surface_subject(scene.sentence, match.trigger) if path in {("subject",), ("bearer",)} else ()


def _implied_places(scene: Scene, match: Match) -> list[Located]:
    """As in "the rebels decided to pull out": out of the place the report is about, when nothing else is named."""
    if any(True for _ in match.tokens(scene.sentence, "place")) or scene.sentence.children(match.trigger, "obj"):
        return []
    found = referents.focus(scene)
    return [referents.Located(found)] if found is not None else []


def _headline_places(scene: Scene, verb: Token) -> list[Located]:
    if scene.sentence.children(verb, "obj", "aux", "ccomp", "xcomp") or verb.xpos not in {"VBD", "VBN"}:
        return []
    found = [p for t in args.surface_subject(scene.sentence, verb) for p in referents.places(scene, t)]
    return [p for p in found if _may_be_held(p) and p.place.kind not in _UNTAKEN_KINDS]


def _may_be_held(located: Located) -> bool:
    place = located.place
    if place.kind in _NO_GROUND:
        return False
    words = place.text.lower().split()
    return place.kind != "facility" or any(w in lexicon("control").lists["strategic"] for w in words)


def _party(scene: Scene, match: Match) -> tuple[PartyRef | None, bool]:
    """The party, and whether the slot is filled by something that holds no ground (then nothing is read)."""
    if match.frame.value in _MOVES and _is_dangling(scene, match.trigger):
        return None, True
    for group in match.groups(scene.sentence, "party"):
        for token in group:
            if _is_unarmed(scene, token):
                return None, True
            found = _named_party(scene, match, token)
            if found is not None:
                other = _of_the_next_headline(scene, match)
                return (other, False) if other is not None else (found, _is_cut_off(scene, match, token))
        if match.roles is match.frame.roles and _is_odd_subject(scene, match, group[0]):
            return None, True
    return attributive.party(scene, match.trigger) or _misread(scene, match), False


def _misread(scene: Scene, match: Match) -> PartyRef | None:
    """A party's name in capitals that a parser took for a verb: "which IS has besieged"."""
    tokens = scene.sentence.tokens[max(0, match.trigger.index - 3) : match.trigger.index]
    verbal = [t for t in tokens if t.upos in {"VERB", "AUX"} and t.text.isupper() and len(t.text) > 1]
    named = (
        verbal
        and match.roles is match.frame.roles
        and all(t.upos in {"AUX", "ADV"} for t in tokens[tokens.index(verbal[-1]) + 1 :])
    )
    return scene.mentions.party_at(verbal[-1]) if named else None


def _is_dangling(scene: Scene, verb: Token) -> bool:
    """As in "hit the rebels driving them out": after a lost comma, a participle may be either noun's."""
    noun = scene.sentence.parent(verb)
    return (
        verb.relation == "acl" and verb.xpos == "VBG" and noun is not None and noun.relation in {"obj", "obl", "nmod"}
    )


def _named_party(scene: Scene, match: Match, token: Token) -> PartyRef | None:
    found = referents.party(scene, token)
    if found is None or found in scene.mentions.parties:
        return found
    # a person or body that is no party of the report holds no ground; a country may
    return found if found.reason != "as said" and match.frame.facts.get("party") != "mentioned" else None


def _is_cut_off(scene: Scene, match: Match, subject: Token) -> bool:
    """Whether another party stands right before the verb: a run-together headline, where the subject may be either."""
    verb = match.trigger
    if match.roles is not match.frame.roles or subject.index > verb.index:
        return False
    at = verb.index - 1
    while at >= 0 and scene.sentence.tokens[at].upos in {"ADV", "AUX", "PART"}:
        at -= 1
    near = scene.sentence.tokens[at] if at >= 0 else None
    if near is None or scene.mentions.party_at(near) is None:
        return False
    return near not in scene.sentence.subtree(subject) and not args.is_relative(near)


def _of_the_next_headline(scene: Scene, match: Match) -> PartyRef | None:
    """As in "5 Killed in Ardun Army Retakes Belmar": of two headlines run together, the place ends the first."""
    at = match.trigger.index - 1
    mention = scene.mentions.party_at(scene.sentence.tokens[at]) if at >= 0 else None
    if mention is None or scene.document.parts[scene.index] != "headline" or match.roles is not match.frame.roles:
        return None
    before = [t.index for t in scene.sentence.tokens if t.end <= mention.span.start]
    located = any(e.label == "LOC" and before and e.first <= before[-1] < e.last for e in scene.sentence.entities)
    return mention if located else None


def _is_unarmed(scene: Scene, token: Token) -> bool:
    words = lexicon("control").lists["unarmed"]
    mention = scene.mentions.party_at(token)
    named = mention is not None and any(w.strip(".,").removesuffix("s") in words for w in mention.text.lower().split())
    return named or is_word(token, words)


def _is_odd_subject(scene: Scene, match: Match, token: Token) -> bool:
    """A named thing that is no party where the one who takes should stand ("the fire took the town")."""
    return token.upos in {"NOUN", "PROPN"} and not referents.places(scene, token) and match.trigger.relation != "amod"


def _other(scene: Scene, match: Match, party: PartyRef | None) -> PartyRef | None:
    for token in match.tokens(scene.sentence, "other"):
        found = None if token.upos == "PRON" else referents.party(scene, token)
        if found is not None and found != party and not _is_unarmed(scene, token):
            return found
    return None


def _is_driven_pronoun(scene: Scene, match: Match) -> bool:
    """As in "drove them out of the town": those driven are people even where nobody says who."""
    return any(t.text.lower() in {"them", "they"} for t in match.tokens(scene.sentence, "other"))


# -------------------------------------------------------------------------------------------------------- finding


def _control(
    scene: Scene, match: Match, located: Located, party: PartyRef | None, other: PartyRef | None
) -> Control | None:
    change = _change(match.frame.value, located)
    if change is None:
        return None
    when, since, until = _times(scene, match, change)
    return Control(
        span=clauses.span(scene, match.trigger, *match.words, *_shared(scene, match)),
        change=clauses.term(scene, match, change),
        place=replace(located.place, part=located.place.part or located.part),
        party=party,
        other=other,
        when=when,
        since=since,
        until=until,
    )


def _shared(scene: Scene, match: Match) -> tuple[Token, ...]:
    """What belongs to a verb's words from outside its clause: a shared object, the holder before "-held"."""
    if scene.sentence.children(match.trigger, "obj") or match.roles is not match.frame.roles:
        return ()
    agent = args.compound_agent(scene.sentence, match.trigger) if match.trigger.relation == "amod" else None
    after = (t for t in args.deep_object(scene.sentence, match.trigger) if t.index > match.trigger.index)
    shared = tuple(t for t in after if t.head != match.trigger.index)[:1]
    return shared if agent is None else (agent,)


def _change(value: str, located: Located) -> str | None:
    """What happened to a part is not said of the whole: taking it is holding part, leaving it is not read."""
    if located.part is None:
        return value
    share = located.part.lower().removesuffix("s") in listed("places", "shares")
    if value in _LEAVING or value == "besieged" or (value not in _HOLDING and located.place.kind in _WIDE):
        return None
    if located.place.kind == "country" and not share:  # "a village in Norland" says nothing of Norland
        return None
    return "holds part" if value in _HOLDING else value


def _times(scene: Scene, match: Match, change: str) -> tuple[DateRef | None, DateRef | None, DateRef | None]:
    found: dict[str, DateRef] = {}
    plain: list[DateRef] = []
    for date in clauses.all_dates(scene, match.trigger):
        opener = clauses.opener(scene, date)
        if opener in {"since", "from"} or (opener == "for" and change in {"held", "holds part", "besieged"}):
            found["since"] = date
        elif opener in {"until", "till"}:
            found["until"] = date
        else:
            plain.append(date)
    described = attributive.is_attributive(scene, match.trigger)
    when = plain[0] if len(plain) == 1 and not described else None  # in "fled rebel-held X on Friday" they fled then
    return when, found.get("since"), found.get("until")
