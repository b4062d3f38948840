"""Who takes part beside or against whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, cites, claim, is_told, mark_used
from whyhere.explainer.sentences.grammar import be
from whyhere.explainer.sentences.quotation import quoted
from whyhere.explainer.sentences.scene import Draft, printed_day
from whyhere.explainer.sentences.sources import agrees, source_of
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Involvement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence


_PAST = timedelta(days=365)


def involvement(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Who is said to take part first, then who denies it."""
    usable = [item for item in items if isinstance(item.finding, Involvement) and not _is_past(item, scene)]
    groups = alike(usable, lambda item: _key(item, scene))
    for group in sorted(groups, key=lambda g: (_denies(g[0]), -len({i.origin for i in g}))):
        lead = best_dated(group)
        if is_told(lead, scene):
            continue
        if _denies(lead):
            yield _denial(lead, scene)
        else:
            yield claim(clause(lead, scene), group, scene, printed=True) or quoted(lead, scene)


def _is_past(item: Evidence, scene: Scene) -> bool:
    """Whether it was printed so long ago that it says nothing of who is involved."""
    day = printed_day(item)
    return day is not None and scene.today - day > _PAST


def _denies(item: Evidence) -> bool:
    return bool(getattr(item.finding, "negated", False)) or item.statement.certainty == "denied"


def _key(item: Evidence, scene: Scene) -> tuple[object, ...]:
    finding = item.finding
    if not isinstance(finding, Involvement):
        return (item,)
    sides = tuple(scene.party_key(ref) for ref in (finding.actor, finding.beside, finding.against))
    return (*sides, _denies(item))


def clause(item: Evidence, scene: Scene) -> str | None:
    """Such as "the Ulland Guard was fighting in Maravel beside the army", or None where only the actor is known."""
    finding = item.finding
    if not isinstance(finding, Involvement) or item.statement.certainty not in SURE or item.statement.kind == "quote":
        return None
    actor, beside, against = (scene.party(ref) for ref in (finding.actor, finding.beside, finding.against))
    if actor is None or (beside is None and against is None) or actor in (beside, against):
        return None
    doing = _doing(finding, actor, beside, against)
    if doing is None:
        return None
    place = scene.place_name(finding.place)
    return f"{doing}{f' in {place}' if place else ''} {when_phrase(when_of(item))}".rstrip()


def _doing(finding: Involvement, actor: str, beside: str | None, against: str | None) -> str | None:
    wording = vocabulary.load("wording")
    backing = wording["involvement_for"].get(finding.role.value)
    if backing and beside and not against:
        return str(backing.format(actor=actor, beside=beside)).replace(f"{actor} was ", f"{actor} {be(actor)} ")
    fighting = wording["involvement"].get(finding.role.value)
    if fighting is None:
        return None
    sides = (f" beside {beside}" if beside else "") + (f" against {against}" if against else "")
    return f"{actor} {be(actor)} {fighting}{sides}"


def _denial(item: Evidence, scene: Scene) -> Draft | None:
    """A denial keeps its own words: “the Guard had crossed the border” is what is denied."""
    finding = item.finding
    if item.statement.certainty != "denied" or finding is None:
        return quoted(item, scene)
    own_words = quoted(item, scene)
    if own_words is not None:
        return own_words
    source = source_of(item, scene)
    mark_used([item], scene)
    actor = scene.party(finding.actor) if isinstance(finding, Involvement) else None
    return (
        Draft(f"{source.who} {agrees(source, 'denies', 'deny')} that {actor} took part", cites([item], scene))
        if actor
        else None
    )
