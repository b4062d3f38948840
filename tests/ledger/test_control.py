"""The verdict on control: a table of who said what on which day, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ledger_district as make
import pytest

from whyhere.ledger import Ledger, control, review_place
from whyhere.records import Stance, Verdict, When

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Said:
    """A report of one line: an outlet (or a named voice through it) on a day."""

    day: int | None
    outlet: str
    text: str
    finding: make.Make
    who: str | None = None
    certainty: str = "asserted"
    family: str | None = None
    unnamed: str | None = None


def took(day: int | None, outlet: str, *, by: str = "Council", **more: object) -> Said:
    said = {key: more.pop(key) for key in ("who", "certainty", "family", "unnamed") if key in more}
    finding = make.control("captured", by=by, **more)  # type: ignore[arg-type]
    return Said(day, outlet, f"The {by} captured Velm on Monday.", finding, **said)  # type: ignore[arg-type]


def retook(day: int, outlet: str, *, by: str = "Council") -> Said:
    return Said(day, outlet, f"The {by} retook Velm.", make.control("retook", by=by))


def holds(day: int, outlet: str, *, by: str = "Front", who: str | None = None, **more: object) -> Said:
    finding = make.control("held", by=by, **more)  # type: ignore[arg-type]
    return Said(day, outlet, f"Velm is held by the {by} since May.", finding, who=who)


def left(day: int, outlet: str, *, by: str = "Front", other: str | None = None, change: str = "withdrew") -> Said:
    text = f"The {by} {change} from Velm, now with the {other}."
    return Said(day, outlet, text, make.control(change, by=by, other=other))


def part(day: int, outlet: str, *, change: str = "holds part") -> Said:
    return Said(day, outlet, f"The Front: {change}, Velm.", make.control(change, by="Front"))


def denies(day: int, outlet: str, *, by: str = "Council", who: str | None = None, unnamed: str | None = None) -> Said:
    text = f"It was not true that the {by} captured Velm."
    return Said(day, outlet, text, make.control("captured", by=by), who, "denied", None, unnamed)


def weigh(*told: Said, as_of: date | None = None, stances: tuple[Stance, ...] = ()) -> Verdict:
    with Ledger.in_memory() as ledger:
        enter(ledger, *told)
        verdict = control(ledger, make.VELM, as_of=as_of, stances=stances)
        assert ledger.holders(as_of, stances=stances).get(101, verdict) == verdict
        return verdict


def enter(ledger: Ledger, *told: Said) -> None:
    for number, said in enumerate(told):
        who = make.voice(said.who) if said.who else None
        if said.unnamed:
            who = make.voice(said.unnamed, named=False)
        line = make.line(said.text, said.finding, who=who, certainty=said.certainty)
        report, statements = make.story(line, day=said.day, outlet=said.outlet, byline=f"No. {number}")
        report_family = said.family or f"f{number}"
        ledger.add(report, statements, family=report_family)


FIVE = When(make.june(5), make.june(5), "day")
CASES = [
    ("nothing is said", [], "unknown", None, 0),
    ("one outlet says it", [took(5, "A")], "single-source", "Council", 1),
    ("two say it", [took(5, "A"), took(6, "B")], "agreed", "Council", 2),
    ("one outlet says it twice: one origin", [took(5, "A"), took(6, "A")], "single-source", "Council", 1),
    (
        "copies of one family: one origin",
        [took(5, "A", family="f"), took(6, "B", family="f")],
        "single-source",
        "Council",
        1,
    ),
    (
        "one voice in two outlets: one origin",
        [took(5, "A", who="Ina Orl"), took(5, "B", who="Ina Orl")],
        "single-source",
        "Council",
        1,
    ),
    ("a voice and a newsroom: two", [took(5, "A", who="Ina Orl"), took(5, "A")], "agreed", "Council", 2),
    (
        "unnamed voices are their newsroom's word",
        [took(5, "A", unnamed="activists"), took(5, "A", unnamed="residents")],
        "single-source",
        "Council",
        1,
    ),
    ("an estimate counts", [took(5, "A", certainty="estimated")], "single-source", "Council", 1),
    ("what is expected does not", [took(5, "A", certainty="expected")], "unknown", None, 0),
    ("what is speculated does not", [took(5, "A", certainty="speculated")], "unknown", None, 0),
    ("what is conditional does not", [took(5, "A", certainty="conditional")], "unknown", None, 0),
    ("a denial alone tells no holder", [denies(5, "A")], "unknown", None, 0),
    # --- the newest change wins
    ("held before, captured since", [holds(3, "B"), holds(4, "C"), took(5, "A")], "single-source", "Council", 1),
    (
        "captured, and captured back a week later",
        [took(5, "A"), took(5, "B"), took(12, "C", by="Front")],
        "single-source",
        "Front",
        1,
    ),
    (
        "retaken the day after: no contradiction",
        [took(5, "A", by="Front"), retook(6, "B")],
        "single-source",
        "Council",
        1,
    ),
    (
        "the order of entry does not matter",
        [took(12, "C", by="Front"), took(5, "A"), took(5, "B")],
        "single-source",
        "Front",
        1,
    ),
    (
        "a voice that changes its word counts once",
        [took(5, "A", who="Ina Orl"), holds(6, "A", who="Ina Orl")],
        "single-source",
        "Front",
        1,
    ),
    # --- what contradicts
    ("two captures in the window", [took(5, "A"), took(6, "B"), took(7, "C", by="Front")], "disputed", "Front", 1),
    ("both in one day, as many: nobody is ahead", [took(5, "A"), took(5, "B", by="Front")], "disputed", None, 1),
    ("both in one day, more for one", [took(5, "A"), took(5, "B"), took(5, "C", by="Front")], "disputed", "Council", 2),
    ("a denial", [took(5, "A"), took(5, "B"), denies(6, "C", who="Bo Tarn")], "disputed", "Council", 2),
    (
        "a denial inside the same report's family",
        [took(5, "A"), denies(5, "A", unnamed="a Front commander")],
        "disputed",
        "Council",
        1,
    ),
    ("a denial from before", [denies(4, "C", who="Bo Tarn"), took(5, "A"), took(5, "B")], "agreed", "Council", 2),
    (
        "a denial that has faded",
        [took(5, "A"), denies(6, "C", who="Bo Tarn"), holds(20, "B", by="Council")],
        "agreed",
        "Council",
        2,
    ),
    ("still said to be held by the other", [took(5, "A"), took(5, "B"), holds(7, "C")], "disputed", "Council", 2),
    (
        "held by the other on the very day: came before",
        [took(5, "A"), took(5, "B"), holds(5, "C")],
        "agreed",
        "Council",
        2,
    ),
    (
        "held by both",
        [holds(5, "A"), holds(5, "B", by="Council"), holds(4, "C", by="Council")],
        "disputed",
        "Council",
        2,
    ),
    # --- a missed change
    ("one stale phrase overturns nothing", [took(5, "A"), took(5, "B"), holds(15, "C")], "disputed", "Council", 2),
    (
        "two origins do, after the window",
        [took(5, "A"), took(5, "B"), holds(15, "C"), holds(16, "D")],
        "agreed",
        "Front",
        2,
    ),
    # --- leaving
    ("left, and nobody took it", [took(1, "A", by="Front"), left(9, "B")], "unknown", None, 1),
    ("left to another", [left(5, "A", other="Council")], "single-source", "Council", 1),
    ("lost to another", [left(5, "A", other="Council", change="lost")], "single-source", "Council", 1),
    ("taken by one, left by the other: they agree", [took(5, "A"), left(6, "B")], "agreed", "Council", 2),
    ("left, then taken", [left(5, "A"), took(8, "B")], "agreed", "Council", 2),
    ("left, then said to be held by a third", [left(5, "A"), holds(7, "B", by="Guard")], "agreed", "Guard", 2),
    # --- parts and fighting
    ("a part is held by another", [took(5, "A"), took(5, "B"), part(6, "C")], "disputed", "Council", 2),
    ("a part was held before", [part(3, "C"), took(5, "A"), took(5, "B")], "agreed", "Council", 2),
    ("only a part was taken", [took(5, "A", part="eastern", verb="captured")], "disputed", None, 0),
    ("a quarter was taken", [took(5, "A", kind="neighbourhood")], "disputed", None, 0),
    ("said to be contested", [part(5, "A", change="contested")], "disputed", None, 0),
    (
        "besieged by the other: noted only",
        [took(5, "A"), part(7, "B", change="besieged")],
        "single-source",
        "Council",
        1,
    ),
    ("entered: noted only", [part(5, "A", change="entered")], "unknown", None, 0),
    # --- leaving
    ("left, and yet said to be there", [left(5, "A"), holds(7, "B")], "disputed", None, 1),
    ("the holder leaves", [took(1, "A"), took(1, "B"), left(9, "C", by="Council")], "unknown", None, 1),
]


@pytest.mark.parametrize(
    ("told", "state", "value", "origins"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_verdict(told: list[Said], state: str, value: str | None, origins: int) -> None:
    verdict = weigh(*told)
    assert (verdict.state, verdict.value, verdict.origins) == (state, value, origins)
    assert verdict.value_id == (value.lower() if value else None)


def test_copies_are_kept_as_evidence_though_they_count_once() -> None:
    verdict = weigh(took(5, "A", family="f"), took(6, "B", family="f"), denies(7, "C", who="Bo Tarn"))
    assert [one.report.outlet for one in verdict.supporting] == ["B", "A"]  # newest first
    assert [one.report.outlet for one in verdict.opposing] == ["C"]
    assert {one.origin for one in verdict.supporting} == {"outlet:a"}  # the one who printed it first
    assert {one.origin for one in verdict.opposing} == {"voice:bo tarn"}


def test_a_later_report_is_not_seen() -> None:
    told = (took(5, "A"), took(6, "B"), took(12, "C", by="Front"), took(None, "D", by="Front"))
    assert (weigh(*told, as_of=make.june(4)).state, weigh(*told, as_of=make.june(5)).state) == (
        "unknown",
        "single-source",
    )
    assert weigh(*told, as_of=make.june(11)).value == "Council"
    assert weigh(*told, as_of=make.june(30)).value == "Front"


TIMES = [
    ("the day the text gives", took(7, "A", when=("Monday", FIVE)), FIVE),
    ("by the day of the report", took(7, "A"), When(None, make.june(7), "since")),
    (
        "since the time the text gives",
        holds(7, "A", since=("May", When(None, FIVE.latest, "since"))),
        When(None, FIVE.latest, "since"),
    ),
    ("undated", took(None, "A"), None),
]


@pytest.mark.parametrize(("said", "since"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_since_when(said: Said, since: When | None) -> None:
    assert weigh(said).since == since


def test_dates_that_both_texts_give_put_two_captures_in_order() -> None:
    four = When(make.june(4), make.june(4), "day")
    first = took(6, "A", by="Front", when=("Monday", four))
    assert weigh(first, took(6, "B", when=("Monday", FIVE))).state == "single-source"
    assert weigh(first, took(6, "B")).state == "disputed"  # the second day is only borrowed from the report


def test_a_time_that_could_not_be_placed_says_nothing_about_today() -> None:
    assert weigh(took(5, "A", when=("Monday", None))).state == "unknown"
    assert weigh(took(5, "A", when=("Monday", When(None, None, "unknown")))).state == "unknown"


def test_a_time_that_ends_after_the_report_ends_with_it() -> None:
    year = When(make.june(1), make.june(30), "month")
    verdict = weigh(took(5, "A", when=("Monday", year)), took(9, "B", by="Front"))
    assert verdict.value == "Front"


def test_what_was_held_until_a_day_is_held_no_more() -> None:
    assert weigh(holds(7, "A", until=("May", FIVE))).state == "unknown"
    assert weigh(took(5, "B"), holds(7, "A", until=("May", FIVE))).state == "agreed"


def test_a_party_is_one_by_its_id_or_by_a_name_that_goes_with_it() -> None:
    with Ledger.in_memory() as ledger:
        named = make.story(make.line("The gunmen captured Velm.", make.control("captured", by="gunmen")), outlet="A")
        again = make.story(make.line("Gunmen captured Velm.", make.control("captured", by="Gunmen")), outlet="B")
        ledger.add(*named, family="f1")
        ledger.add(*again, family="f2")
        verdict = control(ledger, make.VELM)
    assert (verdict.state, verdict.origins, verdict.value_id) == ("agreed", 2, None)


def test_a_province_is_not_the_town_that_bears_its_name() -> None:
    with Ledger.in_memory() as ledger:
        finding = make.control("captured", at="Velm", kind="province")
        ledger.add(*make.story(make.line("The Council captured Velm.", finding)), family="f1")
        assert control(ledger, make.VELM).state == "unknown"
        assert ledger.holders() == {}


def test_allies_do_not_contradict_nor_corroborate() -> None:
    told = (took(5, "A"), took(5, "B"), took(5, "C", by="Guard"))
    assert weigh(*told).state == "disputed"
    friends = (Stance(("council", "guard"), "with", "the beat"),)
    verdict = weigh(*told, stances=friends)
    assert (verdict.state, verdict.value, verdict.origins) == ("agreed", "Council", 2)


@pytest.mark.parametrize(("outlets", "state"), [(("X",), "disputed"), (("X", "Y"), "agreed")])
def test_two_origins_make_allies_one_does_not(outlets: tuple[str, ...], state: str) -> None:
    with Ledger.in_memory() as ledger:
        enter(ledger, took(5, "A"), took(5, "B"), took(5, "C", by="Guard"))
        for outlet in outlets:
            line = make.line("The Guard fight beside the Council.", make.beside("Guard", "Council"), places=())
            ledger.add(*make.story(line, outlet=outlet), family=outlet)
        assert control(ledger, make.VELM).state == state


WHYS = [
    ([took(5, "A")], "one source in one report of 5 June 2031"),
    ([took(None, "A")], "one source in one report without a date"),
    (
        [
            took(5, "A"),
            took(6, "A"),
            took(6, "B"),
            took(8, "C"),
            took(8, "C", who="Ina Orl"),
            denies(8, "D", who="Bo Tarn"),
        ],
        "four independent sources in five reports between 5 and 8 June 2031; one denies it",
    ),
    (
        [took(5, "A"), took(5, "B"), took(5, "C", by="Front"), part(7, "D"), part(7, "E", change="besieged")],
        (
            "two independent sources in two reports of 5 June 2031; one says that Front holds it; "
            "one says that only a part is held; also reported: a siege"
        ),
    ),
    ([left(5, "A")], "one source in one report of 5 June 2031; nobody is said to have taken it since"),
    ([], "nobody is said to hold it"),
    ([part(5, "A", change="entered")], "nobody is said to hold it; also reported: fighters entering it"),
    ([part(5, "A")], "nobody is said to hold it; one says that only a part is held"),
    ([part(5, "A", change="contested")], "nobody is said to hold it; one says that it is contested"),
]


@pytest.mark.parametrize(("told", "words"), WHYS)
def test_why_in_plain_words(told: list[Said], words: str) -> None:
    assert weigh(*told).why == words


def review(ledger: Ledger, decision: str, *, day: int = 9, holder: str | None = None) -> None:
    named = holder.lower() if holder else None
    more = {"author": "A. Editor", "note": "seen", "on": make.june(day), "holder": holder, "holder_id": named}
    ledger.review(review_place(101, decision, **more))  # type: ignore[arg-type]


def test_an_editors_word_stands_from_its_date_until_newer_claims() -> None:
    with Ledger.in_memory() as ledger:
        enter(ledger, took(5, "A"), took(6, "B"), took(4, "C", by="Front"))
        review(ledger, "correct", holder="Front")
        assert control(ledger, make.VELM, as_of=make.june(8)).value == "Council"
        verdict = control(ledger, make.VELM)
        assert (verdict.state, verdict.value, verdict.value_id, verdict.origins) == (
            "single-source",
            "Front",
            "front",
            1,
        )
        assert len(verdict.opposing) == 2
        assert verdict.why == "set by A. Editor on 9 June 2031: seen"
        enter(ledger, took(12, "D"))
        assert control(ledger, make.VELM).value == "Council"
        assert "set aside by A. Editor" in control(ledger, make.VELM).why
        assert ledger.holders()[101] == control(ledger, make.VELM)


def test_an_editor_accepts_or_rejects_a_verdict() -> None:
    with Ledger.in_memory() as ledger:
        enter(ledger, took(5, "A"), took(6, "B"))
        review(ledger, "accept")
        assert control(ledger, make.VELM).state == "agreed"
        assert control(ledger, make.VELM).why.endswith("accepted by A. Editor on 9 June 2031: seen")
        review(ledger, "reject", day=10)
        rejected = control(ledger, make.VELM)
        assert (rejected.state, rejected.value, len(rejected.opposing)) == ("unknown", None, 2)
        assert rejected.why == "rejected by A. Editor on 10 June 2031: seen"


def test_holders_tells_every_place_of_which_control_is_reported() -> None:
    with Ledger.in_memory() as ledger:
        enter(ledger, took(5, "A"))
        line = make.line("The Front captured Oster.", make.control("captured", by="Front", at="Oster"))
        ledger.add(*make.story(line), family="g")
        ledger.review(review_place(103, "correct", author="A. Editor", on=make.june(9), holder="Front"))
        assert {place: verdict.value for place, verdict in ledger.holders().items()} == {
            101: "Council",
            102: "Front",
            103: "Front",
        }
