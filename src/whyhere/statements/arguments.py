"""Who does what to whom: the arguments of a verb or noun on a Universal Dependencies parse.

Deep roles are what a reader understands: the subject of "was taken by the army" is the army. They come from the
surface relations by rules numbered here, each for a construction of English (Universal Dependencies v2 labels):

1. an agent phrase with "by" is the deep subject of a passive; the surface subject its deep object;
2. a relative pronoun stands for the noun its clause hangs on; a relative clause without one has its gap there;
3. a participle after or before a noun ("forces holding", "held by", "rebel-held") has that noun as subject or object;
4. a conjunct without a subject of its own shares the first one's, and one without an object shares that of its partner;
5. an infinitive or participle clause takes the subject (or, where it has one, the object) of the verb it hangs on.

Every walk is bounded, for a parser may produce circles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements.grammar import listed
from whyhere.statements.syntax import remembered

if TYPE_CHECKING:
    from whyhere.statements.syntax import Sentence, Token

_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
_OBLIQUE = ("obl", "nmod", "advmod", "advcl")
_MOST_STEPS = 4


@remembered
def conjuncts(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """The token and all that is joined to it by "and", "or" or commas, in text order."""
    found = [token]
    for step in found:
        found += [c for c in sentence.children(step, "conj") if c not in found and c.upos != "VERB"]
    return tuple(sorted(found, key=lambda t: t.index))


@remembered
def phrase_start(sentence: Sentence, token: Token) -> int:
    """The index of the first word of the noun phrase the token heads, its preposition not included."""
    inside = {t.index for t in sentence.subtree(token, without=frozenset({"case", "acl", "appos"}))}
    start = token.index
    while start - 1 in inside and not _ends_phrase(sentence.tokens[start - 1]):
        start -= 1
    return start


def _ends_phrase(token: Token) -> bool:
    return token.upos == "ADP" or (token.upos == "PUNCT" and token.text not in {"-", "–", "‑"})


@remembered
def case_words(sentence: Sentence, token: Token) -> str:
    """The preposition of a phrase as one string: "from", "out of"; empty where there is none.

    Read from the words right before the phrase, which holds also where a parser hangs a preposition on the next phrase.
    """
    at = phrase_start(sentence, token) - 1
    words: list[str] = []
    while at >= 0 and (sentence.tokens[at].upos == "ADP" or sentence.tokens[at].relation in {"case", "fixed"}):
        if sentence.tokens[at].xpos == "POS":
            break
        words.insert(0, sentence.tokens[at].text.lower())
        at -= 1
    beyond = (
        words == ["of"] and at >= 0 and is_compass(sentence.tokens[at]) and sentence.tokens[at].relation == "advmod"
    )
    return f"{sentence.tokens[at].text.lower()} of" if beyond else " ".join(words)


def is_compass(token: Token) -> bool:
    """Whether the word is a direction; as an adverb before "of" it leads beyond a place ("areas north of Ardun")."""
    return token.text.lower() in listed("places", "compass")


@remembered
def mark_words(sentence: Sentence, token: Token) -> str:
    """The word that opens a subordinate clause: "after", "if", "to", "in order to"; empty where there is none."""
    marks = [m for m in sentence.children(token, "mark", "case") if m.index < token.index]
    words = [w for m in marks for w in (m, *sentence.children(m, "fixed"))]
    return " ".join(w.text.lower() for w in sorted(words, key=lambda t: t.index))


def opening(sentence: Sentence, token: Token) -> str:
    """What opens a phrase or clause: its preposition, or the mark before a gerund ("from accessing")."""
    return case_words(sentence, token) or (mark_words(sentence, token) if token.upos in {"VERB", "AUX"} else "")


@remembered
def obliques(sentence: Sentence, token: Token, preposition: str) -> tuple[Token, ...]:
    """The phrases on the token under a preposition; a conjunct without one shares that of the phrase before it."""
    found = []
    for child in (*sentence.children(token, *_OBLIQUE, "conj"), *next_phrase(sentence, token)):
        if child.relation == "conj" and (child.upos in {"VERB", "AUX"} or token.upos not in {"VERB", "AUX"}):
            continue
        words = ""
        for phrase in (child,) if child.upos in {"VERB", "AUX"} else conjuncts(sentence, child):
            words = opening(sentence, phrase) or words
            if preposition in {words, words.partition(" ")[0]}:
                found.append(phrase)
    return tuple(dict.fromkeys(found))


@remembered
def next_phrase(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """The phrase right after a noun's own words that a parser hung on the noun's governor.

    "took control | of the town".
    """
    if token.upos not in {"NOUN", "PROPN"} or token.head < 0:
        return ()
    end = max(t.index for t in sentence.subtree(token)) + 1
    if end >= len(sentence.tokens) or sentence.tokens[end].upos != "ADP":
        return ()
    after = (t for t in sentence.tokens[end:] if t.head == token.head and t.relation in {"obl", "nmod"})
    return tuple(t for t in after if phrase_start(sentence, t) == end + 1)[:1]


def is_relative(token: Token) -> bool:
    """Whether the token is a relative pronoun or adverb; "what" and "whoever" have no antecedent."""
    return (token.xpos in _RELATIVE_TAGS and token.lemma in {"who", "which", "that", "whom", "whose", "where"}) or (
        token.lemma == "that" and token.upos == "PRON" and token.xpos in {"WDT", "IN"}
    )


def antecedent(sentence: Sentence, token: Token) -> Token | None:
    """The noun a relative pronoun stands for, or None where its clause modifies no noun.

    Right behind a person's name "who" is that person, whatever noun a parser hung the clause on.
    """
    person = next((e for e in sentence.entities if e.label == "PER" and e.last == token.index), None)
    if person is not None and token.lemma == "who":
        return sentence.tokens[person.first]
    for step in (token, *sentence.ancestors(token)):
        if step.deprel == "acl:relcl" or (step.relation == "acl" and step.upos == "VERB"):
            return sentence.parent(step)
    return None


def is_passive(sentence: Sentence, verb: Token, *, steps: int = _MOST_STEPS) -> bool:
    """Whether the verb is passive, with its auxiliary or reduced ("held by", "besieged", a headline's "taken")."""
    active = any(a.lemma == "have" for a in sentence.children(verb, "aux")) or verb.xpos == "VBG"
    if sentence.children(verb, "aux:pass") or (sentence.children(verb, "nsubj:pass", "csubj:pass") and not active):
        return True
    if verb.xpos not in {"VBN", "VBD", "JJ"} or sentence.children(verb, "aux"):
        return False
    by_agent = bool(sentence.children(verb, "obl:agent"))
    if sentence.children(verb, "nsubj") and verb.deprel != "acl:relcl":
        return by_agent and not sentence.children(verb, "obj")
    parent = sentence.parent(verb)
    if verb.relation == "conj" and parent is not None and parent.upos in {"VERB", "AUX"} and steps > 0:
        return is_passive(sentence, parent, steps=steps - 1) and verb.xpos == "VBN"
    reduced = verb.relation in {"acl", "amod", "advcl", "xcomp"} and verb.deprel != "acl:relcl"
    return by_agent or (reduced and not sentence.children(verb, "obj")) or verb.xpos == "VBN"


def surface_subject(sentence: Sentence, verb: Token, *, steps: int = _MOST_STEPS) -> tuple[Token, ...]:
    """The grammatical subject with its conjuncts, found through clauses that have none of their own (rules 2 to 5)."""
    own = own_subjects(sentence, verb)
    parent = sentence.parent(verb)
    if own or parent is None or steps == 0:
        return conjuncts(sentence, own[0]) if own else _before_in_headline(sentence, verb)
    return _inherited_subject(sentence, verb, parent, steps)


def own_subjects(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The verb's own subject; where a parser gives it several, the one right before it."""
    subjects = sentence.children(verb, "nsubj")
    before = [s for s in subjects if s.index < verb.index]
    return tuple(before[-1:]) or subjects[:1]


def _inherited_subject(sentence: Sentence, verb: Token, parent: Token, steps: int) -> tuple[Token, ...]:
    if verb.relation in {"acl", "amod"}:
        return _subject_from_noun(sentence, verb, parent, steps)
    if verb.relation == "xcomp":
        return _subject_of_complement(sentence, parent, steps)
    blamed = mark_words(sentence, verb) == "of" and bool(sentence.children(parent, "obj"))  # "accused X of doing it"
    if verb.relation in {"advcl", "obl"} and (mark_words(sentence, verb) == "from" or blamed):
        objects = sentence.children(parent, "obj")
        return conjuncts(sentence, objects[0]) if objects else ()
    shares = verb.relation == "conj" and parent.upos in {"VERB", "ADJ", "NOUN"}
    if shares or (verb.relation == "advcl" and verb.xpos in {"VBG", "VBN", "VB", "VBD"}):
        return surface_subject(sentence, parent, steps=steps - 1)
    return ()


def _subject_of_complement(sentence: Sentence, governor: Token, steps: int) -> tuple[Token, ...]:
    objects = sentence.children(governor, "obj", "iobj")
    if objects and not is_passive(sentence, governor):
        return conjuncts(sentence, objects[0])
    return surface_subject(sentence, governor, steps=steps - 1)


def is_verbless(sentence: Sentence) -> bool:
    """Whether a parser saw no verb at all, as in many a headline ("Army Retakes Town" read as three nouns)."""
    return not any(t.upos in {"VERB", "AUX"} for t in sentence.tokens)


def _before_in_headline(sentence: Sentence, word: Token) -> tuple[Token, ...]:
    if word.upos not in {"NOUN", "PROPN"} or not is_verbless(sentence):
        return ()
    before = [c for c in sentence.children(word, "compound", "nmod:desc") if c.index < word.index]
    return tuple(before[-1:])


def _after_in_headline(sentence: Sentence, word: Token) -> tuple[Token, ...]:
    if word.upos not in {"NOUN", "PROPN"} or not is_verbless(sentence):
        return ()
    after = sentence.children(word, "appos", "flat", "nmod:unmarked", "dep", "list", "parataxis")
    return tuple(c for c in after if c.index > word.index)[:1]


def _subject_from_noun(sentence: Sentence, verb: Token, noun: Token, steps: int) -> tuple[Token, ...]:
    if verb.xpos != "VB":
        nearest = [c for c in conjuncts(sentence, noun) if c.index < verb.index][-1:] or [noun]
        return tuple(nearest) if noun.upos not in {"VERB", "AUX"} else surface_subject(sentence, noun, steps=steps - 1)
    owners = sentence.children(noun, "nmod:poss")
    governor = sentence.parent(noun)
    if owners:
        return conjuncts(sentence, owners[0])
    if noun.relation == "obj" and governor is not None:
        return surface_subject(sentence, governor, steps=steps - 1)
    return ()


def deep_subject(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who does it: the agent of a passive, otherwise the surface subject; empty where the text leaves it open."""
    if verb.upos not in {"VERB", "AUX"} and not sentence.children(verb, "nsubj:pass"):
        return surface_subject(sentence, verb)
    if not is_passive(sentence, verb):
        return surface_subject(sentence, verb)
    agents = [*sentence.children(verb, "obl:agent"), *obliques(sentence, verb, "by")]
    if agents:
        return conjuncts(sentence, agents[0])
    before = compound_agent(sentence, verb)
    if before is not None:
        return (before,)
    parent = sentence.parent(verb)
    if verb.relation == "conj" and parent is not None and not sentence.children(verb, "nsubj"):
        return tuple(sentence.children(parent, "obl:agent"))
    return ()


def compound_agent(sentence: Sentence, participle: Token) -> Token | None:
    """The first half of "rebel-held": the word before the hyphen (or, where it is lost.

    Right before) of a participle.
    """
    if participle.relation not in {"amod", "compound", "acl", "conj", "nmod"} and participle.index != 2:  # noqa: PLR2004
        return None
    previous = sentence.tokens[participle.index - 1] if participle.index > 0 else None
    if previous is not None and previous.text in {"-", "–", "‑"} and participle.index > 1:
        return sentence.tokens[participle.index - 2]
    if previous is not None and previous.head == participle.index and previous.upos in {"NOUN", "PROPN"}:
        return previous
    return None


def deep_object(sentence: Sentence, verb: Token, *, share: bool = True) -> tuple[Token, ...]:
    """What it is done to: the object, a passive's surface subject, a relative clause's gap, or a partner's object."""
    own = [o for o in sentence.children(verb, "obj") if o not in recipient(sentence, verb)]
    if own:
        return conjuncts(sentence, own[0])
    if is_passive(sentence, verb):
        return surface_subject(sentence, verb)
    if _has_gap(sentence, verb):
        return _gap_noun(sentence, verb)
    return (_shared_object(sentence, verb) if share else ()) or _after_in_headline(sentence, verb)


def _has_gap(sentence: Sentence, verb: Token) -> bool:
    subjects = sentence.children(verb, "nsubj")
    if verb.deprel != "acl:relcl" or not subjects or is_relative(subjects[0]):
        return False
    return not any(is_relative(t) for c in sentence.children(verb) for t in (c, *sentence.children(c, "case")))


def _gap_noun(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """What a relative clause without a pronoun is about: the noun right before its subject, else what it hangs on."""
    start = phrase_start(sentence, sentence.children(verb, "nsubj")[0])
    near = sentence.tokens[start - 1] if start else None
    parent = sentence.parent(verb)
    if near is not None and near.upos == "NOUN" and parent is not None and near.index > parent.index:
        return (near,)
    return (parent,) if parent is not None else ()


def _shared_object(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    parent = sentence.parent(verb)
    if verb.relation == "conj" and parent is not None and parent.upos == "VERB":
        shared = sentence.children(parent, "obj")
        if shared and shared[0].index > verb.index:
            return conjuncts(sentence, shared[0])
    for partner in sentence.children(verb, "conj"):
        between = partner.index - verb.index
        if partner.upos == "VERB" and between <= 2 and partner.xpos == verb.xpos:  # noqa: PLR2004
            return deep_object(sentence, partner, share=False)
    return ()


def recipient(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """To whom or for whom: the indirect object, the subject of a passive that keeps its object.

    Or the one let do something.
    """
    indirect, objects = sentence.children(verb, "iobj"), sentence.children(verb, "obj")
    if indirect:
        return conjuncts(sentence, indirect[0])
    if len(objects) > 1:  # a parser's two objects: the first is the one to whom
        return conjuncts(sentence, objects[0])
    if is_passive(sentence, verb) and sentence.children(verb, "obj", "xcomp", "ccomp"):
        return surface_subject(sentence, verb)
    if sentence.children(verb, "xcomp"):
        return conjuncts(sentence, objects[0]) if objects else ()
    clauses = sentence.children(verb, "ccomp")
    return surface_subject(sentence, clauses[0], steps=0) if clauses else ()


def modifiers(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """What stands before a noun and says whose or which: compounds, adjectives, names in front."""
    before = (c for c in sentence.children(noun, "compound", "amod", "nmod") if c.index < noun.index)
    return tuple(
        c
        for c in before
        if (c.upos in _NOMINAL or c.text.isupper()) and c.deprel != "nmod:poss" and not sentence.children(c, "case")
    )


def is_light_for(sentence: Sentence, noun: Token, light: frozenset[str]) -> Token | None:
    """The light verb whose object (or passive subject) the noun is: "launched" for "launched an offensive"."""
    governor = sentence.parent(noun)
    if governor is None or governor.lemma not in light:
        return None
    if (
        noun.relation in {"obj", "xcomp"}
        or noun.deprel == "nsubj:pass"
        or (governor.relation == "acl" and governor.xpos == "VBN")
    ):
        return governor
    return None
