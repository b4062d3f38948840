"""Why does this place matter? Cited, mapped explainers from the reporting and the roads.

The public face is a few verbs over an open :class:`Desk`, and the records they speak in (:mod:`whyhere.records`)::

    import whyhere

    with whyhere.Desk.open("my-beat") as desk:              # a folder with a beat.toml
        for item in whyhere.add(desk, ["reports/"]): ...    # reports into its ledger
        explainer = whyhere.explain(desk, "Qusayr")
    print(whyhere.to_text(explainer))
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whyhere.explainer import to_html, to_json, to_markdown, to_text
    from whyhere.pipeline import Desk, Reading, add, check, explain, gather, rank_places, read, weigh_stakes

__all__ = [
    "Desk",
    "Reading",
    "add",
    "check",
    "explain",
    "gather",
    "rank_places",
    "read",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
    "weigh_stakes",
]

logging.getLogger("whyhere").addHandler(logging.NullHandler())  # a library speaks where its user listens

_RENDERERS = {"to_html", "to_json", "to_markdown", "to_text"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Import on first use, so that ``import whyhere`` costs nothing."""
    if name not in __all__:
        message = f"module 'whyhere' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("whyhere.explainer" if name in _RENDERERS else "whyhere.pipeline"), name)
