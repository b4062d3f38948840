"""The explainer: cited sentences, a map and a page out of a place's dossier and stakes.

:func:`compose` makes it, the ``to_…`` functions print it, :func:`verify` re-checks a saved one. For PDF print the page:
its style sheet sets it for paper, with all notes at the end.
"""

from __future__ import annotations

from whyhere.explainer.cite import cite
from whyhere.explainer.compose import compose
from whyhere.explainer.export import schema, to_json
from whyhere.explainer.render_html import to_html
from whyhere.explainer.render_text import to_markdown, to_text
from whyhere.explainer.verify import Problem, read_saved, shown_otherwise, verify

__all__ = [
    "Problem",
    "cite",
    "compose",
    "read_saved",
    "schema",
    "shown_otherwise",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
    "verify",
]
