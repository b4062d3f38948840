"""What is expected, feared or speculated, in the words of those who say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.cite import WEAKNESS
from whyhere.explainer.sentences.quotation import quotation, quoted
from whyhere.records import Outlook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence

_AT_MOST = 5
_FEWEST_WORDS = 7
_UNREAL = re.compile(r"\bif\b[^,.]*\b(were|had)\b", re.IGNORECASE)  # "if they were able to": nobody expects it


def outlook(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Surer ones first; always quoted, since a guess has no slots that could be put in our words."""
    ranked = sorted(filter(looks_ahead, items), key=lambda item: WEAKNESS.index(item.statement.certainty))
    found = (draft for item in ranked if (draft := quoted(item, scene, dated=True)) is not None)
    for _, draft in zip(range(_AT_MOST), found, strict=False):
        yield draft


def looks_ahead(item: Evidence) -> bool:
    """A forecast, a fear or a plan: words of the future in what is quoted, no condition contrary to fact, no denial."""
    stretch = quotation(item)
    if not isinstance(item.finding, Outlook) or stretch is None or item.statement.certainty == "denied":
        return False
    wording, said = vocabulary.load("wording"), stretch.lower()
    first = re.match(r"[\w’'\-]+", said)
    if len(said.split()) < _FEWEST_WORDS or first is None or first.group() in wording["clause"]["hanging"]:
        return False
    ahead = any(re.search(rf"\b{re.escape(word)}\b", said) for word in wording["outlook"]["ahead"])
    return ahead and not said.startswith(tuple(wording["outlook"]["idle"])) and not _UNREAL.search(said)
