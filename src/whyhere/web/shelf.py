"""Answers kept until the ledger changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")
ROOM = 64  # answers; an explainer with its dossier takes some megabytes at most


class Shelf:
    """Answers by what was asked; all are dropped when the ledger's mark changes.

    One answer is made at a time: the rooms behind it take a whole core, and two askers of one place need it once.
    """

    def __init__(self, state: Callable[[], Hashable], *, room: int = ROOM) -> None:
        self._state = state
        self._room = room
        self._mark: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """The answer to what was asked, made when it is not there."""
        with self._lock:
            mark = self._state()  # before it is made: what is entered meanwhile drops it at the next question
            if mark != self._mark:
                self._kept.clear()
                self._mark = mark
            if asked not in self._kept:
                self._kept[asked] = make()
            self._kept.move_to_end(asked)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            found: Made = self._kept[asked]
            return found
