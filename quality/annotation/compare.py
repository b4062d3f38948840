"""How two annotations of the same reports agree, layer by layer: counts of found, right and gold.

``compare`` treats its first annotation as the gold one. Exact means exact: pieces are compared as sets of characters
that are letters or digits, so that marks and spaces at edges do not count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotation.form import Annotation, Bounds, Day, Found, Pieces, Said, Slot

CERTAINTIES = ("asserted", "estimated", "expected", "speculated", "conditional", "denied")
HALF = 0.5
SAME = {"injured": "wounded", "dead": "killed", "fled": "displaced", "arrested": "detained", "kidnapped": "abducted"}
T = TypeVar("T")


@dataclass(slots=True)
class Count:
    """``right`` of the ``found`` are in the ``gold``; ``misses`` name what went wrong, for an error analysis."""

    right: int = 0
    found: int = 0
    gold: int = 0
    misses: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Right of those found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of the gold ones."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def add(self, found: Iterable[object], gold: Iterable[object]) -> None:
        """Count two sets of the same kind."""
        a, b = set(found), set(gold)
        self.right += len(a & b)
        self.found += len(a)
        self.gold += len(b)


def letters(text: str, pieces: Pieces) -> frozenset[int]:
    """The offsets of the letters and digits in the pieces."""
    return frozenset(i for a, b in pieces for i in range(a, b) if text[i].isalnum())


def without_article(text: str, pieces: Pieces) -> Pieces:
    """The pieces without an article at their beginning, which annotators leave to the name or take with it."""
    if not pieces:
        return pieces
    (a, b), *rest = pieces
    words = text[a:b].split(None, 1)
    cut = len(text[a:b]) - len(words[1]) if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else 0
    return ((a + cut, b), *rest)


def attribution(gold: Annotation, other: Annotation, counts: dict[str, Count]) -> None:
    """Exact spans of sources (articles aside), cues and contents, each by itself."""
    for layer in ("source", "cue", "content"):
        spans = [
            {
                found
                for said in each.said
                if (found := letters(gold.text, without_article(gold.text, getattr(said, layer))))
            }
            for each in (other, gold)
        ]
        counts.setdefault(layer, Count()).add(*spans)


def dates(gold: Annotation, other: Annotation, count: Count) -> None:
    """Values right: first and last day the same, of mentions that overlap; mentions without a value do not count."""
    known = [d for d in gold.dates if d.earliest or d.latest]
    given = [d for d in other.dates if d.earliest or d.latest]
    count.gold += len(known)
    count.found += len(given)
    for day in given:
        match = _touching(day.span, known, lambda d: d.span)
        if match is None:
            count.misses["no gold date there" if _none_at(day.span, gold.dates) else "gold leaves it open"] += 1
        elif same_day(day, match):
            count.right += 1
        else:
            count.misses["other value"] += 1


def _none_at(span: Bounds, days: Sequence[Day]) -> bool:
    return _touching(span, days, lambda d: d.span) is None


def same_day(a: Day | None, b: Day | None) -> bool:
    """Whether two dates name the same first and last day."""
    if a is None or b is None:
        return a is b
    return (a.earliest, a.latest) == (b.earliest, b.latest)


def places(gold: Annotation, other: Annotation, found: Count, resolved: Count) -> None:
    """Mentions (exact spans, a last s aside) and, of those both have, numbers; one where gold has none is wrong."""
    ours = {_named(gold.text, p.span): p for p in gold.places if not p.anaphor}
    theirs = {_named(gold.text, p.span): p for p in other.places if not p.anaphor}
    found.add(theirs, ours)
    both = ours.keys() & theirs.keys()
    resolved.gold += sum(ours[s].id is not None for s in both)
    resolved.found += sum(theirs[s].id is not None for s in both)
    resolved.right += sum(theirs[s].id is not None and theirs[s].id == ours[s].id for s in both)


def _named(text: str, span: Bounds) -> Bounds:
    """The span without a last s, which is a possessive where its apostrophe is lost ("Syrias north")."""
    return (span[0], span[1] - 1) if text[span[1] - 1] == "s" else span


def entities(gold: Annotation, other: Annotation, counts: dict[str, Count]) -> None:
    """Exact spans (a last s aside) with their type, by type and of all."""
    for kind in {k for each in (gold, other) for *_, k in each.entities}:
        pair = ({e for e in _mentions(gold.text, each) if e[2] == kind} for each in (other, gold))
        counts.setdefault(kind, Count()).add(*pair)
    counts.setdefault("all", Count()).add(_mentions(gold.text, other), _mentions(gold.text, gold))


def _mentions(text: str, annotation: Annotation) -> set[tuple[Bounds, int, str]]:
    return {(_named(text, (a, b)), 0, kind) for a, b, kind in annotation.entities}


# ------------------------------------------------------------------------------------------------------------ findings


def findings(
    gold: Annotation, other: Annotation, kind: str, count: Count, slots: Sequence[str] | None = None
) -> list[tuple[Found, Found]]:
    """Findings of a kind; returns the pairs (gold, found) that say the same thing at the same words.

    They pair where their triggers (of figures: numbers) overlap, each once. Right is a pair with the same value and
    sign and, where ``slots`` are named, the same in each of these: filled alike, or empty in both.
    """
    ours = [f for f in gold.findings if f.type == kind]
    theirs = [f for f in other.findings if f.type == kind]
    count.gold += len(ours)
    count.found += len(theirs)
    free, pairs = list(ours), []
    for found in theirs:
        options = [g for g in free if _meet(gold.text, g, found)]
        match = max(
            options,
            key=lambda g: (not _faults(gold, g, other, found, slots), _closeness(g, found)),
            default=None,
        )
        if match is None:
            count.misses[f"not in gold: {found.value}" if kind != "figure" else "not in gold"] += 1
            continue
        free.remove(match)
        pairs.append((match, found))
        faults = _faults(gold, match, other, found, slots)
        count.right += not faults
        count.misses.update(faults)
    for missed in free:
        count.misses[f"missed: {missed.value}" if kind != "figure" else "missed"] += 1
    return pairs


def _meet(text: str, gold: Found, found: Found) -> bool:
    if gold.type == "figure":
        a = [s for f in (gold,) for s in (f.slots["number"].spans if "number" in f.slots else (f.trigger,))]
        b = found.slots["number"].spans if "number" in found.slots else (found.trigger,)
        return bool(letters(text, tuple(a)) & letters(text, tuple(b)))
    return bool(letters(text, (gold.trigger,)) & letters(text, (found.trigger,)))


def _closeness(gold: Found, found: Found) -> int:
    return -abs(gold.span[0] - found.span[0]) - abs(gold.span[1] - found.span[1])


def _faults(gold: Annotation, g: Found, other: Annotation, f: Found, slots: Sequence[str] | None) -> list[str]:
    faults = []
    if g.type == "figure":
        if kind_of(g.value) != kind_of(f.value):
            faults.append("kind")
        if (g.low, g.high) != (f.low, f.high):
            faults.append("bounds")
    elif g.value != f.value:
        faults.append(f"value: {g.value} read as {f.value}")
    if g.negated != f.negated:
        faults.append("sign")
    for name in slots or ():
        a, b = g.slots.get(name), f.slots.get(name)
        if not same_slot(gold, a, other, b):
            faults.append(f"{name}: " + ("missed" if b is None else "not in gold" if a is None else "other"))
    return faults


def kind_of(what: str) -> str:
    """What befell those counted: the last word of "people killed", synonyms as one; of a bare noun, the noun."""
    last = what.lower().split()[-1] if what else ""
    return SAME.get(last, last)


def same_slot(gold: Annotation, a: Slot | None, other: Annotation, b: Slot | None) -> bool:
    """Whether two slots are filled alike: overlapping mentions, the same place or day, or the same words."""
    if a is None or b is None:
        return a is b
    if b.day is not None:
        mine = a.day or _touching(a.spans[0], gold.dates, lambda d: d.span)
        return same_day(mine, b.day) or (mine is None and _overlapping(a, b))
    if _overlapping(a, b):
        return True
    said_at = (*a.spans, *a.means)
    ids = {p.id for p in gold.places if p.id is not None and any(_overlap(p.span, s) for s in said_at)}
    if b.id is not None and b.id in ids:
        return True
    said = {_plain(gold.text[x:y]) for x, y in said_at}
    heard = {_plain(other.text[x:y]) for x, y in (*b.spans, *b.means)} | {_plain(n) for n in b.names}
    return bool(said & heard)


def _overlapping(a: Slot, b: Slot) -> bool:
    return any(_overlap(x, y) for x in (*a.spans, *a.means) for y in (*b.spans, *b.means))


def _plain(words: str) -> str:
    return " ".join(w for w in words.lower().replace("-", " ").split() if w not in {"the", "a", "an"})


# ----------------------------------------------------------------------------------------------- speakers and certainty


def speakers(gold: Annotation, spoken: Iterable[tuple[Bounds, str | None]], count: Count) -> None:
    """Speakers of quotes: each gold quote with a source, against the words read as someone's that are most like it.

    A quote whose marks the report has lost may be read as indirect speech; its speaker counts all the same.
    """
    spoken = [(letters(gold.text, (span,)), name) for span, name in spoken]
    for said in gold.said:
        if said.kind == "indirect" or not (said.source or said.chain):
            continue
        content = letters(gold.text, said.content)
        rated = [(_likeness(content, words), name) for words, name in spoken if content & words]
        best = max(rated, default=(0.0, None), key=lambda r: (r[0], r[1] is not None))
        count.gold += 1
        if best[1] is None:
            count.misses["speaker left open" if best[0] else "read as nobody's words"] += 1
            continue
        count.found += 1
        right = _is_speaker(gold, said, best[1])
        count.right += right
        if not right:
            count.misses["other speaker"] += 1


def _is_speaker(gold: Annotation, said: Said, name: str) -> bool:
    plain = _plain(name)
    names = {_plain(gold.words(said.source)), *map(_plain, said.chain[:1])}
    for label, mentions in gold.speakers:
        words = {_plain(label), *(_plain(gold.text[a:b]) for a, b in mentions)}
        if words & names or any(_overlap(m, s) for m in mentions for s in said.source):
            names |= words
    names.discard("")
    return any(plain == n or (len(plain) > 3 and (plain in n or n in plain)) for n in names)


def certainty(pairs: Iterable[tuple[str, str]]) -> dict[str, Count]:
    """Pairs (gold, found) of certainties as counts by class; each class's F1 goes into the macro average."""
    counts = {name: Count() for name in CERTAINTIES}
    for gold, found in pairs:
        counts[gold].gold += 1
        counts[found].found += 1
        counts[gold].right += gold == found
        if gold != found:
            counts[gold].misses[f"read as {found}"] += 1
    return counts


def said_pairs(gold: Annotation, other: Annotation) -> list[tuple[str, str]]:
    """Certainties of attributions that both have: contents that share more than half of the letters of both."""
    pairs = []
    for said in gold.said:
        content = letters(gold.text, said.content)
        rated = [(_likeness(content, letters(gold.text, o.content)), o) for o in other.said]
        best = max(rated, key=lambda r: r[0], default=(0.0, None))
        if best[1] is not None and best[0] > HALF:
            pairs.append((said.certainty, best[1].certainty))
    return pairs


def _likeness(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def _overlap(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _touching(span: Bounds, items: Sequence[T], bounds: Callable[[T], Bounds]) -> T | None:
    """The item that shares most characters with the span."""
    rated = [(min(span[1], bounds(i)[1]) - max(span[0], bounds(i)[0]), i) for i in items]
    best = max(rated, key=lambda r: r[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None
