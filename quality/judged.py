"""Precision on real reports: findings that a person judged, looked for again with the code as it is now.

    python quality/judged.py [--data DIR] [--json]

``DIR`` is the folder of shared data (WHYHERE_SHARED_DATA, or ``shared/data`` beside the project) with ``reports/``.
``quality/judged/*.jsonl`` hold the judgements, one finding a line: report, span, the slots' normalised names, whether
it was right, and what was at fault; no text of a report. Judged were all control, involvement and outlook findings of
433 reports, a random 120 events, all routes and access findings, and a random 150 each of figures, quotes, indirect
statements and places (a quote's and an indirect statement's slot is its chain of speakers).

A judged finding is *found again* when one of its type overlaps its span and has its values in every slot it filled.
Precision counts, of the judged findings found again, those that were right; *gone* are the wrong ones no longer found,
*kept* the right ones that are. *New* are findings that nobody judged, for the types whose findings all were.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whyhere import beat as beats
from whyhere.gazetteer import Gazetteer
from whyhere.records import Report
from whyhere.reports import read_path
from whyhere.statements import Reader, ReadingModel

if TYPE_CHECKING:
    from whyhere.records import Finding, Statement

HERE = Path(__file__).parent
BEAT = HERE.parent / "examples" / "syria-2011-2018"
WHOLE = ("control", "involvement", "outlook")
TYPES = ("control", "involvement", "event", "outlook", "route", "access", "figure", "quote", "indirect", "place")
SLOTS = {
    "control": ("change", "place", "party", "other", "when"),
    "event": ("event", "actor", "target", "place", "when"),
    "involvement": ("role", "actor", "beside", "against", "place"),
    "outlook": ("cue", "place"),
    "route": ("effect", "kind", "via", "between", "frm", "to", "actor", "party"),
    "access": ("state", "to", "place", "by"),
    "figure": ("what", "low", "high", "unit", "place", "party"),
    "place": ("name", "id", "kind", "country"),
}
Judged = dict[str, Any]


def flat(scores: dict[str, dict[str, float]]) -> dict[str, float]:
    """For the gates, higher is better: the share of right findings kept, and of wrong ones gone."""
    kept = {f"{kind}_right_kept": s["kept"] / s["right"] for kind, s in scores.items() if s["right"]}
    return kept | {f"{kind}_wrong_gone": s["gone"] / s["wrong"] for kind, s in scores.items() if s["wrong"]}


def main() -> int:
    """Read the judged reports again, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("WHYHERE_SHARED_DATA", "../shared/data")))
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    judged = {kind: load(kind) for kind in TYPES}
    wanted = {row["report"] for rows in judged.values() for row in rows}
    scores = score(judged, read(args.data, wanted))
    if args.json:
        print(json.dumps(flat(scores)))
        return 0
    for kind, row in scores.items():
        was, right, wrong = (
            f"(was {row['before']:.3f})",
            f"{row['kept']}/{row['right']}",
            f"{row['gone']}/{row['wrong']}",
        )
        new = f"   new {row['new']}" if kind in WHOLE else ""
        print(f"{kind:12} precision {row['precision']:.3f} {was}   right kept {right}   wrong gone {wrong}{new}")
    return 0


def load(kind: str) -> list[Judged]:
    """The judgements on findings of a type."""
    lines = (HERE / "judged" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(data: Path, wanted: set[str]) -> dict[str, list[Statement]]:
    """The statements of the wanted reports, by report."""
    beat = beats.load(BEAT)
    reader = Reader(ReadingModel.load(), Gazetteer.open(), countries=beat.countries, parties=beat.parties)
    reports = (r for path in sorted((data / "reports").glob("*.xz")) for r in read_path(path))
    return {r.id: reader.read(r) for r in reports if isinstance(r, Report) and r.id in wanted}


def score(judged: dict[str, list[Judged]], found: dict[str, list[Statement]]) -> dict[str, dict[str, float]]:
    """Per type: precision before and now, right ones kept, wrong ones gone, new ones."""
    scores = {}
    for kind, rows in judged.items():
        now: dict[str, list[Judged]] = defaultdict(list)
        for report, statements in found.items():
            now[report] = [row for s in statements for row in rows_of(s, kind)]
        again = [(row, any(agrees(row, other) for other in now[row["report"]])) for row in rows]
        right = sum(row["right"] for row in rows)
        kept = sum(row["right"] for row, is_found in again if is_found)
        gone = sum(not row["right"] for row, is_found in again if not is_found)
        wrong = len(rows) - right
        scores[kind] = {
            "precision": kept / max(1, kept + wrong - gone),
            "before": _share([row for row in rows if "later" not in row]),
            "right": right,
            "kept": kept,
            "wrong": wrong,
            "gone": gone,
            "new": sum(
                not any(agrees(row, other) for row in rows if row["report"] == report)
                for report, others in now.items()
                for other in others
            ),
        }
    return scores


def rows_of(statement: Statement, kind: str) -> list[Judged]:
    """What a statement holds of a type: its findings, its places, or itself with its speakers."""
    if kind in {"quote", "indirect"}:
        speakers = "; ".join(v.name for v in statement.voice if v.kind not in {"outlet", "agency"})
        span = [statement.span.start, statement.span.end]
        row = {"report": statement.report, "span": span, "type": kind, "slots": {"speakers": speakers}}
        return [row] if statement.kind == kind else []
    if kind == "place":
        return [
            {
                "report": statement.report,
                "span": [p.span.start, p.span.end],
                "type": kind,
                "slots": {name: str(said) for name in SLOTS[kind] if (said := getattr(p, name)) is not None},
            }
            for p in statement.places
        ]
    return [told(statement, f) for f in statement.findings if f.type == kind]


def _share(rows: list[Judged]) -> float:
    """The share that was right when first judged; rows marked ``later`` are of findings that came afterwards."""
    return len([row for row in rows if row["right"]]) / max(1, len(rows))


def told(statement: Statement, finding: Finding) -> Judged:
    """What a finding says, as a judgement keeps it."""
    slots = {name: said for name in SLOTS[finding.type] if (said := value(getattr(finding, name))) is not None}
    place = getattr(finding, "place", None)
    if place is not None and place.part is not None:
        slots["part"] = place.part.lower()
    return {
        "report": statement.report,
        "span": [finding.span.start, finding.span.end],
        "type": finding.type,
        "slots": {
            **slots,
            "negated": finding.negated,
            "certainty": statement.certainty,
            "voice": [v.name for v in statement.voice if v.kind != "outlet"],
        },
    }


def value(slot: Any) -> str | None:  # noqa: ANN401 - any slot of any finding
    """A slot's value as one string: a term's word, a name, an interval."""
    if slot is None or slot == ():
        return None
    if isinstance(slot, tuple):
        return "; ".join(str(value(part)) for part in slot)
    if isinstance(slot, (str, float)):
        return str(slot)
    if hasattr(slot, "when"):
        return f"{slot.when.earliest}..{slot.when.latest}" if slot.when is not None else "?"
    return str(slot.value if hasattr(slot, "value") else slot.name)


def agrees(row: Judged, other: Judged) -> bool:
    """Whether a finding overlaps a judged one and has its values in all slots it filled."""
    start, end = max(row["span"][0], other["span"][0]), min(row["span"][1], other["span"][1])
    return start < end and all(other["slots"].get(name) == said for name, said in row["slots"].items())


if __name__ == "__main__":
    sys.exit(main())
