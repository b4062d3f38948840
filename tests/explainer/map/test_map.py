"""The map: outlines clipped, labels apart, the frame around what is told, the same in GeoJSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.explainer import compose
from whyhere.explainer.map.geojson import geojson
from whyhere.explainer.map.labels import Box, Wish, placed, width
from whyhere.explainer.map.marks import MARKS, mark
from whyhere.explainer.map.outlines import credit, outlines
from whyhere.explainer.map.svg import svg
from whyhere.explainer.map.view import Frame, see

if TYPE_CHECKING:
    from whyhere.records import Explainer


DRAWING = Box(0, 0, 400, 300)


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(1, 14)), max_size=40))
def test_labels_never_collide_nor_leave_the_drawing(spots: list[tuple[float, float, int]]) -> None:
    labels = placed([Wish("m" * n, x, y, 4, 13, n) for x, y, n in spots], [], DRAWING)
    boxes = [Box(a.x, a.y - a.size * 0.9, a.x + width(a.text, a.size), a.y + a.size * 0.25) for a in labels]
    assert all(box.inside(DRAWING) for box in boxes)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_weightiest_name_comes_first() -> None:
    wishes = [Wish("light", 200, 150, 4, 13, 1), Wish("heavy", 201, 150, 4, 13, 9)]
    crowd = [Box(0, 0, 400, 140), Box(0, 160, 400, 300), Box(0, 140, 190, 160)]
    assert [label.text for label in placed(wishes, crowd, DRAWING)] == ["heavy"]


OUTLINES = [
    # a frame over a border of two countries, one of open sea, one over the antimeridian's west
    (Frame(47.0, 9.4, 47.4, 9.7), {"Liechtenstein", "Switzerland", "Austria"}, True),
    (Frame(-40.5, -30.5, -40.0, -30.0), set(), False),
    (Frame(42.3, 1.3, 42.8, 1.9), {"Andorra", "Spain", "France"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "countries", "bordered"), OUTLINES)
def test_outlines_of_a_frame(frame: Frame, countries: set[str], *, bordered: bool) -> None:
    found = outlines(frame)
    assert {name for name, _ in found.land} == countries
    assert bool(found.borders) is bordered
    for _, ring in found.land:
        assert all(frame.west <= x <= frame.east and frame.south <= y <= frame.north for x, y in ring)


def test_outlines_are_credited() -> None:
    assert "Natural Earth" in credit()


def test_the_frame_holds_what_is_told(explainer: Explainer) -> None:
    view = see(explainer, aspect=1.5)
    told = [(site.lat, site.lon) for c in explainer.stakes.connections if c.through for site in (c.start, c.end)]
    assert all(view.frame.holds(point) for point in told)


def test_far_sites_stay_off_the_map() -> None:
    far = replace(fixture.PORT, lat=-30.0)
    connection = replace(fixture.CONNECTIONS[0], end=far)
    explainer = compose(fixture.DOSSIER, replace(fixture.STAKES, connections=(connection,)), drawn=fixture.DRAWN)
    assert not see(explainer, aspect=1.5).frame.holds((far.lat, far.lon))


@pytest.mark.parametrize("wide", [True, False])
def test_without_map_data_the_place_is_drawn_on_its_outlines(bare: Explainer, *, wide: bool) -> None:
    drawing = svg(bare, wide=wide)
    assert 'class="land"' in drawing
    assert ">Maravel</text>" in drawing
    assert drawing.count('class="mark') == 1


def test_key_routes_are_drawn_with_and_without(explainer: Explainer) -> None:
    drawing = svg(explainer, wide=True)
    assert drawing.count('class="way with"') == 2
    assert drawing.count('class="way without"') == 1
    assert drawing.count('class="exit free"') == drawing.count('class="exit barred"') == 1


def test_control_shows_without_colour() -> None:
    shapes = {mark(i, "agreed", (0, 0), 5, key="w").split(' d="')[1] for i in range(len(MARKS))}
    assert len(shapes) == len(MARKS)
    looks = {mark(0, state, (0, 0), 5, key="w") for state in ("agreed", "disputed", "single-source")}
    assert len(looks) == 3


def test_geojson_names_its_kinds(explainer: Explainer) -> None:
    found = geojson(explainer)
    kinds = [feature["properties"]["kind"] for feature in found["features"]]
    assert set(kinds) == {"place", "settlement", "road", "route", "exit"}
    lon, lat = found["features"][0]["geometry"]["coordinates"]
    assert (lon, lat) == (69.6, -49.35)
