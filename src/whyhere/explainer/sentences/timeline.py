"""How it came to this: dated events and changes of control, oldest first, a line each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, cites
from whyhere.explainer.sentences.control import clause as control_clause
from whyhere.explainer.sentences.grammar import be, capitalised
from whyhere.explainer.sentences.quotation import quotation
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import distinct, together
from whyhere.explainer.spoken import label
from whyhere.records import Control, Event, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence

_LINES_AT_MOST = 14


def timeline(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Lines "19 May 2031: …", from the timeline and the changes of control; less than asserted is no past."""
    changes = [item for item in scene.dossier.control_history if _is_change(item)]
    dated = [i for i in dict.fromkeys((*items, *changes)) if label(_when(i)) and i.statement.certainty in SURE]
    dated.sort(key=lambda item: _sort_key(_when(item)))
    groups = alike(_first_prints(dated, scene), lambda item: _key(item, scene))
    weighty = sorted(range(len(groups)), key=lambda i: (_lightness(groups[i][0]), -i))
    chosen = [groups[i] for i in sorted(weighty[: 2 * _LINES_AT_MOST])]
    lines = [draft for group in chosen if (draft := _line(group, scene)) is not None]
    yield from lines[-_LINES_AT_MOST:]


def _is_change(item: Evidence) -> bool:
    """A change of control, or a holding that says since when; a mere holding is no event."""
    finding = item.finding
    if not isinstance(finding, Control) or finding.negated or finding.party is None:
        return False
    return finding.change.value not in ("held", "holds part", "contested") or when_of(item) is not None


def _when(item: Evidence) -> When | None:
    """The finding's time; for a change of control without one "by" the day of its report."""
    when, published = when_of(item), item.report.published
    if when is not None or not isinstance(item.finding, Control) or published is None or published.latest is None:
        return when
    return When(None, published.latest, "until")


def _sort_key(when: When | None) -> tuple[date, date]:
    return when.sort_key if when is not None else (date.min, date.min)


def _first_prints(items: Sequence[Evidence], scene: Scene) -> list[Evidence]:
    """Without later reports of a change that one with a day, or an earlier one without, has told."""
    known: dict[tuple[object, ...], Evidence] = {}
    kept = []
    for item in sorted(items, key=lambda i: when_of(i) is None):
        change = _change(item, scene)
        if when_of(item) is not None or change not in known or label(_when(known[change])) == label(_when(item)):
            kept.append(item)
            known.setdefault(change, item)
    return [item for item in items if item in kept]


def _change(item: Evidence, scene: Scene) -> tuple[object, ...]:
    if not isinstance(item.finding, Control):
        return (item,)
    change = item.finding.change.value
    kind = "taken" if change in ("captured", "retook") else change
    return (kind, scene.party_key(item.finding.party), _place(item.finding))


def _key(item: Evidence, scene: Scene) -> tuple[object, ...]:
    finding = item.finding
    if isinstance(finding, Control):
        return ("control", *_change(item, scene), label(_when(item)))
    if isinstance(finding, Event):
        return ("event", finding.event.value, scene.party_key(finding.actor), _place(finding), label(_when(item)))
    return (item,)


def _lightness(item: Evidence) -> int:
    """Changes of control weigh most, then what someone did, then what happened."""
    if isinstance(item.finding, Control):
        return 0
    return 1 if isinstance(item.finding, Event) and item.finding.actor is not None else 2


def _place(finding: Control | Event) -> object:
    return None if finding.place is None else finding.place.id or finding.place.name


def _line(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    lead = best_dated(group)
    words = control_clause(lead, scene, dated=False) if isinstance(lead.finding, Control) else event_clause(lead, scene)
    if words is None:
        stretch = quotation(lead)
        words = f"“{stretch}”" if stretch else None
    if words is None:
        return None
    return Draft(
        f"{capitalised(label(_when(lead)))}: {capitalised(words)}, {together(distinct(group, scene))}",
        cites(group, scene),
    )


def event_clause(item: Evidence, scene: Scene) -> str | None:
    """Such as "the army shelled the town", or None where kind, actor or place do not make a clause."""
    finding = item.finding
    if not isinstance(finding, Event) or finding.negated:
        return None
    frames = vocabulary.load("wording")["events"].get(finding.event.value)
    actor, place, target = scene.force(finding.actor), scene.place_name(finding.place), scene.force(finding.target)
    if frames is None or (finding.actor is not None and actor is None):
        return None
    frame = frames[0] if actor else frames[1]
    if not frame or ("{on}" in frame and place is None) or ("{target}" in frame and target is None):
        return None
    text = frame.format(actor=actor, on=place, target=target, at=f" in {place}" if place else "")
    return str(text).replace(f"{place} was ", f"{place} {be(place)} ") if place else str(text)
