"""The addresses, what they answer, and what no answer may hold."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from ledger_district import control, line, story

from whyhere.explainer import schema
from whyhere.forms import ask_json
from whyhere.pipeline import gather
from whyhere.web import answers

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from whyhere.pipeline import Desk


class Page(HTMLParser):
    """A page's links, its text, the words marked as cited, and the elements in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.cited = ""
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._open):
            self.text += data
        if "mark" in self._open:
            self.cited += data


def opened(client: TestClient, address: str) -> Page:
    found = client.get(address)
    assert found.status_code == 200, found.text[-400:]
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    return Page(found.text)


def test_the_first_page_lists_places_by_how_much_is_said(client: TestClient) -> None:
    page = opened(client, "/")
    assert page.links[:2] == ["/place/101", "/place/102"]  # Velm, then Oster
    assert "Velmar <district>" in page.text
    assert "Council" in page.text
    assert "Nothing reported" in page.text


def test_the_search_needs_no_script(client: TestClient) -> None:
    page = opened(client, "/?q=oster")
    assert "/place/102" in page.links
    assert "/place/101" not in page.links
    assert "form" in page.tags


def test_the_search_finds_words_in_reports_and_leads_to_them(client: TestClient) -> None:
    page = opened(client, "/?q=road+cut")
    stored = next(link for link in page.links if link.startswith("/report/"))
    assert opened(client, stored.partition("#")[0]).cited == "The road through Velm is cut."


def test_a_place_without_reports_is_still_found(client: TestClient) -> None:
    assert "/place/104" in opened(client, "/?q=Tarn").links


def test_the_explainer_leads_to_every_word_it_cites(client: TestClient) -> None:
    page = opened(client, "/place/101")
    assert "Council" in page.text
    stored = {link for link in page.links if link.startswith("/report/")}
    assert len(stored) > 3
    assert all(opened(client, link.partition("#")[0]).cited for link in stored)
    assert {"/place/101.json", "/place/101.md", "/ask/control/101"} <= set(page.links)


def test_every_link_within_leads_somewhere(client: TestClient) -> None:
    seen, left = set(), ["/"]
    while left:
        address = left.pop().partition("#")[0]
        if address.startswith("/") and address not in seen:
            seen.add(address)
            found = client.get(address)
            assert found.status_code == 200, address
            if found.headers["content-type"].startswith("text/html"):
                left += Page(found.text).links
    assert len(seen) > 20


def test_the_explainer_as_json_is_that_of_the_schema(client: TestClient) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(client.get("/place/101.json").json(), schema())


def test_the_explainer_as_markdown(client: TestClient) -> None:
    found = client.get("/place/101.md")
    assert found.headers["content-type"] == "text/markdown; charset=utf-8"
    assert found.text.startswith("# ")


@pytest.mark.parametrize("question", ["control", "figures", "quotes", "timeline", "routes", "access"])
def test_questions_answer_as_the_command_does(client: TestClient, desk: Desk, question: str) -> None:
    told = client.get(f"/ask/{question}/101.json").json()
    assert told == ask_json(question, gather(desk, desk.place("Velm")))  # type: ignore[arg-type]
    assert "/place/101" in opened(client, f"/ask/{question}/101").links


def test_as_of_a_day_goes_back(client: TestClient) -> None:
    assert client.get("/ask/control/101.json?as_of=2031-06-06").json()["verdict"]["origins"] == 1
    assert "no reports published by then" in " ".join(opened(client, "/?as_of=2031-06-01").text.split())
    page = opened(client, "/place/101?as_of=2031-06-06")
    assert "As of 6 June 2031" in page.text
    assert "/ask/control/101?as_of=2031-06-06" in page.links


def test_the_index_names_what_there_is(client: TestClient) -> None:
    found = client.get("/api").json()
    velm = found["places"][0]
    assert (velm["name"], velm["control"]["value"], velm["statements"]) == ("Velm", "Council", 6)
    assert client.get(velm["explainer"]).status_code == 200
    assert all(client.get(address).status_code == 200 for address in velm["ask"].values())


def test_hostile_text_is_shown_and_never_run(client: TestClient, desk: Desk) -> None:
    (hostile,) = (card.id for card in desk.ledger.reports() if card.outlet == "Hill Herald")
    for address in (f"/report/{hostile}", "/ask/quotes/101", "/?q=alert", "/place/101"):
        found = client.get(address)
        page = Page(found.text)
        assert "script" not in page.tags or address == "/place/101"  # there: a block of data
        assert not {"img", "iframe", "object"} & set(page.tags)
        assert not any(link.startswith("javascript:") for link in page.links)
        assert "<script>alert" not in found.text
    assert "<img src=x onerror=alert(2)>" in opened(client, f"/report/{hostile}").text


def test_a_cited_stretch_is_marked_to_the_letter(client: TestClient, desk: Desk) -> None:
    for statement in desk.ledger.statements():
        span = statement.span
        assert opened(client, f"/report/{span.report}?span={span.start}-{span.end}").cited == span.text


def test_answers_are_kept_until_something_is_entered(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    explain = answers.explain

    def counted(desk: Desk, name: str, **options: object) -> object:
        made.append(name)
        return explain(desk, name, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "explain", counted)
    for address in ("/place/101", "/place/101.json", "/place/101.md", "/place/101"):
        client.get(address)
    assert made == ["101"]
    report, statements = story(line("The Front captured Velm.", control("captured", by="Front")), day=20)
    desk.ledger.add(report, statements, family=report.id)
    assert "Front" in client.get("/place/101").text
    assert made == ["101", "101"]


def test_a_fault_of_ours_tells_no_path(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        message = "/secret/folder/ledger.sqlite is broken"
        raise OSError(message)

    monkeypatch.setattr(answers, "covered", breaks)
    found = client.get("/")
    assert found.status_code == 500
    assert "secret" not in found.text
    assert found.headers["content-security-policy"].startswith("default-src 'none'")
