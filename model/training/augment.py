"""What real reports lose: punctuation, apostrophes, case. A sentence in, the same sentence damaged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

    from .conllu import Example, Link

CURLY = {"'": "’", '"': "”", "''": "”", "``": "“"}
STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"'}


def damaged(example: Example, chance: random.Random) -> Example:
    """The example as training sees it this time; the probabilities are those of the model card."""
    if chance.random() < 0.25:
        example = without_punctuation(example, _dropped(chance), apostrophes=chance.random() < 0.5)
    if chance.random() < 0.15:
        example = replace(example, words=[requoted(word, curly=chance.random() < 0.9) for word in example.words])
    roll = chance.random()
    if roll < 0.08:
        return replace(example, words=[titled(word) for word in example.words])
    if roll < 0.105:
        return replace(example, words=[word.upper() for word in example.words])
    if roll < 0.13:
        return replace(example, words=[word.lower() for word in example.words])
    return example


def _dropped(chance: random.Random) -> frozenset[str]:
    groups = ((",", 0.8), ("-–—", 0.4), ("\"“”''``‘’'", 0.4), (":;", 0.3), (".", 0.3), ("()", 0.2))
    return frozenset("".join(group for group, odds in groups if chance.random() < odds))


def without_punctuation(example: Example, dropped: frozenset[str], *, apostrophes: bool) -> Example:
    """The example without the named marks (leaves only), and with ``Assad 's`` written ``Assads``."""
    parents = set(example.heads)
    words = list(example.words)
    gone = set()
    for i, word in enumerate(example.words):
        if i in parents or len(example.words) - len(gone) <= 1:
            continue
        if example.upos[i] == "PUNCT" and set(word) <= dropped:
            gone.add(i)
        elif apostrophes and example.xpos[i] == "POS" and i > 0 and i - 1 not in gone:
            gone.add(i)
            words[i - 1] += "".join(c for c in word if c.isalpha())
    if apostrophes:
        words = [w.replace("'", "").replace("’", "") if w.lower() in {"n't", "n’t"} else w for w in words]
    return keep(replace(example, words=words), [i for i in range(len(words)) if i not in gone])


def keep(example: Example, kept: list[int]) -> Example:
    """The example cut to some of its words; a word whose head is gone hangs on the root."""
    place = {old: new for new, old in enumerate(kept)}

    def cut(layer: list[str]) -> list[str]:
        return [layer[i] for i in kept]

    return replace(
        example,
        words=cut(example.words),
        lemmas=cut(example.lemmas),
        upos=cut(example.upos),
        xpos=cut(example.xpos),
        heads=[place.get(example.heads[i], -1) for i in kept],
        deprels=cut(example.deprels),
        misc=[],
        space_after=[],
        ner=_healed(example.ner, kept),
        links=relinked(example.links, lambda i: (place[i],) if i in place else ()),
        found=relinked(example.found, lambda i: (place[i],) if i in place else ()),
        certainty=regraded(example.certainty, lambda i: (place[i],) if i in place else ()),
    )


def relinked(links: list[Link] | None, place: Callable[[int], Iterable[int]]) -> list[Link] | None:
    """The links with every word at its new places; those whose own words are gone are left out."""
    return None if links is None else [moved for link in links if (moved := link.moved(place))]


def regraded(
    graded: list[tuple[int, str]] | None, place: Callable[[int], Iterable[int]]
) -> list[tuple[int, str]] | None:
    """The graded words at their new places; of a word that became several, the first."""
    return None if graded is None else [(new, grade) for old, grade in graded for new in [*place(old)][:1]]


def _healed(tags: list[str] | None, kept: list[int]) -> list[str] | None:
    """BIO tags of the kept words; a span whose first word is gone begins at its next."""
    if tags is None:
        return None
    healed: list[str] = []
    begun = False
    position = 0
    for i in kept:
        begun = begun or any(tag.startswith("B-") for tag in tags[position:i])
        tag = tags[i]
        healed.append("B-" + tag[2:] if tag.startswith("I-") and begun else tag)
        begun, position = False, i + 1
    return healed


def titled(word: str) -> str:
    """Headline case; clitics stay as they are."""
    return word if word[:1] in "'’" or word.lower() in {"n't", "n’t"} else word[:1].upper() + word[1:]


def requoted(word: str, *, curly: bool) -> str:
    """Quotes and apostrophes in the other style."""
    if curly:
        return CURLY.get(word, word.replace("'", "’"))
    return "".join(STRAIGHT.get(c, c) for c in word)
