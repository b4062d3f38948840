"""The application: which address is answered by what.

::

    /                            places by how much is said of them, who holds them; ?q= searches, ?as_of= goes back
    /place/ID[.json|.md]         the explainer as a page, JSON, Markdown; ?as_of=
    /ask/QUESTION/ID[.json]      the evidence on one question; ?as_of=
    /report/ID                   a stored report; ?span=a-b marks what is cited
    /api                         what there is, as JSON
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from whyhere.errors import PlaceError
from whyhere.web.answers import Answers
from whyhere.web.pages import fault
from whyhere.web.strict import OWN_NAMES, Strict

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from whyhere.pipeline import Desk


def application(desk: Desk, *, local: bool = True) -> ASGIApp:
    """The pages of an open desk; with ``local``, answered under this machine's own names alone."""
    answers = Answers(desk)
    routes = [
        Route("/", answers.places),
        Route("/api", answers.index),
        Route("/place/{id}.json", answers.place_json),
        Route("/place/{id}.md", answers.place_markdown),
        Route("/place/{id}", answers.place),
        Route("/ask/{question}/{id}.json", answers.ask_json),
        Route("/ask/{question}/{id}", answers.ask),
        Route("/report/{id}", answers.report),
    ]
    faults = {HTTPException: _refused, PlaceError: _no_place, Exception: _failed}
    inner = Starlette(routes=routes, exception_handlers=faults)  # type: ignore[arg-type]
    return Strict(inner, names=OWN_NAMES if local else None)


def _refused(request: Request, error: HTTPException) -> Response:
    known = (
        error.detail if error.detail != "Not Found" else "Nothing has this address. The first page lists what there is."
    )
    return fault(error.status_code, known, as_json=_wants_json(request))


def _no_place(request: Request, error: PlaceError) -> Response:
    return fault(404, str(error), as_json=_wants_json(request))


def _failed(request: Request, error: Exception) -> Response:
    traceback.print_exception(error, file=sys.stderr)
    told = "What went wrong is told in the terminal where whyhere serve runs."  # paths in it are nobody else's business
    return fault(500, told, as_json=_wants_json(request))


def _wants_json(request: Request) -> bool:
    return request.url.path == "/api" or request.url.path.endswith(".json")
