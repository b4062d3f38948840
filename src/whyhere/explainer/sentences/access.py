"""Humanitarian access: who let whom in, who refused, on what condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, claim, is_told
from whyhere.explainer.sentences.grammar import be, listed
from whyhere.explainer.sentences.quotation import quoted
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Access

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence


def access(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Newest first, a claim once; spoken words are quoted, so that their condition stays whole."""
    usable = [item for item in items if isinstance(item.finding, Access)]
    for group in alike(usable, lambda item: _key(item, scene)):
        lead = best_dated(group)
        if is_told(lead, scene):
            continue
        if lead.statement.kind == "quote":
            yield quoted(lead, scene, dated=True)
        else:
            yield claim(clause(lead, scene), group, scene, printed=True) or quoted(lead, scene, dated=True)


def _key(item: Evidence, scene: Scene) -> tuple[object, ...]:
    finding = item.finding
    if not isinstance(finding, Access):
        return (item,)
    to = tuple(scene.party_key(ref) for ref in finding.to)
    spoken = item.statement.id if item.statement.kind == "quote" else None
    return (finding.state.value, to, scene.party_key(finding.by), finding.negated, spoken)


def _is_of_aid(finding: Access) -> bool:
    """Whether what is let in or kept out is aid; where people are, our frames would say something else."""
    words = vocabulary.load("wording")["access_words"]["aid"]
    return any(re.search(rf"\b{word}", finding.span.text.lower()) for word in words)


def clause(item: Evidence, scene: Scene) -> str | None:
    """Such as "the army refused the Relief Corps access to Maravel", or None where the slots do not tell."""
    finding = item.finding
    if not isinstance(finding, Access) or finding.negated or item.statement.certainty not in SURE or finding.condition:
        return None
    frames = vocabulary.load("wording")["access"].get(finding.state.value, ["", "", ""])
    by, to = scene.party(finding.by), [name for ref in finding.to if (name := scene.party(ref))]
    if len(to) != len(finding.to) or (finding.by is not None and by is None):
        return None
    same = {scene.party_key(ref) for ref in finding.to} == {scene.party_key(finding.by)}
    frame = frames[2] if to and (by is None or same) else frames[0] if to else frames[1] if by else ""
    named_here = finding.place is None and any(scene.is_here(ref) for ref in item.statement.places)
    if re.search(r"\baid\b", frame) and not _is_of_aid(finding):
        return None
    place = scene.here() if named_here else scene.place_name(finding.place)
    if not frame or place is None:
        return None
    text, when = frame.format(by=by, to=listed(to), place=place), when_phrase(when_of(item))
    if text.startswith(f"{listed(to)} was "):
        was = "had been" if when.startswith("since") else "were" if len(to) > 1 else be(listed(to))
        text = text.replace(" was ", f" {was} ", 1)
    return f"{text} {when}".rstrip()
