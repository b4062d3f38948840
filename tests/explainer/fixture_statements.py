"""What a reader of the invented reports finds in them: statements with their slots, each on its span."""

# Over 400 lines on purpose: one invented war is read whole in one place, and tests name its findings.

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fixture_reports import CARDS, HADRAN, MARAVEL, REPORTS, day

from whyhere.records import (
    Access,
    Certainty,
    Control,
    DateRef,
    Event,
    Evidence,
    Figure,
    Finding,
    Involvement,
    Outlook,
    PartyRef,
    Place,
    PlaceRef,
    Route,
    Span,
    Statement,
    StatementKind,
    Term,
    Voice,
    When,
)


class Reading:
    """Slots of one report, found by their words."""

    def __init__(self, report: str) -> None:
        self.report = REPORTS[report]

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return self.report.span(start, start + len(words))

    def term(self, words: str, value: str) -> Term:
        return Term(words, self.span(words), value)

    def party(self, words: str, name: str, key: str | None) -> PartyRef:
        return PartyRef(words, self.span(words), name, key)

    def place(self, words: str, place: Place | None = MARAVEL, **more: Any) -> PlaceRef:  # noqa: ANN401 - optional fields of the record
        if place is None:
            return PlaceRef(words, self.span(words), words, **more)
        return PlaceRef(words, self.span(words), place.name, place.id, place.lat, place.lon, place.country, **more)

    def date(self, words: str, when: When) -> DateRef:
        return DateRef(words, self.span(words), when)

    def voice(self, words: str, **more: Any) -> Voice:  # noqa: ANN401 - optional fields of the record
        return Voice(words, span=self.span(words), **more)

    def says(
        self,
        words: str,
        *findings: Finding,
        kind: StatementKind = "narration",
        certainty: Certainty = "asserted",
        voice: tuple[Voice, ...] = (),
    ) -> Statement:
        span = self.span(words)
        return Statement(f"{self.report.id}:{span.start}", self.report.id, span, kind, certainty, voice, None, findings)


def evidence(statement: Statement, index: int | None = 0) -> Evidence:
    card = CARDS[statement.report]
    return Evidence(statement, None if index is None else statement.findings[index], card, card.family)


def printed_by(item: Evidence, report: str) -> Evidence:
    """The same words in another print of the same wire story."""
    reading = Reading(report)
    statement = replace(
        item.statement, report=report, id=f"{report}:again", span=reading.span(item.statement.span.text)
    )
    assert item.finding is not None
    finding = replace(item.finding, span=reading.span(item.finding.span.text))
    return Evidence(statement, finding, CARDS[report], CARDS[report].family)


_W, _P, _H, _L, _R, _A = (
    Reading(key) for key in ("wire-1", "post-1", "herald-1", "league-1", "relief-1", "analysis-1")
)
JUNE_5, JUNE_6, MAY_19, JUNE_4 = day(2031, 6, 5), day(2031, 6, 6), day(2031, 5, 19), day(2031, 6, 4)

_STATE_TV = (_W.voice("state television", named=False),)
_RETAKEN = "Karsian government troops have retaken the town of Maravel after weeks of fighting"
RETAKEN = evidence(
    _W.says(
        _RETAKEN,
        Control(
            _W.span(_RETAKEN),
            _W.term("have retaken", "retook"),
            _W.place("Maravel after".removesuffix(" after")),
            _W.party("Karsian government troops", "Karsian government", "government"),
            when=_W.date("June 5", JUNE_5),
        ),
        kind="indirect",
        voice=_STATE_TV,
    )
)
RETAKEN_AGAIN = printed_by(RETAKEN, "post-1")

_ASSAULT = "The army launched a ground assault on the town on May 19, after weeks of shelling by government artillery"
ASSAULT_STATEMENT = _W.says(
    _ASSAULT,
    Event(
        _W.span("The army launched a ground assault on the town on May 19"),
        _W.term("ground assault", "assault"),
        _W.party("The army", "Karsian government", "government"),
        place=_W.place("the town", anaphor=True),
        when=_W.date("May 19", MAY_19),
    ),
    Event(
        _W.span("weeks of shelling by government artillery"),
        _W.term("shelling", "shelling"),
        _W.party("government artillery", "Karsian government", "government"),
        place=_W.place("the town", anaphor=True),
        when=_W.date("weeks", When(None, MAY_19.earliest, "until")),
    ),
)
ASSAULT, SHELLING = evidence(ASSAULT_STATEMENT), evidence(ASSAULT_STATEMENT, 1)

_SUPPLY = "Maravel lies on a vital supply route between Oster and the port of Brask"
SUPPLY = evidence(
    _W.says(
        _SUPPLY,
        Route(
            _W.span(_SUPPLY),
            _W.term("lies on", "lies on"),
            _W.term("supply route", "supply"),
            via=_W.place("Maravel lies".removesuffix(" lies")),
            between=(_W.place("Oster", None), _W.place("the port of Brask", None)),
        ),
    )
)

_HELD = "For more than a year the League held Maravel and denied the army passage to Brask"
_HELD_STATEMENT = _W.says(
    _HELD,
    Control(
        _W.span("For more than a year the League held Maravel"),
        _W.term("held", "held"),
        _W.place("Maravel and".removesuffix(" and")),
        _W.party("the League", "Northern League", "league"),
        since=_W.date("For more than a year", When(None, day(2030, 6, 5).latest, "since")),
    ),
    Route(
        _W.span("denied the army passage to Brask"),
        _W.term("denied", "denied"),
        via=_W.place("Maravel and".removesuffix(" and")),
        to=(_W.place("Brask", None),),
        actor=_W.party("the League", "Northern League", "league"),
        party=_W.party("the army", "Karsian government", "government"),
    ),
)
HELD, DENIED_PASSAGE = evidence(_HELD_STATEMENT), evidence(_HELD_STATEMENT, 1)

_WHOEVER = "Whoever holds Maravel holds the road to the sea, and whoever holds the road to the sea holds the valley"
WHOEVER = evidence(
    _W.says(
        _WHOEVER,
        kind="quote",
        voice=(
            _W.voice(
                "Dara Vint",
                role="Colonel",
                party="government",
                medium="told Hadran-based Channel Six",
            ),
            _W.voice("Channel Six", kind="medium"),
        ),
    ),
    None,
)

_TRAPPED = "As many as 14,000 civilians are thought to be trapped in Maravel"
TRAPPED_POST = evidence(
    _P.says(
        _TRAPPED,
        Figure(
            _P.span(_TRAPPED),
            _P.term("trapped", "trapped"),
            _P.span("14,000"),
            None,
            14_000,
            unit="civilians",
            hedge=_P.term("As many as", "at most"),
            place=_P.place("Maravel"),
        ),
        certainty="estimated",
    )
)

_LET_IN = "The authorities will allow the Relief Corps into the town immediately after the end of military operations."
LET_IN = evidence(
    _P.says(
        _LET_IN,
        Access(
            _P.span(_LET_IN.removesuffix(".")),
            _P.term("will allow", "conditional"),
            to=(_P.party("the Relief Corps", "Relief Corps", "relief"),),
            place=_P.place("the town", anaphor=True),
            by=_P.party("The authorities", "Karsian government", "government"),
            condition=_P.span("immediately after the end of military operations"),
        ),
        kind="quote",
        certainty="conditional",
        voice=(_P.voice("Joren Hald", role="Karsia's interior minister", party="government"),),
    )
)

_COMMANDER = (_H.voice("a League commander", named=False, party="league"),)
_WITHDREW = "The Northern League withdrew from Maravel overnight"
WITHDREW = evidence(
    _H.says(
        _WITHDREW,
        Control(
            _H.span(_WITHDREW),
            _H.term("withdrew", "withdrew"),
            _H.place("Maravel"),
            _H.party("The Northern League", "Northern League", "league"),
            when=_H.date("overnight", JUNE_5),
        ),
        kind="indirect",
        voice=_COMMANDER,
    )
)

_STAYED = "A road stayed open to the north and our fighters left by it with the families who could walk"
STAYED = evidence(
    _H.says(
        _STAYED,
        Route(
            _H.span("A road stayed open to the north"),
            _H.term("stayed open", "open"),
            _H.term("road", "exit"),
            via=_H.place("Maravel"),
            direction=_H.term("north", "north"),
        ),
        kind="quote",
        voice=_COMMANDER,
    )
)

_GUARD = "Ulland Guard fighters are taking part in the battle beside the army"
GUARD = evidence(
    _H.says(
        _GUARD,
        Involvement(
            _H.span(_GUARD),
            _H.party("Ulland Guard fighters", "Ulland Guard", "guard"),
            _H.term("taking part in the battle", "fighting"),
            beside=_H.party("the army", "Karsian government", "government"),
            place=_H.place("Maravel"),
        ),
        kind="indirect",
        voice=(_H.voice("three residents", named=False),),
    )
)

_WOUNDED = "at least 900 wounded people were still trapped in the town"
WOUNDED = evidence(
    _H.says(
        _WOUNDED,
        Figure(
            _H.span(_WOUNDED),
            _H.term("wounded", "wounded"),
            _H.span("900"),
            900,
            None,
            hedge=_H.term("at least", "at least"),
            place=_H.place("the town", anaphor=True),
        ),
        kind="indirect",
        voice=(_H.voice("Relief workers", named=False),),
    )
)

_SMUGGLER = "The Guard has cut almost all of our supply roads to the town"
CUT = evidence(
    _H.says(
        _SMUGGLER,
        Route(
            _H.span(_SMUGGLER),
            _H.term("has cut", "cut"),
            _H.term("supply roads", "supply"),
            to=(_H.place("the town", anaphor=True),),
            actor=_H.party("The Guard", "Ulland Guard", "guard"),
        ),
        kind="quote",
        voice=(_H.voice("a smuggler", named=False, medium="told the Ulland Herald"),),
    )
)

_REFUGE = "Some speculate the government would move its staff to Brask if Hadran fell"
REFUGE = evidence(
    _H.says(
        _REFUGE,
        Outlook(
            _H.span(_REFUGE),
            _H.term("speculate", "speculated"),
            _H.span("if Hadran fell"),
            _H.place("Brask", None),
        ),
        certainty="speculated",
        voice=(_H.voice("Some", named=False),),
    )
)

_NOT_HELD = "The League denies that the army controls Maravel"
NOT_HELD = evidence(
    _L.says(
        _NOT_HELD,
        Control(
            _L.span("the army controls Maravel"),
            _L.term("controls", "held"),
            _L.place("Maravel"),
            _L.party("the army", "Karsian government", "government"),
            when=_L.date("June 6", JUNE_6),
            negated=True,
        ),
        kind="indirect",
        certainty="denied",
        voice=(_L.voice("The League", party="league"),),
    )
)
_QUARTER = "Our fighters still hold the eastern quarter of Maravel"
QUARTER = evidence(
    _L.says(
        _QUARTER,
        Control(
            _L.span(_QUARTER),
            _L.term("hold", "holds part"),
            _L.place("Maravel", part="the eastern quarter of"),
            _L.party("Our fighters", "Northern League", "league"),
            when=_L.date("June 6", JUNE_6),
        ),
        kind="indirect",
        voice=(_L.voice("the League", party="league", medium="in a statement"),),
    )
)
_TRAPPED_LEAGUE = "21,000 civilians were trapped in the town"
TRAPPED_LEAGUE = evidence(
    _L.says(
        _TRAPPED_LEAGUE,
        Figure(
            _L.span(_TRAPPED_LEAGUE),
            _L.term("trapped", "trapped"),
            _L.span("21,000"),
            21_000,
            21_000,
            unit="civilians",
            place=_L.place("the town", anaphor=True),
        ),
        kind="indirect",
        voice=(
            Voice(
                "the League",
                party="league",
                resolved_from="It",
                span=_L.span("It said").__class__(
                    "league-1", _L.span("It said").start, _L.span("It said").start + 2, "It"
                ),
            ),
        ),
    )
)

_CALL = "The Relief Corps called on both sides on June 4 to let its convoys into Maravel"
CALL = evidence(
    _R.says(
        _CALL,
        Access(
            _R.span(_CALL),
            _R.term("called on", "requested"),
            to=(_R.party("The Relief Corps", "Relief Corps", "relief"),),
            place=_R.place("Maravel"),
            when=_R.date("June 4", JUNE_4),
        ),
    )
)
_RANGE = "the number of civilians trapped in Maravel at between 9,000 and 12,000"
TRAPPED_RELIEF = evidence(
    _R.says(
        _RANGE,
        Figure(
            _R.span(_RANGE),
            _R.term("trapped", "trapped"),
            _R.span("9,000 and 12,000"),
            9_000,
            12_000,
            unit="civilians",
            place=_R.place("Maravel"),
        ),
        kind="indirect",
        certainty="estimated",
        voice=(_R.voice("The Relief Corps", party="relief"),),
    )
)
RIVER = evidence(
    _R.says(
        "Nothing has gone in since April. People are drinking from the river",
        Access(
            _R.span("Nothing has gone in since April"),
            _R.term("gone in", "blocked"),
            place=_R.place("Maravel"),
        ),
        kind="quote",
        voice=(_R.voice("Ilse Maren", role="the Relief Corps coordinator in Oster", party="relief"),),
    )
)

_TALKS = "The fall of Maravel will likely discourage the government from joining the talks planned for July"
TALKS = evidence(_A.says(_TALKS, Outlook(_A.span(_TALKS), _A.term("will likely", "expected")), certainty="expected"))
_HARD = "If the army keeps the town, the League will find it hard to supply Tolm"
HARD = evidence(
    _A.says(
        _HARD,
        Outlook(_A.span(_HARD), _A.term("will", "expected"), _A.span("If the army keeps the town")),
        certainty="conditional",
    )
)
_CROSSED = "the Guard had crossed the border"
CROSSED = evidence(
    _A.says(
        _CROSSED,
        Involvement(
            _A.span(_CROSSED),
            _A.party("the Guard", "Ulland Guard", "guard"),
            _A.term("crossed the border", "fighting"),
            negated=True,
        ),
        kind="indirect",
        certainty="denied",
        voice=(_A.voice("Petra Oln", role="Ulland's foreign minister"),),
    )
)
CAPITAL = HADRAN
