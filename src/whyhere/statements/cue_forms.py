"""Cues other than reporting verbs with a clause: passives, relays, charges, nouns, "according to", "as … put it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.cue import Cue, case_of, is_passive, stance_of, with_source
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.reporting_verbs import with_adjuncts
from whyhere.statements.seams import trimmed
from whyhere.statements.sources import can_speak, find_source, marked

if TYPE_CHECKING:
    from whyhere.statements.syntax import Sentence, Token

_SPEAKING = frozenset({"saying", "telling", "stating", "adding", "claiming", "warning"})


def find_passive(sentence: Sentence, verb: Token) -> Cue | None:
    """A passive of belief or report; the source is the one it is said to be by, if any."""
    stance = stance_of(verb)
    if stance is None or not is_passive(sentence, verb):
        return None
    clauses = sentence.children(verb, "ccomp", "xcomp", "csubj")
    if not clauses:
        return None
    if stance == "asserted" and verb.lemma in {"say", "report", "allege", "claim"}:
        stance = "estimated"
    personal = [t for t in sentence.children(verb, "nsubj:pass", "nsubj") if t.text.lower() != "it"]
    held = [*clauses, *personal] if clauses[0].relation == "xcomp" else list(clauses)
    content = {t.index for c in held for t in sentence.subtree(c)}
    if clauses[0].relation == "xcomp":
        content |= {t.index for t in sentence.subtree(verb, without=frozenset({"parataxis"}))}
    agent = next(iter(sentence.children(verb, "obl:agent")), None)
    clause = frozenset({verb.index})
    cue = Cue(verb, stance, frozenset(content), clause, source_head=agent, form="passive")
    return with_source(sentence, cue)


# ----------------------------------------------------------------------------------- 3 relays, 4 charges, 5 objects


def find_relay(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "X quoted Y as saying": Y is the origin, X passes the words on."""
    if verb.upos != "VERB" or verb.lemma not in reporting("relays", "verbs"):
        return None
    objects = sentence.children(verb, "obj", "nsubj:pass")
    saying = next((t for t in sentence.subtree(verb) if t.text.lower() in _SPEAKING and t.index > verb.index), None)
    if not objects or saying is None:
        return None
    clauses = sentence.children(saying, "ccomp", "parataxis", "obj", "xcomp") or sentence.children(verb, "ccomp")
    content = frozenset(t.index for c in clauses for t in sentence.subtree(c)) or _before_relay(sentence, verb)
    clause = frozenset({verb.index, saying.index, *(t.index for t in sentence.subtree(objects[0]))}) - content
    cue = Cue(saying, "asserted", content, clause, source_head=objects[0], form="relay")
    by = (
        phrases.subject(sentence, verb)
        if not is_passive(sentence, verb)
        else next(
            (t for over in (verb, saying) for t in sentence.children(over, "obl", "nsubj") if _is_by(sentence, t)), None
        )
    )
    relay = phrases.phrase(sentence, by, without=content | {verb.index}) if by is not None else None
    return replace(with_source(sentence, cue), relay=relay)


def _before_relay(sentence: Sentence, verb: Token) -> frozenset[int]:
    """What stands before "…, X was quoted as saying": the clause that it is set beside."""
    over = sentence.parent(verb)
    if over is None or verb.relation != "parataxis" or verb.index < over.index:
        return frozenset()
    return frozenset(t.index for t in sentence.subtree(over)) - {t.index for t in sentence.subtree(verb)}


def _is_by(sentence: Sentence, token: Token) -> bool:
    return token.deprel == "obl:agent" or case_of(sentence, token) == "by"


def find_charge(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "X accused Y of …": the content is Y and the deed."""
    if verb.upos != "VERB" or verb.lemma not in reporting("charges", "verbs"):
        return None
    passive = is_passive(sentence, verb)
    accused = sentence.children(verb, "nsubj:pass", "nsubj") if passive else sentence.children(verb, "obj")
    deeds = [
        t
        for t in sentence.children(verb, "obl", "advcl", "ccomp", "xcomp")
        if case_of(sentence, t) in {"of", "for", "on", "with", "over"}
    ]
    if not accused or not deeds:
        return None
    content = frozenset(t.index for c in (accused[0], *deeds) for t in sentence.subtree(c))
    source = (
        next(iter(sentence.children(verb, "obl:agent")), None) if passive else find_source(sentence, verb, tag=False)
    )
    silent = source is not None and not can_speak(sentence, source) and not marked(sentence, source)
    if silent or source in accused:
        source = None
    cue = Cue(verb, "asserted", content, frozenset({verb.index}), source_head=source, form="charge")
    return with_source(sentence, cue)


def find_object(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "X confirmed the capture of …": an event noun is the content."""
    if verb.upos != "VERB" or verb.lemma not in reporting("objects", "verbs") or is_passive(sentence, verb):
        return None
    thing = next(iter(sentence.children(verb, "obj")), None)
    source = phrases.subject(sentence, verb)
    if thing is None or source is None or sentence.children(verb, "iobj", "ccomp"):
        return None
    stance = stances()[verb.lemma]
    words = reporting("objects", "words" if stance == "denied" else "events")
    if thing.lemma not in words and not (thing.xpos == "VBG" and stance == "denied"):
        return None
    content = frozenset(t.index for t in sentence.subtree(thing))
    cue = Cue(verb, stance, content, frozenset({verb.index}), source_head=source, form="object")
    return with_source(sentence, cue)


# ------------------------------------------------------------------------------ 6 according to, 7 as … put it, 8 nouns


def find_according(sentence: Sentence, token: Token) -> Cue | None:
    """Find "according to X": the content is the clause it hangs in."""
    if token.text.lower() != "according" or token.index + 2 >= len(sentence.tokens):
        return None
    if sentence.tokens[token.index + 1].text.lower() != "to":
        return None
    head = sentence.parent(token)
    if head is None or head.upos not in phrases.NOMINAL or head.index < token.index:
        head = phrases.right_of(sentence, sentence.tokens[token.index + 1])
    if head is None:
        return None
    head = phrases.name_head(sentence, head)
    if not can_speak(sentence, head) and not marked(sentence, head):
        return None  # "according to type and altitude"
    source = trimmed(sentence, phrases.phrase(sentence, head, without=range(token.index + 2)))
    head = head if head in source else source[-1]
    clause = frozenset({token.index, token.index + 1, *(t.index for t in source)})
    verb = _reported(sentence, token, head)
    content = frozenset(t.index for t in sentence.subtree(verb)) - clause
    return Cue(token, "asserted", content, clause, source, head, form="according")


def _reported(sentence: Sentence, token: Token, head: Token) -> Token:
    """The clause that "according to" speaks of: the whole sentence when it opens it, else the one it hangs in."""
    opens = all(t.upos in {"PUNCT", "CCONJ", "ADV"} for t in sentence.tokens[: token.index])
    verb = phrases.clause_head(sentence, sentence.parent(head) or head)
    if opens:
        told = verb.relation == "ccomp" and stance_of(sentence.root) is not None  # inside what someone says
        return verb if told else sentence.root
    while verb.deprel in {"advcl", "xcomp", "acl", "csubj"} and (up := sentence.parent(verb)) is not None:
        verb = phrases.clause_head(sentence, up)
    return verb


def find_as_put(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "as X put it": the content is the rest of the sentence."""
    if (
        verb.upos != "VERB"
        or (verb.lemma not in stances() and verb.lemma != "put")
        or verb.relation not in {"advcl", "root", "parataxis", "dep"}
    ):
        return None
    over = sentence.parent(verb)
    if over is not None and over.lemma in reporting("relays", "verbs"):
        return None  # "was quoted as saying"
    opener = next((c for c in sentence.children(verb, "mark", "advmod") if c.text.lower() == "as"), None)
    source = phrases.subject(sentence, verb, depth=0)
    if opener is None or source is None or sentence.children(verb, "ccomp") or is_passive(sentence, verb):
        return None
    own = {t.index for t in sentence.subtree(verb)} if verb.head >= 0 else set(range(opener.index, verb.index + 2))
    content = frozenset(t.index for t in sentence.tokens) - own
    cue = Cue(
        verb,
        "asserted" if verb.lemma == "put" else stances()[verb.lemma],
        content,
        frozenset(own),
        source_head=source,
        form="as",
    )
    return with_source(sentence, with_adjuncts(sentence, cue))


def find_noun(sentence: Sentence, noun: Token) -> Cue | None:
    """Find "reports that …": a noun's clause, with whose report it is."""
    if noun.upos != "NOUN" or noun.lemma not in reporting("documents", "nouns"):
        return None
    clause = next((c for c in sentence.children(noun, "acl", "ccomp") if case_of(sentence, c) == "that"), None)
    if clause is None or not sentence.children(clause, "nsubj"):
        return None
    owner = next(iter(sentence.children(noun, "nmod:poss")), None) or next(
        (c for c in sentence.children(noun, "nmod", "obl") if case_of(sentence, c) in {"by", "from", "of"}), None
    )
    content = frozenset(t.index for t in sentence.subtree(clause))
    none = any(c.lemma == "no" for c in sentence.children(noun, "det"))  # "no evidence that …"
    stance = "denied" if none else "estimated"
    cue = Cue(noun, stance, content, frozenset({noun.index}), source_head=owner, form="noun")
    return with_source(sentence, cue)


def find_mistaken(sentence: Sentence, token: Token) -> Cue | None:
    """Read "Some speculate Y would …": a verb read as a noun, known by the second subject behind it."""
    stance = stances().get(token.text.lower())
    head = sentence.parent(token)
    misread = token.upos == "NOUN" or (token.upos == "VERB" and token.xpos not in phrases.FINITE)
    if stance is None or not misread or token.relation != "nsubj" or head is None or token.index == 0:
        return None
    some = sentence.tokens[token.index - 1]
    second = any(token.index < t.index < head.index for t in sentence.children(head, "nsubj"))
    if not second or some.text.lower() not in reporting("kinds", "quantifiers"):
        return None
    clause = frozenset({some.index, token.index})
    content = frozenset(t.index for t in sentence.subtree(head)) - clause
    return Cue(token, stance, content, clause, (some,), some)
