"""Re-checking a saved explainer against the reports and the roads: nothing in it is taken on trust."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import lxml.html

from whyhere.errors import CitationError
from whyhere.explainer.cite import faults, weakest
from whyhere.explainer.export import schema
from whyhere.records import Fact, FactCitation, Span, SpanCitation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from whyhere.records import Citation

SCRIPT_ID = "whyhere-explainer"
_SCRIPT = re.compile(rf'<script type="application/json" id="{SCRIPT_ID}">(.*?)</script>', re.DOTALL)
_MOST_CHARACTERS = 50_000_000  # a saved page has some hundred thousand; more is an attack on memory


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold, and where: "sections[1].sentences[0]"."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def read_saved(source: str | Path) -> dict[str, Any]:
    """The explainer in a saved ``.json``, or in the data block of a saved ``.html``: the file, or its text.

    Raises:
        CitationError: the file cannot be read, or holds no explainer; the message says what it lacks.
    """
    text = source if isinstance(source, str) else _text_of(source)
    if len(text) > _MOST_CHARACTERS:
        message = f"the file has {len(text):,} characters; a saved explainer has no more than {_MOST_CHARACTERS:,}"
        raise CitationError(message)
    block = _SCRIPT.search(text)
    try:
        document = json.loads(block.group(1) if block else text)
    except (ValueError, RecursionError) as error:
        message = "the file holds no saved explainer (write one with whyhere explain PLACE -o FILE.html or FILE.json)"
        raise CitationError(message) from error
    if not isinstance(document, dict) or "sections" not in document or "place" not in document:
        message = "the file holds JSON, but no explainer: it has no place or no sections"
        raise CitationError(message)
    if not isinstance(document["place"], dict) or not _day_or_none(document.get("as_of")):
        message = "the file holds JSON, but no explainer: its place or its date (as_of) is none"
        raise CitationError(message)
    return document


def shown_otherwise(source: str | Path, document: dict[str, Any]) -> list[Problem]:
    """Where the visible page of a saved ``.html`` does not say what its data block says; nothing for ``.json``.

    Compared are the headline and every sentence of the sections, in any order, white space aside.
    """
    text = source if isinstance(source, str) else _text_of(source)
    if not _SCRIPT.search(text):
        return []
    root = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    listed = [
        (f"sections[{i}].sentences[{j}]", _plain(str(sentence.get("text", ""))))
        for i, section in enumerate(document["sections"])
        for j, sentence in enumerate(section.get("sentences", []))
    ]
    known = {said for _, said in listed}
    printed = {_printed(span) for span in root.xpath("//span[@class='s'][not(ancestor::figure)]")}
    printed |= {_quoted(figure, known) for figure in root.xpath("//figure[@class='voice']")}
    found = [Problem(where, "the page does not print this sentence") for where, said in listed if said not in printed]
    found += [
        Problem("page", f"prints a sentence its data does not hold: {s[:80]!r}") for s in printed if s not in known
    ]
    heads = [_plain(h.text_content()) for h in root.xpath("//h1")]
    if heads != [_plain(str(document.get("question", "")))]:
        found.append(Problem("page", "its headline is not the one its data holds"))
    return found


def _printed(span: lxml.html.HtmlElement) -> str:
    """A sentence as the page prints it; in the timeline its day stands in an element of its own before it."""
    before = span.getprevious()
    holder = before if before is not None else span.getparent().getprevious()
    day = "" if holder is None or holder.get("class") != "when" else _plain(holder.text_content()) + ": "
    return day + _plain(span.text_content())


def _quoted(figure: lxml.html.HtmlElement, known: set[str]) -> str:
    """The sentence of which a figure prints the words and, below them, whose they are; the words if it is none."""
    words = _plain(" ".join(span.text_content() for span in figure.xpath(".//blockquote//span[@class='s']")))
    whose = _plain(str(figure.xpath("string(.//figcaption/div[@class='p']/text()[1])")))
    parts = [words.rstrip(".,"), whose.rstrip(".")]
    return next((said for said in known if all(part in said for part in parts)), words)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _day_or_none(value: object) -> bool:
    try:
        return value is None or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{file}: cannot be read: {error.strerror} (check the path)"
        raise CitationError(message) from None
    except UnicodeDecodeError:
        message = f"{file}: is no text in UTF-8 (give a page saved by whyhere explain PLACE -o FILE.html or FILE.json)"
        raise CitationError(message) from None


def verify(
    document: dict[str, Any],
    *,
    report_text: Callable[[str], str | None],
    fact: Callable[[str, str], Fact | None],
) -> tuple[list[Problem], int]:
    """All that does not hold in a saved explainer, and how many citations were checked.

    Every cited span must still read so in its report; every computed fact must still come out with the same values; and
    every sentence is cited anew. ``report_text`` gives a report's text by id, ``fact`` a fact by terrain and key; each
    may return None for what is not known.
    """
    shape = [
        Problem(error.json_path.removeprefix("$."), error.message[:200])
        for error in jsonschema.Draft202012Validator(schema()).iter_errors(document)
    ]
    if shape:
        return shape, 0
    problems: list[Problem] = []
    checked = 0
    for where, sentence in _sentences(document):
        cited = sentence["citations"]
        checked += len(cited)
        problems += [Problem(where, what) for c in cited for what in _citation_faults(c, report_text, fact)]
        problems += [Problem(where, what) for what in _sentence_faults(sentence, document)]
    for where, row in _rows(document):
        checked += 1
        problems += [Problem(where, what) for what in _span_faults(row, report_text)]
    return problems, checked


def _sentences(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for i, section in enumerate(document["sections"]):
        for j, sentence in enumerate(section["sentences"]):
            yield f"sections[{i}].sentences[{j}]", sentence


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in ("timeline", "quotes"):
        for i, row in enumerate(document[key]):
            yield f"{key}[{i}]", row
    for i, group in enumerate(document["figures"]):
        for j, row in enumerate(group["rows"]):
            yield f"figures[{i}].rows[{j}]", row


def _citation_faults(
    cited: Mapping[str, Any], report_text: Callable[[str], str | None], fact: Callable[[str, str], Fact | None]
) -> list[str]:
    return _fact_faults(cited, fact) if "fact" in cited else _span_faults(cited, report_text)


def _span_faults(cited: Mapping[str, Any], report_text: Callable[[str], str | None]) -> list[str]:
    text = report_text(cited["report"])
    if text is None:
        return [f"the report {cited['report']} is not known here"]
    start, end = cited["span"]
    if not 0 <= start < end <= len(text):
        return [f"the span {start}–{end} lies outside the report {cited['report']} ({len(text)} characters)"]
    return (
        []
        if text[start:end] == cited["text"]
        else [f"{cited['report']}[{start}:{end}] does not read “{cited['text'][:60]}”"]
    )


def _fact_faults(cited: Mapping[str, Any], fact: Callable[[str, str], Fact | None]) -> list[str]:
    known = fact(cited["terrain"], cited["fact"])
    if known is None:
        return [f"the fact {cited['fact']} of {cited['terrain']} is not known here"]
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in known.values.items()}
    changed = sorted(k for k in values.keys() | cited["values"].keys() if values.get(k) != cited["values"].get(k))
    return [f"the fact {cited['fact']} now comes out otherwise: {', '.join(changed)}"] if changed else []


def _sentence_faults(sentence: Mapping[str, Any], document: Mapping[str, Any]) -> list[str]:
    citations = [_citation(cited) for cited in sentence["citations"]]
    known = {party["id"]: party["name"] for party in document["parties"]}
    found = faults(sentence["text"], citations, about=document["place"]["names"], known=known)
    if sentence["certainty"] != weakest(citations):
        found.append(f"it is called {sentence['certainty']}, but rests on what is {weakest(citations)}")
    origins = len({c.origin for c in citations if isinstance(c, SpanCitation)})
    if sentence["origins"] != origins:
        found.append(f"it counts {sentence['origins']} independent origins, its citations have {origins}")
    return found


def _citation(cited: Mapping[str, Any]) -> Citation:
    if "fact" in cited:
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in cited["values"].items()}
        return FactCitation(Fact(cited["fact"], cited["terrain"], values))
    start, end = cited["span"]
    span = Span(cited["report"], start, end, cited["text"])
    return SpanCitation(
        span, cited["statement"], cited["origin"], tuple(cited["grounds"]), cited["certainty"], cited["negated"]
    )


def embedded(document: dict[str, Any]) -> str:
    """The document as the data block of a page: no "<", ">" or "&" in it, so that no text can end the block."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f'<script type="application/json" id="{html.escape(SCRIPT_ID)}">{text}</script>'
