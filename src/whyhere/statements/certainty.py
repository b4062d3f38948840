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
from whyhere.statements.lexicon import hedging, levels

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
_LOOKBACK = 4  # words before a number that may soften it


def certainty_at(document: Document, sentence: Sentence, token: Token, claim: Claim | None) -> Certainty:
    """The certainty of what ``token`` says, as part of ``claim`` (None: the report's own voice).

    ``sentence`` is the one that holds the token; ``document`` the one that holds the sentence.
    """
    found = set(_local(sentence, token, claim))
    if claim is not None and claim.cue is not None:
        base = _base(document.sentences[claim.at], claim)
        granted = base == "denied" and _is_granted(sentence, token, claim)
        found |= set() if granted else {base}
    return next((level for level in _ORDER if level in found), "asserted")


def _is_granted(sentence: Sentence, token: Token, claim: Claim) -> bool:
    """Whether a denial leaves out what a relative clause inside it tells: "denied using it in the war, which has …"."""
    for step in (token, *sentence.ancestors(token)):
        if claim.cue is not None and step is claim.cue.token:
            return False
        if step.deprel == "acl:relcl":
            return any(c.xpos in {"WDT", "WP", "WRB"} for c in sentence.children(step))
    return False


def _base(sentence: Sentence, claim: Claim) -> Certainty:
    cue = claim.cue
    if cue is None:
        return "asserted"
    negated = cue.form in {"verb", "object", "charge"} and _is_negated(sentence, cue.token)
    if negated and cue.stance != "denied":
        return "speculated"  # "could not confirm that"
    stance: Certainty = next((level for level in _ORDER if level == cue.stance), "asserted")
    return stance


def _is_negated(sentence: Sentence, verb: Token) -> bool:
    return any(c.text.lower() in _NEGATORS for c in sentence.children(verb, "advmod", "aux", "neg"))


def _local(sentence: Sentence, token: Token, claim: Claim | None) -> Iterator[Certainty]:
    """What the words around the token make of it, inside its claim."""
    yield from _of_number(sentence, token)
    if token.upos == "NOUN":
        yield from _of_noun(sentence, token)
        if any(c.deprel == "nmod:poss" and c.upos == "PRON" for c in sentence.children(token)):
            return
    step, joined = token, False
    for _ in range(len(sentence.tokens)):
        if not joined and (step.upos in phrases.VERBAL or sentence.children(step, "aux", "cop")):
            yield from _of_verb(sentence, step, claim)
        head = sentence.parent(step)
        if head is None or step.deprel == "acl:relcl" or step.relation == "parataxis":
            yield from _of_content(sentence, step, head)
            break
        if claim is not None and claim.cue is not None and head is claim.cue.token:
            break
        yield from _of_join(sentence, step, head)
        # a clause joined by "and" with a subject of its own shares what stands over the first, not its modals
        joined = step.relation == "conj" and head.upos in phrases.VERBAL and _stands_alone(sentence, step)
        step = head
    if sentence.tokens[-1].text == "?" and (claim is None or claim.kind != "quote") and step.head < 0:
        yield "speculated"


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """Whether a joined verb has a subject and a tense of its own; a bare one shares the modal of the first."""
    return bool(sentence.children(verb, "nsubj")) and (verb.xpos != "VB" or bool(sentence.children(verb, "aux")))


def _of_number(sentence: Sentence, token: Token) -> Iterator[Certainty]:
    numbers = [t for t in (token, *sentence.children(token, "nummod")) if t.upos == "NUM"]
    for number in numbers[:1]:
        before = [t.text.lower() for t in sentence.tokens[max(0, number.index - _LOOKBACK) : number.index]]
        joined = " ".join(before)
        if before and before[-1] in hedging("approximators", "words"):
            yield "estimated"
        if any(joined.endswith(phrase) for phrase in hedging("approximators", "phrases")):
            yield "estimated"


def _of_noun(sentence: Sentence, noun: Token) -> Iterator[Certainty]:
    """Read "planned talks", "talks expected next week"."""
    table: dict[str, Certainty] = levels("adjectives")  # type: ignore[assignment]
    for child in sentence.children(noun, "amod", "acl"):
        level = table.get(child.text.lower())
        if level is not None and child.deprel != "acl:relcl":
            yield level


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
    apart = verb.head < 0 or (verb.relation == "ccomp" and bool(sentence.children(verb, "nsubj")))
    if verb.xpos == "VB" and apart and any(c.text.lower() == "to" for c in sentence.children(verb, "mark")):
        yield "expected"  # a headline's "X to leave Y", "W says X to leave Y"


def _backshifted(claim: Claim | None) -> bool:
    """Whether "would" is the reported form of "will": an indirect claim under a cue in the past."""
    return (
        claim is not None
        and claim.kind == "indirect"
        and claim.cue is not None
        and claim.cue.token.xpos in {"VBD", "VBN"}
    )


def _opens_condition(sentence: Sentence, clause: Token) -> bool:
    marks = [c.text.lower() for c in sentence.children(clause, "mark", "advmod", "case")]
    return any(mark in hedging("conditions", "always") for mark in marks)


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
    infinitive = any(c.text.lower() == "to" for c in sentence.children(step, "mark"))
    governors: dict[str, Certainty] = levels("governors")  # type: ignore[assignment]
    nouns: dict[str, Certainty] = levels("nouns")  # type: ignore[assignment]
    if step.relation in {"xcomp", "ccomp"} and (infinitive or step.xpos in {"VBG", "VB"}):
        level = governors.get(head.lemma.lower())
        if level is not None:
            yield level
    elif step.relation in _CLAUSES and infinitive and not _is_taken(sentence, head):
        level = (nouns if head.upos == "NOUN" else governors).get(head.lemma.lower())
        if level is not None:
            yield level
        elif head.upos in phrases.VERBAL:
            yield "expected"  # an infinitive of purpose: "attacked to retake the hill"
    elif step.relation in {"acl", "ccomp"} and head.upos == "NOUN" and sentence.children(step, "nsubj"):
        yield from _of_content(sentence, step, head)
    elif step.relation in {"nmod", "acl"} and head.upos == "NOUN" and not step.deprel.endswith("poss"):
        level = nouns.get(head.lemma.lower())
        cases = {c.text.lower() for c in sentence.children(step, "case", "mark")}
        if level is not None and cases & {"for", "of"}:
            yield level


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
