"""Where and when a figure holds: the places and dates that its own clause is told with.

The attack that killed may hold the place as its subject, agent or adjunct ("airstrikes on the town of X killed 12",
"killed when helicopters dropped bombs on X"). Of "X in Y" or "X, Y" X is meant, the finer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements import arguments as args
from whyhere.statements.counted import listed
from whyhere.statements.lexicon import reporting
from whyhere.statements.place_phrases import WITHIN, head_of_place, is_half, is_said_of_another, lead_to, phrase_head
from whyhere.statements.toponyms import words

if TYPE_CHECKING:
    from whyhere.records import DateRef, PlaceRef
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Sentence, Token

_BOUNDARY = frozenset({"ccomp", "parataxis"})
_COARSE = {"area": 1, "province": 1, "region": 2, "country": 3}  # every other kind is fine
_SPEAKERS = frozenset({"source", "reporter", "correspondent", "observatory"})
_OTHER_TIMES = frozenset({"since", "before", "until"})
_NOMINAL = frozenset({"obl", "nmod", "nsubj", "obj", "compound"})
_SUBORDINATE = frozenset({"advcl", "acl", "xcomp"})
_HARMED = frozenset({"kill", "wound", "injure", "die", "hurt", "maim", "martyr"})
_OUTSIDE = 10
_LOOKBACK = 9
_MOST_STEPS = 4
_LINK = 5  # words
_NEAR = 25  # tokens


def place_of(document: Document, at: int, target: Token, state: Token, mentions: Mentions) -> PlaceRef | None:
    """The place of a figure: the finest in its clause behind a preposition of place, the nearest of several."""
    sentence = document.sentences[at]
    clause = _clause(sentence, target, state)
    found: list[tuple[tuple[bool, int, bool, int, int], PlaceRef]] = []
    for ref in mentions.places:
        head = head_of_place(sentence, ref.span.start, ref.span.end)
        if head is None or is_said_of_another(sentence, ref, head, mentions):
            continue
        if _is_of_war(sentence, ref, head, state):
            continue
        if _is_brought(sentence, head, state):
            continue
        depth = _depth(sentence, head, clause, target)
        if depth is None:
            continue
        lead = lead_to(sentence, ref) or _struck(sentence, head) or _of_attack(sentence, head)
        if lead:
            fine = _COARSE.get(ref.kind, 0)
            far = abs(head.index - state.index) + _OUTSIDE * (lead in {"outside", "near"})
            found.append(((ref.kind == "country", depth, ref.anaphor, fine, far), ref))
    found = [row for row in found if not _holds_another(document, row[1], [r for _, r in found])]
    best = min(found, key=lambda row: row[0])[1] if found else None
    best = best or _of_attack_beside(sentence, state, mentions)
    return _narrowed(document, best, mentions) if best is not None and best.kind == "country" else best


def _of_attack_beside(sentence: Sentence, state: Token, mentions: Mentions) -> PlaceRef | None:
    """The place that words of attack lead to, read from the order of the words alone, where a parse finds none."""
    found = []
    for ref in mentions.places:
        head = head_of_place(sentence, ref.span.start, ref.span.end)
        if head is None or abs(head.index - state.index) > _NEAR or is_said_of_another(sentence, ref, head, mentions):
            continue
        if _is_led_by_attack(sentence, ref, state):
            found.append((_COARSE.get(ref.kind, 0) > 1, ref.anaphor, abs(head.index - state.index), ref))
    return min(found, key=lambda row: row[:3])[3] if found else None


def _is_led_by_attack(sentence: Sentence, ref: PlaceRef, state: Token) -> bool:
    """Whether a word of attack stands before the place, a preposition between, and nobody who reports."""
    first = next((t.index for t in sentence.tokens if t.start >= ref.span.start), 0)
    led = False
    for token in reversed(sentence.tokens[max(0, first - _LOOKBACK) : first]):
        lemma = token.lemma.lower()
        if token.index == state.index or lemma in _SPEAKERS | reporting("tags", "verbs"):
            return False
        led = led or token.text.lower() in WITHIN
        if lemma in listed("setting", "attack_nouns") | listed("setting", "attacks"):
            return led or token.upos == "VERB"
    return False


def _depth(sentence: Sentence, head: Token, clause: set[int], target: Token) -> int | None:
    """How many clauses below the figure's own the place is told in; None outside of it."""
    steps = (head, *sentence.ancestors(head))
    if any(_is_source(sentence, s) for s in steps[:_MOST_STEPS] if s is not head and s is not target):
        return None  # "according to a source in X"
    verbs = [s for s in steps if _is_verb(sentence, s)]
    if not clause or not verbs:
        return 0
    for depth, verb in enumerate(verbs[:_MOST_STEPS]):
        if verb.index in clause:
            return depth
        if verb.relation not in _SUBORDINATE or _is_another_time(sentence, verb):
            return None
    return None


def _is_of_war(sentence: Sentence, ref: PlaceRef, head: Token, state: Token) -> bool:
    """As in "the war in Norland displaced millions": what it did, it did also elsewhere."""
    over = sentence.parent(phrase_head(sentence, head))
    war = over is not None and over.lemma.lower() in listed("setting", "wars")
    return ref.kind == "country" and war and over is not None and over.head != state.index


def _is_brought(sentence: Sentence, head: Token, state: Token) -> bool:
    """Whether the place is where the counted are taken afterwards: "the wounded were brought to hospitals in X"."""
    verb = next((s for s in sentence.ancestors(head) if _is_verb(sentence, s)), None)
    return verb is not None and verb is not state and verb.lemma.lower() in listed("setting", "bringing")


def _is_verb(sentence: Sentence, token: Token) -> bool:
    """Whether the word heads a clause: no half of "rebel-held", no noun of doing ("the shelling of")."""
    verb = token.upos in {"VERB", "AUX"} and token.relation not in _NOMINAL
    return verb and not is_half(sentence, token)


def _is_another_time(sentence: Sentence, verb: Token) -> bool:
    """Whether the clause tells of the time before or after: "have starved since the army reached X"."""
    return any(c.text.lower() in _OTHER_TIMES for c in sentence.children(verb, "mark", "case", "advmod"))


def _is_source(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun is for someone whose words are reported, or for what they rest on."""
    if noun.upos not in {"NOUN", "PROPN", "PRON"}:
        return False
    if "according" in args.case_words(sentence, noun).split():
        return True
    over = sentence.parent(noun)
    reports = over is not None and over.lemma.lower() in _reporting() and not _claims_lives(sentence, over)
    return reports and (noun.relation in {"nsubj", "obj"} or noun.deprel == "obl:agent")


@cache
def _reporting() -> frozenset[str]:
    return reporting("tags", "verbs") | reporting("relays", "verbs")


def _claims_lives(sentence: Sentence, verb: Token) -> bool:
    return any(c.lemma.lower() == "life" for c in sentence.children(verb, "obj"))


def _holds_another(document: Document, ref: PlaceRef, others: list[PlaceRef]) -> bool:
    """Of "X in Y", "X, Y", "the Y quarter X": whether another stands right beside this one, in it."""
    text = document.report.text
    rank = _COARSE.get(ref.kind, 0)
    for other in others:
        if other.span.end <= ref.span.start and other.kind != "country":
            between = text[other.span.end : ref.span.start].lower().replace(",", " ").split()
            if len(between) <= _LINK and set(between) <= _linking() and (between or _COARSE.get(other.kind, 0) <= rank):
                return True
        elif other.span.start >= ref.span.end and _COARSE.get(other.kind, 0) < rank:
            between = text[ref.span.end : other.span.start].lower().split()
            if len(between) <= _LINK and set(between) <= _linking() - {"in", "of"}:
                return True
    return False


@cache
def _linking() -> frozenset[str]:
    """The words that join a place to what it lies in: "in", "the northern province of"."""
    nouns = {w for row in vocabulary.load("places")["kinds"].values() for phrase in row for w in phrase.split()}
    return (
        words("context", "positions")
        | words("context", "parts")
        | nouns
        | {"in", "of", "the", "a", "near", "outside", "residential"}
    )


def _narrowed(document: Document, country: PlaceRef, mentions: Mentions) -> PlaceRef:
    """Of "the bastion of X in Y" X: a settlement right before "in" and the country is what is meant."""
    text = document.report.text
    for ref in mentions.places:
        between = text[ref.span.end : country.span.start].split() if ref.span.end < country.span.start else []
        if ref.kind == "settlement" and between[:1] == ["in"] and set(between[1:]) <= words("context", "positions"):
            return ref
    return country


def _struck(sentence: Sentence, head: Token) -> str:
    """The verb of attack that the place is the object of, or of suffering one: "struck X, killing 12"."""
    suffers = False
    for step in (head, *sentence.ancestors(head)):
        if step.upos in {"VERB", "AUX"}:
            return step.lemma if step.lemma in listed("setting", "suffering" if suffers else "attacks") else ""
        if step.relation not in {"nmod", "compound", "flat", "appos", "obj", "conj", "nsubj"}:
            return ""
        suffers = step.deprel == "nsubj"
    return ""


def _of_attack(sentence: Sentence, head: Token) -> str:
    """The noun of attack that the place stands before or behind: "the Ardun bomb attack", "shelling of Ardun"."""
    nouns = listed("setting", "attack_nouns")
    top = phrase_head(sentence, head)
    if top is not head and top.lemma.lower() in nouns:
        return top.lemma
    over = sentence.parent(top)
    of = top.relation == "nmod" and over is not None and over.lemma.lower() in nouns
    return over.lemma if of and over is not None else ""


def _clause(sentence: Sentence, target: Token, state: Token) -> set[int]:
    """Verbs from the figure up to the border of its clause; what is reported inside it is not told of its reporter."""
    verbs: set[int] = set()
    for start in (state, target):
        for step in (start, *sentence.ancestors(start)):
            if step.upos in {"VERB", "AUX"}:
                verbs.add(step.index)
                verbs |= {c.index for c in sentence.children(step, "conj") if not sentence.children(c, "nsubj")}
            own = step.relation == "conj" and step.upos == "VERB" and bool(sentence.children(step, "nsubj"))
            own = own and not _both_harm(sentence, step)
            if step.relation in _BOUNDARY or own:
                break
    return verbs


def _both_harm(sentence: Sentence, verb: Token) -> bool:
    """As in "two were killed and five wounded when …": one happening is told of."""
    first = sentence.parent(verb)
    return first is not None and {first.lemma.lower(), verb.lemma.lower()} <= _HARMED


def date_of(sentence: Sentence, target: Token, state: Token, mentions: Mentions) -> DateRef | None:
    """The date told in the figure's clause, the nearest to its state; None where only another clause has one."""
    clause = _clause(sentence, target, state)
    found = []
    for ref in mentions.dates:
        head = head_of_place(sentence, ref.span.start, ref.span.end)
        if head is None:
            continue
        verb = next((s for s in (head, *sentence.ancestors(head)) if s.upos in {"VERB", "AUX"} and s is not head), None)
        if (verb is None and not clause) or (verb is not None and verb.index in clause):
            found.append((abs(head.index - state.index), ref.span.start, ref))
    return min(found, key=lambda row: row[:2])[2] if found else None
