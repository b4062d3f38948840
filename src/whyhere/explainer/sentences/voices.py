"""Quotations with their chain, and the ones that say why a place matters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.sentences.quotation import quotation, quoted
from whyhere.records import Figure, Outlook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence

_AT_MOST = 5
_EACH_AT_MOST = 2
_FEWEST_WORDS = 8
_NEAR = 8  # words between one of weight and the place
_SAID_SO = 3  # a statement read as one of significance outweighs three words of weight
_ENOUGH = 3


def voices(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """What has not been quoted yet and tells, each speaker once before any speaks twice, with the day of print."""
    weighed = [(weight, item) for item in items if (weight := telling(item, scene)) >= _ENOUGH]
    ordered = [item for _, item in sorted(weighed, key=lambda pair: -pair[0])]
    heard: dict[str, int] = {}
    turns = []
    for item in ordered:
        heard[_speaker(item)] = heard.get(_speaker(item), 0) + 1
        turns.append((heard[_speaker(item)], item))
    chosen = [item for turn, item in sorted(turns, key=lambda pair: pair[0]) if turn <= _EACH_AT_MOST]
    found = (draft for item in chosen if (draft := quoted(item, scene, dated=True)) is not None)
    for _, draft in zip(range(_AT_MOST), found, strict=False):
        yield draft


def telling(item: Evidence, scene: Scene) -> int:
    """How much a quotation tells a reader who knows nothing else; 0 for none.

    Nothing without a speaker, in few words, that hangs on what stood before it, or that only counts the dead.
    """
    stretch = quotation(item)
    speaker = next((voice for voice in item.statement.voice if voice.kind == "speaker"), None)
    nobody = vocabulary.load("wording")["nouns"]["nobody"]
    if stretch is None or speaker is None or speaker.name.casefold() in nobody or item.statement.kind != "quote":
        return 0
    words = re.findall(r"[\w’'\-]+", stretch.lower())
    wording = vocabulary.load("wording")
    if len(words) < _FEWEST_WORDS or words[0] in wording["clause"]["hanging"] or _counts(item, words):
        return 0
    life = sum(word.rstrip("s") in wording["voices"]["life"] for word in words)
    weight = sum(_stands(word, stretch) for word in wording["significance"]["words"])
    own = words[0] in wording["voices"]["own"] or any(word in wording["voices"]["own"] for word in words[:6])
    named_here = _names(stretch, scene) or any(scene.is_here(ref) for ref in item.statement.places)
    alone = not item.statement.places and bool(life or weight or own)  # of the only place that its report is about
    here = 2 if named_here else int(alone)
    return min(life, 2) + min(weight, 2) + own + here + 2 * speaker.named


def _counts(item: Evidence, words: Sequence[str]) -> bool:
    """A bare toll: a number of people, killed or wounded, and little besides."""
    figures = [finding for finding in item.statement.findings if isinstance(finding, Figure)]
    deaths = set(vocabulary.load("wording")["voices"]["toll"])
    return bool(set(words) & deaths) and (bool(figures) or any(word.isdigit() for word in words))


def significance(items: Sequence[Evidence], scene: Scene) -> list[Evidence]:
    """Evidence that says why this place matters, the most telling first: by its words of weight, then its order."""
    found = [(weight, item) for item in items if (weight := _significance(item, scene))]
    return [item for _, item in sorted(found, key=lambda pair: -pair[0])]


def _significance(item: Evidence, scene: Scene) -> int:
    """Words of weight that stand near the place's name, or near "the town"; 0 for what hangs on what stood before."""
    stretch = quotation(item)
    if stretch is None:
        return 0
    first = re.match(r"[\w’'\-]+", stretch.lower())
    if first is None or first.group() in vocabulary.load("wording")["clause"]["hanging"]:
        return 0
    words = vocabulary.load("wording")["significance"]["words"]
    near = sum(_is_near(word, stretch, scene) for word in words)
    said = isinstance(item.finding, Outlook) and item.finding.cue.value == "significance"
    return near + _SAID_SO * said


def _is_near(word: str, text: str, scene: Scene) -> bool:
    """Whether the word stands within ``_NEAR`` words of a name of the place, in one sentence."""
    for sentence in re.split(r"(?<=[.!?])\s", text):
        parts = [len(before.split()) for before in _befores(rf"\b{re.escape(word)}\b", sentence)]
        places = [len(before.split()) for before in _befores(_name_pattern(scene), sentence)]
        if any(abs(a - b) <= _NEAR for a in parts for b in places):
            return True
    return False


def _befores(pattern: str, text: str) -> list[str]:
    return [text[: match.start()] for match in re.finditer(pattern, text, re.IGNORECASE)]


def _names(text: str, scene: Scene) -> bool:
    return bool(re.search(_name_pattern(scene), text, re.IGNORECASE))


def _name_pattern(scene: Scene) -> str:
    anaphors = vocabulary.load("wording")["places"]["anaphors"]
    names = sorted((re.escape(name) for name in (*scene.about, *anaphors)), key=len, reverse=True)
    return rf"\b(?:{'|'.join(names)})(?:['’]?s)?\b"


def _stands(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))


def _speaker(item: Evidence) -> str:
    return item.statement.voice[0].name.casefold() if item.statement.voice else item.report.id
