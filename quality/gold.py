"""The reading against the gold standard: precision and recall of every layer, and what went wrong.

    python quality/gold.py [--data DIR] [--part test] [--json] [--errors]

``DIR`` is the folder of shared data (WHYHERE_SHARED_DATA, or ``shared/data`` beside the project) with ``reports/``.
How the gold standard was made stands in docs/annotation.md. Rules and model may look at *train* and *dev*
(``--part dev --errors``); *test* is for this gate alone. What each layer counts stands in ``annotation/compare.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from annotation import compare, form, machine
from annotation.compare import Count

from whyhere import beat as beats
from whyhere.gazetteer import Gazetteer
from whyhere.records import Report
from whyhere.reports import read_path
from whyhere.statements import Reader, ReadingModel

if TYPE_CHECKING:
    from annotation.form import Annotation

HERE = Path(__file__).parent
BEAT = HERE.parent / "examples" / "syria-2011-2018"
ALL_RIGHT = {"control": ("place", "party", "when"), "figure": ("place", "hedge")}
BY_KIND = ("event", "route", "access", "involvement", "outlook")
MAIN_SLOTS = {
    "event": ("actor", "target", "place"),
    "route": ("via", "to", "actor", "party"),
    "access": ("to", "place", "by"),
    "involvement": ("actor", "beside", "against"),
    "outlook": ("place",),
}


def main() -> int:
    """Read the annotated reports, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("WHYHERE_SHARED_DATA", "../shared/data")))
    parser.add_argument("--part", choices=form.PARTS, default="test")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--errors", action="store_true", help="print what went wrong, by kind, with counts")
    args = parser.parse_args()
    reports = real_reports(args.data)
    gold = form.load(args.part, {i: r.text for i, r in reports.items()})
    beat = beats.load(BEAT)
    reader = Reader(ReadingModel.load(), Gazetteer.open(), countries=beat.countries, parties=beat.parties)
    counts, graded = measure(gold, reader, reports)
    figures = flat(counts) | {"certainty_macro_f1": macro(graded)}
    if args.json:
        print(json.dumps(figures))
        return 0
    for name, count in (counts | {f"certainty {k}": c for k, c in graded.items()}).items():
        shares = f"precision {count.precision:.3f}  recall {count.recall:.3f}  F1 {count.f1:.3f}"
        print(f"{name:26} {shares}  gold {count.gold}")
        for fault, times in count.misses.most_common(40 if args.errors else 0):
            print(f"      {times:4} {fault}")
    print(f"certainty, macro F1 {macro(graded):.3f}")
    return 0


def real_reports(data: Path) -> dict[str, Report]:
    """The shared reports by id."""
    paths = sorted((data / "reports").glob("*.xz"))
    return {r.id: r for path in paths for r in read_path(path) if isinstance(r, Report)}


def measure(
    gold: list[Annotation], reader: Reader, reports: dict[str, Report]
) -> tuple[dict[str, Count], dict[str, Count]]:
    """Counts by layer, and counts of certainties by class."""
    counts: dict[str, Count] = defaultdict(Count)
    pairs: list[tuple[str, str]] = []
    for each in gold:
        read = machine.annotated(reader, reports[each.report])
        pairs += layers(each, read, counts)
        compare.speakers(each, machine.spoken(reader.read(reports[each.report])), counts["speaker"])
    return dict(counts), compare.certainty(pairs)


def layers(gold: Annotation, other: Annotation, counts: dict[str, Count]) -> list[tuple[str, str]]:
    """Add one report's layers to the counts; returns its pairs of certainties."""
    compare.attribution(gold, other, counts)
    compare.dates(gold, other, counts["date"])
    compare.places(gold, other, counts["place found"], counts["place resolved"])
    compare.entities(gold, other, by_type := {})
    for kind, count in by_type.items():
        merge(counts[f"entity {kind.replace('_', ' ')}"], count)
    pairs = compare.said_pairs(gold, other)
    for kind, slots in ALL_RIGHT.items():
        met = compare.findings(gold, other, kind, counts[kind], slots)
        pairs += [(g.certainty, f.certainty) for g, f in met]
    for kind in BY_KIND:
        met = compare.findings(gold, other, kind, counts[kind])
        pairs += [(g.certainty, f.certainty) for g, f in met]
        compare.findings(gold, other, kind, counts[f"{kind} with slots"], MAIN_SLOTS[kind])
    return pairs


def merge(into: Count, other: Count) -> None:
    """Add a count to another."""
    into.right += other.right
    into.found += other.found
    into.gold += other.gold
    into.misses.update(other.misses)


def macro(graded: dict[str, Count]) -> float:
    """The mean F1 of the classes that occur in the gold standard."""
    held = [c.f1 for c in graded.values() if c.gold]
    return sum(held) / max(1, len(held))


def flat(counts: dict[str, Count]) -> dict[str, float]:
    """For the gates: precision, recall and F1 of each layer."""
    made = {}
    for name, count in counts.items():
        key = name.replace(" ", "_")
        made |= {f"{key}_precision": count.precision, f"{key}_recall": count.recall, f"{key}_f1": count.f1}
    return made


if __name__ == "__main__":
    sys.exit(main())
