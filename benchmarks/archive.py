"""What an archive costs of which one report in a hundred is the beat's: against reading its bytes and matching them.

``python benchmarks/archive.py [--reports 100000] [--share 0.01]`` writes an archive of short reports in invented words
to a scratch folder (JSON lines), enters it in a scratch ledger of the sample beat, and prints the table of
docs/performance.md: one core, CPU seconds (wall clocks on shared machines lie), ratios in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from whyhere import beat as beats
from whyhere.errors import ReportError
from whyhere.pipeline import Desk, add
from whyhere.reports import read_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SENTENCES = (3, 8)  # of a short report
WORDS = (8, 24)  # of a sentence
BEGIN, MIDDLE, CLOSE = "br cl dw fl gr pl qu scr sp thr tw wh", "a e i oo ou", "ck ft lp mp nd ng rb st x"
SYLLABLES = ["".join(parts) for parts in product(BEGIN.split(), MIDDLE.split(), CLOSE.split())]
RELEVANT = (
    "Rebels captured the town of {place} on Monday, a {word} commander said. At least {number} civilians were killed.",
    "Government forces shelled {place}, {word} reported. The road to {other} was closed.",
    "Aid trucks reached {place} after {number} days, the {word} agency said.",
)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--share", type=float, default=0.01)
    chosen = options.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        whole, relevant = Path(folder) / "archive.jsonl", Path(folder) / "relevant.jsonl"
        write(whole, relevant, chosen.reports, chosen.share)
        report(whole, relevant)


@dataclass(frozen=True, slots=True)
class Words:
    """Invented words, the common ones more often; some begin with a capital as names do."""

    chance: random.Random
    known: list[str]

    @classmethod
    def made(cls, chance: random.Random) -> Words:
        """Four thousand words."""
        known = {"".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(4000)}
        return cls(chance, sorted(known))

    def sentence(self) -> str:
        """Words that mean nothing, one in eight with a capital."""
        count = self.chance.randint(*WORDS)
        chosen = self.chance.choices(self.known, weights=[1 / (i + 5) for i in range(len(self.known))], k=count)
        told = [word.capitalize() if self.chance.random() < 0.125 else word for word in chosen]
        return " ".join((told[0].capitalize(), *told[1:])) + "."


def write(whole: Path, relevant: Path, count: int, share: float) -> None:
    """The archive, and beside it only its relevant reports."""
    chance = random.Random(7)  # noqa: S311 - an archive to be made the same again, no secret
    words = Words.made(chance)
    with Desk(beats.load(beats.sample_folder()), scratch=True) as desk:
        places = sorted(p.name for name in ("Homs", "Hama", "Aleppo") for p in desk.gazetteer.candidates(name)[:1])
    pool = [" ".join(words.sentence() for _ in range(chance.randint(*SENTENCES))) for _ in range(2000)]
    with whole.open("w", encoding="utf-8") as file, relevant.open("w", encoding="utf-8") as beside:
        for number in range(count):
            text = f"{chance.choice(pool)} {words.sentence()}"
            is_relevant = chance.random() < share
            if is_relevant:
                told = chance.choice(RELEVANT).format(
                    place=chance.choice(places), other=chance.choice(places), word=chance.choice(words.known),
                    number=number % 90 + 2,
                )  # fmt: skip
                text = told
            row = {
                "headline": "News in brief" if is_relevant else words.sentence()[:60],
                "text": text,
                "published": "2013-05-19",
                "outlet": "Valley Post",
            }
            line = json.dumps(row) + "\n"
            file.write(line)
            if is_relevant:
                beside.write(line)


def report(whole: Path, relevant: Path) -> None:
    """The table."""
    with open_desk() as desk:
        names = desk.names
        if names is None:
            message = "the sample beat names no countries"
            raise SystemExit(message)
        found_in = names.found_in
        made, count = whole.stat().st_size, sum(1 for _ in whole.open("rb"))
        bare = seconds(lambda: sum(len(line) for line in whole.open("rb")))
        parsed = seconds(lambda: sum(len(json.loads(line)) for line in whole.open("rb")))
        matched = seconds(lambda: sum(map(found_in, texts(whole))))
        built = seconds(lambda: sum(not isinstance(r, ReportError) for r in read_path(relevant)))
        warm(desk)
        alone = seconds(lambda: entered(desk, relevant))
        memory = peak()
    with open_desk() as desk:
        warm(desk)
        before = len(desk.ledger.reports())
        total = seconds(lambda: entered(desk, whole))
        added, passed = len(desk.ledger.reports()) - before, desk.passed_over
    floor = matched  # parsing and matching
    share = added / count
    print("| what | measured |\n|---|---|")
    print(f"| reports, bytes, entered, passed over | {count}, {made}, {added}, {passed} |")
    print(
        f"| reading the bytes; parsing them as JSON; parsing and matching | {bare:.2f}; {parsed:.2f}; {floor:.2f} s |"
    )
    print(f"| whole run of add | {total:.2f} s |")
    print(f"| of that, reading and entering the {share:.1%} that are relevant, alone | {alone:.2f} s |")
    print(f"| passing over the rest, against parsing and matching | {(total - alone) / floor:.2f} × |")
    print(f"| whole run, against parsing and matching | {total / floor:.2f} × |")
    per_report = built / max(added, 1) * count
    print(f"| whole run, against making a report of every line | {total / per_report:.2f} × |")
    print(f"| whole run, against reading everything | {total / (alone / share):.3f} × |")
    print(f"| passed over per CPU second | {passed / max(total - alone, 1e-9):.0f} |")
    print(f"| peak memory before and after the whole run | {memory:.0f}, {peak():.0f} MB |")


def open_desk() -> Desk:
    """The sample beat without its reports, on a ledger that goes with it."""
    return Desk(replace(beats.load(beats.sample_folder()), reports=None), scratch=True)


def warm(desk: Desk) -> None:
    """Open model, gazetteer, ledger and names, so that a run is measured without them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "first.jsonl"
        file.write_text(json.dumps({"text": "The army entered Homs on Monday, a resident said."}) + "\n")
        entered(desk, file)


def texts(path: Path) -> Iterator[str]:
    """Each line's words, as the run asks after them."""
    rows = (json.loads(line) for line in path.open("rb"))
    return (f"{row['headline']}\n{row['text']}" for row in rows)


def entered(desk: Desk, path: Path) -> int:
    """How many reports were read into the ledger."""
    return sum(not isinstance(item, ReportError) for item in add(desk, [str(path)]))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
