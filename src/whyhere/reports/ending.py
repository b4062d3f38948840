"""The end of a story: an agency's signature, who worked on it, a source in brackets, menu words that stuck to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from whyhere.reports.agencies import agency_name, agency_pattern
from whyhere.reports.dates import search_date
from whyhere.reports.lines import words
from whyhere.vocabulary import load

_MAX_TAIL = 400
_MAX_TAILS = 6
_MAX_WORD = 40
_SENTENCE_END = r"(?:(?<=[.!?…\"'”’)\]])|(?<=[.!?…\"'”’)\]]\s))"


@dataclass(frozen=True, slots=True)
class Tail:
    """What closes a paragraph and is no part of the story: where it begins, its kind, the agency that signs."""

    start: int
    kind: Literal["byline", "furniture"]
    agency: str | None = None


def read_tails(text: str) -> list[Tail]:
    """The tails of a story's last paragraph in the order of the text; empty when the story ends with itself."""
    tails: list[Tail] = []
    end = len(text)
    while end and len(tails) < _MAX_TAILS:
        tail = (
            _signature(text[:end])
            or _source(text[:end])
            or _signoff(text[:end])
            or _menu(text[:end])
            or _update(text[:end])
        )
        if tail is None or not text[: tail.start].strip():
            break
        tails.append(tail)
        end = len(text[: tail.start].rstrip())
    return tails[::-1]


@cache
def _signature_pattern() -> re.Pattern[str]:
    one = agency_pattern()
    many = rf"(?P<agency>{one})(?:\s?(?:/|,|and|&|\+)\s?(?:{one}))*"
    many_b = many.replace("agency", "agency_b", 1)
    many_c = many.replace("agency", "agency_c", 1)
    return re.compile(rf"(?:\s*[-–—]{{1,2}}\s*{many}|\s*[(\[]{many_b}[)\]]|{_SENTENCE_END}\s*{many_c})\s*\.?\s*$")


def _signature(text: str) -> Tail | None:
    """An agency's: "… he said. - REUTERS", "… (AFP)", "… said. AP"."""
    at = max(0, len(text) - _MAX_TAIL)
    found = _signature_pattern().search(text, at)
    if found is None:
        return None
    form = found.group("agency") or found.group("agency_b") or found.group("agency_c")
    return Tail(_begin(found), "byline", agency_name(form))


def _begin(found: re.Match[str]) -> int:
    """Where the match's first mark stands, past its leading white space."""
    return found.end() - len(found.group().lstrip())


@cache
def _source_pattern() -> re.Pattern[str]:
    labels = "|".join(load("page_lines")["source_starts"])
    return re.compile(
        rf"(?:[(\[](?i:{labels})\s*:?\s*(?P<a>[^()\[\]]{{2,80}})[)\]]|{_SENTENCE_END}(?i:{labels})(?:\s*:\s*|\s+)(?P<b>[A-Z][^.!?:;]{{1,80}}))\.?$"
    )


def _source(text: str) -> Tail | None:
    """A labelled source: "(Source: A Desk)", "Source: AFP"."""
    found = _source_pattern().search(text, max(0, len(text) - _MAX_TAIL))
    if found is None:
        return None
    named = found.group("a") or found.group("b")
    return Tail(_begin(found), "byline", agency_name(named.strip()))


@cache
def _signoff_pattern() -> re.Pattern[str]:
    starts = "|".join(re.escape(word) for word in sorted(load("page_lines")["signoff_starts"], key=len, reverse=True))
    return re.compile(
        rf"(?:[(\[](?i:{starts})\s[^()\[\]]{{2,300}}[)\]]|{_SENTENCE_END}(?i:{starts})\s[^.!?]{{2,300}}"
        rf"|{_SENTENCE_END}[A-Z]\w*\.?\s?/\s?[A-Z]\w*\.?)\.?$"
    )


def _signoff(text: str) -> Tail | None:
    """Who worked on it: "(Reporting by A; Editing by B)", and the desk's initials after the last stop ("A/ B")."""
    found = _signoff_pattern().search(text, max(0, len(text) - _MAX_TAIL))
    return None if found is None else Tail(_begin(found), "byline")


def _menu(text: str) -> Tail | None:
    """Menu phrases stuck to the last words, and menu words between; one such word alone only after a stop."""
    start, phrases, singles = len(text), 0, 0
    while start > len(text) - _MAX_TAIL:
        before = text[:start].rstrip()
        if (step := _phrase(before)) is not None:
            phrases += 1
        elif (step := _menu_word(before)) is not None:
            singles += 1
        else:
            break
        start = step
    after_stop = text[:start].rstrip().endswith((".", "!", "?", ")", '"', "”"))
    return Tail(start, "furniture") if phrases or singles > 1 or (singles and after_stop) else None


def _phrase(text: str) -> int | None:
    """Where a whole furniture phrase begins at the text's end; it must not grow out of a longer word or clause."""
    lowered = text.lower()
    ends = (phrase for phrase in load("page_lines")["furniture_ends"] if lowered.endswith(phrase))
    phrase = max(ends, key=len, default=None)
    if phrase is None:
        return None
    start = len(lowered) - len(phrase)
    return start if text[start].isupper() or text[start] == "(" or not text[:start].strip() else None


def _menu_word(text: str) -> int | None:
    found = re.search(r"(?:^|\s)([A-Z]\w+)\s*$", text[-_MAX_WORD:])
    if found is None or found.group(1).lower() not in words("menu_words"):
        return None
    return max(0, len(text) - _MAX_WORD) + found.start(1)


def _update(text: str) -> Tail | None:
    """A date line after the last stop: "Last Update: Saturday 7 October 2017 GMT 13:06"."""
    at = max(0, len(text) - 120)
    labels = "|".join(re.escape(label) for label in load("page_lines")["date_labels"] if label != "date")
    found = re.search(rf"{_SENTENCE_END}(?i:{labels})\b", text[at:])
    dated = None if found is None else search_date(text, at + found.start(), len(text))
    if found is None or dated is None or dated[0] != at + found.start():
        return None
    return Tail(dated[0], "furniture")
