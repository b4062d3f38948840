"""What a word in a slot refers to: which place, which party, which date; None where the text leaves it open.

A phrase such as "most of the town of X" is walked from its head inwards until a mention is met: kinds of places ("the
town of"), parts ("the outskirts of") and, for parties, armed people and things ("fighters from X", "government
artillery"). Pronouns are the matter of :mod:`~whyhere.statements.pronouns`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.records import PartyRef
from whyhere.statements import arguments as args
from whyhere.statements import pronouns
from whyhere.statements.grammar import listed
from whyhere.statements.patterns import is_word
from whyhere.statements.scenes import ACTING_KINDS, WIDE_KINDS, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.records import DateRef, PlaceRef, Span
    from whyhere.statements.syntax import Sentence, Token

_MOST_STEPS = 4
_ENOUGH = 3
_STEM = 4


@dataclass(frozen=True, slots=True)
class Located:
    """A place as a slot names it; ``part`` is the part of it that is meant ("outskirts", "most")."""

    place: PlaceRef
    part: str | None = None


# --------------------------------------------------------------------------------------------------------- places


def places(scene: Scene, token: Token) -> tuple[Located, ...]:
    """The places a phrase refers to, its conjuncts not included; empty when its head is no place."""
    return tuple(_walk(scene, token, _MOST_STEPS, part=None))


def place(scene: Scene, token: Token) -> PlaceRef | None:
    """The one place a phrase refers to, whole or in part; None when there is none or there are several."""
    found = places(scene, token)
    return found[0].place if len(found) == 1 else None


def _walk(scene: Scene, token: Token, steps: int, *, part: str | None) -> Iterator[Located]:
    if token.upos == "PRON" or token.lemma in {"there", "here"}:
        found = pronouns.place(scene, token)
        if found is not None:
            yield Located(found, part)
        return
    mention = scene.mentions.place_at(token)
    if mention is not None and _heads(scene.sentence, token, mention.span):
        inner = _within_wide(scene, token, mention, steps)
        own = Located(mention, part or mention.part or _part_before(scene.sentence, mention.span) or _quarter(mention))
        yield from inner or (own,)
        return
    if steps > 0:
        yield from _inside(scene, token, steps, part=part)


def _within_wide(scene: Scene, token: Token, mention: PlaceRef, steps: int) -> tuple[Located, ...]:
    """As in "the Plains port city of Ardun": a wide name before a kind of place whose own name follows."""
    if mention.kind not in WIDE_KINDS or not is_word(token, listed("places", "kinds")) or steps == 0:
        return ()
    of = args.obliques(scene.sentence, token, "of")
    found = tuple(f for t in of for f in _walk(scene, t, steps - 1, part=None))
    return found if all(f.place.kind not in WIDE_KINDS for f in found) else ()


def _quarter(mention: PlaceRef) -> str | None:
    """As in "an Ardun neighbourhood", where the name is a town's: a part of it."""
    last = mention.text.split()[-1]
    named = mention.text != mention.name and len(mention.text.split()) > 1 and not mention.anaphor
    return last if named and mention.kind == "settlement" and last in listed("places", "quarters") else None


def _heads(sentence: Sentence, token: Token, span: Span) -> bool:
    """Whether the token stands for the whole mention: no other word of the mention is above it."""
    parent = sentence.parent(token)
    return parent is None or not (span.start <= parent.start and parent.end <= span.end)


def _part_before(sentence: Sentence, span: Span) -> str | None:
    """The part named right before a place ("most of", "the outskirts of the town of"), whatever the tree says."""
    before = [t for t in sentence.tokens if t.end <= span.start]
    while before and (before[-1].upos in {"DET", "ADJ", "ADP"} or is_word(before[-1], listed("places", "kinds"))):
        before.pop()
        nearest = before[-1] if before else None
        pure = listed("places", "parts") - listed("places", "kinds")
        side = nearest is None or not is_word(nearest, listed("places", "compass")) or _is_side(sentence, nearest)
        if (
            nearest is not None
            and is_word(nearest, pure)
            and sentence.tokens[nearest.index + 1].text.lower() == "of"
            and side
        ):
            return nearest.text
    return None


def _inside(scene: Scene, token: Token, steps: int, *, part: str | None) -> Iterator[Located]:
    sentence = scene.sentence
    of = args.obliques(sentence, token, "of")
    if is_word(token, listed("places", "wholes")):
        yield from (f for t in of for f in _walk(scene, t, steps - 1, part=part))
        return
    is_kind, is_part = is_word(token, listed("places", "kinds")), _is_part(sentence, token)
    is_named = is_kind or is_word(token, listed("places", "named"))
    named = _names(sentence, token) if is_named and not (_several(sentence, token) and not of) else ()
    of_name = of if is_kind or (is_named and _after_place(scene, token)) else ()
    direct = [f for t in (*(of_name or named),) for f in _walk(scene, t, steps - 1, part=part)]
    direct = direct or [f for t in named for f in _walk(scene, t, steps - 1, part=part)]
    if direct:
        inner = _is_inner(scene, token, of_name, direct)
        yield from (replace(f, part=f.part or token.text) if inner else f for f in direct)
    elif is_part:
        around = (*of, *_within(sentence, token), *args.modifiers(sentence, token), *_owners(sentence, token))
        yield from (f for t in around for f in _walk(scene, t, steps - 1, part=token.text))


def _is_inner(scene: Scene, token: Token, of_name: tuple[Token, ...], found: list[Located]) -> bool:
    """Whether a kind and a name tell of a part: "three districts of X", "a suburb of the city of X", "an X suburb"."""
    if len(found) != 1:
        return False
    place = found[0].place
    if place.kind == "country" and not is_word(token, listed("places", "states")):  # "a Norland town"
        return True
    over = scene.sentence.parent(token) if token.relation == "appos" else None
    if over is not None and scene.mentions.place_at(over) == place:  # "Ardun, a rebel-held suburb": the suburb is Ardun
        return False
    if len(of_name) > 1 and not is_word(token, listed("places", "inner")):  # "the villages of X and Y": each of them
        return False
    through_kind = any(scene.mentions.place_at(t) is None for t in of_name)
    small = is_word(token, listed("places", "inner")) and place.kind == "settlement" and place.id is not None
    return through_kind or small or (_several(scene.sentence, token) and bool(of_name))


def _after_place(scene: Scene, token: Token) -> bool:
    """As in "the Ardun suburb of Belmar": a place before it, so that the one after "of" is its name."""
    return any(scene.mentions.place_at(t) is not None for t in args.modifiers(scene.sentence, token))


def _is_part(sentence: Sentence, token: Token) -> bool:
    if token.upos == "NUM" or token.text.endswith("%"):
        return bool(args.obliques(sentence, token, "of"))
    if is_word(token, listed("places", "compass")):
        return _is_side(sentence, token)
    return is_word(token, listed("places", "parts"))


def _is_side(sentence: Sentence, token: Token) -> bool:
    """Whether a compass word is a part: "the north of X" lies in it, "north of X" and "to the north of X" beyond it."""
    first = sentence.parent(token) if token.relation == "conj" else token
    own = any(sentence.children(t, "det", "nmod:poss", "amod") for t in (token, first) if t is not None)
    return own and args.case_words(sentence, token) not in {"to", "from"}


def _several(sentence: Sentence, token: Token) -> bool:
    return bool(sentence.children(token, "nummod")) or token.xpos in {"NNS", "NNPS"}


def _names(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """Names joined to a kind of place: "the town X", "X, a town", "X city"."""
    found = [
        name
        for child in sentence.children(token, "appos", "flat", "compound", "nmod:desc", "nmod:unmarked")
        for name in args.conjuncts(sentence, child)
    ]
    over = sentence.parent(token) if token.relation == "appos" else None
    return (*found, over) if over is not None else tuple(found)


def _within(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    return tuple(t for word in ("in", "inside", "within") for t in args.obliques(sentence, token, word))


def _owners(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    return sentence.children(token, "nmod:poss")


def focus(scene: Scene) -> PlaceRef | None:
    """The place a whole report is about, as last mentioned before the sentence's end; None when two share it.

    About it means: at least three mentions, and twice those of any other settlement.
    """
    told = [p for p in scene.mentions.places if p.kind not in WIDE_KINDS]
    counts = Counter(p.name for p in told).most_common(2)
    if not counts or counts[0][1] < _ENOUGH or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    before = [p for p in told if p.name == counts[0][0] and p.span.end <= scene.sentence.end]
    return replace(before[-1], anaphor=True) if before else None


def country_of(scene: Scene, adjective: Token) -> PlaceRef | None:
    """The country of an adjective ("Norlandic") that the report names elsewhere; None when none or two fit."""
    text = adjective.text.casefold()
    countries = [p for p in scene.mentions.places if p.kind == "country"]
    alike = {p.name: p for p in countries if text.startswith(p.name.casefold()[: max(_STEM, len(p.name) - 3)])}
    return replace(next(iter(alike.values())), anaphor=True) if len(alike) == 1 else None


# -------------------------------------------------------------------------------------------------------- parties


def party(scene: Scene, token: Token) -> PartyRef | None:
    """The party a phrase refers to: its own mention, its owner's, or a country or name that acts; None otherwise."""
    if token.upos == "PRON" or token.xpos == "PRP$":
        return pronouns.party(scene, token, _near_party)
    own = scene.mentions.party_at(token)
    if (
        own is None
        and scene.mentions.place_at(token) is not None
        and (acting := _acting_name(scene, token)) is not None
    ):
        return acting
    found = _party_phrase(scene, token, _MOST_STEPS)
    return found if found is not None else _acting_name(scene, token)


def fighting_party(scene: Scene, token: Token) -> PartyRef | None:
    """The party a phrase itself is, or whose armed people or fighting it names.

    None for what only belongs to a party.
    """
    own = scene.mentions.party_at(token)
    if own is not None or token.upos in {"PRON", "PROPN"}:
        return own or party(scene, token)
    heads = listed("parties", "forces") | listed("parties", "fighting") | listed("places", "kinds")
    return party(scene, token) if is_word(token, heads) else None


def _party_phrase(scene: Scene, token: Token, steps: int, *, owners: bool = True) -> PartyRef | None:
    mention = scene.mentions.party_at(token)
    sentence = scene.sentence
    if mention is not None:
        return _made_of(scene, token, mention, steps) or mention
    if steps == 0:
        return None
    if is_word(token, listed("parties", "branches")) or _is_friend(sentence, token):  # "X's affiliate Y": never X
        called = (*sentence.children(token, "flat", "appos"), *sentence.tokens[token.index + 1 : token.index + 2])
        return next((p for t in called if (p := scene.mentions.party_at(t)) is not None), None)
    named = _named_after(scene, token)
    if named is not None:
        return named
    parts = [*args.modifiers(sentence, token), *sentence.children(token, "nmod:poss", "flat", "appos")]
    if is_word(token, listed("parties", "forces")):
        parts += [t for word in ("of", "from", "with") for t in args.obliques(sentence, token, word)]
        parts += [
            t
            for c in sentence.children(token, "acl", "amod")
            if c.lemma.lower() in {"loyal", "allied"}
            for t in args.obliques(sentence, c, "to")
        ]
    found = (
        (pronouns.party(scene, part, _near_party) if owners else None)
        if part.xpos == "PRP$"
        else _party_phrase(scene, part, steps - 1, owners=owners)
        for part in parts
        if part.upos != "VERB"
    )
    return next((ref for ref in found if ref is not None), None)


def _is_friend(sentence: Sentence, token: Token) -> bool:
    """Whether someone's ally or foe is named right behind: "rebel ally X"."""
    following = sentence.tokens[token.index + 1 : token.index + 2]
    return bool(following) and following[0].upos == "PROPN" and is_word(token, listed("parties", "friends"))


def _made_of(scene: Scene, token: Token, mention: PartyRef, steps: int) -> PartyRef | None:
    """As in "a coalition of rebel groups": of a body without a name, those it is made of."""
    if mention.id is not None or steps == 0 or mention.text.lower() != token.text.lower() or token.upos != "NOUN":
        return None
    of = args.obliques(scene.sentence, token, "of")
    return next((p for t in of if (p := _party_phrase(scene, t, steps - 1, owners=False)) is not None), None)


def _near_party(scene: Scene, token: Token) -> PartyRef | None:
    """The party that a phrase names in so many words, its pronouns left alone: what a pronoun may stand for."""
    return _party_phrase(scene, token, 2, owners=False)


def _named_after(scene: Scene, token: Token) -> PartyRef | None:
    """The name right after its kind: "militant group X"."""
    following = scene.sentence.tokens[token.index + 1 : token.index + 2]
    if not following or following[0].upos != "PROPN" or not is_word(token, listed("parties", "forces")):
        return None
    return scene.mentions.party_at(following[0]) if following[0].head in {token.index, token.head} else None


def _acting_name(scene: Scene, token: Token) -> PartyRef | None:
    """A country, or a person or body the model names, in a slot of those who act: a party as said, without an id."""
    found = places(scene, token)
    if found:
        mention = found[0].place
        acting = len(found) == 1 and mention.kind in ACTING_KINDS and found[0].part is None and not mention.anaphor
        return (
            PartyRef(mention.text, mention.span, mention.name, reason="a country, in the place of one who acts")
            if acting
            else None
        )
    for entity in scene.sentence.entities:
        if entity.first <= token.index < entity.last and entity.label in {"ORG", "PER"}:
            span = scene.span(scene.sentence.tokens[entity.first : entity.last])
            return PartyRef(span.text, span, span.text)
    return None


# ---------------------------------------------------------------------------------------------------------- dates


def dates(scene: Scene, tokens: tuple[Token, ...]) -> tuple[DateRef, ...]:
    """The dates mentioned within the tokens, in text order."""
    found = [scene.mentions.date_at(t) for t in tokens]
    return tuple(dict.fromkeys(d for d in found if d is not None))
