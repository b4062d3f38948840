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

    Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what was read in it; ``known`` when the ledger held it already and nothing was added."""

    report: Report
    statements: tuple[Statement, ...]
    known: bool = False


def read(
    desk: Desk,
    paths: Iterable[Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    everything: bool = True,
) -> Iterator[Reading | ReportError]:
    """Reports to statements; nothing is stored. What cannot be read comes as its error, and the rest goes on.

    Without ``everything`` reports that name nothing of the beat are passed over, as :func:`add` does.
    """
    wanted = None if everything else _wanted(desk)
    for path in paths:
        for report in _of_path(desk, path, wanted, published, outlet):
            yield report if isinstance(report, ReportError) else Reading(report, tuple(desk.reader.read(report)))


def add(
    desk: Desk,
    sources: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    everything: bool = False,
) -> Iterator[Reading | ReportError]:
    """Reports into the ledger, one transaction each, so that a stopped run goes on where it was.

    A source is a file, a folder or an http(s) address (page or feed). Known reports are not read again. Reports that
    name nothing of the beat (:mod:`whyhere.pipeline.relevance`) are passed over and counted in the desk's
    ``passed_over``; with ``everything`` they are read too.
    """
    wanted, index = None if everything else _wanted(desk), cache(lambda: _families(desk))
    for source in sources:
        remote = "://" in source
        found = (
            _sifted(desk, _fetched(source, published, outlet), wanted)
            if remote
            else _of_path(desk, Path(source), wanted, published, outlet)
        )
        for report in found:
            yield report if isinstance(report, ReportError) else _enter(desk, index, report)


def _wanted(desk: Desk) -> Wanted | None:
    """The question whether a text names anything of the beat; None where everything is read."""
    return desk.names.found_in if desk.names is not None else None


def _of_path(
    desk: Desk, path: Path, wanted: Wanted | None, published: date | None, outlet: str | None
) -> Iterator[Report | ReportError]:
    from whyhere.reports import read_path, sift_path

    if wanted is None:
        return read_path(path, published=published, outlet=outlet)
    return sift_path(path, wanted, passed=lambda: _pass_over(desk), published=published, outlet=outlet)


def _sifted(desk: Desk, found: Iterator[Report | ReportError], wanted: Wanted | None) -> Iterator[Report | ReportError]:
    from whyhere.reports import sift

    return found if wanted is None else sift(found, wanted, passed=lambda: _pass_over(desk))


def _pass_over(desk: Desk) -> None:
    desk.passed_over += 1


def poll(desk: Desk, *, everything: bool = False) -> Iterator[tuple[Feed, Reading | ReportError]]:
    """One round over the beat's feeds, one request each: each report as entered, or the error of what failed.

    Reports that name nothing of the beat are passed over, as :func:`add` does.
    """
    wanted, index = None if everything else _wanted(desk), cache(lambda: _families(desk))
    for feed in {feed.url: feed for feed in desk.beat.feeds}.values():
        for item in _polled(desk, index, feed, wanted):
            yield feed, item


def _polled(
    desk: Desk, index: Callable[[], FamilyIndex], feed: Feed, wanted: Wanted | None
) -> Iterator[Reading | ReportError]:
    """What a feed brings. Whatever is wrong with a report stays with it: others, and other feeds, go on."""
    found = _sifted(desk, _fetched(feed.url, None, feed.outlet), wanted)
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
