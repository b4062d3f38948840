from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.reports.families import FamilyIndex, family_text, same_text, shingles
from whyhere.reports.plain import read_text

STORY = """Reed Front takes the river town of Qarat

The Reed Front took the river town of Qarat on Tuesday after three weeks of fighting, the district council said.

Council soldiers left over the old bridge before dawn, and a spokesman for the front said that its fighters found the grain market empty.

About four hundred families had fled north to the port of Selme since the shelling began in the last week of February.

The aid society of the valley asked both sides for a pause of two days so that the wounded could be carried out by lorry.

The town lies on the only paved road between the port and the upper valley, and whoever holds it can stop the winter supply of flour.

In the capital a minister told reporters that the army would return once the river had fallen and the fords were passable again.

Traders in Selme said the price of flour had doubled in a week and that the mills would close if the road stayed shut.

The front was formed two years ago by fishermen who refused a tax on boats, and it has since taken most of the lower bank."""

OTHER = """Qarat falls

Fighters of the Reed Front raised their flag over the town hall of Qarat on Tuesday, residents reached by telephone said.

They said that council troops had pulled out in the night with their guns and that the shops were shut.

The aid society of the valley put the number of displaced families at five hundred and said that most were in schools and mosques.

A teacher described how her neighbours crossed the river on a raft of oil drums while mortar rounds fell in the water behind them.

The council's governor did not answer calls. State radio did not mention the town in its evening news."""

WIRE = STORY.split("\n\n")


def lost_punctuation(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char.isspace())


def misspelt(text: str) -> str:
    """One word in twelve replaced, as by careless editing."""
    rng = random.Random(3)  # noqa: S311 - noise, no secret
    return " ".join("thing" if rng.random() < 1 / 12 else word for word in text.split())


@pytest.mark.parametrize(
    "copy",
    [
        lost_punctuation(STORY),
        "\n\n".join(["Quite another headline over it", *WIRE[1:]]),
        "\n\n".join(WIRE[:5]),  # headline and the first four paragraphs
        "\n\n".join(
            [*WIRE[:5], "A paragraph of the reprinting outlet's own about its town and its weather in that week."]
        ),
        misspelt(STORY),
        STORY.upper().replace("'", "’"),
    ],
    ids=["punctuation", "headline", "cut", "cut and added to", "misspelt", "capitals and quotes"],
)
def test_reprints_are_one_family(copy: str) -> None:
    for first, second in ((STORY, copy), (copy, STORY)):
        index = FamilyIndex()
        assert index.add("first", first) == "first"
        assert index.add("second", second) == "first"


def test_two_reports_on_one_event_are_two_families() -> None:
    index = FamilyIndex()
    index.add("a", STORY)
    assert index.add("b", OTHER) == "b"


def test_the_same_menu_below_two_stories_makes_no_family() -> None:
    menu = " ".join(f"entry{number} of the long menu that stands below every page" for number in range(20))
    index = FamilyIndex()
    index.add("a", f"{' '.join(WIRE[1:5])} {menu}")
    assert index.add("b", f"{OTHER} {menu}") == "b"


def test_short_notices_need_to_be_the_same() -> None:
    index = FamilyIndex()
    index.add("a", "The Reed Front said on Tuesday that it had taken Qarat.")
    assert index.add("b", "The Reed Front said on Tuesday that it had taken Selme.") == "b"
    assert index.add("c", "The Reed Front said on Tuesday that it had taken Qarat!") == "a"
    assert index.add("d", "") == "d"
    assert index.add("e", "") == "e"  # nothing is no copy of nothing


def test_a_link_joins_two_families_under_the_elder() -> None:
    index = FamilyIndex()
    index.add("end", "\n\n".join(WIRE[5:]))
    index.add("beginning", "\n\n".join(WIRE[1:5]))
    assert index.families == {"end": "end", "beginning": "beginning"}
    index.add("whole", STORY)
    assert set(index.families.values()) == {"end"}
    assert index.joined == [("beginning", "end")]


def test_adding_again_changes_nothing() -> None:
    index = FamilyIndex()
    index.add("a", STORY)
    assert index.add("a", OTHER) == "a"
    assert dict(index.families) == {"a": "a"}


def division(texts: dict[str, str], order: tuple[str, ...] | list[str]) -> set[frozenset[str]]:
    index = FamilyIndex()
    for key in order:
        index.add(key, texts[key])
    groups = itertools.groupby(sorted(texts, key=index.family), key=index.family)
    return {frozenset(members) for _, members in groups}


def test_the_order_of_adding_does_not_matter() -> None:
    texts = {"a": "\n\n".join(WIRE[5:]), "b": "\n\n".join(WIRE[1:5]), "c": STORY, "d": OTHER, "e": misspelt(OTHER)}
    expected = {frozenset("abc"), frozenset("de")}
    assert all(division(texts, order) == expected for order in itertools.permutations(texts))


@given(st.text(max_size=200), st.text(max_size=200))
def test_sameness_is_symmetric(one: str, other: str) -> None:
    assert same_text(shingles(one), shingles(other)) == same_text(shingles(other), shingles(one))


@given(st.text(alphabet="abc dé.", min_size=1, max_size=200))
def test_shingles_ignore_case_and_signs(text: str) -> None:
    assert (shingles(text).whole == shingles(text.upper().replace(".", " , ")).whole).all()


def test_what_is_compared_is_the_story_alone() -> None:
    report = read_text("Bridge falls\n\nBy A. Writer\n\nThe bridge of Qarat fell.\n\nShare this")
    assert family_text(report) == "The bridge of Qarat fell."
