"""What a language model says it read, found again in the text, or dropped.

A language model returns words, not offsets, and may return words that the text does not have. A quotation is accepted
only where its letters and digits stand in the window in that order without a gap; white space, quotation marks and
the form of hyphens and apostrophes may differ, nothing else: no fuzzy match, no case folding of what is not there.
"""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "\u2010": "-", "“": '"', "”": '"', "«": '"', "»": '"'}
)
_SKIPPED = frozenset("'\"")


def align(text: str, start: int, end: int, said: str, *, after: int = 0) -> tuple[int, int] | None:
    """The first stretch of ``text[start:end]``, from ``after`` on, that says the very words; None where there is none.

    The stretch begins and ends at letters or digits and never inside a longer word.
    """
    wanted = _kept(said, 0)
    window = _kept(text[max(start, after) : end], max(start, after))
    sought = "".join(c for c, _ in wanted)
    if not sought:
        return None
    laid = "".join(c for c, _ in window)
    at = laid.find(sought)
    while at >= 0:
        first, last = window[at][1], window[at + len(sought) - 1][1] + 1
        if not _inside_word(text, first, last) and _spaced_alike(text[first:last], said):
            return first, last
        at = laid.find(sought, at + 1)
    return None


def _kept(text: str, offset: int) -> list[tuple[str, int]]:
    """The characters that must agree, with their offsets: all but white space and quotation marks."""
    kept = []
    for place, char in enumerate(text):
        plain = unicodedata.normalize("NFKC", char).translate(_ALIKE)
        if len(plain) == 1 and not plain.isspace() and plain not in _SKIPPED:
            kept.append((plain, offset + place))
    while kept and not kept[0][0].isalnum():
        kept.pop(0)
    while kept and not kept[-1][0].isalnum():
        kept.pop()
    return kept


def _inside_word(text: str, first: int, last: int) -> bool:
    before = first > 0 and text[first - 1].isalnum() and text[first].isalnum()
    behind = last < len(text) and text[last].isalnum() and text[last - 1].isalnum()
    return before or behind


def _spaced_alike(found: str, said: str) -> bool:
    """Whether words are cut at the same places: "there in" is not "therein"."""
    return _words(found) == _words(said)


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).translate(_ALIKE) if c not in _SKIPPED)
    return [w for w in ("".join(c if c.isalnum() else " " for c in plain)).split() if w]
