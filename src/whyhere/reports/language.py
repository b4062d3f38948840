"""Guess a text's language from its commonest words; None rather than a guess that is not clear."""

from __future__ import annotations

import re
from functools import cache

from whyhere.vocabulary import load

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000  # characters; longer samples change nothing
_MIN_WORDS = 8
_MIN_SHARE = 0.12  # running text of any of the languages has 20–40 % of its commonest words
_MARGIN = 1.5  # the best must beat the next by this factor: neighbours such as es/pt share many


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in load("page_lines")["common_words"].items()}


def guess_language(text: str) -> str | None:
    """The two-letter code of the text's language, or None where it is too short or not clear."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _MIN_WORDS:
        return None
    scores = sorted(((sum(word in known for word in words), code) for code, known in _lists().items()), reverse=True)
    (best, code), (next_best, _) = scores[:2]
    return code if best >= _MIN_SHARE * len(words) and best >= _MARGIN * next_best else None


def tidy_language(value: str | None) -> str | None:
    """A declared language ("en-GB", "AR") as its two- or three-letter code; None where it is none."""
    code = (value or "").strip().lower().replace("_", "-").split("-")[0]
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else None
