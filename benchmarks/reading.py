"""How fast reports are read, where the time goes, how fast explainers come, and how much memory it takes.

``python benchmarks/reading.py --reports FILE_OR_FOLDER [--limit N] [--against FOLDER]`` prints the table of
docs/performance.md: one core, CPU seconds (wall clocks on shared machines lie), one run. ``--against`` reads the same
reports with another model folder in the same run, report by report (``benchmarks/bert_base.py`` makes one);
``--profile`` prints a sampling profile instead.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnxruntime

from whyhere import beat as beats
from whyhere.errors import ReportError
from whyhere.pipeline import Desk, add, explain
from whyhere.reports import read_path, read_text
from whyhere.statements import Reader, ReadingModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from whyhere.records import Report
    from whyhere.statements.syntax import Sentence

LINE = "and the trucks of the relief agency went on to the next village along the river road with flour "
LINE_BYTES = 64_000


@dataclass(slots=True)
class Clock:
    """CPU seconds of everything, of parsing, and of the encoder's forward pass in it."""

    whole: float = 0.0
    parsing: float = 0.0
    encoder: float = 0.0
    sentences: int = 0

    @property
    def rules(self) -> float:
        """What comes after parsing."""
        return self.whole - self.parsing

    @property
    def around(self) -> float:
        """Tokenising and decoding: parsing without the encoder."""
        return self.parsing - self.encoder


class TimedModel:
    """A reading model with a stop-watch on its parsing and on its encoder."""

    def __init__(self, model: ReadingModel, clock: Clock) -> None:
        self.model, self.clock = model, clock
        self.name, self.version = model.name, model.version

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse as the model does, and count."""
        start, RUNNING.clock = time.process_time(), self.clock
        parsed = self.model.parse(text, spans)
        self.clock.parsing += time.process_time() - start
        self.clock.sentences += len(parsed)
        return parsed


class Running:
    """Whose encoder runs now; every session of onnxruntime tells its seconds to that clock."""

    clock = Clock()

    def watch(self) -> None:
        """Put the stop-watch on."""
        run = onnxruntime.InferenceSession.run

        def timed(session: onnxruntime.InferenceSession, *args: Any, **options: Any) -> Any:  # noqa: ANN401
            start = time.process_time()
            found = run(session, *args, **options)
            self.clock.encoder += time.process_time() - start
            return found

        onnxruntime.InferenceSession.run = timed


RUNNING = Running()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=Path, required=True)
    options.add_argument("--limit", type=int, default=100)
    options.add_argument("--places", default="Aleppo,Idlib,Homs")
    options.add_argument("--against", type=Path)
    options.add_argument("--profile", action="store_true", help="print where the time goes, function by function")
    chosen = options.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    RUNNING.watch()
    start = time.process_time()
    reports = [item for item in islice(read_path(chosen.reports), chosen.limit) if not isinstance(item, ReportError)]
    made = time.process_time() - start
    with Desk(replace(beats.load(beats.sample_folder()), reports=None), scratch=True) as desk:
        if chosen.profile:
            profile(desk, reports)
            return
        reading(desk, reports, made)
        long_line(desk)
        latency(desk, chosen.reports, chosen.limit, chosen.places.split(","))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| peak memory of all that | {peak:.0f} MB |")
        if chosen.against:
            against(desk, reports, ReadingModel.load(chosen.against, threads=1))


def reader(desk: Desk, model: TimedModel) -> Reader:
    """A reader of the desk's beat on a model."""
    return Reader(model, desk.gazetteer, countries=desk.beat.countries, parties=desk.beat.parties)


def read(way: Reader, report: Report, clock: Clock) -> int:
    """Read one report on a clock; how many statements."""
    start = time.process_time()
    found = len(way.read(report))
    clock.whole += time.process_time() - start
    return found


def reading(desk: Desk, reports: Sequence[Report], made: float) -> None:
    """Reports per second, and the parts of a report's cost."""
    start, clock = time.process_time(), Clock()
    way = reader(desk, TimedModel(ReadingModel.load(threads=1), clock))
    opening = time.process_time() - start
    read(way, reports[0], Clock())  # vocabularies are loaded with the first report
    clock.parsing = clock.encoder = clock.sentences = 0
    statements = sum(read(way, report, clock) for report in reports)
    words = sum(len(report.text.split()) for report in reports)
    print("| what | measured |\n|---|---|")
    print(f"| reports, words, sentences, statements | {len(reports)}, {words}, {clock.sentences}, {statements} |")
    print(f"| reports read per CPU second, one core | {len(reports) / clock.whole:.2f} |")
    print(f"| words per CPU second | {words / clock.whole:.0f} |")
    print(f"| the encoder's forward pass, share of reading | {clock.encoder / clock.whole:.0%} |")
    print(f"| tokenising and decoding | {clock.around / clock.whole:.0%} |")
    print(f"| the rules | {clock.rules / clock.whole:.0%} |")
    print(f"| everything besides the encoder's forward pass | {1 - clock.encoder / clock.whole:.0%} |")
    print(f"| bytes to reports, against reading | {made / clock.whole:.1%} |")
    print(f"| opening model and gazetteer | {opening:.2f} s |")


def profile(desk: Desk, reports: Sequence[Report]) -> None:
    """The functions of the statements room that most of the time is spent in, those they call included, by samples."""
    way = reader(desk, TimedModel(ReadingModel.load(threads=1), Clock()))
    inside: Counter[str] = Counter()

    def sample(_: int, frame: FrameType | None) -> None:
        seen = {"all"}
        while frame is not None:
            where = Path(frame.f_code.co_filename)
            if where.parent.name in {"statements", "gazetteer", "capi"}:
                seen.add(f"{where.stem}.{frame.f_code.co_name}")
            frame = frame.f_back
        inside.update(seen)

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
    for report in reports:
        read(way, report, Clock())
    signal.setitimer(signal.ITIMER_PROF, 0)
    print("| function, with what it calls | share |\n|---|---|")
    for name, count in inside.most_common(60):
        print(f"| {name} | {count / inside['all']:.1%} |")


def long_line(desk: Desk) -> None:
    """One line of 64 KB without a full stop, against the same words with one behind every phrase."""
    times = []
    for end in ("", "."):
        text = (LINE.strip() + end + " ") * (LINE_BYTES // len(LINE))
        clock = Clock()
        way = reader(desk, TimedModel(ReadingModel.load(threads=1), clock))
        read(way, read_text(text), clock)
        times.append(clock)
    bare, stopped = times
    size = LINE_BYTES // 1000
    print(f"| a line of {size} KB without a stop; its rules alone | {bare.whole:.1f}; {bare.rules:.1f} s |")
    print(f"| the same words in sentences | {stopped.whole:.1f}; {stopped.rules:.1f} s |")


def latency(desk: Desk, path: Path, limit: int, places: list[str]) -> None:
    """Seconds from question to explainer over a ledger of the same reports."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Desk(desk.beat, ledger=Path(folder) / "ledger.sqlite")
        with shelf:
            for _ in islice(add(shelf, [str(path)]), limit):
                pass
            for place in places:
                start = time.process_time()
                explain(shelf, place.strip())
                print(f"| explain {place.strip()} | {time.process_time() - start:.2f} s |")


def against(desk: Desk, reports: Sequence[Report], other: ReadingModel) -> None:
    """The same reports with our model and with another, in turn; of the other the forward pass alone is counted."""
    ours, theirs = Clock(), Clock()
    way, strange = reader(desk, TimedModel(ReadingModel.load(threads=1), ours)), TimedModel(other, theirs)
    for report in reports:
        read(way, report, ours)
        reader(desk, strange).parse(report)
    print(f"| against {len(reports)} reports, its forward pass alone | {len(reports) / theirs.encoder:.2f} a second |")
    print(f"| forward pass, theirs against ours | {theirs.encoder / ours.encoder:.1f} × |")
    print(f"| our whole reading, against its forward pass alone | {theirs.encoder / ours.whole:.1f} × as fast |")
    whole = theirs.encoder + ours.whole - ours.encoder
    print(f"| whole reading against whole reading | {whole / ours.whole:.1f} × as fast |")


if __name__ == "__main__":
    main()
