"""An invented war in an invented district: who printed what. Every name, place and figure is made up."""

from __future__ import annotations

from datetime import date

from whyhere.records import Media, Part, Place, Related, Report, ReportCard, When


def day(year: int, month: int, number: int) -> When:
    return When(date(year, month, number), date(year, month, number), "day")


MARAVEL = Place(9_000_001, "Maravel", -49.35, 69.6, "QX", "Oster Province", 31_000, "settlement", ("Marāvel",))
HADRAN = Place(9_000_002, "Hadran", -49.35, 70.2, "QX", "Hadran", 820_000)
BRASK = Place(9_000_003, "Brask", -49.55, 69.05, "QX", "Brask", 140_000)
TOLM = Place(9_000_004, "Tolm", -49.12, 69.7, "QX", "Oster Province", 52_000)
OSTER = Place(9_000_005, "Oster", -49.42, 69.85, "QX", "Oster Province", 88_000)
QUELL = Place(9_000_006, "Quell", -49.2, 69.35, "QX", "Oster Province", 6_200)

_WIRE = """Army retakes Maravel from League fighters
Karsian government troops have retaken the town of Maravel after weeks of fighting, state television said on June 5. \
The army launched a ground assault on the town on May 19, after weeks of shelling by government artillery. \
Maravel lies on a vital supply route between Oster and the port of Brask. \
For more than a year the League held Maravel and denied the army passage to Brask. \
"Whoever holds Maravel holds the road to the sea, and whoever holds the road to the sea holds the valley," \
Colonel Dara Vint, a Karsian army spokesman, told Hadran-based Channel Six.
"""

_POST = (
    _WIRE
    + """As many as 14,000 civilians are thought to be trapped in Maravel. \
Karsia's interior minister, Joren Hald, said, "The authorities will allow the Relief Corps into the town \
immediately after the end of military operations."
"""
)

_HERALD = """League leaves Maravel, but says it will be back
The Northern League withdrew from Maravel overnight, a League commander said on June 5. \
"A road stayed open to the north and our fighters left by it with the families who could walk," the commander said. \
Ulland Guard fighters are taking part in the battle beside the army, three residents said. \
Relief workers said at least 900 wounded people were still trapped in the town. \
"The Guard has cut almost all of our supply roads to the town," a smuggler told the Ulland Herald. \
Some speculate the government would move its staff to Brask if Hadran fell.
"""

_LEAGUE = """Statement of the Northern League
The League denies that the army controls Maravel. \
Our fighters still hold the eastern quarter of Maravel, the League said in a statement on June 6. \
It said 21,000 civilians were trapped in the town.
"""

_RELIEF = """Relief Corps calls for access to Maravel
The Relief Corps called on both sides on June 4 to let its convoys into Maravel. \
It put the number of civilians trapped in Maravel at between 9,000 and 12,000. \
"Nothing has gone in since April. People are drinking from the river," said Ilse Maren, the Relief Corps coordinator in Oster.
"""

_ANALYSIS = """What the loss of Maravel would mean
The fall of Maravel will likely discourage the government from joining the talks planned for July. \
If the army keeps the town, the League will find it hard to supply Tolm. \
Ulland's foreign minister, Petra Oln, denied that the Guard had crossed the border.
"""

TEXTS: dict[str, str] = {
    "wire-1": _WIRE,
    "post-1": _POST,
    "herald-1": _HERALD,
    "league-1": _LEAGUE,
    "relief-1": _RELIEF,
    "analysis-1": _ANALYSIS,
}

_CARDS = (
    ("wire-1", "Karsia Wire", "Karsia Wire", day(2031, 6, 5), "wire"),
    ("post-1", "The Hadran Post", "Karsia Wire", day(2031, 6, 5), "wire"),
    ("herald-1", "Ulland Herald", None, day(2031, 6, 5), "herald"),
    ("league-1", "Northern League", None, day(2031, 6, 6), "league"),
    ("relief-1", "Relief Corps", None, day(2031, 6, 4), "relief"),
    ("analysis-1", "Valley Review", None, day(2031, 6, 6), "analysis"),
)

CARDS: dict[str, ReportCard] = {
    key: ReportCard(
        key, outlet, agency, TEXTS[key].split("\n")[0], None, published, f"https://news.example/{key}", family
    )
    for key, outlet, agency, published, family in _CARDS
}

REPORTS: dict[str, Report] = {
    key: Report(key, text, (Part("body", 0, len(text)),), outlet=CARDS[key].outlet) for key, text in TEXTS.items()
}

PHOTO = Media(
    "photo", "https://news.example/bridge.jpg", "The road bridge east of Maravel on 5 June.", "N. Orrin/Karsia Wire"
)
VIDEO = Media("video", "javascript:alert(1)", "Video of the main street.", None)
RELATED = Related("The road to the sea, explained", "https://news.example/road")


def report_text(report: str) -> str | None:
    return TEXTS.get(report)
