"""Figures about people, from all sources side by side, with their bounds; never averaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.sentences.claims import alike, cites, mark_used
from whyhere.explainer.sentences.grammar import printable
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import distinct, together
from whyhere.explainer.spoken import grouped
from whyhere.records import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence, FigureGroup

_SIDES_AT_MOST = 4


def figures(groups: Sequence[FigureGroup], scene: Scene) -> Iterator[Draft | None]:
    """A sentence a kind of figure: the newest account first, then each that differs."""
    for group in groups:
        rows = [row for row in reversed(group.rows) if _usable(row)]
        accounts = alike(rows, _key)[:_SIDES_AT_MOST]
        if accounts:
            items = [item for account in accounts for item in account]
            mark_used(items, scene)
            yield Draft(_side_by_side(accounts, scene), cites(items, scene))


def _usable(item: Evidence) -> bool:
    finding = item.finding
    if not isinstance(finding, Figure) or finding.negated or (finding.low is None and finding.high is None):
        return False
    known = finding.what.value.split()[-1:] and finding.what.value.split()[-1] in vocabulary.load("wording")["figures"]
    return item.statement.certainty in ("asserted", "estimated") and (known or printable(finding.what.value))


def _key(item: Evidence) -> tuple[object, ...]:
    finding = item.finding
    return (finding.low, finding.high, finding.unit) if isinstance(finding, Figure) else (item,)


def _figure(account: Sequence[Evidence]) -> Figure:
    finding = account[0].finding
    if not isinstance(finding, Figure):  # _usable lets nothing else in
        raise TypeError(finding)
    return finding


def bounded(figure: Figure) -> str:
    """The number with its bounds as its source gave them: "as many as 20,000", "at least 9", "about 300"."""
    low, high = figure.low, figure.high
    hedge = figure.hedge.text.lower() if figure.hedge else ""
    if low is not None and high is not None and low != high:
        return f"between {grouped(low)} and {grouped(high)}"
    if low is None and high is not None:
        return f"as many as {grouped(high)}"
    if high is None and low is not None:
        return f"{'more than' if hedge in ('more than', 'over') else 'at least'} {grouped(low)}"
    soft = "about " if hedge in vocabulary.load("wording")["figure_hedges"]["soft"] else ""
    return f"{soft}{grouped(low or 0)}"


def _side_by_side(accounts: Sequence[Sequence[Evidence]], scene: Scene) -> str:
    """Such as "The League said 21,000 civilians were trapped; the wire reported as many as 14,000"."""
    first, *rest = accounts
    parts = [f"{_who(first, scene)} {_clause(_figure(first), scene)}"]
    parts += [f"{_who(account, scene)} {bounded(_figure(account))}" for account in rest]
    return "; ".join(parts)


def _clause(figure: Figure, scene: Scene) -> str:
    *noun, kind = figure.what.value.split()
    done = vocabulary.load("wording")["figures"].get(kind)
    unit = " ".join(noun) or (figure.unit if printable(figure.unit) else "people")
    if done is None:
        counted = figure.what.value if noun else f"{unit} ({figure.what.value})"
        return f"{bounded(figure)} {counted}"
    place = scene.here() if "{place}" in done else ""
    return f"{bounded(figure)} {unit} {done.format(place=place)}"


def _who(account: Sequence[Evidence], scene: Scene) -> str:
    """Who gives the figure, with the verb: outlets report, people speak of, estimates are estimated."""
    sources = distinct(account, scene)
    who = together(sources).rsplit(" ", 1)[0] if len(sources) > 1 else sources[0].who
    if account[0].statement.certainty == "estimated" and not _figure(account).hedge:
        return f"{who} estimated"
    return f"{who} reported" if all(source.verb == "reported" for source in sources) else f"{who} spoke of"
