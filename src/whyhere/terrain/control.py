"""Who holds which place of the network, who stands with whom, and which places a party can pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from whyhere.records import Party, Stance, Verdict
    from whyhere.terrain.network import Network


@dataclass(frozen=True, slots=True)
class Passage:
    """Which places a bloc may pass besides its own: those whose holder is unknown, and those that are contested."""

    unknown: bool = True
    contested: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The settings as lines of assumptions."""
        return (
            f"A place whose holder is unknown is {'passable' if self.unknown else 'closed'} to every party.",
            f"A place whose holder is disputed is {'passable' if self.contested else 'closed'} to every party.",
        )


@dataclass(frozen=True, slots=True)
class Control:
    """The holders of places (by index), the contested ones, and the stances between parties."""

    holder: Mapping[int, str] = field(default_factory=dict)
    contested: frozenset[int] = frozenset()
    parties: tuple[Party, ...] = ()
    stances: tuple[Stance, ...] = ()
    passage: Passage = field(default_factory=Passage)

    def name(self, party: str) -> str:
        """The name to print of a party, its id where the beat does not know it."""
        return next((known.name for known in self.parties if known.id == party), party)

    def bloc(self, party: str) -> tuple[str, ...]:
        """The party and those said to stand with it, in the order said; not their friends in turn.

        A pair that is said to stand together by one and against each other by another is left out: unsure is apart.
        """
        friends = [
            _other(stance, party) for stance in self.stances if stance.relation == "with" and party in stance.parties
        ]
        return tuple(dict.fromkeys([party, *(friend for friend in friends if not self.against(party, friend))]))

    def against(self, party: str, other: str) -> bool:
        """Whether anybody says that these two stand against each other."""
        return any(stance.relation == "against" and {party, other} == set(stance.parties) for stance in self.stances)

    def hostile(self, place: int, bloc: Sequence[str]) -> bool:
        """Whether a place is held by a party outside the bloc; without a bloc nobody is hostile."""
        return bool(bloc) and place in self.holder and self.holder[place] not in bloc

    def unknown(self, place: int) -> bool:
        """Whether nobody is known to hold a place (contested counts)."""
        return place not in self.holder

    def passable(self, place: int, bloc: Sequence[str]) -> bool:
        """Whether a bloc may pass a place: its own, and those that the passage settings leave open."""
        if place in self.contested:
            return self.passage.contested
        return self.holder[place] in bloc if place in self.holder else self.passage.unknown


def read_control(  # noqa: PLR0913  every argument but two has a default
    network: Network,
    holders: Mapping[int, Verdict],
    *,
    parties: Sequence[Party] = (),
    stances: Sequence[Stance] = (),
    passage: Passage | None = None,
    what_if: tuple[int, str] | None = None,
) -> Control:
    """Control of the network's places out of verdicts by place id; ``what_if`` sets the holder of one place (by index).

    Disputed verdicts are contested, whatever value they lean to; verdicts on places off the network are left out.
    """
    holder: dict[int, str] = {}
    contested: set[int] = set()
    for place_id, verdict in holders.items():
        place = network.index.get(place_id)
        if place is None:
            continue
        if verdict.state == "disputed":
            contested.add(place)
        elif verdict.state != "unknown" and verdict.value_id is not None:
            holder[place] = verdict.value_id
    if what_if is not None:
        place, party = what_if
        holder[place] = party
        contested.discard(place)
    return Control(holder, frozenset(contested), tuple(parties), tuple(stances), passage or Passage())


def closed_to(
    network: Network, control: Control, bloc: Sequence[str], *, place: int | None = None, opened: bool = True
) -> NDArray[np.bool_]:
    """The junctions a bloc cannot pass when one place (by index) is open to it, or not, whoever holds it now.

    Every junction counts to the place nearest along the roads.
    """
    shut = np.array([not control.passable(i, bloc) for i in range(len(network.places))] + [False])
    if place is not None:
        shut[place] = not opened
    closed: NDArray[np.bool_] = shut[network.domain]  # -1, no place's, picks the last entry: never closed
    return closed


def _other(stance: Stance, party: str) -> str:
    first, second = stance.parties
    return second if first == party else first
