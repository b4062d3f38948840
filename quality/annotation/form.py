"""An annotated report: what stands in ``quality/gold/*.jsonl``, and what a reader's answer is turned into.

Spans are [start, end) in code points of the report's normalised text; a discontinuous one is a tuple of spans.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Bounds = tuple[int, int]
Pieces = tuple[Bounds, ...]
GOLD = Path(os.environ.get("WHYHERE_GOLD", Path(__file__).resolve().parents[1] / "gold"))
PARTS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place: GeoNames number or None, kind, and whether it is said as "the town"."""

    span: Bounds
    id: int | None
    kind: str
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date expression with its first and last day (ISO) and precision."""

    span: Bounds
    earliest: str | None
    latest: str | None
    precision: str


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution: the source's, the cue's and the content's pieces; ``chain`` names the voices, origin first."""

    kind: str
    source: Pieces
    cue: Pieces
    content: Pieces
    certainty: str
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills a slot: the mention's pieces, the pieces of what it stands for ("they" → "the rebels").

    A reader's slot also has what it resolved to: a GeoNames number, a day, names.
    """

    spans: Pieces
    means: Pieces = ()
    id: int | None = None
    day: Day | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: type, value (change, event, what, effect, state, role, cue), trigger, certainty and slots."""

    type: str
    value: str
    span: Bounds
    trigger: Bounds
    certainty: str
    negated: bool = False
    slots: dict[str, Slot] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    unit: str = "people"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One report's annotation. ``speakers`` are sets of mentions of one speaker each."""

    report: str
    text: str
    entities: tuple[tuple[int, int, str], ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Day, ...] = ()
    speakers: tuple[tuple[str, Pieces], ...] = ()
    said: tuple[Said, ...] = ()
    findings: tuple[Found, ...] = ()

    def words(self, pieces: Pieces) -> str:
        """The text of the pieces."""
        return " ".join(self.text[a:b] for a, b in pieces)


def load(part: str, texts: dict[str, str]) -> list[Annotation]:
    """The gold annotations of a part (train, dev, test) whose report is in ``texts`` with the very text.

    Raises:
        ValueError: a report's text is not the one that was annotated.
    """
    return [made(json.loads(line), texts) for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def made(row: dict[str, Any], texts: dict[str, str]) -> Annotation:
    """One line of the gold standard as an annotation of its report's text."""
    text = texts.get(row["report"])
    if text is None or hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        message = f"report {row['report']}: its text is {'missing' if text is None else 'not the one annotated'}"
        raise ValueError(message)
    return Annotation(
        row["report"],
        text,
        tuple((a, b, kind) for a, b, kind in row["entities"]),
        tuple(Place(_bounds(p["span"]), p["id"], p["kind"], p.get("anaphor", False)) for p in row["places"]),
        tuple(Day(_bounds(d["span"]), d["earliest"], d["latest"], d["precision"]) for d in row["dates"]),
        tuple((c["name"], _pieces(c["mentions"])) for c in row["speakers"]),
        tuple(_said(a) for a in row["attributions"]),
        tuple(_found(f) for f in row["findings"]),
    )


def _said(row: dict[str, Any]) -> Said:
    parts = (_pieces(row[key]) for key in ("source", "cue", "content"))
    return Said(row["kind"], *parts, row["certainty"], tuple(row["chain"]))


def _found(row: dict[str, Any]) -> Found:
    slots = {name: Slot(_pieces(s["spans"]), _pieces(s.get("means", []))) for name, s in row["slots"].items()}
    return Found(
        row["type"],
        row["value"],
        _bounds(row["span"]),
        _bounds(row["trigger"]),
        row["certainty"],
        row["negated"],
        slots,
        row.get("low"),
        row.get("high"),
        row.get("unit", "people"),
    )


def _bounds(span: list[int]) -> Bounds:
    return span[0], span[1]


def _pieces(spans: list[list[int]]) -> Pieces:
    return tuple(_bounds(s) for s in spans)
