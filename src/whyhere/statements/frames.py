"""All findings of a sentence but its figures: each word that opens a frame is read by the types in order.

The more specific type reads first, and a word read once is not read again: a siege of a named place is control, a siege
without one an event. What says the same again inside another finding's words ("lies on a route") is left out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import Access, Control, Event, Route
from whyhere.statements import access, control, events, involvement, joined, outlook, routes
from whyhere.statements.patterns import opened_by
from whyhere.statements.scenes import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whyhere.records import Finding, PlaceRef, Term
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Sentence, Token

_READERS: dict[str, Callable[[Scene, Token], Sequence[Finding]]] = {
    "control": control.find,
    "access": access.find,
    "routes": routes.find,
    "involvement": involvement.find,
    "events": events.find,
    "outlook": outlook.find,
}
_BEFORE = frozenset({"after", "amid", "following", "despite", "during"})

Found = tuple["Finding", "Token"]


_APART = frozenset({"ccomp", "parataxis", "conj"})


def find_findings(document: Document, sentence_index: int, mentions: Mentions) -> list[Found]:
    """The control, route, access, involvement, event and outlook findings of one sentence.

    Each with its trigger word.
    """
    scene = Scene(document, sentence_index, mentions)
    found: list[Found] = []
    for token in scene.sentence.tokens:
        readers = _readers(scene.sentence, token)
        if readers and not _is_spent(token, found):
            found += next(([(f, token) for f in fs] for read in readers if (fs := read(scene, token))), [])
    found += [pair for one, token in tuple(found) for pair in joined.beside(scene, one, token)]
    found = [pair for pair in found if not _is_its_effect(scene.sentence, pair, found)]
    found = events.settled(scene.sentence, found)
    distinct = [pair for i, pair in enumerate(found) if not _is_repeated(pair[0], found[:i], found)]
    return [_placed(scene.sentence, pair, distinct) for pair in distinct]


def _readers(sentence: Sentence, token: Token) -> list[Callable[[Scene, Token], Sequence[Finding]]]:
    """The readers of the families whose words hold the token's; a future without such a word may open an outlook."""
    families = opened_by(token.lemma, token.text)
    if sentence.children(token, "aux"):
        families |= {"outlook"}
    return [read for family, read in _READERS.items() if family in families] if families else []


def _is_repeated(finding: Finding, before: list[Found], everything: list[Found]) -> bool:
    """Whether an earlier finding says the same, or a route only names the ends of the way another route tells of."""
    if any(_said(other) == _said(finding) for other, _ in before):
        return True
    if isinstance(finding, Access) and finding.negated:
        return any(
            isinstance(other, Access) and other is not finding and _inside(finding, other) for other, _ in before
        )
    if not isinstance(finding, Route) or finding.effect.value != "lies on":
        return False
    return any(
        isinstance(other, Route)
        and other is not finding
        and _inside(finding, other)
        and other.effect.value != "lies on"
        for other, _ in everything
    )


def _is_spent(token: Token, found: list[Found]) -> bool:
    """Whether an earlier frame was said with this word too: the "siege" of "laid siege"."""
    return any(
        t is not token and term.start <= token.start and token.end <= term.end
        for f, t in found
        for term in (_term(f).span,)
    )


def _term(finding: Finding) -> Term:
    """The words that say what a finding says."""
    names = {
        "control": "change",
        "event": "event",
        "route": "effect",
        "access": "state",
        "outlook": "cue",
        "figure": "what",
    }
    term: Term = getattr(finding, names.get(finding.type, "role"))
    return term


def _is_its_effect(sentence: Sentence, pair: Found, found: list[Found]) -> bool:
    """As in "the airstrike hit the town": one event, opened by its noun; the verb only says what it did."""
    finding, token = pair
    if isinstance(finding, Event) and finding.event.value == "killing":
        return any(isinstance(o, Event) and o.event.value in _acts() and _kills(sentence, t, token) for o, t in found)
    if not isinstance(finding, Event) or finding.event.value != "attack" or token.upos != "VERB":
        return False
    subjects = {t.index for t in sentence.children(token, "nsubj")}
    return any(isinstance(other, Event) and t.index in subjects for other, t in found)


@cache
def _acts() -> frozenset[str]:
    return frozenset(vocabulary.load("events")["groups"]["acts"])


def _kills(sentence: Sentence, act: Token, killing: Token) -> bool:
    """Whether an act and a killing are one happening: "killed in an airstrike", "shelled X, killing ten"."""
    if act.index in {t.index for t in sentence.subtree(killing, without=_APART)}:
        return True
    over = sentence.parent(killing)
    if over is None or killing.relation not in {"advcl", "acl", "conj", "xcomp"}:
        return False
    return act is over or act.index in {t.index for t in sentence.children(over, "nsubj", "nsubj:pass", "obj", "obl")}


def _said(finding: Finding) -> tuple[object, ...]:
    if isinstance(finding, Control):
        return (
            "control",
            finding.change.value,
            finding.place and finding.place.name,
            finding.party and finding.party.name,
        )
    if isinstance(finding, Route):
        return "route", finding.effect.value, finding.via, finding.between, finding.to, finding.frm, finding.actor
    return (finding.type, finding.span)


def _inside(inner: Finding, outer: Finding) -> bool:
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


# ------------------------------------------------------------------------------------------- fighting named as before


def _placed(sentence: Sentence, pair: Found, found: list[Found]) -> Found:
    """As in "assaulted the town after weeks of shelling": the shelling was of the town the sentence tells of."""
    finding, token = pair
    if not isinstance(finding, Event) or finding.place is not None or not events.is_fighting(finding):
        return pair
    verb = _verb_before_which(sentence, token)
    place = _place_of(sentence, verb, found) if verb is not None else None
    return (replace(finding, place=place), token) if place is not None else pair


def _verb_before_which(sentence: Sentence, token: Token) -> Token | None:
    """The verb under whose "after …" phrase the noun stands."""
    step: Token | None = token
    while step is not None and step.relation in {"nmod", "obl", "compound", "conj"}:
        parent = sentence.parent(step)
        at_start = next((t for t in sentence.subtree(step) if t.upos == "ADP"), None)
        if step.relation == "obl" and at_start is not None and at_start.text.lower() in _BEFORE:
            return parent
        step = parent
    return None


def _place_of(sentence: Sentence, verb: Token, found: list[Found]) -> PlaceRef | None:
    for other, trigger in found:
        over = trigger if trigger.index == verb.index else sentence.parent(trigger)
        if (
            isinstance(other, Control | Event)
            and over is not None
            and over.index == verb.index
            and other.place is not None
        ):
            return other.place
    return None
