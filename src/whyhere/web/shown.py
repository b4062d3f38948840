"""Records as the templates and the index show them."""

from __future__ import annotations

from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from whyhere.explainer.rows import chain, safe_url
from whyhere.explainer.spoken import label
from whyhere.forms import verdict_json
from whyhere.web.values import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whyhere.ledger.store import Match
    from whyhere.pipeline import Covered
    from whyhere.records import Evidence, Report

Shown = dict[str, Any]
STATES = {"agreed": "Agreed", "disputed": "Disputed", "single-source": "Unconfirmed", "unknown": "Not known"}


def place(row: Covered) -> Shown:
    """A line of the first page."""
    held = row.verdict
    return {
        "id": row.place.id,
        "name": row.place.name,
        "where": ", ".join(part for part in (row.place.admin, row.place.country) if part),
        "statements": row.statements,
        "holder": (held.value if held else None) or "–",
        "kind": held.state if held else "unknown",
        "state": STATES[held.state] if held else "Nothing reported",
        "why": held.why if held else "",
    }


def index(title: str, as_of: date | None, rows: list[Covered], suffix: str) -> Shown:
    """What there is, for programs: every place with its verdict and addresses."""
    return {
        "whyhere": version("whyhere"),
        "title": title,
        "as_of": as_of.isoformat() if as_of else None,
        "questions": list(QUESTIONS),
        "places": [_entry(row, suffix) for row in rows],
    }


def _entry(row: Covered, suffix: str) -> Shown:
    held = verdict_json(row.verdict) if row.verdict else {}
    kept = {key: held.get(key) for key in ("state", "value", "value_id", "since", "origins", "why")}
    return {
        "id": row.place.id,
        "name": row.place.name,
        "lat": row.place.lat,
        "lon": row.place.lon,
        "country": row.place.country,
        "statements": row.statements,
        "control": kept if held else None,
        "explainer": f"/place/{row.place.id}.json{suffix}",
        "ask": {question: f"/ask/{question}/{row.place.id}.json{suffix}" for question in QUESTIONS},
    }


def evidence(item: Evidence) -> Shown:
    """A finding or quote: whose words, in which report, when, and the way to them."""
    span = (item.finding or item.statement).span
    card = item.report
    return {
        "text": " ".join(span.text.split()),
        "type": item.finding.type if item.finding else "quote",
        "negated": bool(item.finding and item.finding.negated),
        "certainty": item.statement.certainty,
        "chain": " → ".join(dict.fromkeys(str(link["name"]) for link in chain(item))),
        "outlet": card.outlet or card.agency or "outlet not given",
        "date": label(card.published) or "undated",
        "stored": f"/report/{card.id}?span={span.start}-{span.end}#cited",
        "url": safe_url(card.url),
    }


def match(found: Match, report: Report | None) -> Shown:
    """A line of a search: the words, and the way to them."""
    said = found.statement
    return {
        "text": " ".join((said.span.text if said else found.snippet).split()),
        "outlet": (report.outlet or report.agency if report else None) or "outlet not given",
        "date": (label(report.published) if report else "") or "undated",
        "stored": f"/report/{found.report}" + (f"?span={said.span.start}-{said.span.end}#cited" if said else ""),
    }


def report(found: Report, marked: tuple[int, int] | None) -> Shown:
    """A stored report, its text cut into blocks of one role, each into what is cited and what is not."""
    return {
        "title": found.headline or found.id,
        "report": found,
        "date": label(found.published) or "undated",
        "url": safe_url(found.url),
        "blocks": [
            {"kind": kind, "pieces": list(_pieces(found.text, start, end, marked))}
            for kind, start, end in _blocks(found)
            if not found.text[start:end].isspace()
        ],
        "cited": marked is not None,
    }


def _blocks(found: Report) -> Iterator[tuple[str, int, int]]:
    """The parts in order; text between parts is body."""
    at = 0
    for part in found.parts:
        if part.start > at:
            yield "body", at, part.start
        if part.end > max(at, part.start):
            yield part.kind, max(at, part.start), part.end
        at = max(at, part.end)
    if at < len(found.text):
        yield "body", at, len(found.text)


def _pieces(text: str, start: int, end: int, marked: tuple[int, int] | None) -> Iterator[Shown]:
    """The stretch as runs of cited and uncited text; ``first`` is where the cited words begin."""
    first, last = marked or (end, end)
    cuts = sorted({start, end, *(cut for cut in (first, last) if start < cut < end)})
    for one, other in pairwise(cuts):
        yield {"text": text[one:other], "cited": first <= one < last, "first": one == first}
