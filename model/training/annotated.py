"""Annotated reports → examples: entities, attributions, findings and certainty, without syntax.

The gold standard is stand-off: offsets into the normalised text of the shared reports, which are read here and never
kept. Silver reports are annotated by the reader itself (``silver.py``) in the same form.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from whyhere.records import Report
from whyhere.reports import read_path
from whyhere.statements.sentences import split, tokenize

from .conllu import Example, Link
from .data import FINDINGS, MOST_WORDS, SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


UNREAD = frozenset({"furniture", "byline", "credit", "dateline", "related"})
NAMED = {
    "control": {"place": "place", "party": "party", "other": "other", "when": "when", "since": "when", "until": "when"},
    "event": {"actor": "party", "target": "other", "place": "place", "when": "when"},
    "figure": {"number": "number", "place": "place", "party": "party", "when": "when"},
    "route": {
        "via": "place", "to": "to", "between": "to", "frm": "from", "actor": "party", "party": "other",
        "condition": "condition", "when": "when",
    },
    "access": {"to": "other", "by": "party", "place": "place", "condition": "condition", "when": "when"},
    "involvement": {"actor": "party", "beside": "other", "against": "against", "place": "place", "when": "when"},
    "outlook": {"condition": "condition", "place": "place", "when": "when"},
}  # fmt: skip
Bounds = tuple[int, int]


def annotated(data: Path, gold: Path) -> list[Example]:
    """The sentences of the annotated reports of a file of stand-off annotations.

    Raises:
        ValueError: a report is not in ``data`` or has another text than the one annotated.
    """
    every = (r for path in sorted((data / "reports").glob("*.xz")) for r in read_path(path))
    reports = {r.id: r for r in every if isinstance(r, Report)}
    found: list[Example] = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = reports.get(row["report"])
        if report is None or hashlib.sha256(report.text.encode()).hexdigest() != row["sha256"]:
            message = f"{gold}: report {row['report']} is not in the data as it was annotated"
            raise ValueError(message)
        found += examples(report, row)
    return found


def examples(report: Report, row: dict[str, Any]) -> list[Example]:
    """The sentences of one report with what its annotation says of them."""
    made = []
    for part in report.parts:
        if part.kind in UNREAD:
            continue
        for start, end in split(report.text, start=part.start, end=part.end):
            words = tokenize(report.text, start, end)
            cuts = range(0, len(words), MOST_WORDS)
            made += [_example(report, row, words[first : first + MOST_WORDS]) for first in cuts]
    return made


def _example(report: Report, row: dict[str, Any], bounds: list[Bounds]) -> Example:
    count = len(bounds)
    example = Example(
        sent_id=f"report-{report.id}-{bounds[0][0]}",
        words=[report.text[a:b] for a, b in bounds],
        lemmas=["_"] * count,
        upos=["X"] * count,
        xpos=["FW"] * count,
        heads=[-1] * count,
        deprels=["dep"] * count,
        doc=report.id,
        coarse=False,
        parsed=False,
    )
    example.ner = _names(row["entities"], bounds)
    example.links = list(_attributions(row, bounds))
    example.found = list(_findings(row, bounds))
    example.certainty = list(_certainties(row, bounds, example))
    return example


def _names(entities: list[list[Any]], bounds: list[Bounds]) -> list[str]:
    tags = ["O"] * len(bounds)
    for start, end, kind in sorted(entities, key=lambda e: e[0] - e[1]):
        inside = sorted(_inside(bounds, [[start, end]]))
        if inside and all(tags[i] == "O" for i in inside):
            tags[inside[0]] = f"B-{kind}"
            tags[inside[0] + 1 : inside[-1] + 1] = [f"I-{kind}"] * (inside[-1] - inside[0])
    return tags


def _attributions(row: dict[str, Any], bounds: list[Bounds]) -> Iterator[Link]:
    for said in row["attributions"]:
        cue = _inside(bounds, said["cue"])
        if cue:
            roles = {"source": _inside(bounds, said["source"]) - cue, "content": _inside(bounds, said["content"]) - cue}
            yield Link("cue", cue, roles)


def _findings(row: dict[str, Any], bounds: list[Bounds]) -> Iterator[Link]:
    for found in row["findings"]:
        trigger = _inside(bounds, [found["trigger"]])
        if not trigger or found["type"] not in FINDINGS:
            continue
        roles: dict[str, frozenset[int]] = {}
        for name, slot in found["slots"].items():
            role = NAMED[found["type"]].get(name)
            if role in SLOTS:
                roles[role] = roles.get(role, frozenset()) | _inside(bounds, slot["spans"])
        yield Link(found["type"], trigger, roles)


def _certainties(row: dict[str, Any], bounds: list[Bounds], example: Example) -> Iterator[tuple[int, str]]:
    from .data import pointer  # noqa: PLC0415 - data imports nothing of this module

    for said in row["attributions"]:
        cue = _inside(bounds, said["cue"])
        if cue:
            yield pointer(example, Link("cue", cue, {})), said["certainty"]
    for found in row["findings"]:
        trigger = _inside(bounds, [found["trigger"]])
        if trigger:
            yield pointer(example, Link(found["type"], trigger, {})), found["certainty"]


def _inside(bounds: list[Bounds], spans: list[list[int]]) -> frozenset[int]:
    """The words that the spans touch."""
    starts, ends = [a for a, _ in bounds], [b for _, b in bounds]
    return frozenset(i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b)))


def silvered(data: Path, silver: Path) -> list[Example]:
    """As ``annotated``; names are left to the gold standard."""
    found = annotated(data, silver)
    for example in found:
        example.ner = None
    return found
