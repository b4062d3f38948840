"""Dates in a report, resolved against the day it was published.

The method is that of rule-based temporal tagging (HeidelTime, Strötgen & Gertz 2010): patterns, then a reading of each
match by its clause's tense. A day and month without a year is the nearest one not after publication, or not before it
where the clause looks ahead. What counts from publication has no date where the report has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import DateRef, When
from whyhere.statements import calendar as cal
from whyhere.statements.date_forms import FORMS, Form
from whyhere.statements.date_readings import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

_LEAD = re.compile(
    r"""
    \b(?:(?P<bound>since|until|till|by|before|after)\s+(?:(?:at\s+least|about|around)\s+)?
      | (?P<plain>in|during|of|from|to|through|for|between|on|and|at|last|next|this)\s+)?
    (?:the\s+)?
    (?:(?P<part>early|late|mid|earlier\s+in|later\s+in|beginning\s+of|start\s+of|end\s+of|middle\s+of)[\s-]+(?:in\s+|on\s+)?)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTS = {"beginning of": "early", "start of": "early", "end of": "late", "middle of": "mid"}
_BOUNDS = {"since": "since", "until": "until", "till": "until", "by": "until"}
_RUN_LEAD = re.compile(
    r"\b(?:after|following|amid|despite|during|through)\s+(?:(?:more than|nearly|almost|over)\s+)?$", re.IGNORECASE
)
_HAPPENING = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(vocabulary.load('dates')['cues']['happenings'])})s?\b")
_STOPS = "and when but as after to by with for the until or in before while that which at on since from it"
_NUMBER_USE = re.compile(rf"\s+(?!(?:{_STOPS.replace(' ', '|')})\b)[a-z]+")
_LOOKBACK = 40


@dataclass(frozen=True, slots=True)
class _Match:
    """One reading of one stretch of the text."""

    start: int
    end: int
    form: Form
    found: re.Match[str]
    lead: re.Match[str] | None


def find_dates(document: Document) -> tuple[DateRef, ...]:
    """Every date and time span the report names, in text order; ``when`` is None where it cannot be placed."""
    anchor = _anchor(document)
    last: date | None = None
    found: list[DateRef] = []
    for sentence in document.sentences:
        for match in _matches(document.report.text, sentence):
            if not _is_date(document.report.text, sentence, match):
                continue
            when = _resolve(document, sentence, match, anchor=anchor, last=last)
            span = document.report.span(match.start, match.end)
            found.append(DateRef(span.text, span, when))
            if when and when.precision == "day":
                last = when.latest
    return tuple(found)


def _anchor(document: Document) -> date | None:
    """The day of publication, where it is known to the day."""
    published = document.report.published
    return published.latest if published is not None and published.earliest == published.latest else None


def _matches(text: str, sentence: Sentence) -> list[_Match]:
    """The longest readings that do not overlap, in text order."""
    chosen: list[_Match] = []
    readings = sorted(_readings(text, sentence), key=lambda m: (m.start - m.end, FORMS.index(m.form)))
    for match in readings:
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _readings(text: str, sentence: Sentence) -> Iterator[_Match]:
    words = text[sentence.start : sentence.end].lower()
    held: dict[tuple[str, ...], bool] = {}
    for form in FORMS:
        if form.words not in held:
            held[form.words] = not form.words or any(word in words for word in form.words)
        if not held[form.words]:
            continue
        for found in form.pattern.finditer(text, sentence.start, sentence.end):
            lead = _LEAD.search(text[max(sentence.start, found.start() - _LOOKBACK) : found.start()])
            if form.needs_lead and not _is_led(form, found, lead, text):
                continue
            if _is_name_part(text, found):
                continue
            start, end = found.span()
            if lead is not None and (lead["bound"] or lead["part"]) and form.name not in {"run", "lasting"}:
                kept = lead.start("bound") if (lead["bound"] or "").lower() in _BOUNDS else lead.start("part")
                if kept >= 0:
                    start -= len(lead.string) - kept
            yield _Match(start, end, form, found, lead)


def _is_led(form: Form, found: re.Match[str], lead: re.Match[str] | None, text: str) -> bool:
    """Whether a month or year alone is one: "in May" and "since 2011", but neither "May" nor "by 2000 rebels"."""
    if form.name == "season" and (found["which"] or found["year"]):
        return True
    if form.name == "year" and lead is not None and lead[0].lower().endswith("the "):
        return _HAPPENING.match(text, found.end()) is not None  # "the 2011 uprising", no count of people
    if lead is None or not (lead["bound"] or lead["plain"] or lead["part"]):
        return False
    if lead["part"]:
        return True
    word = (lead["bound"] or lead["plain"] or "").lower()
    if form.name == "year":
        sure = word in {"in", "since", "during", "until"}
        return sure or (word not in {"at", "on", "for", "and"} and not _NUMBER_USE.match(text, found.end()))
    return word not in {"to", "at", "and", "on", "for"} or form.name == "season"


def _is_name_part(text: str, found: re.Match[str]) -> bool:
    """Whether the words belong to a name: "March 14 Alliance", "Sunday Times", "Radio Today"."""
    following = re.match(r"['’]?s?\s+([A-Z]\w+|prayers?\b)", text[found.end() : found.end() + 40])
    if following and following[1].lower() in vocabulary.load("dates")["cues"]["not_after"]:
        return True
    before = re.search(r"[A-Z]\w+\s+$", text[max(0, found.start() - 30) : found.start()])
    return bool(before) and found[0] in {"Today", "Tomorrow", "Tonight"}


def _verb_at(sentence: Sentence, match: _Match) -> Token | None:
    """The head of the clause that a match stands in."""
    token = next((t for t in sentence.tokens if t.end > match.found.start()), sentence.tokens[-1])
    return _clause(sentence, token)


def _is_date(text: str, sentence: Sentence, match: _Match) -> bool:
    """Whether a duration places something in time: "besieged for a year", "after weeks of shelling"."""
    if match.form.name == "lasting":
        return _is_lasting(sentence, _verb_at(sentence, match), match.found)
    if match.form.name == "part of day":
        return text[match.start - 1 : match.start] != "(" and not _names_day(text, sentence, match)
    before = text[max(sentence.start, match.found.start() - _LOOKBACK) : match.found.start()]
    return match.form.name != "run" or _RUN_LEAD.search(before) is not None


def _names_day(text: str, sentence: Sentence, match: _Match) -> bool:
    """Whether a clock time has its day beside it: "0700 GMT Tuesday"."""
    clock = any(c.isdigit() for c in match.found[0])
    return clock and any(m.form.name in {"full", "weekday", "day"} for m in _matches(text, sentence))


def _resolve(
    document: Document, sentence: Sentence, match: _Match, *, anchor: date | None, last: date | None
) -> When | None:
    """What a match means in its place."""
    if match.form.name == "run":
        last = _day_in(document, sentence, match, anchor)
    setting = Setting(anchor, future=_looks_ahead(sentence, _verb_at(sentence, match)), last=last)
    when = match.form.resolve(match.found, setting)
    return _bounded(when, match.lead, anchor) if when is not None else None


def _day_in(document: Document, sentence: Sentence, run: _Match, anchor: date | None) -> date | None:
    """The day named before a run in its sentence: "on May 19, after weeks of shelling"."""
    days = [
        m
        for m in _matches(document.report.text, sentence)
        if m.end <= run.start and m.form.name in {"full", "weekday", "day"}
    ]
    when = days[-1].form.resolve(days[-1].found, Setting(anchor)) if days else None
    return when.latest if when is not None else None


def _bounded(when: When, lead: re.Match[str] | None, anchor: date | None) -> When:
    """The date with what stands before it: "early", "since", "by the end of"."""
    if lead is None or when.precision in {"since", "until"}:
        return when
    part = " ".join((lead["part"] or "").lower().split())
    bound = _BOUNDS.get(" ".join((lead["bound"] or "").lower().split()))
    if part.endswith(" in"):
        running = part == "earlier in" and anchor is not None and cal.holds(when, anchor)
        return When(when.earliest, anchor, when.precision) if running else when
    if part and when.precision in {"month", "year", "season"}:
        when = cal.part_of(when, _PARTS.get(part, part))
    if bound == "since":
        return When(when.earliest, when.latest, "since")
    return When(None, when.latest, "until") if bound == "until" else when


# ------------------------------------------------------------------------------------------------------------ tense


def _clause(sentence: Sentence, token: Token) -> Token | None:
    """The word that heads the clause of a token: the nearest verb, or predicate with a copula, above it."""
    for step in (token, *sentence.ancestors(token)):
        if step.upos in {"VERB", "AUX"} or sentence.children(step, "cop"):
            return step
    return None


def _looks_ahead(sentence: Sentence, verb: Token | None) -> bool:
    """Whether the clause tells of what is to come: "will meet", "is planned", "agreed to meet"."""
    if verb is None:
        return False
    cues = vocabulary.load("dates")["cues"]
    helpers = sentence.children(verb, "aux", "cop")
    if any(a.text.lower() in cues["future_auxiliaries"] or a.lemma in cues["future_auxiliaries"] for a in helpers):
        return True
    if verb.lemma in cues["future_verbs"] and verb.xpos in {"VBN", "JJ"}:
        return True
    parent = sentence.parent(verb)
    infinitive = any(c.lemma == "to" for c in sentence.children(verb, "mark"))
    return infinitive and parent is not None and parent.lemma in cues["future_verbs"]


def _is_lasting(sentence: Sentence, verb: Token | None, found: re.Match[str]) -> bool:
    """Whether "for two years" tells how long something has gone on, and not how long a deal or sentence will be."""
    if verb is None or verb.lemma in vocabulary.load("dates")["cues"]["terms"] or _looks_ahead(sentence, verb):
        return False
    helpers = sentence.children(verb, "aux", "cop")
    perfect = any(a.lemma in {"have", "has", "had"} or a.text.lower() in {"have", "has", "had", "'ve"} for a in helpers)
    state = any(a.text.lower() in {"was", "were", "been"} for a in helpers) and verb.xpos != "VBG"
    return perfect or state or (bool(found["hedge"]) and verb.xpos in {"VBD", "VBN"})
