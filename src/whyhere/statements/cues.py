"""Cues of one sentence: the words that say that something was said, by whom, to whom, and which words are its content.

Rules over the syntax and ``vocabulary/reporting.toml``, tried in this order, each because the one before cannot see it:

1. a reporting verb with a clause ("said that …", "said …", "… said X");
2. a passive of belief or report ("are thought to …", "it is reported that …");
3. a verb that relays another's words ("quoted X as saying …");
4. a charge ("accused X of …", "blamed X for …");
5. a reporting verb with an event noun ("confirmed the capture of …", "denied any part in …");
6. "according to X";
7. "as X put it";
8. a noun with a clause ("reports that …");
9. a verb that was read as a noun ("some speculate …").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.sources import can_speak, find_source, marked, source_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whyhere.statements.syntax import Sentence, Token

Tokens = tuple["Token", ...]
_SPEAKING = frozenset({"saying", "telling", "stating", "adding", "claiming", "warning"})
_AFTER_TAG = frozenset({"ADP", "PROPN", "DET", "NOUN", "ADJ", "NUM", "PUNCT", "ADV", "PART", "SYM"})
_IN_ADDRESSEE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"})
_TITLE_CASE = 0.7  # share of capitals from which a line is set as a title
_LONGEST_TAG = 14  # tokens behind a trailing "X said"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its word, what it makes of the content, its source phrases from origin to print, and its content.

    ``content`` and ``clause`` (the words that are the cue's own, source and adjuncts included) are token numbers.
    ``source`` is None where the text names nobody ("is believed to"); ``relay`` who passes the source's words on.
    """

    token: Token
    stance: str
    content: frozenset[int]
    clause: frozenset[int]
    source: Tokens | None = None
    source_head: Token | None = None
    relay: Tokens | None = None
    addressee: Tokens | None = None
    manner: Tokens | None = None
    form: str = "verb"


def find_cues(sentence: Sentence) -> tuple[Cue, ...]:
    """All cues of the sentence in text order; a cue without content may still introduce a quote."""
    found: list[Cue] = []
    for token in sentence.tokens:
        for rule in _RULES:
            cue = rule(sentence, token)
            if cue is not None:
                found.append(_relayed(sentence, cue))
                break
    return tuple(found)


# ------------------------------------------------------------------------------------------------- 1 verb and clause


def _verb(sentence: Sentence, verb: Token) -> Cue | None:
    stance = _stance(verb)
    if stance is None or _is_passive(sentence, verb) or _is_name(sentence, verb):
        return None
    tag = _trailing(sentence, verb)
    quoting = verb.lemma in reporting("quoting", "verbs") and verb.lemma not in stances()
    clauses = () if tag or quoting else _clauses(sentence, verb)
    source = find_source(sentence, verb, tag=tag)
    if source is None and not clauses:
        return None
    silent = source is not None and not can_speak(sentence, source) and not marked(sentence, source)
    if silent and verb.lemma not in _PLAINEST:
        return None
    if verb.lemma in reporting("evidence", "verbs") and not (source is not None and can_speak(sentence, source)):
        return None
    if stance == "estimated" and clauses and source is not None and not can_speak(sentence, source):
        if clauses[0].relation == "xcomp":
            source = None  # "jets believed to belong to …": a participle
    clause = _cue_clause(sentence, verb, source, clauses)
    if tag:
        content = frozenset(t.index for t in _host(sentence, verb)) - clause
    else:
        content = frozenset(t.index for c in clauses for t in _without_others(sentence, c)) - clause
    cue = Cue(verb, stance, content, clause, source_head=source, form="tag" if tag else "verb")
    return _with_source(sentence, _with_adjuncts(sentence, cue))


def _stance(verb: Token) -> str | None:
    if verb.upos != "VERB" or (verb.xpos == "VB" and verb.relation == "acl"):
        return None
    quoting = "asserted" if verb.lemma in reporting("quoting", "verbs") and verb.xpos in phrases.FINITE else None
    return stances().get(verb.lemma.lower(), quoting)


def _is_name(sentence: Sentence, verb: Token) -> bool:
    """Whether a capital in running text shows that the word is part of a name (a photographer called Said)."""
    if verb.index == 0 or not verb.text[:1].isupper() or sentence.tokens[verb.index - 1].upos == "PUNCT":
        return False
    words = [t for t in sentence.tokens if t.text[:1].isalpha() and len(t.text) > 3]  # noqa: PLR2004 - small words keep small letters
    return sum(t.text[0].isupper() for t in words) < _TITLE_CASE * len(words)


def _is_passive(sentence: Sentence, verb: Token) -> bool:
    return bool(sentence.children(verb, "aux:pass", "nsubj:pass"))


def _clauses(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The clauses the verb reports: its clausal object, a clause set beside it, what it was told to be."""
    found = []
    for child in sentence.children(verb, "ccomp", "parataxis", "xcomp"):
        infinitive = child.relation == "xcomp" and child.upos in phrases.VERBAL
        if child.relation == "parataxis" and child.upos not in phrases.VERBAL and not sentence.children(child, "nsubj"):
            continue
        if child.relation == "parataxis" and _stance(child) is not None and child.index > verb.index:
            continue
        if (
            infinitive
            and stances().get(verb.lemma) in {"asserted", "denied"}
            and child.xpos != "VBG"
            and verb.lemma not in {"claim"}
        ):
            continue  # "agreed to leave" is an act, not a report
        found.append(child)
    return tuple(found)


def _trailing(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands as a tag behind or amid what it reports ("…, the monitor said on Tuesday").

    Lost commas make the parser hang such a tag as a relative clause or a conjunct; the tag is known by its own
    subject, a finite form, and nothing but adjuncts behind it.
    """
    if verb.xpos not in phrases.FINITE or verb.lemma not in _PLAIN:
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


_PLAIN = frozenset(
    {
        "say",
        "report",
        "add",
        "announce",
        "state",
        "note",
        "claim",
        "warn",
        "confirm",
        "tell",
        "declare",
        "write",
        "explain",
        "believe",
        "think",
    }
)  # noqa: E501


_PLAINEST = frozenset({"say", "tell", "add"})


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
    others: set[int] = set()
    for token in whole:
        own_voice = token.index > verb.index and _stance(token) and token.xpos in phrases.FINITE
        if own_voice and sentence.children(token, "nsubj") and token.relation in {"conj", "parataxis"}:
            others |= {t.index for t in sentence.subtree(token)}
    return tuple(t for t in whole if t.index not in others)


def _without_others(sentence: Sentence, clause: Token) -> Tokens:
    """A reported clause without what someone else is joined to it as saying ("… and the monitor said …")."""
    words = sentence.subtree(clause)
    others: set[int] = set()
    for token in words:
        if token is clause or token.relation != "conj" or _stance(token) is None or token.xpos not in phrases.FINITE:
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


def _with_source(sentence: Sentence, cue: Cue) -> Cue:
    if cue.source_head is None:
        return cue
    barred = cue.content | {cue.token.index}
    if cue.source_head.index < cue.token.index:
        barred |= {t.index for t in sentence.tokens[cue.token.index :]}
    tokens = source_phrase(sentence, cue.token, cue.source_head, barred)
    head = cue.source_head if cue.source_head in tokens else tokens[-1]
    own = {t.index for t in tokens}
    return replace(cue, source=tokens, source_head=head, clause=cue.clause | own, content=cue.content - own)


def _with_adjuncts(sentence: Sentence, cue: Cue) -> Cue:
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
    closed = end is None or end.upos in {"PUNCT", "ADP", "SCONJ"} or end.text.lower() == "that"
    return tuple(words) if words and closed else None


# ----------------------------------------------------------------------------------------------------- 2 the passive


def _passive(sentence: Sentence, verb: Token) -> Cue | None:
    stance = _stance(verb)
    if stance is None or not _is_passive(sentence, verb):
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
    return _with_source(sentence, cue)


# ------------------------------------------------------------------------------------------- 3 relays, 4 charges, 5 objects


def _relay(sentence: Sentence, verb: Token) -> Cue | None:
    if verb.upos != "VERB" or verb.lemma not in reporting("relays", "verbs"):
        return None
    objects = sentence.children(verb, "obj", "nsubj:pass")
    saying = next((t for t in sentence.subtree(verb) if t.text.lower() in _SPEAKING and t.index > verb.index), None)
    if not objects or saying is None:
        return None
    clauses = [c for c in sentence.children(saying, "ccomp", "parataxis", "obj", "xcomp")]
    content = frozenset(t.index for c in clauses for t in sentence.subtree(c))
    clause = frozenset({verb.index, saying.index, *(t.index for t in sentence.subtree(objects[0]))}) - content
    cue = Cue(saying, "asserted", content, clause, source_head=objects[0], form="relay")
    by = (
        phrases.subject(sentence, verb)
        if not _is_passive(sentence, verb)
        else next(iter(sentence.children(verb, "obl:agent")), None)
    )
    relay = phrases.phrase(sentence, by, without=content | {verb.index}) if by is not None else None
    return replace(_with_source(sentence, cue), relay=relay)


def _charge(sentence: Sentence, verb: Token) -> Cue | None:
    if verb.upos != "VERB" or verb.lemma not in reporting("charges", "verbs"):
        return None
    passive = _is_passive(sentence, verb)
    accused = sentence.children(verb, "nsubj:pass", "nsubj") if passive else sentence.children(verb, "obj")
    deeds = [
        t
        for t in sentence.children(verb, "obl", "advcl", "ccomp", "xcomp")
        if _case(sentence, t) in {"of", "for", "on", "with", "over"}
    ]
    if not accused or not deeds:
        return None
    content = frozenset(t.index for c in (accused[0], *deeds) for t in sentence.subtree(c))
    source = next(iter(sentence.children(verb, "obl:agent")), None) if passive else phrases.subject(sentence, verb)
    cue = Cue(verb, "asserted", content, frozenset({verb.index}), source_head=source, form="charge")
    return _with_source(sentence, cue)


def _object(sentence: Sentence, verb: Token) -> Cue | None:
    if verb.upos != "VERB" or verb.lemma not in reporting("objects", "verbs") or _is_passive(sentence, verb):
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
    return _with_source(sentence, cue)


def _case(sentence: Sentence, token: Token) -> str:
    return next((c.text.lower() for c in sentence.children(token, "case", "mark")), "")


# ---------------------------------------------------------------------------------- 6 according to, 7 as … put it, 8 nouns


def _according(sentence: Sentence, token: Token) -> Cue | None:
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
    source = phrases.phrase(sentence, head, without=range(token.index + 2))
    clause = frozenset({token.index, token.index + 1, *(t.index for t in source)})
    verb = _reported(sentence, token, head)
    content = frozenset(t.index for t in sentence.subtree(verb)) - clause
    return Cue(token, "asserted", content, clause, source, head, form="according")


def _reported(sentence: Sentence, token: Token, head: Token) -> Token:
    """The clause that "according to" speaks of: the whole sentence when it opens it, else the one it hangs in."""
    opens = all(t.upos in {"PUNCT", "CCONJ", "ADV"} for t in sentence.tokens[: token.index])
    if opens:
        return sentence.root
    verb = phrases.clause_head(sentence, sentence.parent(head) or head)
    while verb.deprel in {"advcl", "xcomp", "acl", "csubj"} and (up := sentence.parent(verb)) is not None:
        verb = phrases.clause_head(sentence, up)
    return verb


def _as_put(sentence: Sentence, verb: Token) -> Cue | None:
    if (
        verb.upos != "VERB"
        or (verb.lemma not in stances() and verb.lemma != "put")
        or verb.relation not in {"advcl", "root", "parataxis", "dep"}
    ):
        return None
    opener = next((c for c in sentence.children(verb, "mark", "advmod") if c.text.lower() == "as"), None)
    source = phrases.subject(sentence, verb, depth=0)
    if opener is None or source is None or sentence.children(verb, "ccomp"):
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
    return _with_source(sentence, _with_adjuncts(sentence, cue))


def _noun(sentence: Sentence, noun: Token) -> Cue | None:
    if noun.upos != "NOUN" or noun.lemma not in reporting("documents", "nouns"):
        return None
    clause = next((c for c in sentence.children(noun, "acl", "ccomp") if _case(sentence, c) == "that"), None)
    if clause is None or not sentence.children(clause, "nsubj"):
        return None
    owner = next(iter(sentence.children(noun, "nmod:poss")), None) or next(
        (c for c in sentence.children(noun, "nmod", "obl") if _case(sentence, c) in {"by", "from", "of"}), None
    )
    content = frozenset(t.index for t in sentence.subtree(clause))
    cue = Cue(noun, "estimated", content, frozenset({noun.index}), source_head=owner, form="noun")
    return _with_source(sentence, cue)


def _mistaken(sentence: Sentence, token: Token) -> Cue | None:
    """ "Some speculate Y would …": a verb read as a noun, known by the second subject behind it."""
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


def _relayed(sentence: Sentence, cue: Cue) -> Cue:
    """ "state TV, citing a military source, said": the one cited is the origin, the source passes it on."""
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
    _relay,
    _as_put,
    _charge,
    _object,
    _verb,
    _passive,
    _according,
    _noun,
    _mistaken,
)


def outermost(cues: tuple[Cue, ...]) -> Iterator[Cue]:
    """The cues that stand in no other cue's content."""
    return (cue for cue in cues if not any(cue.token.index in other.content for other in cues if other is not cue))
