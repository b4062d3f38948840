"""The order in which an explainer tells: the lead, why it matters, ways, people, help, parties, past and future.

A section without evidence is left out, except the two that every reader looks for (who holds it, why it matters): they
say so in one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere.explainer.evidence import all_evidence
from whyhere.explainer.sentences import computed
from whyhere.explainer.sentences.access import access
from whyhere.explainer.sentences.control import situation
from whyhere.explainer.sentences.figures import figures
from whyhere.explainer.sentences.involvement import involvement
from whyhere.explainer.sentences.outlook import outlook
from whyhere.explainer.sentences.quotation import quoted
from whyhere.explainer.sentences.routes import is_on_route, on_routes, routes
from whyhere.explainer.sentences.timeline import timeline
from whyhere.explainer.sentences.voices import significance, voices
from whyhere.records import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Dossier, Evidence, Stakes

_AHEAD = re.compile(r"\b(will|would|likely|may|might|could|expected to)\b")
_LEAST_STAKES = 0.05  # of all key routes: below this the roads alone make no headline
_SIGNIFICANT_AT_MOST = 2


def sections(scene: Scene) -> tuple[Section, ...]:
    """Every section that has something to say, in order."""
    found = []
    for key, title, note, drafts in _plan(scene):
        scene.open_section()
        sentences = scene.write(drafts)
        if sentences or note:
            found.append(Section(key, title, sentences, None if sentences else note))
    return tuple(found)


def question(scene: Scene) -> str:
    """The headline, a question that the evidence can answer."""
    dossier, stakes, place = scene.dossier, scene.stakes, scene.place
    if not all_evidence(dossier):
        return f"What is known about {place}?" if stakes is None else f"What depends on {place}?"
    weighty = stakes is not None and (stakes.share >= _LEAST_STAKES or bool(stakes.cut_off))
    if dossier.control.state == "disputed":
        return f"Who holds {place}, and why does it matter?" if weighty or dossier.routes else f"Who holds {place}?"
    if weighty or dossier.routes:
        return f"Why does {place} matter?"
    if dossier.figures or dossier.access:
        return f"What is happening to the people of {place}?"
    return f"What’s at stake in {place}?"


def _plan(scene: Scene) -> Iterator[tuple[str, str, str | None, Iterable[Draft | None]]]:
    """Id, title, the line said without evidence, and the drafts: made when asked for, in the reader's order."""
    dossier, stakes, place = scene.dossier, scene.stakes, scene.place
    yield "situation", f"Who holds {place}", f"None of the reports in hand says who holds {place}.", situation(scene)
    yield (
        "why",
        "Why it matters",
        "The reports in hand do not say why, and nothing was computed.",
        _why(dossier, stakes, scene),
    )
    yield "routes", "Supply routes and gateways", None, _routes(dossier, stakes, scene)
    yield "civilians", "Civilians and wounded", None, figures(dossier.figures, scene)
    yield "access", "Ways in and out", None, _access(dossier, stakes, scene)
    yield "parties", "Who is involved", None, involvement(dossier.involvement, scene)
    yield "timeline", "How it came to this", None, timeline(dossier.timeline, scene)
    yield "outlook", "What may come next", None, outlook([e for e in dossier.outlook if _looks_ahead(e)], scene)
    yield "voices", "In their words", None, voices(dossier.quotes, scene)


def _why(dossier: Dossier, stakes: Stakes | None, scene: Scene) -> Iterator[Draft | None]:
    """First what the reports say, then what the roads say."""
    yield on_routes(dossier.routes, scene)
    elsewhere = {e.statement.id for e in (*dossier.routes, *dossier.access) if not is_on_route(e)}
    telling = [
        e
        for e in (*dossier.quotes, *dossier.outlook)
        if e.statement.id not in elsewhere and (e.statement.kind == "quote" or _is_sure(e))
    ]
    found = (draft for item in significance(telling) if (draft := quoted(item, scene)) is not None)
    for _, draft in zip(range(_SIGNIFICANT_AT_MOST), found, strict=False):
        yield draft
    if stakes is not None:
        yield from computed.importance(stakes, scene)


def _routes(dossier: Dossier, stakes: Stakes | None, scene: Scene) -> Iterator[Draft | None]:
    yield from routes(dossier.routes, scene)
    if stakes is not None:
        yield from computed.detours(stakes, scene)
        yield from computed.checks(stakes, scene)


def _access(dossier: Dossier, stakes: Stakes | None, scene: Scene) -> Iterator[Draft | None]:
    yield from access(dossier.access, scene)
    if stakes is not None:
        yield from computed.ways_out(stakes, scene)
        yield from computed.aid(stakes, scene)


def _is_sure(item: Evidence) -> bool:
    return item.statement.certainty == "asserted"


def _looks_ahead(item: Evidence) -> bool:
    """Whether it speaks of what may come: less than asserted, or in words of the future."""
    if item.statement.certainty != "asserted":
        return item.statement.certainty != "denied"
    return bool(_AHEAD.search(item.statement.span.text.lower()))
