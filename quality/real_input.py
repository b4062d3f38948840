"""Real reports through the whole way: no crash, every sentence cited, every saved explainer verified.

``python quality/real_input.py [--data DIR] [--json] [--pages DIR]`` reads the shared reports on Syria into a ledger of
the example beat, writes the explainers of six places as of several dates, re-checks each as ``whyhere verify`` does,
and prints what came out. ``--pages`` keeps the pages for reading them line by line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from whyhere import beat as beats
from whyhere.errors import ReportError
from whyhere.explainer import to_html, to_json
from whyhere.pipeline import Desk, add, check, explain

ROOT = Path(__file__).resolve().parents[1]
BEAT = ROOT / "examples" / "syria-2011-2018"
PLACES = ("Aleppo", "Idlib", "Raqqa", "Palmyra", "Homs", "Deir ez-Zor")
DATES = (date(2013, 12, 31), date(2015, 6, 30), date(2016, 12, 20), date(2017, 12, 31))


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one explainer."""

    place: str
    as_of: date
    verdict: str
    sentences: int
    cited: int
    dropped: int
    citations: int
    problems: int


def main() -> int:
    """Run and print; exit code 1 when anything crashed or does not verify."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = Path(os.environ.get("WHYHERE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    options.add_argument("--data", type=Path, default=shared)
    options.add_argument("--json", action="store_true")
    options.add_argument("--pages", type=Path, help="keep the pages in this folder")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.pages or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with Desk(replace(beats.load(BEAT), folder=None), ledger=Path(scratch) / "ledger.sqlite") as desk:
            read, failed, statements = fill(desk, chosen.data / "reports")
            rows = [explained(desk, place, day, folder) for place in PLACES for day in DATES]
    figures = {
        "reports_read": read / max(1, read + failed),
        "sentences_cited": sum(r.cited for r in rows) / max(1, sum(r.sentences for r in rows)),
        "sentences_kept": 1 - sum(r.dropped for r in rows) / max(1, sum(r.sentences + r.dropped for r in rows)),
        "explainers_verified": sum(not r.problems for r in rows) / len(rows),
    }
    if chosen.json:
        print(json.dumps(figures))
    else:
        show(rows, figures, read, statements)
    return 0 if figures["explainers_verified"] == figures["sentences_cited"] == 1 else 1


def fill(desk: Desk, reports: Path) -> tuple[int, int, int]:
    """Read all reports in: how many were read, how many failed, how many statements came of them."""
    read = failed = statements = 0
    for item in add(desk, [str(reports)]):
        if isinstance(item, ReportError):
            failed += 1
        else:
            read += 1
            statements += len(item.statements)
    return read, failed, statements


def explained(desk: Desk, place: str, day: date, folder: Path) -> Row:
    """One explainer: written, saved and re-checked from the saved file."""
    explainer = explain(desk, place, as_of=day)
    page = folder / f"{place.lower().replace(' ', '-')}-{day}.html"
    page.write_text(to_html(explainer), encoding="utf-8")
    problems, citations = check(desk, page)
    sentences = [s for section in to_json(explainer)["sections"] for s in section["sentences"]]
    return Row(
        place=place,
        as_of=day,
        verdict=f"{explainer.dossier.control.value or '–'} ({explainer.dossier.control.state})",
        sentences=len(sentences),
        cited=sum(bool(s["citations"]) for s in sentences),
        dropped=explainer.dropped,
        citations=citations,
        problems=len(problems),
    )


def show(rows: list[Row], figures: dict[str, float], read: int, statements: int) -> None:
    """Print the table of docs/real-input.md."""
    print(f"{read} reports, {statements} statements\n")
    print("| place | as of | holder | sentences | citations checked | do not hold | dropped |")
    print("|---|---|---|---|---|---|---|")
    for r in rows:
        print(f"| {r.place} | {r.as_of} | {r.verdict} | {r.sentences} | {r.citations} | {r.problems} | {r.dropped} |")
    print()
    for name, value in figures.items():
        print(f"{name:24}{value:.3f}")


if __name__ == "__main__":
    sys.exit(main())
