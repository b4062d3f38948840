"""What a report shows of who is who: which country it is about, who leads it, which names are one body's.

"Syrian President X", "X, the president of Y" and "Y's King X" make X's forces the state's; "Z leader X" makes them Z's.
Only the report's own words count; no list of leaders is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer import countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Entity, Sentence, Token

_CLEARLY = 1.5
_ROLE_WORDS = 4  # tokens between a title and its country
CALENDAR = frozenset(vocabulary.load("dates")["months"]) | frozenset(vocabulary.load("dates")["weekdays"])
_POSSESSIVE = frozenset({"'s", "’s"})
_LONGEST_COUNTRY = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """``country`` is what the report is about (a code, or None where no one country stands out).

    ``leaders`` maps a surname to a country's code, ``chiefs`` to a body's name. ``told``: the report speaks of
    that country's state or war, and does not only name the country most.
    """

    country: str | None
    leaders: dict[str, str]
    chiefs: dict[str, str]
    told: bool = False
    home: str | None = None  # the country the report's places lie in


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of the vocabulary of parties."""
    return frozenset(vocabulary.load("parties")[table][name])


def gather(document: Document) -> Evidence:
    """What the whole report shows."""
    country, told = _country(document)
    leaders: dict[str, str] = {}
    chiefs: dict[str, str] = {}
    for sentence in document.sentences:
        for entity in sentence.entities:
            if entity.label != "PER":
                continue
            surname = sentence.tokens[entity.last - 1].text
            code, body = _led(document, sentence, entity, country)
            if code:
                leaders.setdefault(surname, code)
            elif body:
                chiefs.setdefault(surname, body)
        for surname, code in _titled(sentence, country):
            leaders.setdefault(surname, code)
    return Evidence(country, leaders, chiefs, told)


def _titled(sentence: Sentence, default: str | None) -> Iterator[tuple[str, str]]:
    """Surnames behind a head of state's title, whatever the model labels: "President X Y"."""
    for title in sentence.tokens:
        if title.lemma.lower() not in listed("leaders", "state") or not title.text[0].isupper():
            continue
        end = title.index + 1
        while end < len(sentence.tokens) and (
            sentence.tokens[end].text[0].isupper() or sentence.tokens[end].text in {"al", "el", "-", "bin", "de", "van"}
        ):
            end += 1
        name = sentence.tokens[title.index + 1 : end]
        code = _country_before(sentence, title) or default
        if len(name) > 1 and name[-1].text[0].isupper() and code:
            yield name[-1].text.removesuffix("s") if name[-1].text.endswith("s") else name[-1].text, code
            yield name[-1].text, code


def country_at(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """The country named or meant by an adjective at a token: its code and the end (exclusive) of the words."""
    tokens = sentence.tokens
    if not tokens[at].text[0].isupper():
        return None
    for length in range(_LONGEST_COUNTRY, 0, -1):
        stretch = tokens[at : at + length]
        words = " ".join(t.text for t in stretch)
        if len(stretch) == length and (countries.is_demonym(words) or countries.is_country_name(words)):
            code = countries.code_of(words)
            return (code, at + length) if code else None
    word = tokens[at].text
    lost = word.removesuffix("s")  # "Norvias army": the apostrophe is lost
    if word != lost and countries.is_country_name(lost) and (code := countries.code_of(lost)):
        return code, at + 1
    return None


def _country(document: Document) -> tuple[str | None, bool]:
    """The country whose state or war the report names, by a clear margin and not against what it names most.

    And whether it speaks of its state or war at all.
    """
    named: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for sentence in document.sentences:
        for token in sentence.tokens:
            found = country_at(sentence, token.index)
            if found is None or _is_seat(sentence, found[1]):
                continue
            code, end = found
            named[code] += 1
            following = sentence.tokens[end].lemma.lower() if end < len(sentence.tokens) else ""
            told[code] += following in _state_words()
    state = _clear(told)
    if state is None:
        return (None if told.total() else _clear(named)), False
    return (state, True) if named[state] * _CLEARLY >= named.most_common(1)[0][1] else (None, False)


def _clear(counts: Counter[str]) -> str | None:
    ranked = counts.most_common(2)
    if not ranked or not ranked[0][1] or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return None
    return ranked[0][0]


def _is_seat(sentence: Sentence, end: int) -> bool:
    """Whether the country only says where someone has their desk: "X-based"."""
    rest = sentence.tokens[end : end + 2]
    return len(rest) > 1 and rest[0].text in "-–" and rest[1].text.lower() == "based"


@cache
def _state_words() -> frozenset[str]:
    return listed("government", "heads") | {"rebel", "opposition", "war", "conflict", "crisis", "civil"}


def _led(document: Document, sentence: Sentence, entity: Entity, default: str | None) -> tuple[str | None, str | None]:
    """The country, or the body, that a person is said to lead."""
    before = sentence.tokens[max(0, entity.first - 2 * _ROLE_WORDS) : entity.first]
    title = next((t for t in reversed(before[-2:]) if t.text[0].isalpha()), None)
    role = title.lemma.lower() if title is not None else ""
    if (
        title is not None
        and role == "minister"
        and title.index
        and sentence.tokens[title.index - 1].text.lower() == "prime"
    ):
        role = "prime minister"
    if role in listed("leaders", "state") and title is not None:
        return _country_before(sentence, title) or _country_of(sentence, entity.last) or default, None
    if role in listed("leaders", "bodies") and title is not None:
        return None, _body_before(document, sentence, title)
    return _apposed(sentence, entity, default), None


def _country_before(sentence: Sentence, title: Token) -> str | None:
    """Of "Norvian President X", "Norvia's former president X"."""
    for at in range(title.index - 1, max(-1, title.index - 1 - _ROLE_WORDS), -1):
        if sentence.tokens[at].upos in {"VERB", "AUX"} or sentence.tokens[at].text in {",", "."}:
            return None
        if found := country_at(sentence, at):
            return found[0]
    return None


def _country_of(sentence: Sentence, at: int) -> str | None:
    """Of "President X of Norvia"."""
    rest = sentence.tokens[at : at + 2]
    found = country_at(sentence, at + 1) if len(rest) > 1 and rest[0].text == "of" else None
    return found[0] if found else None


def _apposed(sentence: Sentence, entity: Entity, default: str | None) -> str | None:
    """Of "X, the Norvian president", "X, president of Norvia"."""
    rest = sentence.tokens[entity.last : entity.last + 6]
    if not rest or rest[0].text != ",":
        return None
    title = next((t for t in rest if t.lemma.lower() in listed("leaders", "state")), None)
    if title is None:
        return None
    return _country_before(sentence, title) or _country_of(sentence, title.index + 1) or default


def _body_before(document: Document, sentence: Sentence, title: Token) -> str | None:
    """Of "Z leader X", "Z's leader X": the body that ends right before the title."""
    end = title.index
    if end and sentence.tokens[end - 1].text in _POSSESSIVE:
        end -= 1
    found = next((e for e in sentence.entities if e.label == "ORG" and e.last == end), None)
    return document.text(sentence.tokens[found.first : found.last]) if found is not None else None


def surname_of(tokens: Sequence[Token], known: dict[str, str]) -> tuple[str, int] | None:
    """The known surname that ends a stretch of tokens and how many tokens it takes, a lost apostrophe allowed for."""
    if not tokens:
        return None
    last = tokens[-1]
    bare = last.text.removeprefix("pro-").removeprefix("anti-").removeprefix("Pro-").removeprefix("Anti-")
    if bare != last.text and bare in known:
        return bare, 1
    if last.text in _POSSESSIVE and len(tokens) > 1:
        return (tokens[-2].text, 2) if tokens[-2].text in known else None
    if last.text in known:
        return last.text, 1
    return (last.text.removesuffix("s"), 1) if last.text.removesuffix("s") in known else None
