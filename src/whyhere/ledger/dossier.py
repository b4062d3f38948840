"""The dossier of a place: all that the ledger holds on it as of a date, weighed and in order, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from whyhere.ledger.about import About, newest_first, oldest_first, printed
from whyhere.ledger.control import Controls
from whyhere.ledger.timeline import timeline
from whyhere.ledger.why import day_in_words
from whyhere.records import Access, Dossier, Event, Evidence, Figure, FigureGroup, Involvement, Outlook, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from whyhere.ledger.ledger import Ledger
    from whyhere.ledger.seen import Seen
    from whyhere.records import Media, Place, Related, ReportCard, Stance

Brought = TypeVar("Brought")
Pairs = tuple[tuple[Brought, "ReportCard"], ...]
_STALE = timedelta(days=7)  # a week without a report is said


def dossier(
    ledger: Ledger,
    place: Place,
    *,
    as_of: date | None = None,
    near: Collection[int] = (),
    stances: Iterable[Stance] = (),
) -> Dossier:
    """All that the ledger holds on a place as of a date.

    Reports published later are not seen; reports without a date are seen only when ``as_of`` is None. ``near``: ids of
    places nearby, of which the timeline, routes and access tell too; ``stances``: the beat's, so that allies do not
    contradict each other.
    """
    seen = ledger.seen(as_of)
    about = About(seen, place, frozenset(near) - {place.id})
    controls = Controls(seen, stances=tuple(stances))
    told = controls.about(place.id, kind=place.kind)
    made = Dossier(
        place=place,
        as_of=as_of,
        control=controls.verdict(place.id, kind=place.kind),
        control_history=tuple(sorted(told, key=newest_first)),
        figures=figure_groups(about.findings(Figure)),
        quotes=tuple(about.quotes()),
        timeline=timeline([*told, *_control_of(about.near, controls), *about.findings(Event, nearby=True)]),
        routes=tuple(about.findings(Route, nearby=True)),
        access=tuple(about.findings(Access, nearby=True)),
        involvement=tuple(about.findings(Involvement)),
        outlook=tuple(about.findings(Outlook)),
        media=_media(seen, place.id),
        related=_related(seen, place.id),
        sources=(),
    )
    made = replace(made, sources=_sources(made))
    return replace(made, gaps=gaps(made, ledger.seen(None) if as_of else seen))


def all_evidence(dossier: Dossier) -> Iterator[Evidence]:
    """Every piece of evidence in a dossier; what stands in two of its lists comes twice."""
    yield from dossier.control_history
    for group in dossier.figures:
        yield from group.rows
    lists = (dossier.quotes, dossier.timeline, dossier.routes, dossier.access, dossier.involvement, dossier.outlook)
    for one in lists:
        yield from one


def gaps(dossier: Dossier, everything: Seen) -> tuple[str, ...]:
    """What is unknown, in words; ``everything`` is the ledger without a date, for the reports that carry none."""
    place, as_of = dossier.place, dossier.as_of
    on_place = everything.mentioning(place.id) | everything.focus(place.id)
    undated = sum(printed(everything.cards[report]) == date.min for report in on_place)
    found = [] if dossier.control.state != "unknown" else [f"nobody is known to hold {place.name}"]
    if undated:
        unseen = f", and {'is' if undated == 1 else 'are'} not seen as of {day_in_words(as_of)}" if as_of else ""
        found.append(f"{_counted(undated, 'report')} {'carries' if undated == 1 else 'carry'} no date{unseen}")
    evidence = list(all_evidence(dossier))
    unresolved = {(one.report.id, one.statement.id) for one in evidence if one.statement.unresolved}
    if unresolved:
        found.append(f"in {_counted(len(unresolved), 'statement')} a speaker, a place or a date stays unresolved")
    if len({one.origin for one in evidence}) == 1:
        found.append("all that is known comes from one origin")
    newest = printed(dossier.sources[0]) if dossier.sources else date.min
    if as_of and newest > date.min and as_of - newest > _STALE:
        found.append(f"the newest report is of {day_in_words(newest)}")
    return tuple(found)


def _counted(number: int, noun: str) -> str:
    return f"one {noun}" if number == 1 else f"{number} {noun}s"


def _control_of(near: Iterable[int], controls: Controls) -> Iterator[Evidence]:
    for place in sorted(near):
        yield from controls.about(place)


def _sources(dossier: Dossier) -> tuple[ReportCard, ...]:
    """Every report that lends the dossier anything, newest first."""
    lent = [card for _, card in (*dossier.media, *dossier.related)]
    cards = {card.id: card for card in (*(one.report for one in all_evidence(dossier)), *lent)}
    return tuple(sorted(cards.values(), key=lambda card: (-printed(card).toordinal(), card.id)))


def _media(seen: Seen, place: int) -> tuple[tuple[Media, ReportCard], ...]:
    """The pictures of the reports about a place, newest first, each once."""
    found = [(one, seen.cards[report]) for report, brought in seen.attachments(place) for one in brought.media]
    return _each_once(found, lambda one: (one.url, one.caption))


def _related(seen: Seen, place: int) -> tuple[tuple[Related, ReportCard], ...]:
    """The links of the reports about a place to other stories, newest first, each once."""
    found = [(one, seen.cards[report]) for report, brought in seen.attachments(place) for one in brought.related]
    return _each_once(found, lambda one: one.url or one.title)


def _each_once(found: Iterable[tuple[Brought, ReportCard]], same: Callable[[Brought], object]) -> Pairs[Brought]:
    kept: dict[object, tuple[Brought, ReportCard]] = {}
    for one, card in sorted(found, key=lambda pair: -printed(pair[1]).toordinal()):
        kept.setdefault(same(one), (one, card))
    return tuple(kept.values())


def figure_groups(evidence: Iterable[Evidence]) -> tuple[FigureGroup, ...]:
    """Figures by what they count, the most widely reported first; in each the oldest first."""
    found: dict[str, list[Evidence]] = {}
    for one in evidence:
        if isinstance(one.finding, Figure):
            found.setdefault(one.finding.what.value, []).append(one)
    made = [
        FigureGroup(what, tuple(sorted(rows, key=oldest_first)), len({one.origin for one in rows}))
        for what, rows in found.items()
    ]
    return tuple(sorted(made, key=lambda group: (-group.origins, -len(group.rows), group.what)))
