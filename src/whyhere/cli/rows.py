"""Rows for other programs: who holds which place, and the evidence on one; flat, with the exact words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from whyhere.pipeline import Covered
from whyhere.records import DateRef, Dossier, Evidence, Finding, PartyRef, PlaceRef, Span, Term, When

Row = dict[str, Any]
VERDICT = ("place", "id", "lat", "lon", "holder", "holder_id", "state", "since", "origins", "statements", "why")
EVIDENCE = (
    *("date", "outlet", "agency", "voice", "certainty", "kind", "type", "negated", "slots", "text"),
    *("url", "origin", "report", "start", "end", "statement"),
)
_FORMULA = "=+-@＝＋－＠"  # what a spreadsheet evaluates, also written full width (OWASP, "CSV Injection")
_NEVER = date.min, date.min


def verdict_row(row: Covered) -> Row:
    """A place and who holds it; ``holder`` is empty where nobody is said to, or where it is disputed."""
    held = row.verdict
    return {
        "place": row.place.name,
        "id": row.place.id,
        "lat": row.place.lat,
        "lon": row.place.lon,
        "holder": held.value if held else None,
        "holder_id": held.value_id if held else None,
        "state": held.state if held else "unknown",
        "since": when_text(held.since) if held else None,
        "origins": held.origins if held else 0,
        "statements": row.statements,
        "why": held.why if held else "nothing is reported of who holds it",
    }


def verdict_geojson(rows: Sequence[Row]) -> Row:
    """The rows as a GeoJSON FeatureCollection (RFC 7946) of points."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {key: value for key, value in row.items() if key not in {"lat", "lon"}},
        }
        for row in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def evidence_rows(dossier: Dossier) -> list[Row]:
    """Every finding and quote on a place, each once, the newest report first."""
    from whyhere.explainer.evidence import all_evidence

    found = sorted(all_evidence(dossier), key=_age, reverse=True)
    return [evidence_row(item) for item in found]


def evidence_row(item: Evidence) -> Row:
    """A finding or quote with its words, voices and report; ``slots`` are what the text fills, ``value`` after text."""
    from whyhere.explainer.rows import safe_url

    card, statement, finding = item.report, item.statement, item.finding
    span = (finding or statement).span
    return {
        "date": when_text(card.published),
        "outlet": card.outlet,
        "agency": card.agency,
        "voice": voice_text(item),
        "certainty": statement.certainty,
        "kind": statement.kind,
        "type": finding.type if finding else "quote",
        "negated": bool(finding and finding.negated),
        "slots": slots(finding) if finding else {},
        "text": span.text,
        "url": safe_url(card.url),
        "origin": item.origin,
        "report": card.id,
        "start": span.start,
        "end": span.end,
        "statement": statement.id,
    }


def voice_text(item: Evidence) -> str:
    """The chain from the words' origin to print: "Dara Vint (Colonel) → Channel Six → Karsia Wire"."""
    from whyhere.explainer.rows import chain

    links = [str(link["name"]) + (f" ({link['role']})" if link["role"] else "") for link in chain(item)]
    return " → ".join(dict.fromkeys(links))


def slots(finding: Finding) -> Row:
    """What the text fills, as words: places and parties by name, dates as intervals, terms by their value."""
    named = {field.name: getattr(finding, field.name) for field in fields(finding)}
    kept = {name: _slot(value) for name, value in named.items() if name not in {"span", "type", "negated"}}
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _slot(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, tuple):
        return [_slot(item) for item in value]
    if isinstance(value, PlaceRef):
        return value.name if value.id is None else f"{value.name} ({value.id})"
    if isinstance(value, PartyRef):
        return value.name
    if isinstance(value, DateRef):
        return when_text(value.when) or value.text
    if isinstance(value, Term):
        return value.value
    return value.text if isinstance(value, Span) else value


def when_text(when: When | None) -> str | None:
    """A day (2031-06-05) or an interval (2031-06-01/2031-06-05), ".." for an open side (ISO 8601-2)."""
    if when is None or (when.earliest is None and when.latest is None):
        return None
    first, last = (end.isoformat() if end else ".." for end in (when.earliest, when.latest))
    return first if first == last else f"{first}/{last}"


def csv_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """CSV with a header line (RFC 4180); no cell can act as a formula in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell: numbers as they are, slots as ``name=value``, texts that begin like a formula quoted by '."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    return inert(_flat(value) if isinstance(value, Mapping) else str(value))


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might evaluate it."""
    bare = text.lstrip()
    return f"'{text}" if (bare[:1] and bare[0] in _FORMULA) or text[:1] in {"\t", "\r", "\n"} else text


def _flat(found: Mapping[str, Any]) -> str:
    joined = {name: ", ".join(value) if isinstance(value, list) else value for name, value in found.items()}
    return "; ".join(f"{name}={value}" for name, value in joined.items())


def _age(item: Evidence) -> tuple[tuple[date, date], str, int]:
    when = item.report.published
    return (when.sort_key if when else _NEVER), item.report.id, -item.statement.span.start
