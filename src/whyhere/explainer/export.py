"""An explainer as plain data: the JSON that scripts read and that ``verify`` re-checks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from whyhere.explainer import rows
from whyhere.explainer.map.geojson import geojson
from whyhere.explainer.sentences.scene import names_of
from whyhere.records import FactCitation

if TYPE_CHECKING:
    from whyhere.records import Citation, Explainer, Section, Sentence, Verdict

FORMAT = "whyhere-explainer/1"


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of :func:`to_json`."""
    text = (files("whyhere") / "schemas" / "explainer.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def to_json(explainer: Explainer) -> dict[str, Any]:
    """The whole explainer: sentences with citations, map, timeline, figures, quotes, media, links, sources."""
    dossier = explainer.dossier
    return {
        "format": FORMAT,
        "place": _place(explainer),
        "as_of": explainer.as_of.isoformat() if explainer.as_of else None,
        "question": explainer.question,
        "control": _verdict(dossier.control),
        "sections": [_section(section) for section in explainer.sections],
        "map": geojson(explainer),
        "timeline": rows.timeline_rows(dossier),
        "figures": rows.figure_groups(dossier),
        "quotes": rows.quote_rows(dossier),
        "media": [rows.media_row(media, card) for media, card in dossier.media],
        "related": [rows.related_row(related, card) for related, card in dossier.related],
        "sources": rows.source_rows(dossier),
        "parties": [{"id": party.id, "name": party.name} for party in explainer.parties],
        "stances": [{"parties": list(s.parties), "relation": s.relation, "per": s.per} for s in explainer.stances],
        "gaps": list(dossier.gaps),
        "assumptions": list(explainer.stakes.assumptions) if explainer.stakes else [],
        "dropped": explainer.dropped,
    }


def _place(explainer: Explainer) -> dict[str, Any]:
    place = explainer.place
    return {
        "id": place.id,
        "name": place.name,
        "names": list(names_of(explainer.dossier)),
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin": place.admin,
        "population": place.population,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "state": verdict.state,
        "value": verdict.value,
        "party": verdict.value_id,
        "since": rows.when_row(verdict.since),
        "origins": verdict.origins,
        "why": verdict.why,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "note": section.note,
        "sentences": [_sentence(sentence) for sentence in section.sentences],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "certainty": sentence.certainty,
        "origins": sentence.origins,
        "citations": [_citation(citation) for citation in sentence.citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    if isinstance(citation, FactCitation):
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in citation.fact.values.items()}
        return {"terrain": citation.fact.terrain, "fact": citation.fact.key, "values": values}
    return {
        "report": citation.span.report,
        "span": [citation.span.start, citation.span.end],
        "text": citation.span.text,
        "statement": citation.statement,
        "origin": citation.origin,
        "grounds": list(citation.grounds),
        "certainty": citation.certainty,
        "negated": citation.negated,
    }
