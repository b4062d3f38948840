"""What citations offer a sentence: their words, names, dates, numbers, noes and doubts.

A span citation offers its span's words and its ``grounds``: names as they are, dates as ISO 8601 intervals
("2031-05-19/2031-05-19", an open side as ".."), numbers bounded by "≤" or "≥", exact ones behind "=". A fact citation
offers its values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.spoken import MONTHS, numbers_in, speakable
from whyhere.records import FactCitation, SpanCitation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whyhere.records import Certainty, Citation, Fact, When

Interval = tuple[date | None, date | None]
DayInText = tuple[int, int, int | None]  # day, month, year
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d|\.\.)/(\d{4}-\d\d-\d\d|\.\.)")
_BOUND = re.compile(r"[=≤≥]\d+(\.\d+)?(e[+-]?\d\d?)?")  # a name may begin with such a sign, too
_MONTH = "|".join(MONTHS)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})\b(?:,? (\d{{4}}))?")
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH}|{'|'.join(m[:3] for m in MONTHS)})\.? (\d{{1,2}})\b(?!,?\d{{3}})(?:st|nd|rd|th)?(?:, (\d{{4}}))?"
)
_NEGATED_ENDING = re.compile(r"n['’]t\b")


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a sentence's citations together carry. ``texts`` are where names may be found."""

    quotable: tuple[str, ...]
    texts: tuple[str, ...]
    intervals: tuple[Interval, ...]
    days: frozenset[DayInText]
    exact: frozenset[float]
    upper: frozenset[float]
    lower: frozenset[float]
    written: frozenset[float]
    says_no: bool
    must_say_no: bool
    certainties: frozenset[Certainty]
    origins: int


def interval(when: When) -> str:
    """A date as a ground: an ISO 8601 interval."""
    return f"{when.earliest or '..'}/{when.latest or '..'}"


def of(citations: Sequence[Citation], about: Sequence[str], known: Mapping[str, str]) -> Ground:
    """The ground that citations make. ``about`` are the place's own names, ``known`` the parties' names by id."""
    spans = [c for c in citations if isinstance(c, SpanCitation)]
    facts = [c.fact for c in citations if isinstance(c, FactCitation)]
    grounds = [g for c in spans for g in c.grounds]
    words = [c.span.text for c in spans]
    said = [text for fact in facts for text in _strings(fact)]
    names = [*(g for g in grounds if _is_name(g)), *said, *(known[text] for text in said if text in known), *about]
    return Ground(
        quotable=tuple(words),
        texts=(*words, *names),
        intervals=tuple(found for g in grounds if (found := _interval(g)) is not None),
        days=frozenset(days_in(" ; ".join(words))),
        exact=frozenset({*_marked(grounds, "="), *(n for fact in facts for n in _numbers(fact)), *_counts(facts)}),
        upper=_marked(grounds, "≤"),
        lower=_marked(grounds, "≥"),
        written=frozenset(
            n for text in (*words, *said, *(g for g in grounds if _is_name(g))) for _, n in numbers_in(text)
        ),
        says_no=any(c.negated or c.certainty == "denied" for c in spans)
        or any(negates(text) for text in (*words, *said))
        or any(_lacks(fact) for fact in facts),
        must_say_no=any(c.negated or c.certainty == "denied" for c in spans),
        certainties=frozenset(c.certainty for c in spans),
        origins=len({c.origin for c in spans}),
    )


def negates(text: str) -> bool:
    """Whether the text holds a word that says no."""
    words = set(re.findall(r"\w+", text.lower()))
    return bool(words & set(vocabulary.load("wording")["cite"]["negations"])) or bool(_NEGATED_ENDING.search(text))


def days_in(text: str) -> list[DayInText]:
    """The days that a text names, the year where it gives one."""
    found = [(int(d), MONTHS.index(m) + 1, int(y) if y else None) for d, m, y in _DAY_FIRST.findall(text)]
    short = [m[:3] for m in MONTHS]
    found += [(int(d), short.index(m[:3]) + 1, int(y) if y else None) for m, d, y in _MONTH_FIRST.findall(text)]
    return found


def _interval(ground: str) -> Interval | None:
    """The dates of an interval; None for a name, also one that looks like dates and is none."""
    if not _INTERVAL.fullmatch(ground):
        return None
    first, last = (None if end == ".." else end for end in ground.split("/"))
    try:
        return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    except ValueError:
        return None


def _is_name(ground: str) -> bool:
    return not _BOUND.fullmatch(ground) and _interval(ground) is None


def _marked(grounds: Iterable[str], mark: str) -> frozenset[float]:
    return frozenset(float(g[1:]) for g in grounds if g.startswith(mark) and _BOUND.fullmatch(g))


def _strings(fact: Fact) -> list[str]:
    found: list[str] = []
    for value in fact.values.values():
        found += [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []
    return [str(text) for text in found]


def _numbers(fact: Fact) -> set[float]:
    """Every way to say a fact's numbers, and by how much the way without the place is longer."""
    values = {k: v for k, v in fact.values.items() if isinstance(v, int | float) and not isinstance(v, bool)}
    said = {n for v in values.values() for n in speakable(v)}
    for key in ("minutes", "km"):
        if key in values and f"{key}_without" in values:
            said |= speakable(values[f"{key}_without"] - values[key])
    return said


def _counts(facts: Sequence[Fact]) -> set[float]:
    """How many facts there are and how long their lists are; and the sum of the people they count."""
    counts = {float(len(facts))} if facts else set()
    counts |= {float(len(v)) for fact in facts for v in fact.values.values() if isinstance(v, tuple)}
    heads = [v for fact in facts if isinstance(v := fact.values.get("people"), int | float)]
    return counts | (speakable(sum(heads)) if heads else set())


def _lacks(fact: Fact) -> bool:
    return any(v is None or v is False or v == () or "without" in k for k, v in fact.values.items())
