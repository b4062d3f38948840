"""Quoted stretches of a report: straight, curly and single marks, unbalanced ones, several paragraphs, nesting.

Works on the text alone, in one pass, so that no input can make it slow. A mark opens or closes by what stands beside
it, as printers set it; only where that leaves both open does parity decide. A quote whose closing mark is lost ends
with its sentence, one whose opening mark is lost begins with it. A paragraph that ends inside a quote and is followed
by one that opens again is one quote in several stretches, which share their ``series``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Token

_MARK = re.compile(r"[\"“”„«»]|''|``|['‘’]|\n+")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s)")
_OPENING, _CLOSING = frozenset({"“", "„", "«", "‘", "``"}), frozenset({"”", "»", "’"})
_STRAIGHT = frozenset({'"', "''", "'"})
_REOPENING = frozenset("\"“„«'‘`")
_STOPS = frozenset(".,?!")
_LONGEST_LOOKBACK = 600
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FRAGMENT = 4  # words: what is shorter and has no verb is a scare quote or a name
_LONG_FRAGMENT = 8  # words: what is longer is speech even without a verb


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch: ``start`` to ``end`` inside the marks, code points of the text, ends exclusive.

    ``opened`` and ``closed`` tell whether the mark stands in the text; ``depth`` is 1 for a quote inside a quote;
    ``series`` is shared by the paragraphs of one quote.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    depth: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def find_quotes(text: str, *, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
    """The quotes of ``text[start:end]`` in text order, outer ones before those inside them."""
    end = len(text) if end is None else end
    found: list[Quote] = []
    carried: int | None = None
    paragraphs = _paragraphs(text, start, end)
    for place, (first, last) in enumerate(paragraphs):
        marks = _marks(text, first, last)
        outer = _pair(text, first, last, [mark for mark in marks if not mark.single])
        singles = _pair_singles(text, marks, last)
        following = paragraphs[place + 1][0] if place + 1 < len(paragraphs) else None
        if outer and not outer[-1].closed and (following is None or text[following] not in _REOPENING):
            limit = outer[-1].end
            outer[-1] = replace(outer[-1], end=_sentence_end(text, outer[-1].start, limit))
        outer, carried = _number(outer, len(found), carried, first, text)
        found += _nest(outer, singles, len(found))
    return tuple(sorted(found, key=lambda quote: (quote.start, -quote.end)))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(match.end() for match in re.finditer(r"\n+", text[start:end]))]
    edges[1:] = [start + edge for edge in edges[1:]]
    return [(a, b) for a, b in zip(edges, [*edges[1:], end], strict=True) if text[a:b].strip()]


def _marks(text: str, first: int, last: int) -> list[_Mark]:
    return [
        mark
        for match in _MARK.finditer(text, first, last)
        if not match.group().startswith("\n") and (mark := _mark(text, match, first, last)) is not None
    ]


def _mark(text: str, match: re.Match[str], first: int, last: int) -> _Mark | None:
    """What a mark may do, by its shape and its neighbours; None for an apostrophe or the sign of inches."""
    form, single = match.group(), match.group() in "'‘’"
    before = text[match.start() - 1] if match.start() > first else " "
    after = text[match.end()] if match.end() < last else " "
    free_before = before.isspace() or before in "([{—–-/:\"“”„«»'‘`"
    free_after = after.isspace() or after in ".,;:!?)]}—–-/…\"“”«»'’"
    if single and ((before.isalnum() and after.isalnum()) or (form == "’" and free_before and not free_after)):
        return None
    if form in _STRAIGHT:
        opens, closes = free_before and (not free_after or before.isspace()), free_after or not free_before
        if before.isspace() and after.islower() and text[match.start() - 2 : match.start() - 1] in _STOPS:
            opens = closes = True  # behind an open quote a closing mark set off by mistake: "Why? "he asked
        elif not opens and not closes:
            opens = closes = True
    else:
        opens = form in _OPENING or (form in _CLOSING and free_before and not free_after)
        closes = not opens
    return _Mark(match.start(), match.end(), single, opens, closes)


def _pair(text: str, first: int, last: int, marks: Sequence[_Mark]) -> list[Quote]:
    """Pairs of double marks inside one paragraph, mended where one of a pair is lost."""
    quotes: list[Quote] = []
    begun: _Mark | None = None
    floor = first
    for mark in marks:
        if begun is None and mark.opens:
            begun = mark
        elif begun is not None and mark.closes:
            quotes.append(Quote(begun.end, mark.start))
            begun, floor = None, mark.end
        elif begun is not None:
            quotes.append(Quote(begun.end, _sentence_end(text, begun.end, mark.start), closed=False))
            floor, begun = quotes[-1].end, mark
        else:
            if not text[mark.start - 1 : mark.start].isdigit():  # five feet and 6" are no speech
                quotes.append(Quote(_sentence_start(text, floor, mark.start), mark.start, opened=False))
            floor = mark.end
    if begun is not None:
        quotes.append(Quote(begun.end, last, closed=False))
    return [quote for trimmed in quotes if (quote := _trim(text, trimmed)) is not None]


def _sentence_end(text: str, start: int, limit: int) -> int:
    match = _SENTENCE_END.search(text, start, limit)
    return match.end() if match else limit


def _sentence_start(text: str, floor: int, place: int) -> int:
    floor = max(floor, place - _LONGEST_LOOKBACK)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, floor, max(floor, place - 1))]
    return ends[-1] if ends else floor


def _trim(text: str, quote: Quote) -> Quote | None:
    start, end = quote.start, quote.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(quote, start=start, end=end) if any(c.isalnum() for c in text[start:end]) else None


def _pair_singles(text: str, marks: Sequence[_Mark], last: int) -> list[Quote]:
    """Pairs of single marks. A closing one may be a plural's apostrophe: the best before the next opening is taken."""
    quotes: list[Quote] = []
    singles = [mark for mark in marks if mark.single]
    place = 0
    while place < len(singles):
        begun = singles[place]
        place += 1
        if not begun.opens or begun.start + 1 >= last:
            continue
        closers: list[_Mark] = []
        while place < len(singles) and not (singles[place].opens and not singles[place].closes):
            if singles[place].closes:
                closers.append(singles[place])
                if text[singles[place].start - 1] in ".,!?":
                    place += 1
                    break
            place += 1
        if closers:
            quote = _trim(text, Quote(begun.end, _closer(text, closers).start))
            quotes += [quote] if quote else []
    return quotes


def _closer(text: str, closers: Sequence[_Mark]) -> _Mark:
    """The mark behind a stop or comma, else the first that is no plural's apostrophe, else the last."""
    punctuated = [mark for mark in closers if text[mark.start - 1] in ".,!?"]
    plain = [mark for mark in closers if text[mark.start - 1] != "s"]
    return (punctuated or plain or list(closers[-1:]))[0]


def _number(
    quotes: list[Quote], count: int, carried: int | None, first: int, text: str
) -> tuple[list[Quote], int | None]:
    """Series numbers: the first quote of a paragraph goes on with the one its predecessor left open."""
    numbered: list[Quote] = []
    for place, quote in enumerate(quotes):
        goes_on = place == 0 and quote.opened and not text[first : quote.start].strip("\"“„«` \t'")
        numbered.append(replace(quote, series=carried if goes_on and carried is not None else count + place))
    left_open = bool(numbered) and not numbered[-1].closed
    return numbered, numbered[-1].series if left_open else None


def _nest(outer: list[Quote], singles: list[Quote], count: int) -> list[Quote]:
    """Single-marked quotes inside double-marked ones lie deeper, and the other way round."""
    nested = [
        replace(quote, depth=int(_covered(quote, outer)), series=count + len(outer) + place)
        for place, quote in enumerate(singles)
    ]
    return [replace(quote, depth=int(_covered(quote, singles))) for quote in outer] + nested


def _covered(quote: Quote, others: Sequence[Quote]) -> bool:
    """Whether one of the others, which are in order and apart, holds the quote."""
    place = bisect_right(others, quote.start, key=lambda other: other.start) - 1
    return place >= 0 and others[place].start < quote.start and quote.end <= others[place].end


def is_speech(document: Document, quote: Quote) -> bool:
    """Whether the words are someone's speech rather than a scare quote, a title or a nickname.

    Speech has a finite verb in four words or more, or eight words, or is a whole sentence with its own stop.
    """
    words = [token for token in inside(document, quote) if token.upos != "PUNCT"]
    if any(token.xpos in _FINITE for token in words):
        return len(words) >= _FRAGMENT or _stopped(document, quote)
    return len(words) >= _LONG_FRAGMENT or (document.report.text[quote.start].isupper() and _stopped(document, quote))


def _stopped(document: Document, quote: Quote) -> bool:
    words = document.report.text[quote.start : quote.end]
    return words[-1] in ".!?,…" and len(words.split()) > 1


def inside(document: Document, quote: Quote) -> list[Token]:
    """The words that stand between the quote's marks."""
    return [
        token
        for sentence in document.sentences
        if sentence.start < quote.end and sentence.end > quote.start
        for token in sentence.tokens
        if token.start >= quote.start and token.end <= quote.end
    ]
