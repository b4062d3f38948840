"""How fast reports are read, where the time goes, how fast explainers come, and how much memory it takes.

``python benchmarks/reading.py --reports FILE_OR_FOLDER [--limit N] [--places Aleppo,Idlib]`` prints the table of
docs/performance.md: one core, CPU seconds (wall clocks on shared machines lie), one run.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from whyhere import beat as beats
from whyhere.errors import ReportError
from whyhere.pipeline import Desk, add, explain
from whyhere.reports import read_path
from whyhere.statements import Reader, ReadingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.syntax import Sentence


class TimedModel:
    """The reading model with a stop-watch on its parsing."""

    def __init__(self, model: ReadingModel) -> None:
        self.model = model
        self.seconds = 0.0
        self.sentences = 0
        self.name, self.version = model.name, model.version

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse as the model does, and count."""
        start = time.process_time()
        parsed = self.model.parse(text, spans)
        self.seconds += time.process_time() - start
        self.sentences += len(parsed)
        return parsed


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=Path, required=True)
    options.add_argument("--limit", type=int, default=100)
    options.add_argument("--places", default="Aleppo,Idlib,Homs")
    chosen = options.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with Desk(replace(beats.load(beats.sample_folder()), reports=None), scratch=True) as desk:
        reading(desk, chosen.reports, chosen.limit)
        latency(desk, chosen.reports, chosen.limit, chosen.places.split(","))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| peak memory of the whole run | {peak:.0f} MB |")


def reading(desk: Desk, path: Path, limit: int) -> None:
    """Reports per second, and the parts of a report's cost."""
    start = time.process_time()
    reports = [item for item in islice(read_path(path), limit) if not isinstance(item, ReportError)]
    bytes_to_reports = time.process_time() - start
    start = time.process_time()
    model = TimedModel(ReadingModel.load(threads=1))
    reader = Reader(model, desk.gazetteer, countries=desk.beat.countries, parties=desk.beat.parties)
    opening = time.process_time() - start
    start = time.process_time()
    statements = sum(len(reader.read(report)) for report in reports)
    total = time.process_time() - start
    words = sum(len(report.text.split()) for report in reports)
    print("| what | measured |\n|---|---|")
    print(f"| reports, words, sentences, statements | {len(reports)}, {words}, {model.sentences}, {statements} |")
    print(f"| reports read per CPU second, one core | {len(reports) / total:.2f} |")
    print(f"| words per CPU second | {words / total:.0f} |")
    print(f"| of that, the model's parsing | {model.seconds / total:.0%} |")
    print(f"| of that, the rules | {1 - model.seconds / total:.0%} |")
    print(f"| bytes to reports, share of reading | {bytes_to_reports / total:.1%} |")
    print(f"| opening model and gazetteer | {opening:.2f} s |")


def latency(desk: Desk, path: Path, limit: int, places: list[str]) -> None:
    """Seconds from question to explainer over a ledger of the same reports."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Desk(desk.beat, ledger=Path(folder) / "ledger.sqlite")
        with shelf:
            for _ in islice(add(shelf, [str(path)]), limit):
                pass
            for place in places:
                start = time.perf_counter()
                explain(shelf, place.strip())
                print(f"| explain {place.strip()} | {time.perf_counter() - start:.2f} s |")


if __name__ == "__main__":
    main()
