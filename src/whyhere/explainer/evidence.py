"""Reading a dossier's evidence: all of it, each once, and what it lends a sentence that cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.explainer.grounds import interval
from whyhere.records import (
    DateRef,
    Figure,
    PartyRef,
    PlaceRef,
    SpanCitation,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whyhere.records import Dossier, Evidence, Finding, Party, Span, When

_SLOTS = (
    *("change", "event", "place", "party", "other", "actor", "target", "when", "since", "until", "what", "hedge"),
    *("effect", "kind", "via", "frm", "direction", "state", "by", "role", "beside", "against", "cue", "between", "to"),
)


def all_evidence(dossier: Dossier) -> tuple[Evidence, ...]:
    """Every piece of evidence of the dossier, each once, in the order of its lists."""
    lists: tuple[Iterable[Evidence], ...] = (
        dossier.control.supporting, dossier.control.opposing, dossier.control_history,
        *(group.rows for group in dossier.figures), dossier.quotes, dossier.timeline, dossier.routes, dossier.access,
        dossier.involvement, dossier.outlook,
    )  # fmt: skip
    return tuple(dict.fromkeys(item for items in lists for item in items))


def slots(finding: Finding | None) -> Iterator[object]:
    """The filled slots of a finding, lists taken apart."""
    for name in _SLOTS if finding is not None else ():
        value = getattr(finding, name, None)
        yield from value if isinstance(value, tuple) else () if value is None else (value,)


def place_refs(item: Evidence) -> list[PlaceRef]:
    """Every mention of a place in the statement and its finding."""
    return [*(slot for slot in slots(item.finding) if isinstance(slot, PlaceRef)), *item.statement.places]


def span_of(item: Evidence) -> Span:
    """What a sentence on this evidence cites: the whole statement, or the finding where that stands outside of it."""
    whole = item.statement.span
    part = item.finding.span if item.finding is not None else whole
    return whole if whole.start <= part.start and part.end <= whole.end else part


def when_of(item: Evidence) -> When | None:
    """The time that the finding gives, or None."""
    finding = item.finding
    if finding is None:
        return None
    for name in ("when", "since", "until"):
        ref = getattr(finding, name, None)
        if isinstance(ref, DateRef) and ref.when is not None and (ref.when.earliest or ref.when.latest):
            return ref.when
    return None


def citation(item: Evidence, parties: Mapping[str, Party]) -> SpanCitation:
    """The evidence as a citation, with the resolved values that its statement, finding and report carry."""
    grounds: list[str] = []
    for voice in item.statement.voice:
        grounds += [text for text in (voice.name, voice.role, voice.medium, voice.resolved_from) if text]
        grounds += _of_party(parties.get(voice.party or ""))
    for slot in (*slots(item.finding), *item.statement.places):
        grounds += _of_slot(slot, parties)
    if isinstance(item.finding, Figure):
        grounds += _of_figure(item.finding)
    grounds += [text for text in (item.report.outlet, item.report.agency) if text]
    if item.report.published is not None and (item.report.published.earliest or item.report.published.latest):
        grounds.append(interval(item.report.published))
    negated = bool(getattr(item.finding, "negated", False))
    span = span_of(item)
    return SpanCitation(
        span, item.statement.id, item.origin, tuple(dict.fromkeys(grounds)), item.statement.certainty, negated
    )


def _of_slot(slot: object, parties: Mapping[str, Party]) -> list[str]:
    if isinstance(slot, PlaceRef):
        return [slot.text, slot.name, *([slot.part] if slot.part else [])]
    if isinstance(slot, PartyRef):
        known = parties.get(slot.id) if slot.id else None
        return [slot.text, slot.name, *_of_party(known)]
    if isinstance(slot, DateRef):
        return [slot.text, *([interval(slot.when)] if slot.when and (slot.when.earliest or slot.when.latest) else [])]
    return [slot.text] if isinstance(slot, Term) else []


def _of_party(party: Party | None) -> list[str]:
    return [] if party is None else [party.name, *([party.adjective] if party.adjective else [])]


def _of_figure(figure: Figure) -> list[str]:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return [f"={low:.12g}"] if low == high else [f"≥{low:.12g}", f"≤{high:.12g}"]
    return [f"≥{low:.12g}"] if low is not None else [f"≤{high:.12g}"] if high is not None else []
