"""Whether a text names any of many names: one exact pass over its bytes, whatever their number (Aho & Corasick 1975).

Text and names are folded as the gazetteer's strict key folds them (diacritics, apostrophes, hyphens, the Arabic
article) but for capitals: a name begins with one, each word of it, or stands in capitals whole. What has no capital at
all is read as if every word had one. Names match whole words only, with a possessive s or without.

Where no name is found so, runs of words with capitals are looked up by their loose keys, which leave out how
romanisations differ ("Deir Ezzor" for "Deir ez-Zor"), and without a possessive s whose apostrophe is lost.

A *weak* name is also a common word or a person's ("Hit", "Tom"): it counts only right behind a preposition of place
("in Hit").
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

import simplemma
from ahocorasick_rs import BytesAhoCorasick

from whyhere import vocabulary
from whyhere.gazetteer.fold import LETTERS, LOOSE_LETTERS, SHORT, is_article, loose_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST_LETTERS = 3  # a shorter name is an initial or an abbreviation of many things
LEAST_CAPITALS = 6  # a single word in capitals, if shorter, is rather an abbreviation ("HIT")
_MOST_WORDS = 8
_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "."), ("\xa0", " "))
_SPACED = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))  # noqa: PLR2004 - ASCII ends
_GONE = b"'`"
_SOUNDS = ("sh", "th", "dh", *"tdrznsl")  # the letters that an article's l may turn into
_SMALL_ARTICLES = frozenset(form.encode() for form in ("al", "el", *(v + c for v in "aeu" for c in _SOUNDS)))
_CAPITALS = re.compile(rb" [A-Z]\w*(?: (?:[ae]l |[aeu]\w{1,2} )?[A-Z]\w*)*")
_MOST_SPELLINGS = 60  # of one name


class NameMatcher:
    """Names compiled into one automaton; made once, asked for every text of an archive."""

    def __init__(self, names: Iterable[str], *, weak: Iterable[str] = ()) -> None:
        names = tuple(names)
        strong = list(dict.fromkeys(form for name in names for form in _forms(name)))
        known = frozenset(strong)
        doubtful = list(dict.fromkeys(form for name in weak for form in _forms(name) if form not in known))
        self._strong = len(strong)
        self._forms = [*strong, *doubtful]
        self._loose = frozenset(key for name in names if (key := _loose_key(name)))
        self._automaton = BytesAhoCorasick([b" " + form + b" " for form in self._forms])

    def __len__(self) -> int:
        """How many spellings are looked for."""
        return len(self._forms)

    def found_in(self, text: str) -> bool:
        """Whether the text names any of the names."""
        flat = _plain(text)
        words = _words(flat)
        return next(self._exact(flat, words), None) is not None or next(self._loosely(words), None) is not None

    def names_in(self, text: str) -> list[str]:
        """The names that the text holds, each once, as they are spelled when folded; by loose keys where none is."""
        flat = _plain(text)
        words = _words(flat)
        return list(dict.fromkeys(self._exact(flat, words))) or list(dict.fromkeys(self._loosely(words)))

    def _exact(self, flat: str, words: bytes) -> Iterator[str]:
        for number, _, _ in self._automaton.find_matches_as_indexes(words, overlapping=True):
            form = self._forms[number].decode()
            if number < self._strong or _where(form).search(flat) is not None:
                yield form

    def _loosely(self, words: bytes) -> Iterator[str]:
        """At most three words with capitals, side by side or with articles between, whose loose key is a name's.

        One of them is no word of the language.
        """
        known = self._loose
        for run in _CAPITALS.findall(words):
            before, last = ("", True), ("", True)
            for word in run.split():
                if word in _SMALL_ARTICLES:
                    continue
                part, bare, common = _loose_parts(word)
                for reach, usual in (("", True), last, (before[0] + last[0], before[1] and last[1])):
                    if not (common and usual) and (reach + part in known or reach + bare in known):
                        yield reach + part
                before, last = last, (part, common)


@lru_cache(1 << 16)
def _loose_parts(word: bytes) -> tuple[str, str, bool]:
    """The loose key of a word, that of the word without its last s, and whether it is a word of the language."""
    text = word.decode()
    common = simplemma.is_known(text.lower(), lang="en")
    return loose_word(text), loose_word(text.removesuffix("s")), common


def _loose_key(name: str) -> str:
    """The loose keys of a name's words joined; empty where they are too short to say anything."""
    key = "".join(loose_word(word) for word in _bare([word.decode() for word in _words(_plain(name)).split()]))
    return key if len(key) >= LOOSE_LETTERS else ""


def _forms(name: str) -> Iterator[bytes]:
    """The spellings of a name: as written, with capitals first, in capitals, in one word; with any Arabic article."""
    words = _bare([word.decode() for word in _words(_plain(name)).split()])
    letters = sum(map(len, words))
    if not words or letters < LEAST_LETTERS or len(words) > _MOST_WORDS:
        return
    for spelled in _shortened(words):
        if spelled[0][:1].isupper():
            yield from _with_articles(spelled)
        yield from _with_articles([word[:1].upper() + word[1:].lower() for word in spelled])
        if len(words) > 1 or letters >= LEAST_CAPITALS:
            yield from _with_articles([word.upper() for word in spelled])
    if len(words) > 1:
        yield "".join(words).capitalize().encode()


def _bare(words: list[str]) -> list[str]:
    """The words without Arabic articles, and without "the" before them."""
    following = [*words[1:], ""][: len(words)]
    kept = [word for word, after in zip(words, following, strict=True) if not is_article(word.lower(), after.lower())]
    kept = kept or words
    return kept[1:] if len(kept) > 1 and kept[0].lower() == "the" else kept


def _with_articles(words: list[str]) -> Iterator[bytes]:
    """The words with no article, or one of any spelling, before each but the first: "Deir Zor", "Deir ez Zor"."""
    choices = [[words[0]], *([word, *(f"{a} {word}" for a in _articles(word))] for word in words[1:])]
    return (" ".join(chosen).encode() for chosen in islice(product(*choices), _MOST_SPELLINGS))


def _articles(word: str) -> tuple[str, ...]:
    sound = next((sound for sound in _SOUNDS if word.lower().startswith(sound)), None)
    forms = ("al", "el", *((f"a{sound}", f"e{sound}", f"u{sound}") if sound else ()))
    return (*forms, *map(str.upper if word.isupper() else str.capitalize, forms))


def _shortened(words: list[str]) -> Iterator[list[str]]:
    """The words as they are, and with "Saint" and its like cut short or written out."""
    yield words
    for table in (SHORT, {long: short for short, long in SHORT.items()}):
        if any(word.lower() in table for word in words):
            yield [table.get(word.lower(), word).capitalize() if word.lower() in table else word for word in words]


def _plain(text: str) -> str:
    """The text in ASCII as far as folding goes, capitals kept."""
    if not text.isascii():
        for old, new in _TYPOGRAPHY:
            text = text.replace(old, new)
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(_capitals()))
        text = "".join(c for c in apart if not unicodedata.combining(c)).translate(_capitals())
    return text.title() if text.islower() else text


@cache
def _capitals() -> dict[int, str]:
    """The gazetteer's table of letters, for capitals as well."""
    table = {code: plain or "" for code, plain in LETTERS.items()}
    upper = {ord(chr(code).upper()): plain.capitalize() for code, plain in table.items() if len(chr(code).upper()) == 1}
    return {**upper, **table}


def _words(flat: str) -> bytes:
    """The words with one space before, between and behind them, possessive endings left out."""
    raw = flat.encode("ascii", "replace")
    if b"'s" in raw:
        raw = raw.replace(b"'s ", b"  ").replace(b"'s.", b" .").replace(b"'s,", b" ,")
    return b" %b " % b" ".join(raw.translate(_SPACED, _GONE).split())


@cache
def _where(form: str) -> re.Pattern[str]:
    """The name behind a preposition of place, an article between them or not."""
    before = "|".join(vocabulary.load("grammar")["places"]["locative"])
    return re.compile(rf"\b(?:{before}) (?:[Aa]l-|[Ee]l-)?{re.escape(form)}(?!\w)")
