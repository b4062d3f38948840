"""Acceptance of the reading half: what a careful person recorded from one real explainer, and what Whyhere reads in it.

    python quality/acceptance.py [--data DIR] [--json]

``DIR`` is the folder of shared data (WHYHERE_SHARED_DATA, or ``shared/data`` beside the project). An item is *found*
when a finding of its type overlaps its words by half of the shorter and every slot that the person filled agrees. A
quote's speaker or a control's place, party or change that disagrees is *wrong*, which weighs more than a miss.
Precision counts, of all findings that the person could have recorded there, those that agree with an item.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable  # noqa: TC003 - the table below is typed with it
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whyhere import beat as beats
from whyhere.gazetteer import Gazetteer
from whyhere.records import Report
from whyhere.reports import read_path
from whyhere.statements import Reader, ReadingModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import DateRef, Finding, PartyRef, PlaceRef, Statement, Term, Voice

TYPES = {
    "control": "control", "routes": "route", "figures": "figure", "events": "event", "access": "access",
    "involvement": "involvement", "outlook": "outlook",
}  # fmt: skip
PUBLISHED = date(2013, 6, 5)
ENOUGH = 0.8
HALF = 0.5
Compared = tuple[bool, object]  # whether it agrees, and what was read
Pair = tuple["Statement", "Finding"]
_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "a", "an", "of", "and", "in", "on", "to", "s", "by", "unnamed", "through", "he"})


@dataclass
class Score:
    """What was found, missed and wrong, with the reasons."""

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    matched: set[int] = field(default_factory=set)

    @property
    def recall(self) -> float:
        """Items found, of all items."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """Findings that agree with an item, of those that do or should not be there."""
        return len(self.matched) / max(1, len(self.matched) + len(self.extra))


def main() -> int:
    """Read, compare, print; 0 when enough was found and nothing is wrong (with --json always: the gate decides)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("WHYHERE_SHARED_DATA", "../shared/data")))
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    seed = args.data / "seed"
    gold = json.loads((seed / "qusayr-findings.json").read_text(encoding="utf-8"))
    report = next(r for r in read_path(seed / "qusayr-explainer.txt", published=PUBLISHED) if isinstance(r, Report))
    statements = read(report)
    score = compare(gold, report, statements)
    if args.json:
        print(
            json.dumps({"recall": score.recall, "precision": score.precision, "rightness": 1 / (1 + len(score.wrong))})
        )
        return 0
    _show(score)
    return 0 if score.recall >= ENOUGH and not score.wrong else 1


def read(report: Report) -> list[Statement]:
    """The report's statements, with the sample beat's parties and countries."""
    beat = beats.load(Path(beats.__file__).parent / "data" / "sample")
    reader = Reader(ReadingModel.load(), Gazetteer.open(), countries=beat.countries, parties=beat.parties)
    return reader.read(report)


def compare(gold: dict[str, Any], report: Report, statements: list[Statement]) -> Score:
    """Every recorded item against the statements."""
    score = Score()
    pairs = [(s, f) for s in statements for f in s.findings]
    for name, kind in TYPES.items():
        for item in gold[name]:
            _item(score, name, item, report, [(s, f) for s, f in pairs if f.type == kind])
    for item in gold["quotes"]:
        _quote(score, item, report, [s for s in statements if s.kind == "quote"])
    _page(score, gold, report)
    _strays(score, gold, report, statements)
    return score


# ---------------------------------------------------------------------------------------------------------- findings


def _item(score: Score, name: str, item: dict[str, Any], report: Report, pairs: list[Pair]) -> None:
    place = _locate(report.text, item["text"])
    near = [(s, f) for s, f in pairs if _overlap(report.text, place, (f.span.start, f.span.end)) >= HALF]
    label = f"{name}: {item['text'][:70]}"
    tries = sorted((list(_mismatches(name, item, s, f)) for s, f in near), key=len)
    if tries and not tries[0]:
        score.found.append(label)
        score.matched.update(id(f) for _, f in near)
        return
    amiss = tries[0] if tries else ["no finding there"]
    score.missed.append(f"{label} — {'; '.join(amiss)}")
    hard = [line for line in amiss if line.startswith(("place", "party", "change")) and not line.endswith("None")]
    if name == "control" and hard:
        score.wrong.append(f"{label} — {'; '.join(hard)}")


def _mismatches(name: str, item: dict[str, Any], statement: Statement, finding: Finding) -> Iterable[str]:
    """The slots that disagree, each with what was read."""
    for slot in _checked(name, item):
        agrees, had = COMPARE[slot](item[slot], getattr(finding, SLOTS.get(slot, slot), None))
        if not agrees:
            yield f"{slot}: {had}"
    if statement.certainty != item["certainty"]:
        yield f"certainty: {statement.certainty}"


def _checked(name: str, item: dict[str, Any]) -> list[str]:
    """The slots a person filled that a record has a place for; what the text leaves unsaid is not asked."""
    slots = {
        "control": ["place", "party", "change"],
        "routes": ["via", "effect", "kind", "party", "actor", "between", "direction"],
        "figures": ["place", "low", "high", "what"],
        "events": ["type", "actor", "place", "when"],
        "access": ["place"],
        "involvement": ["actor", "with", "in"],
        "outlook": [],
    }[name]
    return [slot for slot in slots if slot in item and not (name == "events" and _is_loose(item, slot))]


def _is_loose(item: dict[str, Any], slot: str) -> bool:
    """Whether a person wrote a remark instead of a value: an unresolved place, "weeks before"."""
    return "unresolved" in str(item[slot]) or (slot == "when" and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(item[slot])))


def _same_place(wanted: str, place: PlaceRef | None) -> Compared:
    said = f"{place.name} {place.text}" if place is not None else ""
    return bool(_words(wanted) & _folded(said)), said or None


def _same_places(wanted: list[str], places: tuple[PlaceRef, ...]) -> Compared:
    said = " ".join(f"{p.name} {p.text}" for p in places)
    return all(_words(w) & _folded(said) for w in wanted), said or None


def _same_party(wanted: str, party: PartyRef | None) -> Compared:
    said = f"{party.name} {party.text}" if party is not None else ""
    return bool(_words(wanted) & _folded(said) - {"syrian"}), said or None


def _same_term(wanted: str, term: Term | None) -> Compared:
    said = term.value if term is not None else ""
    return wanted in said, said or None


def _same_kind(wanted: str, term: Term | None) -> Compared:
    said = f"{term.value} {term.text}" if term is not None else ""
    return bool({w[:5] for w in _words(wanted)} & {w[:5] for w in _folded(said)}), said or None


def _same_number(wanted: float | None, number: float | None) -> Compared:
    return number == wanted, number


def _same_day(wanted: str, when: DateRef | None) -> Compared:
    latest = when.when.latest if when is not None and when.when is not None else None
    return str(latest) == wanted, latest


SLOTS = {"type": "event", "from": "frm", "with": "beside", "in": "place"}
COMPARE: dict[str, Callable[[Any, Any], Compared]] = {
    "place": _same_place, "via": _same_place, "in": _same_place, "between": _same_places, "party": _same_party,
    "actor": _same_party, "with": _same_party, "change": _same_term, "effect": _same_term, "kind": _same_term,
    "direction": _same_term, "type": _same_kind, "what": _same_kind, "low": _same_number, "high": _same_number,
    "when": _same_day,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ quotes


def _quote(score: Score, item: dict[str, Any], report: Report, quotes: list[Statement]) -> None:
    label = f"quotes: {item['text'][:70]}"
    place = _locate(report.text, item["text"])
    near = [q for q in quotes if _overlap(report.text, place, (q.span.start, q.span.end)) >= HALF]
    if not near:
        score.missed.append(f"{label} — no quote there")
        return
    chain = near[0].voice
    speaker = chain[0] if chain and chain[0].kind == "speaker" else None
    if speaker is None:
        score.missed.append(f"{label} — no speaker")
    elif not _words(item["speaker"]) & _folded(f"{speaker.name} {speaker.medium or ''}"):
        score.missed.append(f"{label} — speaker: {speaker.name}")
        score.wrong.append(f"{label} — speaker: {speaker.name}")
    else:
        amiss = list(_voice_mismatches(item, chain))
        (score.missed if amiss else score.found).append(f"{label} — {'; '.join(amiss)}" if amiss else label)


def _voice_mismatches(item: dict[str, Any], chain: tuple[Voice, ...]) -> Iterable[str]:
    speaker = chain[0]
    if item.get("role") and not _words(item["role"]) <= _folded(speaker.role or ""):
        yield f"role: {speaker.role}"
    if (
        item.get("party")
        and speaker.party is not None
        and not (_words(item["party"]) - {"syrian"}) & _folded(speaker.party)
    ):
        yield f"party: {speaker.party}"
    if item.get("told"):
        links = " ".join(v.name for v in chain[1:]) + " " + (speaker.medium or "")
        if not _words(item["told"]) <= _folded(links):
            yield f"told: {links}"


# ------------------------------------------------------------------------------------------------- page, strays, words


def _page(score: Score, gold: dict[str, Any], report: Report) -> None:
    for item in gold["media"]:
        hit = any(m.kind == item["kind"] and _words(m.caption or "") & _words(item["caption"]) for m in report.media)
        (score.found if hit else score.missed).append(f"media: {item['caption'][:60]}")
    for title in gold["related"]:
        hit = any(len(_words(r.title) & _words(title)) >= len(_words(title)) / 2 for r in report.related)
        (score.found if hit else score.missed).append(f"related: {title}")


def _strays(score: Score, gold: dict[str, Any], report: Report, statements: list[Statement]) -> None:
    """Findings where the person recorded none of that type, and quotes of nobody's words."""
    for statement in statements:
        for finding in statement.findings:
            name = next(n for n, kind in TYPES.items() if kind == finding.type)
            spots = [_locate(report.text, item["text"]) for item in gold[name]]
            if id(finding) in score.matched:
                continue
            if any(_overlap(report.text, spot, (finding.span.start, finding.span.end)) >= HALF for spot in spots):
                continue
            line = f"{finding.type} [{statement.certainty}]: {finding.span.text[:90]}"
            score.extra.append(line)


def _locate(text: str, words: str) -> tuple[int, int]:
    """Where the words stand in the text, white space and the form of marks aside; (0, 0) where they do not."""
    wanted = _WORD.findall(words)
    found = re.search(r"\W+".join(map(re.escape, wanted)), text)
    return found.span() if found else (0, 0)


def _overlap(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Words in both stretches, as a share of the shorter."""
    spots = [{m.start() for m in _WORD.finditer(text, *bounds)} for bounds in (one, other)]
    return len(spots[0] & spots[1]) / max(1, min(len(s) for s in spots))


def _words(text: str) -> set[str]:
    return {w for w in _folded(text) if w not in _SMALL}


def _folded(text: str) -> set[str]:
    return {w.lower().rstrip("s") if len(w) > 3 else w.lower() for w in _WORD.findall(text)}


def _lists(score: Score) -> dict[str, list[str]]:
    return {"found": score.found, "missed": score.missed, "wrong": score.wrong, "extra": score.extra}


def _show(score: Score) -> None:
    for name, lines in _lists(score).items():
        print(f"\n{name} ({len(lines)})")
        for line in lines:
            print(f"  {line}")
    total = len(score.found) + len(score.missed)
    print(f"\nrecall {score.recall:.3f} ({len(score.found)} of {total})")
    print(f"precision {score.precision:.3f}")
    print(f"wrong speakers and controls: {len(score.wrong)}")


if __name__ == "__main__":
    sys.exit(main())
