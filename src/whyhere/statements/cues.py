"""Cues of one sentence: the words that say that something was said, by whom, to whom, and which words are its content.

Rules over the syntax and ``vocabulary/reporting.toml``, tried in this order, each because the one before cannot see it:

1. a reporting verb with a clause ("said that …", "said …", "… said X");
2. a passive of belief or report ("are thought to …", "it is reported that …");
3. a verb that relays another's words ("quoted X as saying …");
4. a charge ("accused X of …", "blamed X for …"), a demand ("urged X to …"), a label ("described X as …");
5. a reporting verb with an event noun ("confirmed the capture of …", "denied any part in …");
6. "according to X";
7. "as X put it";
8. a noun with a clause ("reports that …");
9. a verb that was read as a noun ("some speculate …");
10. what the model marks as a cue with its source and content, where no rule sees one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.statements import cue_forms as forms
from whyhere.statements import directives, phrases
from whyhere.statements.cue import Cue
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.reporting_verbs import find_verb
from whyhere.statements.sources import can_speak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whyhere.statements.syntax import Sentence, Token


_SURE = 0.5  # the model's score of a cue that no rule sees


def find_cues(sentence: Sentence) -> tuple[Cue, ...]:
    """All cues of the sentence in text order; a cue without content may still introduce a quote."""
    found: list[Cue] = []
    for token in sentence.tokens:
        for rule in _RULES:
            cue = rule(sentence, token)
            if cue is not None:
                found.append(_ended(sentence, _relayed(sentence, cue)))
                break
    found += _marked(sentence, found)
    return tuple(sorted(found, key=lambda c: c.token.index))


def _marked(sentence: Sentence, known: Sequence[Cue]) -> list[Cue]:
    """Cues that the model marks with source and content where no rule sees one."""
    taken = {i for cue in known for i in (cue.token.index, *cue.clause)}
    made = []
    for tied in sentence.cues:
        sources, contents = tied.role("source"), tied.role("content")
        own = frozenset(range(tied.first, tied.last))
        if not sources or not contents or own & taken or tied.score < _SURE:
            continue
        content = frozenset(i for a, b in contents for i in range(a, b)) - own
        source = tuple(sentence.tokens[sources[0][0] : sources[0][1]])
        source = tuple(t for t in source if t.index not in content)
        if not source or not content or any(_alike(content, cue.content) for cue in known):
            continue
        inside = {t.index for t in source}
        head = next((t for t in source if t.head not in inside), source[-1])
        if not can_speak(sentence, head):
            continue
        token = sentence.tokens[tied.last - 1]
        stance = stances().get(token.lemma.lower(), "asserted")
        made.append(Cue(token, stance, content, own | inside, source, head, form="marked"))
    return made


def _alike(content: frozenset[int], other: frozenset[int]) -> bool:
    return 2 * len(content & other) > len(content | other)


def _ended(sentence: Sentence, cue: Cue) -> Cue:
    """Read "said that X, adding that Y": what is added is no part of X."""
    added = {
        t.index
        for token in sentence.tokens
        if token.index in cue.content and token.xpos == "VBG" and token.index > cue.token.index
        if token.lemma in reporting("continuing", "verbs") and token.relation in {"advcl", "acl", "conj", "xcomp"}
        for t in sentence.subtree(token)
    }
    return replace(cue, content=cue.content - added) if added and cue.content - added else cue


def _relayed(sentence: Sentence, cue: Cue) -> Cue:
    """Read "state TV, citing a military source, said": the one cited is the origin, the source passes it on."""
    if cue.source is None or cue.relay is not None:
        return cue
    reach = {cue.token.index, *cue.clause, *(t.index for t in sentence.children(cue.token, "advcl", "acl"))}
    for verb in sentence.tokens:
        if verb.lemma not in reporting("relays", "verbs") or verb.xpos != "VBG" or verb is cue.token:
            continue
        if verb.head not in reach and verb.index not in reach:
            continue
        cited = next(iter(sentence.children(verb, "obj")), None) or phrases.right_of(sentence, verb)
        if cited is None:
            continue
        origin = phrases.phrase(sentence, cited, without=cue.content & {cue.token.index})
        carrier = tuple(t for t in cue.source if t.index < verb.index) or cue.source
        while carrier and carrier[-1].upos == "PUNCT":
            carrier = carrier[:-1]
        gone = {verb.index, *(t.index for t in origin)}
        return replace(
            cue, source=origin, source_head=cited, relay=carrier, content=cue.content - gone, clause=cue.clause | gone
        )
    return cue


_RULES: tuple[Callable[[Sentence, Token], Cue | None], ...] = (
    forms.find_relay,
    forms.find_as_put,
    forms.find_charge,
    directives.find_directive,
    directives.find_label,
    forms.find_object,
    find_verb,
    forms.find_passive,
    forms.find_according,
    forms.find_noun,
    forms.find_mistaken,
)
