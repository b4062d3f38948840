"""Event kinds on the PLOVER gold records: how many sentences are read, as what, and with whose hand in them.

    python quality/events.py [--data DIR] [--json]

The records (Open Event Data Alliance, CC BY-SA 4.0) are single sentences with a source, a target and one of eighteen
kinds of mostly political events, many of them outside what Whyhere reads (trade pacts, lawsuits, resignations). So
the share of sentences read is no recall of a tuned coder; it is a first, plain view of coverage. ``kind`` asks, for
the kinds that have a counterpart here, whether a counterpart was found. ``source`` and ``target`` compare actors by
shared words.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whyhere.gazetteer import Gazetteer
from whyhere.records import Event, Part, Report
from whyhere.statements import Reader, ReadingModel
from whyhere.statements.frames import find_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import Finding, PartyRef

COUNTERPARTS = {
    "ASSAULT": {
        "attack", "killing", "bombing", "suicide bombing", "airstrike", "kidnapping", "execution", "massacre",
        "assault",
    },
    "FIGHT": {
        "clashes", "attack", "shelling", "bombardment", "airstrike", "killing", "offensive", "assault", "destruction",
    },
    "PROTEST": {"protest"},
    "AID": {"aid delivery"},
    "RETREAT": {"withdrawal", "ceasefire", "release", "siege ended", "surrender", "evacuation"},
    "THREATEN": {"threat"},
    "SANCTION": {"sanctions"},
    "CONSULT": {"meeting", "talks"},
    "DISAPPROVE": {"condemnation", "accusation"},
    "SUPPORT": {"statement of support", "agreement"},
    "COERCE": {"arrest", "sanctions", "attack", "siege begun", "destruction"},
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL = frozenset(
    {"the", "of", "and", "for", "government", "president", "minister", "army", "forces", "leader", "group", "party"}
)


@dataclass
class Tally:
    """Counts over all sentences."""

    sentences: int = 0
    read: int = 0
    comparable: int = 0
    fitting: int = 0
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    recalled: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """The measured shares, 0 to 1, higher is better."""
        shares = {"sentences_read": self.read / self.sentences, "kind_found": self.fitting / max(1, self.comparable)}
        for slot in ("source", "target"):
            shares[f"{slot}_precision"] = self.right[slot] / max(1, self.found[slot])
            shares[f"{slot}_recall"] = self.recalled[slot] / max(1, self.gold[slot])
        return {name: round(share, 4) for name, share in shares.items()}


def main() -> int:
    """Read every gold sentence and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("WHYHERE_SHARED_DATA", "../shared/data")))
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    reader = Reader(ReadingModel.load(), Gazetteer.open())
    tally = Tally()
    for record in gold(args.data):
        count(tally, record, findings(reader, record["text"]))
    if args.json:
        print(json.dumps(tally.figures()))
    else:
        show(tally)
    return 0


def gold(data: Path) -> Iterable[dict[str, Any]]:
    """The gold records that hold a sentence."""
    with lzma.open(data / "events" / "plover-gsr.txt.xz", "rt", encoding="utf-8") as lines:
        records = json.load(lines)
    return (r for r in records if r.get("text") and r["event"] != "DOCUMENT")


def findings(reader: Reader, text: str) -> list[Finding]:
    """All findings of one sentence, read as a report of its own."""
    text = text.replace("``", '"').replace("''", '"').strip()
    document = reader.parse(Report("gold", text, (Part("body", 0, len(text)),)))
    mentions = reader.mentions(document)
    return [f for at in range(len(document.sentences)) for f, _ in find_findings(document, at, mentions)]


def count(tally: Tally, record: dict[str, Any], found: list[Finding]) -> None:
    """Add one sentence to the tally."""
    events = [f for f in found if isinstance(f, Event)]
    kinds = {f.event.value for f in events}
    tally.sentences += 1
    tally.read += bool(found)
    tally.by_kind.setdefault(record["event"], Counter()).update(kinds or {"(other)" if found else "(nothing)"})
    if record["event"] in COUNTERPARTS:
        tally.comparable += 1
        tally.fitting += bool(kinds & COUNTERPARTS[record["event"]])
    _slot(tally, "source", record, [f.actor for f in events if f.actor is not None])
    _slot(tally, "target", record, [f.target for f in events if f.target is not None])


def _slot(tally: Tally, slot: str, record: dict[str, Any], parties: list[PartyRef]) -> None:
    named = [a["actorText"] for a in record.get(slot) or [] if isinstance(a, dict) and a.get("actorText")]
    tally.gold[slot] += bool(named)
    tally.found[slot] += len(parties)
    tally.right[slot] += sum(any(_same(p.text, name) for name in named) for p in parties)
    tally.recalled[slot] += any(_same(p.text, name) for p in parties for name in named)


def _same(one: str, other: str) -> bool:
    """Whether two names share a telling word, endings of adjectives and plurals aside."""
    return bool(_stems(one) & _stems(other)) or one.casefold() == other.casefold()


def _stems(text: str) -> set[str]:
    return {w.casefold()[:5] for w in _WORD.findall(text) if w.casefold() not in _SMALL}


def show(tally: Tally) -> None:
    """Print the tally for a reader."""
    for kind, kinds in sorted(tally.by_kind.items()):
        print(f"{kind:12} {', '.join(f'{name} {n}' for name, n in kinds.most_common(6))}")
    print(f"\n{tally.sentences} sentences, {tally.comparable} of kinds with a counterpart")
    for name, share in tally.figures().items():
        print(f"{name:18} {share:.3f}")


if __name__ == "__main__":
    sys.exit(main())
