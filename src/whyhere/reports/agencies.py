"""News agencies where they sign: in a line of their own, in a dateline, at the end of a story."""

from __future__ import annotations

import re
from functools import cache

from whyhere.vocabulary import load

_SHORT = 3  # initials of up to three letters are matched only as printed


@cache
def _names() -> dict[str, str]:
    """Each form an agency signs with → its name."""
    names: dict[str, str] = {}
    for agency in load("agencies")["agency"]:
        for form in (agency["name"], *agency["aliases"]):
            names[form] = agency["name"]
            if len(form) > _SHORT:
                names.setdefault(form.upper(), agency["name"])
    return names


@cache
def agency_pattern() -> str:
    """A regular expression (no groups) for any agency's form, longest first."""
    return "|".join(re.escape(form) for form in sorted(_names(), key=len, reverse=True))


@cache
def _alone() -> re.Pattern[str]:
    one = agency_pattern()
    return re.compile(rf"[(\[–—-]{{0,2}}\s?(?P<first>{one})(?:\s?(?:/|,|and|&|\|)\s?(?:{one}))*[)\]]?\.?")


def agency_name(form: str) -> str | None:
    """The name of the agency that signs with exactly this form."""
    return _names().get(form.strip())


def agency_line(line: str) -> str | None:
    """The agency (the first, where several sign) when the line is nothing but its signature; else None."""
    found = _alone().fullmatch(line.strip())
    return None if found is None else agency_name(found.group("first"))
