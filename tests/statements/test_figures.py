"""A sentence about an invented district in, figures out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import PlaceRef
from whyhere.statements.dates import find_dates
from whyhere.statements.document import Mentions
from whyhere.statements.figures import find_figures
from whyhere.statements.numbers import find_quantities

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.statements.document import Document

    Parse = Callable[..., Document]

ROWS: list[tuple[str, str, float | None, float | None, str | None]] = [
    # sentence, what, low, high, hedge
    ("As many as 20,000 civilians are thought to be trapped in Ostra.", "civilians trapped", None, 20000, "at most"),
    ("Up to 1,500 wounded were trapped in the town.", "wounded trapped", None, 1500, "at most"),
    ("At least nine people were killed in Ostra.", "people killed", 9, None, "at least"),
    ("Shelling killed 12 people in Ostra.", "people killed", 12, 12, None),
    ("Dozens of civilians were killed in Ostra.", "civilians killed", 24, None, None),
    ("The shelling displaced hundreds of families.", "families displaced", 200, None, None),
    ("Between 20 and 30 fighters were killed.", "fighters killed", 20, 30, None),
    ("About 300 families were evacuated from Ostra.", "families evacuated", 300, 300, "about"),
    ("More than 1.5 million people were displaced.", "people displaced", 1500000, None, "at least"),
    ("Around 300 000 civilians were trapped in Ostra.", "civilians trapped", 300000, 300000, "about"),  # SI spacing
    ("The death toll rose to 45.", "people killed", 45, 45, None),
    ("The deaths of 14 soldiers were confirmed.", "soldiers killed", 14, 14, None),
    ("The attack left 11 people dead.", "people killed", 11, 11, None),
    ("Twenty-five men were arrested in Ostra.", "men detained", 25, 25, None),
    ("Several hundred fighters surrendered.", "fighters surrendered", 300, None, None),
    ("The convoy delivered 30 trucks of food.", "trucks delivered", 30, 30, None),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_count_is_read_with_its_bounds(
    parse: Parse, row: tuple[str, str, float | None, float | None, str | None]
) -> None:
    text, what, low, high, hedge = row
    ((figure, trigger),) = find_figures(parse(text), 0, Mentions())
    assert (figure.what.value, figure.low, figure.high) == (what, low, high)
    assert (figure.hedge.value if figure.hedge else None) == hedge
    assert figure.number.start <= trigger.start < figure.number.end
    assert figure.number.text in text


@pytest.mark.parametrize(
    "text",
    [
        "The boy, aged 12, lives in Ostra.",
        "The town lies 30 kilometres from Ostra.",
        "It cost 40 million dollars.",
        "The siege lasted 20 days.",
        "One of them spoke to reporters.",
        "Some 40 percent of it is held.",
        "There were 12 air strikes on Ostra.",
        "A 30-year-old woman spoke.",
        "The city lies between a government-held western sector and a rebel-held eastern one.",
    ],
)
def test_what_is_no_figure(parse: Parse, text: str) -> None:
    assert find_figures(parse(text), 0, Mentions()) == []


def test_two_figures_of_one_sentence(parse: Parse) -> None:
    found = find_figures(parse("Shelling killed five people and wounded 20 others in Ostra."), 0, Mentions())
    assert [(f.what.value, f.low) for f, _ in found] == [("people killed", 5), ("people wounded", 20)]


def test_including_shares_the_state(parse: Parse) -> None:
    found = find_figures(parse("The blast killed 18 people, including five children."), 0, Mentions())
    assert [(f.what.value, f.low) for f, _ in found] == [("people killed", 18), ("children killed", 5)]


def test_a_number_inside_a_date_is_none(parse: Parse) -> None:
    document = parse("On May 19, 2012 they were killed.")
    assert find_figures(document, 0, Mentions(dates=find_dates(document))) == []


def test_the_place_of_its_own_clause(parse: Parse) -> None:
    document = parse("A doctor in Velm said on Monday that 12 people were killed in Ostra.")
    text = document.report.text
    mentions = Mentions(places=tuple(_place(document, text.index(name), name) for name in ("Velm", "Ostra")))
    ((figure, _),) = find_figures(document, 0, mentions)
    assert figure.place is not None
    assert figure.place.name == "Ostra"


def _place(document: Document, start: int, name: str) -> PlaceRef:
    return PlaceRef(name, document.report.span(start, start + len(name)), name)


# whose place stands in the attack that killed, and which of two
PLACES: list[tuple[str, str, str]] = [
    ("Two people were killed in airstrikes on the town of Ostra.", "Ostra", "settlement"),
    ("Air raids over Ostra killed 12 people.", "Ostra", "settlement"),
    ("Nine people were killed when helicopters dropped bombs on the northern city of Ostra.", "Ostra", "settlement"),
    ("A strike on the town of Ostra left 20 people dead.", "Ostra", "settlement"),
    ("Seven killed in strikes on besieged Ostra", "Ostra", "settlement"),
    ("Two men were killed and five wounded as soldiers attacked Ostra.", "Ostra", "settlement"),
    ("Death toll from Ostra bomb attack at least 112", "Ostra", "settlement"),
    ("Four people died in the shelling of Ostra.", "Ostra", "settlement"),
]


@pytest.mark.parametrize("row", PLACES, ids=[row[0] for row in PLACES])
def test_a_place_told_in_the_attack(parse: Parse, row: tuple[str, str, str]) -> None:
    document = parse(row[0])
    mentions = Mentions(places=(_place(document, row[0].index(row[1]), row[1]),))
    found = find_figures(document, 0, mentions)
    assert found
    assert all(f.place is not None and f.place.name == row[1] for f, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "The wounded, 12 people, were brought to hospitals in Ostra.",
        "Dozens of civilians have starved since soldiers launched their offensive for Ostra.",
        "According to a report by activists in Ostra 12 people were killed.",
    ],
)
def test_a_place_of_something_else(parse: Parse, text: str) -> None:
    document = parse(text)
    mentions = Mentions(places=(_place(document, text.index("Ostra"), "Ostra"),))
    assert all(f.place is None for f, _ in find_figures(document, 0, mentions))


def test_the_finer_of_two_places(parse: Parse) -> None:
    document = parse("A bomb killed four people in the Ostra quarter of Velm.")
    text = document.report.text
    places = (_place(document, text.index("Ostra"), "Ostra"), _place(document, text.index("Velm"), "Velm"))
    ((figure, _),) = find_figures(document, 0, Mentions(places=places))
    assert figure.place is not None
    assert figure.place.name == "Ostra"


def test_the_country_of_those_who_attacked_is_no_place(parse: Parse) -> None:
    document = parse("Four people were killed in Norland-led strikes.")
    norland = _place(document, document.report.text.index("Norland"), "Norland")
    ((figure, _),) = find_figures(document, 0, Mentions(places=(norland,)))
    assert figure.place is None


STATES: list[tuple[str, list[tuple[str, float | None]]]] = [
    # sentence, what with low
    ("The attack killed 12 people, eight of them children.", [("people killed", 12), ("children killed", 8)]),
    ("The shelling killed ten visitors.", [("visitors killed", 10)]),
    ("Nine troops were killed in Ostra.", [("troops killed", 9)]),
    ("More than three million have found refuge abroad.", [("people displaced", 3000000)]),
    ("Six civilians were killed and 12 received wounds.", [("civilians killed", 6), ("people wounded", 12)]),
    ("35 dead, dozens wounded in Ostra", [("people killed", 35), ("people wounded", 24)]),
    ("Among the dead were three children.", [("children killed", 3)]),
    ("They executed 30 men in Ostra.", [("men executed", 30)]),
    ("The army destroyed over 60 terrorists in Ostra.", [("terrorists killed", 60)]),
    ("The fate of 200 soldiers is unknown.", [("soldiers missing", 200)]),
    ("The raid forced 300 residents out of their homes.", [("residents displaced", 300)]),
    ("Buses carrying 500 people left Ostra.", [("people evacuated", 500)]),
    ("Two people were rounded up and executed.", [("people executed", 2)]),
    ("Eight of them were kidnapped.", [("people abducted", 8)]),
    ("The death toll from the blast is at least 70.", [("people killed", 70)]),
    ("A strike on the camp kills 12: monitor", [("people killed", 12)]),
]


@pytest.mark.parametrize("row", STATES, ids=[row[0] for row in STATES])
def test_what_befell_the_counted(parse: Parse, row: tuple[str, list[tuple[str, float | None]]]) -> None:
    assert [(f.what.value, f.low) for f, _ in find_figures(parse(row[0]), 0, Mentions())] == row[1]


@pytest.mark.parametrize(
    "text",
    ["Planes dropped 12 bombs on Ostra.", "A total of three rockets fell on Ostra.", "A truck carried 30 tents."],
)
def test_what_cannot_be_killed_is_no_figure_of_people(parse: Parse, text: str) -> None:
    assert not [f for f, _ in find_figures(parse(text), 0, Mentions()) if f.what.value.endswith("killed")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("two dozen men", 24, 24),
        ("half a million men", 500000, 500000),
        ("tens of thousands of men", 20000, None),
        ("hundreds of thousands of men", 200000, None),
        ("three hundred and ten men", 310, 310),
        ("20 to 30 men", 20, 30),
        ("no more than 12 men", None, 12),
        ("a quarter of a million men", 250000, 250000),
    ],
)
def test_numbers_in_words(parse: Parse, text: str, low: float | None, high: float | None) -> None:
    (found,) = find_quantities(parse(text).sentences[0])
    assert (found.low, found.high) == (low, high)
