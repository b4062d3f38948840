"""Records to JSON and back, exactly, and the canonical form that ids are made from.

A record becomes an object of its fields. A field that equals its default is left out, so that a record gains an
optional field without any older entry changing its form or its hash. A span is a list ``[report, start, end, text]``,
a date its ISO form. The canonical form is that object with sorted keys, no spaces and ASCII only: lone surrogates and
NUL characters in hostile text survive, and no database has an opinion on them.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from whyhere.errors import LedgerError
from whyhere.records import Span

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Record = TypeVar("Record")
_Decoder = Callable[[Json], object]
_TAG = "type"  # the field that tells the findings apart; always written


def encode(record: object) -> Json:
    """The JSON form of a record, a tuple of records or a plain value; LedgerError for anything else."""
    if record is None or isinstance(record, str | bool | int | float):
        return record
    if isinstance(record, Span):
        return [record.report, record.start, record.end, record.text]
    if isinstance(record, tuple):
        return [encode(item) for item in record]
    if isinstance(record, date):
        return record.isoformat()
    if is_dataclass(record):
        return _encode_fields(record)
    message = f"no JSON form for {type(record).__name__}: the ledger keeps records of plain values only"
    raise LedgerError(message)


def _encode_fields(record: object) -> Json:
    form: dict[str, Json] = {}
    for name, default in _defaults(cast("Hashable", type(record))):
        value = getattr(record, name)
        if name == _TAG or type(value) is not type(default) or value != default:
            form[name] = encode(value)
    return form


@cache
def _defaults(cls: Hashable) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(cast("type", cls)))  # MISSING equals no value


def decode(cls: type[Record], form: Json) -> Record:
    """The record that ``form`` is the JSON form of; LedgerError names the field that does not hold."""
    try:
        return cast("Record", _decoder(cast("Hashable", cls))(form))
    except (TypeError, ValueError, KeyError) as error:
        message = f"an entry is not a {cls.__name__}: {error} (the ledger was written by another program, or damaged)"
        raise LedgerError(message) from error


def canonical(record: object) -> str:
    """The one text of a record (1 and 1.0 differ). LedgerError for numbers that JSON does not know."""
    try:
        return json.dumps(encode(record), sort_keys=True, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        message = f"{type(record).__name__} holds a number that is not finite: give bounds as numbers or None"
        raise LedgerError(message) from error


def digest(*texts: str) -> str:
    """The content hash (SHA-256, hex) of texts: their lengths count, so no two lists share one by accident."""
    whole = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()


def loads(cls: type[Record], text: str) -> Record:
    """The record of a canonical text; LedgerError when the text is no JSON or no such record."""
    try:
        form = json.loads(text)
    except ValueError as error:
        message = f"an entry is not JSON: {error} (the ledger is damaged; restore a copy or add its reports again)"
        raise LedgerError(message) from error
    return decode(cls, form)


@cache
def _decoder(hint: Hashable) -> _Decoder:
    origin = get_origin(hint)
    if origin is Literal:
        return _decode_literal(frozenset(get_args(hint)))
    if origin is tuple:
        return _decode_tuple(_decoder(get_args(hint)[0]))
    if origin in {Union, types.UnionType}:
        return _decode_union(get_args(hint))
    return _decode_class(cast("type", hint))


def _decode_class(cls: type) -> _Decoder:
    if cls is Span:
        return _decode_span
    if cls is date:
        return lambda form: date.fromisoformat(cast("str", form))
    return _decode_record(cls) if is_dataclass(cls) else _decode_plain(cls)


def _decode_plain(kind: type) -> _Decoder:
    kinds = (int, float) if kind is float else (kind,)

    def plain(form: Json) -> object:
        if type(form) not in kinds:
            message = f"{form!r:.60} is no {kind.__name__}"
            raise TypeError(message)
        return form

    return plain


def _decode_literal(values: frozenset[object]) -> _Decoder:
    def literal(form: Json) -> object:
        if form not in values:
            message = f"{form!r:.60} is none of {sorted(map(str, values))}"
            raise ValueError(message)
        return form

    return literal


def _decode_tuple(item: _Decoder) -> _Decoder:
    def sequence(form: Json) -> object:
        if type(form) is not list:
            message = f"{form!r:.60} is no list"
            raise TypeError(message)
        return tuple([item(part) for part in form])

    return sequence


def _decode_union(hints: tuple[object, ...]) -> _Decoder:
    """Either one type or None, or the tagged records (findings)."""
    known = [cast("type", hint) for hint in hints if hint is not types.NoneType]
    if len(known) == 1:
        inner = _decoder(cast("Hashable", known[0]))
        return lambda form: None if form is None else inner(form)
    tagged = {get_args(get_type_hints(hint)[_TAG])[0]: _decoder(cast("Hashable", hint)) for hint in known}

    def union(form: Json) -> object:
        if not isinstance(form, dict):
            message = f"{form!r:.60} is no finding"
            raise TypeError(message)
        return tagged[cast("str", form[_TAG])](form)

    return union


def _decode_span(form: Json) -> object:
    report, start, end, text = cast("list[Json]", form)
    if not (isinstance(report, str) and isinstance(text, str) and type(start) is int and type(end) is int):
        message = f"{form!r:.60} is no span"
        raise TypeError(message)
    return Span(report, start, end, text)


def _decode_record(cls: type) -> _Decoder:
    hints = get_type_hints(cls)
    # Filled on first use: a record's own hints may lead back to it.
    inner: dict[str, _Decoder] = {}

    def record(form: Json) -> object:
        if not isinstance(form, Mapping):
            message = f"{form!r:.60} is no {cls.__name__}"
            raise TypeError(message)
        if not inner:
            inner.update({field.name: _decoder(hints[field.name]) for field in fields(cls)})
        return cls(**{name: inner[name](value) for name, value in form.items()})

    return record
