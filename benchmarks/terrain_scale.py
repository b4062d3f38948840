"""The terrain at country size, beside other libraries and beside rough scripts that do the same.

Run: ``python benchmarks/terrain_scale.py [--size N] [--peers] [--prototypes DIR] [--plot FILE.svg] [--work DIR]``.
CPU seconds of one thread, all in one run; ratios say more than seconds. Prints the table of docs/terrain.md.
``--peers`` needs igraph, networkit, rustworkx and networkx beside scipy: what takes them hours is measured on a few
closures and scaled up. ``--prototypes`` names a folder with ``big.py``, ``cch2.py``, ``control.py``, ``bench2.py``.
The country is made anew (``terrain_maps.py``), or taken from the work folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import cKDTree
from terrain_maps import Country, as_prototype, country, network
from terrain_peers import PEERS, SOURCES
from terrain_plot import growth_plot

from whyhere.records import Site, Verdict
from whyhere.terrain import Network, stakes
from whyhere.terrain.closures import baseline, close, once
from whyhere.terrain.control import Control
from whyhere.terrain.flips import flips
from whyhere.terrain.search import trees
from whyhere.terrain.search.hierarchy import hierarchy_of
from whyhere.terrain.search.metric import times_of
from whyhere.terrain.solvers import contract, solver

if TYPE_CHECKING:
    from collections.abc import Callable

SITES, PLACES, PARTIES = 50, 500, 5
TOWN_KM = 1.0  # how far a town reaches, where places are footprints
PEER_CLOSURES = 2
KINDS = ("capital", "port", "aid hub", "hospital")


def main() -> None:
    """Print the rows as they are measured; then what grows how."""
    options = _options()
    work = Path(options.work or tempfile.mkdtemp(prefix="terrain-"))
    work.mkdir(parents=True, exist_ok=True)
    land = made(work, options.size)
    warm(work)
    scale = Scale(land, work, options.prototypes)
    print("| what | ours, CPU s | beside it, CPU s | ratio |\n|---|---|---|---|")
    scale.preparing()
    scale.many_closures()
    rate = scale.closures()
    if options.peers:
        scale.peers(rate)
    scale.towns()
    scale.control()
    scale.subtree()
    scale.what_if()
    for line in scale.memory():
        print(line)
    growing(work, options.size, Path(options.plot) if options.plot else None)


class Scale:
    """One country and its measures."""

    def __init__(self, land: Country, work: Path, prototypes: str | None) -> None:
        self.land, self.work = land, work
        self.scripts = Path(prototypes) if prototypes else None
        self.plain = network(land)
        self.ends = land.towns[:SITES].tolist()
        if self.scripts:
            np.savez(work / f"g{len(land)}.npz", **as_prototype(land))

    def preparing(self) -> None:
        """What is done once a map."""
        taken, self.contracted = timed(lambda: contract(self.plain))
        over = hierarchy_of(self.contracted, self.contracted.contraction.order.copy())
        row("order and contraction, once a map", taken, "", None)
        row("times over it, once a profile", timed(lambda: times_of(self.contracted, over))[0], "", None)
        np.save(self.work / f"order{len(self.land)}.npy", over.node)
        self.method = solver(self.contracted)

    def many_closures(self) -> None:
        """5,000 junctions closed one at a time, half on main roads, all pairs of 200 sites."""
        places, sites = _as_in_big(self.land)
        sets = [np.array([j], dtype=np.int32) for j in places]
        ask = {"asked": once(len(sites)), "weight": np.ones(len(sites))}
        taken, found = timed(lambda: self.method.close_each(sites, sets, **ask))
        text = self.script("big.py") if len(self.land) == 1_000_000 else ""
        what = f"{len(sets):,} places × {len(sites)} sites, all closures ({len(found.seconds):,} times change)"
        row(what, taken, "big.py", number(r"closures\+traffic ([\d.]+)", text))

    def closures(self) -> float:
        """500 towns' junctions, all pairs of 50 sites; CPU seconds."""
        sets = [np.array([j], dtype=np.int32) for j in self.land.towns[:PLACES]]
        taken, self.singles = timed(lambda: self.method.close_each(self.ends, sets, **_all(SITES)))
        text = self.script("cch2.py", "hub", SITES, PLACES)
        parts = [number(r"table ([\d.]+)", text), number(r"all closures ([\d.]+)", text)]
        row(f"{PLACES} places × {SITES} sites, all closures", taken, "cch2.py hub", sum(filter(None, parts)) or None)
        return taken

    def peers(self, ours: float) -> None:
        """The same the naive way; and whether each library finds what we find for the last place it closed."""
        closed = [int(j) for j in self.land.towns[SITES + 10 : SITES + 10 + PEER_CLOSURES]]
        want = self.method.closing(np.array([closed[-1]], dtype=np.int32)).table(self.ends, self.ends)
        for name, peer in PEERS.items():
            built, each, found = peer(self.land, self.ends, closed)
            agrees = np.array_equal(want[: len(found)], np.where(np.isfinite(found), found, 1 << 60).astype(np.int64))
            part = f"{SOURCES[name]} of {SITES} sites" if name in SOURCES else f"{PEER_CLOSURES} closures"
            note = f"{name}, from {part}, graph {built:.1f} s, {'same' if agrees else 'OTHER'} times"
            row(f"the same, naively, with {name}", ours, note, each * PLACES)

    def towns(self) -> None:
        """Towns as footprints of hundreds of junctions."""
        tree = cKDTree(self.land.spots)
        towns = self.land.towns[:PLACES]
        near = tree.query_ball_point(self.land.spots[towns], TOWN_KM)
        sets = [np.union1d(part, [town]).astype(np.int32) for part, town in zip(near, towns, strict=True)]
        taken, _ = timed(lambda: self.method.close_each(self.ends, sets, **_all(SITES)))
        text = self.script("cch2.py", TOWN_KM, SITES, PLACES)
        parts = [number(r"table ([\d.]+)", text), number(r"all closures ([\d.]+)", text)]
        size = round(np.mean([len(part) for part in sets]))
        row(f"{PLACES} towns of {size} junctions on average", taken, "cch2.py", sum(filter(None, parts)) or None)

    def control(self) -> None:
        """Every place lost by its holder and gained by each other party, on two-way roads and on one-way ones."""
        holder, domain = _held(self.land)
        text = self.script("control.py", PLACES, SITES, PARTIES, 0)
        beside = number(r"total ([\d.]+)", text)
        ends = np.unique(self.land.towns[:SITES]).tolist()
        for directed in (False, True):
            made_of = self.contracted if not directed else contract(network(self.land, directed=True))
            fewer = replace(
                made_of,
                places=made_of.places[:PLACES],
                anchor=made_of.anchor[:PLACES],
                owner=np.where(made_of.owner < PLACES, made_of.owner, -1).astype(np.int32),
            )
            vars(fewer)["domain"] = domain
            solver(fewer)
            control = Control(holder={i: f"p{party}" for i, party in enumerate(holder)})
            ask = lambda net=fewer, of=control: [flips(net, ends, of, (f"p{party}",)) for party in range(PARTIES)]  # noqa: E731
            taken, _ = timed(ask)
            kind = "directed" if directed else "two-way"
            row(f"control: {PARTIES} parties × {PLACES} places, {kind}", taken, "control.py, two-way", beside)

    def subtree(self) -> None:
        """Without a hierarchy; beside the same idea in a rough script, and a whole search for each site and place."""
        sets = [np.array([j], dtype=np.int32) for j in self.land.towns[:PLACES]]
        closed = np.zeros(len(self.land), dtype=np.bool_)
        ask = lambda: trees.close_each(self.plain, closed, self.ends, sets, **_all(SITES))  # noqa: E731
        taken, found = timed(ask)
        same = all(np.array_equal(a, b) for a, b in zip(_rows(found), _rows(self.singles), strict=True))
        text = self.script("bench2.py", "hub", 1, SITES, PLACES)
        what = f"subtree kernel ({'same' if same else 'OTHER'} times as the hierarchy)"
        row(what, taken, "bench2.py (kern.py)", number(r"all closures ([\d.]+)", text))
        row(what, taken, "naive numba, from 1 closure", number(r"naive numba ([\d.]+)", text))

    def what_if(self) -> None:
        """One place of an open terrain closed, beside the table of all sites to all."""
        towns = network(self.land, reach_km=TOWN_KM)
        held = replace(self.contracted, owner=towns.owner)
        base = baseline(held, self.ends)
        close(base, SITES)
        asked = [timed(lambda i=i: close(base, i))[0] for i in range(SITES, SITES + 40)]
        bare = [timed(lambda: solver(held).table(self.ends, self.ends))[0] for _ in range(40)]
        row(
            f"one what-if of a town, {SITES} sites (the bare table is less work)",
            float(np.median(asked)),
            "bare table",
            float(np.median(bare)),
        )

    def memory(self) -> list[str]:
        """Peak memory of a process that makes the file and of one that opens it and asks; how long opening takes."""
        done = [child(self.work, len(self.land), task) for task in ("build", "ask")]
        size = (self.work / f"made{len(self.land)}.npz").stat().st_size / 1e6
        said = f"file {size:.0f} MB; making it from arcs: peak {done[0]['peak']} MB; opening {done[1]['open']:.2f} s,"
        more = f" the first stakes {done[1]['stakes']:.1f} s, peak {done[1]['peak']} MB"
        return ["", said + more]

    def script(self, name: str, *arguments: object) -> str:
        """What one of the rough scripts prints for this country; empty without them."""
        if self.scripts is None:
            return ""
        size = [] if name == "big.py" else [str(len(self.land))]
        command = [sys.executable, str(self.scripts / name), *size, *map(str, arguments)]
        known = {**os.environ, "OMP_NUM_THREADS": "1"}
        if name == "bench2.py":  # it warms up on a fixed file
            made_small(self.work)
        return subprocess.run(command, cwd=self.work, env=known, check=True, capture_output=True, text=True).stdout  # noqa: S603


def made(work: Path, size: int) -> Country:
    """The country of a size, kept in the work folder."""
    kept = work / f"land{size}.npz"
    if not kept.exists():
        land = country(size)
        np.savez(kept, **{name: getattr(land, name) for name in Country.__dataclass_fields__})
    with np.load(kept) as held:
        return Country(**{name: held[name] if held[name].ndim else float(held[name]) for name in held.files})


def made_small(work: Path) -> None:
    """The file that a rough script warms up on."""
    if not (work / "g100000.npz").exists():
        np.savez(work / "g100000.npz", **as_prototype(made(work, 100_000)))


def warm(work: Path) -> None:
    """Every loop compiled before anything is measured."""
    scale = Scale(made(work, 10_000), work, None)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  a device
        shown, sys.stdout = sys.stdout, nowhere
        try:
            for measure in (scale.preparing, scale.closures, scale.many_closures, scale.control, scale.subtree):
                measure()
            scale.what_if()
        finally:
            sys.stdout = shown


def growing(work: Path, largest: int, plot: Path | None) -> None:
    """Closures over growing countries and growing numbers of places, and the exponents."""
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size <= largest]
    by_size, by_places = [], []
    for size in sizes:
        land = made(work, size)
        method, ends = solver(contract(network(land))), land.towns[:SITES].tolist()
        sets = [np.array([j], dtype=np.int32) for j in land.towns[:PLACES]]
        by_size.append(
            min(timed(lambda m=method, e=ends, s=sets: m.close_each(e, s, **_all(SITES)))[0] for _ in range(3))
        )
    everywhere, _ = _as_in_big(land)
    counts = [100, 300, 1000, 3000, 5000]
    for count in counts:
        sets = [
            np.array([j], dtype=np.int32) for j in everywhere[np.linspace(0, len(everywhere) - 1, count).astype(int)]
        ]
        by_places.append(min(timed(lambda s=sets: method.close_each(ends, s, **_all(SITES)))[0] for _ in range(3)))
    for what, xs, ys in (("junctions", sizes, by_size), ("places", counts, by_places)):
        power = np.polyfit(np.log(xs), np.log(ys), 1)[0] if len(xs) > 1 else float("nan")
        told = ", ".join(f"{x:,}: {y:.3f} s" for x, y in zip(xs, ys, strict=True))
        print(f"by {what}: {told}; grows with the power {power:.2f}")
    if plot:
        plot.write_text(growth_plot((sizes, by_size), (counts, by_places)), encoding="utf-8")


def child(work: Path, size: int, task: str) -> dict[str, Any]:
    """One task in a process of its own: what it tells."""
    command = [sys.executable, __file__, "--work", str(work), "--size", str(size), "--task", task]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  this very script
    return json.loads(done.stdout)


def run_task(work: Path, size: int, task: str) -> None:
    """Make the file of the country, or open it and ask for the stakes of a town; print measures as JSON."""
    file = work / f"made{size}.npz"
    if task == "build":
        network(made(work, size), directed=True, reach_km=TOWN_KM).save(file)
        print(json.dumps({"peak": peak()}))
        return
    opening, net = timed(lambda: Network.load(file))
    kinds = [*KINDS, *["city"] * SITES]
    sites = [Site(p.name, p.id, kinds[i], p.lat, p.lon, p.country) for i, p in enumerate(net.places[:SITES])]
    holders = {p.id: Verdict("agreed", f"p{i % 2}", f"p{i % 2}", None, (), (), 1, "") for i, p in enumerate(net.places)}
    taken, _ = timed(lambda: stakes(net, net.places[SITES + 20].id, sites=sites, holders=holders))
    print(json.dumps({"open": opening, "stakes": taken, "peak": peak()}))


def peak() -> int:
    """The most memory this process has had, in MB; Linux counts a parent's too, but not in this file."""
    status = Path("/proc/self/status")
    if status.exists():
        return round(int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a piece of work, and its result."""
    start = process_time()
    result = work()
    return process_time() - start, result


def row(what: str, ours: float, beside: str, theirs: float | None) -> None:
    """One row of the table: the ratio is theirs to ours, so that more is better."""
    cell = f"{theirs:,.3g} ({beside})" if theirs else "–"
    print(f"| {what} | {ours:.3g} | {cell} | {f'{theirs / ours:,.3g}' if theirs else '–'} |", flush=True)


def number(pattern: str, text: str) -> float | None:
    """The number in a script's words."""
    found = re.search(pattern, text)
    return float(found[1]) if found else None


def _all(sites: int) -> dict[str, Any]:
    return {"asked": once(sites), "weight": np.ones(sites)}


def _rows(found: Any) -> tuple[np.ndarray, ...]:  # noqa: ANN401  changes
    return found.through, found.place, found.start, found.end, found.seconds


def _as_in_big(land: Country) -> tuple[np.ndarray, list[int]]:
    """The places and sites that big.py chooses."""
    chance = np.random.default_rng(1)
    main_roads = np.unique(np.concatenate((land.start[land.kind > 0], land.end[land.kind > 0])))
    rest = np.setdiff1d(np.arange(len(land)), main_roads)
    each = min(2500, len(main_roads))
    places = np.concatenate((chance.choice(main_roads, each, replace=False), chance.choice(rest, each, replace=False)))
    sites = np.unique(np.concatenate((land.towns[:100], chance.choice(main_roads, 100, replace=False))))[:200]
    return places, sites.tolist()


def _held(land: Country) -> tuple[np.ndarray, np.ndarray]:
    """Who holds each town, and which town each junction counts to, as control.py has it."""
    chance, towns = np.random.default_rng(3), land.spots[land.towns[:PLACES]]
    domain = cKDTree(towns).query(land.spots)[1].astype(np.int32)
    seeds = chance.random((PARTIES * 3, 2)) * land.side
    return cKDTree(seeds).query(towns)[1] % PARTIES, domain


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--prototypes")
    parser.add_argument("--plot")
    parser.add_argument("--work")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    found = parser.parse_args()
    if found.task:
        run_task(Path(found.work), found.size, found.task)
        sys.exit()
    return found


if __name__ == "__main__":
    main()
