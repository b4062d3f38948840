"""From a cue's source phrase to the voice it names: name, role, party, medium; and the chain from origin to print.

A person is named by the tokens of the name alone; title, apposition and office become the role. A description keeps its
whole phrase ("a rebel commander in contact with the fighters"). A document ("reports from state media", "a statement by
the ministry") hands its owner on and becomes the medium. Nothing is taken from outside the phrase.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from whyhere.records import Voice
from whyhere.statements import phrases
from whyhere.statements.affiliation import party_of
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Party, Report
    from whyhere.statements.cues import Cue
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Entity, Sentence, Token

Kind = Literal["person", "body", "persons", "unknown"]
Gender = Literal["male", "female", ""]
_NAME_JOINS = frozenset({"flat", "appos", "goeswith", "nsubj"})
_ARTICLES = frozenset({"the", "a", "an"})
_TITLE_END = frozenset({".", ","})
_MOST_NAME = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A described source: its voice, and what a later pronoun may agree with. ``tokens`` are those of its phrase."""

    voice: Voice
    tokens: tuple[Token, ...]
    head: Token
    at: int
    kind: Kind = "unknown"
    gender: Gender = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What describing a source needs beside the phrase itself."""

    document: Document
    mentions: Mentions
    parties: Sequence[Party] = ()


def describe(context: Context, at: int, cue: Cue) -> Source | None:
    """The source of a cue that stands in ``document.sentences[at]``; None where the cue names none."""
    if not cue.source or cue.source_head is None:
        return None
    source = _describe(context, at, _whole(context.document.sentences[at], cue), cue.source_head)
    medium = _medium(context.document, context.document.sentences[at], cue) or source.voice.medium
    return replace(source, voice=replace(source.voice, medium=medium))


def relays(context: Context, at: int, cue: Cue) -> tuple[Voice, ...]:
    """Who passed the words on: the citing medium, the reporter or outlet that was told."""
    links: list[Voice] = []
    if cue.addressee:
        links += _told(context, at, cue.addressee)
    if cue.relay:
        head = _head(context.document.sentences[at], cue.relay)
        links.append(replace(_describe(context, at, cue.relay, head).voice, kind="medium"))
    return tuple(links)


def printers(report: Report) -> tuple[Voice, ...]:
    """The last links of every chain: the agency, then the outlet that printed it."""
    links = []
    if report.agency:
        links.append(Voice(report.agency, kind="agency"))
    if report.outlet and report.outlet != report.agency:
        links.append(Voice(report.outlet, kind="outlet"))
    return tuple(links)


# ------------------------------------------------------------------------------------------------------- the phrase


def _whole(sentence: Sentence, cue: Cue) -> tuple[Token, ...]:
    """The source phrase with the relative clause or apposition that runs from it to the verb, wherever it was hung."""
    tokens = cue.source or ()
    after = tokens[-1].index + 1
    if cue.form not in {"verb", "tag"} or after >= cue.token.index:
        return tokens
    gap = sentence.tokens[after : cue.token.index]
    opener = next((t for t in gap if t.text != ","), None)
    if opener is None:
        return tokens
    apposed = gap[0].text == "," and opener.upos in {"PROPN", "NOUN", "DET", "ADJ"}
    apposed = apposed and not any(t.upos in phrases.VERBAL for t in gap)
    if opener.xpos not in {"WP", "WDT"} and not apposed:
        return tokens
    run = list(gap)
    while run and (run[-1].upos in {"ADV", "AUX", "PUNCT", "CCONJ"}):
        run.pop()
    return (*tokens, *run)


def _head(sentence: Sentence, tokens: Sequence[Token]) -> Token:
    inside = {t.index for t in tokens}
    tops = [t for t in tokens if t.head not in inside and t.upos in phrases.NOMINAL]
    return tops[0] if tops else tokens[-1]


def _describe(context: Context, at: int, tokens: tuple[Token, ...], head: Token) -> Source:
    document, sentence = context.document, context.document.sentences[at]
    if head.lemma.lower() in reporting("documents", "nouns") and (owner := _owner(sentence, head)) is not None:
        inner = _describe(context, at, phrases.phrase(sentence, owner), owner)
        article = [t for t in phrases.phrase(sentence, head, relative=False) if t.index <= head.index and t.upos != "ADP"]
        article = [t for t in article if t.text.lower() not in reporting("according", "words")]
        medium = document.text([t for t in article if t not in inner.tokens] or [head])
        return replace(inner, voice=replace(inner.voice, medium=f"in {medium}" if inner.voice.medium is None else None))
    named = _person(sentence, tokens, head)
    if named:
        role, span = _role(document, tokens, named), document.span(named[0], named[-1])
        voice = Voice(span.text, role=role, named=True, span=span)
        kind: Kind = "person"
    else:
        voice, kind = _unnamed(document, sentence, tokens, head)
    party = party_of(context, at, tokens, head, named)
    return Source(replace(voice, party=party), tokens, head, at, kind, _gender(tokens, named))


def _owner(sentence: Sentence, head: Token) -> Token | None:
    """Whose report or statement it is: "from state media", "the ministry's", "issued by the group"."""
    for child in sentence.children(head, "nmod:poss"):
        if child.upos != "PRON":
            return child
    for child in sentence.children(head, "nmod", "obl"):
        if any(c.text.lower() in {"by", "from", "of"} for c in sentence.children(child, "case")) and _may_own(
            sentence, child
        ):
            return child
    for clause in sentence.children(head, "acl"):
        for child in sentence.children(clause, "obl"):
            if any(c.text.lower() in {"by", "from"} for c in sentence.children(child, "case")):
                return child
    return None


def _may_own(sentence: Sentence, token: Token) -> bool:
    if any(e.first <= token.index < e.last and e.label != "LOC" for e in sentence.entities):
        return True
    return token.lemma.lower() in reporting("kinds", "person") | reporting("kinds", "body")


def _person(sentence: Sentence, tokens: Sequence[Token], head: Token) -> tuple[Token, ...]:
    """The tokens of the person's name that the phrase is about, or none."""
    inside = {t.index for t in tokens}
    for entity in sentence.entities:
        capital = sentence.tokens[entity.first].text[:1].isupper()
        if entity.label != "PER" or not capital or not all(i in inside for i in range(entity.first, entity.last)):
            continue
        top = _top(sentence, entity)
        if _joined(sentence, top, head, tokens) and not _modifies(sentence, entity, tokens):
            return _full(sentence, entity, inside)
    return ()


def _modifies(sentence: Sentence, entity: Entity, tokens: Sequence[Token]) -> bool:
    """Whether a name stands before the noun it qualifies ("the Vant government"), or in "from Prime Minister X's …"."""
    after = next((t for t in tokens if t.index == entity.last), None)
    if after is not None and after.upos in {"NOUN", "ADJ"} and after.start > sentence.tokens[entity.last - 1].end:
        return after.relation != "appos" and after.text.lower() not in _ARTICLES and not _apposed(sentence, after)
    place = entity.first - 1
    while place > tokens[0].index and sentence.tokens[place].text.lower() in reporting("titles", "names") | {"prime", "foreign"}:
        place -= 1
    return place > tokens[0].index and sentence.tokens[place].upos == "ADP" and place + 1 < entity.first


def _apposed(sentence: Sentence, noun: Token) -> bool:
    head = sentence.parent(noun)
    return noun.relation in {"amod", "compound"} and head is not None and head.relation == "appos"


def _top(sentence: Sentence, entity: Entity) -> Token:
    group = sentence.tokens[entity.first : entity.last]
    return next((t for t in group if not entity.first <= t.head < entity.last), group[0])


def _joined(sentence: Sentence, top: Token, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a name is that of the phrase's head and not of someone it speaks of ("Omar's aide", "a man near Omar")."""
    step = top
    for _ in range(len(tokens)):
        if step is head:
            return True
        if sentence.children(step, "case") or step.deprel == "nmod:poss":
            return False
        desc = (
            step.deprel == "nmod:desc"
            or step.relation in _NAME_JOINS
            or step.relation == "conj"
            and step.upos == "PROPN"
        )
        parent = sentence.parent(step)
        if parent is None or not desc:
            break
        step = parent
    inside = {t.index for t in tokens}
    comma = top.index > head.index and any(t.text == "," for t in tokens if head.index < t.index < top.index)
    return (
        (step.head not in inside or step is top)
        and comma
        and not any(t.upos in phrases.VERBAL or t.upos == "ADP" for t in tokens if head.index < t.index < top.index)
    )


def _full(sentence: Sentence, entity: Entity, inside: set[int]) -> tuple[Token, ...]:
    """The entity with the parts of the name the model left out, without titles before it."""
    first, last = entity.first, entity.last
    while last in inside and last - first < _MOST_NAME and _continues(sentence, last):
        last += 1
    while first - 1 in inside and last - first < _MOST_NAME and _precedes(sentence, first - 1):
        first -= 1
    while first < last - 1 and sentence.tokens[first].text.lower() in reporting("titles", "names"):
        first += 1
    while last - 1 > first and sentence.tokens[last - 1].upos in {"PUNCT", "PART"}:
        last -= 1
    return sentence.tokens[first:last]


def _continues(sentence: Sentence, index: int) -> bool:
    token, before = sentence.tokens[index], sentence.tokens[index - 1]
    touching = before.end == token.start
    if token.text == "-" and touching:
        return index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].start == token.end
    return (before.text == "-" and touching) or (token.upos == "PROPN" and token.relation == "flat")


def _precedes(sentence: Sentence, index: int) -> bool:
    token, after = sentence.tokens[index], sentence.tokens[index + 1]
    if any(e.first <= index < e.last for e in sentence.entities):
        return False
    if token.text.lower() in reporting("titles", "names"):
        return False
    glued = token.end == after.start and (token.text == "-" or after.text == "-") and token.upos in {"PROPN", "PUNCT"}
    return glued or (
        token.upos == "PROPN" and after.relation == "flat" and after.head == token.index and token.xpos == "NNP"
    )


def _role(document: Document, tokens: Sequence[Token], name: tuple[Token, ...]) -> str | None:
    """The words before the name, or those in apposition behind it."""
    before = [t for t in tokens if t.index < name[0].index]
    while (
        before and (before[-1].text in _TITLE_END or before[-1].upos in {"CCONJ", "ADP"}) and before[-1].upos == "PUNCT"
    ):
        before.pop()
    while before and before[0].text.lower() in _ARTICLES:
        before.pop(0)
    if before and any(t.upos in {"NOUN", "PROPN", "ADJ"} for t in before):
        return document.text(before)
    after = [t for t in tokens if t.index > name[-1].index]
    while after and (after[0].upos == "PUNCT" or after[0].text.lower() in _ARTICLES):
        after.pop(0)
    if after and after[0].upos in {"NOUN", "PROPN", "ADJ"} and any(t.upos in {"NOUN", "PROPN"} for t in after):
        return document.text(after)
    return None


def _unnamed(
    document: Document, sentence: Sentence, tokens: tuple[Token, ...], head: Token
) -> tuple[Voice, Kind]:
    """A body by its name, or someone by a description."""
    body = _body(sentence, tokens, head)
    if body:
        span = document.span(body[0], body[-1])
        return Voice(span.text, role=_beside(document, tokens, body), named=True, span=span), "body"
    span = document.span(tokens[0], tokens[-1])
    head = _last_noun(tokens, head)
    lemma = head.lemma.lower()
    plural = head.xpos == "NNS" or head.text.lower() in reporting("kinds", "plural") | reporting("kinds", "quantifiers")
    if lemma in reporting("kinds", "body"):
        kind: Kind = "body"
    elif lemma in reporting("kinds", "person") or plural:
        kind = "persons" if plural else "person"
    else:
        kind = "unknown"
    return Voice(span.text, named=False, span=span), kind


def _last_noun(tokens: Sequence[Token], head: Token) -> Token:
    """English phrases end in their head: past a name that qualifies it ("a Marran resident")."""
    step = head
    for token in tokens:
        if token.index == step.index + 1 and token.upos == "NOUN" and head.upos == "PROPN":
            step = token
    return step


def _body(sentence: Sentence, tokens: tuple[Token, ...], head: Token) -> tuple[Token, ...]:
    """The tokens of a body's (or a country's) name when the phrase is about it, else none."""
    inside = range(tokens[0].index, tokens[-1].index + 1)
    names = [e for e in sentence.entities if e.first in inside and e.last - 1 in inside]
    for entity in names:
        if entity.first <= head.index < entity.last and not _qualifies(tokens, entity):
            last = entity.last
            while last in inside and _is_name_part(sentence, last):
                last += 1
            return _without_article(sentence.tokens[entity.first : last])
    of_body = head.lemma.lower() in reporting("kinds", "body")
    for entity in names:
        top = _top(sentence, entity)
        if entity.label == "ORG" and of_body and not sentence.children(top, "case") and not _qualifies(tokens, entity):
            return _without_article(sentence.tokens[entity.first : entity.last])
    proper = head.upos == "PROPN" or (len(head.text) > 1 and head.text.isupper())
    if not proper or _last_noun(tokens, head) is not head:
        return ()
    return _proper(sentence, tokens, head)


def _is_name_part(sentence: Sentence, index: int) -> bool:
    """Whether a word behind a body's name goes on with it: a capital, in no name of its own."""
    token = sentence.tokens[index]
    free = not any(e.first <= index < e.last for e in sentence.entities)
    return free and token.text[:1].isupper() and token.upos in {"PROPN", "ADJ"} and token.xpos.startswith("NNP")


def _qualifies(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a common noun that is no kind of body follows the name: a Marran resident, but the Hill Monitor group."""
    after = next((t for t in tokens if t.index == entity.last), None)
    if after is None or after.upos != "NOUN" or (entity.label == "ORG" and after.relation == "appos"):
        return False
    return entity.label != "ORG" or after.lemma.lower() not in reporting("kinds", "suffixes")


def _without_article(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tokens[1:] if len(tokens) > 1 and tokens[0].text.lower() in _ARTICLES else tokens


def _beside(document: Document, tokens: Sequence[Token], name: Sequence[Token]) -> str | None:
    """What the phrase says of a body beside its name: "Norland-based", "a group that counts the dead"."""
    before = [t for t in tokens if t.index < name[0].index and t.text.lower() not in _ARTICLES]
    if any(t.upos in {"NOUN", "ADJ", "VERB"} for t in before):
        return document.text(before)
    rest = [t for t in tokens if t.index > name[-1].index]
    while rest and (rest[0].upos == "PUNCT" or rest[0].text.lower() in _ARTICLES):
        rest.pop(0)
    while rest and rest[-1].upos == "PUNCT":
        rest.pop()
    told = rest and any(t.upos == "NOUN" for t in rest) and not _is_short(rest, name)
    return document.text(rest) if told else None


def _is_short(rest: Sequence[Token], core: Sequence[Token]) -> bool:
    """Whether what follows a name is its initials."""
    initials = "".join(t.text[0] for t in core if t.text[0].isupper())
    return len(rest) == 1 and rest[0].text.isupper() and rest[0].text[:2] == initials[:2]


def _proper(sentence: Sentence, tokens: tuple[Token, ...], head: Token) -> tuple[Token, ...]:
    """A body's name without article, apposition and relative clause: "the Norland Monitor, a group that …"."""
    clipped = [t for t in phrases.phrase(sentence, head, relative=False) if t in tokens]
    stop = next(
        (
            i
            for i, t in enumerate(clipped)
            if t.text in {",", "(", "–", "—"} or (t.text == "-" and i and clipped[i - 1].end < t.start)
        ),
        None,
    )
    core = clipped[:stop] if stop and clipped[stop].index > head.index else clipped
    for child in sentence.children(head, "appos"):
        core = [t for t in core if t.index < sentence.subtree(child)[0].index] or core
    while len(core) > 1 and core[0].text.lower() in _ARTICLES:
        core.pop(0)
    return tuple(core) or (head,)


def _gender(tokens: Sequence[Token], named: Sequence[Token]) -> Gender:
    words = {t.text.lower() for t in tokens if t not in named}
    if words & reporting("gender", "female"):
        return "female"
    return "male" if words & reporting("gender", "male") else ""


# -------------------------------------------------------------------------------------------------------- the medium


def _medium(document: Document, sentence: Sentence, cue: Cue) -> str | None:
    """How it was said, in the report's words: "told …", "in a statement"."""
    said = []
    if cue.addressee:
        verb = cue.token.text if cue.token.lemma in reporting("addressed", "verbs") else "to"
        said.append(f"{verb} {document.text(cue.addressee)}")
    if cue.manner:
        said.append(f"{_preposition(sentence, cue.manner[0])}{document.text(cue.manner)}")
    return ", ".join(said) or None


def _preposition(sentence: Sentence, first: Token) -> str:
    for token in reversed(sentence.tokens[: first.index]):
        if token.upos == "ADP":
            return f"{token.text.lower()} "
        if token.upos not in {"DET", "ADJ"}:
            break
    return ""


def _told(context: Context, at: int, addressee: tuple[Token, ...]) -> list[Voice]:
    """The reporter and the outlet that were told, as links of the chain; a council or a crowd is no link."""
    document, sentence = context.document, context.document.sentences[at]
    words = {t.lemma.lower() for t in addressee}
    if words & reporting("media", "bodies"):
        return []
    owner = next((i for i, t in enumerate(addressee) if t.text in {"'s", "’s"}), None)
    if owner is not None and owner + 1 < len(addressee):
        outlet = [t for t in addressee[:owner] if t.text.lower() not in _ARTICLES]
        person = addressee[owner + 1 :]
        names = [t for t in person if t.upos == "PROPN"]
        if not names and not {t.lemma.lower() for t in person} & reporting("media", "journalists"):
            return []
        outlet_voice = _link(document, outlet)
        return [_link(document, names), outlet_voice] if names else [outlet_voice]
    proper = [t for t in addressee if t.upos == "PROPN"]
    medial = bool(words & (reporting("media", "outlets") | reporting("media", "journalists")))
    if not proper or not (medial or _is_org(sentence, proper)):
        return []
    return [_link(document, [t for t in addressee if t.index >= _name_start(addressee)])]


def _name_start(addressee: Sequence[Token]) -> int:
    """Past "Beirut-based" and the article, to the outlet's own name."""
    start = addressee[0].index
    for token in addressee:
        if token.text.lower() in {"based", *_ARTICLES} or (token.upos == "ADJ" and token.text.islower()):
            start = token.index + 1
    return min(start, addressee[-1].index)


def _is_org(sentence: Sentence, proper: Sequence[Token]) -> bool:
    """Whether the name is that of a body: so labelled, or initials in capitals."""
    labels = {e.label for e in sentence.entities for t in proper if e.first <= t.index < e.last}
    return "ORG" in labels or (len(proper) == 1 and proper[0].text.isupper() and len(proper[0].text) > 1)


def _link(document: Document, tokens: Sequence[Token]) -> Voice:
    span = document.span(tokens[0], tokens[-1])
    return Voice(span.text, named=any(t.upos == "PROPN" for t in tokens), span=span, kind="medium")
