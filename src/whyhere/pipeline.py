"""The whole way on one page: reports → statements → ledger → dossier, roads → stakes, both → explainer.

A :class:`Desk` is an open beat. Everything on it is opened when first asked for, so that asking the ledger does not
wait for the reading model, and closed together.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from whyhere import beat as beats
from whyhere.errors import GazetteerError, LedgerError, ModelError, PlaceError, ReportError, TerrainError
from whyhere.explainer import compose, read_saved, shown_otherwise, verify
from whyhere.gazetteer import Gazetteer
from whyhere.gazetteer.fold import strict
from whyhere.ledger import Ledger, dossier
from whyhere.ledger.review import review_statement
from whyhere.reports import FamilyIndex, family_text, fetch, read_fetched, read_path
from whyhere.statements import Reader, ReadingModel
from whyhere.terrain import Network, load_sites, map_data, rank, stakes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from whyhere.explainer import Problem
    from whyhere.forms import Question
    from whyhere.records import (
        Dossier,
        Evidence,
        Explainer,
        Fact,
        MapData,
        Place,
        Report,
        Site,
        Stakes,
        Statement,
        Verdict,
    )

LEDGER = "ledger.sqlite"
NEAR_KM = 12.0  # the villages and bases of a place: what happens there is part of its story


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what was read in it; ``known`` when the ledger held it already and nothing was added."""

    report: Report
    statements: tuple[Statement, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """A place that the ledger speaks of.

    ``verdict`` is None where nothing is reported of who holds it; ``statements`` counts those that mention it.
    """

    place: Place
    verdict: Verdict | None
    statements: int


class Desk:
    """An open beat: its gazetteer, reader, ledger and roads, each opened on first use."""

    def __init__(self, beat: beats.Beat, *, ledger: Path | None = None, scratch: bool = False) -> None:
        self.beat = beat
        self._ledger_path = None if scratch else ledger or (beat.folder / LEDGER if beat.folder else None)
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, folder: str | Path | None = None, *, scratch: bool = False) -> Self:
        """The desk of a folder with a beat.toml, of the nearest one above, or one without a beat.

        With ``scratch`` its ledger is a temporary one, dropped when the desk closes.
        """
        found = folder or beats.find()
        return cls(beats.load(found) if found else beats.Beat(folder=None, title="one-off"), scratch=scratch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger, if it was opened, and drop what a one-off wrote."""
        if "ledger" in self.__dict__:
            self.ledger.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of place names."""
        return Gazetteer.open()

    @cached_property
    def reader(self) -> Reader:
        """The reading half: model, rules and this beat's countries and parties."""
        # One thread: sentences are short, a second thread of the model mostly waits.
        return Reader(
            ReadingModel.load(),
            self.gazetteer,
            countries=self.beat.countries,
            parties=self.beat.parties,
        )

    @cached_property
    def ledger(self) -> Ledger:
        """The beat's ledger; a one-off has one that goes with the desk."""
        if self._ledger_path is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="whyhere-")
            self._ledger_path = Path(self._scratch.name) / LEDGER
        return Ledger.open(self._ledger_path)

    @cached_property
    def network(self) -> Network | None:
        """The beat's roads, or None when it names none."""
        return Network.load(self.beat.roads, profile=self.beat.profile) if self.beat.roads else None

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The beat's key sites: its own and those named beside the roads."""
        if self.network is None or self.beat.sites_file is None:
            return self.beat.sites
        return (*self.beat.sites, *load_sites(self.beat.sites_file, self.network))

    def place(self, name: str) -> Place:
        """The one place of that name or id: on the beat's roads, else in the beat's countries.

        Raises:
            PlaceError: none bears the name, or several do; the message lists them.
        """
        if name.strip().removeprefix("-").isdecimal() and (known := self.place_of(int(name))):
            return known
        wanted = strict(name)
        near = [place for place in self._roadside if wanted in {strict(place.name), *map(strict, place.names)}]
        return near[0] if wanted and len(near) == 1 else self.gazetteer.find(name, self.beat.countries)

    def place_of(self, number: int) -> Place | None:
        """The place of a GeoNames id, or of the id that the beat's roads give one which GeoNames lacks."""
        if self.network and number in self.network.index:
            return self.network.places[self.network.index[number]]
        return self.gazetteer.place(number) if number > 0 else None

    @property
    def _roadside(self) -> tuple[Place, ...]:
        return self.network.places if self.network else ()

    def state(self) -> tuple[tuple[int, int], ...]:
        """A mark of the ledger's file that changes with every entry, also one made by another program."""
        path = Path(str(self._ledger_path))
        files = [file for file in (path, path.with_name(path.name + "-wal")) if file.is_file()]
        return tuple((found.st_mtime_ns, found.st_size) for found in (file.stat() for file in files))


def read(
    desk: Desk, paths: Iterable[Path], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Reading | ReportError]:
    """Reports to statements; nothing is stored. What cannot be read comes as its error, and the rest goes on."""
    for path in paths:
        for report in read_path(path, published=published, outlet=outlet):
            yield report if isinstance(report, ReportError) else Reading(report, tuple(desk.reader.read(report)))


def add(
    desk: Desk, sources: Sequence[str], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Reading | ReportError]:
    """Reports into the ledger, one transaction each, so that a stopped run goes on where it was.

    A source is a file, a folder or an http(s) address (page or feed). Known reports are passed over unread.
    """
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


def poll(desk: Desk) -> Iterator[tuple[beats.Feed, Reading | ReportError]]:
    """One round over the beat's feeds, one request each: each report as entered, or the error of what failed."""
    index = cache(lambda: _families(desk))
    for feed in {feed.url: feed for feed in desk.beat.feeds}.values():
        for item in _polled(desk, index, feed):
            yield feed, item


def _polled(desk: Desk, index: Callable[[], FamilyIndex], feed: beats.Feed) -> Iterator[Reading | ReportError]:
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
    index = FamilyIndex()
    for card in desk.ledger.reports():
        known = desk.ledger.report(card.id)
        if known is not None:
            index.add(known.id, family_text(known))
    return index


def _fetched(address: str, published: date | None, outlet: str | None) -> Iterator[Report | ReportError]:
    """The reports behind an address; one that is refused or does not answer comes as its error."""
    try:
        yield from read_fetched(fetch(address), published=published, outlet=outlet)
    except ReportError as error:
        yield error


def _enter(desk: Desk, index: Callable[[], FamilyIndex], report: Report) -> Reading:
    if desk.ledger.has(report.id):
        return Reading(report, (), known=True)
    statements = tuple(desk.reader.read(report))
    new = desk.ledger.add(report, statements, family=index().add(report.id, family_text(report)))
    return Reading(report, statements, known=not new)


def gather(desk: Desk, place: Place, *, as_of: date | None = None) -> Dossier:
    """All that the ledger holds on a place as of a date."""
    near = [other.id for other in desk.gazetteer.near(place.lat, place.lon, NEAR_KM)]
    return dossier(desk.ledger, place, as_of=as_of, near=near, stances=desk.beat.stances)


def held_places(desk: Desk, *, as_of: date | None = None) -> dict[int, Verdict]:
    """The verdict on every place of which control is reported, by its GeoNames id."""
    return desk.ledger.holders(as_of, stances=desk.beat.stances)


def covered(desk: Desk, *, as_of: date | None = None) -> list[Covered]:
    """Every settlement or other place below a country that the ledger speaks of, the most mentioned first."""
    held = held_places(desk, as_of=as_of)
    mentioned = Counter(
        number
        for statement in desk.ledger.statements(as_of=as_of)
        for number in {place.id for place in statement.places if place.id and place.kind != "country"}
    )
    places = {number: desk.place_of(number) for number in (*mentioned, *held)}
    rows = [Covered(place, held.get(n), mentioned[n]) for n, place in places.items() if place is not None]
    return sorted(rows, key=lambda row: (-row.statements, row.place.name, row.place.id))


def rows_of(question: Question, found: Dossier) -> tuple[Evidence, ...]:
    """The evidence that answers a question, in the dossier's order."""
    if question == "figures":
        return tuple(row for group in found.figures for row in group.rows)
    if question == "control":
        return found.control_history
    rows: tuple[Evidence, ...] = getattr(found, question)
    return rows


def weigh_stakes(
    desk: Desk, place: Place, *, as_of: date | None = None, holder: str | None = None, held: Dossier | None = None
) -> Stakes | None:
    """What hangs on the place, computed from the beat's roads; None without roads or where they do not reach it.

    ``holder`` asks the what-if: the party's id that would hold the place.
    """
    network = desk.network
    if network is None or place.id not in network.index:
        return None
    return stakes(
        network,
        place.id,
        sites=desk.sites,
        parties=desk.beat.parties,
        holders=held_places(desk, as_of=as_of),
        stances=desk.beat.stances,
        as_of=as_of,
        holder=holder,
        routes=(held or gather(desk, place, as_of=as_of)).routes,
    )


def draw(desk: Desk, held: dict[int, Verdict]) -> MapData | None:
    """What the map of an explainer may draw, or None for a beat without roads."""
    return map_data(desk.network, held) if desk.network else None


def explain(desk: Desk, name: str, *, as_of: date | None = None) -> Explainer:
    """The explainer of a place as of a date.

    Raises:
        PlaceError: the name fits no place, or several.
    """
    place = desk.place(name)
    found = gather(desk, place, as_of=as_of)
    found = replace(found, gaps=(*found.gaps, *_terrain_gap(desk, place)))
    return compose(
        found,
        weigh_stakes(desk, place, as_of=as_of, held=found),
        parties=desk.beat.parties,
        stances=desk.beat.stances,
        drawn=draw(desk, held_places(desk, as_of=as_of)),
    )


def rank_places(desk: Desk) -> list[tuple[Place, float, str]]:
    """Every place of the beat's roads by the share of key connections through it, each with a reason.

    Raises:
        TerrainError: the beat names no roads.
    """
    if desk.network is None:
        message = "the beat names no roads ([terrain] file or folder in beat.toml): nothing can be ranked"
        raise TerrainError(message)
    return rank(desk.network, desk.sites)


def judge(desk: Desk, statement_id: str, decision: Literal["accept", "reject"], *, author: str, note: str = "") -> None:
    """Enter an editor's word on a statement; nothing is deleted.

    Raises:
        LedgerError: the ledger holds no such statement.
    """
    statement = desk.ledger.statement(statement_id)
    if statement is None:
        message = f"the ledger holds no statement {statement_id} (ids: whyhere ask … --json)"
        raise LedgerError(message)
    desk.ledger.review(review_statement(statement, decision, author=author, on=datetime.now(UTC).date(), note=note))


def check(desk: Desk, file: Path) -> tuple[list[Problem], int]:
    """Re-check a saved explainer against ledger and roads: the problems found, and how many citations were checked.

    Raises:
        CitationError: the file cannot be read, or holds no saved explainer.
    """
    document = read_saved(file)
    as_of = date.fromisoformat(str(document["as_of"])) if document.get("as_of") else None
    place = desk.place(str(document["place"].get("id")))
    computed = weigh_stakes(desk, place, as_of=as_of)
    facts = dict(computed.facts) if computed else {}

    def text_of(report_id: str) -> str | None:
        report = desk.ledger.report(report_id)
        return report.text if report else None

    def fact_of(terrain: str, key: str) -> Fact | None:
        fact = facts.get(key)
        return fact if fact is not None and fact.terrain == terrain else None

    problems, checked = verify(document, report_text=text_of, fact=fact_of)
    return [*shown_otherwise(file, document), *problems], checked


def _terrain_gap(desk: Desk, place: Place) -> tuple[str, ...]:
    if desk.network is None:
        return ("The beat names no roads, so nothing was computed about routes.",)
    if place.id not in desk.network.index:
        return (f"The beat's roads do not reach {place.name}, so nothing was computed about routes.",)
    return ()


__all__ = [
    "Covered",
    "Desk",
    "PlaceError",
    "Reading",
    "add",
    "check",
    "covered",
    "draw",
    "explain",
    "gather",
    "held_places",
    "judge",
    "poll",
    "rank_places",
    "read",
    "rows_of",
    "weigh_stakes",
]
