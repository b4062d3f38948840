"""What is expected, feared or speculated, in the words of those who say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.explainer.cite import WEAKNESS
from whyhere.explainer.sentences.quotation import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence

_AT_MOST = 5


def outlook(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Surer ones first; always quoted, since a guess has no slots that could be put in our words."""
    ranked = sorted(items, key=lambda item: WEAKNESS.index(item.statement.certainty))
    found = (draft for item in ranked if (draft := quoted(item, scene)) is not None)
    for _, draft in zip(range(_AT_MOST), found, strict=False):
        yield draft
