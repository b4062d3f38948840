"""The dossier of Velm: what is about it, in which order, as of which day, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ledger_district as make
import pytest

from whyhere.errors import LedgerError
from whyhere.ledger import Ledger, control, dossier, evidence, figures, holders, review_statement
from whyhere.records import Dossier, Evidence, Media, Related, Report, Stance, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FIFTH = ("on Monday", make.on(5))


def enter(ledger: Ledger, *stories: tuple[Report, tuple[Statement, ...]]) -> None:
    for report, statements in stories:
        ledger.add(report, statements, family=report.id)


def told(found: Sequence[Evidence]) -> list[str]:
    return [one.statement.span.text for one in found]


SIEGE = make.story(
    make.line("The Council captured Velm on Monday.", make.control("captured", when=FIFTH)),
    make.line("At least 40 wounded lay in Velm.", make.figure("wounded", "40", low=40, high=None)),
    make.line("“Velm lies on our only supply route,” said Ina Orl.", make.route("lies on", via="Velm"), kind="quote", who=make.voice("Ina Orl")),
    make.line("Aid to Velm was refused.", make.access("refused")),
    make.line("Airstrikes hit Velm on Monday.", make.event("Airstrikes", when=FIFTH)),
    make.line("Velm will fall, residents fear.", make.outlook("fear")),
    day=6,
    headline="Siege of Velm",
    media=(Media("photo", "https://post.example/1.jpg", "A street", "Post"),),
    related=(Related("Earlier", "https://post.example/0"),),
)  # fmt: skip
LATER = make.story(
    make.line("Up to 60 wounded were seen in Velm.", make.figure("wounded", "60", low=None, high=60)),
    make.line("“We hold Velm,” said Bo Tarn.", kind="quote", who=make.voice("Bo Tarn")),
    day=8, outlet="Ridge Radio",
)  # fmt: skip
UNDATED = make.story(make.line("Velm is a market town.", make.outlook("market")), day=None, outlet="Old Almanac")


@pytest.fixture
def velm(ledger: Ledger) -> Ledger:
    """A ledger with three reports on Velm."""
    enter(ledger, SIEGE, LATER, UNDATED)
    return ledger


def test_everything_about_a_place_in_order(velm: Ledger) -> None:
    found = dossier(velm, make.VELM)
    assert (found.control.state, found.control.value, found.control.since) == ("single-source", "Council", make.on(5))
    assert told(found.control_history) == ["The Council captured Velm on Monday."]
    assert [(group.what, group.origins) for group in found.figures] == [("wounded", 2)]
    assert [row.finding.high for row in found.figures[0].rows] == [None, 60]  # type: ignore[union-attr]  # oldest first
    assert told(found.quotes) == [
        "“We hold Velm,” said Bo Tarn.",
        "“Velm lies on our only supply route,” said Ina Orl.",
    ]
    assert [one.finding for one in found.quotes] == [None, None]
    assert [one.finding.type for one in found.timeline] == ["control", "event"]  # type: ignore[union-attr]
    assert told(found.routes) == ["“Velm lies on our only supply route,” said Ina Orl."]
    assert told(found.access) == ["Aid to Velm was refused."]
    assert told(found.outlook) == ["Velm will fall, residents fear.", "Velm is a market town."]
    assert [(one.caption, card.outlet) for one, card in found.media] == [("A street", "Valley Post")]
    assert [one.title for one, _ in found.related] == ["Earlier"]
    assert [card.outlet for card in found.sources] == ["Ridge Radio", "Valley Post", "Old Almanac"]
    assert found.gaps == ("one report carries no date",)


def test_as_of_a_day_nothing_later_is_seen(velm: Ledger) -> None:
    found = dossier(velm, make.VELM, as_of=make.june(7))
    assert [card.outlet for card in found.sources] == ["Valley Post"]
    assert [len(group.rows) for group in found.figures] == [1]
    assert found.gaps == ("one report carries no date, and is not seen as of 7 June 2031",)
    before = dossier(velm, make.VELM, as_of=make.june(1))
    assert before.control.state == "unknown"
    assert (before.figures, before.quotes, before.timeline, before.sources, before.media) == ((), (), (), (), ())


def test_the_single_questions_answer_as_the_dossier_does(velm: Ledger) -> None:
    found = dossier(velm, make.VELM)
    assert control(velm, make.VELM) == found.control
    assert figures(velm, make.VELM) == found.figures
    for question in ("quotes", "timeline", "routes", "access"):
        assert evidence(velm, question, make.VELM) == getattr(found, question)
    with pytest.raises(LedgerError, match="no question 'weather'"):
        evidence(velm, "weather", make.VELM)


def test_holders_and_dossier_agree(velm: Ledger) -> None:
    for day in (None, *map(make.june, range(4, 10))):
        held = holders(velm, as_of=day).get(make.VELM.id)
        verdict = dossier(velm, make.VELM, as_of=day).control
        assert held == verdict or (held is None and verdict.state == "unknown")


def one_story(ledger: Ledger, *lines: make.Line, headline: str | None = None) -> Dossier:
    enter(ledger, make.story(*lines, headline=headline))
    return dossier(ledger, make.VELM)


WOUNDED = make.figure("wounded", "40", low=40, high=40, at=None)
ABOUT = [
    ("names it", [make.line("In Velm 40 wounded lay.", make.figure("wounded", "40", low=40, high=40))], 1),
    ("names another place", [make.line("In Oster 40 wounded lay, unlike Velm.", make.figure("wounded", "40", low=40, high=40, at="Oster"), places=("Oster", "Velm"))], 0),
    ("names none, the statement mentions it", [make.line("Velm has 40 wounded.", WOUNDED)], 1),
    ("names none, the statement mentions its province too", [make.line("Velm in Velmar province has 40 wounded.", WOUNDED, places=("Velm", "Velmar province"))], 1),
    ("names none, the statement mentions two towns", [make.line("Velm and Oster have 40 wounded.", WOUNDED, places=("Velm", "Oster"))], 0),
    ("names none, in a report about it alone", [make.line("Velm is besieged."), make.line("There are 40 wounded.", WOUNDED)], 1),
    ("names none, in a report about two towns", [make.line("Velm and Oster are besieged.", places=("Velm", "Oster")), make.line("There are 40 wounded.", WOUNDED)], 0),
    ("names none, in a report about another", [make.line("Oster is besieged.", places=("Oster",)), make.line("There are 40 wounded.", WOUNDED)], 0),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "count"), [row[1:] for row in ABOUT], ids=[row[0] for row in ABOUT])
def test_whose_a_figure_is(ledger: Ledger, lines: list[make.Line], count: int) -> None:
    found = one_story(ledger, *lines)
    assert sum(len(group.rows) for group in found.figures) == count


def test_a_headline_makes_a_report_about_its_place(ledger: Ledger) -> None:
    lines = [
        make.line("Oster, Oster and Velm suffer.", places=("Oster", "Velm")),
        make.line("“It is over,” said Bo Tarn.", kind="quote"),
    ]
    found = one_story(ledger, *lines, headline="Velm falls silent")
    assert told(found.quotes) == ["“It is over,” said Bo Tarn."]


def test_control_and_routes_are_never_guessed_to_be_a_places(ledger: Ledger) -> None:
    found = one_story(ledger, make.line("Velm is besieged."), make.line("The road is cut.", make.route("cut")))
    assert found.routes == ()
    assert found.control.state == "unknown"


def test_the_same_thing_stands_together_in_the_timeline_the_best_first(ledger: Ledger) -> None:
    shelling = make.event("Shelling", when=FIFTH)
    enter(
        ledger,
        make.story(make.line("Shelling hit Velm on Monday.", shelling, certainty="estimated"), outlet="A"),
        make.story(make.line("Shelling hit Velm on Sunday.", make.event("Shelling", when=("on Sunday", make.on(4))))),
        make.story(make.line("Shelling hit Velm on Monday, it said.", shelling, who=make.voice("Ina Orl")), outlet="C"),
        make.story(make.line("Shelling hit Velm on Monday again.", shelling), outlet="D"),
        make.story(make.line("Shelling may hit Velm on Monday.", shelling, certainty="speculated"), outlet="E"),
        make.story(make.line("Shelling hit Velm.", make.event("Shelling")), outlet="F"),
    )
    assert told(dossier(ledger, make.VELM).timeline) == [
        "Shelling hit Velm on Sunday.",
        "Shelling hit Velm on Monday, it said.",
        "Shelling hit Velm on Monday again.",
        "Shelling hit Velm on Monday.",
    ]


def test_a_quote_in_many_copies_stands_once(ledger: Ledger) -> None:
    for outlet in ("A", "B"):
        story = make.story(
            make.line("“Velm is lost,” said Bo Tarn.", kind="quote", who=make.voice("Bo Tarn")), outlet=outlet
        )
        ledger.add(*story, family="wire")
    assert len(dossier(ledger, make.VELM).quotes) == 1


def test_places_nearby_lend_the_timeline_routes_and_access(ledger: Ledger) -> None:
    lines = [
        make.line("Airstrikes hit Oster on Monday.", make.event("Airstrikes", at="Oster", when=FIFTH), places=("Oster",)),
        make.line("The Front captured Oster on Monday.", make.control("captured", by="Front", at="Oster", when=FIFTH), places=("Oster",)),
        make.line("The way to Oster is open.", make.route("open", to=("Oster",)), places=("Oster",)),
        make.line("Aid reached Oster: delivered.", make.access("delivered", at="Oster"), places=("Oster",)),
        make.line("In Oster 9 wounded lay.", make.figure("wounded", "9", low=9, high=9, at="Oster"), places=("Oster",)),
    ]  # fmt: skip
    enter(ledger, make.story(*lines))
    alone, wide = dossier(ledger, make.VELM), dossier(ledger, make.VELM, near=[make.OSTER.id, make.VELM.id])
    assert (alone.timeline, alone.routes, alone.access) == ((), (), ())
    assert [len(found) for found in (wide.timeline, wide.routes, wide.access)] == [2, 1, 1]
    assert (wide.figures, wide.control.state) == ((), "unknown")


def test_involvement_and_stances(ledger: Ledger) -> None:
    found = one_story(ledger, make.line("The Guard fight beside the Council in Velm.", make.beside("Guard", "Council")))
    assert len(found.involvement) == 1
    friends = (Stance(("council", "guard"), "with", "the beat"),)
    enter(ledger, make.story(make.line("The Council captured Velm.", make.control("captured")), outlet="A"))
    enter(ledger, make.story(make.line("The Guard captured Velm.", make.control("captured", by="Guard")), outlet="B"))
    assert dossier(ledger, make.VELM).control.state == "disputed"
    assert dossier(ledger, make.VELM, stances=friends).control.state == "single-source"


def test_what_is_missing_is_said_in_words(ledger: Ledger) -> None:
    found = one_story(ledger, make.line("Aid to Velm was refused.", make.access("refused")))
    assert found.gaps == ("nobody is known to hold Velm", "all that is known comes from one origin")
    late = dossier(ledger, make.VELM, as_of=make.june(20))
    assert late.gaps[-1] == "the newest report is of 5 June 2031"
    assert dossier(ledger, make.OSTER).gaps == ("nobody is known to hold Oster",)


def test_what_an_editor_rejects_is_in_no_dossier(velm: Ledger) -> None:
    refused = next(one for one in SIEGE[1] if "refused" in one.span.text)
    velm.review(review_statement(refused, "reject", author="A. Editor", on=make.june(9)))
    assert dossier(velm, make.VELM).access == ()
    assert len(dossier(velm, make.VELM, as_of=make.june(8)).access) == 1


def test_a_file_and_memory_answer_alike(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as kept, Ledger.in_memory() as plain:
        for report, statements in make.many(60, lines=7):
            for ledger in (kept, plain):
                ledger.add(report, statements, family=report.headline or report.id)
        for day in (None, make.june(9), make.june(28)):
            assert dossier(kept, make.VELM, as_of=day) == dossier(plain, make.VELM, as_of=day)
            assert kept.holders(day) == plain.holders(day)
        assert kept.statements(place=make.OSTER.id) == plain.statements(place=make.OSTER.id)
