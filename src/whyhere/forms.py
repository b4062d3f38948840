"""The public JSON of statements, answers and stakes: what scripts rely on, and nothing that only the ledger needs.

A slot that a text fills prints as its ``text`` and ``span`` ([start, end] in code points of the report's normalised
text, end exclusive) with what it was resolved to; an empty slot is null, an empty list []. Dates are ISO 8601. The
schema of a statement is ``whyhere/schemas/statement.schema.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from whyhere.records import Evidence, Span

if TYPE_CHECKING:
    from whyhere.records import Dossier, Finding, Report, ReportCard, Stakes, Statement, Verdict, Voice

Form = dict[str, Any]
Question = Literal["control", "figures", "quotes", "timeline", "routes", "access"]
_NAMES = {"frm": "from"}  # what Python does not let a field be called


def statement_json(statement: Statement, report: Report) -> Form:
    """One statement as ``whyhere read --json`` prints it; ValueError when it is not of this report."""
    span = statement.span
    if statement.report != report.id or report.text[span.start : span.end] != span.text:
        message = f"statement {statement.id} does not quote report {report.id}"
        raise ValueError(message)
    return {
        "id": statement.id,
        "report": report.id,
        **_spanned(span),
        **_claim(statement),
        "findings": [finding_json(finding) for finding in statement.findings],
        "places": [_form(place) for place in statement.places],
        "part": statement.part,
        "unresolved": list(statement.unresolved),
        "parsed_by": statement.parsed_by,
    }


def finding_json(finding: Finding) -> Form:
    """A finding: its type, where it stands, and each of its slots."""
    form = _form(finding)
    return {"type": form.pop("type"), **form}


def evidence_json(evidence: Evidence) -> Form:
    """A finding (null for a quote) with the words, the voices and the report it stands in."""
    statement = evidence.statement
    return {
        "statement": statement.id,
        "report": card_json(evidence.report),
        "origin": evidence.origin,
        **_spanned(statement.span),
        **_claim(statement),
        "finding": None if evidence.finding is None else finding_json(evidence.finding),
    }


def card_json(card: ReportCard) -> Form:
    """What a citation needs to know of a report."""
    form: Form = _form(card)
    return form


def verdict_json(verdict: Verdict) -> Form:
    """What the evidence comes to, with the evidence for and against."""
    form: Form = _form(verdict)
    return form


def ask_json(question: Question, dossier: Dossier) -> Form:
    """The answer to one question about a place, as ``whyhere ask --json`` prints it."""
    head = {"question": question, "place": _form(dossier.place), "as_of": _form(dossier.as_of)}
    return {**head, **_answer(question, dossier), "gaps": list(dossier.gaps)}


def stakes_json(stakes: Stakes) -> Form:
    """What hangs on a place, as ``whyhere stakes --json`` prints it."""
    form: Form = _form(stakes)
    return form


def _answer(question: Question, dossier: Dossier) -> Form:
    if question == "control":
        return {"verdict": verdict_json(dossier.control), "history": _form(dossier.control_history)}
    return {question: _form(getattr(dossier, question))}


def _claim(statement: Statement) -> Form:
    return {
        "kind": statement.kind,
        "certainty": statement.certainty,
        "cue": _form(statement.cue),
        "voice": [_voice(voice) for voice in statement.voice],
    }


def _voice(voice: Voice) -> Form:
    span = None if voice.span is None else [voice.span.start, voice.span.end]
    return {**_form(replace(voice, span=None)), "span": span}


def _spanned(span: Span) -> Form:
    return {"span": [span.start, span.end], "text": span.text}


def _form(value: object) -> Any:  # noqa: ANN401  (JSON has no narrower type that a caller could use)
    """Any record or value of one, tuples as lists, dates as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _form(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_form(item) for item in value]
    return _record(value) if is_dataclass(value) else value


def _record(record: object) -> Form:
    """A record's fields by name, with its span as offsets and text."""
    if isinstance(record, Span):
        return _spanned(record)
    if isinstance(record, Evidence):
        return evidence_json(record)
    named = {field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]
    span = named.pop("span", None)
    form: Form = _spanned(span) if isinstance(span, Span) else {}
    return form | {_NAMES.get(name, name): _form(value) for name, value in named.items()}
