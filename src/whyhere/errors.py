"""What can go wrong, as one tree.

::

    WhyhereError
    ├── ReportError        a file or address that cannot be read as reports (names it, the place in it and the mend)
    │   └── FetchError     an address that was refused or did not answer
    ├── BeatError          a beat.toml that does not hold
    ├── GazetteerError     the index of place names is missing or broken
    ├── ModelError         the reading model is missing or does not fit this version
    ├── LedgerError        the ledger cannot be opened, migrated or written
    ├── TerrainError       a network that cannot be built, opened or asked
    ├── PlaceError         a place that cannot be found, or that is more than one
    └── CitationError      a sentence that its sources do not carry

Every message says what is wrong, where, and what mends it.
"""

from __future__ import annotations


class WhyhereError(Exception):
    """The root: catch this to catch all that Whyhere raises on purpose."""


class ReportError(WhyhereError):
    """A report that cannot be read: ``where`` is the file, address or line, ``mend`` what the user can do about it."""

    def __init__(self, where: str, reason: str, mend: str = "") -> None:
        self.where = where
        self.reason = reason
        self.mend = mend
        super().__init__(f"{where}: {reason}" + (f" ({mend})" if mend else ""))


class FetchError(ReportError):
    """An address that was refused (private, too large, not http) or did not answer."""


class BeatError(WhyhereError):
    """A beat file that does not hold: names the file, the key and the mend."""


class GazetteerError(WhyhereError):
    """The index of place names is missing or broken."""


class ModelError(WhyhereError):
    """The reading model is missing, damaged or of another version."""


class LedgerError(WhyhereError):
    """The ledger cannot be opened, migrated or written."""


class TerrainError(WhyhereError):
    """A network that cannot be built, opened or asked."""


class PlaceError(WhyhereError):
    """A place that cannot be found, or a name that several places bear."""


class CitationError(WhyhereError):
    """A sentence that no span or terrain fact carries."""
