"""The whole way: reports → statements → ledger → dossier, roads → stakes, both → explainer.

``desk`` opens a beat, ``entering`` brings reports in, ``asking`` answers, ``checking`` judges and re-checks. A
:class:`Desk` is an open beat. Each part is imported when it is first asked for, so that a command waits for what it
uses and for nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whyhere.errors import PlaceError
    from whyhere.pipeline.asking import (
        Covered,
        covered,
        draw,
        explain,
        gather,
        held_places,
        rank_places,
        rows_of,
        weigh_stakes,
    )
    from whyhere.pipeline.checking import check, judge
    from whyhere.pipeline.desk import LEDGER, Desk
    from whyhere.pipeline.entering import Reading, add, poll, read

__all__ = [
    "LEDGER",
    "Covered",
    "Desk",
    "PlaceError",
    "Reading",
    "add",
    "check",
    "covered",
    "draw",
    "explain",
    "gather",
    "held_places",
    "judge",
    "poll",
    "rank_places",
    "read",
    "rows_of",
    "weigh_stakes",
]

_HOMES = {
    "whyhere.errors": ("PlaceError",),
    "whyhere.pipeline.desk": ("LEDGER", "Desk"),
    "whyhere.pipeline.entering": ("Reading", "add", "poll", "read"),
    "whyhere.pipeline.checking": ("check", "judge"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Import on first use."""
    if name not in __all__:
        message = f"module 'whyhere.pipeline' has no attribute {name!r}"
        raise AttributeError(message)
    home = next((module for module, names in _HOMES.items() if name in names), "whyhere.pipeline.asking")
    return getattr(import_module(home), name)
