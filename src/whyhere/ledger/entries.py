"""A report and its statements as the ledger enters them: checked, hashed, and indexed by the places they speak of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from whyhere.errors import LedgerError
from whyhere.ledger.codec import canonical, digest
from whyhere.ledger.origins import named_voice
from whyhere.records import Finding, PlaceRef, Report, ReportCard, Span, Statement, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

Mention = tuple[int | None, str]  # a place's id, and "mention", "quote" or the type of the finding that fills a slot


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement with its content hash, the named voice that it begins with, and the places it is found by."""

    statement: Statement
    hash: str
    body: str
    voice: str | None
    mentions: frozenset[Mention]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that one transaction enters: a report (once) and one model's reading of it."""

    report: Report
    card: ReportCard
    day: date | None
    hash: str
    body: str
    parsed_by: str
    statements: tuple[StatementEntry, ...]
    focus: frozenset[int]


def entry_of(report: Report, statements: Sequence[Statement], *, family: str, parsed_by: str | None = None) -> Entry:
    """What to enter for a report; ``parsed_by`` is needed only for a reading that found nothing.

    Raises:
        LedgerError: a statement of another report or of another model, or a span that does not quote its report.
    """
    models = {statement.parsed_by for statement in statements} | ({parsed_by} if parsed_by is not None else set())
    if len(models) > 1:
        message = f"report {report.id}: statements of several models ({', '.join(sorted(models))}): add each by itself"
        raise LedgerError(message)
    for statement in statements:
        check_spans(statement, report)
    body = canonical(report)
    entries = {entry.hash: entry for entry in map(_statement_entry, statements)}  # the same statement twice is one
    return Entry(
        report=report,
        card=card_of(report, family=family),
        day=known_since(report.published),
        hash=digest(body),
        body=body,
        parsed_by=next(iter(models), ""),
        statements=tuple(entries.values()),
        focus=focus_of(report, statements),
    )


def card_of(report: Report, *, family: str) -> ReportCard:
    """What a citation needs to know of a report."""
    return ReportCard(
        id=report.id,
        outlet=report.outlet,
        agency=report.agency,
        headline=report.headline,
        byline=report.byline,
        published=report.published,
        url=report.url,
        family=family,
        sample=report.sample,
    )


def known_since(published: When | None) -> date | None:
    """The day by which a report was surely out: the end of its date's interval; None for a report without a date."""
    return None if published is None else published.latest or published.earliest


def mentions_of(statement: Statement) -> frozenset[Mention]:
    """The places a statement is found by; a quote, or a finding that names no place, is found by ``None``."""
    found: set[Mention] = {(place.id, "mention") for place in statement.places if place.id is not None}
    if statement.kind == "quote":
        found.add((None, "quote"))
    for finding in statement.findings:
        places = places_of(finding)
        found.update((place.id, finding.type) for place in places if place.id is not None)
        if not places:
            found.add((None, finding.type))
    return frozenset(found)


def places_of(finding: Finding) -> tuple[PlaceRef, ...]:
    """Every place that fills a slot of a finding, resolved or not."""
    found: list[PlaceRef] = []
    for field in fields(finding):
        value = getattr(finding, field.name)
        found.extend(item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, PlaceRef))
    return tuple(found)


def focus_of(report: Report, statements: Iterable[Statement]) -> frozenset[int]:
    """The places a report is about: its headline's, and the one mentioned most (if one is; countries aside)."""
    refs = {(ref.id, ref.span.start): ref for one in statements for ref in _refs(one) if ref.id is not None}
    about = {ref.id for ref in refs.values() if ref.id is not None and _in_headline(ref, report)}
    local = [ref.id for ref in refs.values() if ref.id is not None and ref.kind not in {"country", "region"}]
    counts = Counter(local).most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        about.add(counts[0][0])
    return frozenset(about)


def check_spans(statement: Statement, report: Report) -> None:
    """Every span of a statement must quote its report; LedgerError names the one that does not."""
    if statement.report != report.id:
        message = f"statement {statement.id} is of report {statement.report}, not of {report.id}"
        raise LedgerError(message)
    for span in _spans(statement):
        if span.report != report.id or report.text[span.start : span.end] != span.text:
            message = f"report {report.id}: {span.text!r:.60} does not stand at {span.start}–{span.end}: read it again"
            raise LedgerError(message)


def _statement_entry(statement: Statement) -> StatementEntry:
    body = canonical(statement)
    return StatementEntry(statement, digest(body), body, named_voice(statement), mentions_of(statement))


def _refs(statement: Statement) -> Iterator[PlaceRef]:
    yield from statement.places
    for finding in statement.findings:
        yield from places_of(finding)


def _in_headline(ref: PlaceRef, report: Report) -> bool:
    if any(part.kind == "headline" and part.start <= ref.span.start < part.end for part in report.parts):
        return True
    return re.search(rf"\b{re.escape(ref.text)}\b", report.headline or "", re.IGNORECASE) is not None


def _spans(record: object) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _spans(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from _spans(getattr(record, field.name))
