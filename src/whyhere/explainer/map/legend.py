"""The map in words: its legend, and the table of routes, ways out and places for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from whyhere.explainer.map.marks import patterns, swatch
from whyhere.explainer.map.outlines import credit
from whyhere.explainer.map.svg import party_order, svg
from whyhere.explainer.map.view import see, told_connections
from whyhere.explainer.spoken import minutes

if TYPE_CHECKING:
    from whyhere.records import Explainer

_KEY = "l"
_STATES = {"agreed": "agreed", "disputed": "disputed", "single-source": "one source", "unknown": "not known"}


def map_parts(explainer: Explainer) -> dict[str, Any]:
    """Both drawings, the legend's entries and the tables."""
    view = see(explainer, aspect=1.5)
    order = party_order(explainer, view)
    names = {party.id: party.name for party in explainer.parties}
    states = {place.state for place in view.places} | {explainer.dossier.control.state}
    return {
        "patterns": _patterns(len(order)),
        "wide": svg(explainer, wide=True),
        "narrow": svg(explainer, wide=False),
        "parties": [{"name": names.get(key, key), "swatch": swatch(i, "agreed", _KEY)} for i, key in enumerate(order)],
        "states": [
            {"name": name, "swatch": swatch(0 if order and state != "unknown" else None, state, _KEY)}
            for state, name in (
                ("disputed", "disputed"),
                ("single-source", "one source only"),
                ("unknown", "holder not known"),
            )
            if state in states
        ],
        "ways": {way.kind for way in view.ways},
        "exits": {"barred" if way.hostile else "free" for way in view.exits},
        "routes": [
            {
                "name": f"{c.start.name}–{c.end.name}",
                "through": minutes(c.minutes) if c.minutes is not None else "no way",
                "without": minutes(c.minutes_without) if c.minutes_without is not None else "no way",
            }
            for c in told_connections(explainer)
        ],
        "leaves": [
            {
                "direction": way.direction,
                "to": way.to.name,
                "time": minutes(way.minutes),
                "hostile": ", ".join(way.hostile),
            }
            for way in view.exits
        ],
        "places": [
            {"name": p.name, "holder": names.get(p.holder or "", p.holder or "–"), "state": _STATES[p.state]}
            for p in sorted(view.places, key=lambda p: p.name)
            if p.holder or p.state != "unknown"
        ],
        "credit": credit(),
    }


def _patterns(parties: int) -> Markup:
    """The hatches once more, in a drawing that is never hidden: a pattern in a hidden one paints nothing."""
    body = patterns(_KEY, parties)
    return Markup(f'<svg class="patterns" width="0" height="0" aria-hidden="true">{body}</svg>')  # noqa: S704 - fixed words and numbers
