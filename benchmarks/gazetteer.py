"""What opening and asking the gazetteer costs, against the interpreter's own start, and what the command line's does.

``python benchmarks/gazetteer.py [--lookups 100000]`` prints the table of docs/performance.md: CPU seconds of processes
of their own, the least of several runs, and resident memory as the system counts it (Linux).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

RUNS = 9
OPENED = "from whyhere.gazetteer import Gazetteer; g = Gazetteer.open()"
HELP = "import sys; sys.argv = ['whyhere', '--help']; from whyhere.cli import main; main()"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lookups", type=int, default=100_000)
    chosen = options.parse_args()
    own = cpu("pass")
    print("| what | measured |\n|---|---|")
    print(f"| the interpreter's own start | {own * 1e3:.1f} ms |")
    for name, code in (
        ("import whyhere", "import whyhere"),
        ("import whyhere.gazetteer", "import whyhere.gazetteer"),
        ("the same and open it", OPENED),
        ("the same and ask one name", OPENED + "; g.candidates('Homs')"),
        ("whyhere --help", HELP),
    ):
        spent = cpu(code)
        print(f"| {name} | {spent * 1e3:.1f} ms, {spent / own:.1f} × the start |")
    asking(chosen.lookups, own)


def cpu(code: str) -> float:
    """CPU seconds of an interpreter that runs the code: the least of several runs."""
    spent = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def asking(lookups: int, own: float) -> None:
    """Opening alone, lookups by name, and what both add to resident memory."""
    from whyhere.gazetteer import Gazetteer  # noqa: PLC0415 - its import is measured above
    from whyhere.gazetteer.index import open_index  # noqa: PLC0415

    before = resident()
    start = time.process_time()
    for _ in range(200):
        open_index()
    opening = (time.process_time() - start) / 200
    gazetteer = Gazetteer.open()
    print(f"| the call that opens it | {opening * 1e3:.2f} ms, {opening / own:.1%} of the start |")
    index = open_index()
    step = max(len(index.ids) // lookups, 1)
    names = [index.names(row)[0] for row in range(0, len(index.ids), step)][:lookups]
    gazetteer.candidates("Homs")
    for told, ask in (
        ("is it a name at all (knows), every name another", gazetteer.knows),
        ("places of a name (candidates), every name another", gazetteer.candidates),
        ("places of a name, asked again", lambda _: gazetteer.candidates("Homs")),
    ):
        start = time.process_time()
        for name in names:
            ask(name)
        each = (time.process_time() - start) / len(names)
        print(f"| {told} | {each * 1e6:.1f} µs |")
    print(f"| resident memory added by opening and {3 * len(names)} lookups | {resident() - before:.0f} MB |")
    print(f"| the file on disk | {sum(f.stat().st_size for f in index.folder.iterdir()) / 1e6:.0f} MB |")


def resident() -> float:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
