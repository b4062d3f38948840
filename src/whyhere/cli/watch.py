"""``whyhere watch``: the beat's feeds into its ledger, round after round."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from whyhere import beat as beats
from whyhere.cli.options import BeatFolder, Everything, Model
from whyhere.cli.show import complain, note, out
from whyhere.errors import BeatError, ReportError
from whyhere.pipeline import Desk, poll

LEAST = (
    5  # minutes between two requests to one feed: feeds' own <ttl> is rarely under it, and nobody is asked more often
)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round over the feeds brought."""

    feeds: int
    added: int
    statements: int
    known: int
    failed: int
    passed: int = 0

    def __str__(self) -> str:
        told = f"{self.feeds} feeds: {self.added} reports added with {self.statements} statements, {self.known} known"
        told += f", {self.failed} could not be read" if self.failed else ""
        return f"{told}, {self.passed} passed over" if self.passed else told


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("watch")(watch)


def watch(
    *,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    every: Annotated[int, typer.Option("--every", min=LEAST, metavar="MINUTES", help="Minutes between rounds.")] = 15,
    everything: Everything = False,
    model: Model = None,
    beat: BeatFolder = None,
) -> None:
    """Read the feeds of beat.toml ([[feed]]) into the ledger, one request a feed and round, a line a round.

    What fails in one feed is told and tried again in the next round; the others go on. Reports that name nothing of the
    beat are passed over. Stop it with Ctrl-C: each report is entered whole or not at all. With --once, exit code 3 when
    something could not be read.
    """
    with Desk.open(beats.needed(beat), model=model) as desk:
        _need_feeds(desk)
        for done in rounds(desk, every=every, once=once, everything=everything):
            out.print(f"{_now():%Y-%m-%d %H:%M} UTC  {done}", markup=False, soft_wrap=True)
            if once and done.failed:
                raise typer.Exit(3)


def rounds(desk: Desk, *, every: float, once: bool = False, everything: bool = False) -> Iterator[Round]:
    """Round after round, ``every`` minutes from the end of one to the beginning of the next."""
    while True:
        yield one_round(desk, everything=everything)
        if once:
            return
        time.sleep(every * 60)


def one_round(desk: Desk, *, everything: bool = False) -> Round:
    """Ask every feed once; what could not be read is told on stderr."""
    added = known = statements = failed = 0
    before = desk.passed_over
    for feed, item in poll(desk, everything=everything):
        if isinstance(item, ReportError):
            failed += 1
            complain(f"{feed.outlet or 'feed'}: {item}")
        elif item.known:
            known += 1
        else:
            added += 1
            statements += len(item.statements)
    return Round(
        len({feed.url for feed in desk.beat.feeds}), added, statements, known, failed, desk.passed_over - before
    )


def _need_feeds(desk: Desk) -> None:
    if not desk.beat.feeds:
        message = f"{desk.beat.folder}/beat.toml: names no feeds (add [[feed]] with url and outlet)"
        raise BeatError(message)
    note("Ctrl-C stops; what was entered is kept")


def _now() -> datetime:
    return datetime.now(UTC)
