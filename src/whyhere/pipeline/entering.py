"""Reports in: bytes to statements, printed or entered in the ledger, from files, addresses and the beat's feeds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from whyhere.errors import GazetteerError, ModelError, ReportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from whyhere.beat import Feed
    from whyhere.pipeline.desk import Desk
    from whyhere.records import Report, Statement
    from whyhere.reports import FamilyIndex


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what was read in it; ``known`` when the ledger held it already and nothing was added."""

    report: Report
    statements: tuple[Statement, ...]
    known: bool = False


def read(
    desk: Desk, paths: Iterable[Path], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Reading | ReportError]:
    """Reports to statements; nothing is stored. What cannot be read comes as its error, and the rest goes on."""
    from whyhere.reports import read_path

    for path in paths:
        for report in read_path(path, published=published, outlet=outlet):
            yield report if isinstance(report, ReportError) else Reading(report, tuple(desk.reader.read(report)))


def add(
    desk: Desk, sources: Sequence[str], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Reading | ReportError]:
    """Reports into the ledger, one transaction each, so that a stopped run goes on where it was.

    A source is a file, a folder or an http(s) address (page or feed). Known reports are passed over unread.
    """
    from whyhere.reports import read_path

    index = cache(lambda: _families(desk))
    for source in sources:
        remote = "://" in source
        found = (
            _fetched(source, published, outlet)
            if remote
            else read_path(Path(source), published=published, outlet=outlet)
        )
        for report in found:
            yield report if isinstance(report, ReportError) else _enter(desk, index, report)


def poll(desk: Desk) -> Iterator[tuple[Feed, Reading | ReportError]]:
    """One round over the beat's feeds, one request each: each report as entered, or the error of what failed."""
    index = cache(lambda: _families(desk))
    for feed in {feed.url: feed for feed in desk.beat.feeds}.values():
        for item in _polled(desk, index, feed):
            yield feed, item


def _polled(desk: Desk, index: Callable[[], FamilyIndex], feed: Feed) -> Iterator[Reading | ReportError]:
    """What a feed brings. Whatever is wrong with a report stays with it: others, and other feeds, go on."""
    found = _fetched(feed.url, None, feed.outlet)
    while True:
        try:
            report = next(found, None)
            if report is None:
                return
            item = report if isinstance(report, ReportError) else _enter(desk, index, report)
        except (GazetteerError, ModelError):  # no report could be read: nothing of this feed
            raise
        except Exception as error:  # noqa: BLE001 - a round goes on whatever one hostile entry makes a parser do
            item = ReportError(feed.url, f"{type(error).__name__}: {error}", "the next round tries again")
        yield item


def _families(desk: Desk) -> FamilyIndex:
    """An index of copies that knows what the ledger holds."""
    from whyhere.reports import FamilyIndex, family_text

    index = FamilyIndex()
    for card in desk.ledger.reports():
        known = desk.ledger.report(card.id)
        if known is not None:
            index.add(known.id, family_text(known))
    return index


def _fetched(address: str, published: date | None, outlet: str | None) -> Iterator[Report | ReportError]:
    """The reports behind an address; one that is refused or does not answer comes as its error."""
    from whyhere.reports import fetch, read_fetched

    try:
        yield from read_fetched(fetch(address), published=published, outlet=outlet)
    except ReportError as error:
        yield error


def _enter(desk: Desk, index: Callable[[], FamilyIndex], report: Report) -> Reading:
    from whyhere.reports import family_text

    if desk.ledger.has(report.id):
        return Reading(report, (), known=True)
    statements = tuple(desk.reader.read(report))
    new = desk.ledger.add(report, statements, family=index().add(report.id, family_text(report)))
    return Reading(report, statements, known=not new)
