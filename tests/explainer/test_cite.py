"""Sentences that their citations carry, and those that must be refused, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.errors import CitationError
from whyhere.explainer.cite import cite, faults
from whyhere.records import Certainty, Fact, FactCitation, Span, SpanCitation

TEXT = (
    "League fighters did not leave Maravel on May 19, and as many as 900 wounded wait, Colonel Dara Vint told Sam Holt."
)

if TYPE_CHECKING:
    from whyhere.records import Citation


def span(
    text: str = TEXT, *grounds: str, certainty: Certainty = "asserted", negated: bool = False, origin: str = "o"
) -> SpanCitation:
    return SpanCitation(Span("r1", 0, len(text), text), "s1", origin, grounds, certainty, negated)


def fact(**values: object) -> FactCitation:
    return FactCitation(Fact("connection:Oster–Brask", "roads-1", values))  # type: ignore[arg-type]


DATED = ("2031-05-19/2031-05-19", "≤900")
WAY = fact(start="Oster", end="Brask", minutes=81.6, minutes_without=139.2, share=0.31, lost=False)

CARRIED = [
    # the day as the span writes it; with the year that the ground gives
    ("The League left on 19 May.", [span("The League left on May 19")]),
    ("The League left on 19 May 2031.", [span("The League left on May 19", *DATED)]),
    # a month that holds the day, a bound at its own end
    ("The League left in May 2031.", [span("The League left", *DATED)]),
    ("The League left by 5 June 2031.", [span("The League left", "../2031-06-05")]),
    # bounds kept; a range has both
    ("As many as 900 wait.", [span("some wait", "≤900")]),
    ("Between 900 and 1,200 wait.", [span("some wait", "≥900", "≤1200")]),
    # names: whole, the last name alone, an office before it, a genitive
    ("Vint said so.", [span()]),
    ("Colonel Dara Vint’s men left.", [span()]),
    # a name that looks like a number or dates and is none
    ("Vint of =Tern+ said so.", [span("he said", "Dara Vint", "=Tern+", "2031-02-31/..")]),
    # a common word with the sentence's capital
    ("Fighters left.", [span("the fighters left")]),
    # a quotation with the sentence's comma inside
    ("“whoever holds it holds all,” Vint said.", [span("he said: whoever holds it holds all", "Dara Vint")]),
    # a hedge for the hedged, a no for the denied
    ("Some speculate it will fall.", [span("it will fall", certainty="speculated")]),
    ("The League denies that it left.", [span("the League left", certainty="denied")]),
    # minutes as hours, the difference, a share as percent
    ("From Oster to Brask takes 1 hour 22 minutes, without it 58 minutes longer, 31%.", [WAY]),
    # counts of origins
    ("Two sources say that the League left.", [span("the League left"), span("the League left", origin="p")]),
]  # fmt: skip

REFUSED = [
    ("The League left.", [], "nothing is cited"),
    # quotations
    ("“whoever holds it holds most,” he said.", [span("whoever holds it holds all")], "no stretch"),
    ("“hoever holds it,” he said.", [span("whoever holds it holds all")], "no stretch"),
    ("“whoever holds it he said.", [span("whoever holds it holds all")], "do not pair"),
    ('"whoever holds it," he said.', [span("whoever holds it holds all")], "do not pair"),
    # dates: another day, another year, another month, more exact than the source, a bound on the wrong side
    ("The League left on 20 May.", [span("The League left on May 19")], "20 May"),
    ("The League left on 19 May 2030.", [span("The League left on May 19", *DATED)], "19 May 2030"),
    ("The League left in June 2031.", [span("The League left", *DATED)], "June 2031"),
    ("The League left on 5 June 2031.", [span("The League left", "../2031-06-05")], "5 June 2031"),
    ("The League left since 5 June 2031.", [span("The League left", "2031-06-01/2031-06-04")], "5 June 2031"),
    ("The League left in 2030.", [span("The League left", *DATED)], "2030"),
    # numbers: none such, a bound lost, a bound turned round, a count that nobody counted
    ("Some 800 wait.", [span()], "800"),
    ("There are 900 who wait.", [span("some wait", "≤900")], "lost its bound"),
    ("At least 900 wait.", [span("some wait", "≤900")], "lost its bound"),
    ("There are 9 million who wait.", [span("9 wait")], "9,000,000"),
    ("Seven people wait.", [span("people wait")], "7 stands"),
    ("Three sources say that the League left.", [span("the League left")], "3 stands"),
    # names: none such, two made into one, one more word
    ("Tolm fell.", [span()], "Tolm"),
    ("Dara Holt said so.", [span()], "Dara Holt"),
    ("General Dara Vint said so.", [span("Dara Vint said so, a colonel")], "General"),
    ("The Northern League left.", [span("the League left")], "Northern"),
    # noes: one too many, one left out
    ("The League never left.", [span("the League left")], "says no"),
    ("The League left.", [span("the League left", negated=True)], "leaves out the no"),
    ("The League left.", [span("the League left", certainty="denied")], "leaves out the no"),
    # hedges left out
    ("The town falls.", [span("the town falls", certainty="speculated")], "speculated"),
    ("The town falls.", [span("the town falls", certainty="expected")], "expected"),
    ("The town falls.", [span("the town falls", certainty="conditional")], "conditional"),
    # computed: other minutes, another place, a percent that is none
    ("From Oster to Brask takes 1 hour 23 minutes.", [WAY], "23"),
    ("From Oster to Tolm takes 58 minutes longer.", [WAY], "Tolm"),
    ("From Oster to Brask, 32%.", [WAY], "32"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "citations"), CARRIED)
def test_what_is_carried(text: str, citations: list[Citation]) -> None:
    assert faults(text, citations) == []


@pytest.mark.parametrize(("text", "citations", "reason"), REFUSED)
def test_what_is_refused(text: str, citations: list[Citation], reason: str) -> None:
    with pytest.raises(CitationError, match=reason):
        cite(text, citations)


def test_the_weakest_citation_sets_the_certainty_and_origins_count_once() -> None:
    sure, guess, print_of_it = (
        span("it fell"),
        span("it fell", certainty="estimated", origin="p"),
        span("it fell", origin="p"),
    )
    sentence = cite("It fell, some say.", [sure, guess, print_of_it])
    assert (sentence.certainty, sentence.origins) == ("estimated", 2)


def test_what_is_computed_has_no_origin() -> None:
    assert cite("From Oster to Brask, 31%.", [WAY]).origins == 0


def test_the_place_and_known_parties_need_no_ground() -> None:
    held = fact(party="league")
    assert (
        faults("The Northern League holds Maravel.", [held], about=("Maravel",), known={"league": "Northern League"})
        == []
    )


@given(st.integers(13, 10**7), st.integers(13, 10**7))
def test_no_other_number_is_carried(said: int, true: int) -> None:
    found = faults(f"There were {said:,} people.", [span(f"there were {true:,} people", f"={true}")])
    assert bool(found) == (said != true)


@given(st.text(alphabet="abc ,“”", min_size=1, max_size=30))
def test_a_quotation_is_a_stretch_or_refused(quoted: str | None) -> None:
    source = "a bca cab, abc abc ba"
    inner = quoted.replace("“", "").replace("”", "")
    if not faults(f"“{inner}” he said.", [span(source + " he")]):
        assert inner.rstrip(",") in source
