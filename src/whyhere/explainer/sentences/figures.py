"""Figures about people, from all sources side by side, with their bounds; never averaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
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
_KINDS_AT_MOST = 6
_ONE_TIME = 5  # days
_PAST = 45  # days


def figures(groups: Sequence[FigureGroup], scene: Scene) -> Iterator[Draft | None]:
    """A sentence a kind of figure: the newest account first, then each that differs."""
    for rows in _told_groups(groups):
        accounts = alike(rows, _key)[:_SIDES_AT_MOST]
        if accounts:
            yield _side_by_side(accounts, scene)


def _told_groups(groups: Sequence[FigureGroup]) -> list[list[Evidence]]:
    """What prose tells: of each kind the newest accounts of one time, newest first; kinds in the vocabulary's order.

    Counts of the dead of two attacks are no two accounts of one thing, so accounts over ``_ONE_TIME`` days apart do not
    stand side by side; kinds whose newest account is more than ``_PAST`` days older than the newest of all are left
    to the table.
    """
    order = list(vocabulary.load("wording")["figures"])
    found = [[row for row in reversed(group.rows) if _usable(row)] for group in groups]
    found = [rows for rows in found if rows]
    newest = max((_day(row) for rows in found for row in rows), default=0)
    current = []
    for rows in found:
        last = max(_day(row) for row in rows)
        if newest - last <= _PAST:
            current.append([row for row in rows if last - _day(row) <= _ONE_TIME])
    return sorted(current, key=lambda rows: order.index(_kind(rows[0])))[:_KINDS_AT_MOST]


def _day(item: Evidence) -> int:
    """The day that a figure is of (the finding's, else the report's), as a number; 0 for none."""
    when = when_of(item) or item.report.published
    latest = (when.latest or when.earliest) if when else None
    return latest.toordinal() if latest else 0


def _kind(item: Evidence) -> str:
    return item.finding.what.value.split()[-1] if isinstance(item.finding, Figure) and item.finding.what.value else ""


def _usable(item: Evidence) -> bool:
    finding = item.finding
    if not isinstance(finding, Figure) or finding.negated or (finding.low is None and finding.high is None):
        return False
    known = _kind(item) in vocabulary.load("wording")["figures"]
    single = finding.high == 1 or (finding.low == 1 and finding.high is None)
    return item.statement.certainty in ("asserted", "estimated") and known and not single


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


def _side_by_side(accounts: Sequence[Sequence[Evidence]], scene: Scene) -> Draft:
    """Such as "The League said 21,000 civilians were trapped; the wire reported as many as 14,000"."""
    first, *rest = accounts
    said = _who(first, scene)
    parts, heard, items = [f"{said} {_clause(_figure(first), scene)}"], {said}, list(first)
    for account in rest:
        said = _who(account, scene)
        if said not in heard:  # a source's older count of the same days is left to the table
            heard.add(said)
            parts.append(f"{said} {bounded(_figure(account))}")
            items += account
    mark_used(items, scene)
    return Draft("; ".join(parts), cites(items, scene))


def _clause(figure: Figure, scene: Scene) -> str:
    *noun, kind = figure.what.value.split()
    done = vocabulary.load("wording")["figures"][kind]
    unit = " ".join(noun) or (figure.unit if printable(figure.unit) else "people")
    place = scene.here() if "{place}" in done else ""
    return f"{bounded(figure)} {unit} {done.format(place=place)}"


def _who(account: Sequence[Evidence], scene: Scene) -> str:
    """Who gives the figure, with the verb: outlets report, people speak of, estimates are estimated."""
    sources = distinct(account, scene)
    who = together(sources).rsplit(" ", 1)[0] if len(sources) > 1 else sources[0].who
    if account[0].statement.certainty == "estimated" and not _figure(account).hedge:
        return f"{who} estimated"
    return f"{who} reported" if all(source.verb == "reported" for source in sources) else f"{who} spoke of"
