"""Cues that are reporting verbs with a clause: "said that …", "… said X", "told Y that …".

Lost commas make the parser hang a tag ("… the monitor said on Tuesday") as a relative clause or a conjunct; such a tag
is known by its own subject, its finite form and nothing but adjuncts behind it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.cue import Cue, is_passive, stance_of, with_source
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.sources import can_speak, find_source, marked

if TYPE_CHECKING:
    from whyhere.statements.cue import Tokens
    from whyhere.statements.syntax import Sentence, Token

_AFTER_TAG = frozenset({"ADP", "PROPN", "DET", "NOUN", "ADJ", "NUM", "PUNCT", "ADV", "PART", "SYM"})
_IN_ADDRESSEE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"})
_SMALL = 3  # letters of words that keep a small letter in titles
_MOST_RIVALS = 6  # other voices in one sentence
_TITLE_CASE = 0.7  # share of capitals from which a line is set as a title
_SHORT_TAG = 5  # tokens from the verb to the end
_LONGEST_TAG = 14  # tokens behind a trailing "X said"


def find_verb(sentence: Sentence, verb: Token) -> Cue | None:
    """A reporting verb with its source and the clause it reports; without a clause it may still introduce a quote."""
    stance = stance_of(verb)
    if stance is None or is_passive(sentence, verb) or _is_name(sentence, verb):
        return None
    tag = _trailing(sentence, verb)
    quoting = verb.lemma in reporting("quoting", "verbs") and verb.lemma not in stances()
    clauses = () if tag or quoting else _clauses(sentence, verb)
    source = find_source(sentence, verb, tag=tag)
    if source is None and not clauses:
        return None
    silent = source is not None and not can_speak(sentence, source) and not marked(sentence, source)
    if silent and verb.lemma not in reporting("tags", "plainest"):
        return None
    if verb.lemma in reporting("evidence", "verbs") and not (source is not None and can_speak(sentence, source)):
        return None
    if stance == "estimated" and clauses and clauses[0].relation == "xcomp" and source is not None:
        participle = verb.relation in {"acl", "amod"} or not can_speak(sentence, source)
        source = None if participle else source  # "jets believed to belong to …"
    clause = _cue_clause(sentence, verb, source, clauses)
    if tag:
        content = frozenset(t.index for t in _host(sentence, verb)) - clause
    else:
        content = frozenset(t.index for c in clauses for t in _without_others(sentence, c)) - clause
    cue = Cue(verb, stance, content, clause, source_head=source, form="tag" if tag else "verb")
    return with_source(sentence, with_adjuncts(sentence, cue))


def _is_name(sentence: Sentence, verb: Token) -> bool:
    """Whether a capital in running text shows that the word is part of a name (a photographer called Said)."""
    if verb.index == 0 or not verb.text[:1].isupper() or sentence.tokens[verb.index - 1].upos == "PUNCT":
        return False
    words = [t for t in sentence.tokens if t.text[:1].isalpha() and len(t.text) > _SMALL]
    return sum(t.text[0].isupper() for t in words) < _TITLE_CASE * len(words)


def _clauses(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The clauses the verb reports: its clausal object, a clause set beside it, what it was told to be."""
    found = []
    for child in sentence.children(verb, "ccomp", "parataxis", "xcomp"):
        infinitive = child.relation == "xcomp" and child.upos in phrases.VERBAL
        if child.relation == "parataxis" and child.upos not in phrases.VERBAL and not sentence.children(child, "nsubj"):
            continue
        if child.relation == "xcomp" and child.upos in phrases.NOMINAL and not sentence.children(child, "cop", "nsubj"):
            continue  # "denied them passage"
        if _is_out_of_tense(sentence, verb, child):
            continue
        if child.relation == "parataxis" and stance_of(child) is not None and child.index > verb.index:
            continue
        if (
            infinitive
            and stances().get(verb.lemma) in {"asserted", "denied"}
            and child.xpos != "VBG"
            and verb.lemma != "claim"
        ):
            continue  # "agreed to leave" is an act, not a report
        found.append(child)
    return tuple(found)


def _is_out_of_tense(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """Whether "denied the forces passage" was read as a clause: a denial in the past puts its clause in the past."""
    if stances().get(verb.lemma) != "denied" or verb.xpos != "VBD" or sentence.children(clause, "mark", "aux"):
        return False
    return clause.xpos in {"VBZ", "VBP"}


def _trailing(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands as a tag behind or amid what it reports ("…, the monitor said on Tuesday").

    Lost commas make the parser hang such a tag as a relative clause or a conjunct; the tag is known by its own
    subject, a finite form, and nothing but adjuncts behind it.
    """
    finite = verb.xpos in phrases.FINITE or _participle_tag(sentence, verb)
    if not finite or verb.lemma not in reporting("tags", "verbs"):
        return False
    if sentence.children(verb, "ccomp", "obj", "mark") or any(
        c.xpos in {"WDT", "WP", "WRB"} for c in sentence.children(verb)
    ):
        return False
    if verb.deprel == "parataxis":
        return True
    if verb.index < 3 or any(c.upos == "CCONJ" for c in sentence.children(verb, "cc")):  # noqa: PLR2004 - "It fell X said"
        return False
    rest = sentence.tokens[verb.index + 1 :]
    if len(rest) > _LONGEST_TAG or any(t.upos not in _AFTER_TAG for t in rest):
        return False
    return verb.deprel in {"acl:relcl", "acl", "conj", "advcl", "dep", "appos"} or (
        verb.head < 0 and not sentence.children(verb, "ccomp", "parataxis") and _verb_before(sentence, verb)
    )


def _participle_tag(sentence: Sentence, verb: Token) -> bool:
    """Whether a past form was read as a participle of the source it follows: "… local media reported Wednesday"."""
    noun = sentence.parent(verb)
    return verb.deprel == "acl" and verb.xpos == "VBN" and noun is not None and noun.index == verb.index - 1 and (
        can_speak(sentence, noun) and len(sentence.tokens) - verb.index <= _SHORT_TAG
    )  # fmt: skip


def _verb_before(sentence: Sentence, verb: Token) -> bool:
    left = phrases.left_of(sentence, verb)
    edge = phrases.phrase(sentence, left)[0].index if left is not None else verb.index
    return any(t.xpos in phrases.FINITE for t in sentence.tokens[:edge])


def _host(sentence: Sentence, verb: Token) -> Tokens:
    """The words of which a tag says who said them: the clause joined before it, without what others say behind it."""
    parent = sentence.parent(verb)
    whole = sentence.tokens
    if parent is not None and parent.relation == "conj" and sentence.children(parent, "nsubj"):
        whole = sentence.subtree(parent)
    rivals = [
        t for t in whole
        if t.index > verb.index and t.relation in {"conj", "parataxis"} and stance_of(t) and t.xpos in phrases.FINITE
    ]  # fmt: skip
    others: set[int] = set()
    for token in rivals[:_MOST_RIVALS]:
        if token.index not in others and sentence.children(token, "nsubj"):
            others |= {t.index for t in sentence.subtree(token)}
    return tuple(t for t in whole if t.index not in others)


def _without_others(sentence: Sentence, clause: Token) -> Tokens:
    """A reported clause without what someone else is joined to it as saying ("… and the monitor said …")."""
    words = sentence.subtree(clause)
    others: set[int] = set()
    for token in words:
        if token is clause or token.relation != "conj" or stance_of(token) is None or token.xpos not in phrases.FINITE:
            continue
        if any(t.upos != "PRON" for t in sentence.children(token, "nsubj")):
            others |= {t.index for t in sentence.subtree(token)}
    return tuple(t for t in words if t.index not in others)


def _cue_clause(sentence: Sentence, verb: Token, source: Token | None, clauses: Tokens) -> frozenset[int]:
    """The cue's own words: verb, auxiliaries, source, the one told, time and manner."""
    own = {verb.index}
    for child in sentence.children(verb):
        if child in clauses or child.relation in {"ccomp", "parataxis", "advcl", "conj"}:
            continue
        if child.relation == "xcomp" or (child.relation in {"punct", "cc", "mark"}):
            continue
        own |= {t.index for t in sentence.subtree(child)}
    if source is not None:
        own |= {t.index for t in phrases.phrase(sentence, source)}
    return frozenset(own)


def with_adjuncts(sentence: Sentence, cue: Cue) -> Cue:
    """Whom the source told, and the medium: "told the channel", "in a statement"."""
    addressee = manner = None
    told = cue.token.lemma in reporting("addressed", "verbs")
    for child in sentence.children(cue.token, "obj", "iobj", "obl"):
        if child.index in cue.content or child is cue.source_head:
            continue
        case = next((c.text.lower() for c in sentence.children(child, "case")), "")
        words = phrases.phrase(sentence, child, without=cue.content, relative=False)
        if (told and not case and child.relation in {"obj", "iobj"}) or (not told and case == "to" and _is_told(child)):
            addressee = addressee or words
        elif case in {"in", "on", "via", "through", "during", "at", "by", "from", "over"} and child.lemma in reporting(
            "media", "manners"
        ):
            manner = manner or words
    if cue.token.lemma == "tell":
        addressee = _told_beside(sentence, cue) or addressee
    own = cue.clause | {t.index for t in (*(addressee or ()), *(manner or ()))}
    return replace(cue, addressee=addressee, manner=manner, clause=own, content=cue.content - own)


def _is_told(token: Token) -> bool:
    return token.upos == "PROPN" or token.lemma in reporting("media", "journalists") | reporting("media", "outlets")


def _told_beside(sentence: Sentence, cue: Cue) -> Tokens | None:
    """The one told as the unbroken phrase right behind "told", where a mark, a clause or the end closes it."""
    words: list[Token] = []
    rest = sentence.tokens[cue.token.index + 1 :]
    for token in rest:
        hyphened = token.upos in {"VERB", "PUNCT"} and (token.text == "-" or (words and words[-1].text == "-"))
        if token.upos not in _IN_ADDRESSEE and not hyphened:
            break
        words.append(token)
    end = rest[len(words)] if len(words) < len(rest) else None
    while words and words[-1].upos == "DET":
        words.pop()  # "told the Hill Post the "heavy" attacks …"
    closed = end is None or end.upos in {"PUNCT", "ADP", "SCONJ"} or end.text.lower() == "that"
    return tuple(words) if words and closed else None
