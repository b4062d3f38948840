"""Page, Markdown and text: complete, escaped, self-contained."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import fixture
import jsonschema
import pytest
from fixture_reports import CARDS, PHOTO, TEXTS
from lxml import html

from whyhere.explainer import compose, schema, to_html, to_json, to_markdown, to_text

if TYPE_CHECKING:
    from whyhere.records import Dossier, Explainer


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'& [x](javascript:alert(1)) \x1b[31m"


@pytest.fixture(scope="module")
def page(explainer: Explainer) -> html.HtmlElement:
    return html.document_fromstring(to_html(explainer))


@pytest.fixture(scope="module")
def hostile(dossier: Dossier) -> Explainer:
    card = replace(CARDS["wire-1"], headline=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    place = replace(dossier.place, name=HOSTILE, admin=HOSTILE)
    media = (replace(PHOTO, caption=HOSTILE, credit=HOSTILE, url="data:text/html,x"), card)
    changed = replace(dossier, place=place, sources=(card,), media=(media,), gaps=(HOSTILE,))
    parties = tuple(replace(party, name=HOSTILE) for party in fixture.PARTIES)
    spots = tuple(replace(spot, name=HOSTILE) for spot in fixture.DRAWN.places)
    return compose(changed, None, parties=parties, drawn=replace(fixture.DRAWN, places=spots))


def test_json_keeps_its_schema(explainer: Explainer, bare: Explainer, hostile: Explainer) -> None:
    for one in (explainer, bare, hostile):
        jsonschema.Draft202012Validator(schema()).validate(to_json(one))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_sentence_is_on_the_page(explainer: Explainer, page: html.HtmlElement) -> None:
    shown = re.sub(r"\s+", " ", page.text_content())
    for section in explainer.sections:
        for sentence in section.sentences:
            text = sentence.text.split(": ", 1)[-1] if section.id == "timeline" else sentence.text
            assert text in shown


def test_every_sentence_has_its_note(explainer: Explainer, page: html.HtmlElement) -> None:
    sentences = sum(len(section.sentences) for section in explainer.sections)
    notes = page.xpath("//details[@class='note']")
    assert len(notes) == sentences
    assert [note.xpath("string(summary)").strip() for note in notes] == [str(i + 1) for i in range(sentences)]


def test_a_note_shows_the_exact_words(page: html.HtmlElement) -> None:
    quoted = {q.text_content() for q in page.xpath("//details[@class='note']//q")}
    assert quoted
    assert all(any(words in text for text in TEXTS.values()) for words in quoted)


def test_nothing_is_loaded_or_run(explainer: Explainer, hostile: Explainer) -> None:
    for one in (explainer, hostile):
        page = html.document_fromstring(to_html(one))
        assert not page.xpath("//*[@src] | //link | //iframe | //object | //form | //*[@style]")
        assert page.xpath("//script/@type") == ["application/json"]
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert all(href.startswith("https://") for href in page.xpath("//a/@href"))
        policy = page.xpath("string(//meta[@http-equiv]/@content)")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_hostile_text_stays_text(hostile: Explainer) -> None:
    text = to_html(hostile)
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "javascript:alert" in html.document_fromstring(text).text_content()


def test_markdown_escapes(hostile: Explainer) -> None:
    text = to_markdown(hostile)
    assert "<script>" not in re.sub(r"\\.", "", text)
    assert "](javascript:" not in re.sub(r"\\.", "", text)


def test_markdown_has_a_footnote_for_each_sentence(explainer: Explainer) -> None:
    text = to_markdown(explainer)
    used, given = re.findall(r"\[\^(\d+)\](?!:)", text), re.findall(r"(?m)^\[\^(\d+)\]:", text)
    assert used == given
    assert used


def test_text_has_no_control_characters_and_fits(hostile: Explainer, explainer: Explainer) -> None:
    assert "\x1b" not in to_text(hostile)
    assert max(map(len, to_text(explainer).splitlines())) <= 88


def test_the_map_is_sound_xml_and_named(explainer: Explainer) -> None:
    drawings = re.findall(r"<svg class=\"map .*?</svg>(?=\s)", to_html(explainer), re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ET.fromstring(drawing)  # noqa: S314 - our own output
        assert root.find("title") is not None
        labels = ["".join(text.itertext()) for text in root.iter("text")]
        assert "Maravel" in labels


def test_computed_and_reported_stand_apart(page: html.HtmlElement) -> None:
    computed = page.xpath("//aside[@class='computed']//span[@class='s']")
    assert any("By road" in span.text for span in computed)
    assert not any("state television" in span.text for span in computed)


def test_what_is_less_than_asserted_is_marked(page: html.HtmlElement) -> None:
    marks = {mark.text for mark in page.xpath("//details/preceding-sibling::span[contains(@class, 'mark-word')]")}
    assert marks >= {"disputed", "estimate", "conditional", "speculation", "expected", "denied"}
