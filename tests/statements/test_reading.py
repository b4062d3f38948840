"""Reading: a report in, statements out. The district, its people and parties are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from whyhere.gazetteer import Gazetteer
from whyhere.records import Part, Party, Report, When
from whyhere.statements import Reader, figures

if TYPE_CHECKING:
    from whyhere.statements import ReadingModel

TEXT = """Hill Monitor: 40 killed in Marran

By Mara Quill

Shells fell on the town of Marran on Monday. The Hill Monitor said that at least 40 people were killed.

Captain Orlo Vant told Valley TV: "The army has captured the town of Osk. If the rebels leave, we will open the road." He added that the bridge was held.

The army denied that it had shelled the market."""


def report(text: str = TEXT, **fields: object) -> Report:
    kinds = {0: "headline", 1: "byline"} if text == TEXT else {}
    parts, start = [], 0
    for number, block in enumerate(text.split("\n\n")):
        parts.append(Part(kinds.get(number, "body"), start, start + len(block)))  # type: ignore[arg-type]
        start += len(block) + 2
    day = date(2021, 3, 9)
    given = {"outlet": "Valley Times", "published": When(day, day, "day")} | fields
    return Report(id="r1", text=text, parts=tuple(parts), **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reader(model: ReadingModel) -> Reader:
    army = Party("army", "National army", ("the army",))
    return Reader(model, Gazetteer.open(), parties=(army,))


def test_every_span_is_the_reports_own_text(reader: Reader) -> None:
    read = report()
    for statement in reader.read(read):
        for span in (
            statement.span,
            statement.cue,
            *(f.span for f in statement.findings),
            *(v.span for v in statement.voice),
        ):
            assert span is None or read.text[span.start : span.end] == span.text


def test_kinds_voices_and_certainty(reader: Reader) -> None:
    rows = {(s.kind, s.certainty, s.voice[0].name, s.span.text) for s in reader.read(report())}
    assert ("narration", "asserted", "Valley Times", "Shells fell on the town of Marran on Monday.") in rows
    assert ("indirect", "asserted", "Hill Monitor", "that at least 40 people were killed") in rows
    assert ("indirect", "asserted", "Orlo Vant", "that the bridge was held") in rows
    assert any(r[:3] == ("indirect", "denied", "National army") or r[1:3] == ("denied", "The army") for r in rows)


def test_the_chain_runs_from_origin_to_print(reader: Reader) -> None:
    quote = next(s for s in reader.read(report()) if s.kind == "quote")
    assert [(v.name, v.kind) for v in quote.voice] == [
        ("Orlo Vant", "speaker"), ("Valley TV", "medium"), ("Valley Times", "outlet"),
    ]  # fmt: skip


def test_bylines_make_no_statement(reader: Reader) -> None:
    assert not any("Quill" in s.span.text for s in reader.read(report()))


def test_ids_come_from_the_content(reader: Reader) -> None:
    first, second = ([s.id for s in reader.read(report())] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)


def test_findings_of_other_certainty_get_their_own_statement(reader: Reader) -> None:
    quotes = [s for s in reader.read(report()) if s.kind == "quote"]
    by_certainty = {s.certainty: s for s in quotes}
    assert by_certainty["asserted"].findings[0].type == "control"
    assert by_certainty["conditional"].span.text in by_certainty["asserted"].span.text


@pytest.mark.parametrize("text", ["", " \n\n ", "…", '"', "\u202e\u0000" * 50, "word " * 4000])
def test_strange_texts_lose_nothing_and_break_nothing(reader: Reader, text: str) -> None:
    assert all(s.span.text in text for s in reader.read(report(text)))


def test_a_failing_rule_costs_no_report(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        message = "broken"
        raise ValueError(message)

    monkeypatch.setattr(figures, "find_figures", fails)
    statements = reader.read(report())
    assert any(s.kind == "quote" for s in statements)
    assert any("figures: could not be read" in s.unresolved for s in statements)
