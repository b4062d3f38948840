"""What each address answers, from one open desk; nothing here decides anything about the reporting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from whyhere.errors import PlaceError
from whyhere.explainer import to_html, to_json, to_markdown
from whyhere.forms import ask_json
from whyhere.gazetteer.fold import strict
from whyhere.pipeline import Desk, covered, explain, gather, rows_of
from whyhere.web import shown, values
from whyhere.web.pages import html, json_response, render
from whyhere.web.shelf import Shelf

if TYPE_CHECKING:
    from datetime import date

    from starlette.requests import Request

    from whyhere.pipeline import Covered
    from whyhere.records import Dossier, Explainer, Place

FOUND = 20  # reports shown for a search


class Answers:
    """The endpoints. Explainers and lists are kept by place and date until the ledger changes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.shelf = Shelf(desk.state)
        _ = (
            desk.ledger,
            desk.gazetteer,
            desk.sites,
        )  # opened now, in one thread: a fault shows before the first question

    def places(self, request: Request) -> Response:
        """The first page: places, the most mentioned first, and the search."""
        as_of, words = values.as_of(request.query_params), values.words(request.query_params)
        rows = self._covered(as_of)
        found = [row for row in rows if strict(words) in strict(row.place.name)] if words else rows
        page = render(
            "places",
            title=self.desk.beat.title,
            as_of=as_of,
            words=words,
            suffix=_suffix(as_of),
            rows=[shown.place(row) for row in found],
            total=len(rows),
            elsewhere=self._elsewhere(words, found),
            matches=self._matches(words, as_of),
        )
        return html(page)

    def index(self, request: Request) -> Response:
        """All places with their addresses, as JSON."""
        as_of = values.as_of(request.query_params)
        return json_response(shown.index(self.desk.beat.title, as_of, self._covered(as_of), _suffix(as_of)))

    def place(self, request: Request) -> Response:
        """The explainer as a page, with the way to its evidence on top."""
        place, as_of = self._asked(request)
        bar = render("bar", place=place, suffix=_suffix(as_of), questions=values.QUESTIONS)
        page = to_html(self._explainer(place, as_of), stored="/report/")
        return html(page.replace("<article>\n", f"<article>\n{bar}", 1))

    def place_json(self, request: Request) -> Response:
        """The explainer as JSON."""
        place, as_of = self._asked(request)
        return json_response(to_json(self._explainer(place, as_of)))

    def place_markdown(self, request: Request) -> Response:
        """The explainer as Markdown."""
        place, as_of = self._asked(request)
        return PlainTextResponse(to_markdown(self._explainer(place, as_of)), media_type="text/markdown")

    def ask(self, request: Request) -> Response:
        """The evidence on one question, each row with its exact words and the way to its report."""
        question = values.question(request.path_params["question"])
        place, as_of = self._asked(request)
        found = self._dossier(place, as_of)
        rows = [shown.evidence(item) for item in rows_of(question, found)]
        verdict = found.control if question == "control" else None
        page = render(
            "answer",
            title=f"{place.name}: {question}",
            place=place,
            as_of=as_of,
            suffix=_suffix(as_of),
            verdict=verdict,
            rows=rows,
            gaps=found.gaps,
        )
        return html(page)

    def ask_json(self, request: Request) -> Response:
        """The same as ``whyhere ask --json``."""
        question = values.question(request.path_params["question"])
        place, as_of = self._asked(request)
        return json_response(ask_json(question, self._dossier(place, as_of)))

    def report(self, request: Request) -> Response:
        """A stored report's text with the cited stretch marked."""
        found = self.desk.ledger.report(values.report_id(request.path_params["id"]))
        if found is None:
            raise HTTPException(404, "The ledger holds no report of this id.")
        marked = values.span(request.query_params, len(found.text))
        return html(render("report", **shown.report(found, marked)))

    def _asked(self, request: Request) -> tuple[Place, date | None]:
        number = values.place_id(request.path_params["id"])
        place = self.desk.place_of(number)
        if place is None:
            raise HTTPException(404, f"No place with the id {number} is known: search for its name on the first page.")
        return place, values.as_of(request.query_params)

    def _explainer(self, place: Place, as_of: date | None) -> Explainer:
        return self.shelf.get(("explainer", place.id, as_of), lambda: explain(self.desk, str(place.id), as_of=as_of))

    def _dossier(self, place: Place, as_of: date | None) -> Dossier:
        return self.shelf.get(("dossier", place.id, as_of), lambda: gather(self.desk, place, as_of=as_of))

    def _covered(self, as_of: date | None) -> list[Covered]:
        return self.shelf.get(("places", as_of), lambda: covered(self.desk, as_of=as_of))

    def _elsewhere(self, words: str, found: list[Covered]) -> Place | None:
        """The place of that name when nothing is said of it: its roads may still tell something."""
        if not words:
            return None
        try:
            place = self.desk.place(words)
        except PlaceError:
            return None
        return None if any(row.place.id == place.id for row in found) else place

    def _matches(self, words: str, as_of: date | None) -> list[shown.Shown]:
        found = self.desk.ledger.search(words, limit=FOUND, as_of=as_of) if words else ()
        return [shown.match(one, self.desk.ledger.report(one.report)) for one in found]


def _suffix(as_of: date | None) -> str:
    return f"?{urlencode({'as_of': as_of.isoformat()})}" if as_of else ""
