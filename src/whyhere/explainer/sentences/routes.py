"""What the reports say of the ways through the place: supply routes, ways denied, cut or still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, claim, is_told, mark_used
from whyhere.explainer.sentences.grammar import be, is_plural, listed, printable
from whyhere.explainer.sentences.quotation import quoted
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence

_TWO_ENDS = 2
_PASSAGE, _DAMAGE = ("actor", "party"), ("actor", "kind")
_NEEDS = {
    "lies on": ("via",),
    "allowed": _PASSAGE,
    "denied": _PASSAGE,
    "hindered": _PASSAGE,
    "cut": _DAMAGE,
    "threatened": _DAMAGE,
    "open": ("kind",),
    "closed": ("kind",),
    "reopened": ("kind",),
}


def on_routes(items: Sequence[Evidence], scene: Scene) -> Draft | None:
    """What ways the place lies on: the two accounts that name most ends; vaguer ones are not repeated."""
    found = [i for i in items if is_on_route(i) and _through_here(i, scene) and i.statement.certainty in SURE]
    groups = alike(found, lambda item: _key(item, scene))
    groups.sort(key=lambda group: (-_ends(group[0]), -len({item.origin for item in group})))
    told = [draft for group in groups[:2] if (draft := claim(clause(group[0], scene), group, scene)) is not None]
    mark_used([item for item in found if _ends(item) < _TWO_ENDS], scene)
    if not told:
        return None
    return Draft("; ".join(draft.text for draft in told), tuple(c for draft in told for c in draft.citations))


def _through_here(item: Evidence, scene: Scene) -> bool:
    return isinstance(item.finding, Route) and scene.is_here(item.finding.via)


def _ends(item: Evidence) -> int:
    return len(item.finding.between) + len(item.finding.to) if isinstance(item.finding, Route) else 0


def routes(items: Sequence[Evidence], scene: Scene) -> Iterator[Draft | None]:
    """A sentence a claim, the most telling first; what its slots do not tell is quoted."""
    usable = [item for item in items if isinstance(item.finding, Route) and not is_told(item, scene)]
    groups = alike(usable, lambda item: _key(item, scene))
    for group in sorted(groups, key=lambda g: (_rank(g[0]), -len({i.origin for i in g}))):
        yield route(group, scene)


def route(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    """One claim about a way, in our words around its slots, or quoted."""
    lead = best_dated(group)
    spoken = all(item.statement.kind == "quote" for item in group)
    if is_told(lead, scene):
        return None
    return quoted(lead, scene) if spoken else claim(clause(lead, scene), group, scene) or quoted(lead, scene)


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
    frame = vocabulary.load("wording")["routes"].get(finding.effect.value)
    filled = _slots(finding, scene)
    if frame is None or any(not filled.get(name) for name in _NEEDS[finding.effect.value]):
        return None
    if finding.effect.value in ("denied", "hindered") and not filled["way"]:
        return None
    text = frame.format(**filled)
    text = text.replace(" was open", f" {be(filled['kind'])} open").replace(
        " was closed", f" {be(filled['kind'])} closed"
    )
    dated = when_phrase(when_of(item)) if finding.effect.value != "lies on" else ""
    return f"{text} {dated}".rstrip()


def _slots(finding: Route, scene: Scene) -> dict[str, str]:
    via = scene.place_name(finding.via) or ""
    return {
        "via": via,
        "actor": scene.party(finding.actor) or "",
        "party": scene.party(finding.party) or "",
        "kind": _kind(finding),
        "out": f" to the {finding.direction.value}" if finding.direction and printable(finding.direction.value) else "",
        "way": _way(finding, scene),
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
