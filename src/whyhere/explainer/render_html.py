"""The explainer as one HTML file: nothing is loaded, no script runs, every text is escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whyhere.explainer.export import to_json
from whyhere.explainer.map.legend import map_parts
from whyhere.explainer.page import page
from whyhere.explainer.verify import embedded

if TYPE_CHECKING:
    from whyhere.records import Explainer


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("whyhere.explainer", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return (files("whyhere.explainer") / "templates" / "explainer.css").read_text(encoding="utf-8")


def _policy() -> str:
    """A content security policy that lets in the page's own style sheet, by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def to_html(explainer: Explainer, *, stored: str | None = None) -> str:
    """The page, complete in itself; the data of :func:`to_json` is in it, so that ``whyhere verify`` reads it back.

    ``stored`` is the address under which reports are kept ("/report/"): notes then lead to the cited words there.
    """
    return (
        _environment()
        .get_template("explainer.html.j2")
        .render(
            **page(explainer, stored=stored),
            map=map_parts(explainer),
            style=Markup(_style()),  # noqa: S704 - the package's own file
            policy=_policy(),
            data=Markup(embedded(to_json(explainer))),  # noqa: S704 - "<", ">" and "&" are written as \u003c
        )
    )
