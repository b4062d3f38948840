"""Two small logarithmic plots side by side as an SVG that reads on light and dark pages."""

from __future__ import annotations

from math import log10

WIDTH, HEIGHT, EDGE = 340, 240, 48
INK, LINE = "#57606a", "#0969da"

Curve = tuple[list[int], list[float]]


def growth_plot(by_size: Curve, by_places: Curve) -> str:
    """CPU seconds of all closures over junctions (left) and over places (right)."""
    left = _panel(by_size, "junctions (500 places, 50 sites)", 0)
    right = _panel(by_places, "places (largest network, 50 sites)", WIDTH)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" font-family="sans-serif"'
        f' font-size="11" role="img"><title>CPU seconds of all closures, both axes logarithmic</title>\n'
        f"{left}{right}</svg>\n"
    )


def _panel(curve: Curve, label: str, shift: int) -> str:
    xs, ys = curve
    low, high = log10(min(ys)) - 0.2, log10(max(ys)) + 0.2

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - log10(xs[0])) / (log10(xs[-1] / xs[0]) or 1)
        up = (log10(y) - low) / (high - low)
        return shift + EDGE + across * (WIDTH - 2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)

    spots = [at(x, y) for x, y in zip(xs, ys, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    marks = "".join(_mark(x, y, spot) for x, y, spot in zip(xs, ys, spots, strict=True))
    return (
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>\n{marks}'
        f'<text x="{shift + WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="{INK}">{label}</text>\n'
    )


def _mark(x: int, y: float, spot: tuple[float, float]) -> str:
    return (
        f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="3" fill="{LINE}"/>'
        f'<text x="{spot[0]:.1f}" y="{spot[1] - 8:.1f}" text-anchor="middle" fill="{INK}">{y:.2g} s</text>'
        f'<text x="{spot[0]:.1f}" y="{HEIGHT - EDGE + 16}" text-anchor="middle" fill="{INK}">{x:,}</text>\n'
    )
