"""The words of Whyhere: what is read, what is kept, what is shown.

All records are frozen. Offsets are code points of the report's normalised text, ends exclusive. Times of travel are
seconds unless a name says minutes; lengths are kilometres; coordinates are WGS 84 degrees.

Reading order: :class:`Report` → :class:`Statement` with its :class:`Voice` and findings → :class:`Evidence` and
:class:`Verdict` in a :class:`Dossier` → :class:`Stakes` → :class:`Explainer`.
"""

# Over 400 lines on purpose: the whole vocabulary of the project is one page, so that no word is defined twice.

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the ledger reads these annotations while running
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# --------------------------------------------------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report's normalised text; ``text`` equals ``report.text[start:end]``, always."""

    report: str
    start: int
    end: int
    text: str


Precision = Literal["day", "days", "week", "month", "season", "year", "since", "until", "unknown"]


@dataclass(frozen=True, slots=True)
class When:
    """A date as sure as its source: it lies within [earliest, latest], both inclusive; None is an open side.

    ``day``: both equal. ``since``: began at or before ``latest`` and goes on. ``until``: ended at or before ``latest``.
    ``days``: a short run, such as "in the past 48 hours". ``unknown``: the text names a time that could not be placed.
    """

    earliest: date | None
    latest: date | None
    precision: Precision

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders by the end of the interval, then its start; what has no date comes first."""
        latest = self.latest or self.earliest or date.min
        return latest, self.earliest or latest


PartKind = Literal[
    "headline", "byline", "dateline", "summary", "heading", "body", "caption", "credit", "related", "furniture"
]


@dataclass(frozen=True, slots=True)
class Part:
    """A region of a report's text by its role on the page.

    ``furniture`` is what no reader reads: menus, share lines.
    """

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Media:
    """A photograph or video with its caption and credit as printed; ``caption_span`` where it stands in the text."""

    kind: Literal["photo", "video"]
    url: str | None
    caption: str | None
    credit: str | None
    caption_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A link to another story, as printed."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One published item. ``id`` comes from the content; ``parts`` cover the text in order without overlap."""

    id: str
    text: str
    parts: tuple[Part, ...]
    headline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: When | None = None
    url: str | None = None
    language: str | None = None
    media: tuple[Media, ...] = ()
    related: tuple[Related, ...] = ()
    origin: str = ""  # the file (and line) or address it was read from
    sample: bool = False  # written for a sample, says so itself

    def span(self, start: int, end: int) -> Span:
        """The span of this report from ``start`` to ``end``; ValueError when it lies outside the text."""
        if not 0 <= start < end <= len(self.text):
            message = f"span {start}–{end} lies outside report {self.id} ({len(self.text)} characters)"
            raise ValueError(message)
        return Span(self.id, start, end, self.text[start:end])


# ------------------------------------------------------------------------------------------------------ statements

Certainty = Literal["asserted", "estimated", "expected", "speculated", "conditional", "denied"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain from the words' origin to print (origin first).

    ``name`` is the name or description as said ("a rebel commander"); ``named`` tells which. ``party`` is the party the
    voice speaks for, where the text or the beat says so. ``medium`` is how it was said ("told …", "in a statement").
    ``resolved_from`` is the pronoun that stood in the text, when the name was found elsewhere in the report.
    """

    name: str
    role: str | None = None
    party: str | None = None
    named: bool = True
    medium: str | None = None
    span: Span | None = None
    resolved_from: str | None = None
    kind: Literal["speaker", "medium", "outlet", "agency"] = "speaker"


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as mentioned.

    ``id`` is its GeoNames id when resolved; ``confidence`` 0 to 1; ``reason`` says why in words.

    ``kind``: settlement, province, country, region, river, road, crossing, neighbourhood, airbase, facility, area.
    ``part``: the part meant ("eastern", "60 percent of"); ``anaphor``: said as "the town", resolved to its name.
    """

    text: str
    span: Span
    name: str
    id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    kind: str = "settlement"
    part: str | None = None
    anaphor: bool = False
    confidence: float = 0.0
    reason: str = "unresolved"


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A party as mentioned, kept as said. ``id`` only with evidence (the beat's alias, or the report's own words)."""

    text: str
    span: Span
    name: str
    id: str | None = None
    reason: str = "as said"


@dataclass(frozen=True, slots=True)
class DateRef:
    """A time as mentioned and what it resolves to (None when it cannot be placed, e.g. a report without a date)."""

    text: str
    span: Span
    when: When | None


@dataclass(frozen=True, slots=True)
class Term:
    """A slot filled by a word of a closed vocabulary (``value``), with the words that say it."""

    text: str
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Control:
    """Who came to hold, lost or held which place.

    ``change``: captured, retook, lost, withdrew, held, holds part, entered, besieged, advanced, contested.
    ``party`` is the one of whom the change is said ("the rebels withdrew": the rebels); ``other`` the opposite one.
    """

    span: Span
    change: Term
    place: PlaceRef | None = None
    party: PartyRef | None = None
    other: PartyRef | None = None
    when: DateRef | None = None
    since: DateRef | None = None
    until: DateRef | None = None
    negated: bool = False
    type: Literal["control"] = "control"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``event`` is its kind (assault, shelling, airstrike, talks, ceasefire call…)."""

    span: Span
    event: Term
    actor: PartyRef | None = None
    target: PartyRef | None = None
    place: PlaceRef | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["event"] = "event"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people or things, with bounds.

    "As many as 20,000" is low None, high 20000; "at least 9" is low 9, high None.

    An exact number has both equal. ``hedge`` holds the words that bound or soften it; ``unit`` is people unless said.
    """

    span: Span
    what: Term
    number: Span
    low: float | None
    high: float | None
    unit: str = "people"
    hedge: Term | None = None
    place: PlaceRef | None = None
    party: PartyRef | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Route:
    """What is said of a way: ``effect`` is lies on, allowed, denied, hindered, cut, open, closed, reopened, threatened.

    ``kind``: supply, smuggling, road, corridor, exit, crossing, border, refuge, access. ``via`` is the place it runs
    through, ``between`` its two ends, ``frm``/``to`` its direction, ``direction`` a compass word.
    """

    span: Span
    effect: Term
    kind: Term | None = None
    via: PlaceRef | None = None
    between: tuple[PlaceRef, ...] = ()
    frm: PlaceRef | None = None
    to: tuple[PlaceRef, ...] = ()
    actor: PartyRef | None = None
    party: PartyRef | None = None
    direction: Term | None = None
    condition: Span | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["route"] = "route"


@dataclass(frozen=True, slots=True)
class Access:
    """Humanitarian access: ``state`` is allowed, refused, conditional, requested, delivered, blocked, evacuated."""

    span: Span
    state: Term
    to: tuple[PartyRef, ...] = ()
    place: PlaceRef | None = None
    by: PartyRef | None = None
    condition: Span | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["access"] = "access"


@dataclass(frozen=True, slots=True)
class Involvement:
    """A party taking part beside or against another, somewhere."""

    span: Span
    actor: PartyRef
    role: Term
    beside: PartyRef | None = None
    against: PartyRef | None = None
    place: PlaceRef | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["involvement"] = "involvement"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected, feared or held significant; ``condition`` is the if-clause."""

    span: Span
    cue: Term
    condition: Span | None = None
    place: PlaceRef | None = None
    when: DateRef | None = None
    negated: bool = False
    type: Literal["outlook"] = "outlook"


Finding = Control | Event | Figure | Route | Access | Involvement | Outlook
StatementKind = Literal["quote", "indirect", "narration"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a report: whose, in what words, how sure, and what it finds.

    ``voice`` runs from the words' origin to print. ``unresolved`` names what was abstained from ("speaker: 'he'").
    ``places`` are all places mentioned in the span, also those no finding uses. ``parsed_by`` is the model's version.
    """

    id: str
    report: str
    span: Span
    kind: StatementKind
    certainty: Certainty
    voice: tuple[Voice, ...]
    cue: Span | None = None
    findings: tuple[Finding, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    part: PartKind = "body"
    unresolved: tuple[str, ...] = ()
    parsed_by: str = ""


# ------------------------------------------------------------------------------------------------- beat and ground


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a beat: its id, the name to print, every name it goes by, and the leaders whose forces it is."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    adjective: str | None = None
    civilian: bool = False  # aid and international bodies: they hold nothing


@dataclass(frozen=True, slots=True)
class Stance:
    """Two parties said to stand together or against each other, by whom."""

    parties: tuple[str, str]
    relation: Literal["with", "against"]
    per: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. ``id`` is its GeoNames id; ``admin`` the province's name; ``kind`` as in PlaceRef."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin: str = ""
    population: int = 0
    kind: str = "settlement"
    names: tuple[str, ...] = ()


SiteKind = Literal["capital", "city", "port", "crossing", "hospital", "aid hub", "airport"]


@dataclass(frozen=True, slots=True)
class Site:
    """A key site: where a connection begins or ends. ``place`` is the id of the terrain's node or GeoNames place."""

    name: str
    place: int
    kind: SiteKind
    lat: float
    lon: float
    country: str = ""


# ----------------------------------------------------------------------------------------------- ledger and dossier


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What a citation needs to know of a report. ``family`` is shared by the reports that print one origin's text."""

    id: str
    outlet: str | None
    agency: str | None
    headline: str | None
    byline: str | None
    published: When | None
    url: str | None
    family: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding (or, with None, a quote) with the statement and report it stands in.

    ``origin`` is what corroboration counts.
    """

    statement: Statement
    finding: Finding | None
    report: ReportCard
    origin: str


VerdictState = Literal["agreed", "disputed", "single-source", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence comes to: a value (a party's name, say), since when, for and against it, one line of why."""

    state: VerdictState
    value: str | None
    value_id: str | None
    since: When | None
    supporting: tuple[Evidence, ...]
    opposing: tuple[Evidence, ...]
    origins: int
    why: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """All figures of one kind about one place, from all sides, oldest first."""

    what: str
    rows: tuple[Evidence, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the ledger holds on a place as of a date, weighed and in order.

    Evidence is newest first, timeline oldest first.
    """

    place: Place
    as_of: date | None
    control: Verdict
    control_history: tuple[Evidence, ...]
    figures: tuple[FigureGroup, ...]
    quotes: tuple[Evidence, ...]
    timeline: tuple[Evidence, ...]
    routes: tuple[Evidence, ...]
    access: tuple[Evidence, ...]
    involvement: tuple[Evidence, ...]
    outlook: tuple[Evidence, ...]
    media: tuple[tuple[Media, ReportCard], ...]
    related: tuple[tuple[Related, ReportCard], ...]
    sources: tuple[ReportCard, ...]
    gaps: tuple[str, ...] = ()  # what is unknown, in words: "three reports carry no date"


# ----------------------------------------------------------------------------------------------- terrain and stakes


@dataclass(frozen=True, slots=True)
class Fact:
    """One computed fact that a sentence may cite: a stable key ("connection:Homs–Tripoli") and its values."""

    key: str
    terrain: str
    values: Mapping[str, str | int | float | bool | tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class Connection:
    """The best way between two key sites, with and without the place; None minutes where there is no way."""

    start: Site
    end: Site
    minutes: float | None
    km: float | None
    path: tuple[int, ...]
    through: bool
    minutes_without: float | None
    km_without: float | None
    path_without: tuple[int, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """A place that loses every way to all capitals and ports (or is put beyond the limit) when the place is closed."""

    place: Place
    people: int
    minutes: float | None
    minutes_without: float | None
    fact: str


@dataclass(frozen=True, slots=True)
class PartyStake:
    """What a party wins or loses when control of the place changes: connections lost or gained, or made longer."""

    party: str
    bloc: tuple[str, ...]
    holds: bool
    lost: tuple[Connection, ...]
    gained: tuple[Connection, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out: edge-disjoint from the others.

    ``hostile``: places on it held by those who fight the holder; ``unknown``: holder unknown.
    """

    direction: str
    to: Place
    minutes: float
    km: float
    path: tuple[int, ...]
    hostile: tuple[str, ...]
    unknown: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class AidReach:
    """Whether an aid hub reaches the place, how fast, and whose places the way crosses."""

    hub: Site
    minutes: float | None
    km: float | None
    path: tuple[int, ...]
    crosses: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """A reported route finding beside what the network says."""

    evidence: Evidence
    verdict: Literal["supported", "not supported", "cannot tell"]
    why: str
    path: tuple[int, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on a place, computed.

    ``share`` is the part of all key connections whose best way runs through it (0 to 1).
    """

    place: Place
    as_of: date | None
    terrain: str
    profile: str
    holder: str | None
    share: float
    pairs: int
    connections: tuple[Connection, ...]
    cut_off: tuple[CutOff, ...]
    parties: tuple[PartyStake, ...]
    exits: tuple[Exit, ...]
    aid: tuple[AidReach, ...]
    checks: tuple[RouteCheck, ...]
    facts: Mapping[str, Fact]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place as the map draws it; ``holder`` is a party id, ``state`` the verdict's state."""

    id: int
    name: str
    lat: float
    lon: float
    population: int = 0
    kind: str = "settlement"
    holder: str | None = None
    state: VerdictState = "unknown"


@dataclass(frozen=True, slots=True)
class MapRoad:
    """A road as the map draws it: class (motorway, trunk, primary, secondary, track) and its line of (lat, lon)."""

    start: int
    end: int
    road_class: str
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class MapData:
    """All that the map of an explainer may draw: the network's places and roads with control laid over them."""

    places: tuple[MapPlace, ...] = ()
    roads: tuple[MapRoad, ...] = ()


# ------------------------------------------------------------------------------------------------------- explainer


@dataclass(frozen=True, slots=True)
class SpanCitation:
    """A sentence's ground in a report.

    ``grounds`` are resolved values (names, dates, numbers) the statement carries; ``certainty`` and ``negated`` are the
    statement's and the finding's: what a sentence that rests on them may not leave out.
    """

    span: Span
    statement: str
    origin: str
    grounds: tuple[str, ...] = ()
    certainty: Certainty = "asserted"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FactCitation:
    """A sentence's ground in a computed fact."""

    fact: Fact


Citation = SpanCitation | FactCitation


@dataclass(frozen=True, slots=True)
class Sentence:
    """One printed sentence with what carries it.

    ``certainty`` is the weakest of what it cites, ``origins`` counts independent ones.
    """

    text: str
    certainty: Certainty
    origins: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of sentences; ``note`` is the one line said where there is no evidence."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Explainer:
    """The finished explainer, format-free: renderers print it and add nothing."""

    place: Place
    as_of: date | None
    question: str
    sections: tuple[Section, ...]
    dossier: Dossier
    stakes: Stakes | None
    parties: tuple[Party, ...] = ()
    map: MapData = field(default_factory=MapData)
    stances: tuple[Stance, ...] = ()
    dropped: int = 0  # sentences left out because their sources did not carry them
