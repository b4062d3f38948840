"""The order in which an explainer tells: the lead, why it matters, ways, people, help, parties, past and future.

A section without evidence is left out, except the two that every reader looks for (who holds it, why it matters): they
say so in one line.
"""

from __future__ import annotations

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
from whyhere.records import Control, Section, SpanCitation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Dossier, Evidence, Sentence, Stakes

_LEAST_STAKES = 0.02  # of all key routes: below this the roads alone make no headline
_HOLDING = ("captured", "retook", "held", "lost", "withdrew")
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


def question(scene: Scene, told: Sequence[Section]) -> str:
    """The headline, a question that the sections answer: why the place matters, unless they tell of something else."""
    dossier, stakes, place = scene.dossier, scene.stakes, scene.place
    if not all_evidence(dossier):
        return f"What is known about {place}?" if stakes is None else f"What depends on {place}?"
    count = {section.id: len(section.sentences) for section in told}
    if _is_fought_over(scene):
        return f"Who holds {place}, and why does it matter?" if count.get("why") else f"Who holds {place}?"
    if _says_why(told) or (stakes is not None and (stakes.share >= _LEAST_STAKES or stakes.cut_off)):
        return f"Why does {place} matter?"
    people = sum(
        _is_reported(s) for section in told if section.id in ("civilians", "access") for s in section.sentences
    )
    rest = sum(n for key, n in count.items() if key not in ("civilians", "access", "timeline"))
    return f"What is happening to the people of {place}?" if people > rest else f"What is happening in {place}?"


def _says_why(told: Sequence[Section]) -> bool:
    """Whether a report, not the roads alone, says what the place is good for."""
    return any(_is_reported(s) for section in told if section.id in ("why", "routes") for s in section.sentences)


def _is_reported(sentence: Sentence) -> bool:
    return any(isinstance(cited, SpanCitation) for cited in sentence.citations)


def _is_fought_over(scene: Scene) -> bool:
    """Whether who holds it is in dispute: it is denied, or another is said to hold it; a part is no dispute."""
    verdict = scene.dossier.control
    if verdict.state != "disputed":
        return False
    others = [item for item in verdict.opposing if isinstance(item.finding, Control)]
    return not verdict.supporting or any(
        item.statement.certainty == "denied"
        or (isinstance(item.finding, Control) and (item.finding.negated or item.finding.change.value in _HOLDING))
        for item in others
        if scene.is_fresh([item])
    )


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
    yield "outlook", "What may come next", None, outlook(dossier.outlook, scene)
    yield "voices", "In their words", None, voices(dossier.quotes, scene)


def _why(dossier: Dossier, stakes: Stakes | None, scene: Scene) -> Iterator[Draft | None]:
    """First what the reports say, then what the roads say."""
    yield from on_routes(dossier.routes, scene)
    elsewhere = {e.statement.id for e in (*dossier.routes, *dossier.access) if not is_on_route(e)}
    telling = [
        e
        for e in (*dossier.quotes, *dossier.outlook)
        if e.statement.id not in elsewhere and (e.statement.kind == "quote" or _is_sure(e))
    ]
    found = (draft for item in significance(telling, scene) if (draft := quoted(item, scene)) is not None)
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
