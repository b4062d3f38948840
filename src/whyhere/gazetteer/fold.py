"""Place names as keys: spellings that differ only by script habits come out equal.

Two keys a name. The *strict* one folds case, diacritics, apostrophes, hyphens and the Arabic article, which assimilates
to the letter that follows ("Ar Raqqah", "al-Raqqah": ``raqqah``). The *loose* one also folds the usual differences
between romanisations (q/k, ou/u, ay/ei/ai, gh/g, doubled letters, final -h), by rule, after the tables that BGN/PCGN,
ISO 233 and the French and English press use for one Arabic letter; it is for names that the strict key does not find.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REMEMBERED = 1 << 14  # names: a report asks for the same ones over and over
LOOSE_LETTERS = 5  # a shorter loose key is shared by too many names to say anything

_PLAIN = {
    "o": "ø",
    "l": "ł",
    "d": "đð",
    "th": "þ",
    "ss": "ß",
    "ae": "æ",
    "oe": "œ",
    "i": "ı",
    "h": "ħ",
    "a": "ə",
    "": "’‘'`´ʻʼʿʾʹ′",
}
LETTERS = str.maketrans({letter: plain for plain, letters in _PLAIN.items() for letter in letters})
_WORD = re.compile(r"[^\W_]+")
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset({"al", "el"})
_ASSIMILATED = re.compile(r"[aeu](sh|th|dh|[tdrznsl])$")
_FUSED = re.compile(r"^[ae](?=(sh|th|dh|[tdrznsl])\1)")

_DIGRAPHS = (
    ("sch", "sh"), ("tch", "sh"), ("ch", "sh"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("dj", "j"), ("zh", "j"), ("ck", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?![eiy])")
_IA = re.compile(r"i(?=[aeou])")
_VOWELS = re.compile(r"(?:[aeiou]|[yw](?![aeiou]))+")  # y and w before a vowel are consonants: Daraya is not Daraa
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[au])h$")


def words(name: str) -> list[str]:
    """The name's words without case, diacritics and apostrophes; the articles still stand."""
    lower = name.casefold().translate(LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c)).translate(LETTERS)
    return [SHORT.get(word, word) for word in _WORD.findall(plain)]


@lru_cache(REMEMBERED)
def strict(name: str) -> str:
    """The strict key; empty where the name has no letter."""
    parts = words(name)
    last = len(parts) - 1
    kept = [word for i, word in enumerate(parts) if i == last or not is_article(word, parts[i + 1])]
    if len(kept) > 1 and kept[0] == "the":
        kept = kept[1:]
    return "".join(kept)


@lru_cache(REMEMBERED)
def loose(name: str) -> str:
    """The loose key; empty where it would be too short to tell names apart."""
    parts = words(name)
    last = len(parts) - 1
    kept = [_FUSED.sub("", word) for i, word in enumerate(parts) if i == last or not is_article(word, parts[i + 1])]
    key = loosened("".join(kept))
    return key if len(key) >= LOOSE_LETTERS else ""


def loosened(plain: str) -> str:
    """What is left of folded letters when the differences between romanisations are taken out."""
    key = plain
    for old, new in _DIGRAPHS:
        key = key.replace(old, new)
    key = _DOUBLED.sub(r"\1", _IA.sub("iy", _HARD_C.sub("k", key)))
    return _FINAL_H.sub("", _DOUBLED.sub(r"\1", _VOWELS.sub(_vowel, key).replace("w", "v")))


@lru_cache(REMEMBERED)
def loose_word(word: str) -> str:
    """The loose key of one word of a name, whatever its length; an article run together with it is cut off."""
    parts = words(word)
    return loosened("".join(_FUSED.sub("", part) for part in parts))


def is_article(word: str, following: str) -> bool:
    """Whether a folded word is the Arabic article before the one that follows, its l assimilated or not."""
    if word in _ARTICLES:
        return True
    shape = _ASSIMILATED.fullmatch(word)
    return shape is not None and following.startswith(shape[1])


def _vowel(run: re.Match[str]) -> str:
    """Back vowels are one class, all others another: romanisations agree on little more."""
    return "u" if set(run[0]) & set("ouw") else "a"
