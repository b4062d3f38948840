"""Whether a clause says that its event happened, did not happen, or says neither.

"managed to take the town" says it was taken, "failed to take" that it was not, "are trying to take", "a plan to take"
and "if they take" say neither. Speech, belief and modal verbs are no matter of this file: how sure a statement is,
the statement's certainty tells. Rules after Karttunen's implicatives (``vocabulary/grammar.toml`` has the words).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from whyhere.statements import arguments as args
from whyhere.statements.grammar import listed

if TYPE_CHECKING:
    from whyhere.statements.syntax import Sentence, Token

_MOST_STEPS = 6


class Actuality(Enum):
    """What the clause says of its event."""

    REAL = "real"
    NEGATED = "negated"
    OPEN = "open"


def of_verb(sentence: Sentence, verb: Token, *, steps: int = _MOST_STEPS) -> Actuality:
    """The actuality of a verb's event, through the verbs and nouns it hangs on."""
    if _has_duty(sentence, verb) or _is_question(sentence, verb):
        return Actuality.OPEN
    if _is_bare(sentence, verb):
        return Actuality.OPEN
    over = _from_above(sentence, verb, steps)
    if is_negated(sentence, verb):
        return {Actuality.REAL: Actuality.NEGATED, Actuality.NEGATED: Actuality.REAL}.get(over, over)
    return over


def of_noun(sentence: Sentence, noun: Token) -> Actuality:
    """The actuality of a nominalisation ("the capture of X"): real only in the contexts that say so."""
    for step in (noun, *sentence.ancestors(noun)):
        if step is not noun and (step.upos in {"VERB", "AUX"} or sentence.children(step, "cop", "aux")):
            if step.lemma in listed("noun_context", "unreal_over") or _modals(sentence, step):
                return Actuality.OPEN
            if step.relation in {"root", "ccomp", "parataxis"}:
                break
    if _denied_itself(sentence, noun):
        return Actuality.NEGATED
    governor = sentence.parent(noun)
    if noun.relation == "obj" and governor is not None and governor.lemma in listed("noun_context", "objects_of"):
        found = of_verb(sentence, governor)  # "has not confirmed the fall" neither tells of it nor denies it
        return Actuality.OPEN if found is Actuality.NEGATED else found
    return Actuality.REAL if _context_says(sentence, noun) else Actuality.OPEN


def of_event_noun(sentence: Sentence, noun: Token, *, scheduled: bool = False) -> Actuality:
    """The actuality of an event noun ("clashes"): real unless what stands over it wants, plans or prevents it.

    With ``scheduled``, what is planned counts too: talks are an event to expect as soon as they are set.
    """
    if _denied_itself(sentence, noun):
        return Actuality.NEGATED
    if _under_open_noun(sentence, noun):
        return Actuality.OPEN
    governor = _verb_over(sentence, noun)
    if governor is None or (scheduled and governor.lemma in listed("noun_context", "scheduled")):
        return Actuality.REAL
    if governor.lemma in listed("noun_context", "unreal_over"):
        return Actuality.OPEN
    light = args.is_light_for(sentence, noun, listed("light", "verbs")) is not None
    about = noun.relation == "nsubj" and governor.lemma in listed("light", "happen")
    return of_verb(sentence, governor) if light or about else Actuality.REAL


def is_approximate(sentence: Sentence, token: Token) -> bool:
    """Whether it is only nearly so: "is almost under siege"; "almost entirely" is no such thing."""
    return any(c.text.lower() in listed("clause", "nearly") for c in sentence.children(token, "advmod"))


def is_negated(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb, its subject or its object carries a negation ("did not", "no troops", "never")."""
    words = listed("clause", "negators")
    own = sentence.children(verb, "advmod", "aux", "cc", "det")
    if any(_is_negator(c, words) for c in (*own, *(d for c in own for d in sentence.children(c, "advmod", "det")))):
        return True
    if verb.index > 0 and sentence.tokens[verb.index - 1].text.lower() in {"not", "never"}:
        return True
    return any(
        d.text.lower() in {"no", "neither", "none"}
        for arg in (*sentence.children(verb, "nsubj", "obj"),)
        for d in (arg, *sentence.children(arg, "det"))
    )


def _is_negator(token: Token, words: frozenset[str]) -> bool:
    return token.text.lower() in words


def _denied_itself(sentence: Sentence, noun: Token) -> bool:
    return any(d.text.lower() in {"no", "neither"} for d in sentence.children(noun, "det", "advmod"))


def _modals(sentence: Sentence, verb: Token) -> bool:
    return any(
        a.text.lower() in listed("clause", "modal") | listed("clause", "duty") for a in sentence.children(verb, "aux")
    )


def _has_duty(sentence: Sentence, verb: Token) -> bool:
    return any(a.lemma in listed("clause", "duty") or a.text.lower() == "let" for a in sentence.children(verb, "aux"))


def _is_question(sentence: Sentence, verb: Token) -> bool:
    last = sentence.tokens[-1]
    asked = last.text in {"?", "?!"} or (len(sentence.tokens) > 1 and sentence.tokens[-2].text == "?")
    return asked and not any(c.deprel == "acl:relcl" for c in (verb, *sentence.ancestors(verb)))


def _is_bare(sentence: Sentence, verb: Token) -> bool:
    """A plain form with a subject of its own inside another clause: "a deal would see the rebels leave"."""
    inner = verb.relation in {"conj", "acl", "ccomp"}
    return inner and verb.xpos == "VB" and bool(sentence.children(verb, "nsubj")) and not sentence.children(verb, "aux")


def _from_above(sentence: Sentence, verb: Token, steps: int) -> Actuality:
    """Rules by the relation to the governor, most specific first."""
    parent = sentence.parent(verb)
    if parent is None or steps == 0:
        return Actuality.REAL
    if verb.relation == "conj" and not sentence.children(verb, "nsubj") and parent.upos in {"VERB", "AUX"}:
        return (
            Actuality.OPEN
            if _has_duty(sentence, parent) and not sentence.children(verb, "aux")
            else _from_above(sentence, parent, steps - 1)
        )
    rules = {
        "xcomp": _complement,
        "ccomp": _that_clause,
        "advcl": _adverbial,
        "acl": _of_noun,
        "csubj": _subject_clause,
    }
    rule = rules.get(verb.relation)
    if rule is not None:
        return rule(sentence, verb, parent, steps)
    if verb.relation in {"obl", "nmod", "obj", "nsubj"}:
        return _gerund(sentence, verb, parent)
    return Actuality.REAL


def _complement(sentence: Sentence, verb: Token, parent: Token, steps: int) -> Actuality:
    to = args.mark_words(sentence, verb) == "to"
    if parent.lemma in listed("implicative", "negative") and (to or parent.lemma != "keep"):
        over = of_verb(sentence, parent, steps=steps - 1)
        return {Actuality.REAL: Actuality.NEGATED, Actuality.NEGATED: Actuality.REAL}.get(over, over)
    if parent.lemma in listed("implicative", "positive") and not (to and parent.lemma in {"have", "go", "set"}):
        return of_verb(sentence, parent, steps=steps - 1)
    if verb.xpos in {"VBN", "JJ"} and not to:
        return of_verb(sentence, parent, steps=steps - 1)
    return Actuality.OPEN


def _that_clause(sentence: Sentence, verb: Token, parent: Token, steps: int) -> Actuality:
    if args.mark_words(sentence, verb) in {"if", "whether"}:
        return Actuality.OPEN
    if parent.lemma in listed("clause", "wishes"):
        tensed = verb.xpos in {"VBD", "VBZ", "VBP", "VBN"} and not _modals(sentence, verb)
        return Actuality.REAL if tensed and parent.lemma in {"suggest", "insist", "see"} else Actuality.OPEN
    if args.mark_words(sentence, verb) in {"to", "for to"} or (
        verb.xpos == "VB" and not sentence.children(verb, "aux")
    ):
        return _complement(sentence, verb, parent, steps)
    return Actuality.REAL


def _adverbial(sentence: Sentence, verb: Token, parent: Token, steps: int) -> Actuality:
    mark = args.mark_words(sentence, verb)
    if mark == "from":
        return _gerund(sentence, verb, parent)
    bare = verb.xpos == "VB" and not sentence.children(verb, "aux")
    if (
        bare
        or mark in listed("clause", "unreal")
        or mark.partition(" ")[0] == "if"
        or _is_later(sentence, verb, parent)
    ):
        return Actuality.OPEN
    if mark or sentence.children(verb, "nsubj") or verb.xpos != "VBG" or parent.upos not in {"VERB", "AUX"}:
        return Actuality.REAL
    return Actuality.OPEN if _modals(sentence, parent) else of_verb(sentence, parent, steps=steps - 1)


def _is_later(sentence: Sentence, verb: Token, parent: Token) -> bool:
    """A clause in the present under a future: "will leave once the army takes the town"."""
    mark = args.mark_words(sentence, verb) or next(
        (a.text.lower() for a in sentence.children(verb, "advmod") if a.text.lower() == "when"), ""
    )
    if not sentence.children(verb, "nsubj"):
        return False
    if verb.xpos == "VBD":  # said of a future once looked to: "would leave once the army took the town"
        return mark in {"when", "once", "as soon as"} and _would(sentence, parent)
    later = mark in {"when", "once", "before", "as soon as", "after"}
    return later and verb.xpos in {"VBZ", "VBP", "VB"} and _modals(sentence, parent)


def _would(sentence: Sentence, verb: Token) -> bool:
    """Whether "would" stands over the verb, its own or its first conjunct's."""
    step: Token | None = verb
    for _ in range(_MOST_STEPS):
        if step is None:
            return False
        if any(a.text.lower() == "would" for a in sentence.children(step, "aux")):
            return True
        step = sentence.parent(step) if step.relation in {"conj", "xcomp"} and step.xpos == "VB" else None
    return False


def _of_noun(sentence: Sentence, verb: Token, noun: Token, steps: int) -> Actuality:
    governor = sentence.parent(noun)
    if noun.lemma in listed("noun_context", "open_nouns") or (governor is not None and is_negated(sentence, governor)):
        gap = any(args.is_relative(t) for t in sentence.subtree(verb))
        return Actuality.REAL if verb.deprel == "acl:relcl" and gap else Actuality.OPEN
    if verb.deprel == "acl:relcl" or (verb.xpos in {"VBN", "VBD", "VBG"} and not args.mark_words(sentence, verb)):
        return Actuality.REAL
    if noun.lemma in listed("implicative", "nouns"):
        return Actuality.REAL
    if noun.upos in {"VERB", "AUX", "ADJ"}:
        return _complement(sentence, verb, noun, steps)
    return Actuality.OPEN


def _subject_clause(sentence: Sentence, verb: Token, parent: Token, steps: int) -> Actuality:
    present = parent.xpos in {"VBZ", "VBP"} or any(
        c.xpos in {"VBZ", "VBP"} and c.lemma == "be" for c in sentence.children(parent, "cop")
    )  # "taking the town is part of the plan", but "taking the town was costly"
    if _modals(sentence, parent) or verb.xpos == "VB" or present:
        return Actuality.OPEN
    return of_verb(sentence, parent, steps=steps - 1)


def _gerund(sentence: Sentence, verb: Token, parent: Token) -> Actuality:
    mark = args.mark_words(sentence, verb)
    if verb.xpos != "VBG":
        return Actuality.REAL
    if mark == "from":
        return Actuality.NEGATED if parent.lemma in listed("implicative", "negative") else Actuality.OPEN
    return Actuality.REAL if mark in listed("clause", "real") and mark != "for" else Actuality.OPEN


def _context_says(sentence: Sentence, noun: Token, *, steps: int = _MOST_STEPS) -> bool:
    governor = sentence.parent(noun)
    if governor is None:
        return True
    if noun.relation in {"nsubj", "parataxis"} and governor.lemma not in {"need", "require"}:
        return True
    if noun.relation == "obj":
        return governor.lemma in listed("noun_context", "objects_of")
    if noun.relation in {"obl", "nmod"}:
        case = args.case_words(sentence, noun)
        inside = governor.upos in {"NOUN", "PROPN"} and governor.lemma not in {
            "day",
            "week",
            "month",
            "year",
            "hour",
            "news",
        }
        return case in listed("noun_context", "after") and not (
            inside and case in {"on", "in", "with", "between", "by", "from"}
        )
    if noun.relation == "conj":
        return steps > 0 and _context_says(sentence, governor, steps=steps - 1)
    return noun.relation in {"appos", "root"}


def _verb_over(sentence: Sentence, noun: Token) -> Token | None:
    """The verb whose argument the noun is, through "wave of", "start of" and conjuncts."""
    step: Token | None = noun
    for _ in range(_MOST_STEPS):
        parent = sentence.parent(step) if step is not None else None
        if parent is None:
            return None
        if parent.upos in {"VERB", "AUX"}:
            return parent if step is not None and step.relation in {"nsubj", "obj", "obl", "xcomp", "iobj"} else None
        step = parent
    return None


def _under_open_noun(sentence: Sentence, noun: Token) -> bool:
    parent = sentence.parent(noun)
    return parent is not None and noun.relation == "nmod" and parent.lemma in listed("noun_context", "open_nouns")
