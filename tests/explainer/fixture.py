"""The dossier and stakes of the invented district, as ledger and terrain would hand them over."""

from __future__ import annotations

from datetime import date

from fixture_reports import BRASK, CARDS, HADRAN, MARAVEL, OSTER, PHOTO, QUELL, RELATED, TOLM, VIDEO
from fixture_statements import (
    ASSAULT,
    CALL,
    CROSSED,
    CUT,
    DENIED_PASSAGE,
    GUARD,
    HARD,
    HELD,
    LET_IN,
    NOT_HELD,
    QUARTER,
    REFUGE,
    RETAKEN,
    RETAKEN_AGAIN,
    RIVER,
    SHELLING,
    STAYED,
    SUPPLY,
    TALKS,
    TRAPPED_LEAGUE,
    TRAPPED_POST,
    TRAPPED_RELIEF,
    WHOEVER,
    WITHDREW,
    WOUNDED,
)

from whyhere.records import (
    AidReach,
    Connection,
    CutOff,
    Dossier,
    Exit,
    Fact,
    FigureGroup,
    MapData,
    MapPlace,
    MapRoad,
    Party,
    PartyStake,
    Place,
    RouteCheck,
    Site,
    SiteKind,
    Stakes,
    Stance,
    Verdict,
)

PARTIES = (
    Party("government", "Karsian government", ("Karsian army", "army"), ("Oll Brandt",), "government"),
    Party("league", "Northern League", ("League",), (), "League"),
    Party("guard", "Ulland Guard", ("Guard",), (), "Guard"),
    Party("relief", "Relief Corps", (), (), None, civilian=True),
)
STANCES = (
    Stance(("government", "guard"), "with", "residents of Maravel"),
    Stance(("government", "league"), "against", "both"),
)

CONTROL = Verdict(
    "disputed",
    "Karsian government",
    "government",
    RETAKEN.finding.when.when,
    (RETAKEN, RETAKEN_AGAIN, WITHDREW),
    (NOT_HELD, QUARTER),
    3,
    "two origins report that the army holds Maravel; the League, a party to the fight, denies it",
)

DOSSIER = Dossier(
    place=MARAVEL,
    as_of=date(2031, 6, 6),
    control=CONTROL,
    control_history=(QUARTER, NOT_HELD, RETAKEN, RETAKEN_AGAIN, WITHDREW, HELD),
    figures=(
        FigureGroup("trapped", (TRAPPED_RELIEF, TRAPPED_POST, TRAPPED_LEAGUE), 3),
        FigureGroup("wounded", (WOUNDED,), 1),
    ),
    quotes=(WHOEVER, STAYED, CUT, RIVER, LET_IN),
    timeline=(HELD, SHELLING, ASSAULT, WITHDREW, RETAKEN, RETAKEN_AGAIN),
    routes=(SUPPLY, DENIED_PASSAGE, CUT, STAYED),
    access=(LET_IN, RIVER, CALL),
    involvement=(CROSSED, GUARD),
    outlook=(TALKS, HARD, REFUGE),
    media=((PHOTO, CARDS["wire-1"]), (VIDEO, CARDS["post-1"])),
    related=((RELATED, CARDS["herald-1"]),),
    sources=tuple(CARDS.values()),
    gaps=("One report of the six carries no place name that could be resolved.",),
)

TERRAIN = "roads-0f3a"


def fact(key: str, **values: object) -> Fact:
    return Fact(key, TERRAIN, values)  # type: ignore[arg-type]


def site(place: Place, kind: SiteKind) -> Site:
    return Site(place.name, place.id, kind, place.lat, place.lon, place.country)


CAPITAL, PORT, HUB = site(HADRAN, "capital"), site(BRASK, "port"), site(OSTER, "aid hub")
CONNECTIONS = (
    Connection(
        CAPITAL,
        PORT,
        81.6,
        97.2,
        (HADRAN.id, OSTER.id, MARAVEL.id, BRASK.id),
        True,
        139.2,
        171.0,
        (HADRAN.id, TOLM.id, QUELL.id, BRASK.id),
        "connection:Hadran–Brask",
    ),
    Connection(
        HUB,
        PORT,
        52.0,
        58.1,
        (OSTER.id, MARAVEL.id, BRASK.id),
        True,
        121.0,
        140.0,
        (OSTER.id, TOLM.id, QUELL.id, BRASK.id),
        "connection:Oster–Brask",
    ),
    Connection(
        CAPITAL,
        HUB,
        30.0,
        26.0,
        (HADRAN.id, OSTER.id),
        False,
        30.0,
        26.0,
        (HADRAN.id, OSTER.id),
        "connection:Hadran–Oster",
    ),
)
_LOST = CONNECTIONS[0]
_LEAGUE_GAIN = Connection(
    site(TOLM, "city"), PORT, 78.0, 84.0, (), True, None, None, (), "party:league:connection:Tolm–Brask"
)


def _way(c: Connection) -> dict[str, object]:
    extra = None if c.minutes_without is None else round(c.minutes_without - (c.minutes or 0), 1)
    return {
        "start": c.start.name, "end": c.end.name, "through": c.through, "lost": c.minutes_without is None,
        "minutes": c.minutes, "km": c.km, "minutes_without": c.minutes_without, "km_without": c.km_without, "extra_minutes": extra,
    }  # fmt: skip


FACTS = {
    f.key: f
    for f in (
        fact("share", place="Maravel", share=0.3056, percent=31, pairs=36, through=11, lost=0, longer=2),
        fact("holder", place="Maravel", holder="Karsian government", contested=True, what_if=False),
        *(fact(c.fact, **_way(c)) for c in (*CONNECTIONS, _LEAGUE_GAIN)),
        fact("cutoff", place="Maravel", places=1, people=6200, places_lost=1, people_lost=6200, names=("Quell",), names_lost=("Quell",)),
        fact("cutoff:Quell", place="Quell", people=6200, lost=True, minutes=24.0, minutes_without=None),
        fact("party:government", party="Karsian government", place="Maravel", holds=True, connections=1, cut=0, longer=1, longer_names=("Hadran–Brask",)),
        fact("party:league", party="Northern League", place="Maravel", holds=False, connections=1, cut=1, longer=0, cut_names=("Tolm–Brask",)),
        fact("exit:north:Tolm", place="Maravel", to="Tolm", direction="north", minutes=28.0, km=30.0, hostile=(), unknown=("Quell",)),
        fact("exit:east:Oster", place="Maravel", to="Oster", direction="east", minutes=18.5, km=20.4, hostile=("Oster",), unknown=()),
        fact("aid:Oster", hub="Oster", place="Maravel", reached=True, minutes=18.5, km=20.4, crosses=("Karsian government",)),
        fact("check:wire-1:0", verdict="supported", why="the way runs through Maravel, such as Oster–Brask (58 km, 52 min)", effect="lies on", via=("Maravel",), ways=1),
    )
}  # fmt: skip
STAKES = Stakes(
    place=MARAVEL,
    as_of=date(2031, 6, 6),
    terrain=TERRAIN,
    profile="truck",
    holder="government",
    share=0.3056,
    pairs=36,
    connections=CONNECTIONS,
    cut_off=(CutOff(QUELL, 6200, 24.0, None, "cutoff:Quell"),),
    parties=(
        PartyStake("government", ("government", "guard"), True, (_LOST,), (), "party:government"),
        PartyStake("league", ("league",), False, (), (_LEAGUE_GAIN,), "party:league"),
    ),
    exits=(
        Exit("north", TOLM, 28.0, 30.0, (MARAVEL.id, TOLM.id), (), ("Quell",), "exit:north:Tolm"),
        Exit("east", OSTER, 18.5, 20.4, (MARAVEL.id, OSTER.id), ("Oster",), (), "exit:east:Oster"),
    ),
    aid=(AidReach(HUB, 18.5, 20.4, (OSTER.id, MARAVEL.id), ("Karsian government",), "aid:Oster"),),
    checks=(
        RouteCheck(SUPPLY, "supported", "the way runs through Maravel, such as Oster–Brask (58 km, 52 min)", (OSTER.id, MARAVEL.id, BRASK.id), "check:wire-1:0"),
    ),
    facts=FACTS,
    assumptions=("Travel times are free-flow times of the truck profile.", "A closed place closes every road inside it."),
)  # fmt: skip


def _road(a: Place, b: Place, road_class: str, *bend: tuple[float, float]) -> MapRoad:
    return MapRoad(a.id, b.id, road_class, ((a.lat, a.lon), *bend, (b.lat, b.lon)))


def _on_map(place: Place, holder: str | None, state: str) -> MapPlace:
    return MapPlace(place.id, place.name, place.lat, place.lon, place.population, place.kind, holder, state)  # type: ignore[arg-type]


DRAWN = MapData(
    places=(
        _on_map(MARAVEL, "government", "disputed"),
        _on_map(HADRAN, "government", "agreed"),
        _on_map(BRASK, "government", "single-source"),
        _on_map(TOLM, "league", "agreed"),
        _on_map(OSTER, "government", "agreed"),
        _on_map(QUELL, None, "unknown"),
    ),
    roads=(
        _road(HADRAN, OSTER, "motorway", (-49.4, 70.05)),
        _road(OSTER, MARAVEL, "primary", (-49.36, 69.72)),
        _road(MARAVEL, BRASK, "primary", (-49.4, 69.4), (-49.5, 69.2)),
        _road(MARAVEL, TOLM, "secondary", (-49.25, 69.68)),
        _road(HADRAN, TOLM, "secondary", (-49.2, 70.0)),
        _road(TOLM, QUELL, "track", (-49.1, 69.5)),
        _road(QUELL, BRASK, "secondary", (-49.35, 69.15)),
        _road(MARAVEL, QUELL, "track"),
    ),
)
