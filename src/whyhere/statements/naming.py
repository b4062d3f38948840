"""Names inside a source's phrase: the person's or the body's own words, and those beside them that tell its role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.statements import phrases
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Entity, Sentence, Token

_NAME_JOINS = frozenset({"flat", "appos", "goeswith", "nsubj"})
ARTICLES = frozenset({"the", "a", "an"})
_TITLE_END = frozenset({".", ","})
_MOST_NAME = 6  # tokens


def person(sentence: Sentence, tokens: Sequence[Token], head: Token) -> tuple[Token, ...]:
    """The tokens of the person's name that the phrase is about, or none."""
    inside = {t.index for t in tokens}
    for entity in sentence.entities:
        capital = sentence.tokens[entity.first].text[:1].isupper()
        if entity.label != "PER" or not capital or not all(i in inside for i in range(entity.first, entity.last)):
            continue
        if all(t.text.lower() in reporting("titles", "names") for t in sentence.tokens[entity.first : entity.last]):
            continue  # "Captain" alone is nobody's name
        top = _top(sentence, entity)
        apart = not _modifies(sentence, entity, tokens)
        if apart and (_joined(sentence, top, head, tokens) or _leads(sentence, entity, tokens, head)):
            return _full(sentence, entity, inside)
    return _titled(tokens, head)


def _leads(sentence: Sentence, entity: Entity, tokens: Sequence[Token], head: Token) -> bool:
    """Whether a full name opens the phrase and its title follows without a comma: "X Y head of the authority"."""
    title = head.lemma.lower() in reporting("titles", "names") | reporting("kinds", "person")
    after = sentence.tokens[entity.last] if entity.last < len(sentence.tokens) else None
    owned = after is not None and (after.text in {"'s", "’s", "'", "’"} or _has_lost_mark(sentence, entity, after))
    opens = all(t.text.lower() in reporting("titles", "names") for t in tokens if t.index < entity.first)
    return title and opens and entity.last - entity.first > 1 and not owned


def _has_lost_mark(sentence: Sentence, entity: Entity, after: Token) -> bool:
    """Whether "President Vants officials" has lost an apostrophe: the name ends in s and whose they are follows."""
    return sentence.tokens[entity.last - 1].text.endswith("s") and after.xpos in {"NN", "NNS", "JJ", "VBG"}


def _titled(tokens: Sequence[Token], head: Token) -> tuple[Token, ...]:
    """Names, as in "spokeswoman X Y", behind a title in small letters, where the model has marked no person."""
    for place, title in enumerate(tokens):
        if not title.text.islower() or title.lemma not in reporting("titles", "names"):
            continue
        run: list[Token] = []
        for token in tokens[place + 1 :]:
            if token.upos != "PROPN" and not (run and token.text == "-"):
                break
            run.append(token)
        if run and (head in run or head is title):
            return tuple(run)
    return ()


def _modifies(sentence: Sentence, entity: Entity, tokens: Sequence[Token]) -> bool:
    """Whether a name stands before the noun it qualifies ("the Vant government"), or in "from Prime Minister X's …"."""
    after = next((t for t in tokens if t.index == entity.last), None)
    alone = entity.last - entity.first == 1 and after is not None and after.start > sentence.tokens[entity.first].end
    if alone and after is not None and after.upos in {"NOUN", "ADJ"}:
        return after.relation != "appos" and after.text.lower() not in ARTICLES and not _apposed(sentence, after)
    place = entity.first - 1
    while place > tokens[0].index and sentence.tokens[place].text.lower() in reporting("titles", "names") | {
        "prime",
        "foreign",
    }:
        place -= 1
    return place > tokens[0].index and sentence.tokens[place].upos == "ADP" and place + 1 < entity.first


def _apposed(sentence: Sentence, noun: Token) -> bool:
    head = sentence.parent(noun)
    return noun.relation in {"amod", "compound"} and head is not None and head.relation == "appos"


def _top(sentence: Sentence, entity: Entity) -> Token:
    group = sentence.tokens[entity.first : entity.last]
    return next((t for t in group if not entity.first <= t.head < entity.last), group[0])


def _joined(sentence: Sentence, top: Token, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a name is the head's and not of someone it speaks of ("Vant's aide", "a man near Vant")."""
    step = top
    for _ in range(len(tokens)):
        if step is head:
            return True
        if sentence.children(step, "case") or step.deprel == "nmod:poss":
            return False
        desc = (
            step.deprel == "nmod:desc"
            or step.relation in _NAME_JOINS
            or (step.relation == "conj" and step.upos == "PROPN")
        )
        parent = sentence.parent(step)
        if parent is None or not desc:
            break
        step = parent
    return _set_off(tokens, top, head)


def _set_off(tokens: Sequence[Token], top: Token, head: Token) -> bool:
    """Whether a comma and at most titles stand before the name, which then explains the head: "its mayor, Dr. X"."""
    before = [t for t in tokens if head.index < t.index < top.index]
    while before and before[-1].text.lower() in reporting("titles", "names"):
        before.pop()
    return bool(before) and before[-1].text == "," and not any(t.upos in phrases.VERBAL for t in before)


def _full(sentence: Sentence, entity: Entity, inside: set[int]) -> tuple[Token, ...]:
    """The entity with the parts of the name the model left out, without titles before it."""
    first, last = entity.first, entity.last
    while last in inside and last - first < _MOST_NAME and _continues(sentence, last):
        last += 1
    while first - 1 in inside and last - first < _MOST_NAME and _precedes(sentence, first - 1):
        first -= 1
    titles = [
        i for i in range(first, last - 1) if sentence.tokens[i].text.lower() in reporting("titles", "names")
    ]  # fmt: skip
    first = titles[-1] + 1 if titles else first  # "guild head X Y": what stands before the title is part of the role
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
    return token.end == after.start and (token.text == "-" or after.text == "-") and token.upos in {"PROPN", "PUNCT"}


def role_of(document: Document, tokens: Sequence[Token], name: tuple[Token, ...]) -> str | None:
    """The words before the name, or those in apposition behind it."""
    before = [t for t in tokens if t.index < name[0].index]
    while (
        before and (before[-1].text in _TITLE_END or before[-1].upos in {"CCONJ", "ADP"}) and before[-1].upos == "PUNCT"
    ):
        before.pop()
    while before and before[0].text.lower() in ARTICLES:
        before.pop(0)
    while before and before[-1].upos == "PUNCT" and before[-1].text not in {".", ")"}:
        before.pop()
    if before and any(t.upos in {"NOUN", "PROPN", "ADJ"} for t in before):
        return document.text(before)
    after = [t for t in tokens if t.index > name[-1].index]
    while after and (after[0].upos == "PUNCT" or after[0].text.lower() in ARTICLES):
        after.pop(0)
    if after and after[0].upos in {"NOUN", "PROPN", "ADJ"} and any(t.upos in {"NOUN", "PROPN"} for t in after):
        return document.text(after)
    return None


def last_noun(tokens: Sequence[Token], head: Token) -> Token:
    """English phrases end in their head: past a name that qualifies it ("a Marran resident")."""
    step = head
    for token in tokens:
        if token.index == step.index + 1 and token.upos == "NOUN" and head.upos == "PROPN":
            step = token
    return step


def body(sentence: Sentence, tokens: tuple[Token, ...], head: Token) -> tuple[Token, ...]:
    """The tokens of a body's (or a country's) name when the phrase is about it, else none."""
    inside = range(tokens[0].index, tokens[-1].index + 1)
    found = [e for e in sentence.entities if e.first in inside and e.last - 1 in inside]
    names = [_wholly(sentence, e, inside) for e in found if not _hyphened(sentence, e)]
    names.sort(key=lambda e: not _explained(sentence, e))
    for entity in names:
        named = _without_article(sentence.tokens[entity.first : entity.last])
        if entity.first <= head.index < entity.last and not _qualifies(tokens, entity) and not _is_generic(named):
            return named
    of_body = head.lemma.lower() in reporting("kinds", "body")
    for entity in names:
        top = _top(sentence, entity)
        named = _without_article(sentence.tokens[entity.first : entity.last])
        if entity.label != "ORG" or not of_body or _is_generic(named):
            continue
        if not sentence.children(top, "case") and not _qualifies(tokens, entity):
            return named
    proper = head.upos == "PROPN" or (len(head.text) > 1 and head.text.isupper())
    if not proper or last_noun(tokens, head) is not head:
        return ()
    core = _proper(sentence, tokens, head)
    return () if _is_generic(core) else core


def _is_generic(tokens: Sequence[Token]) -> bool:
    """Whether words that tell a kind or an office are all there is: "State", "TV", "Norlandic" name nobody."""
    known = reporting("titles", "names") | reporting("titles", "state") | reporting("kinds", "person")
    word = tokens[0].text
    plain = {word.lower(), tokens[0].lemma.lower()}
    return len(tokens) == 1 and (word == "TV" or countries.is_demonym(word) or (bool(plain & known) and word.istitle()))


def _hyphened(sentence: Sentence, entity: Entity) -> bool:
    """Whether a name is half of an adjective: "Osk-linked"."""
    rest = sentence.tokens[entity.last : entity.last + 2]
    return len(rest) > 1 and rest[0].text == "-" and rest[0].end == rest[1].start and rest[1].text.islower()


def _wholly(sentence: Sentence, entity: Entity, inside: range) -> Entity:
    """The entity with the capitals behind it that the model left out of the name."""
    last = entity.last
    while last in inside and _is_name_part(sentence, last):
        last += 1
    if entity.label != "LOC" and last + 1 in inside and sentence.tokens[last].text in {"for", "of"}:
        step = last + 2 if sentence.tokens[last + 1].text == "the" else last + 1
        end = step
        while end in inside and (_is_capital(sentence, end) or (end > step and sentence.tokens[end].text == "of")):
            end += 1
        last = end if end > step else last  # "Network for Human Rights", "Organisation for the Prohibition of …"
    return replace(entity, first=_body_before(sentence, entity, inside), last=last)


def _body_before(sentence: Sentence, entity: Entity, inside: range) -> int:
    """Where the name begins, of which the model has seen what stands behind "for": "the Vale Observatory for X"."""
    step = entity.first - 1
    if entity.label == "PER" or step - 1 not in inside or sentence.tokens[step].text != "for":
        return entity.first
    before = sentence.tokens[step - 1]
    if not before.text.istitle() or before.lemma.lower() not in reporting("kinds", "body"):
        return entity.first
    step -= 1
    while step - 1 in inside and sentence.tokens[step - 1].text[:1].isupper():
        step -= 1
    return step


def _explained(sentence: Sentence, entity: Entity) -> bool:
    """Whether a noun that tells the kind of body stands before the name: "the news agency X"."""
    before = sentence.tokens[entity.first - 1] if entity.first else None
    return entity.label == "ORG" and before is not None and before.lemma.lower() in reporting("kinds", "suffixes")


def _is_capital(sentence: Sentence, index: int) -> bool:
    """Whether a capital goes on with a name behind "for" or "of", whatever piece of it the model has seen."""
    token = sentence.tokens[index]
    person = any(e.first <= index < e.last and e.label == "PER" for e in sentence.entities)
    return token.text[:1].isupper() and not person and token.upos in {"NOUN", "PROPN", "ADJ"}


def _is_name_part(sentence: Sentence, index: int) -> bool:
    """Whether a word behind a body's name goes on with it: a capital, in no name of its own."""
    token = sentence.tokens[index]
    free = not any(e.first <= index < e.last for e in sentence.entities)
    return free and token.text[:1].isupper() and (token.upos == "NOUN" or token.xpos.startswith("NNP"))


def _qualifies(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a common noun that is no kind of body follows the name: a Marran resident, but the Hill Monitor group."""
    after = next((t for t in tokens if t.index == entity.last), None)
    if (
        after is None
        or after.upos != "NOUN"
        or after.text[:1].isupper()
        or (entity.label == "ORG" and after.relation == "appos")
    ):
        return False
    last = next((t for t in tokens if t.index == entity.last - 1), after)
    bare = entity.last - entity.first == 1 and last.upos != "PROPN"  # "State television", "Norlandic media"
    return entity.label != "ORG" or bare or after.lemma.lower() not in reporting("kinds", "suffixes")


def _without_article(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tokens[1:] if len(tokens) > 1 and tokens[0].text.lower() in ARTICLES else tokens


def role_beside(document: Document, tokens: Sequence[Token], name: Sequence[Token]) -> str | None:
    """What the phrase says of a body beside its name: "Norland-based", "a group that counts the dead"."""
    before = [t for t in tokens if t.index < name[0].index and t.text.lower() not in ARTICLES]
    if any(t.upos in {"NOUN", "ADJ", "VERB"} for t in before):
        return document.text(before)
    rest = [t for t in tokens if t.index > name[-1].index]
    if rest and rest[0].text in "([" and (close := next((i for i, t in enumerate(rest) if t.text in ")]"), 0)):
        rest = rest[close + 1 :]  # the initials of a name in brackets
    while rest and (rest[0].upos == "PUNCT" or rest[0].text.lower() in ARTICLES):
        rest.pop(0)
    while rest and rest[-1].upos == "PUNCT":
        rest.pop()
    told = len(rest) > 1 or (rest and rest[0].text.lower() not in reporting("kinds", "suffixes"))
    told = told and rest and any(t.upos == "NOUN" for t in rest) and not _is_short(rest, name)
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
    while len(core) > 1 and core[0].text.lower() in ARTICLES:
        core.pop(0)
    return tuple(core) or (head,)
