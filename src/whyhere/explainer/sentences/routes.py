"""What the reports say of the ways through the place: supply routes, ways denied, cut or still open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, claim, finding_key, is_told, mark_used
from whyhere.explainer.sentences.computed import verdict_on
from whyhere.explainer.sentences.grammar import be, is_plural, listed, printable
from whyhere.explainer.sentences.quotation import quoted
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Draft, Scene
    from whyhere.records import Evidence

_TWO_ENDS = 2


_SLOT = re.compile(r"\{(\w+)\}")


def on_routes(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """What ways the place lies on: the two accounts that name most ends; vaguer ones are not repeated."""
    found = [i for i in items if is_on_route(i) and _through_here(i, scene) and i.statement.certainty in SURE]
    groups = alike(found, lambda item: _key(item, scene))
    groups.sort(key=lambda group: (-_ends(group[0]), -len({item.origin for item in group})))
    for group in groups[:2]:
        yield from _with_answer(claim(clause(group[0], scene), group, scene), group, scene)
    mark_used([item for item in found if _ends(item) < _TWO_ENDS], scene)
    for item in found:
        answered([item], scene)  # what was vaguer, or less widely said, is answered with it


def _through_here(item: Evidence, scene: Scene) -> bool:
    return isinstance(item.finding, Route) and scene.is_here(item.finding.via)


def _ends(item: Evidence) -> int:
    return len(item.finding.between) + len(item.finding.to) if isinstance(item.finding, Route) else 0


def routes(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """A sentence a claim, the most telling first; what its slots do not tell is quoted."""
    usable = [item for item in items if isinstance(item.finding, Route) and not is_told(item, scene)]
    groups = alike(usable, lambda item: _key(item, scene))
    for group in sorted(groups, key=lambda g: (_rank(g[0]), -len({i.origin for i in g}))):
        yield from route(group, scene)


def route(group: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """One claim about a way, in our words around its slots or quoted, and what the road network says to it."""
    lead = best_dated(group)
    spoken = all(item.statement.kind == "quote" for item in group)
    if is_told(lead, scene):
        return
    told = None if spoken else claim(clause(lead, scene), group, scene, printed=True)
    told = told or quoted(lead, scene, dated=True)
    yield from _with_answer(told, group, scene)


def _with_answer(told: Draft | None, group: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """The claim, and beside it what the road network says to it."""
    yield told
    if told is not None:
        yield answered(group, scene)


def _is_near(item: Evidence) -> bool:
    """Whether the place is said to lie near the way, not on it: then the network is not asked about the way itself."""
    said = item.finding.effect.text.lower() if isinstance(item.finding, Route) else ""
    return bool(re.search(r"\b(near|close to|not far from)\b", said))


def answered(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    """What the road network says to a claim; None where it cannot tell. Each claim is answered once."""
    stakes, asked = scene.stakes, {finding_key(item) for item in group}
    scene.checked |= asked
    if stakes is None or any(map(_is_near, group)):
        return None
    checks = (check for check in stakes.checks if finding_key(check.evidence) in asked)
    return next((draft for check in checks if (draft := verdict_on(check, stakes, scene)) is not None), None)


def is_on_route(item: Evidence) -> bool:
    """Whether it says what way the place lies on."""
    return isinstance(item.finding, Route) and item.finding.effect.value == "lies on" and not item.finding.negated


def _key(item: Evidence, scene: Scene) -> tuple[object, ...]:
    finding = item.finding
    if not isinstance(finding, Route):
        return (item,)
    ends = tuple(ref.name.casefold() for ref in (*finding.between, *finding.to))
    return (finding.effect.value, scene.party_key(finding.actor), scene.party_key(finding.party), ends, finding.negated)


def _rank(item: Evidence) -> int:
    order = list(vocabulary.load("wording")["routes"])
    effect = item.finding.effect.value if isinstance(item.finding, Route) else ""
    return order.index(effect) if effect in order else len(order)


def clause(item: Evidence, scene: Scene) -> str | None:
    """Such as "Maravel lies on a supply route between Oster and Brask", or None where a needed slot is missing."""
    finding = item.finding
    if not isinstance(finding, Route) or finding.negated or item.statement.certainty not in SURE:
        return None
    filled = _slots(finding, scene)
    frame = _frame(finding.effect.value, filled)
    if frame is None:
        return None
    text = frame.format(**filled)
    if _is_near(item):
        text = text.replace(" lies on ", " lies near ", 1)
    for subject in (filled["kind"], filled["party"]):
        text = re.sub(rf"^({re.escape(subject)}.*?) was ", rf"\1 {be(subject)} ", text, count=1) if subject else text
    dated = when_phrase(when_of(item)) if finding.effect.value != "lies on" else ""
    return f"{text} {dated}".rstrip()


def _frame(effect: str, filled: dict[str, str]) -> str | None:
    """The first frame of the effect all of whose slots are filled."""
    frames: list[str] = vocabulary.load("wording")["routes"].get(effect, [])
    return next((f for f in frames if all(filled[slot] or slot == "out" for slot in _SLOT.findall(f))), None)


def _slots(finding: Route, scene: Scene) -> dict[str, str]:
    via = scene.place_name(finding.via) or ""
    return {
        "via": via,
        "actor": scene.party(finding.actor) or "",
        "party": scene.party(finding.party) or "",
        "kind": _kind(finding),
        "out": f" to the {finding.direction.value}" if finding.direction and printable(finding.direction.value) else "",
        "way": _way(finding, scene),
        "whose": f" of {party}" if (party := scene.party(finding.party)) else "",
    }


def _kind(finding: Route) -> str:
    """The way as said ("supply route") with its article, else the word for its kind."""
    if finding.kind is None:
        return "the road" if finding.effect.value == "lies on" else ""
    said = finding.kind.text
    kinds = vocabulary.load("wording")["route_kinds"]
    nouns = ("route", "road", "line", "corridor", "highway", "crossing", "way", "passage", "lifeline", "artery")
    if printable(said) and said.split()[-1].lower().rstrip("s") in nouns and said[:1].islower():
        article = "" if is_plural(said) else "an " if said[0] in "aeiou" else "a "
        return f"{article}{said}"
    return str(kinds.get(finding.kind.value, ""))


def _way(finding: Route, scene: Scene) -> str:
    between = [name for ref in finding.between if (name := scene.place_name(ref))]
    if len(between) > 1 and len(between) == len(finding.between):
        return f" between {listed(between)}"
    ends = [name for ref in finding.to if not scene.is_here(ref) and (name := scene.place_name(ref))]
    start = scene.place_name(finding.frm) if finding.frm and not scene.is_here(finding.frm) else None
    words = f" from {start}" if start else ""
    return f"{words} to {listed(ends)}" if ends and len(ends) == len(finding.to) else words
