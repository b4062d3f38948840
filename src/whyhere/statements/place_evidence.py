"""Whether a name stands for a place where it stands: the words around it, the model's labels, and the whole report.

Each mention is given points for what speaks for a place ("in X", "the town of X", "X, Y", a LOC label) and against it
("Mr X", "X Media Centre", "Z X" with an unknown Z, a PER or ORG label); the report's other mentions of the name count
half. The points were set by reading some thirty reports and are watched by quality/geoparsing.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer.fold import strict
from whyhere.statements.toponyms import ARTICLES, is_capital, is_title_case, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.place_kinds import Described
    from whyhere.statements.place_resolution import Resolver
    from whyhere.statements.syntax import Entity, Sentence, Token
    from whyhere.statements.toponyms import Toponym

ENOUGH = 0.35
OTHERS_WEIGHT = 0.5
SURE_LABEL = 0.5
_MOST = 1.5  # points of one mention, as far as they count for others
_KIND, _IN, _FROM, _BESIDE = 1.5, 1.0, 0.4, 0.5
_TITLE, _BODY, _ATTACHED, _SURNAME, _NOT_NAME = -2.0, -3.0, -1.6, -1.5, -0.6
_TAKEN = 0.3  # what a person's label weighs on the object of a verb that takes ground
_CALENDAR = frozenset(vocabulary.load("dates")["months"]) | frozenset(vocabulary.load("dates")["weekdays"])
_POSSESSIVE = frozenset({"'s", "’s"})


@dataclass(frozen=True, slots=True)
class People:
    """Surnames and full names that the model reads as persons anywhere in the report, as keys."""

    surnames: frozenset[str]


def find_people(document: Document) -> People:
    """Last names of all full names labelled as persons."""
    names = set()
    for sentence in document.sentences:
        for entity in sentence.entities:
            tokens = sentence.tokens[entity.first : entity.last]
            capitals = [t for t in tokens if is_capital(t)]
            if entity.label == "PER" and entity.score >= SURE_LABEL and len(capitals) > 1:
                names.add(strict(capitals[-1].text))
    return People(frozenset(names))


def judge(
    document: Document,
    toponyms: Sequence[Toponym],
    described: Mapping[Toponym, Described],
    resolver: Resolver,
) -> list[Toponym]:
    """The toponyms that are places, in order."""
    people = find_people(document)
    taken = _taken(toponyms)
    points = {t: _points(document, t, described[t], people, taken[t.at]) for t in toponyms}
    clipped = {t: max(-_MOST, min(_MOST, p)) for t, p in points.items()}
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter(t.key for t in toponyms)
    for toponym in toponyms:
        sums[toponym.key] += clipped[toponym]
    priors = {t.key: resolver.prior(t) for t in reversed(toponyms)}
    kept = []
    for toponym in toponyms:
        key = toponym.key
        others = (sums[key] - clipped[toponym]) / (counts[key] - 1) if counts[key] > 1 else 0.0
        if priors[key] + points[toponym] + OTHERS_WEIGHT * others > ENOUGH:
            kept.append(toponym)
    return kept


def _taken(toponyms: Sequence[Toponym]) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for toponym in toponyms:
        found[toponym.at] |= set(range(toponym.first, toponym.last))
    return {at: frozenset(indices) for at, indices in found.items()}


def _points(document: Document, toponym: Toponym, described: Described, people: People, taken: frozenset[int]) -> float:
    sentence = document.sentences[toponym.at]
    points = _case(sentence, toponym) + _label(sentence, toponym)
    points += _neighbours(sentence, toponym, described, taken)
    if described.kind is not None:
        points += _KIND
    elif described.part is not None or described.holds:
        points += _BESIDE
    if described.kind is None and (toponym.key in people.surnames or _cut(toponym.key) in people.surnames):
        points += _SURNAME
    if toponym.known == "region" and sentence.tokens[toponym.last - 1].upos == "ADJ":
        points += _TITLE
    if toponym.known == "place" and not is_title_case(sentence):
        head = sentence.tokens[toponym.last - 1]
        points += 0.2 if head.upos == "PROPN" else _NOT_NAME
    return points


def _cut(key: str) -> str:
    return key.removesuffix("s")


def _case(sentence: Sentence, toponym: Toponym) -> float:
    """The preposition right before the name, small words and descriptions between them left out."""
    at = toponym.first - 1
    while at >= 0 and sentence.tokens[at].upos in {"DET", "ADJ"} and not is_capital(sentence.tokens[at]):
        at -= 1
    if at < 0:
        return 0.0
    word = sentence.tokens[at].text.lower()
    lemma = sentence.tokens[at].lemma.lower()
    if word in words("context", "locative") or lemma in words("context", "locative"):
        return _IN
    return _FROM if word in words("context", "directional") else 0.0


def _label(sentence: Sentence, toponym: Toponym) -> float:
    """What the model says: places for, persons and bodies against, more so when their name is longer than this one."""
    points = 0.0
    for entity in sentence.entities:
        if entity.first < toponym.last and toponym.first < entity.last:
            longer = _is_longer(sentence, entity, toponym)
            if entity.label == "LOC":
                points += 1.2 * entity.score * (not longer)
            else:
                against = (2.0 if longer else 1.0) * entity.score * (1.0 if entity.label == "PER" else 0.7)
                points -= against * (_TAKEN if not longer and _is_taken(sentence, toponym) else 1.0)
    return points


def _is_taken(sentence: Sentence, toponym: Toponym) -> bool:
    """Whether a single name is what is captured, held or lost: models read "captured X" as a person's arrest."""
    token = sentence.tokens[toponym.last - 1]
    verb = sentence.parent(token)
    alone = toponym.last - toponym.first == 1 and token.deprel in {"obj", "nsubj:pass"}
    return alone and verb is not None and verb.lemma.lower() in ground_verbs()


@cache
def ground_verbs() -> frozenset[str]:
    """Verbs of the vocabulary of control: their object is ground."""
    return frozenset(verb for frame in vocabulary.load("control")["frame"] for verb in frame.get("verbs", ()))


@cache
def armed_words() -> frozenset[str]:
    """Nouns that a side which fights is named by."""
    found = vocabulary.load("parties")
    sides = ("government", "opposition", "as_said")
    return frozenset(w for side in sides for key in ("heads", "armed") for w in found[side].get(key, ())) - {"official"}


def _is_longer(sentence: Sentence, entity: Entity, toponym: Toponym) -> bool:
    outside = [i for i in range(entity.first, entity.last) if not toponym.first <= i < toponym.last]
    return any(is_capital(sentence.tokens[i]) for i in outside)


def _neighbours(sentence: Sentence, toponym: Toponym, described: Described, taken: frozenset[int]) -> float:
    """Capital words right before and behind: parts of a longer name, unless they are known to be none."""
    points = 0.0
    tokens = sentence.tokens
    if _is_joined(tokens, toponym, taken):
        return _BODY
    if is_title_case(sentence):
        return _BODY if _holds_body(_run_behind(tokens, described.last, taken)) else 0.0
    before, behind = _run_before(tokens, toponym.first, taken), _run_behind(tokens, described.last, taken)
    if _holds_body(behind) or _of_body(tokens, toponym):
        return _BODY
    following = tokens[described.last].text.lower() if described.last < len(tokens) else ""
    if _title_before(tokens, toponym.first) or following in words("context", "offices"):
        points += _TITLE
    elif before:
        points += _ATTACHED
    if (behind and following not in words("context", "offices")) or _is_of_something(tokens, described.last, taken):
        points += _ATTACHED * (1 if described.kind is None else 2)  # "the village of X Y" is one name
    if following in words("context", "diseases"):
        return _BODY
    if following in words("bodies", "heads") and described.kind is None:
        points -= _IN
    comma = described.last < len(tokens) and tokens[described.last].text == ","
    if comma and described.last + 1 in taken:
        points += _BESIDE
    return points


def _is_joined(tokens: Sequence[Token], toponym: Toponym, taken: frozenset[int]) -> bool:
    """Whether a hyphen joins the name to an unknown one ("Xpress-Y"), or makes it an adjective of someone's doing."""
    around = (tokens[i].text for i in (toponym.first - 1, toponym.last) if 0 <= i < len(tokens))
    if any(mark in {"/", "$"} for mark in around):
        return True
    for hyphen, other in ((toponym.last, toponym.last + 1), (toponym.first - 1, toponym.first - 2)):
        if not (0 <= other < len(tokens) and tokens[hyphen].text in "-–"):
            continue
        touches = tokens[min(hyphen, other)].end == tokens[max(hyphen, other)].start
        if touches and other not in taken and is_capital(tokens[other]) and tokens[other].upos == "PROPN":
            return True
        if touches and tokens[other].text.lower() in words("context", "adjectival"):
            return True
    return False


def _is_of_something(tokens: Sequence[Token], last: int, taken: frozenset[int]) -> bool:
    """Whether "of" and an unknown name follow: "the X of the Revolution"."""
    rest = [t for t in tokens[last : last + 3] if t.text.lower() != "the"]
    joined = len(rest) > 1 and rest[0].text.lower() == "of"
    return joined and is_capital(rest[1]) and rest[1].index not in taken and rest[1].upos == "PROPN"


def _title_before(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].text.lower().rstrip(".") in words("context", "titles")


def _run_before(tokens: Sequence[Token], first: int, taken: frozenset[int]) -> list[Token]:
    """Capital words that run into the name from the left and are no known place, position, people or sentence start."""
    run: list[Token] = []
    at = first - 1
    while at >= 0 and (is_capital(tokens[at]) or (tokens[at].text in "-–" and tokens[at].end == tokens[at + 1].start)):
        if at in taken or tokens[at].text.lower() in words("context", "positions") | _CALENDAR:
            break
        if tokens[at].upos not in {"PROPN", "PUNCT"} or tokens[at].xpos in {"JJ", "NNPS"}:
            break
        run.append(tokens[at])
        at -= 1
    return [t for t in run if t.upos == "PROPN" and t.text.lower() not in words("context", "titles")]


def _run_behind(tokens: Sequence[Token], last: int, taken: frozenset[int]) -> list[Token]:
    """Capital words that the name runs into, up to a known place, a day or a month."""
    run: list[Token] = []
    at = last + 1 if last < len(tokens) and tokens[last].text in _POSSESSIVE else last
    possessive = at > last
    while at < len(tokens) and (
        is_capital(tokens[at]) or (tokens[at].text in "-–" and tokens[at].start == tokens[at - 1].end)
    ):
        if at in taken or tokens[at].text.lower() in _CALENDAR:
            break
        if tokens[at].text not in "-–":
            run.append(tokens[at])
        at += 1
    if run and at < len(tokens) and not is_capital(tokens[at]) and tokens[at].text.lower() in words("bodies", "heads"):
        run.append(tokens[at])
    if possessive and not _holds_body(run):
        return []
    return [t for t in run if t.upos in {"PROPN", "NOUN", "ADJ", "X"} or t.text in ARTICLES]


def _runs_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name goes on at a token: with a capital, or with an article before one ("X al-Y", "X al Y")."""
    if is_capital(tokens[at]):
        return True
    following = [t for t in tokens[at + 1 : at + 3] if t.text not in "-–"]
    return tokens[at].text in ARTICLES and bool(following) and is_capital(following[0])


def _holds_body(run: Sequence[Token]) -> bool:
    return any(t.text.lower() in words("bodies", "heads") for t in run if is_capital(t))


def _of_body(tokens: Sequence[Token], toponym: Toponym) -> bool:
    """Whether the name belongs to a body: "University of X", "Islamic State of X and Y"."""
    at = toponym.first - 1
    while at > 0 and (
        tokens[at].text.lower() in {"the", "and"}
        or (is_capital(tokens[at]) and tokens[at - 1].text.lower() in {"of", "and"})
    ):
        at -= 1
    before = tokens[at - 1] if at > 0 else None
    joined = at > 0 and tokens[at].text.lower() in {"of", "for"}
    return joined and before is not None and is_capital(before) and before.text.lower() in words("bodies", "heads")
