"""Text → sentences → words, by rules, as the English treebanks of Universal Dependencies have them.

Linear in the text whatever it holds: no expression can backtrack over more than one run of characters, and a stretch
without an end is cut. Clitics and hyphens are words of their own ("town|'s", "did|n't", "al|-|Marran"), prefixes are
not ("anti-tank"), and a stop stays with its abbreviation ("U.N.", "Gen.").
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from whyhere import vocabulary

Bounds = tuple[int, int]

LONGEST_SENTENCE = 3000
QUOTES = "\"'“”‘’«»"
OPENERS = "\"'“‘«([{"
CLOSERS = "\"'”’»)]}"

_BLOCK = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(r"[.!?…][.!?…]*")
_WORD = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"”]{1,2000}            # an address
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,6}  # a mail address
  | [@\#]\w{1,64}                                    # a handle
  | \d{1,4}(?:[-/.]\d{1,4}){2}(?![\w-])               # a date in figures
  | (?:(?<![\w)-])[+-])?\d++(?:[.,:]\d++)*+(?:st|nd|rd|th|s)?(?!\w)  # a number, an ordinal, a decade
  | \d++(?:[.,]\d++)*+(?=(?:am|pm|km|kms|m|kg|mm|cm|mph|bn|mn|k)\b)  # the number of a measure
  | (?:[^\W\d_]\.){2,8}(?!\w)                        # letters with stops
  | \w++(?:['’.&]\w++)*+                               # a word, parts still to be cut
  | \.{2,} | -{2,} | ’’ | ‘‘ | '' | ``               # runs that are one mark
  | (?:([^\w\s])\1{2,})                              # any mark three times or more
  | \S
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_BARE_NOT = re.compile(
    r"(?:do|does|did|is|are|was|were|would|could|should|has|have|had)(nt)$|(?:ca|wo)(nt)$", re.IGNORECASE
)
_SPLIT = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "ain't": 2, "ain’t": 2}


class Abbreviations(NamedTuple):
    """The word lists of ``vocabulary/abbreviations.toml`` as sets."""

    before_name: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    prefixes: frozenset[str]
    openers: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """The shipped word lists."""
    data = vocabulary.load("abbreviations")
    return Abbreviations(*(frozenset(data[name]) for name in Abbreviations._fields))


def split(text: str, *, start: int = 0, end: int | None = None) -> list[Bounds]:
    """The sentences of ``text[start:end]`` as bounds without the white space around them.

    A blank line ends a sentence, and so does a single one unless the lines are those of a wrapped paragraph. A quote's
    closing mark stays with its sentence. Nothing longer than ``LONGEST_SENTENCE`` characters stays whole.
    """
    end = len(text) if end is None else end
    found: list[Bounds] = []
    for first, last in _paragraphs(text, start, end):
        begin = first
        for match in _END.finditer(text, first, last):
            stop = _closed(text, match.end(), last)
            if stop < last and match.start() >= begin and _ends(text, match, stop, first, last):
                found += _pieces(text, begin, stop)
                begin = stop
        found += _pieces(text, begin, last)
    return found


def _paragraphs(text: str, start: int, end: int) -> list[Bounds]:
    bounds: list[Bounds] = []
    begin = start
    for match in _BLOCK.finditer(text, start, end):
        bounds += _lines(text, begin, match.start())
        begin = match.end()
    return bounds + _lines(text, begin, end)


def _lines(text: str, start: int, end: int) -> list[Bounds]:
    """A block's lines, or the whole block where it is one wrapped paragraph: long lines of much the same length."""
    cuts = [match.start() for match in re.finditer(r"\n", text[start:end])]
    if not cuts:
        return [(start, end)]
    edges = [start, *(start + cut + 1 for cut in cuts), end + 1]
    lines = [(a, b - 1) for a, b in pairwise(edges)]
    lengths = [b - a for a, b in lines[:-1]]
    if len(lengths) > 1 and min(lengths) >= 50 and max(lengths) <= 110 and max(lengths) - min(lengths) <= 25:  # noqa: PLR2004 - a printed line
        return [(start, end)]
    joined: list[Bounds] = []
    for a, b in lines:
        if joined and text[a : a + 1].islower():
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _closed(text: str, place: int, end: int) -> int:
    """Past the closing quotes and brackets that stand at ``place``."""
    while place < end and text[place] in CLOSERS:
        place += 1
    return place


def _ends(text: str, match: re.Match[str], stop: int, first: int, last: int) -> bool:
    """Whether a sentence ends with the mark; ``stop`` is behind its closing quotes."""
    if not text[stop].isspace():
        return False
    ahead = stop
    while ahead < last and (text[ahead].isspace() or text[ahead] in OPENERS or text[ahead] in "-–—•*"):
        ahead += 1
        if ahead - stop > 20:  # noqa: PLR2004 - no opening is longer
            break
    following = text[ahead : ahead + 1]
    if following.islower():
        return False
    if match.group() != ".":
        return True
    return not _abbreviated(text, match.start(), first, following, quoted=stop > match.end())


def _abbreviated(text: str, stop: int, first: int, following: str, *, quoted: bool) -> bool:
    """Whether the stop belongs to the word before it and no sentence ends there."""
    word = text[max(first, stop - 24) : stop].rsplit(None, 1)[-1:] or [""]
    form = word[0].strip(QUOTES + "([{").lower()
    lists = abbreviations()
    if form in lists.before_number and following.isdigit():
        return True
    if quoted:
        return False
    last = form.rpartition("-")[2]
    if form in lists.before_name or (last != form and last in lists.before_name):
        return True
    if len(form) == 1 and form.isalpha() and word[0].strip(QUOTES + "([{").isupper():
        return True
    if form in lists.may_end or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", form):
        return following.isdigit() or not _opens(text, stop + 1)
    return False


def _opens(text: str, place: int) -> bool:
    """Whether the word behind an abbreviation begins a sentence: a word that names rarely begin with."""
    match = re.match(r"\s{1,8}[\"'“‘(]?(\w+)", text[place : place + 48])
    return match is not None and match[1] in abbreviations().openers


def _pieces(text: str, start: int, end: int) -> list[Bounds]:
    """The stretch without white space at its ends, cut at white space where it is longer than a sentence may be."""
    pieces: list[Bounds] = []
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def tokenize(text: str, start: int, end: int) -> list[Bounds]:
    """The words of ``text[start:end]`` as bounds in ``text``."""
    words: list[Bounds] = []
    for match in _WORD.finditer(text, start, end):
        first, last = match.span()
        if text[first].isalnum() and match.lastindex is None:
            words += _parts(text, first, last)
        else:
            words.append((first, last))
    return _rejoined(text, words, end)


def _parts(text: str, first: int, last: int) -> list[Bounds]:
    """A word cut into what the treebanks count as words, where sentences were printed without a space as well."""
    words: list[Bounds] = []
    for place in _glued(text, first, last):
        words += [*_clitics(text, first, place), (place, place + 1)]
        first = place + 1
    return words + _clitics(text, first, last)


def _glued(text: str, first: int, last: int) -> list[int]:
    """The stops of sentences printed without a space ("fell.The"); other dots inside a word stay ("Ph.D", "dw.com")."""
    if text.find(".", first, last) < 0 or text[first].isdigit():
        return []
    return [
        place
        for place in range(first + 2, last - 1)
        if text[place] == "." and text[place - 1].islower() and text[place + 1].isupper() and text[place - 2].isalpha()
    ]


def _clitics(text: str, first: int, last: int) -> list[Bounds]:
    """The word, or its two parts: "town|'s", "did|n't", "can|not"."""
    word = text[first:last]
    if at := _SPLIT.get(word.lower()):
        return [(first, first + at), (first + at, last)]
    if (match := _CLITIC.search(word)) and match.start():
        return [(first, first + match.start()), (first + match.start(), last)]
    if _BARE_NOT.fullmatch(word):
        return [(first, last - 2), (last - 2, last)]
    return [(first, last)]


def _rejoined(text: str, words: list[Bounds], end: int) -> list[Bounds]:
    """Stops back to their abbreviations, prefixes back to their words."""
    lists = abbreviations()
    joined: list[Bounds] = []
    for first, last in words:
        if joined and joined[-1][1] == first:
            before = text[joined[-1][0] : joined[-1][1]]
            if text[first:last] == "." and _keeps_stop(before, lists, closing=last >= end):
                joined[-1] = (joined[-1][0], last)
                continue
            if before.endswith("-") and len(before) > 1 and text[first].isalnum():
                joined[-1] = (joined[-1][0], last)
                continue
            if (
                text[first:last] == "-"
                and before.lower() in lists.prefixes
                and text[last : last + 1].isalpha()
                and last < end
            ):
                joined[-1] = (joined[-1][0], last)
                continue
        joined.append((first, last))
    return joined


def _keeps_stop(word: str, lists: Abbreviations, *, closing: bool) -> bool:
    lower = word.lower()
    if len(word) == 1 and word.isupper():
        return not closing or word != "I"
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return True
    if lower in lists.before_number:
        return not closing and word != "no"
    plain = closing and lower in {
        "am",
        "pm",
        "sat",
        "sun",
        "mar",
        "min",
        "may",
        "co",
        "sec",
        "rep",
        "art",
        "spec",
        "gen",
    }
    return (lower in lists.before_name or lower in lists.may_end) and not plain
