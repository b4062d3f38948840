"""An open beat: everything on it is opened when first asked for, and closed together.

Rooms are imported where they are opened, so that a question to the ledger waits for no reading model and no roads.
"""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from whyhere import beat as beats

if TYPE_CHECKING:
    from whyhere.gazetteer import Gazetteer
    from whyhere.gazetteer.matcher import NameMatcher
    from whyhere.ledger import Ledger
    from whyhere.records import Place, Site
    from whyhere.statements import Reader
    from whyhere.terrain import Network

LEDGER = "ledger.sqlite"


class Desk:
    """An open beat: its gazetteer, reader, ledger and roads, each opened on first use.

    ``model`` names what reads (``whyhere.statements.parsers``). ``passed_over`` counts the reports that were not read
    because they name nothing of the beat.
    """

    def __init__(
        self, beat: beats.Beat, *, ledger: Path | None = None, scratch: bool = False, model: str | None = None
    ) -> None:
        self.beat = beat
        self._model = model
        self._ledger_path = None if scratch else ledger or (beat.folder / LEDGER if beat.folder else None)
        self.passed_over = 0
        self._sought: list[Place] = []
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, folder: str | Path | None = None, *, scratch: bool = False, model: str | None = None) -> Self:
        """The desk of a folder with a beat.toml, of the nearest one above, or one without a beat.

        With ``scratch`` its ledger is a temporary one, dropped when the desk closes.
        """
        found = folder or beats.find()
        return cls(
            beats.load(found) if found else beats.Beat(folder=None, title="one-off"), scratch=scratch, model=model
        )

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
        from whyhere.gazetteer import Gazetteer

        return Gazetteer.open()

    @cached_property
    def reader(self) -> Reader:
        """The reading half: model, rules and this beat's countries and parties."""
        from whyhere.statements import Reader, open_model

        # One thread: sentences are short, a second thread of the model mostly waits.
        return Reader(
            open_model(self._model),
            self.gazetteer,
            countries=self.beat.countries,
            parties=self.beat.parties,
        )

    @cached_property
    def names(self) -> NameMatcher | None:
        """What looks for the beat's names in a text; None for a beat without countries, which is about everything."""
        from whyhere.pipeline.relevance import matcher

        return matcher(self, self._sought)

    def seek(self, place: Place) -> None:
        """Count a place as the beat's, wherever it lies: reports that name it are read. To be said before the first."""
        self._sought.append(place)

    @cached_property
    def ledger(self) -> Ledger:
        """The beat's ledger; a one-off has one that goes with the desk."""
        from whyhere.ledger import Ledger

        if self._ledger_path is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="whyhere-")
            self._ledger_path = Path(self._scratch.name) / LEDGER
        return Ledger.open(self._ledger_path)

    @cached_property
    def network(self) -> Network | None:
        """The beat's roads, or None when it names none."""
        if not self.beat.roads:
            return None
        from whyhere.terrain import Network

        return Network.load(self.beat.roads, profile=self.beat.profile)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The beat's key sites: its own and those named beside the roads."""
        if self.network is None or self.beat.sites_file is None:
            return self.beat.sites
        from whyhere.terrain import load_sites

        return (*self.beat.sites, *load_sites(self.beat.sites_file, self.network))

    def place(self, name: str) -> Place:
        """The one place of that name or id: on the beat's roads, else in the beat's countries.

        Raises:
            PlaceError: none bears the name, or several do; the message lists them.
        """
        if name.strip().removeprefix("-").isdecimal() and (known := self.place_of(int(name))):
            return known
        from whyhere.gazetteer.fold import strict

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
