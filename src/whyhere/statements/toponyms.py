"""Stretches of a report that may be names of places: proper names that the gazetteer knows, or that the model marks.

A name starts with a capital, or with an article joined to one ("al-Bab"), and may hold small words inside ("Dar es
Salaam"). The longest stretch that the gazetteer knows is taken. A possessive s whose apostrophe is lost ("Norras
outskirts") is cut where only the shorter name is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.gazetteer import countries
from whyhere.gazetteer.fold import strict
from whyhere.statements.syntax import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

_REMEMBERED = 1 << 14  # names: a report asks for the same ones over and over
LONGEST = 7  # tokens of a name
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "ez", "ed", "es", "er", "et", "ul"})
_NEVER_FIRST = frozenset({"the", "a", "an"})
_PARTICLES = ARTICLES | frozenset(
    {
        "de",
        "la",
        "le",
        "du",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "des",
        "of",
        "the",
        "and",
        "upon",
        "sur",
        "bin",
        "abu",
        "ud",
        "i",
        "en",
        "e",
    }
)
_JOINTS = frozenset("-–'’‘`.")
_SHORT_CAPITALS = 5  # letters: a word in capitals this short is an abbreviation
_CUT_S = 4
_LONG_WORD = 4
_SURE_LABEL = 0.6
_TITLE_CASE = 0.6


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name at tokens ``first`` up to ``last`` (exclusive) of sentence ``at``.

    ``known`` says what the gazetteer has: country, region, province, place, or nothing.
    """

    at: int
    first: int
    last: int
    name: str
    known: str = ""

    @property
    def key(self) -> str:
        """What two spellings of one name share."""
        return strict(self.name)


@cache
def words(table: str, name: str = "") -> frozenset[str]:
    """One list of the place vocabulary."""
    found = vocabulary.load("places")[table]
    return frozenset(found[name] if name else found)


@cache
def _regions() -> frozenset[str]:
    return frozenset(strict(name) for name in words("regions", "names"))


@cache
def _common() -> frozenset[str]:
    """Words with a capital that say what something is, not where: titles, kinds of bodies and places, peoples."""
    kinds = frozenset(noun for nouns in vocabulary.load("places")["kinds"].values() for noun in nouns)
    context = words("context", "never") | words("context", "titles") | words("context", "offices")
    return context | words("bodies", "heads") | kinds


def find_toponyms(document: Document, gazetteer: Gazetteer) -> list[Toponym]:
    """All candidates in text order without overlap; whether each is a place is judged elsewhere."""
    found: list[Toponym] = []
    lookup = cache(lambda name: known_as(gazetteer, name))
    for at, sentence in enumerate(document.sentences):
        position = 0
        while position < len(sentence.tokens):
            match = _longest(document, sentence, at, position, lookup)
            if match is None:
                position += 1
                continue
            found.append(match)
            position = match.last
    return found


def find_loosely(
    document: Document, found: list[Toponym], gazetteer: Gazetteer, countries: Sequence[str]
) -> list[Toponym]:
    """Names that the model marks as places and that a place of the countries bears in another spelling."""
    taken = {(t.at, i) for t in found for i in range(t.first, t.last)}
    more = []
    for at, sentence in enumerate(document.sentences):
        for entity in sentence.entities:
            free = not any((at, i) in taken for i in range(entity.first, entity.last))
            if entity.label != "LOC" or entity.score < _SURE_LABEL or not free:
                continue
            name = document.text(sentence.tokens[entity.first : entity.last])
            if not is_abbreviation(name) and gazetteer.candidates(name, countries=tuple(countries)):
                more.append(Toponym(at, entity.first, entity.last, name, "place"))
    return more


@lru_cache(_REMEMBERED)
def known_as(gazetteer: Gazetteer, name: str) -> str:
    """What the gazetteer has under a name."""
    key = strict(name)
    if not key or name.lower() in _common():
        return ""
    if key in _regions():
        return "region"
    if countries.is_country_name(name):
        return "" if len(key) < _CUT_S and not name.replace(".", "").isupper() else "country"
    if countries.is_demonym(name):
        return ""
    if gazetteer.knows(name):
        return "place"
    return "province" if gazetteer.divisions.is_province_name(name) else ""


def is_capital(token: Token) -> bool:
    """Whether a token may be (part of) a proper name."""
    return token.text[0].isupper()


def is_abbreviation(text: str) -> bool:
    """Whether a word in capitals is too short to be a name: "IS", "U.N."."""
    return text.isupper() and len(text.replace(".", "")) <= _SHORT_CAPITALS


@remembered
def is_title_case(sentence: Sentence) -> bool:
    """Whether capitals say nothing here: a headline in title case or in capitals.

    Read from the long words that are no names: most of them have a capital, or there is none and all words have one.
    """
    long = [t for t in sentence.tokens if t.text[0].isalpha() and len(t.text) >= _LONG_WORD]
    common = [t for t in long if t.upos != "PROPN"]
    if not common:
        return len(long) >= _LONG_WORD and all(is_capital(t) for t in long)
    return sum(is_capital(t) for t in common) > _TITLE_CASE * len(common) and len(long) > 1


def _longest(
    document: Document, sentence: Sentence, at: int, first: int, lookup: Callable[[str], str]
) -> Toponym | None:
    if not _may_start(sentence, first):
        return None
    ends = [end for end in _ends(sentence, first) if _may_end(sentence, first, end)]
    for end in reversed(ends):
        text = document.text(sentence.tokens[first:end])
        name, known = _known(text, lookup)
        if known:
            whole = _whole(sentence, first, end)
            longer = document.text(sentence.tokens[first:whole])
            return Toponym(at, first, end, name, known) if whole == end else Toponym(at, first, whole, longer)
    return None


def _whole(sentence: Sentence, first: int, end: int) -> int:
    """Where a name ends that is only a generic word so far: "Khan al-X" is no place called Khan."""
    tokens = sentence.tokens
    if end - first > 1 or tokens[first].text.lower() not in words("generic", "heads"):
        return end
    following = tokens[end : end + 3]
    if not following or following[0].text.lower() not in ARTICLES:
        return end
    step = 2 if len(following) > 1 and following[1].text in "-–" else 1
    return end + step + 1 if len(following) > step and is_capital(following[step]) else end


def _known(text: str, lookup: Callable[[str], str]) -> tuple[str, str]:
    """The name as the gazetteer has it, a lost possessive cut off where that is needed."""
    if is_abbreviation(text) and lookup(text) != "country":
        return text, ""
    known = lookup(text)
    if len(text) > _CUT_S and text.endswith("s") and not known:
        return text[:-1], lookup(text[:-1])
    return text, known


def _may_start(sentence: Sentence, first: int) -> bool:
    token = sentence.tokens[first]
    if is_capital(token):
        return token.text.lower() not in _NEVER_FIRST
    following = sentence.tokens[first + 1 : first + 3]
    joined = len(following) > 1 and following[0].text in "-–" and is_capital(following[1])
    return token.text in ARTICLES and joined and following[0].start == token.end


def _ends(sentence: Sentence, first: int) -> Iterator[int]:
    """Ends (exclusive) of the stretches from ``first`` that hold nothing but names and what may stand inside one."""
    for end in range(first + 1, min(first + LONGEST, len(sentence.tokens)) + 1):
        token = sentence.tokens[end - 1]
        inside = is_capital(token) or token.text.lower() in _PARTICLES or token.text in _JOINTS
        if not inside and not (token.text[0].isalpha() and sentence.tokens[end - 2].text in "-–"):
            return
        yield end


def _may_end(sentence: Sentence, first: int, end: int) -> bool:
    last = sentence.tokens[end - 1]
    if last.text in _JOINTS:
        return False
    capital = is_capital(last) or (end - 1 > first and sentence.tokens[end - 2].text in "-–")
    return capital and not (end - 1 == first and last.text.lower() in ARTICLES)
