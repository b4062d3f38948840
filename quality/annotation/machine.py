"""A reader's answer in the form of an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotation.form import Annotation, Bounds, Day, Found, Pieces, Place, Said, Slot
from whyhere.records import DateRef, Figure, PartyRef, PlaceRef, Span, Term
from whyhere.statements.attributed import attributions
from whyhere.statements.attribution import find_claims

if TYPE_CHECKING:
    from whyhere.records import Finding, Report, Statement
    from whyhere.statements import Reader
    from whyhere.statements.document import Document, Mentions

VALUE = {
    "control": "change",
    "event": "event",
    "figure": "what",
    "route": "effect",
    "access": "state",
    "involvement": "role",
    "outlook": "cue",
}
SLOTS = {
    "control": ("place", "party", "other", "when", "since", "until"),
    "event": ("actor", "target", "place", "when"),
    "figure": ("hedge", "place", "party", "when"),
    "route": ("via", "between", "frm", "to", "actor", "party", "condition", "when"),
    "access": ("to", "place", "by", "condition", "when"),
    "involvement": ("actor", "beside", "against", "place", "when"),
    "outlook": ("condition", "place", "when"),
}


def annotated(reader: Reader, report: Report) -> Annotation:
    """Everything the reader says of a report."""
    document = reader.parse(report)
    mentions = reader.mentions(document)
    statements = reader.read(report)
    return Annotation(
        report.id,
        report.text,
        entities=tuple(_entities(document)),
        places=tuple(Place(_bounds(p.span), p.id, p.kind, p.anaphor) for p in mentions.places),
        dates=tuple(_days(mentions)),
        speakers=(),
        said=tuple(_said(document, statements)),
        findings=tuple(_found(s, f) for s in statements for f in s.findings),
    )


def spoken(statements: list[Statement]) -> list[tuple[Bounds, str | None]]:
    """What is told as someone's words, with the name of the first speaker, None where none is given."""
    found = []
    for statement in statements:
        if statement.kind != "narration":
            speaker = next((v.name for v in statement.voice if v.kind == "speaker"), None)
            found.append((_bounds(statement.span), speaker))
    return found


def _entities(document: Document) -> list[tuple[int, int, str]]:
    return [
        (s.tokens[e.first].start, s.tokens[e.last - 1].end, e.kind or e.label)
        for s in document.sentences
        for e in s.names or s.entities
    ]


def _days(mentions: Mentions) -> list[Day]:
    return [_day(d) for d in mentions.dates]


def _day(ref: DateRef) -> Day:
    when = ref.when
    if when is None:
        return Day(_bounds(ref.span), None, None, "unknown")
    first, last = (d.isoformat() if d else None for d in (when.earliest, when.latest))
    return Day(_bounds(ref.span), first, last, when.precision)


def _said(document: Document, statements: list[Statement]) -> list[Said]:
    made = []
    for said in attributions(document, find_claims(document)):
        holding = [s for s in statements if s.kind != "narration" and _overlap(_bounds(s.span), said.content[0])]
        best = max(holding, key=lambda s: _shared(_bounds(s.span), said.content), default=None)
        chain = tuple(v.name for v in best.voice if v.kind in {"speaker", "medium"}) if best else ()
        certainty = best.certainty if best else "asserted"
        made.append(Said(said.kind, said.source, said.cue, said.content, certainty, chain))
    return made


def _found(statement: Statement, finding: Finding) -> Found:
    value: Term = getattr(finding, VALUE[finding.type])
    low, high, unit = None, None, "people"
    slots = {name: slot for name in SLOTS[finding.type] if (slot := _slot(getattr(finding, name))) is not None}
    if isinstance(finding, Figure):
        low, high, unit = finding.low, finding.high, finding.unit
        slots["number"] = Slot((_bounds(finding.number),))
    return Found(
        finding.type,
        value.value,
        _bounds(finding.span),
        _bounds(value.span),
        statement.certainty,
        finding.negated,
        slots,
        low,
        high,
        unit,
    )


def _slot(value: Any) -> Slot | None:  # noqa: ANN401 - a slot of any finding
    match value:
        case None | ():
            return None
        case Span():
            made = Slot((_bounds(value),))
        case tuple():
            made = Slot(tuple(_bounds(v.span) for v in value), names=tuple(v.name for v in value))
        case PlaceRef():
            made = Slot((_bounds(value.span),), id=value.id, names=(value.name,))
        case PartyRef():
            made = Slot((_bounds(value.span),), names=(value.name,))
        case DateRef():
            made = Slot((_bounds(value.span),), day=_day(value))
        case Term():
            made = Slot((_bounds(value.span),))
        case _:
            message = f"no slot is filled by {type(value).__name__}"
            raise TypeError(message)
    return made


def _bounds(span: Span) -> Bounds:
    return span.start, span.end


def _overlap(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _shared(a: Bounds, pieces: Pieces) -> int:
    inside = sum(max(0, min(a[1], q) - max(a[0], p)) for p, q in pieces)
    return 2 * inside - (a[1] - a[0])
