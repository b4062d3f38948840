"""Claims that several pieces of evidence make alike: put together, attributed, cited by all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere.explainer.evidence import citation, when_of
from whyhere.explainer.sentences.grammar import counted_others
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import attributed, distinct, in_reports, together
from whyhere.explainer.spoken import label
from whyhere.records import SpanCitation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence

_DATED = re.compile(r"\d|\bsince\b|\bfor (?:[\w-]+ ){0,4}(?:day|week|month|year)s?\b")
SURE = ("asserted",)


def alike(items: Iterable[Evidence], key: Callable[[Evidence], Hashable]) -> list[list[Evidence]]:
    """The evidence in groups of one claim, in the order of each group's first."""
    groups: dict[Hashable, list[Evidence]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def cites(items: Sequence[Evidence], scene: Scene) -> tuple[SpanCitation, ...]:
    """The citations of several pieces of evidence, each span once."""
    found: dict[tuple[str, int, int], SpanCitation] = {}
    for item in items:
        new = citation(item, scene.parties)
        key = (new.span.report, new.span.start, new.span.end)
        found[key] = merged(found[key], new) if key in found else new
    return tuple(found.values())


def merged(a: SpanCitation, b: SpanCitation) -> SpanCitation:
    """Two findings of one span as one citation."""
    grounds = tuple(dict.fromkeys((*a.grounds, *b.grounds)))
    return SpanCitation(a.span, a.statement, a.origin, grounds, a.certainty, a.negated or b.negated)


def finding_key(item: Evidence) -> tuple[str, int, int, str]:
    """What tells one finding from the others of its report."""
    span = item.finding.span if item.finding is not None else item.statement.span
    return item.report.id, span.start, span.end, item.finding.type if item.finding is not None else "quote"


def is_told(item: Evidence, scene: Scene) -> bool:
    """Whether the finding stands in the explainer already, or its whole statement was quoted."""
    return finding_key(item) in scene.told


def claim(clause: str | None, items: Sequence[Evidence], scene: Scene, *, printed: bool = False) -> Draft | None:
    """The clause said by its sources, or None without a clause; the clause is the first one's.

    Where it gives a time, only those who give the same one are its sources; those who give none are said to say the
    same, with the day on which they were printed. With ``printed`` a clause that gives no time has that day, too.
    """
    if not clause:
        return None
    timed = bool(_DATED.search(clause))
    same, undated = _by_time(items) if timed else (items, [])
    mark_used([*same, *undated], scene)
    text = attributed(clause, same, scene, printed=printed and not timed)
    heard = {_speaker(item) for item in same}
    rest = [item for item in undated if _speaker(item) not in heard]
    if rest:
        met = set(scene.met)
        others = distinct(rest, scene)
        who = together(others) if len(others) == 1 else f"{counted_others(len(others))} said"
        scene.met = scene.met if len(others) == 1 else met  # who is only counted is not introduced
        text += f"; {who} the same {in_reports(rest, scene)}".rstrip()
    return Draft(text, cites([*same, *rest], scene))


def _by_time(items: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Those that give the first one's time, and those that give none; those of another time tell of something else."""
    first = label(when_of(items[0]))
    same = [item for item in items if label(when_of(item)) == first]
    return same, [item for item in items if not label(when_of(item)) and item not in same]


def _speaker(item: Evidence) -> str:
    voice = item.statement.voice
    return (voice[0].name if voice else item.report.outlet or item.report.id).casefold()


def mark_used(items: Iterable[Evidence], scene: Scene) -> None:
    """Remember that these statements have been told, so that no quotation repeats them."""
    for item in items:
        scene.used.add((item.report.id, item.statement.span.start, item.statement.span.end))
        scene.told.add(finding_key(item))


def best_dated(items: Sequence[Evidence]) -> Evidence:
    """The one whose time is most exact: a day before a month before none."""
    ranks = {"day": 0, "days": 1, "week": 2, "month": 3}

    def rank(item: Evidence) -> int:
        when = when_of(item)
        return 9 if when is None else ranks.get(when.precision, 5)

    return min(items, key=rank)
