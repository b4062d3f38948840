"""The marks of places: a shape and a colour for each party, a hatch for a dispute; never colour alone.

Colours are the page's variables --p0 … --p5, set after Okabe and Ito's palette for colour-blind readers (2008).
"""

from __future__ import annotations

import math

from markupsafe import Markup, escape

MARKS = ("circle", "square", "triangle", "diamond", "pentagon", "star")
_UNKNOWN = "circle"


def patterns(key: str, parties: int) -> str:
    """The hatches of disputed places, one for each party and one for those whose holder is not known."""
    found = []
    for number in (*range(parties), None):
        name = "u" if number is None else number
        kind = "hu" if number is None else f"h{number}"
        found.append(
            f'<pattern id="hatch-{key}-{name}" width="4" height="4" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><rect class="hatch-ground" width="4" height="4"/>'
            f'<rect class="{kind}" width="2" height="4"/></pattern>'
        )
    return f"<defs>{''.join(found)}</defs>"


def mark(  # noqa: PLR0913 - a mark has this many properties
    number: int | None, state: str, at: tuple[float, float], r: float, *, key: str, name: str = "", here: bool = False
) -> str:
    """A place's mark: filled when agreed, hollow with one source or an unknown holder, hatched when disputed."""
    x, y = at
    shape = _shape(_UNKNOWN if number is None else MARKS[number % len(MARKS)], x, y, r)
    party = "pu" if number is None else f"p{number}"
    look = {"agreed": "agreed", "disputed": "disputed", "single-source": "single"}.get(state, "unknown")
    if number is None and look != "disputed":
        look = "unknown"
    fill = f' fill="url(#hatch-{key}-{"u" if number is None else number})"' if look == "disputed" else ""
    ring = f'<circle class="here-ring" cx="{x:.1f}" cy="{y:.1f}" r="{r + 4:.1f}"/>' if here else ""
    title = f"<title>{escape(name)}</title>" if name else ""
    return f'{ring}<path class="mark {party} {look}"{fill} d="{shape}">{title}</path>'


def swatch(number: int | None, state: str, key: str) -> Markup:
    """A mark for the legend."""
    body = mark(number, state, (8, 8), 6, key=key)
    return Markup(f'<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">{body}</svg>')  # noqa: S704 - numbers and fixed words


def _shape(kind: str, x: float, y: float, r: float) -> str:
    if kind == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0Z"
    if kind == "star":
        return _polygon(x, y, [(r * (1.15 if i % 2 == 0 else 0.5), i * 36) for i in range(10)])
    corners, turn, size = {"square": (4, 45, 1.2), "triangle": (3, 0, 1.25), "diamond": (4, 0, 1.2)}.get(
        kind, (5, 0, 1.1)
    )
    return _polygon(x, y, [(r * size, turn + i * 360 / corners) for i in range(corners)])


def _polygon(x: float, y: float, rays: list[tuple[float, float]]) -> str:
    points = [(x + r * math.sin(math.radians(a)), y - r * math.cos(math.radians(a))) for r, a in rays]
    return "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "Z"
