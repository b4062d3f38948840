"""Quotations with their chain, and the ones that say why a place matters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.sentences.quotation import quoted
from whyhere.records import Outlook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence

_AT_MOST = 6
_SAID_SO = 3  # a statement read as one of significance outweighs three words of weight


def voices(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """What has not been quoted yet, each speaker once before any speaks twice."""
    spoken = [item for item in items if item.statement.kind == "quote"]
    first: dict[str, Evidence] = {}
    for item in spoken:
        first.setdefault(_speaker(item), item)
    ordered = [*first.values(), *(item for item in spoken if item not in first.values())]
    found = (draft for item in ordered if (draft := quoted(item, scene)) is not None)
    for _, draft in zip(range(_AT_MOST), found, strict=False):
        yield draft


def significance(items: Sequence[Evidence]) -> list[Evidence]:
    """Evidence that says why the place matters, the most telling first: by its words of weight, then its order."""
    words = vocabulary.load("wording")["significance"]["words"]

    def weight(item: Evidence) -> int:
        text = item.statement.span.text.lower()
        said = isinstance(item.finding, Outlook) and item.finding.cue.value == "significance"
        return sum(bool(re.search(rf"\b{re.escape(word)}\b", text)) for word in words) + _SAID_SO * said

    return sorted((item for item in items if weight(item)), key=weight, reverse=True)


def _speaker(item: Evidence) -> str:
    return item.statement.voice[0].name.casefold() if item.statement.voice else item.report.id
