"""How sure a report makes a word's claim: asserted, estimated, expected, speculated, conditional or denied.

The claim's own cue sets the base ("denied that", "some speculate"). From the word upwards every verb, noun and clause
it hangs on may soften it: modals, hedging adverbs, "if", infinitives of purpose, "plan to". What departs most from
asserted wins, in the order denied, speculated, conditional, expected, estimated. What a relative clause or a possessive
noun takes for granted ("if they attack the village that the rebels hold", "their strongholds") is not softened from
outside. Levels after FactBank (Saurí and Pustejovsky 2009), words in ``vocabulary/hedges.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.lexicon import hedging, levels, reporting, stances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.records import Certainty
    from whyhere.statements.claims import Claim
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

_ORDER: tuple[Certainty, ...] = ("denied", "speculated", "conditional", "expected", "estimated")
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "nor", "neither", "nt"})
_CLAUSES = frozenset({"advcl", "acl"})
_OTHER_CLAUSES = frozenset({"ccomp", "acl", "conj", "parataxis", "xcomp"})
_EITHER_WAY = frozenset({"regardless of", "irrespective of", "no matter"})  # before "whether"
_EVIDENTIAL: frozenset[Certainty] = frozenset({"estimated", "speculated"})
_LOOKBACK = 8  # words before a number that may soften it


def certainty_at(document: Document, sentence: Sentence, token: Token, claim: Claim | None) -> Certainty:
    """The certainty of what ``token`` says, as part of ``claim`` (None: the report's own voice).

    ``sentence`` is the one that holds the token; ``document`` the one that holds the sentence.
    """
    own = set(_of_noun(sentence, token)) & _EVIDENTIAL if token.upos == "NOUN" else set()
    found = own or set(_local(sentence, token, claim))
    if claim is not None and claim.cue is not None:
        base = _base(document.sentences[claim.at], claim)
        granted = own if base != "denied" else False  # whoever is asked about an alleged attack, it stays alleged
        found |= set() if granted or _is_granted(sentence, token, claim, base) else {base}
    return next((level for level in _ORDER if level in found), "asserted")


def denies(sentence: Sentence, token: Token) -> bool:
    """Whether a claim's top word says of a deed that it was not done: "have not targeted", "conducted no strikes".

    What is not known, wanted or said is no deed, and neither is an opinion ("is not honest").
    """
    if token.upos != "VERB" or token.lemma.lower() in stances() | dict.fromkeys(hedging("denials", "no_deeds")):
        return False
    aside = sentence.children(token, "aux")
    if any(c.xpos == "MD" for c in aside) or sentence.children(token, "cop") or token.relation == "advcl":
        return False
    if any(c.text.lower() in {"before", "previously", "yet"} for c in sentence.children(token, "advmod")):
        return False  # "had never been used before" tells of what is new
    args = sentence.children(token, "nsubj", "obj")
    words = (
        *aside,
        *sentence.children(token, "advmod"),
        *(d for a in args for d in sentence.children(a, "det", "cc", "advmod")),
    )
    return any(w.text.lower() in _NEGATORS or w.text.lower() == "no" for w in words)


def _is_granted(sentence: Sentence, token: Token, claim: Claim, base: Certainty) -> bool:
    """Whether it is taken for granted inside a denial, a call or a guess.

    Such is what a relative clause tells ("denied using it in the war, which has …"), a reason, an adjective
    ("rebel-held") and, in a call, a participle ("to save residents caught in the fighting").
    """
    for step in (token, *sentence.ancestors(token)):
        if claim.cue is not None and step is claim.cue.token:
            return False
        if step.deprel == "acl:relcl":
            return any(c.xpos in {"WDT", "WP", "WRB"} for c in sentence.children(step))
        if _is_fact(sentence, step):
            return True
        if base in {"expected", "speculated"} and step.relation == "acl" and step.xpos == "VBN":
            return True
    return False


def _is_fact(sentence: Sentence, step: Token) -> bool:
    """Whether nothing above softens it: "rebel-held", "because several are wounded", "while they look into it"."""
    if step.relation == "amod":
        return step.xpos in {"VBN", "VBD"}
    marks = {c.text.lower() for c in sentence.children(step, "mark")}
    told = step.relation == "advcl" and bool(sentence.children(step, "nsubj"))
    return told and bool(marks & hedging("conditions", "facts"))


def _base(sentence: Sentence, claim: Claim) -> Certainty:
    cue = claim.cue
    if cue is None:
        return "asserted"
    if cue.form == "noun" and cue.token.lemma.lower() in hedging("denials", "plain_nouns") and cue.stance != "denied":
        return "asserted"  # "warning that", "the announcement that"
    negated = cue.form in {"verb", "object", "charge"} and _is_negated(sentence, cue.token)
    if cue.form == "passive" and cue.token.lemma != "allege" and _is_impersonal(sentence, cue.token):
        return "asserted"  # "it is claimed that"; "he is claimed to be" holds back
    if negated and cue.stance == "estimated":
        return "denied"  # "do not believe that"
    if negated and cue.stance != "denied":
        return "speculated"  # "could not confirm that"
    stance: Certainty = next((level for level in _ORDER if level == cue.stance), "asserted")
    return stance


def _is_impersonal(sentence: Sentence, verb: Token) -> bool:
    subjects = sentence.children(verb, "nsubj", "expl")
    return verb.lemma in reporting("tags", "verbs") and any(c.text.lower() == "it" for c in subjects)


def _is_negated(sentence: Sentence, verb: Token) -> bool:
    return any(c.text.lower() in _NEGATORS for c in sentence.children(verb, "advmod", "aux", "neg"))


def _local(sentence: Sentence, token: Token, claim: Claim | None) -> Iterator[Certainty]:
    """What the words around the token make of it, inside its claim."""
    yield from _of_number(sentence, token)
    if token.upos == "NOUN":
        yield from _of_noun(sentence, token)
        if any(c.deprel == "nmod:poss" and c.upos == "PRON" for c in sentence.children(token)):
            return
    yield from _of_complement(sentence, token)
    step, joined = token, False
    for _ in range(len(sentence.tokens)):
        if not joined and (step.upos in phrases.VERBAL or sentence.children(step, "aux", "cop")):
            yield from _of_verb(sentence, step, claim)
        head = sentence.parent(step)
        if head is None or step.deprel == "acl:relcl" or step.relation == "parataxis":
            yield from _of_content(sentence, step, head)
            break
        if _is_fact(sentence, step) or (step.relation == "acl" and step.xpos == "VBN"):
            break
        if claim is not None and claim.cue is not None and head is claim.cue.token:
            break
        yield from _of_join(sentence, step, head)
        # a clause joined by "and" with a subject of its own shares what stands over the first, not its modals
        joined = step.relation == "conj" and head.upos in phrases.VERBAL and _stands_alone(sentence, step)
        step = head
    if sentence.tokens[-1].text == "?" and (claim is None or claim.kind != "quote") and step.head < 0:
        yield "speculated"


def _of_complement(sentence: Sentence, token: Token) -> Iterator[Certainty]:
    """Read "is expected to rise", "appeared to come": a word that softens what hangs on it, at the top of a claim."""
    table: dict[str, Certainty] = levels("governors")  # type: ignore[assignment]
    level = table.get(token.lemma.lower())
    soft = token.lemma in {"appear", "seem", "plan", "intend"} or bool(sentence.children(token, "cop"))
    passive = any(c.deprel == "aux:pass" for c in sentence.children(token, "aux"))
    to = any(
        m.text.lower() == "to" for c in sentence.children(token, "xcomp", "advcl") for m in sentence.children(c, "mark")
    )
    if level is not None and to and (soft or passive):
        yield level
    speaks = any(c.text.lower() in {"i", "we"} for c in sentence.children(token, "nsubj"))
    if speaks and stances().get(token.lemma) == "estimated" and not _is_negated(sentence, token):
        for clause in sentence.children(token, "ccomp"):
            conditional = any(_opens_condition(sentence, c) for c in sentence.children(clause, "advcl"))
            yield "conditional" if conditional else "estimated"  # "I believe that"


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """Whether a joined verb has a subject and a tense of its own; a bare one shares the modal of the first."""
    return bool(sentence.children(verb, "nsubj")) and (verb.xpos != "VB" or bool(sentence.children(verb, "aux")))


def _of_number(sentence: Sentence, token: Token) -> Iterator[Certainty]:
    numbers = [t for t in (token, *sentence.children(token, "nummod")) if t.upos == "NUM"]
    for number in numbers[:1]:
        before = [t.text.lower() for t in sentence.tokens[max(0, number.index - _LOOKBACK) : number.index]]
        softened = any(" ".join(before).endswith(phrase) for phrase in hedging("approximators", "phrases"))
        while before and before[-1] in hedging("approximators", "bounds"):
            before.pop()
        if softened or (before and before[-1] in hedging("approximators", "words")):
            yield "estimated"


def _of_noun(sentence: Sentence, noun: Token) -> Iterator[Certainty]:
    """Read "planned talks", "talks expected next week"."""
    table: dict[str, Certainty] = levels("adjectives")  # type: ignore[assignment]
    adverbs: dict[str, Certainty] = levels("adverbs")  # type: ignore[assignment]
    named = (noun, *sentence.children(noun, "compound"))  # "the suspected coalition airstrike"
    for child in (c for n in named for c in sentence.children(n, "amod", "acl")):
        level = table.get(child.text.lower())
        if level is not None and child.deprel != "acl:relcl":
            yield level
    for child in sentence.children(noun, "advmod"):
        level = adverbs.get(child.text.lower())
        if level is not None and level != "expected":
            yield level  # "apparently from an attack"


def _of_verb(sentence: Sentence, verb: Token, claim: Claim | None) -> Iterator[Certainty]:
    """A verb's modals and adverbs, its if-clause, and what it waits for."""
    modals: dict[str, Certainty] = levels("modals")  # type: ignore[assignment]
    adverbs: dict[str, Certainty] = levels("adverbs")  # type: ignore[assignment]
    conditional = any(_opens_condition(sentence, c) for c in sentence.children(verb, "advcl"))
    if conditional:
        yield "conditional"
    ahead = False
    for child in sentence.children(verb, "aux"):
        word = child.text.lower()
        level = modals.get(word)
        if word == "must" and any(c.text.lower() == "have" for c in sentence.children(verb, "aux")):
            level = "estimated"
        if level is None or (word == "could" and _is_negated(sentence, verb)):
            continue
        ahead = ahead or level in {"expected", "conditional"}
        if level == "conditional" and not conditional and _backshifted(claim):
            level = "expected"  # "said they would leave" is a past "will"
        yield level
    if ahead and any(_waits(sentence, t) for t in sentence.subtree(verb, without=_OTHER_CLAUSES)):
        yield "conditional"
    for child in sentence.children(verb, "advmod"):
        word = child.text.lower()
        if word in adverbs and (adverbs[word] != "expected" or ahead):
            yield adverbs[word]
    apart = verb.head < 0 or (verb.relation == "ccomp" and not _is_set_out(sentence, verb))
    if verb.xpos == "VB" and apart and any(c.text.lower() == "to" for c in sentence.children(verb, "mark")):
        yield "expected"  # a headline's "X to leave Y", "W says X to leave Y"


def _is_set_out(sentence: Sentence, verb: Token) -> bool:
    """Whether it tells what a thing is: "the challenge is to keep them"; what a plan "is to" bring lies ahead."""
    whose = sentence.children(verb, "nsubj")
    now = any(c.text.lower() in {"is", "are"} for c in sentence.children(verb, "cop"))
    return any(s.deprel == "nsubj:outer" and not (now and s.lemma.lower() in levels("nouns")) for s in whose)


def _backshifted(claim: Claim | None) -> bool:
    """Whether "would" is the reported form of "will": an indirect claim under a cue in the past."""
    return (
        claim is not None
        and claim.kind == "indirect"
        and claim.cue is not None
        and claim.cue.token.xpos in {"VBD", "VBN"}
    )


def _opens_condition(sentence: Sentence, clause: Token) -> bool:
    marks = [
        c
        for c in sentence.children(clause, "mark", "advmod", "case")
        if c.text.lower() in hedging("conditions", "always")
    ]
    return any(
        " ".join(t.text.lower() for t in sentence.tokens[max(0, m.index - 2) : m.index]) not in _EITHER_WAY
        for m in marks
    )


def _waits(sentence: Sentence, child: Token) -> bool:
    """Read "after the end of the operation", "once they leave": what must come first. A mere date is no condition."""
    if child.relation not in {"advcl", "obl", "nmod"}:
        return False
    marks = {c.text.lower() for c in sentence.children(child, "mark", "case", "advmod")}
    if not marks & hedging("conditions", "ahead"):
        return False
    return child.relation == "advcl" or (child.upos == "NOUN" and not sentence.children(child, "nummod"))


def _of_join(sentence: Sentence, step: Token, head: Token) -> Iterator[Certainty]:
    """What the tie between a word and the one above it says."""
    if step.relation == "advcl" and _opens_condition(sentence, step):
        yield "conditional"
    if step.upos == "NOUN":
        yield from _of_argument(sentence, step, head)
    infinitive = step.xpos != "VBG" and any(c.text.lower() == "to" for c in sentence.children(step, "mark"))
    governors: dict[str, Certainty] = levels("governors")  # type: ignore[assignment]
    if step.relation in {"xcomp", "ccomp"} and (infinitive or step.xpos in {"VBG", "VB"}):
        level = governors.get(head.lemma.lower())
        if level is not None:
            yield level
    elif step.relation in _CLAUSES and infinitive and not _is_taken(sentence, head):
        yield from _of_purpose(head, governors)
    elif step.relation in {"acl", "ccomp"} and head.upos == "NOUN" and sentence.children(step, "nsubj"):
        yield from _of_content(sentence, step, head)
    elif step.relation in {"nmod", "acl"} and head.upos == "NOUN" and not step.deprel.endswith("poss"):
        level = levels("nouns").get(head.lemma.lower())  # type: ignore[assignment]
        cases = {c.text.lower() for c in sentence.children(step, "case", "mark")}
        if level is not None and cases & {"for", "of"}:
            yield level


def _of_purpose(head: Token, governors: dict[str, Certainty]) -> Iterator[Certainty]:
    """Read "a plan to retake", "attacked to retake the hill"."""
    table: dict[str, Certainty] = levels("nouns") if head.upos == "NOUN" else governors  # type: ignore[assignment]
    level = table.get(head.lemma.lower())
    if level is not None:
        yield level
    elif head.upos in phrases.VERBAL:
        yield "expected"


def _of_argument(sentence: Sentence, noun: Token, verb: Token) -> Iterator[Certainty]:
    """Read "plotting attacks", "talks were scheduled to start"."""
    table: dict[str, Certainty] = levels("objects")  # type: ignore[assignment]
    if noun.relation == "obj" and verb.lemma.lower() in table:
        yield table[verb.lemma.lower()]
    elif noun.deprel == "nsubj:pass":
        yield from _of_complement(sentence, verb)


def _is_taken(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun's act was done: "made the decision to pull out" tells of the pulling out."""
    verb = sentence.parent(noun)
    done = verb is not None and verb.lemma in {"make", "take"} and verb.xpos in {"VBD", "VBN", "VBZ"}
    return noun.lemma == "decision" and done


def _of_content(sentence: Sentence, clause: Token, noun: Token | None) -> Iterator[Certainty]:
    """Read "the demand that they withdraw": a clause with a subject of its own that says what the noun is of."""
    own = [t for t in sentence.children(clause, "nsubj") if t.xpos not in {"WDT", "WP"}]
    if noun is None or noun.upos != "NOUN" or not own:
        return
    table: dict[str, Certainty] = levels("nouns")  # type: ignore[assignment]
    level = table.get(noun.lemma.lower())
    if level is not None:
        yield level
