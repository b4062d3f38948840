"""A saved explainer is re-checked from the ground up; whatever is tampered with is found."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import fixture
import pytest
from fixture_reports import report_text

from whyhere.errors import CitationError
from whyhere.explainer import read_saved, shown_otherwise, to_html, to_json, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from whyhere.explainer import Problem
    from whyhere.records import Explainer, Fact


def fact_of(terrain: str, key: str) -> Fact | None:
    return fixture.FACTS.get(key) if terrain == fixture.TERRAIN else None


@pytest.fixture
def document(explainer: Explainer) -> dict[str, Any]:
    return json.loads(json.dumps(to_json(explainer)))


def check(document: dict[str, Any]) -> tuple[list[Problem], int]:
    return verify(document, report_text=report_text, fact=fact_of)


def test_an_untouched_one_holds(document: dict[str, Any]) -> None:
    problems, checked = check(document)
    assert problems == []
    assert checked > 40


def test_the_page_carries_its_own_data(explainer: Explainer, document: dict[str, Any]) -> None:
    assert read_saved(to_html(explainer)) == document


def test_an_untouched_page_prints_what_its_data_holds(explainer: Explainer) -> None:
    page = to_html(explainer)
    assert shown_otherwise(page, read_saved(page)) == []


def test_a_page_whose_visible_words_were_changed_is_found(explainer: Explainer) -> None:
    page = to_html(explainer)
    for sentence in (s for section in explainer.sections for s in section.sentences):
        shown = f'<span class="s">{sentence.text}</span>'
        if shown in page:
            tampered = page.replace(shown, '<span class="s">Nothing of the kind was said.</span>')
            assert len(shown_otherwise(tampered, read_saved(page))) >= 2
            return
    pytest.fail("the page prints no sentence as it stands")


def test_a_changed_headline_is_found(explainer: Explainer) -> None:
    page = to_html(explainer)
    tampered = page.replace("</h1>", " Really?</h1>")
    assert [p.what for p in shown_otherwise(tampered, read_saved(page))] == [
        "its headline is not the one its data holds"
    ]


def first(document: dict[str, Any], *, computed: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    for section in document["sections"]:
        for sentence in section["sentences"]:
            for citation in sentence["citations"]:
                if ("fact" in citation) is computed:
                    return sentence, citation
    raise AssertionError


TAMPERED = [
    # a word of the sentence, its certainty, its count of origins
    (lambda d: first(d, computed=False)[0].update(text="The Southern League retook Maravel."), "Southern"),
    (lambda d: first(d, computed=False)[0].update(certainty="asserted"), "rests on what is denied"),
    (lambda d: first(d, computed=False)[0].update(origins=9), "counts 9"),
    # the span's text, its place, its report
    (lambda d: first(d, computed=False)[1].update(text="Army forces"), "does not read"),
    (lambda d: first(d, computed=False)[1].update(span=[0, 10**6]), "outside"),
    (lambda d: first(d, computed=False)[1].update(report="wire-9"), "not known"),
    # the fact's value, its key
    (lambda d: first(d, computed=True)[1]["values"].update(pairs=37), "otherwise: pairs"),
    (lambda d: first(d, computed=True)[1].update(fact="share#2"), "not known"),
    # a row of the figures
    (lambda d: d["figures"][0]["rows"][0].update(span=[0, 5]), "does not read"),
    # the shape
    (lambda d: d.pop("sources"), "'sources' is a required property"),
    (lambda d: first(d, computed=False)[0].update(citations=[]), "[]"),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "found"), TAMPERED)
def test_tampering_is_found(document: dict[str, Any], tamper: Callable[[dict[str, Any]], object], found: str) -> None:
    changed = copy.deepcopy(document)
    tamper(changed)
    problems, _ = check(changed)
    assert any(found in str(problem) for problem in problems), problems


@pytest.mark.parametrize("text", ["", "<p>no data</p>", "[]", '{"a": 1}', "[" * 100_000])
def test_what_is_no_explainer_is_refused(text: str) -> None:
    with pytest.raises(CitationError, match="explainer"):
        read_saved(text)
