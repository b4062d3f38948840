"""An invented district, small enough to work out by hand; every tertiary road takes 18 minutes, every track 48.

Aster ─── Brook ─── Corran          Aster: capital, Corran: port and aid hub, Gorse and Ivel: cities
  ┊         │         ┊             ─ │ tertiary, 12 km     ┊ track, 12 km
Dell ──── Elmere ── Fenby ══ Kell   Kell lies in another country (18 minutes and 30 at the border)
  ┊         │         ┊
Gorse ─── Heath ─── Ivel
            │
          Jett
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import (
    DateRef,
    Evidence,
    Party,
    PartyRef,
    PlaceRef,
    ReportCard,
    Route,
    Site,
    Span,
    Stance,
    Statement,
    Term,
    Verdict,
    Voice,
)
from whyhere.terrain import Network

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = """id,name,lat,lon,country,admin,population,kind,names
1,Aster,0.2,0.0,XA,North Vale,9000,settlement,
2,Brook,0.2,0.1,XA,North Vale,800,settlement,
3,Corran,0.2,0.2,XA,North Vale,5000,settlement,Korran|Qurran
4,Dell,0.1,0.0,XA,Mid Vale,300,settlement,
5,Elmere,0.1,0.1,XA,Mid Vale,2000,settlement,
6,Fenby,0.1,0.2,XA,Mid Vale,250,settlement,
7,Gorse,0.0,0.0,XA,South Vale,7000,settlement,
8,Heath,0.0,0.1,XA,South Vale,600,settlement,
9,Ivel,0.0,0.2,XA,South Vale,6500,settlement,
10,Jett,-0.1,0.1,XA,South Vale,400,settlement,
11,Kell,0.1,0.3,XB,Kellshire,1200,settlement,
"""
LINKS = """start,end,class,km,ref
1,2,tertiary,12,R1
2,3,tertiary,12,R1
4,5,tertiary,12,R2
5,6,tertiary,12,R2
7,8,tertiary,12,R3
8,9,tertiary,12,R3
2,5,tertiary,12,R4
5,8,tertiary,12,R4
8,10,tertiary,12,R4
1,4,track,12,
4,7,track,12,
3,6,track,12,
6,9,track,12,
6,11,tertiary,12,R2
"""
_NAMES = ("Aster", "Brook", "Corran", "Dell", "Elmere", "Fenby", "Gorse", "Heath", "Ivel", "Jett", "Kell")
BY_NAME = {
    name: i
    for i, name in enumerate(
        ["Aster", "Brook", "Corran", "Dell", "Elmere", "Fenby", "Gorse", "Heath", "Ivel", "Jett", "Kell"], 1
    )
}


@pytest.fixture
def write_roads(tmp_path: Path) -> Callable[..., Path]:
    """Writes the two tables into a folder, with changes where a test wants them."""

    def write(places: str = PLACES, links: str = LINKS) -> Path:
        (tmp_path / "places.csv").write_text(places, encoding="utf-8")
        (tmp_path / "links.csv").write_text(links, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def district(write_roads: Callable[..., Path]) -> Network:
    return Network.load(write_roads())


@pytest.fixture
def sites() -> tuple[Site, ...]:
    return (
        Site("Aster", 1, "capital", 0.2, 0.0, "XA"),
        Site("Corran", 3, "port", 0.2, 0.2, "XA"),
        Site("Corran hub", 3, "aid hub", 0.2, 0.2, "XA"),
        Site("Gorse", 7, "city", 0.0, 0.0, "XA"),
        Site("Ivel", 9, "city", 0.0, 0.2, "XA"),
    )


@pytest.fixture
def parties() -> tuple[Party, ...]:
    return Party("blue", "the Blues"), Party("red", "the Reds"), Party("relief", "Vale Relief", civilian=True)


@pytest.fixture
def stances() -> tuple[Stance, ...]:
    return (Stance(("blue", "red"), "against", "The Vale Courier"),)


def held(party: str | None, state: str = "agreed") -> Verdict:
    return Verdict(state, party, party, None, (), (), 1, "as the test says")  # type: ignore[arg-type]


@pytest.fixture
def holders() -> dict[int, Verdict]:
    """Blue holds Aster, Brook and Elmere, Red holds Heath and Gorse; of the others nobody knows."""
    blue, red = ("Aster", "Brook", "Elmere"), ("Heath", "Gorse")
    return {BY_NAME[n]: held("blue") for n in blue} | {BY_NAME[n]: held("red") for n in red}


def span(text: str) -> Span:
    return Span("r1", 0, max(1, len(text)), text)


def place(name: str, kind: str = "settlement") -> PlaceRef:
    return PlaceRef(name, span(name), name, id=BY_NAME.get(name), kind=kind)


def party_ref(party: str | None) -> PartyRef | None:
    return PartyRef(party, span(party), party, id=party) if party else None


@pytest.fixture
def claim() -> Callable[..., Evidence]:
    """A route finding as evidence: places by name, or references where a test needs more."""

    def ref(value: str | PlaceRef | None) -> PlaceRef | None:
        return place(value) if isinstance(value, str) else value

    def make(effect: str, **slots: object) -> Evidence:
        said = span("as the test says")
        route = Route(
            said,
            Term(effect, said, effect),
            kind=Term(str(slots["kind"]), said, str(slots["kind"])) if "kind" in slots else None,
            via=ref(slots.get("via")),  # type: ignore[arg-type]
            between=tuple(ref(one) for one in slots.get("between", ())),  # type: ignore[attr-defined,misc]
            frm=ref(slots.get("frm")),  # type: ignore[arg-type]
            to=tuple(ref(one) for one in slots.get("to", ())),  # type: ignore[attr-defined,misc]
            actor=party_ref(slots.get("actor")),  # type: ignore[arg-type]
            party=party_ref(slots.get("party")),  # type: ignore[arg-type]
            direction=Term("d", said, str(slots["direction"])) if "direction" in slots else None,
            negated=bool(slots.get("negated", False)),
            when=DateRef("then", said, None),
        )
        voice = (Voice("a spokesman", party=str(slots["voice"])),) if "voice" in slots else ()
        certainty = slots.get("certainty", "asserted")
        statement = Statement("s1", "r1", said, "narration", certainty, voice, findings=(route,))  # type: ignore[arg-type]
        card = ReportCard("r1", "The Vale Courier", None, None, None, None, None, "f1")
        return Evidence(statement, route, card, "f1")

    return make


@pytest.fixture
def area() -> Callable[[str, str, str | None], PlaceRef]:
    """A reference to a country, province or region, which has no id on the network."""

    def make(name: str, kind: str, country: str | None = None) -> PlaceRef:
        return PlaceRef(name, span(name), name, kind=kind, country=country)

    return make


@pytest.fixture
def verdict() -> Callable[..., Verdict]:
    return held
