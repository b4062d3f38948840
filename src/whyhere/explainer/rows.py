"""Evidence as plain data: the rows of the figures table, the timeline, the quotations, the sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from whyhere.explainer.evidence import all_evidence, span_of, when_of
from whyhere.explainer.spoken import label
from whyhere.records import Figure, Term

if TYPE_CHECKING:
    from whyhere.records import Dossier, Evidence, Media, Related, ReportCard, Voice, When

Row = dict[str, Any]
_UNDATED = (date.min, date.min)


def safe_url(url: str | None) -> str | None:
    """The address if it is http or https; anything else (javascript:, data:) is dropped."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def when_row(when: When | None) -> Row | None:
    """A date with its precision and its words."""
    if when is None:
        return None
    ends = {"earliest": when.earliest, "latest": when.latest}
    return {
        **{k: v.isoformat() if v else None for k, v in ends.items()},
        "precision": when.precision,
        "label": label(when),
    }


def chain(item: Evidence) -> list[Row]:
    """The voices from the words' origin to print; the report's outlet stands for a chain that names nobody."""
    links = [_link(voice) for voice in item.statement.voice]
    outlet = item.report.agency or item.report.outlet
    return links or ([{"name": outlet, "role": None, "medium": None, "kind": "outlet"}] if outlet else [])


def _link(voice: Voice) -> Row:
    return {"name": voice.name, "role": voice.role, "medium": voice.medium, "kind": voice.kind}


def evidence_row(item: Evidence) -> Row:
    """One piece of evidence: what, whose, when, and where it stands."""
    span = span_of(item)
    return {
        "report": item.report.id,
        "span": [span.start, span.end],
        "text": span.text,
        "certainty": item.statement.certainty,
        "origin": item.origin,
        "chain": chain(item),
        "when": when_row(when_of(item)),
    }


def timeline_rows(dossier: Dossier) -> list[Row]:
    """Dated evidence, oldest first; ``what`` is its kind in a word."""
    return [
        {"type": item.finding.type if item.finding else "quote", "what": _what(item), **evidence_row(item)}
        for item in dossier.timeline
    ]


def _what(item: Evidence) -> str | None:
    for name in ("change", "event", "effect", "state", "role", "cue"):
        term = getattr(item.finding, name, None)
        if isinstance(term, Term):
            return term.value
    return None


def figure_groups(dossier: Dossier) -> list[Row]:
    """The figures of each kind, every source's own, with bounds and hedge."""
    return [
        {"what": group.what, "origins": group.origins, "rows": [_figure_row(row) for row in group.rows]}
        for group in dossier.figures
    ]


def _figure_row(item: Evidence) -> Row:
    figure = item.finding
    if not isinstance(figure, Figure):
        return evidence_row(item)
    bounds = {"low": figure.low, "high": figure.high, "unit": figure.unit}
    return {**bounds, "hedge": figure.hedge.text if figure.hedge else None, **evidence_row(item)}


def quote_rows(dossier: Dossier) -> list[Row]:
    """Quotations with their chain."""
    return [evidence_row(item) for item in dossier.quotes]


def media_row(media: Media, card: ReportCard) -> Row:
    """A photograph or video by caption, credit and address; it is never loaded."""
    return {
        "kind": media.kind,
        "url": safe_url(media.url),
        "caption": media.caption,
        "credit": media.credit,
        "report": card.id,
        "outlet": card.outlet,
    }


def related_row(related: Related, card: ReportCard) -> Row:
    """A link that a report gives to another story."""
    return {"title": related.title, "url": safe_url(related.url), "report": card.id, "outlet": card.outlet}


def source_rows(dossier: Dossier) -> list[Row]:
    """Every report that the dossier rests on, newest first, with the family that tells whose text it prints."""
    cards = {card.id: card for card in (*dossier.sources, *(item.report for item in all_evidence(dossier)))}
    order = sorted(cards.values(), key=lambda c: c.published.sort_key if c.published else _UNDATED, reverse=True)
    return [_source(card) for card in order]


def _source(card: ReportCard) -> Row:
    return {
        "id": card.id,
        "outlet": card.outlet,
        "agency": card.agency,
        "headline": card.headline,
        "byline": card.byline,
        "published": when_row(card.published),
        "url": safe_url(card.url),
        "family": card.family,
        "sample": card.sample,
    }
