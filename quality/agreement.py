"""How far two annotators agree who read the same reports blind, layer by layer.

    python quality/agreement.py [--data DIR] [--json]

``quality/gold/first.jsonl`` and ``second.jsonl`` hold two readings of 25 reports, as they were before disagreements
were settled; what was settled stands in the parts of the gold standard. Each layer is counted as in ``gold.py``, the
first reading taken as gold: F1 is the same whichever way. Agreement on certainty is Cohen's kappa over what both have.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from annotation import compare, form
from annotation.compare import Count
from gold import BY_KIND, MAIN_SLOTS, merge, real_reports

if TYPE_CHECKING:
    from annotation.form import Annotation

FINDINGS = ("control", "figure", *BY_KIND)


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("WHYHERE_SHARED_DATA", "../shared/data")))
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    texts = {i: r.text for i, r in real_reports(args.data).items()}
    second = form.load("second", texts)
    first = {each.report: each for each in form.load("first", texts)}
    counts, pairs = measure([(first[each.report], each) for each in second])
    if args.json:
        print(json.dumps({name: count.f1 for name, count in counts.items()} | {"certainty_kappa": kappa(pairs)}))
        return 0
    print(f"{len(second)} reports")
    for name, count in counts.items():
        print(f"{name:24} F1 {count.f1:.3f}   first {count.gold:4}  second {count.found:4}")
    print(f"certainty, kappa over {len(pairs)}: {kappa(pairs):.3f}")
    return 0


def measure(pairs: list[tuple[Annotation, Annotation]]) -> tuple[dict[str, Count], list[tuple[str, str]]]:
    """Counts by layer, and the pairs of certainties."""
    counts: dict[str, Count] = defaultdict(Count)
    graded: list[tuple[str, str]] = []
    for one, other in pairs:
        compare.attribution(one, other, counts)
        compare.dates(one, other, counts["date values"])
        compare.places(one, other, counts["places"], counts["place numbers"])
        compare.entities(one, other, kinds := {})
        for kind, count in kinds.items():
            merge(counts[f"entities: {kind.replace('_', ' ')}"], count)
        for kind in FINDINGS:
            met = compare.findings(one, other, kind, counts[kind])
            graded += [(a.certainty, b.certainty) for a, b in met]
            compare.findings(one, other, kind, counts[f"{kind} with slots"], MAIN_SLOTS.get(kind, ("place", "party")))
        graded += compare.said_pairs(one, other)
    return dict(counts), graded


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa (1960): agreement beyond what chance gives."""
    if not pairs:
        return 0.0
    seen = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[c] * second[c] for c in first) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


if __name__ == "__main__":
    sys.exit(main())
