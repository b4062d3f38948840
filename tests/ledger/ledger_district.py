"""An invented district for the ledger's tests: Velm and Oster in Velmar, the Council against the Front, in June 2031.

``story`` makes a report of lines; a line is a sentence with the findings that a reader would find in it. Finding
factories take words of the sentence and look their spans up, so that every span quotes its report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from whyhere.records import (
    Access,
    Certainty,
    Control,
    DateRef,
    Event,
    Figure,
    Finding,
    Involvement,
    Outlook,
    Part,
    PartyRef,
    Place,
    PlaceRef,
    Report,
    Route,
    Span,
    Statement,
    StatementKind,
    Term,
    Voice,
    When,
)

PLACES = {"Velm": 101, "Oster": 102, "Karsk": 103, "Velmar province": 201, "Velmar": 201}
VELM = Place(101, "Velm", 45.1, 71.2, "XV", admin="Velmar", population=30_000)
OSTER = Place(102, "Oster", 45.3, 71.4, "XV", admin="Velmar", population=9_000)

Words = Callable[[str], Span]
Make = Callable[[Words], Finding]


def june(day: int) -> date:
    return date(2031, 6, day)


def on(day: int) -> When:
    return When(june(day), june(day), "day")


@dataclass(frozen=True)
class Line:
    """A sentence with what a reader would find in it; ``who`` is the named voice it begins with."""

    text: str
    findings: tuple[Make, ...] = ()
    who: Voice | None = None
    kind: StatementKind = "narration"
    certainty: Certainty = "asserted"
    places: tuple[str, ...] = ("Velm",)


def line(text: str, *findings: Make, **options: object) -> Line:
    return Line(text, findings, **options)  # type: ignore[arg-type]


def voice(name: str, *, named: bool = True, kind: str = "speaker", party: str | None = None) -> Voice:
    return Voice(name, named=named, kind=kind, party=party)  # type: ignore[arg-type]


def story(
    *lines: Line,
    day: int | None = 5,
    outlet: str | None = "Valley Post",
    agency: str | None = None,
    headline: str | None = None,
    model: str = "m1",
    **more: object,
) -> tuple[Report, tuple[Statement, ...]]:
    """A report of these lines and its statements; its id comes from its content."""
    text = "\n".join(([headline] if headline else []) + [one.text for one in lines])
    name = sha256(repr((text, day, outlet, agency, more)).encode()).hexdigest()[:16]
    parts = (Part("headline", 0, len(headline)),) if headline else ()
    published = on(day) if day is not None else None
    made = Report(
        name,
        text,
        parts,
        headline=headline,
        outlet=outlet,
        agency=agency,
        published=published,
        **more,  # type: ignore[arg-type]
    )
    statements, start = [], len(headline) + 1 if headline else 0
    for one in lines:
        statements.append(_statement(made, one, start, model))
        start += len(one.text) + 1
    return made, tuple(statements)


def _statement(report: Report, one: Line, start: int, model: str) -> Statement:
    def words(text: str) -> Span:
        found = report.text.index(text, start, start + len(one.text))
        return report.span(found, found + len(text))

    span = report.span(start, start + len(one.text))
    return Statement(
        id=f"{report.id}-{start}-{model}",
        report=report.id,
        span=span,
        kind=one.kind,
        certainty=one.certainty,
        voice=(one.who,) if one.who else (),
        findings=tuple(make(words) for make in one.findings),
        places=tuple(place(words, name) for name in one.places if name in one.text),
        parsed_by=model,
    )


def place(words: Words, text: str, *, kind: str | None = None, part: str | None = None) -> PlaceRef:
    kind = kind or ("province" if "province" in text else "settlement")
    return PlaceRef(text, words(text), text, id=PLACES.get(text), kind=kind, part=part, confidence=0.9, reason="named")


def party(words: Words, text: str | None) -> PartyRef | None:
    return None if text is None else PartyRef(text, words(text), text, id=None if text == "gunmen" else text.lower())


def term(words: Words, text: str, value: str | None = None) -> Term:
    return Term(text, words(text), value or text)


def dated(words: Words, text: str | None, when: When | None) -> DateRef | None:
    return None if text is None else DateRef(text, words(text), when)


def control(
    change: str,
    *,
    by: str | None = "Council",
    other: str | None = None,
    at: str = "Velm",
    verb: str | None = None,
    when: tuple[str, When | None] | None = None,
    since: tuple[str, When | None] | None = None,
    until: tuple[str, When | None] | None = None,
    part: str | None = None,
    kind: str | None = None,
    negated: bool = False,
) -> Make:
    def make(words: Words) -> Finding:
        verb_span = term(words, verb or change, change)
        return Control(
            verb_span.span,
            verb_span,
            place=place(words, at, kind=kind, part=part),
            party=party(words, by),
            other=party(words, other),
            when=dated(words, *when) if when else None,
            since=dated(words, *since) if since else None,
            until=dated(words, *until) if until else None,
            negated=negated,
        )

    return make


def event(kind: str, *, at: str | None = "Velm", when: tuple[str, When | None] | None = None) -> Make:
    def make(words: Words) -> Finding:
        found = term(words, kind)
        return Event(
            found.span, found, place=place(words, at) if at else None, when=dated(words, *when) if when else None
        )

    return make


def figure(what: str, number: str, *, low: float | None, high: float | None, at: str | None = "Velm") -> Make:
    def make(words: Words) -> Finding:
        found = term(words, what)
        return Figure(found.span, found, words(number), low, high, place=place(words, at) if at else None)

    return make


def route(effect: str, *, via: str | None = None, to: tuple[str, ...] = ()) -> Make:
    def make(words: Words) -> Finding:
        found = term(words, effect)
        ends = tuple(place(words, name) for name in to)
        return Route(found.span, found, via=place(words, via) if via else None, to=ends)

    return make


def access(state: str, *, at: str | None = "Velm") -> Make:
    def make(words: Words) -> Finding:
        found = term(words, state)
        return Access(found.span, found, place=place(words, at) if at else None)

    return make


def beside(actor: str, ally: str, *, role: str = "fight") -> Make:
    def make(words: Words) -> Finding:
        who, friend = party(words, actor), party(words, ally)
        assert who is not None
        return Involvement(who.span, who, term(words, role), beside=friend)

    return make


def outlook(cue: str, *, at: str | None = "Velm") -> Make:
    def make(words: Words) -> Finding:
        found = term(words, cue)
        return Outlook(found.span, found, place=place(words, at) if at else None)

    return make


def many(count: int, *, lines: int = 3) -> Iterator[tuple[Report, tuple[Statement, ...]]]:
    """As many reports, in a fixed order, of as many lines each: control, figures, events and quotes in turn."""
    parties = ("Council", "Front")
    for number in range(count):
        who, other = parties[number // 40 % 2], parties[1 - number // 40 % 2]
        made = (
            line(f"The {who} captured Velm in round {number}.", control("captured", by=who)),
            line(f"Shelling hit Oster in round {number}.", event("Shelling", at="Oster"), places=("Oster",)),
            line(f"At least {number} wounded lay in Velm.", figure("wounded", str(number), low=number, high=None)),
            line(f"“We hold,” said the {other} in round {number}.", kind="quote", who=voice(f"Speaker {number % 7}")),
        )
        chosen = [made[index % len(made)] for index in range(lines)]
        yield story(*chosen, day=1 + number % 28, outlet=f"Outlet {number % 11}", headline=f"Round {number} in Velm")
