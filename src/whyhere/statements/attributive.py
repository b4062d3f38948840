"""Rebel-held Ardun, read from the words: parsers often hang such a participle on another noun of the sentence.

Right before the hyphen stands the party. Behind the participle, over adjectives and a kind of place with "of", stands
the place; a side ("the rebel-held east of Ardun") is a part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements import arguments as args
from whyhere.statements.grammar import listed
from whyhere.statements.patterns import is_word
from whyhere.statements.referents import Located

if TYPE_CHECKING:
    from whyhere.records import PartyRef, PlaceRef
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token

HYPHENS = frozenset({"-", "–", "‑"})
_MOST_WORDS = 5


def is_attributive(scene: Scene, participle: Token) -> bool:
    """Whether a hyphen joins the participle to a word before it."""
    before = scene.sentence.tokens[max(0, participle.index - 2) : participle.index]
    return len(before) > 1 and before[1].text in HYPHENS and before[1].end == participle.start


def party(scene: Scene, participle: Token) -> PartyRef | None:
    """The party right before the hyphen."""
    if not is_attributive(scene, participle):
        return None
    return scene.mentions.party_at(scene.sentence.tokens[participle.index - 2])


def place(scene: Scene, participle: Token) -> Located | None:
    """The place right behind the participle; None where another noun stands between, or parts of it are told."""
    if not is_attributive(scene, participle):
        return None
    part = None
    for token in scene.sentence.tokens[participle.index + 1 : participle.index + 1 + _MOST_WORDS]:
        mention = scene.mentions.place_at(token)
        if mention is not None:
            return _located(scene, mention, part)
        following = scene.sentence.tokens[token.index + 1 : token.index + 2]
        of = bool(following) and following[0].text.lower() == "of"
        if _is_side(token):
            named = bool(following) and scene.mentions.place_at(following[0]) is not None
            part = token.text if of or named else part  # "held northern Ardun", not "held northern province of Ardun"
        elif token.upos not in {"ADJ", "ADV"} and token.text.lower() != "of" and not (_is_whole(token) and of):
            return None
    return None


def _located(scene: Scene, mention: PlaceRef, part: str | None) -> Located | None:
    """The mention, unless it only says where a town lies ("a rebel-held Norland town") or points back."""
    after = next((t for t in scene.sentence.tokens if t.start >= mention.span.end), None)
    only_where = after is not None and after.upos == "NOUN" and is_word(after, listed("places", "kinds"))
    whole_country = mention.kind == "country" and (part or mention.part) is None
    return None if mention.anaphor or only_where or whole_country else Located(mention, part or mention.part)


def _is_side(token: Token) -> bool:
    return args.is_compass(token) or token.text.lower().removesuffix("ern") in listed("places", "compass")


def _is_whole(token: Token) -> bool:
    """Whether the noun is a kind of place of which "of" gives the name: "the rebel-held town of Ardun"."""
    kinds = listed("places", "kinds") - listed("places", "inner")
    return is_word(token, kinds) and token.xpos not in {"NNS", "NNPS"}
