from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ledger_district as make
import pytest

from whyhere.errors import LedgerError

if TYPE_CHECKING:
    from whyhere.ledger import Ledger

TAKEN = make.story(make.line("The Council captured Velm.", make.control("captured")), day=5)
SHELLED = make.story(make.line("Shelling went on in Oster.", places=("Oster",)), day=7, outlet="Ridge Radio")
UNDATED = make.story(make.line("Oster was calm.", places=("Oster",)), day=None)


def test_a_report_and_its_statements_come_back(ledger: Ledger) -> None:
    report, statements = TAKEN
    assert ledger.add(report, statements, family="f1") is True
    assert ledger.has(report.id)
    assert ledger.report(report.id) == report
    assert ledger.statements(report=report.id) == statements
    assert ledger.statement(statements[0].id) == statements[0]
    assert [(card.id, card.family) for card in ledger.reports()] == [(report.id, "f1")]


def test_what_is_not_there_is_none(ledger: Ledger) -> None:
    assert ledger.report("none") is None
    assert ledger.statement("none") is None
    assert not ledger.has("none")
    assert ledger.reports() == ledger.statements() == ()


def test_the_same_report_again_adds_nothing(ledger: Ledger) -> None:
    assert ledger.add(*TAKEN, family="f1") is True
    assert ledger.add(*TAKEN, family="f2") is False
    assert [card.family for card in ledger.reports()] == ["f1"]
    assert len(ledger.statements()) == 1


def test_the_same_statement_twice_in_one_reading_is_one(ledger: Ledger) -> None:
    report, statements = TAKEN
    ledger.add(report, statements * 2, family="f1")
    assert ledger.statements() == statements


def test_a_newer_models_reading_is_shown_and_the_older_one_stays(ledger: Ledger) -> None:
    report, old = TAKEN
    new = (replace(old[0], id="new", certainty="estimated", parsed_by="m2"),)
    ledger.add(report, old, family="f1")
    assert ledger.add(report, new, family="f1") is True
    assert ledger.statements() == new
    assert ledger.statement(old[0].id) == old[0]
    assert ledger.has(report.id, parsed_by="m1")
    assert ledger.has(report.id, parsed_by="m2")
    assert not ledger.has(report.id, parsed_by="m3")
    assert len(ledger.reports()) == 1
    assert ledger.add(report, old, family="f1") is False  # the older reading does not come back on top
    assert ledger.statements() == new


def test_a_newer_model_that_finds_nothing_is_a_reading_too(ledger: Ledger) -> None:
    report, old = TAKEN
    ledger.add(report, old, family="f1")
    assert ledger.add(report, (), family="f1", parsed_by="m2") is True
    assert ledger.statements() == ()


def test_a_report_that_came_later_is_not_seen(ledger: Ledger) -> None:
    for found in (TAKEN, SHELLED, UNDATED):
        ledger.add(*found, family=found[0].id)
    seen = {card.id for card in ledger.reports(as_of=make.june(6))}
    assert seen == {TAKEN[0].id}  # neither the later one nor the one without a date
    assert ledger.statements(as_of=make.june(6)) == TAKEN[1]
    assert len(ledger.statements()) == 3


def test_statements_are_found_by_place_and_by_what_they_find(ledger: Ledger) -> None:
    for found in (TAKEN, SHELLED, UNDATED):
        ledger.add(*found, family=found[0].id)
    assert ledger.statements(place=make.VELM.id) == TAKEN[1]
    assert ledger.statements(place=make.OSTER.id) == SHELLED[1] + UNDATED[1]
    assert ledger.statements(about="control") == TAKEN[1]
    assert ledger.statements(place=make.OSTER.id, about="control") == ()


def test_the_texts_for_the_index_of_copies_come_in_order(ledger: Ledger) -> None:
    for found, family in ((TAKEN, "f1"), (SHELLED, "f2")):
        ledger.add(*found, family=family)
    ledger.add(TAKEN[0], (), family="f1", parsed_by="m2")
    expected = [(TAKEN[0].id, TAKEN[0].text), (SHELLED[0].id, SHELLED[0].text)]
    assert list(ledger.family_texts()) == expected


SEARCHES = [
    ("velm", {TAKEN[0].id}),  # case does not count
    ("oster shelling", {SHELLED[0].id}),  # all words, in any order
    ("oster", {SHELLED[0].id, UNDATED[0].id}),
    ("nowhere", set()),
    ("", set()),
    ('"; DROP TABLE reports; -- velm', set()),  # operators are no words: no search breaks
    ("NEAR(velm) AND *", set()),
]


@pytest.mark.parametrize(("words", "expected"), SEARCHES)
def test_search_finds_reports_and_statements_by_all_their_words(ledger: Ledger, words: str, expected: set[str]) -> None:
    for found in (TAKEN, SHELLED, UNDATED):
        ledger.add(*found, family=found[0].id)
    matches = ledger.search(words)
    assert {match.report for match in matches} == expected
    assert {match.report for match in matches if match.statement} == expected
    assert len(ledger.reports()) == 3


def test_search_sees_no_later_report_and_no_older_reading(ledger: Ledger) -> None:
    ledger.add(*TAKEN, family="f1")
    ledger.add(TAKEN[0], (), family="f1", parsed_by="m2")
    ledger.add(*SHELLED, family="f2")
    assert [match.statement for match in ledger.search("captured")] == [None]
    assert ledger.search("shelling", as_of=make.june(6)) == ()
    assert len(ledger.search("shelling", limit=1)) == 1


def test_a_span_that_does_not_quote_its_report_is_refused_whole(ledger: Ledger) -> None:
    report, statements = TAKEN
    crooked = replace(statements[0], span=replace(statements[0].span, text="The Front captured Velm.  "))
    with pytest.raises(LedgerError, match="does not stand at"):
        ledger.add(report, (statements[0], crooked), family="f1")
    assert not ledger.has(report.id)


def test_statements_of_another_report_or_of_two_models_are_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="is of report"):
        ledger.add(TAKEN[0], SHELLED[1], family="f1")
    with pytest.raises(LedgerError, match="several models"):
        ledger.add(*TAKEN, family="f1", parsed_by="m2")


def test_hostile_text_is_kept_and_searched(ledger: Ledger) -> None:
    report, statements = make.story(make.line("Velm\0 fell\ud800 'quietly'; DELETE FROM reports."))
    assert ledger.add(report, statements, family="f'1") is True
    assert ledger.report(report.id) == report
    assert {match.report for match in ledger.search("quietly")} == {report.id}
