"""Pages from templates: every text is escaped, nothing is loaded, no script runs."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from whyhere.web.policy import policy

TITLES = {400: "Not understood", 404: "Not here", 405: "Reading only", 500: "Could not be answered"}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("whyhere.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("whyhere.web") / "templates" / "web.css").read_text(encoding="utf-8")
    made.globals["style"] = Markup(style)  # noqa: S704 - the package's own file
    return made


def render(template: str, **shown: object) -> str:
    """A page's HTML."""
    return _environment().get_template(f"{template}.html.j2").render(**shown)


def fault(status: int, message: str, *, as_json: bool = False) -> Response:
    """What is wrong, as a page or as JSON."""
    title = TITLES.get(status, "Could not be answered")
    if as_json:
        return json_response({"error": title, "message": message}, status=status)
    made = html(render("fault", title=title, message=message, status=status), status=status)
    if status == 405:  # noqa: PLR2004 - RFC 9110: says what is allowed
        made.headers["Allow"] = "GET, HEAD"
    return made


def html(page: str, *, status: int = 200) -> Response:
    """A page, with the policy that lets in its own style sheet alone."""
    return HTMLResponse(page, status_code=status, headers={"Content-Security-Policy": policy(page)})


def json_response(value: Any, *, status: int = 200) -> Response:  # noqa: ANN401 - whatever JSON holds
    """JSON in UTF-8."""
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, status_code=status, media_type="application/json")
