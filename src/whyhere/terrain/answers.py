"""What the checks of route claims share: the question put to the network, the answer, and its wording."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Route

NEARLY: Final = (
    0.10  # a way this much longer than the best is still one that people take; a detour below it goes unnoticed
)
HALF: Final = 0.5  # the part of the ways in question that a bar must hurt
CheckVerdict = Literal["supported", "not supported", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one check: the verdict, one line of why, and a telling path of place ids.

    ``of`` counts the ways asked about, ``borne`` those that bear the claim out.
    """

    verdict: CheckVerdict
    why: str
    path: tuple[int, ...] = ()
    of: int = 0
    borne: int = 0

    def opposite(self) -> Answer:
        """The answer to the claim's denial."""
        turned: dict[CheckVerdict, CheckVerdict] = {"supported": "not supported", "not supported": "supported"}
        return Answer(turned.get(self.verdict, self.verdict), f"a denial; {self.why}", self.path, self.of, self.borne)


@cache
def questions() -> dict[str, list[str]]:
    """Which question each effect puts to the network (``routes.toml``)."""
    table: dict[str, list[str]] = tomllib.loads((files("whyhere.terrain") / "routes.toml").read_text(encoding="utf-8"))
    return table


@dataclass(frozen=True, slots=True)
class Claim:
    """A route finding as a question: what it ``asks`` (``carries``, ``bars``, ``hinders``), for which bloc's travel."""

    route: Route
    asks: str
    bloc: tuple[str, ...] = ()


def question(route: Route) -> str:
    """``carries``, ``bars`` or ``hinders``, or nothing where the network has no answer to the effect."""
    return next((name for name in ("carries", "bars", "hinders") if route.effect.value in questions()[name]), "")


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def some(count: int, of: int) -> str:
    """A part of the ways: "2 of 7 ways"."""
    return f"{count} of {of} way{'' if of == 1 else 's'}"


def none_of(of: int) -> str:
    """No way at all: "none of 7 ways"."""
    return f"none of {of} way{'' if of == 1 else 's'}"


def verb(count: int, one: str, many: str) -> str:
    """The verb that agrees with a count."""
    return one if count == 1 else many
