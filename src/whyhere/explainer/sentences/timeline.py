"""How it came to this: dated events and changes of control, oldest first, a line each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, cites
from whyhere.explainer.sentences.control import clause as control_clause
from whyhere.explainer.sentences.counts import noun_phrase
from whyhere.explainer.sentences.grammar import be, capitalised
from whyhere.explainer.sentences.quotation import quotation
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import distinct, together
from whyhere.explainer.spoken import label
from whyhere.records import Control, Event, Figure, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence

_LINES_AT_MOST = 12
_TAKING = ("captured", "retook", "lost", "withdrew", "held")
_LONGEST = 40  # days that a line may be about, unless its source says a month, a season or a year
_ONE_CHANGE = 3  # days in which one side's taking and the other's leaving are one thing
_QUOTED_WORDS = 24


def timeline(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """Lines "19 May 2031: …": the turning points first chosen, then set in order; less than asserted is no past."""
    changes = [item for item in scene.dossier.control_history if _is_change(item)]
    dated = [i for i in dict.fromkeys((*items, *changes)) if _is_placed(i) and i.statement.certainty in SURE]
    dated.sort(key=lambda item: _sort_key(_when(item)))
    groups = _news(alike(_first_prints(dated, scene), lambda item: _key(item, scene)), scene)
    order = sorted(range(len(groups)), key=lambda i: (_lightness(groups[i][0], scene), -len(groups[i]), -i))
    met = set(scene.met)
    lines = [i for i in order if _line(groups[i], scene) is not None][:_LINES_AT_MOST]
    scene.met = met  # names are introduced in the order in which the lines stand
    scene.open_section()
    yield from (_line(groups[i], scene) for i in sorted(lines))


def _is_placed(item: Evidence) -> bool:
    """Whether the time is close enough for a line."""
    when = _when(item)
    if when is None or not label(when):
        return False
    if when.earliest is None or when.latest is None or when.precision in ("month", "season", "year", "since"):
        return True
    return (when.latest - when.earliest).days <= _LONGEST


def _news(groups: Sequence[list[Evidence]], scene: Scene) -> list[list[Evidence]]:
    """Without what only repeats: a holder that is known, a leaving that a taking tells, in order of time."""
    taken = {(_sort_key(_when(g[0]))[0], _party(g[0], scene)) for g in groups if _is(g[0], "captured", "retook")}
    kept, holder = [], None
    for group in groups:
        lead = group[0]
        day, party, here = _sort_key(_when(lead))[0], _party(lead, scene), _is_here(lead, scene)
        if any(_is_vaguer(group, other, scene) for other in groups):
            continue
        if _is(lead, "lost", "withdrew") and here:
            late = when_of(lead) is None
            others = (day - other for other, who in taken if who != party)
            if any(abs(gap.days) <= _ONE_CHANGE or (late and gap.days >= 0) for gap in others):
                continue
        if _is(lead, "held", "holds part") and (holder == party or not _is(lead, "held") or not _since(lead)):
            continue
        if _is(lead, "held") and any(who == party and abs((day - other).days) <= _ONE_CHANGE for other, who in taken):
            continue
        if _is(lead, "captured", "retook") and here and holder == party and when_of(lead) is None:
            continue
        if here and _is(lead, "held", "captured", "retook"):
            holder = party
        kept.append(group)
    return kept


def _is_vaguer(group: Sequence[Evidence], other: Sequence[Evidence], scene: Scene) -> bool:
    """Whether the other tells the same of a shorter time within this one: "2012" after "June 2012" says nothing."""
    ours, theirs = _when(group[0]), _when(other[0])
    if other is group or ours is None or theirs is None or _key(group[0], scene)[:-1] != _key(other[0], scene)[:-1]:
        return False
    if None in (ours.earliest, ours.latest, theirs.earliest, theirs.latest) or ours == theirs:
        return False
    return ours.earliest <= theirs.earliest and theirs.latest <= ours.latest  # type: ignore[operator]


def _is(item: Evidence, *changes: str) -> bool:
    return isinstance(item.finding, Control) and item.finding.change.value in changes


def _is_here(item: Evidence, scene: Scene) -> bool:
    return isinstance(item.finding, Control | Event) and scene.is_here(item.finding.place)


def _since(item: Evidence) -> bool:
    when = when_of(item)
    return when is not None and when.precision == "since"


def _party(item: Evidence, scene: Scene) -> str | None:
    return scene.party_key(item.finding.party) if isinstance(item.finding, Control) else None


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


def _lightness(item: Evidence, scene: Scene) -> int:
    """Changes of control here weigh most, then turning points, then what someone did, then what happened nearby."""
    turning = vocabulary.load("wording")["timeline"]["turning"]
    finding, here = item.finding, _is_here(item, scene)
    if isinstance(finding, Control):
        whole = finding.place is None or not finding.place.part
        return (0 if whole and finding.change.value in _TAKING else 1) if here else 3
    if isinstance(finding, Event) and finding.event.value in turning:
        return 1 if here else 3
    return 2 if isinstance(finding, Event) and finding.actor is not None and here else 4


def _place(finding: Control | Event) -> object:
    return None if finding.place is None else finding.place.id or finding.place.name


def _line(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    lead = best_dated(group)
    words = control_clause(lead, scene, dated=False) if isinstance(lead.finding, Control) else event_clause(lead, scene)
    if words is None:
        stretch = quotation(lead, own=True)
        words = f"“{stretch}”" if stretch and len(stretch.split()) <= _QUOTED_WORDS else None
    if words is None:
        return None
    return Draft(
        f"{capitalised(label(_when(lead)))}: {capitalised(words)}, {together(distinct(group, scene))}",
        cites(group, scene),
    )


def _toll(item: Evidence, scene: Scene) -> str | None:
    """How many were killed, where the statement counts them: "at least 28 fighters of the Guard were killed"."""
    kinds = vocabulary.load("wording")["timeline"]["killing"]
    if not isinstance(item.finding, Event) or item.finding.event.value not in kinds:
        return None
    for figure in item.statement.findings:
        kind = figure.what.value.split()[-1] if isinstance(figure, Figure) and figure.what.value else ""
        if isinstance(figure, Figure) and kind in ("killed", "dead") and not figure.negated:
            who = noun_phrase(figure, scene.party(figure.party or item.finding.target))
            return f"{who} {'was' if figure.high == 1 else 'were'} killed"
    return None


def event_clause(item: Evidence, scene: Scene) -> str | None:
    """Such as "the army shelled the town", or None where kind, actor or place do not make a clause."""
    finding = item.finding
    if not isinstance(finding, Event) or finding.negated:
        return None
    wording = vocabulary.load("wording")
    frames, hollow = wording["events"].get(finding.event.value), wording["timeline"]["hollow"]
    actor, place, target = scene.force(finding.actor), scene.place_name(finding.place), scene.force(finding.target)
    if frames is None or (finding.actor is not None and actor is None):
        return None
    if (toll := _toll(item, scene)) is not None and (not actor or finding.event.value in hollow):
        return f"{toll}{f' in {place}' if place else ''}"
    if finding.event.value in hollow:
        return None
    frame = frames[0] if actor else frames[1]
    if not frame or ("{on}" in frame and place is None) or ("{target}" in frame and target is None):
        return None
    text = frame.format(actor=actor, on=place, target=target, at=f" in {place}" if place else "")
    return str(text).replace(f"{place} was ", f"{place} {be(place)} ") if place else str(text)
