"""The public JSON: a whole statement by hand, and the schema held against generated ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from whyhere.forms import ask_json, evidence_json, finding_json, stakes_json, statement_json
from whyhere.records import (
    Control,
    DateRef,
    Dossier,
    Evidence,
    Figure,
    FigureGroup,
    Finding,
    PartyRef,
    Place,
    PlaceRef,
    Report,
    ReportCard,
    Route,
    Span,
    Stakes,
    Statement,
    Term,
    Verdict,
    Voice,
    When,
)

TEXT = "“At least 40 are hurt and the Front has left Velm on 5 June,” said Ina Orl."
REPORT = Report("r1", TEXT, ())
SCHEMA = json.loads(files("whyhere").joinpath("schemas/statement.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
JUNE_5 = When(date(2031, 6, 5), date(2031, 6, 5), "day")


def at(words: str) -> Span:
    start = TEXT.index(words)
    return REPORT.span(start, start + len(words))


VELM = PlaceRef("Velm", at("Velm"), "Velm", id=101, lat=45.5, lon=71.5, country="XV", confidence=0.9, reason="named")
FRONT = PartyRef("the Front", at("the Front"), "Front", id="front")
HURT = Figure(
    at("At least 40 are hurt"), Term("hurt", at("hurt"), "wounded"), at("40"), 40, None,
    hedge=Term("At least", at("At least"), "at least"), place=VELM,
)  # fmt: skip
LEFT = Control(
    at("the Front has left Velm"), Term("left", at("left"), "withdrew"), VELM, FRONT,
    when=DateRef("5 June", at("5 June"), JUNE_5),
)  # fmt: skip
SAID = Statement(
    "s1", "r1", REPORT.span(0, len(TEXT)), "quote", "asserted", (Voice("Ina Orl", role="medic", span=at("Ina Orl")),),
    cue=at("said"), findings=(HURT, LEFT), places=(VELM,), unresolved=("speaker: 'he'",), parsed_by="m1",
)  # fmt: skip


def test_a_statement_prints_as_the_contract_says() -> None:
    form = statement_json(SAID, REPORT)
    velm = {
        "text": "Velm", "span": [45, 49], "name": "Velm", "id": 101, "lat": 45.5, "lon": 71.5, "country": "XV",
        "kind": "settlement", "part": None, "anaphor": False, "confidence": 0.9, "reason": "named",
    }  # fmt: skip
    assert list(form)[:8] == ["id", "report", "span", "text", "kind", "certainty", "cue", "voice"]
    assert (form["report"], form["span"], form["text"]) == ("r1", [0, len(TEXT)], TEXT)
    assert form["cue"] == {"span": [TEXT.index("said"), TEXT.index("said") + 4], "text": "said"}
    assert form["voice"] == [
        {"span": [at("Ina").start, len(TEXT) - 1], "name": "Ina Orl", "role": "medic", "party": None, "named": True,
         "medium": None, "resolved_from": None, "kind": "speaker"}
    ]  # fmt: skip
    figure, control = form["findings"]
    assert figure == {
        "type": "figure", "span": [1, 21], "text": "At least 40 are hurt", "what": {"text": "hurt", "span": [17, 21], "value": "wounded"},
        "number": {"text": "40", "span": [10, 12]}, "low": 40, "high": None, "unit": "people",
        "hedge": {"text": "At least", "span": [1, 9], "value": "at least"}, "place": velm, "party": None, "when": None, "negated": False,
    }  # fmt: skip
    assert control["party"] == {
        "text": "the Front",
        "span": [26, 35],
        "name": "Front",
        "id": "front",
        "reason": "as said",
    }
    assert control["when"] == {
        "text": "5 June", "span": [53, 59], "when": {"earliest": "2031-06-05", "latest": "2031-06-05", "precision": "day"},
    }  # fmt: skip
    assert control["other"] is None
    assert form["places"] == [velm]
    VALID.validate(json.loads(json.dumps(form)))


def test_every_span_that_is_printed_quotes_the_report() -> None:
    def spans(form: object) -> list[tuple[list[int], str]]:
        if isinstance(form, list):
            return [found for item in form for found in spans(item)]
        if not isinstance(form, dict):
            return []
        own = [(form["span"], form["text"])] if "span" in form and "text" in form else []
        return own + [found for item in form.values() for found in spans(item)]

    found = spans(statement_json(SAID, REPORT))
    assert len(found) == 13
    assert all(TEXT[start:end] == text for (start, end), text in found)


def test_a_statement_of_another_report_is_refused() -> None:
    with pytest.raises(ValueError, match="does not quote"):
        statement_json(SAID, Report("r2", TEXT, ()))
    with pytest.raises(ValueError, match="does not quote"):
        statement_json(SAID, Report("r1", TEXT.upper(), ()))


def test_a_direction_prints_as_from() -> None:
    form = finding_json(Route(at("left"), Term("left", at("left"), "open"), frm=VELM, to=(VELM,)))
    assert form["from"]["id"] == form["to"][0]["id"] == 101
    assert form["between"] == []
    assert "frm" not in form


FILLINGS = {
    PlaceRef: VELM,
    PartyRef: FRONT,
    DateRef: DateRef("5 June", at("5 June"), JUNE_5),
    Term: Term("left", at("left"), "withdrew"),
    Span: at("said"),
    float: 40.5,
    str: "people",
    bool: True,
}


def filled(kind: type, *, empty: bool) -> Any:  # noqa: ANN401
    """A finding with every slot filled, or with every slot empty that may be."""
    values = {}
    for name, hint in get_type_hints(kind).items():
        inner = [arg for arg in get_args(hint) if arg not in {type(None), Ellipsis}]
        if name == "type" or (empty and inner):
            continue
        filling = FILLINGS[inner[0] if inner else hint]
        values[name] = (filling, filling) if get_origin(hint) is tuple else filling
    if kind is Figure:
        values |= {"low": None, "high": None} if empty else {}
    return kind(**values)


@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize("kind", get_args(Finding))
def test_every_finding_keeps_the_schema_full_or_empty(kind: type, *, empty: bool) -> None:
    said = replace(SAID, findings=(filled(kind, empty=empty),), voice=(Voice("a medic", named=False),), cue=None)
    form = json.loads(json.dumps(statement_json(said, REPORT)))
    VALID.validate(form)
    finding = form["findings"][0]
    assert (None in finding.values() or [] in finding.values()) == empty


def test_the_schema_refuses_what_is_not_in_the_contract() -> None:
    form = statement_json(SAID, REPORT)
    Draft202012Validator.check_schema(SCHEMA)
    for broken in ({**form, "shoe": 1}, {**form, "certainty": "sure"}, {key: form[key] for key in list(form)[1:]}):
        assert not VALID.is_valid(broken)


CARD = ReportCard("r1", "Valley Post", None, "Velm", None, JUNE_5, None, "f1")
EVIDENCE = Evidence(SAID, LEFT, CARD, "voice:ina orl")
QUOTE = Evidence(SAID, None, CARD, "voice:ina orl")
VERDICT = Verdict("unknown", None, None, JUNE_5, (EVIDENCE,), (), 1, "one origin in one report of 5 June 2031")
DOSSIER = Dossier(
    Place(101, "Velm", 45.5, 71.5, "XV"), date(2031, 6, 9), VERDICT, (EVIDENCE,),
    (FigureGroup("wounded", (Evidence(SAID, HURT, CARD, "voice:ina orl"),), 1),), (QUOTE,), (EVIDENCE,), (), (), (), (),
    (), (), (CARD,), ("one report carries no date",),
)  # fmt: skip


def test_evidence_prints_its_words_voices_and_report() -> None:
    form = evidence_json(EVIDENCE)
    assert (form["statement"], form["origin"], form["text"]) == ("s1", "voice:ina orl", TEXT)
    assert form["report"]["published"] == {"earliest": "2031-06-05", "latest": "2031-06-05", "precision": "day"}
    assert form["finding"]["type"] == "control"
    assert evidence_json(QUOTE)["finding"] is None


def test_an_answer_prints_what_was_asked_and_what_is_unknown() -> None:
    control = ask_json("control", DOSSIER)
    assert (control["question"], control["place"]["name"], control["as_of"]) == ("control", "Velm", "2031-06-09")
    assert (control["verdict"]["state"], control["verdict"]["value"], control["verdict"]["origins"]) == (
        "unknown",
        None,
        1,
    )
    assert len(control["history"]) == len(control["verdict"]["supporting"]) == 1
    assert ask_json("figures", DOSSIER)["figures"][0]["rows"][0]["finding"]["low"] == 40
    assert [row["finding"] for row in ask_json("quotes", DOSSIER)["quotes"]] == [None]
    for question in ("timeline", "routes", "access"):
        form = ask_json(question, DOSSIER)  # type: ignore[arg-type]
        assert len(form[question]) == len(getattr(DOSSIER, question))
        assert form["gaps"] == ["one report carries no date"]
        assert json.loads(json.dumps(form)) == form


def test_stakes_print_whole() -> None:
    stakes = Stakes(DOSSIER.place, None, "t1", "car", None, 0.5, 2, (), (), (), (), (), (), {}, ("by car",))
    form = stakes_json(stakes)
    assert (form["share"], form["assumptions"], form["facts"], form["as_of"]) == (0.5, ["by car"], {}, None)
