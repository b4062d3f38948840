"""Names that do not collide: placed one after the other, the weightiest first, each where it is free or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LETTER = 0.6  # mean width of a letter of a wide sans-serif face in its size
_CAPITAL = 0.86  # that of a spaced capital
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies within the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place beside the point (x, y) of a mark with this radius."""

    text: str
    x: float
    y: float
    radius: float
    size: float
    weight: float
    style: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its place: the left end of its base line."""

    text: str
    x: float
    y: float
    size: float
    style: str


def width(text: str, size: float) -> float:
    """About how wide the text is drawn; all capitals are set spaced."""
    return len(text) * size * (_CAPITAL if text.isupper() else _LETTER)


def placed(
    wishes: Iterable[Wish], taken: Sequence[Box], drawing: Box, *, lines: Sequence[tuple[float, float]] = ()
) -> list[Label]:
    """The labels that find room within the drawing, clear of what is taken and of each other.

    ``lines`` are points of lines better not covered: of the free places the one over the fewest of them is taken.
    """
    boxes = list(taken)
    found = []
    for wish in sorted(wishes, key=lambda w: (-w.weight, w.text)):
        free = [b for b in _places(wish) if b.inside(drawing) and not any(b.meets(other) for other in boxes)]
        if free:
            box = min(free, key=lambda b: sum(b.left <= x <= b.right and b.top <= y <= b.bottom for x, y in lines))
            boxes.append(box)
            found.append(Label(wish.text, box.left, box.bottom - wish.size * 0.25, wish.size, wish.style))
    return found


def _places(wish: Wish) -> list[Box]:
    """Right, left, above, below, then the corners: the order that cartographers prefer for points (Imhof, 1975)."""
    w, h, away = width(wish.text, wish.size), wish.size * 1.15, wish.radius + _GAP
    x, y = wish.x, wish.y
    lefts_tops = (
        (x + away, y - h / 2),
        (x - away - w, y - h / 2),
        (x - w / 2, y - away - h),
        (x - w / 2, y + away),
        (x + away * 0.7, y - away * 0.7 - h),
        (x + away * 0.7, y + away * 0.7),
        (x - away * 0.7 - w, y - away * 0.7 - h),
        (x - away * 0.7 - w, y + away * 0.7),
    )
    return [Box(left, top, left + w, top + h) for left, top in lefts_tops]
