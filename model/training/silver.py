"""Silver annotations: what the reader's own rules say of reports that nobody annotated, in the gold standard's form.

    python -m training.silver --data DATA --gold ../quality/gold --beat ../examples/syria-2011-2018 --out FILE

Reports of the gold standard are left out, whatever their part. Names are not taken over (the rules have none of their
own): cues with source and content, triggers with slots, and certainty are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whyhere import beat as beats
from whyhere.gazetteer import Gazetteer
from whyhere.records import Report, Span, Term
from whyhere.reports import read_path
from whyhere.statements import Reader, ReadingModel
from whyhere.statements.attributed import attributions
from whyhere.statements.attribution import find_claims

from .annotated import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whyhere.records import Finding, Statement
    from whyhere.statements.attributed import Attributed

VALUE = {
    "control": "change",
    "event": "event",
    "figure": "what",
    "route": "effect",
    "access": "state",
    "involvement": "role",
    "outlook": "cue",
}
Bounds = tuple[int, int]


def annotation(reader: Reader, report: Report) -> dict[str, Any]:
    """One report as the reader's rules have it."""
    document = reader.parse(report)
    statements = reader.read(report)
    return {
        "report": report.id,
        "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "entities": [],
        "attributions": [_said(said, statements) for said in attributions(document, find_claims(document))],
        "findings": [_found(statement, finding) for statement in statements for finding in statement.findings],
    }


def _said(said: Attributed, statements: list[Statement]) -> dict[str, Any]:
    first, last = said.content[0]
    holding = (s for s in statements if s.kind != "narration" and s.span.start < last and first < s.span.end)
    statement = next(holding, None)
    return {
        "source": list(said.source),
        "cue": list(said.cue),
        "content": list(said.content),
        "certainty": statement.certainty if statement else "asserted",
    }


def _found(statement: Statement, finding: Finding) -> dict[str, Any]:
    value: Term = getattr(finding, VALUE[finding.type])
    filled = ((name, tuple(_spans(getattr(finding, name, None)))) for name in NAMED[finding.type])
    return {
        "type": finding.type,
        "trigger": (value.span.start, value.span.end),
        "certainty": statement.certainty,
        "slots": {name: {"spans": spans} for name, spans in filled if spans},
    }


def _spans(slot: Any) -> Iterator[Bounds]:  # noqa: ANN401 - a slot of any finding
    for one in slot if isinstance(slot, tuple) else (slot,):
        span = one if isinstance(one, Span) else getattr(one, "span", None)
        if span is not None:
            yield span.start, span.end


def known(gold: Path) -> set[str]:
    """The numbers of all annotated reports."""
    files = sorted(gold.glob("*.jsonl"))
    return {json.loads(line)["report"] for path in files for line in path.read_text(encoding="utf-8").splitlines()}


def write(reports: Iterable[Report], reader: Reader, out: Path) -> int:
    """Annotate the reports into a file, a report a line; returns how many."""
    count = 0
    with out.open("w", encoding="utf-8") as stream:
        for report in reports:
            stream.write(json.dumps(annotation(reader, report), separators=(",", ":")) + "\n")
            count += 1
    return count


def annotate(data: Path, gold: Path, beat_folder: Path, out: Path, *, model: Path | None = None) -> int:
    """Annotate every report outside the gold standard by the reader on a model; returns how many."""
    beat = beats.load(beat_folder)
    parser = ReadingModel.load(model)
    reader = Reader(parser, Gazetteer.open(), countries=beat.countries, parties=beat.parties)
    left_out = known(gold)
    every = (r for path in sorted((data / "reports").glob("*.xz")) for r in read_path(path) if isinstance(r, Report))
    return write((r for r in every if r.id not in left_out), reader, out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="the gold standard, whose reports are left out")
    parser.add_argument("--beat", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="another folder than the installed model's")
    args = parser.parse_args()
    print(annotate(args.data, args.gold, args.beat, args.out, model=args.model), "reports")


if __name__ == "__main__":
    main()
